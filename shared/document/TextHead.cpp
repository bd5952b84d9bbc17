// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/document/TextHead.h"

#include "shared/document/ChineseDate.h"
#include "shared/document/DocumentKind.h"
#include "shared/document/DocumentLimits.h"
#include "shared/document/DocumentNumber.h"
#include "shared/document/DocumentUrgency.h"
#include "shared/document/HeadingNumber.h"
#include "shared/document/OrganNames.h"
#include "shared/document/SecrecyMark.h"

#include <QRegularExpression>

namespace wenyi::document {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestTitleLine = 60;
constexpr qsizetype mostTitleLines = 4;
/// A head has no more segments than this before its recipients.
constexpr qsizetype mostHeadSegments = 16;

/// 份号, 密级 and 紧急程度, each alone on its line.
bool readMark(TextReader &reader)
{
    static const QRegularExpression copyNumber(u"\\A[0-9]{6}\\z"_s);
    OfficialDocument &document = reader.document();
    const QString text = reader.next();
    if (document.copyNumber.isEmpty() && copyNumber.match(text).hasMatch()) {
        document.copyNumber = text;
        reader.take(DocumentElement::CopyNumber);
    } else if (document.secrecy.isEmpty() && SecrecyMark::parse(text)) {
        document.secrecy = text;
        reader.take(DocumentElement::Secrecy);
    } else if (document.urgency.isEmpty() && urgencyFromWord(text)) {
        document.urgency = text;
        reader.take(DocumentElement::Urgency);
    } else {
        return false;
    }
    return true;
}

bool readIssuerMark(TextReader &reader)
{
    OfficialDocument &document = reader.document();
    const QString text = reader.next();
    if (!document.issuerMark.isEmpty() || !text.endsWith(u"文件"_s) || !looksLikeOrgan(text.chopped(2)))
        return false;
    document.issuerMark = text;
    document.issuers = {text.chopped(2)};
    reader.take(DocumentElement::IssuerMark);
    reader.conclude(DocumentElement::Issuers, "import.issuer-from-mark");
    return true;
}

/// 发文字号 with what may share its line: the date, as published texts have it, or 签发人.
bool readNumberLine(TextReader &reader, QString &issuerCode)
{
    static const QRegularExpression form(
        u"\\A(\\p{Han}{2,20}\\s*[〔\\[［【(（][^号]{4,20}号)(?:[\\s\\x{00a0}\\x{3000}]*(.*))?\\z"_s);
    OfficialDocument &document = reader.document();
    const auto match = form.match(reader.next());
    if (!document.number.isEmpty() || reader.next().size() > 120 || !match.hasMatch())
        return false;
    const auto number = DocumentNumber::parseLoosely(match.capturedView(1));
    if (!number)
        return false;
    static const QRegularExpression signerLabel(u"\\A签发人\\s*[:：]\\s*"_s);
    static const QRegularExpression blanks(u"[\\s\\x{00a0}\\x{3000}、]+"_s);
    QString rest = match.captured(2);
    const auto date = parseChineseDate(rest);
    const bool isSigned = signerLabel.match(rest).hasMatch();
    if (!rest.isEmpty() && !date && !isSigned)
        return false;
    if (date)
        document.date = *date;
    else if (isSigned)
        document.signers = rest.remove(signerLabel).split(blanks, Qt::SkipEmptyParts);
    document.number = number->toString();
    issuerCode = number->issuerCode;
    const bool isStandard = DocumentNumber::parse(match.capturedView(1)).has_value();
    reader.take(DocumentElement::Number, isStandard ? Certainty::Recognised : Certainty::Guessed,
        isStandard ? QByteArray() : QByteArray("import.number-rewritten"));
    return true;
}

bool isRecipients(const QString &text)
{
    if (text.size() < 3 || text.size() > 5'000 || !(text.endsWith(u'：') || text.endsWith(u':'))
        || text.contains(u'。'))
        return false;
    const QStringList organs = splitOrgans(QStringView(text).chopped(1));
    return isWithinLimits(organs) && (looksLikeOrgan(organs.last()) || organs.last().startsWith(u'各'));
}

bool readRecipients(TextReader &reader)
{
    const QString text = reader.next();
    if (!isRecipients(text))
        return false;
    reader.document().recipients = splitOrgans(QStringView(text).chopped(1));
    reader.take(DocumentElement::Recipients);
    return true;
}

bool isTitleLine(const QString &text)
{
    static const QRegularExpression sentence(u"[。！？；]|[：:]\\z"_s);
    return !text.isEmpty() && text.size() <= longestTitleLine && !sentence.match(text).hasMatch()
           && headingLevel(text) == 0 && !isSubjectWords(text);
}

/// How many lines a title that begins at `start` has: up to the one that ends with a kind, else one.
qsizetype countTitleLines(const TextReader &reader)
{
    QString title;
    for (qsizetype count = 1; count <= mostTitleLines; ++count) {
        const QString line = reader.text(reader.position() + count - 1);
        if (!isTitleLine(line) || DocumentNumber::parseLoosely(line))
            break;
        title += line;
        if (kindOfTitle(title))
            return count;
    }
    return 1;
}

bool readTitle(TextReader &reader)
{
    OfficialDocument &document = reader.document();
    if (!document.title.isEmpty() || !isTitleLine(reader.next()))
        return false;
    const qsizetype lines = countTitleLines(reader);
    for (qsizetype i = 0; i < lines; ++i) {
        document.title += reader.next();
        reader.take(DocumentElement::Title, lines == 1 ? Certainty::Recognised : Certainty::Guessed,
            lines == 1 ? QByteArray() : QByteArray("import.title-joined"));
    }
    const QString issuer = document.title.section(u"关于"_s, 0, 0);
    if (document.issuers.isEmpty() && issuer.size() < document.title.size() && looksLikeOrgan(issuer)) {
        document.issuers = {issuer};
        reader.conclude(DocumentElement::Issuers, "import.issuer-from-title");
    }
    return true;
}

} // namespace

QString readHead(TextReader &reader)
{
    QString issuerCode;
    for (qsizetype i = 0; i < mostHeadSegments && !reader.atEnd(); ++i) {
        const bool hasTitle = !reader.document().title.isEmpty();
        if (hasTitle && readRecipients(reader))
            break;
        if (!readMark(reader) && !readIssuerMark(reader) && !readNumberLine(reader, issuerCode) && !readTitle(reader))
            break;
    }
    return issuerCode;
}

} // namespace wenyi::document
