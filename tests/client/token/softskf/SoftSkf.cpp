// SPDX-License-Identifier: GPL-3.0-or-later
// A smart key in software behind the functions of GM/T 0016-2012: device 文驿软钥, application 公文, container 印章
// with the key key.der (PKCS#8) and the certificate certificate.der of its folder, PIN 135790 (or that of the file
// `pin`), eight attempts. What goes wrong a test orders (Orders.h). SOFT_LONG is what this vendor takes for ULONG.
#include "tests/client/token/Orders.h"

#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

#include <cstdint>
#include <cstring>
#include <memory>

namespace soft = wenyi::tests::soft;

namespace {

using Long = SOFT_LONG;

constexpr Long Ok = 0;
constexpr Long BufferTooSmall = 0x0A000020;
constexpr Long Removed = 0x0A000023;
constexpr Long PinIncorrect = 0x0A000024;
constexpr Long PinLocked = 0x0A000025;
constexpr Long PinLength = 0x0A000027;
constexpr Long NotLoggedIn = 0x0A00002D;
constexpr Long NoSuchThing = 0x0A00002E;
constexpr int Attempts = 8;

const soft::Traces traces;
bool isLoggedIn = false;
int handle = 0; ///< Something to point at.

struct Signature
{
    unsigned char r[64];
    unsigned char s[64];
};

Long begin(const char *function)
{
    soft::obey(function);
    return soft::isOrdered("removed", function) ? Removed : Ok;
}

Long list(const std::string &name, char *names, Long *size)
{
    const std::string whole = name + '\0' + '\0';
    const Long room = *size;
    *size = static_cast<Long>(whole.size());
    if (!names)
        return Ok;
    if (room < *size)
        return BufferTooSmall;
    std::memcpy(names, whole.data(), whole.size());
    return Ok;
}

Long open(const char *function, const std::string &known, const char *name, void **opened)
{
    if (const Long code = begin(function); code != Ok)
        return code;
    if (known != name)
        return NoSuchThing;
    *opened = &handle;
    return Ok;
}

int attemptsMade()
{
    return std::atoi(soft::read("attempts").c_str());
}

std::string rightPin()
{
    const std::string changed = soft::read("pin");
    return changed.empty() ? "135790" : changed;
}

/// Counts a wrong PIN, and forgets them with the right one.
Long tryPin(const char *pin, Long *left)
{
    const int made = attemptsMade();
    *left = static_cast<Long>(Attempts - made);
    if (made >= Attempts)
        return PinLocked;
    if (rightPin() == pin) {
        soft::write("attempts", "0");
        return Ok;
    }
    soft::write("attempts", std::to_string(made + 1));
    *left = static_cast<Long>(Attempts - made - 1);
    return PinIncorrect;
}

/// e by the key of the folder; by another one where that is ordered.
bool sign(const unsigned char *digest, Long size, Signature *out)
{
    const std::string der = soft::read(soft::isOrdered("other-key", "SKF_ECCSignData") ? "other.der" : "key.der");
    const auto *at = reinterpret_cast<const unsigned char *>(der.data());
    const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(
        d2i_AutoPrivateKey(nullptr, &at, static_cast<long>(der.size())), EVP_PKEY_free);
    const std::unique_ptr<EVP_PKEY_CTX, decltype(&EVP_PKEY_CTX_free)> context(
        key ? EVP_PKEY_CTX_new(key.get(), nullptr) : nullptr, EVP_PKEY_CTX_free);
    unsigned char value[128];
    size_t length = sizeof value;
    if (!context || EVP_PKEY_sign_init(context.get()) != 1
        || EVP_PKEY_sign(context.get(), value, &length, digest, static_cast<size_t>(size)) != 1)
        return false;
    const unsigned char *read = value;
    const std::unique_ptr<ECDSA_SIG, decltype(&ECDSA_SIG_free)> numbers(
        d2i_ECDSA_SIG(nullptr, &read, static_cast<long>(length)), ECDSA_SIG_free);
    return numbers && BN_bn2binpad(ECDSA_SIG_get0_r(numbers.get()), out->r, 64) == 64
           && BN_bn2binpad(ECDSA_SIG_get0_s(numbers.get()), out->s, 64) == 64;
}

} // namespace

// A vendor's library knows nothing of the types that its caller gives these functions, and the sanitizer must not
// either.
#ifdef __clang__
#define SKF extern "C" __attribute__((visibility("default"), no_sanitize("function"))) Long
#else
#define SKF extern "C" __attribute__((visibility("default"))) Long
#endif

SKF SKF_EnumDev(int, char *names, Long *size)
{
    if (const Long code = begin("SKF_EnumDev"); code != Ok)
        return code;
    if (soft::isOrdered("endless", "SKF_EnumDev")) {
        *size = static_cast<Long>(0xFFFF'FFF0U);
        return Ok;
    }
    return list(soft::isOrdered("none", "SKF_EnumDev") ? "" : "文驿软钥", names, size);
}

SKF SKF_ConnectDev(char *name, void **device)
{
    return open("SKF_ConnectDev", "文驿软钥", name, device);
}

SKF SKF_DisConnectDev(void *)
{
    soft::obey("SKF_DisConnectDev");
    isLoggedIn = false;
    soft::write("disconnected", "1");
    return Ok;
}

SKF SKF_EnumApplication(void *, char *names, Long *size)
{
    const Long code = begin("SKF_EnumApplication");
    return code != Ok ? code : list("公文", names, size);
}

SKF SKF_OpenApplication(void *, char *name, void **application)
{
    return open("SKF_OpenApplication", "公文", name, application);
}

SKF SKF_CloseApplication(void *)
{
    return Ok;
}

SKF SKF_EnumContainer(void *, char *names, Long *size)
{
    const Long code = begin("SKF_EnumContainer");
    return code != Ok ? code : list("印章", names, size);
}

SKF SKF_OpenContainer(void *, char *name, void **container)
{
    return open("SKF_OpenContainer", "印章", name, container);
}

SKF SKF_CloseContainer(void *)
{
    return Ok;
}

SKF SKF_VerifyPIN(void *, Long type, char *pin, Long *left)
{
    if (const Long code = begin("SKF_VerifyPIN"); code != Ok)
        return code;
    const Long code = type == 1 ? tryPin(pin, left) : NoSuchThing;
    isLoggedIn = code == Ok;
    return code;
}

SKF SKF_GetDevInfo(void *, unsigned char *info)
{
    if (const Long code = begin("SKF_GetDevInfo"); code != Ok)
        return code;
    std::memset(info, 0, 256);
    // Version, manufacturer and issuer come before it (6.4.2).
    const std::string label = soft::isOrdered("full", "SKF_GetDevInfo") ? "江阴市人民政府办公室01" : "办公室";
    std::memcpy(info + 2 + 64 + 64, label.data(), label.size());
    info[2 + 64 + 64 + 32] = 'x'; // The serial number follows at once.
    return Ok;
}

SKF SKF_GetPINInfo(void *, Long, Long *most, Long *left, int *isDefault)
{
    if (const Long code = begin("SKF_GetPINInfo"); code != Ok)
        return code;
    *most = Attempts;
    *left = static_cast<Long>(Attempts - attemptsMade());
    *isDefault = 0;
    return Ok;
}

SKF SKF_ChangePIN(void *, Long type, char *from, char *to, Long *left)
{
    if (const Long code = begin("SKF_ChangePIN"); code != Ok)
        return code;
    if (const Long code = type == 1 ? tryPin(from, left) : NoSuchThing; code != Ok)
        return code;
    if (std::strlen(to) > 16)
        return PinLength;
    soft::write("pin", to);
    return Ok;
}

SKF SKF_ExportCertificate(void *, int isSigning, unsigned char *der, Long *size)
{
    if (const Long code = begin("SKF_ExportCertificate"); code != Ok)
        return code;
    std::string certificate = isSigning ? soft::read("certificate.der") : std::string();
    if (soft::isOrdered("rubbish", "SKF_ExportCertificate"))
        certificate.assign(600, '\x30');
    if (certificate.empty())
        return NoSuchThing;
    certificate.resize(certificate.size() + 32); // As some tokens do: zeros behind the end.
    const Long room = *size;
    *size = static_cast<Long>(certificate.size());
    if (!der)
        return Ok;
    if (room < *size)
        return BufferTooSmall;
    std::memcpy(der, certificate.data(), certificate.size());
    return Ok;
}

SKF SKF_ECCSignData(void *, unsigned char *digest, Long size, Signature *signature)
{
    if (const Long code = begin("SKF_ECCSignData"); code != Ok)
        return code;
    if (!isLoggedIn)
        return NotLoggedIn;
    std::memset(signature, 0x5a, sizeof *signature);
    if (soft::isOrdered("rubbish", "SKF_ECCSignData"))
        return Ok;
    if (soft::isOrdered("zeros", "SKF_ECCSignData")) {
        std::memset(signature, 0, sizeof *signature);
        return Ok;
    }
    return sign(digest, size, signature) ? Ok : NoSuchThing;
}
