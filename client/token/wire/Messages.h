// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Error.h"
#include "shared/base/Limits.h"
#include "shared/base/SecretBytes.h"

#include <QByteArray>
#include <QList>
#include <QStringList>

#include <variant>

/// What the client and the token helper say to each other about one driver: a library of others that reaches keys.
///
/// The client judges a driver's file and hands over the very bytes that it judged. Neither side believes the other:
/// both bound every size before they allocate, and a signature counts only once the client has verified it.
namespace wenyi::token {

inline constexpr qsizetype LargestDriver = 64 * limits::MiB;
inline constexpr qsizetype LargestCertificate = 16 * limits::KiB;
inline constexpr qsizetype LargestSeal = 8 * limits::MiB;
inline constexpr qsizetype LongestName = 512; ///< Bytes of UTF-8.
inline constexpr qsizetype LongestPin = 256;
inline constexpr qsizetype DigestSize = 32;
inline constexpr qsizetype SignatureSize = 64; ///< r ‖ s.
inline constexpr int MostDevices = 64;
inline constexpr int MostKeys = 256; ///< Of one device.
inline constexpr int MostMechanisms = 512;
inline constexpr int MostSeals = 256;
inline constexpr int MostAttempts = 1000; ///< That a token may say are left.
/// A frame; what a driver or a seal has besides its bytes is small.
inline constexpr qsizetype LargestRequest = LargestDriver + 64 * limits::KiB;
inline constexpr qsizetype LargestAnswer = 16 * limits::MiB;

/// By which interface a driver is spoken to.
enum class DriverKind {
    Pkcs11, ///< PKCS#11 (OASIS).
    Skf,    ///< GM/T 0016.
    Oes     ///< GB/T 33481: a provider of seals.
};

/// First of all, and once.
struct LoadDriver
{
    DriverKind kind = DriverKind::Pkcs11;
    QByteArray library;
};

struct ListDevices
{
    bool namesOnly = false; ///< Whether they are there, without a look at what they hold.
};

/// Where a key lies. PKCS#11 knows no applications: its token, by serial number or label, and the object's label.
struct KeyPlace
{
    QString device;
    QString application;
    QString container;
    friend bool operator==(const KeyPlace &, const KeyPlace &) = default;
};

/// Opens one key by PIN; it stays open until the helper goes.
struct OpenKey
{
    KeyPlace place;
    SecretBytes pin;
    quint64 mechanism = 0; ///< PKCS#11: the number for signing a digest, the vendor's for SM2; 0: none is known.
};

/// A signature by the opened key over 32 bytes: e of GB/T 32918.2 6.1, or SHA-256.
struct SignDigest
{
    QByteArray digest;
};

struct ListSeals
{
};

/// 印章: the provider seals a document's digest; where it wants a PIN it asks the person itself.
struct SealDigest
{
    QString seal;     ///< Its id.
    QString property; ///< The path of Signature.xml in the document.
    QByteArray digest;
};

/// One of a provider's seals as it is (SESeal).
struct ReadSeal
{
    QString seal; ///< Its id.
};

/// What the token tells of the PIN that guards a key, without being given one.
struct AskPin
{
    KeyPlace place;
};

/// 更改口令: of the token or application that holds the key; whatever else is there has the same PIN.
struct ChangePin
{
    KeyPlace place;
    SecretBytes from;
    SecretBytes to;
};

using RequestBody =
    std::variant<LoadDriver, ListDevices, OpenKey, SignDigest, ListSeals, SealDigest, ReadSeal, AskPin, ChangePin>;

struct Request
{
    quint64 id = 0;
    RequestBody body;
};

struct Loaded
{
    QString description; ///< What the driver says of itself.
    QStringList guards;  ///< What confines the helper: "limits", "private", "seccomp".
};

struct TokenKey
{
    QString application;
    QString container;
    QByteArray certificate; ///< DER; empty where the container has none for signing.
    friend bool operator==(const TokenKey &, const TokenKey &) = default;
};

struct Device
{
    QString name;
    QString label;
    QList<quint64> mechanisms; ///< PKCS#11: those that sign.
    QList<TokenKey> keys;      ///< What is told without a PIN.
    friend bool operator==(const Device &, const Device &) = default;
};

struct Devices
{
    QList<Device> devices;
};

struct KeyOpened
{
    QByteArray certificate; ///< DER, never empty.
};

struct Signed
{
    QByteArray signature; ///< r ‖ s.
};

struct SealName
{
    QString id;
    QString name;
    friend bool operator==(const SealName &, const SealName &) = default;
};

struct Seals
{
    QList<SealName> seals;
};

/// SES_Signature as the provider made it.
struct Sealed
{
    QByteArray signature;
};

struct SealData
{
    QByteArray seal; ///< DER, never empty.
};

/// How a token's PIN stands.
struct PinStanding
{
    static constexpr int Unknown = -1;

    QString label;              ///< Of the token; may be empty.
    int attemptsLeft = Unknown; ///< 0: locked.
    bool isLow = false;         ///< Wrong ones were given; a token that does not count aloud tells this alone.
    friend bool operator==(const PinStanding &, const PinStanding &) = default;
};

struct PinChanged
{
};

struct Refused
{
    ErrorCode code = ErrorCode::Internal;
    QByteArray reason;
    QString detail;
};

using AnswerBody =
    std::variant<Loaded, Devices, KeyOpened, Signed, Seals, Sealed, SealData, PinStanding, PinChanged, Refused>;

struct Answer
{
    quint64 id = 0;
    AnswerBody body;
};

} // namespace wenyi::token
