// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Clock.h"
#include "shared/crypto/Signer.h"

namespace wenyi::journal {

/// How a server's term began. Numbers are stored and sent: never reused.
enum class TermKind : quint8 {
    Founded = 0,   ///< It has been this server from its first day.
    TakenOver = 1, ///< A standby took over.
    Restored = 2,  ///< It was restored from a backup, by an administrator's will.
};

/// 任次: which of the servers that a domain has had.
struct TermFacts
{
    /// 1 for the first; of a later one the second since 1970 in which it began: one that is restored from a backup older
    /// than the last take-over comes behind that all the same.
    quint64 number = 1;
    TermKind kind = TermKind::Founded;
    Instant at; ///< When it began; the epoch for the first.

    friend bool operator==(const TermFacts &, const TermFacts &) = default;
};

/// A server's signed word for its term. By it desktops know a server that was replaced, and a restore that was meant.
struct ServerTerm
{
    TermFacts facts;
    QByteArray signature;

    static Result<ServerTerm> sign(const TermFacts &facts, crypto::Signer &serverSigner);
    /// Fails with NotTrusted "term.signature".
    Result<void> verify(const crypto::PublicKey &serverKey) const;
    QByteArray toBytes() const;
    /// Fails with Corrupt "cbor.…", "term.kind", Unsupported "term.version".
    static Result<ServerTerm> fromBytes(QByteArrayView bytes);

private:
    QByteArray signedBytes() const;
};

} // namespace wenyi::journal
