// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/modules/RecordEvent.h"

#include "shared/base/CborReader.h"
#include "shared/base/CborWriter.h"
#include "shared/modules/FieldValue.h"
#include "shared/modules/JsonDeclaration.h"

namespace wenyi::modules {

using namespace Qt::StringLiterals;

namespace {

constexpr quint64 PayloadVersion = 1;
/// An act of a newer program is kept, and takes effect here once this one is updated.
constexpr quint64 LargestKind = 1'000;
constexpr qsizetype MaximumBytes = limits::Entry;
constexpr qsizetype MaximumWord = 64;
constexpr qsizetype MaximumTask = 80;
constexpr qsizetype MaximumId = 256;
constexpr qsizetype MaximumWords = 64 * limits::KiB;
constexpr qsizetype MaximumSignature = 128 * limits::KiB;
constexpr qsizetype MaximumOthers = 500;
constexpr qsizetype MaximumReferences = 100;
constexpr int MaximumModuleVersion = 1'000'000;

void writeOpinion(CborWriter &out, const Opinion &opinion)
{
    out.startArray(2);
    out.text(opinion.words);
    if (opinion.handwriting)
        out.digest(*opinion.handwriting);
    else
        out.null();
    out.endArray();
}

Opinion readOpinion(CborReader &in)
{
    Opinion opinion;
    in.startArray(2);
    opinion.words = in.text(MaximumWords);
    if (!in.takeNull())
        opinion.handwriting = in.digest();
    in.endArray();
    return opinion;
}

void writeOthers(CborWriter &out, const QList<Actor> &others)
{
    out.startArray(others.size());
    for (const Actor &other : others) {
        out.startArray(2);
        out.id(other.member);
        out.id(other.unit);
        out.endArray();
    }
    out.endArray();
}

QList<Actor> readOthers(CborReader &in)
{
    QList<Actor> others;
    for (qsizetype left = in.startList(MaximumOthers); left > 0 && in.ok(); --left) {
        Actor other;
        in.startArray(2);
        other.member = in.id<MemberId>(MaximumId);
        other.unit = in.id<UnitCode>(MaximumId);
        in.endArray();
        others.append(other);
    }
    in.endArray();
    return others;
}

void writeAction(CborWriter &out, const Action &action)
{
    out.startArray(10);
    out.unsignedInteger(static_cast<quint64>(action.kind));
    out.id(action.actor.unit);
    out.instant(action.at);
    out.id(action.task);
    out.text(action.outcome);
    out.text(action.node);
    writeOthers(out, action.others);
    writeValues(out, action.values);
    writeOpinion(out, action.opinion);
    out.bytes(action.signature);
    out.endArray();
}

Action readAction(CborReader &in, const MemberId &actor)
{
    Action action;
    in.startArray(10);
    const quint64 kind = in.unsignedInteger(LargestKind);
    if (kind == 0)
        in.fail(ErrorCode::Corrupt, "record-event.field", u"kind"_s);
    if (kind > static_cast<quint64>(NewestKind))
        in.fail(ErrorCode::Unsupported, "record-event.kind", QString::number(kind));
    action.kind = static_cast<ActionKind>(kind);
    action.actor.member = actor;
    action.actor.unit = in.id<UnitCode>(MaximumId);
    action.at = in.instant();
    action.task = in.id<TaskId>(MaximumTask);
    action.outcome = in.text(MaximumWord);
    action.node = in.text(MaximumWord);
    action.others = readOthers(in);
    action.values = readValues(in);
    action.opinion = readOpinion(in);
    action.signature = in.bytes(MaximumSignature);
    in.endArray();
    return action;
}

QList<Reference> readReferences(CborReader &in)
{
    QList<Reference> references;
    for (qsizetype left = in.startList(MaximumReferences); left > 0 && in.ok(); --left) {
        Reference reference;
        in.startArray(2);
        reference.name = in.text(MaximumWord);
        reference.digest = in.digest();
        in.endArray();
        if (!isIdentifier(reference.name))
            in.fail(ErrorCode::Corrupt, "record-event.field", u"reference"_s);
        references.append(reference);
    }
    in.endArray();
    return references;
}

} // namespace

Result<QByteArray> RecordEvent::toBytes() const
{
    for (auto value = action.values.begin(); value != action.values.end(); ++value)
        WENYI_CHECK(checkValue(value.value()));
    CborWriter out;
    out.startArray(5);
    out.unsignedInteger(PayloadVersion);
    out.text(module);
    out.integer(version);
    writeAction(out, action);
    out.startArray(references.size());
    for (const Reference &reference : references) {
        out.startArray(2);
        out.text(reference.name);
        out.digest(reference.digest);
        out.endArray();
    }
    out.endArray();
    out.endArray();
    const QByteArray bytes = out.take();
    if (bytes.size() > MaximumBytes)
        return Error{ErrorCode::TooLarge, "record-event.size", QString::number(bytes.size())};
    // One set of bounds: what could not be read back is not written.
    if (const auto readBack = fromBytes(bytes, entry, action.actor.member); !readBack)
        return Error{ErrorCode::InvalidInput, "record-event.field", describe(readBack.error())};
    return bytes;
}

Result<RecordEvent> RecordEvent::fromBytes(QByteArrayView bytes, const Digest &entry, const MemberId &actor)
{
    if (bytes.size() > MaximumBytes)
        return Error{ErrorCode::TooLarge, "record-event.size", QString::number(bytes.size())};
    CborReader in(bytes);
    RecordEvent event;
    event.entry = entry;
    in.startArray(5);
    if (in.unsignedInteger() != PayloadVersion)
        in.fail(ErrorCode::Unsupported, "record-event.version");
    event.module = in.text(MaximumWord);
    const qint64 version = in.integer();
    if (!isIdentifier(event.module) || version < 1 || version > MaximumModuleVersion)
        in.fail(ErrorCode::Corrupt, "record-event.field", u"module"_s);
    event.action = readAction(in, actor);
    event.references = readReferences(in);
    in.endArray();
    WENYI_CHECK(in.finish());
    event.version = static_cast<int>(version);
    return event;
}

} // namespace wenyi::modules
