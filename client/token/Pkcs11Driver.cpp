// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/token/Pkcs11Driver.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wenyi::token {

namespace {

constexpr CK_ULONG MostSlots = 256;
constexpr qsizetype LongestId = 256;

Error failureOf(CK_RV code, const char *function)
{
    const QString detail = u"%1 0x%2"_s.arg(QLatin1StringView(function)).arg(code, 0, 16);
    switch (code) {
    case CKR_DEVICE_REMOVED:
    case CKR_TOKEN_NOT_PRESENT:
    case CKR_SESSION_HANDLE_INVALID:
        return {ErrorCode::Unavailable, "token.removed", detail};
    default:
        return {ErrorCode::Unavailable, "token.device", detail};
    }
}

/// Texts of fixed length are padded with blanks (PKCS#11 2.40, 3.2).
template<size_t N>
QString padded(const unsigned char (&text)[N])
{
    return shownName(QByteArray(reinterpret_cast<const char *>(text), N).trimmed());
}

} // namespace

Result<std::unique_ptr<Driver>> Pkcs11Driver::make(Library library)
{
    const auto getFunctions = library.function<CK_RV(CK_FUNCTION_LIST **)>("C_GetFunctionList");
    if (!getFunctions)
        return Error{ErrorCode::Unsupported, "token.driver-functions", u"C_GetFunctionList"_s};
    CK_FUNCTION_LIST *functions = nullptr;
    if (const CK_RV code = getFunctions(&functions); code != CKR_OK || !functions)
        return failureOf(code, "C_GetFunctionList");
    if (const CK_RV code = functions->C_Initialize(nullptr); code != CKR_OK)
        return failureOf(code, "C_Initialize");
    return std::unique_ptr<Driver>(new Pkcs11Driver(functions));
}

Pkcs11Driver::~Pkcs11Driver()
{
    endSession();
    m_functions->C_Finalize(nullptr);
}

QString Pkcs11Driver::description() const
{
    CK_INFO info{};
    if (m_functions->C_GetInfo(&info) != CKR_OK)
        return u"PKCS#11"_s;
    return u"%1 %2.%3"_s.arg(padded(info.libraryDescription))
        .arg(info.libraryVersion.major)
        .arg(info.libraryVersion.minor);
}

Result<QList<CK_SLOT_ID>> Pkcs11Driver::slots() const
{
    // A driver may look for readers anew only where there is no list yet to fill (PKCS #11 2.40, 5.5).
    CK_ULONG count = 0;
    if (const CK_RV code = m_functions->C_GetSlotList(CK_TRUE, nullptr, &count); code != CKR_OK)
        return failureOf(code, "C_GetSlotList");
    QList<CK_SLOT_ID> slots(MostSlots);
    count = MostSlots;
    if (const CK_RV code = m_functions->C_GetSlotList(CK_TRUE, slots.data(), &count); code != CKR_OK)
        return failureOf(code, "C_GetSlotList");
    slots.resize(static_cast<qsizetype>(std::min(count, CK_ULONG(MostDevices))));
    return slots;
}

Result<QList<quint64>> Pkcs11Driver::signingMechanisms(CK_SLOT_ID slot) const
{
    QList<CK_MECHANISM_TYPE> all(MostMechanisms);
    CK_ULONG count = MostMechanisms;
    if (const CK_RV code = m_functions->C_GetMechanismList(slot, all.data(), &count); code != CKR_OK)
        return failureOf(code, "C_GetMechanismList");
    all.resize(static_cast<qsizetype>(std::min(count, CK_ULONG(MostMechanisms))));
    QList<quint64> signing;
    for (const CK_MECHANISM_TYPE mechanism : all) {
        CK_MECHANISM_INFO info{};
        if (m_functions->C_GetMechanismInfo(slot, mechanism, &info) == CKR_OK && (info.flags & CKF_SIGN) != 0)
            signing.append(mechanism);
    }
    return signing;
}

Result<Devices> Pkcs11Driver::devices(const ListDevices &order)
{
    WENYI_TRY(const auto present, slots());
    Devices all;
    for (const CK_SLOT_ID slot : present) {
        WENYI_TRY(auto device, deviceAt(slot));
        if (order.namesOnly) {
            all.devices.append(device);
            continue;
        }
        WENYI_TRY(device.mechanisms, signingMechanisms(slot));
        // A token that nobody has initialised yet has no sessions, and is none the less there.
        if (beginSession(slot)) {
            const auto keys = certificates();
            endSession();
            if (!keys)
                return keys.error();
            device.keys = *keys;
        }
        all.devices.append(device);
    }
    return all;
}

Result<Device> Pkcs11Driver::deviceAt(CK_SLOT_ID slot) const
{
    CK_TOKEN_INFO info{};
    if (const CK_RV code = m_functions->C_GetTokenInfo(slot, &info); code != CKR_OK)
        return failureOf(code, "C_GetTokenInfo");
    return Device{padded(info.serialNumber), padded(info.label), {}, {}};
}

Result<CK_SLOT_ID> Pkcs11Driver::slotOf(const QString &name) const
{
    WENYI_TRY(const auto present, slots());
    QList<CK_SLOT_ID> found;
    for (const CK_SLOT_ID slot : present) {
        WENYI_TRY(const auto device, deviceAt(slot));
        if (device.name == name || device.label == name)
            found.append(slot);
    }
    if (found.isEmpty())
        return Error{ErrorCode::NotFound, "token.no-device", name};
    if (found.size() > 1)
        return Error{ErrorCode::InvalidInput, "token.ambiguous", name};
    return found.first();
}

Result<void> Pkcs11Driver::beginSession(CK_SLOT_ID slot, CK_FLAGS flags)
{
    endSession();
    const CK_RV code = m_functions->C_OpenSession(slot, flags, nullptr, nullptr, &m_session);
    if (code == CKR_OK)
        return {};
    m_session = CK_INVALID_HANDLE;
    return failureOf(code, "C_OpenSession");
}

void Pkcs11Driver::endSession()
{
    if (m_session != CK_INVALID_HANDLE)
        m_functions->C_CloseSession(m_session);
    m_session = CK_INVALID_HANDLE;
    m_key = CK_INVALID_HANDLE;
}

Result<QList<CK_OBJECT_HANDLE>> Pkcs11Driver::find(CK_ATTRIBUTE *wanted, CK_ULONG count, CK_ULONG most) const
{
    if (const CK_RV code = m_functions->C_FindObjectsInit(m_session, wanted, count); code != CKR_OK)
        return failureOf(code, "C_FindObjectsInit");
    QList<CK_OBJECT_HANDLE> found(static_cast<qsizetype>(most));
    CK_ULONG some = 0;
    const CK_RV code = m_functions->C_FindObjects(m_session, found.data(), most, &some);
    m_functions->C_FindObjectsFinal(m_session);
    if (code != CKR_OK)
        return failureOf(code, "C_FindObjects");
    found.resize(static_cast<qsizetype>(std::min(some, most)));
    return found;
}

Result<QByteArray> Pkcs11Driver::attribute(CK_OBJECT_HANDLE object, CK_ATTRIBUTE_TYPE type, qsizetype most) const
{
    QByteArray value(most, '\0');
    CK_ATTRIBUTE attribute{type, value.data(), static_cast<CK_ULONG>(most)};
    if (const CK_RV code = m_functions->C_GetAttributeValue(m_session, object, &attribute, 1); code != CKR_OK)
        return failureOf(code, "C_GetAttributeValue");
    value.truncate(static_cast<qsizetype>(std::min(attribute.ulValueLen, static_cast<CK_ULONG>(most))));
    return value;
}

Result<QList<TokenKey>> Pkcs11Driver::certificates() const
{
    CK_OBJECT_CLASS kind = CKO_CERTIFICATE;
    CK_ATTRIBUTE wanted{CKA_CLASS, &kind, sizeof kind};
    WENYI_TRY(const auto objects, find(&wanted, 1, MostKeys));
    QList<TokenKey> keys;
    for (const CK_OBJECT_HANDLE object : objects) {
        WENYI_TRY(const QByteArray label, attribute(object, CKA_LABEL, LongestName));
        const auto der = attribute(object, CKA_VALUE, LargestCertificate);
        keys.append({{}, shownName(label), der ? trimmedCertificate(*der) : QByteArray()});
    }
    return keys;
}

Result<CK_OBJECT_HANDLE> Pkcs11Driver::certificateNamed(const QString &label) const
{
    CK_OBJECT_CLASS kind = CKO_CERTIFICATE;
    CK_ATTRIBUTE wanted{CKA_CLASS, &kind, sizeof kind};
    WENYI_TRY(const auto objects, find(&wanted, 1, MostKeys));
    QList<CK_OBJECT_HANDLE> found;
    for (const CK_OBJECT_HANDLE object : objects) {
        WENYI_TRY(const QByteArray name, attribute(object, CKA_LABEL, LongestName));
        if (shownName(name) == label)
            found.append(object);
    }
    if (found.isEmpty())
        return Error{ErrorCode::NotFound, "token.no-certificate", label};
    if (found.size() > 1)
        return Error{ErrorCode::InvalidInput, "token.ambiguous", label};
    return found.first();
}

Result<void> Pkcs11Driver::logIn(CK_SLOT_ID slot, const SecretBytes &pin)
{
    SecretBytes bytes = pin.clone();
    const CK_RV code = m_functions->C_Login(
        m_session, CKU_USER, reinterpret_cast<unsigned char *>(bytes.data()), static_cast<CK_ULONG>(bytes.size()));
    switch (code) {
    case CKR_OK:
        return {};
    case CKR_PIN_INCORRECT:
    case CKR_PIN_INVALID:
    case CKR_PIN_LEN_RANGE:
        return wrongPin(slot);
    case CKR_PIN_LOCKED:
        return Error{ErrorCode::Locked, "token.locked", {}};
    default:
        return failureOf(code, "C_Login");
    }
}

Error Pkcs11Driver::wrongPin(CK_SLOT_ID slot) const
{
    CK_TOKEN_INFO info{};
    const bool isLast =
        m_functions->C_GetTokenInfo(slot, &info) == CKR_OK && (info.flags & CKF_USER_PIN_FINAL_TRY) != 0;
    return {ErrorCode::WrongPin, "token.pin", isLast ? u"1"_s : QString()};
}

Result<PinStanding> Pkcs11Driver::pin(const AskPin &order)
{
    WENYI_TRY(const CK_SLOT_ID slot, slotOf(order.place.device));
    CK_TOKEN_INFO info{};
    if (const CK_RV code = m_functions->C_GetTokenInfo(slot, &info); code != CKR_OK)
        return failureOf(code, "C_GetTokenInfo");
    // Flags are all that the interface has: how many are left it says of the last one and of none.
    PinStanding standing{padded(info.label), PinStanding::Unknown, (info.flags & CKF_USER_PIN_COUNT_LOW) != 0};
    if ((info.flags & CKF_USER_PIN_FINAL_TRY) != 0)
        standing.attemptsLeft = 1;
    if ((info.flags & CKF_USER_PIN_LOCKED) != 0)
        standing.attemptsLeft = 0;
    return standing;
}

Result<PinChanged> Pkcs11Driver::changePin(const ChangePin &order)
{
    WENYI_TRY(const CK_SLOT_ID slot, slotOf(order.place.device));
    WENYI_CHECK(beginSession(slot, CKF_SERIAL_SESSION | CKF_RW_SESSION));
    SecretBytes from = order.from.clone();
    SecretBytes to = order.to.clone();
    const CK_RV code = m_functions->C_SetPIN(m_session, reinterpret_cast<unsigned char *>(from.data()),
        static_cast<CK_ULONG>(from.size()), reinterpret_cast<unsigned char *>(to.data()),
        static_cast<CK_ULONG>(to.size()));
    endSession();
    switch (code) {
    case CKR_OK:
        return PinChanged{};
    case CKR_PIN_INCORRECT:
        return wrongPin(slot);
    case CKR_PIN_LOCKED:
        return Error{ErrorCode::Locked, "token.locked", {}};
    case CKR_PIN_INVALID:
    case CKR_PIN_LEN_RANGE:
        return Error{ErrorCode::InvalidInput, "token.new-pin", {}};
    default:
        return failureOf(code, "C_SetPIN");
    }
}

Result<KeyOpened> Pkcs11Driver::open(const OpenKey &order)
{
    WENYI_TRY(const CK_SLOT_ID slot, slotOf(order.place.device));
    WENYI_TRY(const auto mechanisms, signingMechanisms(slot));
    // The set that the token offers is what is used, and nothing else in its place.
    if (order.mechanism == 0 || !mechanisms.contains(order.mechanism))
        return Error{ErrorCode::Unsupported, "token.no-sm2", u"0x%1"_s.arg(order.mechanism, 0, 16)};
    WENYI_CHECK(beginSession(slot));
    auto opened = openIn(slot, order);
    if (!opened)
        endSession(); // Nothing stays open without its PIN.
    return opened;
}

Result<KeyOpened> Pkcs11Driver::openIn(CK_SLOT_ID slot, const OpenKey &order)
{
    WENYI_TRY(const CK_OBJECT_HANDLE object, certificateNamed(order.place.container));
    WENYI_TRY(const QByteArray value, attribute(object, CKA_VALUE, LargestCertificate));
    const QByteArray certificate = trimmedCertificate(value);
    WENYI_TRY(QByteArray id, attribute(object, CKA_ID, LongestId));
    if (certificate.isEmpty() || id.isEmpty())
        return Error{ErrorCode::NotFound, "token.no-certificate", order.place.container};
    // Private keys are seen by who is logged in only.
    WENYI_CHECK(logIn(slot, order.pin));
    CK_OBJECT_CLASS kind = CKO_PRIVATE_KEY;
    CK_ATTRIBUTE wanted[] = {{CKA_CLASS, &kind, sizeof kind}, {CKA_ID, id.data(), static_cast<CK_ULONG>(id.size())}};
    WENYI_TRY(const auto keys, find(wanted, std::size(wanted), 2));
    if (keys.size() != 1)
        return Error{ErrorCode::NotFound, "token.no-key", order.place.container};
    m_key = keys.first();
    m_mechanism = static_cast<CK_MECHANISM_TYPE>(order.mechanism);
    return KeyOpened{certificate};
}

Result<Signed> Pkcs11Driver::sign(const SignDigest &order)
{
    if (m_key == CK_INVALID_HANDLE)
        return Error{ErrorCode::NotAllowed, "token.not-open", {}};
    CK_MECHANISM mechanism{m_mechanism, nullptr, 0};
    if (const CK_RV code = m_functions->C_SignInit(m_session, &mechanism, m_key); code != CKR_OK)
        return failureOf(code, "C_SignInit");
    QByteArray digest = order.digest;
    QByteArray signature(256, '\0');
    auto size = static_cast<CK_ULONG>(signature.size());
    const CK_RV code = m_functions->C_Sign(m_session, reinterpret_cast<unsigned char *>(digest.data()),
        static_cast<CK_ULONG>(digest.size()), reinterpret_cast<unsigned char *>(signature.data()), &size);
    if (code != CKR_OK)
        return failureOf(code, "C_Sign");
    if (size != SignatureSize)
        return Error{ErrorCode::NotTrusted, "token.bad-signature", QString::number(size)};
    signature.truncate(SignatureSize);
    return Signed{signature};
}

} // namespace wenyi::token
