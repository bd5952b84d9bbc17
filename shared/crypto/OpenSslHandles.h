// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/SecretBytes.h"
#include "shared/crypto/PrivateKey.h"
#include "shared/crypto/PublicKey.h"
#include "shared/crypto/Sm3.h"

#include <openssl/asn1.h>
#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <QByteArray>
#include <QByteArrayView>
#include <QList>
#include <QString>

#include <array>
#include <atomic>
#include <memory>

/// Internal to shared/crypto: guards over OpenSSL's handles. No header that other layers include names OpenSSL.
namespace wenyi::crypto {

template<auto Free>
struct FreeWith
{
    template<typename T>
    void operator()(T *handle) const
    {
        Free(handle);
    }
};

template<typename T, auto Free>
using Guard = std::unique_ptr<T, FreeWith<Free>>;

using PkeyGuard = Guard<EVP_PKEY, EVP_PKEY_free>;
using PkeyContextGuard = Guard<EVP_PKEY_CTX, EVP_PKEY_CTX_free>;
using MdContextGuard = Guard<EVP_MD_CTX, EVP_MD_CTX_free>;
using KdfContextGuard = Guard<EVP_KDF_CTX, EVP_KDF_CTX_free>;
using CipherContextGuard = Guard<EVP_CIPHER_CTX, EVP_CIPHER_CTX_free>;
using BioGuard = Guard<BIO, BIO_free_all>;
using X509Guard = Guard<X509, X509_free>;
using CrlGuard = Guard<X509_CRL, X509_CRL_free>;
using RevokedGuard = Guard<X509_REVOKED, X509_REVOKED_free>;
using ExtensionGuard = Guard<X509_EXTENSION, X509_EXTENSION_free>;
using IntegerGuard = Guard<ASN1_INTEGER, ASN1_INTEGER_free>;
using EnumeratedGuard = Guard<ASN1_ENUMERATED, ASN1_ENUMERATED_free>;
using OctetsGuard = Guard<ASN1_OCTET_STRING, ASN1_OCTET_STRING_free>;
using TimeGuard = Guard<ASN1_TIME, ASN1_TIME_free>;
using ObjectGuard = Guard<ASN1_OBJECT, ASN1_OBJECT_free>;
using BignumGuard = Guard<BIGNUM, BN_clear_free>;

inline const unsigned char *octets(const char *bytes)
{
    return reinterpret_cast<const unsigned char *>(bytes);
}
inline unsigned char *octets(char *bytes)
{
    return reinterpret_cast<unsigned char *>(bytes);
}

/// The DER that one of OpenSSL's i2d functions writes; empty when it fails.
template<auto Encode, typename T>
QByteArray toDerBytes(const T *object)
{
    const int size = Encode(object, nullptr);
    if (size <= 0)
        return {};
    QByteArray der(size, Qt::Uninitialized);
    unsigned char *position = octets(der.data());
    Encode(object, &position);
    return der;
}

/// The octets of a BIT STRING that holds a signature; nothing where bits are left over.
QByteArray wholeOctets(const ASN1_BIT_STRING *bits);

/// Takes OpenSSL's queue of errors for the log, and leaves it empty.
QString takeOpenSslErrors();

/// The digest of content that comes in parts, by the library's number of the method.
Result<QByteArray> digestOf(const QList<QByteArrayView> &content, int method);

/// SM3, looked up once: a lookup costs more than a short digest.
const EVP_MD *sm3Algorithm();

/// The block that RFC 2104 digests before the message (Inner) or before its digest (Outer), for HMAC-SM3. Wiped when it
/// goes.
class HmacBlock
{
public:
    enum Pad : char { Inner = 0x36, Outer = 0x5c };
    HmacBlock(QByteArrayView key, Pad pad);
    ~HmacBlock();
    HmacBlock(const HmacBlock &) = delete;
    HmacBlock &operator=(const HmacBlock &) = delete;
    QByteArrayView view() const { return {m_bytes.data(), static_cast<qsizetype>(m_bytes.size())}; }

private:
    std::array<char, 64> m_bytes;
};

/// HMAC-SM3 (RFC 2104) of bytes that come in parts; a copy goes on from where the original stands.
///
/// Made of two digests and not by OpenSSL's HMAC, which looks its digest up again for every key: with the short
/// payloads of a journal that took more time than the digests did.
class HmacSm3
{
public:
    explicit HmacSm3(QByteArrayView key);
    HmacSm3(const HmacSm3 &other);
    HmacSm3(HmacSm3 &&) noexcept = default;
    HmacSm3 &operator=(const HmacSm3 &) = delete;
    HmacSm3 &operator=(HmacSm3 &&) noexcept = default;
    void add(QByteArrayView bytes);
    /// Once.
    Digest finish();

private:
    MdContextGuard m_inner;
    MdContextGuard m_outer;
};

/// A public key, found to be one; the library's form of it is made when it is first asked for. Most keys of a directory
/// only verify, and that form takes a quarter of a millisecond and two kilobytes (decision 46).
struct PublicKey::Handle
{
    Handle(QByteArray bytes, Suite of, PkeyGuard made = {})
        : der(std::move(bytes))
        , suite(of)
        , m_key(made.release())
    {
    }
    ~Handle() { EVP_PKEY_free(m_key); }
    Handle(const Handle &) = delete;
    Handle &operator=(const Handle &) = delete;
    /// From any thread. Null where the library has no memory for it now.
    EVP_PKEY *key() const;

    const QByteArray der; ///< SubjectPublicKeyInfo.
    const Suite suite;

private:
    mutable std::atomic<EVP_PKEY *> m_key;
};

struct PrivateKey::Handle
{
    PkeyGuard key;
    PublicKey publicKey;
};

/// The door to the library's handles for the files of shared/crypto.
struct KeyAccess
{
    /// Null as PublicKey::Handle::key() says.
    static EVP_PKEY *handleOf(const PublicKey &key) { return key.m_handle->key(); }
    static EVP_PKEY *handleOf(const PrivateKey &key) { return key.m_handle->key.get(); }
};

/// A digest context set to sign with the key by its suite; for SM2 the standard user id is in place (GM/T 0009-2012
/// 10).
Result<MdContextGuard> beginSigning(const PrivateKey &key);

} // namespace wenyi::crypto
