// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/crypto/Der.h"
#include "shared/crypto/TimeStampRequest.h"

/// Internal to shared/crypto: what requests, answers and tokens of RFC 3161 have in common.
namespace wenyi::crypto::timeStamp {

inline constexpr char InfoType[] = "1.2.840.113549.1.9.16.1.4";                     ///< id-ct-TSTInfo
inline constexpr char SigningCertificateAttribute[] = "1.2.840.113549.1.9.16.2.47"; ///< RFC 5035, version 2
inline constexpr char Sha256[] = "2.16.840.1.101.3.4.2.1";
inline constexpr qsizetype LongestNumber = 64; ///< Octets of a nonce or serial number.
inline constexpr qsizetype LargestDigest = 64;

inline Error malformed(const char *what)
{
    return Error{ErrorCode::Corrupt, "time-stamp.form", QString::fromLatin1(what)};
}

/// A fault of the form under the one name that it has here.
inline Error named(const Error &error)
{
    if (error.reason.startsWith("der.") || error.reason == "cms.form")
        return Error{ErrorCode::Corrupt, "time-stamp.form", QString::fromLatin1(error.reason) + u' ' + error.detail};
    return error;
}

Result<MessageImprint> readImprint(DerReader &reader);
DerWriter imprintForm(const MessageImprint &imprint);
/// SHA-256, for imprints and certificates' digests of others.
QByteArray sha256(QByteArrayView data);

/// PKIStatus and PKIFailureInfo (RFC 3161 2.4.2).
enum class Status { Granted = 0, GrantedWithMods = 1, Rejection = 2 };
enum class Failure {
    BadAlgorithm = 0,
    BadRequest = 2,
    BadDataFormat = 5,
    TimeNotAvailable = 14,
    UnacceptedPolicy = 15,
    UnacceptedExtension = 16,
    SystemFailure = 25
};

} // namespace wenyi::crypto::timeStamp
