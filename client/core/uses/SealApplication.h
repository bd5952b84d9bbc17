// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Clock.h"
#include "shared/base/Digest.h"
#include "shared/directory/DirectoryContent.h"

namespace wenyi::core {

inline constexpr quint64 MostSealedCopies = 10'000;

/// 用印申请: somebody asks that a seal be put on exactly these bytes, once.
struct SealApplication
{
    QByteArray nonce; ///< 16 bytes: what is applied for twice is two applications.
    SealId seal;
    Digest document;    ///< SM3 of the file.
    Digest copy;        ///< The blob with the file, for who decides.
    QString fileName;   ///< For the eye; never a path.
    quint64 copies = 1; ///< Printed copies, 1 to MostSealedCopies.
    QString reason;
    Instant at;
    MemberId applicant;

    QByteArray toBytes() const;
    /// Fails with Corrupt or TooLarge "cbor.…", Unsupported "seal-use.version".
    static Result<SealApplication> fromBytes(QByteArrayView bytes);
    /// SM3 of the bytes: the application's id, and what a decision signs.
    Digest id() const;
};

/// 审批: what a leader says to an application.
struct SealDecision
{
    Digest application;
    bool isApproved = false;
    QString words;
    Instant at;
    MemberId by;

    QByteArray toBytes() const;
    static Result<SealDecision> fromBytes(QByteArrayView bytes);
};

} // namespace wenyi::core
