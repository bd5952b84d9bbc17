// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/document/TextTail.h"

#include "shared/document/ChineseDate.h"
#include "shared/document/DocumentLimits.h"
#include "shared/document/HeadingNumber.h"
#include "shared/document/OrganNames.h"

#include <QRegularExpression>

#include <algorithm>

namespace wenyi::document {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestSignature = 80;
constexpr qsizetype mostSignatories = 20;

struct SignatureLine
{
    QString organ;
    QDate date;
};

/// 江阴市人民政府办公室　2026年3月5日, or the date alone.
SignatureLine readSignatureLine(const QString &text)
{
    static const QRegularExpression form(
        u"\\A(?:(\\S.*?)[\\s\\x{00a0}\\x{3000}]+)?(\\S{1,4}年\\s*\\S{1,2}\\s*月\\s*\\S{1,3}\\s*日)\\z"_s);
    if (text.size() > longestSignature)
        return {};
    if (const auto whole = parseChineseDate(text))
        return {{}, *whole};
    const auto match = form.match(text);
    const auto date = parseChineseDate(match.capturedView(2));
    if (!match.hasMatch() || !date || !looksLikeOrgan(match.capturedView(1)))
        return {};
    return {match.captured(1), *date};
}

/// 附件, 附件1, 附件：, alone on its line.
bool isAnnexMark(const QString &text)
{
    static const QRegularExpression form(u"\\A附\\s*件\\s*(?:[0-9]{1,3}|[一二三四五六七八九十]{1,3})?\\s*[:：]?\\z"_s);
    return text.size() <= 16 && form.match(text).hasMatch();
}

const QRegularExpression &statementForm()
{
    static const QRegularExpression form(u"\\A附\\s*件\\s*[:：]\\s*(?=\\S)"_s);
    return form;
}

const QRegularExpression &entryNumber()
{
    static const QRegularExpression form(u"\\A[1-9][0-9]?\\s*[.．、]\\s*(?![0-9])"_s);
    return form;
}

bool isImprintLine(const QString &text)
{
    static const QRegularExpression form(
        u"\\A(?:抄\\s*送\\s*[:：].|.{2,40}[\\s\\x{00a0}\\x{3000}]\\S{1,4}年\\S{1,2}月\\S{1,3}日\\s*印发\\z)"_s);
    return text.size() <= 5'000 && form.match(text).hasMatch();
}

/// Adds a name unless the model's limits forbid it.
bool addAttachment(OfficialDocument &document, const QString &name)
{
    if (name.isEmpty() || name.size() > limits::ElementText || document.attachments.size() >= limits::Attachments)
        return false;
    document.attachments.append({name, {}});
    return true;
}

bool readCopyTo(TextReader &reader)
{
    static const QRegularExpression label(u"\\A抄\\s*送\\s*[:：]\\s*"_s);
    QString text = reader.next();
    if (text.size() > 5'000 || !label.match(text).hasMatch() || !reader.document().copyTo.isEmpty())
        return false;
    text.remove(label);
    if (text.endsWith(u'。'))
        text.chop(1);
    const QStringList organs = splitOrgans(text);
    if (!isWithinLimits(organs))
        return false;
    reader.document().copyTo = organs;
    reader.take(DocumentElement::CopyTo);
    return true;
}

/// 江阴市人民政府办公室　　2026年3月5日印发
bool readPrinter(TextReader &reader)
{
    OfficialDocument &document = reader.document();
    const QString text = reader.next();
    if (text.size() > longestSignature || !text.endsWith(u"印发"_s) || !document.printer.isEmpty())
        return false;
    const SignatureLine line = readSignatureLine(text.chopped(2).trimmed());
    if (!line.date.isValid() || line.organ.isEmpty())
        return false;
    document.printer = line.organ;
    document.printDate = line.date;
    reader.take(DocumentElement::Printer);
    return true;
}

bool readNote(TextReader &reader)
{
    static const QRegularExpression form(u"\\A[（(]([^（）()]{2,200})[)）]\\z"_s);
    const auto match = form.match(reader.next());
    if (!match.hasMatch() || !reader.document().note.isEmpty())
        return false;
    reader.document().note = match.captured(1);
    reader.take(DocumentElement::Note);
    return true;
}

/// The attachment that an annexed text belongs to: the one of that name, else the next one without a body, else a new
/// one.
Attachment *attachmentFor(OfficialDocument &document, const QString &name)
{
    const auto isNamed = [&name](const Attachment &attachment) {
        return attachment.name == name && attachment.body.isEmpty();
    };
    const auto isOpen = [](const Attachment &attachment) { return attachment.body.isEmpty(); };
    auto found = std::find_if(document.attachments.begin(), document.attachments.end(), isNamed);
    if (found == document.attachments.end())
        found = std::find_if(document.attachments.begin(), document.attachments.end(), isOpen);
    if (found != document.attachments.end())
        return &*found;
    return addAttachment(document, name) ? &document.attachments.last() : nullptr;
}

bool isAnnexTitle(const QString &text)
{
    return text.size() <= 60 && headingLevel(text) == 0 && !QStringView(u"。：；，").contains(text.back());
}

/// One annexed text: its mark, its title and its paragraphs up to the next mark or 版记.
void readAnnex(TextReader &reader, const QString &annexedTitle)
{
    OfficialDocument &document = reader.document();
    const bool isMarked = isAnnexMark(reader.next());
    QString mark;
    if (isMarked) {
        mark = reader.next();
        reader.take(DocumentElement::Attachments);
    }
    if (reader.atEnd())
        return;
    const QString first = reader.next();
    const bool isTitled = first == annexedTitle || (isAnnexTitle(first) && (isMarked || annexedTitle.isEmpty()));
    const QString name = isTitled ? first : !annexedTitle.isEmpty() ? annexedTitle : isMarked ? mark : u"附件"_s;
    Attachment *attachment = attachmentFor(document, name);
    if (!attachment) {
        reader.take(DocumentElement::Attachments, Certainty::Left, "import.too-many-attachments");
        return;
    }
    if (isTitled && attachment->name == name)
        reader.take(DocumentElement::Attachments);
    while (!reader.atEnd() && !isAnnexMark(reader.next()) && !isImprintLine(reader.next())) {
        if (!readSubjectWords(reader))
            reader.takeBlock(attachment->body, DocumentElement::Attachments);
    }
}

} // namespace

Signature findSignature(const TextReader &reader)
{
    for (qsizetype i = reader.position(); i < reader.size(); ++i) {
        if (isAnnexMark(reader.text(i)) && !entryNumber().match(reader.text(i + 1)).hasMatch())
            break; // What follows is the annexed text, which may bear dates of its own.
        const SignatureLine line = readSignatureLine(reader.text(i));
        if (!line.date.isValid())
            continue;
        qsizetype start = i;
        while (line.organ.isEmpty() && start > reader.position() && i - start < mostSignatories
               && looksLikeOrgan(reader.text(start - 1)) && headingLevel(reader.text(start - 1)) == 0)
            --start;
        return {start, i + 1};
    }
    return {reader.size(), reader.size()};
}

void readSignature(TextReader &reader, const Signature &signature)
{
    OfficialDocument &document = reader.document();
    if (signature.start == reader.size())
        return;
    while (reader.position() < signature.end) {
        const SignatureLine line = readSignatureLine(reader.next());
        const QString organ = line.date.isValid() ? line.organ : reader.next();
        if (!organ.isEmpty())
            document.signatories.append(organ);
        const bool isOther = line.date.isValid() && document.date.isValid() && document.date != line.date;
        if (line.date.isValid())
            document.date = line.date;
        reader.take(line.date.isValid() ? DocumentElement::Date : DocumentElement::Signatories,
            isOther ? Certainty::Guessed : Certainty::Recognised,
            isOther ? QByteArray("import.date-of-signature-preferred") : QByteArray());
    }
}

bool readAttachmentStatement(TextReader &reader)
{
    static const QRegularExpression nextEntry(u"[\\s\\x{00a0}\\x{3000}]+(?=[1-9][0-9]?\\s*[.．、](?![0-9]))"_s);
    const bool isBareLabel = isAnnexMark(reader.next());
    if (isBareLabel && entryNumber().match(reader.text(reader.position() + 1)).hasMatch())
        reader.take(DocumentElement::Attachments);
    else if (!statementForm().match(reader.next()).hasMatch())
        return false;
    bool isFirst = true;
    while (!reader.atEnd() && (isFirst || entryNumber().match(reader.next()).hasMatch())) {
        isFirst = false;
        bool isTaken = true;
        for (QString name : reader.next().remove(statementForm()).split(nextEntry))
            isTaken = addAttachment(reader.document(), name.remove(entryNumber()).trimmed()) && isTaken;
        reader.take(DocumentElement::Attachments, isTaken ? Certainty::Recognised : Certainty::Left,
            isTaken ? QByteArray() : QByteArray("import.attachment-name"));
    }
    return true;
}

qsizetype findBodyEnd(const TextReader &reader)
{
    for (qsizetype i = reader.position(); i < reader.size(); ++i) {
        const QString text = reader.text(i);
        const bool isAnnex = isAnnexMark(text) && !entryNumber().match(reader.text(i + 1)).hasMatch();
        if (isAnnex || isImprintLine(text))
            return i;
    }
    return reader.size();
}

void readTail(TextReader &reader, const QString &annexedTitle)
{
    bool isAnnexed = false;
    while (!reader.atEnd()) {
        if ((!isAnnexed && readNote(reader)) || readSubjectWords(reader) || readCopyTo(reader) || readPrinter(reader))
            continue;
        if (isImprintLine(reader.next()) || (isAnnexed && !isAnnexMark(reader.next()))) {
            reader.take(DocumentElement::Body, Certainty::Left, "import.behind-the-imprint");
            continue;
        }
        readAnnex(reader, isAnnexed ? QString() : annexedTitle);
        isAnnexed = true;
    }
}

} // namespace wenyi::document
