// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/document/TextImport.h"

#include "shared/document/DocumentKind.h"
#include "shared/document/DocumentLimits.h"
#include "shared/document/TextHead.h"
#include "shared/document/TextRecognition.h"
#include "shared/document/TextTail.h"

#include <QRegularExpression>

#include <algorithm>

namespace wenyi::document {

using namespace Qt::StringLiterals;

namespace {

/// How many paragraphs of its own a notice has at most when an annexed plan follows it without any signature.
constexpr qsizetype longestUnsignedNotice = 5;

/// 《…》 of a sentence or title that prints and distributes it, or nothing.
QString distributedTitle(QStringView text)
{
    static const QRegularExpression sentence(u"《([^《》]{2,100})》[^。]{0,60}?(?:印发|转发|发布|下发)"_s);
    static const QRegularExpression title(
        u"关于(?:印发|转发|发布|下发)《?([^《》]{2,100})》?的(?:通知|通告|公告)\\z"_s);
    for (const QRegularExpression &form : {title, sentence}) {
        if (const auto match = form.match(text.toString()); match.hasMatch())
            return match.captured(1);
    }
    return {};
}

QString withoutBlanks(QString text)
{
    static const QRegularExpression blanks(u"[\\s\\x{00a0}\\x{3000}]+"_s);
    return text.remove(blanks);
}

/// Where the notice's own paragraphs end and what it distributes begins, given that it does and bears no signature.
qsizetype endOfUnsignedNotice(const TextReader &reader, qsizetype distributing)
{
    const qsizetype last = std::min(reader.size(), distributing + longestUnsignedNotice);
    for (qsizetype i = distributing + 1; i < last; ++i) {
        if (isSubjectWords(reader.text(i)))
            return i;
    }
    return distributing + 1;
}

/// The paragraph in which a notice prints and distributes something, or -1.
qsizetype findDistributing(const TextReader &reader, qsizetype end)
{
    const qsizetype last = std::min(end, reader.position() + longestUnsignedNotice);
    for (qsizetype i = reader.position(); i < last; ++i) {
        if (reader.text(i).size() < 400 && !distributedTitle(reader.text(i)).isEmpty())
            return i;
    }
    return -1;
}

/// A plan published under its own title with the notice's number and recipients: the notice's title is derived.
void deriveNoticeTitle(TextReader &reader, const QString &plan)
{
    OfficialDocument &document = reader.document();
    const bool isPlansOwn = withoutBlanks(document.title) == withoutBlanks(plan);
    if (!isPlansOwn && !document.title.isEmpty())
        return;
    document.title = u"关于印发《%1》的通知"_s.arg(plan);
    reader.conclude(DocumentElement::Title, "import.title-derived");
}

void concludeKind(TextReader &reader)
{
    OfficialDocument &document = reader.document();
    const auto kind = kindOfTitle(document.title);
    if (kind) {
        document.kind = kindWord(*kind);
        reader.conclude(DocumentElement::Kind, "import.kind-from-title");
    }
    if (kind == DocumentKind::Order)
        document.format = Format::Order;
    else if (kind == DocumentKind::Minutes)
        document.format = Format::Minutes;
}

void concludeIssuer(TextReader &reader, const ImportContext &context, const QString &issuerCode)
{
    OfficialDocument &document = reader.document();
    const QString known = context.issuersByCode.value(issuerCode);
    if (document.issuers.isEmpty() && !known.isEmpty()) {
        document.issuers = {known};
        reader.conclude(DocumentElement::Issuers, "import.issuer-from-number");
    } else if (document.issuers.isEmpty() && !document.signatories.isEmpty()) {
        document.issuers = document.signatories;
        reader.conclude(DocumentElement::Issuers, "import.issuer-from-signature");
    }
    if (document.issuers.isEmpty())
        return;
    // A draft has no number yet; a plan by itself has neither number nor kind.
    const bool isOfficial = !document.number.isEmpty() || !document.kind.isEmpty();
    if (document.issuerMark.isEmpty() && isOfficial && document.format == Format::Document) {
        document.issuerMark = document.issuers.first() + u"文件"_s;
        reader.conclude(DocumentElement::IssuerMark, "import.mark-from-issuer");
    }
    if (document.signatories.isEmpty() && isOfficial) {
        document.signatories = document.issuers;
        reader.conclude(DocumentElement::Signatories, "import.signature-from-issuer");
    }
}

/// The document's own paragraphs up to `end`.
void readBody(TextReader &reader, qsizetype end)
{
    while (reader.position() < end) {
        if (!readAttachmentStatement(reader) && !readSubjectWords(reader))
            reader.takeBlock(reader.document().body, DocumentElement::Body);
    }
}

void readAll(TextReader &reader, const ImportContext &context)
{
    const QString issuerCode = readHead(reader);
    const Signature signature = findSignature(reader);
    qsizetype end = std::min(signature.start, findBodyEnd(reader));
    const qsizetype distributing = findDistributing(reader, end);
    QString annexed = distributedTitle(reader.document().title);
    if (distributing >= 0) {
        const QString plan = distributedTitle(reader.text(distributing));
        if (annexed.isEmpty())
            deriveNoticeTitle(reader, plan);
        annexed = distributedTitle(reader.document().title);
        if (!annexed.isEmpty() && signature.start == reader.size())
            end = std::min(end, endOfUnsignedNotice(reader, distributing));
    }
    readBody(reader, end);
    readSignature(reader, signature);
    readTail(reader, annexed);
    concludeKind(reader);
    concludeIssuer(reader, context, issuerCode);
}

} // namespace

QStringList ImportedText::left() const
{
    QStringList sources;
    for (const ImportFinding &finding : findings) {
        if (finding.certainty == Certainty::Left && !finding.source.isEmpty())
            sources.append(finding.source);
    }
    return sources;
}

Result<ImportedText> importText(QByteArrayView bytes, const ImportContext &context, const Progress &progress)
{
    WENYI_TRY(const QString text, decodeText(bytes));
    WENYI_CHECK(goOn(progress, 1, 3));
    QList<TextSegment> segments = segmentsOf(text);
    WENYI_CHECK(goOn(progress, 2, 3));
    return recognise(std::move(segments), context);
}

Result<ImportedText> recognise(QList<TextSegment> segments, const ImportContext &context)
{
    if (segments.isEmpty())
        return Error{ErrorCode::InvalidInput, "document.import-empty", {}};
    if (segments.size() > limits::Blocks)
        return Error{ErrorCode::TooLarge, "document.import-too-large", QString::number(segments.size())};
    TextReader reader(std::move(segments));
    readAll(reader, context);
    return reader.take();
}

} // namespace wenyi::document
