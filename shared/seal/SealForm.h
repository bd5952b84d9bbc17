// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/crypto/Der.h"
#include "shared/seal/ElectronicSeal.h"

#include <array>

/// Internal to shared/seal: what the structures of seals and of their signatures have in common.
namespace wenyi::seal {

inline constexpr char Sm2WithSm3[] = "1.2.156.10197.1.501";
/// What other makers write for the same algorithm: the curve's signature (GB/T 33560), and by mistake the message type
/// of GB/T 35275. Values with them verify as SM2 with SM3; the reader notes the oddness.
inline constexpr std::array OddAlgorithms{"1.2.156.10197.1.301.1", "1.2.156.10197.6.1.4.2.2"};

inline Error badForm(const char *what)
{
    return Error{ErrorCode::Corrupt, "seal.form", QString::fromLatin1(what)};
}

/// A BIT STRING's octets, at most `maximum` of them; a wrong count of unused bits is noted in `isOdd`, not refused:
/// genuine seals have it.
Result<QByteArray> readBits(crypto::DerReader &reader, qsizetype maximum, bool &isOdd);
/// An algorithm's identifier, noting in `isOdd` any but SM2 with SM3.
Result<QByteArray> readAlgorithm(crypto::DerReader &reader, bool &isOdd);
Result<QByteArray> readOctets(crypto::DerReader &reader, qsizetype maximum);
/// The extensions that may stand next, behind [0] or (version 1) without a tag; empty when there are none.
Result<QList<SealExtension>> readExtensions(crypto::DerReader &reader);
/// Nothing for an empty list.
crypto::DerWriter extensionsForm(const QList<SealExtension> &extensions);

/// A time that is not an ASN.1 one: GeneralizedTime's digits, or a date and a time in words, read as UTC where no zone
/// is told. Nothing when it is no time, as where a time stamp stands in its place.
std::optional<Instant> timeFromText(const QByteArray &octets);

/// SM2 with SM3 by the key of a certificate (DER) over bytes.
Result<void> verifySm2(QByteArrayView certificate, QByteArrayView algorithm, QByteArrayView message,
    QByteArrayView value, const char *certificateReason);

/// Whether a text may stand in an IA5String of ours.
bool isAscii(const QString &text);

} // namespace wenyi::seal
