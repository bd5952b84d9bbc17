// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/document/DocumentJson.h"

#include "shared/document/DocumentKind.h"
#include "shared/document/DocumentLimits.h"
#include "shared/document/JsonMembers.h"

#include <QJsonDocument>

#include <array>
#include <utility>

namespace wenyi::document {

using namespace Qt::StringLiterals;
using Presence = JsonMembers::Presence;

namespace {

constexpr std::array<QLatin1StringView, 4> formatNames{"document"_L1, "letter"_L1, "order"_L1, "minutes"_L1};

constexpr std::array<QLatin1StringView, 3> signingNames{"seals"_L1, "unsealed"_L1, "signature-stamp"_L1};
/// The first is never written: it is what an absent member means.
constexpr std::array<QLatin1StringView, 3> orientationNames{""_L1, "upright"_L1, "sideways"_L1};

/// The enumerator whose name the member has.
template<typename Enum, size_t Count>
Enum readName(JsonMembers &members, QLatin1StringView member, const std::array<QLatin1StringView, Count> &names)
{
    const QString name = members.text(member, 20, Presence::Required);
    for (size_t i = 0; i < names.size(); ++i) {
        if (!name.isEmpty() && names.at(i) == name)
            return static_cast<Enum>(i);
    }
    members.fail(ErrorCode::InvalidInput, "document.json-value", member);
    return {};
}

Table readTable(JsonMembers &members, JsonFault &fault)
{
    Table table;
    const QJsonArray rows = members.array("rows"_L1, limits::TableRows, Presence::Required);
    for (const QJsonValue &row : rows) {
        const QString path = u"%1[%2]"_s.arg(members.pathOf("rows"_L1)).arg(table.rows.size());
        const QJsonArray cells = row.toArray();
        if (!row.isArray())
            fault.set(ErrorCode::InvalidInput, "document.json-type", path);
        if (cells.size() > limits::TableColumns)
            fault.set(ErrorCode::TooLarge, "document.json-too-large", path);
        QStringList texts;
        for (const QJsonValue &cell : cells) {
            if (fault.isSet())
                return {};
            texts.append(readText(cell, limits::BlockText, u"%1[%2]"_s.arg(path).arg(texts.size()), fault));
        }
        table.rows.append(texts);
    }
    if (members.has("headRows"_L1))
        table.headRows = static_cast<int>(members.integer("headRows"_L1, 0, limits::TableHeadRows));
    if (members.has("orientation"_L1))
        table.orientation = readName<TableOrientation>(members, "orientation"_L1, orientationNames);
    return table;
}

Block readBlock(const QJsonValue &value, const QString &path, JsonFault &fault)
{
    JsonMembers members(value, path, fault);
    const QString type = members.text("type"_L1, 20, Presence::Required);
    Block block;
    if (type == "paragraph"_L1) {
        block = Paragraph{members.text("text"_L1, limits::BlockText, Presence::Required)};
    } else if (type == "heading"_L1) {
        const int level = static_cast<int>(members.integer("level"_L1, 1, 4));
        block = Heading{level, members.text("text"_L1, limits::BlockText, Presence::Required)};
    } else if (type == "table"_L1) {
        block = readTable(members, fault);
    } else if (type == "image"_L1) {
        const Picture picture{members.text("src"_L1, limits::ElementText, Presence::Required)};
        if (!picture.source.startsWith("blob:"_L1))
            members.fail(ErrorCode::InvalidInput, "document.json-value", "src"_L1);
        block = picture;
    } else {
        members.fail(ErrorCode::InvalidInput, "document.json-value", "type"_L1);
    }
    members.finish();
    return block;
}

QList<Block> readBody(JsonMembers &members, JsonFault &fault)
{
    QList<Block> body;
    const QJsonArray blocks = members.array("body"_L1, limits::Blocks);
    for (const QJsonValue &block : blocks) {
        if (fault.isSet())
            return {};
        body.append(readBlock(block, u"%1[%2]"_s.arg(members.pathOf("body"_L1)).arg(body.size()), fault));
    }
    return body;
}

QList<Attachment> readAttachments(JsonMembers &members, JsonFault &fault)
{
    QList<Attachment> attachments;
    const QJsonArray entries = members.array("attachments"_L1, limits::Attachments);
    for (const QJsonValue &entry : entries) {
        JsonMembers inner(entry, u"%1[%2]"_s.arg(members.pathOf("attachments"_L1)).arg(attachments.size()), fault);
        const QString name = inner.text("name"_L1, limits::ElementText, Presence::Required);
        attachments.append({name, readBody(inner, fault)});
        inner.finish();
    }
    return attachments;
}

QJsonObject writeTable(const Table &table)
{
    QJsonArray rows;
    for (const QStringList &row : table.rows)
        rows.append(QJsonArray::fromStringList(row));
    QJsonObject object{{"type"_L1, "table"_L1}, {"rows"_L1, rows}};
    if (table.headRows != Table().headRows)
        object.insert("headRows"_L1, table.headRows);
    if (table.orientation != TableOrientation::AsColumnsNeed)
        object.insert("orientation"_L1, orientationNames.at(static_cast<size_t>(table.orientation)));
    return object;
}

QJsonObject writeBlock(const Block &block)
{
    if (const auto *paragraph = std::get_if<Paragraph>(&block))
        return {{"type"_L1, "paragraph"_L1}, {"text"_L1, paragraph->text}};
    if (const auto *heading = std::get_if<Heading>(&block))
        return {{"type"_L1, "heading"_L1}, {"level"_L1, heading->level}, {"text"_L1, heading->text}};
    if (const auto *picture = std::get_if<Picture>(&block))
        return {{"type"_L1, "image"_L1}, {"src"_L1, picture->source}};
    return writeTable(std::get<Table>(block));
}

QJsonArray writeBody(const QList<Block> &body)
{
    QJsonArray blocks;
    for (const Block &block : body)
        blocks.append(writeBlock(block));
    return blocks;
}

QJsonArray writeAttachments(const QList<Attachment> &attachments)
{
    QJsonArray entries;
    for (const Attachment &attachment : attachments) {
        QJsonObject entry{{"name"_L1, attachment.name}};
        if (!attachment.body.isEmpty())
            entry.insert("body"_L1, writeBody(attachment.body));
        entries.append(entry);
    }
    return entries;
}

/// Leaves out what is not on the page.
void insert(QJsonObject &object, QLatin1StringView name, const QString &text)
{
    if (!text.isEmpty())
        object.insert(name, text);
}

void insert(QJsonObject &object, QLatin1StringView name, const QJsonArray &array)
{
    if (!array.isEmpty())
        object.insert(name, array);
}

void insert(QJsonObject &object, QLatin1StringView name, const QStringList &texts)
{
    insert(object, name, QJsonArray::fromStringList(texts));
}

void insert(QJsonObject &object, QLatin1StringView name, const QDate &date)
{
    if (date.isValid())
        object.insert(name, date.toString(Qt::ISODate));
}

} // namespace

Signing usualSigning(Format format)
{
    // 令 is signed by its signer's stamp (GB/T 9704 10.2).
    return format == Format::Order ? Signing::SignatureStamp : Signing::Seals;
}

Signing effectiveSigning(const OfficialDocument &document)
{
    const bool isSealedMinutes = document.format == Format::Minutes && document.signing == Signing::Seals;
    return isSealedMinutes ? Signing::Unsealed : document.signing;
}

bool bearsNoSeal(const OfficialDocument &document)
{
    return document.format == Format::Minutes && document.kind == kindWord(DocumentKind::Minutes)
           && effectiveSigning(document) == Signing::Unsealed;
}

OfficialDocument readDocument(const QJsonValue &value, const QString &path, JsonFault &fault)
{
    JsonMembers members(value, path, fault);
    const auto text = [&members](QLatin1StringView name) { return members.text(name, limits::ElementText); };
    const auto texts = [&members](QLatin1StringView name) {
        return members.texts(name, limits::ElementEntries, limits::ElementText);
    };
    OfficialDocument document;
    document.format = readName<Format>(members, "format"_L1, formatNames);
    document.kind = text("kind"_L1);
    document.copyNumber = text("copyNumber"_L1);
    document.secrecy = text("secrecy"_L1);
    document.urgency = text("urgency"_L1);
    document.issuerMark = text("issuerMark"_L1);
    document.issuers = texts("issuers"_L1);
    document.number = text("number"_L1);
    document.signers = texts("signers"_L1);
    document.title = text("title"_L1);
    document.recipients = texts("recipients"_L1);
    document.body = readBody(members, fault);
    document.attachments = readAttachments(members, fault);
    document.signing = members.has("signing"_L1) ? readName<Signing>(members, "signing"_L1, signingNames)
                                                 : usualSigning(document.format);
    document.signatories = texts("signatories"_L1);
    document.date = members.date("date"_L1);
    document.note = text("note"_L1);
    document.attendees = texts("attendees"_L1);
    document.excused = texts("excused"_L1);
    document.observers = texts("observers"_L1);
    document.copyTo = texts("copyTo"_L1);
    document.printer = text("printer"_L1);
    document.printDate = members.date("printDate"_L1);
    members.finish();
    return document;
}

Result<OfficialDocument> readDocumentJson(QByteArrayView json)
{
    WENYI_TRY(const QJsonObject object, parseJsonObject(json, limits::Json));
    JsonFault fault;
    OfficialDocument document = readDocument(object, {}, fault);
    WENYI_CHECK(fault.check());
    return document;
}

QJsonObject writeDocument(const OfficialDocument &document)
{
    QJsonObject object{{"format"_L1, formatNames.at(static_cast<size_t>(document.format))}};
    insert(object, "kind"_L1, document.kind);
    insert(object, "copyNumber"_L1, document.copyNumber);
    insert(object, "secrecy"_L1, document.secrecy);
    insert(object, "urgency"_L1, document.urgency);
    insert(object, "issuerMark"_L1, document.issuerMark);
    insert(object, "issuers"_L1, document.issuers);
    insert(object, "number"_L1, document.number);
    insert(object, "signers"_L1, document.signers);
    insert(object, "title"_L1, document.title);
    insert(object, "recipients"_L1, document.recipients);
    insert(object, "body"_L1, writeBody(document.body));
    insert(object, "attachments"_L1, writeAttachments(document.attachments));
    if (document.signing != usualSigning(document.format))
        object.insert("signing"_L1, signingNames.at(static_cast<size_t>(document.signing)));
    insert(object, "signatories"_L1, document.signatories);
    insert(object, "date"_L1, document.date);
    insert(object, "note"_L1, document.note);
    insert(object, "attendees"_L1, document.attendees);
    insert(object, "excused"_L1, document.excused);
    insert(object, "observers"_L1, document.observers);
    insert(object, "copyTo"_L1, document.copyTo);
    insert(object, "printer"_L1, document.printer);
    insert(object, "printDate"_L1, document.printDate);
    return object;
}

QByteArray writeDocumentJson(const OfficialDocument &document, JsonStyle style)
{
    return QJsonDocument(writeDocument(document))
        .toJson(style == JsonStyle::Compact ? QJsonDocument::Compact : QJsonDocument::Indented);
}

} // namespace wenyi::document
