// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/document/DraftRevision.h"

#include "shared/document/DocumentJson.h"
#include "shared/document/DocumentLimits.h"
#include "shared/document/JsonMembers.h"

#include <QJsonDocument>

#include <limits>

namespace wenyi::document {

using namespace Qt::StringLiterals;
using Presence = JsonMembers::Presence;

namespace {

constexpr qint64 greatestIndex = std::numeric_limits<int>::max();
/// The end of the year 9999: what a date of the calendar can hold.
constexpr qint64 lastMillisecond = 253'402'300'799'999;

const QList<Block> *bodyOf(const OfficialDocument &document, int part)
{
    if (part == 0)
        return &document.body;
    return part > 0 && part <= document.attachments.size() ? &document.attachments.at(part - 1).body : nullptr;
}

bool isWithin(const OfficialDocument &document, const RemarkPlace &place)
{
    const QList<Block> *body = bodyOf(document, place.part);
    if (!body)
        return false;
    if (place.block == 0 && body->isEmpty())
        return place.start == 0 && place.length == 0;
    const qsizetype size = textAt(document, place).size();
    return place.block < body->size() && place.start <= size && place.length <= size - place.start;
}

Remark readRemark(const QJsonValue &value, const QString &path, JsonFault &fault)
{
    JsonMembers members(value, path, fault);
    const auto index = [&members](QLatin1StringView name) {
        return static_cast<int>(members.integer(name, 0, greatestIndex));
    };
    Remark remark;
    remark.author = members.text("author"_L1, limits::ElementText, Presence::Required);
    remark.member = MemberId(members.text("member"_L1, limits::ElementText, Presence::Required));
    remark.time = instantFromMilliseconds(members.integer("time"_L1, 0, lastMillisecond));
    remark.place = {index("part"_L1), index("block"_L1), index("start"_L1), index("length"_L1)};
    remark.text = members.text("text"_L1, limits::BlockText, Presence::Required);
    remark.state = members.flag("resolved"_L1) ? RemarkState::Resolved : RemarkState::Open;
    members.finish();
    return remark;
}

QJsonObject writeRemark(const Remark &remark)
{
    return {{"author"_L1, remark.author}, {"member"_L1, remark.member.toString()},
        {"time"_L1, toMilliseconds(remark.time)}, {"part"_L1, remark.place.part}, {"block"_L1, remark.place.block},
        {"start"_L1, remark.place.start}, {"length"_L1, remark.place.length}, {"text"_L1, remark.text},
        {"resolved"_L1, remark.state == RemarkState::Resolved}};
}

QList<Remark> readRemarks(JsonMembers &members, const OfficialDocument &document, JsonFault &fault)
{
    QList<Remark> remarks;
    const QJsonArray entries = members.array("remarks"_L1, limits::Remarks);
    for (const QJsonValue &entry : entries) {
        if (fault.isSet())
            return {};
        const QString path = u"remarks[%1]"_s.arg(remarks.size());
        const Remark remark = readRemark(entry, path, fault);
        if (!isWithin(document, remark.place))
            fault.set(ErrorCode::InvalidInput, "document.remark-place", path);
        remarks.append(remark);
    }
    return remarks;
}

QList<Digest> readParents(JsonMembers &members, JsonFault &fault)
{
    QList<Digest> parents;
    for (const QString &hex : members.texts("parents"_L1, limits::Parents, 2 * Digest::Size)) {
        const auto digest = Digest::fromHex(hex.toLatin1());
        if (!digest || parents.contains(*digest) || hex != hex.toLower())
            fault.set(ErrorCode::InvalidInput, "document.json-value", u"parents[%1]"_s.arg(parents.size()));
        parents.append(digest.value_or(Digest()));
    }
    return parents;
}

} // namespace

QString textAt(const OfficialDocument &document, const RemarkPlace &place)
{
    const QList<Block> *body = bodyOf(document, place.part);
    if (!body || place.block < 0 || place.block >= body->size())
        return {};
    if (const auto *paragraph = std::get_if<Paragraph>(&body->at(place.block)))
        return paragraph->text;
    if (const auto *heading = std::get_if<Heading>(&body->at(place.block)))
        return heading->text;
    return {};
}

Result<DraftRevision> readRevisionJson(QByteArrayView json)
{
    WENYI_TRY(const QJsonObject object, parseJsonObject(json, limits::Json));
    JsonFault fault;
    JsonMembers members(object, {}, fault);
    DraftRevision revision;
    revision.document = readDocument(members.value("document"_L1), u"document"_s, fault);
    revision.remarks = readRemarks(members, revision.document, fault);
    revision.parents = readParents(members, fault);
    members.finish();
    WENYI_CHECK(fault.check());
    return revision;
}

QByteArray writeRevisionJson(const DraftRevision &revision)
{
    QJsonObject object{{"document"_L1, writeDocument(revision.document)}};
    QJsonArray remarks;
    for (const Remark &remark : revision.remarks)
        remarks.append(writeRemark(remark));
    QJsonArray parents;
    for (const Digest &parent : revision.parents)
        parents.append(QString::fromLatin1(parent.toHex()));
    if (!remarks.isEmpty())
        object.insert("remarks"_L1, remarks);
    if (!parents.isEmpty())
        object.insert("parents"_L1, parents);
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

} // namespace wenyi::document
