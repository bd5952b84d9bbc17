// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/crypto/Certificate.h"

#include <span>

namespace wenyi::crypto {

/// Key usage bits as OpenSSL numbers them (RFC 5280 4.2.1.3).
namespace keyUsage {
inline constexpr quint32 DigitalSignature = 0x80;
inline constexpr quint32 NonRepudiation = 0x40;
inline constexpr quint32 KeyEncipherment = 0x20;
inline constexpr quint32 DataEncipherment = 0x10;
inline constexpr quint32 CertificateSign = 0x04;
inline constexpr quint32 RevocationListSign = 0x02;
/// Without the extension, every use is open.
inline constexpr quint32 Any = 0xffff'ffff;
} // namespace keyUsage

/// How one purpose is written into a certificate.
struct CertificateProfile
{
    CertificatePurpose purpose;
    quint32 usage;
    const char *usageText; ///< The same for OpenSSL's writer of extensions.
    const char *basicConstraints;
    const char *extendedUsage; ///< Object identifiers with commas between them, or null for authorities.
    bool isExtendedUsageCritical = false;
    Suite suite = Suite::Sm2WithSm3; ///< Of the key that it may be given to; of no account for authorities.
};

/// id-kp-timeStamping (RFC 3161 2.3): stands alone and is critical in a time-stamp authority's certificate.
inline constexpr char TimeStampingUsage[] = "1.3.6.1.5.5.7.3.8";

/// id-kp-documentSigning (RFC 9336), and id-kp-emailProtection (RFC 5280 4.2.1.12) besides: libraries that have no rule
/// for documents yet, NSS among them, judge a document's signer as they judge a letter's.
inline constexpr char PdfSigningUsages[] = "1.3.6.1.5.5.7.3.36,1.3.6.1.5.5.7.3.4";

/// One row for each purpose. X.509 has no extended key usage for a unit or a seal maker; ours stand under the arc of a
/// UUID (ITU-T X.667: 2.25 and the UUID as a number), which nobody else uses and nobody has to grant.
std::span<const CertificateProfile> certificateProfiles();
const CertificateProfile &profileOf(CertificatePurpose purpose);

} // namespace wenyi::crypto
