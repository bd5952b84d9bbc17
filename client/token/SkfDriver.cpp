// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/token/SkfDriver.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wenyi::token {

namespace {

constexpr skf::Long LongestList = 64 * limits::KiB;
/// What a library writes beyond the size that it told itself: a closing NUL too many is common.
constexpr qsizetype Slack = 1024;

Error failureOf(skf::Long code, const char *function)
{
    const auto result = static_cast<quint32>(code);
    const QString detail = u"%1 0x%2"_s.arg(QLatin1StringView(function)).arg(result, 8, 16, QLatin1Char('0'));
    if (result == skf::DeviceRemoved)
        return {ErrorCode::Unavailable, "token.removed", detail};
    return {ErrorCode::Unavailable, "token.device", detail};
}

/// A list of names (7.1.3, 7.3.2, 7.5.4): asked once for its size, and once for its content.
template<typename Ask>
Result<QList<QByteArray>> listOf(Ask ask, qsizetype most, const char *function)
{
    skf::Long size = 0;
    if (const auto code = ask(nullptr, &size); static_cast<quint32>(code) != skf::Ok)
        return failureOf(code, function);
    size = static_cast<quint32>(size);
    if (size > LongestList)
        return Error{ErrorCode::TooLarge, "token.device", QLatin1StringView(function)};
    QByteArray names(static_cast<qsizetype>(size) + Slack, '\0');
    if (const auto code = ask(names.data(), &size); static_cast<quint32>(code) != skf::Ok)
        return failureOf(code, function);
    return splitNames(QByteArrayView(names), most);
}

/// As a library of C takes it.
SecretBytes terminated(const SecretBytes &pin)
{
    SecretBytes text(pin.size() + 1);
    std::copy_n(pin.data(), pin.size(), text.data());
    return text;
}

template<typename Function>
bool find(const Library &library, const char *name, Function *&function, QString &missing)
{
    function = library.function<Function>(name);
    if (!function && missing.isEmpty())
        missing = QString::fromLatin1(name);
    return function;
}

} // namespace

class SkfDriver::Opened
{
public:
    using Close = skf::Long(skf::Handle);
    Opened(skf::Handle handle, Close *close)
        : m_handle(handle)
        , m_close(close)
    {
    }
    Opened(const Opened &) = delete;
    Opened &operator=(const Opened &) = delete;
    ~Opened() { m_close(m_handle); }
    skf::Handle handle() const { return m_handle; }

    /// Calls a function that opens something by its name.
    template<typename Function, typename... Before>
    static Result<std::unique_ptr<Opened>> open(
        Close *close, const char *named, Function *function, QByteArray name, Before... before)
    {
        skf::Handle handle = nullptr;
        if (const auto code = function(before..., name.data(), &handle); static_cast<quint32>(code) != skf::Ok)
            return failureOf(code, named);
        return std::make_unique<Opened>(handle, close);
    }

private:
    skf::Handle m_handle;
    Close *m_close;
};

/// Leaves nothing open behind a question that needs no key, and takes leave of one that was.
class SkfDriver::Closing
{
public:
    explicit Closing(SkfDriver &driver)
        : m_driver(driver)
    {
        m_driver.close();
    }
    Closing(const Closing &) = delete;
    Closing &operator=(const Closing &) = delete;
    ~Closing() { m_driver.close(); }

private:
    SkfDriver &m_driver;
};

SkfDriver::SkfDriver(const Functions &functions)
    : m_functions(functions)
{
}

SkfDriver::~SkfDriver()
{
    close();
}

void SkfDriver::close()
{
    m_container.reset();
    m_application.reset();
    m_device.reset();
}

Result<std::unique_ptr<Driver>> SkfDriver::make(Library library)
{
    Functions found{};
    QString missing;
    find(library, "SKF_EnumDev", found.enumDev, missing);
    find(library, "SKF_ConnectDev", found.connectDev, missing);
    find(library, "SKF_DisConnectDev", found.disConnectDev, missing);
    find(library, "SKF_EnumApplication", found.enumApplication, missing);
    find(library, "SKF_OpenApplication", found.openApplication, missing);
    find(library, "SKF_CloseApplication", found.closeApplication, missing);
    find(library, "SKF_VerifyPIN", found.verifyPin, missing);
    find(library, "SKF_EnumContainer", found.enumContainer, missing);
    find(library, "SKF_OpenContainer", found.openContainer, missing);
    find(library, "SKF_CloseContainer", found.closeContainer, missing);
    find(library, "SKF_ExportCertificate", found.exportCertificate, missing);
    find(library, "SKF_ECCSignData", found.eccSignData, missing);
    found.getDevInfo = library.function<skf::GetDevInfo>("SKF_GetDevInfo");
    found.getPinInfo = library.function<skf::GetPinInfo>("SKF_GetPINInfo");
    found.changePin = library.function<skf::ChangePin>("SKF_ChangePIN");
    if (!missing.isEmpty())
        return Error{ErrorCode::Unsupported, "token.driver-functions", missing};
    return std::unique_ptr<Driver>(new SkfDriver(found));
}

QString SkfDriver::description() const
{
    return u"SKF (GM/T 0016)"_s;
}

Result<QList<QByteArray>> SkfDriver::deviceNames() const
{
    return listOf([this](char *names, skf::Long *size) { return m_functions.enumDev(1, names, size); }, MostDevices,
        "SKF_EnumDev");
}

Result<Devices> SkfDriver::devices(const ListDevices &order)
{
    WENYI_TRY(const auto names, deviceNames());
    Devices all;
    for (const QByteArray &name : names) {
        all.devices.append({shownName(name), {}, {}, {}});
        if (order.namesOnly)
            continue;
        WENYI_TRY(all.devices.last().keys, keysOf(name));
    }
    return all;
}

Result<QList<TokenKey>> SkfDriver::keysOf(const QByteArray &name) const
{
    const Functions &skf = m_functions;
    WENYI_TRY(const auto device, Opened::open(skf.disConnectDev, "SKF_ConnectDev", skf.connectDev, name));
    WENYI_TRY(const auto applications,
        listOf([&](char *names, skf::Long *size) { return skf.enumApplication(device->handle(), names, size); },
            MostKeys, "SKF_EnumApplication"));
    QList<TokenKey> keys;
    for (const QByteArray &applicationName : applications) {
        WENYI_TRY(const auto application, Opened::open(skf.closeApplication, "SKF_OpenApplication", skf.openApplication,
                                              applicationName, device->handle()));
        WENYI_TRY(const auto containers,
            listOf([&](char *names, skf::Long *size) { return skf.enumContainer(application->handle(), names, size); },
                MostKeys - keys.size(), "SKF_EnumContainer"));
        for (const QByteArray &containerName : containers) {
            WENYI_TRY(const auto container, Opened::open(skf.closeContainer, "SKF_OpenContainer", skf.openContainer,
                                                containerName, application->handle()));
            // A container without a certificate is shown as one: there may be others beside it.
            const auto certificate = certificateOf(container->handle());
            keys.append(
                {shownName(applicationName), shownName(containerName), certificate ? *certificate : QByteArray()});
        }
    }
    return keys;
}

Result<QByteArray> SkfDriver::certificateOf(skf::Handle container) const
{
    constexpr int Signing = 1;
    QByteArray der(LargestCertificate + Slack, '\0');
    skf::Long size = LargestCertificate;
    const auto code =
        m_functions.exportCertificate(container, Signing, reinterpret_cast<unsigned char *>(der.data()), &size);
    if (static_cast<quint32>(code) == skf::DeviceRemoved)
        return failureOf(code, "SKF_ExportCertificate");
    const QByteArray certificate = trimmedCertificate(der);
    if (static_cast<quint32>(code) != skf::Ok || certificate.isEmpty())
        return Error{ErrorCode::NotFound, "token.no-certificate", {}};
    return certificate;
}

Result<KeyOpened> SkfDriver::open(const OpenKey &order)
{
    close();
    const auto certificate = openWithPin(order);
    if (certificate)
        return KeyOpened{*certificate};
    close(); // Nothing stays open without its PIN.
    return certificate.error();
}

Result<void> SkfDriver::openApplication(const KeyPlace &place)
{
    const Functions &skf = m_functions;
    WENYI_TRY(const auto devices, deviceNames());
    const auto deviceName = rawName(devices, place.device);
    if (!deviceName)
        return Error{ErrorCode::NotFound, "token.no-device", place.device};
    WENYI_TRY(m_device, Opened::open(skf.disConnectDev, "SKF_ConnectDev", skf.connectDev, *deviceName));
    WENYI_TRY(const auto applications,
        listOf([&](char *names, skf::Long *size) { return skf.enumApplication(m_device->handle(), names, size); },
            MostKeys, "SKF_EnumApplication"));
    const auto applicationName = rawName(applications, place.application);
    if (!applicationName)
        return Error{ErrorCode::NotFound, "token.no-key", place.application};
    WENYI_TRY(m_application, Opened::open(skf.closeApplication, "SKF_OpenApplication", skf.openApplication,
                                 *applicationName, m_device->handle()));
    return {};
}

Result<void> SkfDriver::openContainer(const KeyPlace &place)
{
    const Functions &skf = m_functions;
    WENYI_CHECK(openApplication(place));
    WENYI_TRY(const auto containers,
        listOf([&](char *names, skf::Long *size) { return skf.enumContainer(m_application->handle(), names, size); },
            MostKeys, "SKF_EnumContainer"));
    const auto containerName = rawName(containers, place.container);
    if (!containerName)
        return Error{ErrorCode::NotFound, "token.no-key", place.container};
    WENYI_TRY(m_container, Opened::open(skf.closeContainer, "SKF_OpenContainer", skf.openContainer, *containerName,
                               m_application->handle()));
    return {};
}

Result<QByteArray> SkfDriver::openWithPin(const OpenKey &order)
{
    WENYI_CHECK(openContainer(order.place));
    WENYI_TRY(const QByteArray certificate, certificateOf(m_container->handle()));
    // Last: a PIN is not spent on a key that is not there.
    SecretBytes pin = terminated(order.pin);
    skf::Long left = 0;
    const auto code = m_functions.verifyPin(m_application->handle(), skf::UserPin, pin.data(), &left);
    switch (static_cast<quint32>(code)) {
    case skf::Ok:
        return certificate;
    case skf::PinIncorrect:
    case skf::PinInvalid:
    case skf::PinLength:
        return Error{ErrorCode::WrongPin, "token.pin", QString::number(static_cast<quint32>(left))};
    case skf::PinLocked:
        return Error{ErrorCode::Locked, "token.locked", {}};
    default:
        return failureOf(code, "SKF_VerifyPIN");
    }
}

QString SkfDriver::labelOf(skf::Handle device) const
{
    QByteArray info(skf::DeviceInfoSize, '\0');
    if (!m_functions.getDevInfo
        || static_cast<quint32>(m_functions.getDevInfo(device, reinterpret_cast<unsigned char *>(info.data())))
               != skf::Ok)
        return {};
    const QByteArray label = info.mid(skf::LabelAt, skf::LabelSize);
    return shownName(label.left(qstrnlen(label.constData(), skf::LabelSize)));
}

Result<PinStanding> SkfDriver::pin(const AskPin &order)
{
    const Closing closing(*this);
    WENYI_CHECK(openApplication(order.place));
    PinStanding standing{labelOf(m_device->handle()), PinStanding::Unknown, false};
    if (!m_functions.getPinInfo)
        return standing;
    skf::Long most = 0;
    skf::Long left = 0;
    skf::Long isDefault = 0;
    const auto code = m_functions.getPinInfo(m_application->handle(), skf::UserPin, &most, &left, &isDefault);
    if (static_cast<quint32>(code) != skf::Ok)
        return failureOf(code, "SKF_GetPINInfo");
    const auto tries = static_cast<quint32>(left);
    if (tries <= MostAttempts)
        standing.attemptsLeft = static_cast<int>(tries);
    standing.isLow = tries < static_cast<quint32>(most);
    return standing;
}

Result<PinChanged> SkfDriver::changePin(const ChangePin &order)
{
    if (!m_functions.changePin)
        return Error{ErrorCode::Unsupported, "token.pin-not-offered", u"SKF_ChangePIN"_s};
    const Closing closing(*this);
    WENYI_CHECK(openApplication(order.place));
    SecretBytes from = terminated(order.from);
    SecretBytes to = terminated(order.to);
    skf::Long left = 0;
    const auto code = m_functions.changePin(m_application->handle(), skf::UserPin, from.data(), to.data(), &left);
    switch (static_cast<quint32>(code)) {
    case skf::Ok:
        return PinChanged{};
    case skf::PinIncorrect:
        return Error{ErrorCode::WrongPin, "token.pin", QString::number(static_cast<quint32>(left))};
    case skf::PinLocked:
        return Error{ErrorCode::Locked, "token.locked", {}};
    case skf::PinInvalid:
    case skf::PinLength:
        return Error{ErrorCode::InvalidInput, "token.new-pin", {}};
    default:
        return failureOf(code, "SKF_ChangePIN");
    }
}

Result<Signed> SkfDriver::sign(const SignDigest &order)
{
    if (!m_container)
        return Error{ErrorCode::NotAllowed, "token.not-open", {}};
    QByteArray digest = order.digest;
    skf::EccSignature signature{};
    const auto code = m_functions.eccSignData(m_container->handle(), reinterpret_cast<unsigned char *>(digest.data()),
        static_cast<skf::Long>(digest.size()), &signature);
    if (static_cast<quint32>(code) != skf::Ok)
        return failureOf(code, "SKF_ECCSignData");
    constexpr qsizetype Half = SignatureSize / 2;
    const auto number = [](const unsigned char *bytes) {
        return QByteArray(reinterpret_cast<const char *>(bytes) + skf::NumberSize - Half, Half);
    };
    return Signed{number(signature.r) + number(signature.s)};
}

} // namespace wenyi::token
