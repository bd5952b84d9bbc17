// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/PinKey.h"

#include "shared/base/Limits.h"
#include "shared/crypto/ContentCipher.h"
#include "shared/crypto/OpenSslHandles.h"

#include <openssl/core_names.h>

namespace wenyi::crypto {

namespace {

constexpr qsizetype ShortestPin = 4;
constexpr qsizetype LongestPin = 1024;

} // namespace

DrawnPin DrawnPin::draw(RandomSource &random)
{
    constexpr char HexDigits[] = "0123456789abcdef";
    const SecretBytes bits = random.secret(Digits / 2);
    SecretBytes pin(Digits);
    for (qsizetype i = 0; i < bits.size(); ++i) {
        const auto octet = static_cast<quint8>(bits.data()[i]);
        pin.data()[2 * i] = HexDigits[octet >> 4];
        pin.data()[2 * i + 1] = HexDigits[octet & 15];
    }
    return DrawnPin(std::move(pin));
}

Result<void> checkPinLength(const SecretBytes &pin)
{
    if (pin.size() < ShortestPin || pin.size() > LongestPin)
        return Error{ErrorCode::InvalidInput, "key-file.pin-length", QString::number(pin.size())};
    return {};
}

Result<SecretBytes> keyOfPin(const SecretBytes &pin, QByteArrayView saltBytes, KeyDerivationCost cost)
{
    const Guard<EVP_KDF, EVP_KDF_free> algorithm(EVP_KDF_fetch(nullptr, "SCRYPT", nullptr));
    const KdfContextGuard context(algorithm ? EVP_KDF_CTX_new(algorithm.get()) : nullptr);
    uint64_t n = uint64_t(1) << cost.logN;
    uint32_t r = KeyDerivationCost::BlockSize;
    uint32_t p = KeyDerivationCost::Parallelism;
    uint64_t memory = 128 * n * r + 8 * limits::MiB;
    SecretBytes password = pin.clone(); // OpenSSL's parameters are not const.
    QByteArray salt = saltBytes.toByteArray();
    const OSSL_PARAM parameters[] = {
        OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_PASSWORD, password.data(), static_cast<size_t>(pin.size())),
        OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_SALT, salt.data(), static_cast<size_t>(salt.size())),
        OSSL_PARAM_construct_uint64(OSSL_KDF_PARAM_SCRYPT_N, &n),
        OSSL_PARAM_construct_uint32(OSSL_KDF_PARAM_SCRYPT_R, &r),
        OSSL_PARAM_construct_uint32(OSSL_KDF_PARAM_SCRYPT_P, &p),
        OSSL_PARAM_construct_uint64(OSSL_KDF_PARAM_SCRYPT_MAXMEM, &memory),
        OSSL_PARAM_construct_end(),
    };
    SecretBytes key(ContentKeySize);
    if (!context || EVP_KDF_derive(context.get(), octets(key.data()), static_cast<size_t>(key.size()), parameters) != 1)
        return Error{ErrorCode::Internal, "key-file.scrypt", takeOpenSslErrors()};
    return key;
}

} // namespace wenyi::crypto
