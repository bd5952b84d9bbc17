// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Clock.h"
#include "shared/base/Digest.h"
#include "shared/base/Result.h"
#include "shared/crypto/Certificate.h"
#include "shared/journal/Entry.h"

#include <optional>

namespace wenyi::core {

namespace entrykind {
/// In the stream of the act, written by the desktop that the act was done at.
inline constexpr QStringView RecordEvidence = u"record.evidence";
} // namespace entrykind

/// A revocation list as evidence names it: its bytes lie in a blob, once for all acts that they speak for.
struct KeptList
{
    Digest digest; ///< SM3 of the list's DER.
    journal::BlobReference blob;
    friend bool operator==(const KeptList &, const KeptList &) = default;
};

/// 签名证据: what a person's signature on an act is verified by when its certificate has long expired. It proves
/// nothing by having been written: judgeAct() takes it or not.
///
/// A renewed time stamp (续加时间戳) is evidence of the same form whose stamp is over the former evidence, with its token,
/// its certificates and its list's digest, and whose issuers are those of who stamped.
struct ActEvidence
{
    /// SM3 of PersonalSignature::toBytes(), or of the former evidence's toBytes(): what the time stamp is over.
    Digest signature;
    QList<crypto::Certificate> issuers;  ///< Of the signer's certificate, up to and with the root.
    std::optional<KeptList> list;        ///< The revocations that the desktop knew.
    std::optional<QByteArray> timeStamp; ///< DER of crypto::TimeStampToken.

    /// How many issuers there may be.
    static constexpr qsizetype MostIssuers = 8;
    /// So many stamps may stand one over the other; each gains a month at least.
    static constexpr int MostRenewals = 32;

    /// When the first certificate ends of who stamped and of the issuers, as the evidence tells it: nothing is
    /// verified. Nothing without a stamp that can be read.
    std::optional<Instant> runsOut() const;

    QByteArray toBytes() const;
    /// Fails with Corrupt or TooLarge "cbor.…", Unsupported "evidence.version", and as crypto::Certificate::fromDer()
    /// does.
    static Result<ActEvidence> fromBytes(QByteArrayView bytes);
    friend bool operator==(const ActEvidence &, const ActEvidence &) = default;
};

} // namespace wenyi::core
