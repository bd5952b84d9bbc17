// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/journal/DeviceChain.h"

#include "shared/base/CborReader.h"
#include "shared/base/CborWriter.h"

namespace wenyi::journal {

namespace {

constexpr quint64 ChainVersion = 1;

Result<void> checkFollows(const ChainPosition &known, const StoredEntry &next, const DesktopId &desktop)
{
    const Entry &entry = next.entry;
    const QString place = QString::number(entry.sequence);
    if (entry.desktop != desktop)
        return Error{ErrorCode::NotTrusted, "journal.foreign-desktop", entry.desktop.toString()};
    if (entry.sequence <= known.sequence)
        return Error{ErrorCode::NotTrusted, "journal.replayed", place};
    if (entry.sequence != known.sequence + 1)
        return Error{ErrorCode::NotTrusted, "journal.chain-gap", place};
    if (entry.previous != known.id)
        return Error{ErrorCode::NotTrusted, "journal.chain-fork", place};
    return {};
}

} // namespace

QByteArray SignedHead::signedBytes() const
{
    CborWriter out;
    out.startArray(6);
    out.text(u"wenyi signed head");
    out.unsignedInteger(ChainVersion);
    out.id(desktop);
    out.unsignedInteger(position.sequence);
    out.digest(position.id);
    out.instant(signedAt);
    out.endArray();
    return out.take();
}

Result<SignedHead> SignedHead::sign(
    const DesktopId &desktop, const ChainPosition &position, Instant at, crypto::Signer &desktopSigner)
{
    SignedHead head{desktop, position, at, {}};
    WENYI_TRY(head.signature, desktopSigner.sign(head.signedBytes()));
    return head;
}

Result<void> SignedHead::verify(const crypto::PublicKey &desktopKey) const
{
    if (!desktopKey.verify(signedBytes(), signature))
        return Error{ErrorCode::NotTrusted, "journal.head-signature", desktop.toString()};
    return {};
}

QByteArray SignedHead::toBytes() const
{
    CborWriter out;
    out.startArray(6);
    out.unsignedInteger(ChainVersion);
    out.id(desktop);
    out.unsignedInteger(position.sequence);
    out.digest(position.id);
    out.instant(signedAt);
    out.bytes(signature);
    out.endArray();
    return out.take();
}

Result<SignedHead> SignedHead::fromBytes(QByteArrayView bytes)
{
    CborReader in(bytes);
    in.startArray(6);
    if (in.unsignedInteger() != ChainVersion)
        in.fail(ErrorCode::Unsupported, "journal.head-version");
    SignedHead head;
    head.desktop = in.id<DesktopId>();
    head.position.sequence = in.unsignedInteger(std::numeric_limits<qint64>::max());
    head.position.id = in.digest();
    head.signedAt = in.instant();
    head.signature = in.bytes(256);
    in.endArray();
    WENYI_CHECK(in.finish());
    return head;
}

Result<QList<StoredEntry>> verifyRun(
    const DesktopId &desktop, const ChainPosition &known, const EntryRun &run, const crypto::PublicKey &desktopKey)
{
    if (run.entries.isEmpty())
        return Error{ErrorCode::Corrupt, "journal.run-empty", {}};
    if (run.entries.size() > limits::EntriesPerPush)
        return Error{ErrorCode::TooLarge, "journal.run-size", QString::number(run.entries.size())};
    QList<StoredEntry> verified;
    verified.reserve(run.entries.size());
    ChainPosition position = known;
    for (const QByteArray &bytes : run.entries) {
        WENYI_TRY(const StoredEntry next, decodeEntry(bytes));
        WENYI_CHECK(checkFollows(position, next, desktop));
        position = {next.entry.sequence, next.id};
        verified.append(next);
    }
    if (run.head.desktop != desktop || run.head.position != position)
        return Error{ErrorCode::NotTrusted, "journal.head-position", desktop.toString()};
    WENYI_CHECK(run.head.verify(desktopKey));
    return verified;
}

} // namespace wenyi::journal
