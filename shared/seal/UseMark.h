// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/seal/ElectronicSeal.h"

namespace wenyi::seal {

/// 用印标识: which use of a seal a signature is, and which use came before it.
///
/// It travels in every signature as an extension that is not critical (ExtData of TBS_Sign, GB/T 38540-2020), so that
/// each sealed document out in the world is evidence of the seal's use log:
///
///     UseMark ::= SEQUENCE { version INTEGER (1), number INTEGER, use OCTET STRING, previous OCTET STRING }
struct UseMark
{
    static constexpr char Id[] = "2.25.296889595390195309330755355896890715074.20";

    quint64 number = 0; ///< Of this seal; counts from 1.
    Digest use;         ///< SM3 of what the use log holds of this use.
    Digest previous;    ///< The same of the use before; null for the first.

    QByteArray toDer() const;
    /// Fails with Corrupt "der.…", "seal.form".
    static Result<UseMark> fromDer(QByteArrayView der);
    SealExtension toExtension() const { return {Id, false, toDer()}; }
    /// The mark among a signature's extensions; nothing where there is none. Fails as fromDer() does, and with Corrupt
    /// "seal.form" where there are two.
    static Result<std::optional<UseMark>> among(const QList<SealExtension> &extensions);

    friend bool operator==(const UseMark &, const UseMark &) = default;
};

} // namespace wenyi::seal
