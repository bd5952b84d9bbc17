// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/CmsSignature.h"

#include "shared/base/Limits.h"
#include "shared/crypto/CertificateFacts.h"
#include "shared/crypto/CmsStructure.h"
#include "shared/crypto/OpenSslHandles.h"

#include <openssl/cms.h>
#include <openssl/err.h>

#include <algorithm>

namespace wenyi::crypto {

namespace {

/// With room for the revocation lists that some programs put in.
constexpr qsizetype LargestCms = 16 * limits::MiB;
constexpr int LeastRsaBits = 2048;
constexpr int LeastCurveBits = 256;

using CmsGuard = Guard<CMS_ContentInfo, CMS_ContentInfo_free>;

/// What the library holds of the one signer; all of it belongs to the structure.
struct NamedSigner
{
    CMS_SignerInfo *info = nullptr;
    EVP_PKEY *key = nullptr;
    X509 *certificate = nullptr;
    int digestMethod = NID_undef;
};

/// The name of an algorithm in dotted form; empty where there is none.
QByteArray dottedText(const X509_ALGOR *algorithm)
{
    char text[128];
    const int size = algorithm ? OBJ_obj2txt(text, sizeof text, algorithm->algorithm, 1) : 0;
    return size > 0 && size < int(sizeof text) ? QByteArray(text, size) : QByteArray();
}

Error malformed()
{
    return Error{ErrorCode::Corrupt, "cms.form", takeOpenSslErrors()};
}

Error refused(const char *reason)
{
    return Error{ErrorCode::NotTrusted, reason, takeOpenSslErrors()};
}

Result<CmsGuard> parse(QByteArrayView bytes)
{
    if (bytes.size() > LargestCms)
        return Error{ErrorCode::TooLarge, "cms.size", QString::number(bytes.size())};
    // X.690 10.1: the standard wants DER, and DER tells its length.
    constexpr auto Sequence = '\x30';
    constexpr auto IndefiniteLength = '\x80';
    if (bytes.size() < 2 || bytes[0] != Sequence || bytes[1] == IndefiniteLength)
        return malformed();
    const unsigned char *position = octets(bytes.data());
    CmsGuard cms(d2i_CMS_ContentInfo(nullptr, &position, static_cast<long>(bytes.size())));
    if (!cms)
        return malformed();
    const QByteArrayView behind = bytes.sliced(position - octets(bytes.data()));
    if (std::any_of(behind.begin(), behind.end(), [](char byte) { return byte != '\0'; }))
        return Error{ErrorCode::Corrupt, "cms.trailing", QString::number(behind.size())};
    if (OBJ_obj2nid(CMS_get0_type(cms.get())) != NID_pkcs7_signed || CMS_is_detached(cms.get()) != 1
        || OBJ_obj2nid(CMS_get0_eContentType(cms.get())) != NID_pkcs7_data)
        return malformed();
    return cms;
}

bool isKnownDigest(int method)
{
    return method == NID_sha256 || method == NID_sha384 || method == NID_sha512 || method == NID_sm3;
}

/// Whether a key is of a kind, and long enough, that it proves something, together with this digest.
bool isStrongKey(const EVP_PKEY *key, int digestMethod)
{
    const int bits = EVP_PKEY_get_bits(key);
    if (EVP_PKEY_is_a(key, "SM2"))
        return digestMethod == NID_sm3;
    if (digestMethod == NID_sm3)
        return false;
    if (EVP_PKEY_is_a(key, "RSA") || EVP_PKEY_is_a(key, "RSA-PSS"))
        return bits >= LeastRsaBits;
    return EVP_PKEY_is_a(key, "ED25519") || (EVP_PKEY_is_a(key, "EC") && bits >= LeastCurveBits);
}

Result<NamedSigner> theSigner(CMS_ContentInfo *cms)
{
    const STACK_OF(CMS_SignerInfo) *infos = CMS_get0_SignerInfos(cms);
    if (!infos || sk_CMS_SignerInfo_num(infos) != 1)
        return refused("cms.signers");
    // Only what lies in the structure; nothing is fetched.
    if (CMS_set1_signers_certs(cms, nullptr, 0) != 1)
        return refused("cms.certificate");
    NamedSigner signer{sk_CMS_SignerInfo_value(infos, 0), nullptr, nullptr, NID_undef};
    X509_ALGOR *digest = nullptr;
    CMS_SignerInfo_get0_algs(signer.info, &signer.key, &signer.certificate, &digest, nullptr);
    if (!signer.certificate || !signer.key || !digest)
        return refused("cms.certificate");
    signer.digestMethod = OBJ_obj2nid(digest->algorithm);
    if (!isKnownDigest(signer.digestMethod))
        return Error{ErrorCode::Unsupported, "cms.digest-method", QString::fromLatin1(OBJ_nid2sn(signer.digestMethod))};
    if (!isStrongKey(signer.key, signer.digestMethod))
        return Error{ErrorCode::Unsupported, "cms.key", QString::number(EVP_PKEY_get_bits(signer.key))};
    return signer;
}

/// The only value of a signed attribute that stands there once; null otherwise (RFC 5652 11).
X509_ATTRIBUTE *soleAttribute(CMS_SignerInfo *info, int nid)
{
    const int at = CMS_signed_get_attr_by_NID(info, nid, -1);
    if (at < 0 || CMS_signed_get_attr_by_NID(info, nid, at) >= 0)
        return nullptr;
    X509_ATTRIBUTE *attribute = CMS_signed_get_attr(info, at);
    return X509_ATTRIBUTE_count(attribute) == 1 ? attribute : nullptr;
}

/// RFC 5652 11.1 and 11.2: the attributes say that the content is data, and what its digest is.
Result<void> checkContent(const NamedSigner &signer, const QList<QByteArrayView> &content)
{
    X509_ATTRIBUTE *type = soleAttribute(signer.info, NID_pkcs9_contentType);
    X509_ATTRIBUTE *digest = soleAttribute(signer.info, NID_pkcs9_messageDigest);
    if (!type || !digest)
        return refused("cms.attributes");
    const auto *named = static_cast<const ASN1_OBJECT *>(X509_ATTRIBUTE_get0_data(type, 0, V_ASN1_OBJECT, nullptr));
    const auto *told =
        static_cast<const ASN1_OCTET_STRING *>(X509_ATTRIBUTE_get0_data(digest, 0, V_ASN1_OCTET_STRING, nullptr));
    if (!named || OBJ_obj2nid(named) != NID_pkcs7_data || !told)
        return refused("cms.attributes");
    WENYI_TRY(const QByteArray found, digestOf(content, signer.digestMethod));
    const QByteArrayView expected(
        reinterpret_cast<const char *>(ASN1_STRING_get0_data(told)), ASN1_STRING_length(told));
    if (QByteArrayView(found) != expected)
        return refused("cms.digest");
    return {};
}

/// RFC 5035: where the signer named the certificate by its digest, it is that one; an exchanged one of the same key
/// would pass otherwise. Whether one was named.
Result<bool> checkNamedCertificate(const NamedSigner &signer)
{
    if (CMS_signed_get_attr_by_NID(signer.info, NID_id_smime_aa_signingCertificateV2, -1) < 0)
        return false;
    X509_ATTRIBUTE *attribute = soleAttribute(signer.info, NID_id_smime_aa_signingCertificateV2);
    const ASN1_TYPE *value = attribute ? X509_ATTRIBUTE_get0_type(attribute, 0) : nullptr;
    if (!value || value->type != V_ASN1_SEQUENCE)
        return refused("cms.attributes");
    const QByteArray der(reinterpret_cast<const char *>(ASN1_STRING_get0_data(value->value.sequence)),
        ASN1_STRING_length(value->value.sequence));
    const auto named = [&]() -> Result<bool> {
        WENYI_TRY(DerReader attributeFields, DerReader(der).enter());
        WENYI_TRY(DerReader certificates, attributeFields.enter());
        WENYI_TRY(DerReader first, certificates.enter());
        int method = NID_sha256;
        if (first.isNext(DerTag::Sequence)) {
            WENYI_TRY(const QByteArray name, readAlgorithmName(first));
            method = OBJ_txt2nid(name.constData());
        }
        WENYI_TRY(const QByteArrayView told, first.octetString());
        if (!isKnownDigest(method))
            return false;
        WENYI_TRY(const QByteArray found, digestOf({toDerBytes<i2d_X509>(signer.certificate)}, method));
        return QByteArrayView(found) == told;
    }();
    if (!named || !*named)
        return refused("cms.attributes");
    return true;
}

/// Whether the name that the signature's algorithm has is of this kind of key and this digest. Names of the key alone
/// say nothing of the digest, and are taken.
bool isMethodOf(const NamedSigner &signer)
{
    X509_ALGOR *algorithm = nullptr;
    CMS_SignerInfo_get0_algs(signer.info, nullptr, nullptr, nullptr, &algorithm);
    const QByteArray name = dottedText(algorithm);
    if (EVP_PKEY_is_a(signer.key, "SM2"))
        return name == cms::Sm2WithSm3 || name == cms::Sm2Signature;
    int digest = NID_undef;
    const bool isKnown = algorithm && OBJ_find_sigid_algs(OBJ_obj2nid(algorithm->algorithm), &digest, nullptr) == 1;
    return name != cms::Sm2WithSm3 && name != cms::Sm2Signature
           && (!isKnown || digest == NID_undef || digest == signer.digestMethod);
}

/// The library verifies SM2 with an empty user id, so that SM2 is done here: over the attributes in their order, as the
/// SET that RFC 5652 5.4 wants signed.
Result<void> verifySm2(const NamedSigner &signer)
{
    QByteArray attributes;
    for (int i = 0; i < CMS_signed_get_attr_count(signer.info); ++i)
        attributes += toDerBytes<i2d_X509_ATTRIBUTE>(CMS_signed_get_attr(signer.info, i));
    const auto key = PublicKey::fromDer(toDerBytes<i2d_X509_PUBKEY>(X509_get_X509_PUBKEY(signer.certificate)));
    if (!key)
        return Error{ErrorCode::Unsupported, "cms.key", describe(key.error())};
    const ASN1_OCTET_STRING *value = CMS_SignerInfo_get0_signature(signer.info);
    const QByteArrayView octets(
        reinterpret_cast<const char *>(ASN1_STRING_get0_data(value)), ASN1_STRING_length(value));
    if (!key->verify(DerWriter().wrapped(DerTag::Set, attributes).bytes(), octets))
        return refused("cms.value");
    return {};
}

Result<void> checkValue(const NamedSigner &signer)
{
    if (!isMethodOf(signer))
        return Error{ErrorCode::Unsupported, "cms.key", {}};
    if (EVP_PKEY_is_a(signer.key, "SM2"))
        return verifySm2(signer);
    if (CMS_SignerInfo_verify(signer.info) != 1)
        return refused("cms.value");
    return {};
}

QString nameOf(const X509_NAME *name)
{
    for (const int nid : {NID_commonName, NID_organizationName}) {
        const int index = X509_NAME_get_index_by_NID(name, nid, -1);
        unsigned char *utf8 = nullptr;
        const int size =
            index < 0 ? -1 : ASN1_STRING_to_UTF8(&utf8, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, index)));
        if (size < 0)
            continue;
        const QString text = QString::fromUtf8(reinterpret_cast<const char *>(utf8), size);
        OPENSSL_free(utf8);
        if (!text.isEmpty())
            return text;
    }
    return {};
}

std::optional<Instant> signingTime(CMS_SignerInfo *info)
{
    X509_ATTRIBUTE *attribute = soleAttribute(info, NID_pkcs9_signingTime);
    const ASN1_TYPE *value = attribute ? X509_ATTRIBUTE_get0_type(attribute, 0) : nullptr;
    if (!value || (value->type != V_ASN1_UTCTIME && value->type != V_ASN1_GENERALIZEDTIME))
        return {};
    const auto time = instantOf(value->value.asn1_string);
    return time ? std::optional(*time) : std::nullopt;
}

} // namespace

Result<CmsSigner> verifyDetachedCms(QByteArrayView bytes, const QList<QByteArrayView> &content)
{
    ERR_clear_error();
    WENYI_TRY(const CmsGuard cms, parse(bytes));
    WENYI_TRY(const NamedSigner signer, theSigner(cms.get()));
    WENYI_CHECK(checkContent(signer, content));
    WENYI_TRY(const bool namesCertificate, checkNamedCertificate(signer));
    WENYI_CHECK(checkValue(signer));
    CmsSigner found{toDerBytes<i2d_X509>(signer.certificate), nameOf(X509_get_subject_name(signer.certificate)),
        nameOf(X509_get_issuer_name(signer.certificate)), signingTime(signer.info), namesCertificate};
    ERR_clear_error();
    return found;
}

} // namespace wenyi::crypto
