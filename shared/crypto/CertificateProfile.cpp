// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/CertificateProfile.h"

#include <algorithm>

namespace wenyi::crypto {

namespace {

using namespace keyUsage;

#define WENYI_USAGE_ARC "2.25.296889595390195309330755355896890715074."

constexpr quint32 AuthorityUsage = CertificateSign | RevocationListSign;
constexpr quint32 PersonalUsage = DigitalSignature | NonRepudiation;
constexpr quint32 WrappingUsage = KeyEncipherment | DataEncipherment;

constexpr char AuthorityUsageText[] = "critical,keyCertSign,cRLSign";
constexpr char PersonalUsageText[] = "critical,digitalSignature,nonRepudiation";
constexpr char WrappingUsageText[] = "critical,keyEncipherment,dataEncipherment";
constexpr char SignatureUsageText[] = "critical,digitalSignature";
constexpr char NoAuthority[] = "critical,CA:FALSE";

constexpr CertificateProfile Profiles[] = {
    {CertificatePurpose::RootAuthority, AuthorityUsage, AuthorityUsageText, "critical,CA:TRUE", nullptr},
    // It signs the directory too, hence the third usage.
    {CertificatePurpose::OperatingAuthority, AuthorityUsage | DigitalSignature,
        "critical,keyCertSign,cRLSign,digitalSignature", "critical,CA:TRUE,pathlen:0", nullptr},
    {CertificatePurpose::Server, DigitalSignature, SignatureUsageText, NoAuthority, WENYI_USAGE_ARC "1"},
    {CertificatePurpose::Unit, PersonalUsage, PersonalUsageText, NoAuthority, WENYI_USAGE_ARC "2"},
    {CertificatePurpose::UnitEncryption, WrappingUsage, WrappingUsageText, NoAuthority, WENYI_USAGE_ARC "3"},
    {CertificatePurpose::Member, PersonalUsage, PersonalUsageText, NoAuthority, WENYI_USAGE_ARC "4"},
    {CertificatePurpose::MemberEncryption, WrappingUsage, WrappingUsageText, NoAuthority, WENYI_USAGE_ARC "5"},
    {CertificatePurpose::Desktop, DigitalSignature, SignatureUsageText, NoAuthority, WENYI_USAGE_ARC "6"},
    {CertificatePurpose::SealMaker, PersonalUsage, PersonalUsageText, NoAuthority, WENYI_USAGE_ARC "7"},
    {CertificatePurpose::TimeStamp, PersonalUsage, PersonalUsageText, NoAuthority, TimeStampingUsage, true},
    {CertificatePurpose::PdfSigner, PersonalUsage, PersonalUsageText, NoAuthority, PdfSigningUsages, false,
        Suite::EcdsaP256WithSha256},
};

#undef WENYI_USAGE_ARC

} // namespace

std::span<const CertificateProfile> certificateProfiles()
{
    return Profiles;
}

const CertificateProfile &profileOf(CertificatePurpose purpose)
{
    return *std::find_if(std::begin(Profiles), std::end(Profiles),
        [purpose](const CertificateProfile &profile) { return profile.purpose == purpose; });
}

} // namespace wenyi::crypto
