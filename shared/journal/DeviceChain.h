// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/crypto/Signer.h"
#include "shared/journal/Entry.h"

#include <QByteArray>
#include <QList>

namespace wenyi::journal {

/// How far one desktop's chain is known: its newest entry. Sequence 0 and a null id before the first.
struct ChainPosition
{
    quint64 sequence = 0;
    Digest id;
    friend bool operator==(const ChainPosition &, const ChainPosition &) = default;
};

/// 链头签名: a desktop's signature over its newest entry; by the chain it vouches for everything before.
struct SignedHead
{
    DesktopId desktop;
    ChainPosition position;
    Instant signedAt;
    QByteArray signature;

    static Result<SignedHead> sign(
        const DesktopId &desktop, const ChainPosition &position, Instant at, crypto::Signer &desktopSigner);
    /// Fails with NotTrusted "journal.head-signature".
    Result<void> verify(const crypto::PublicKey &desktopKey) const;
    QByteArray toBytes() const;
    static Result<SignedHead> fromBytes(QByteArrayView bytes);
    friend bool operator==(const SignedHead &, const SignedHead &) = default;

private:
    QByteArray signedBytes() const;
};

/// Entries of one desktop in order, as one push carries them, under one signed head over the last of them.
struct EntryRun
{
    QList<QByteArray> entries;
    SignedHead head;
};

/// Verifies a run that shall follow `known` in a desktop's chain; one signature vouches for all of it.
/// Fails, taking nothing, with TooLarge "journal.run-size", Corrupt "journal.run-empty", NotTrusted
/// "journal.foreign-desktop", "journal.replayed", "journal.chain-gap", "journal.chain-fork", "journal.head-position",
/// "journal.head-signature", or with an entry's own fault.
Result<QList<StoredEntry>> verifyRun(
    const DesktopId &desktop, const ChainPosition &known, const EntryRun &run, const crypto::PublicKey &desktopKey);

} // namespace wenyi::journal
