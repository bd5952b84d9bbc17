// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/token/Driver.h"
#include "client/token/Library.h"
#include "client/token/Skf.h"

namespace wenyi::token {

/// A vendor's library for its smart keys (GM/T 0016).
class SkfDriver final : public Driver
{
public:
    static Result<std::unique_ptr<Driver>> make(Library library);
    ~SkfDriver() override;
    QString description() const override;
    Result<Devices> devices(const ListDevices &order) override;
    Result<KeyOpened> open(const OpenKey &order) override;
    Result<Signed> sign(const SignDigest &order) override;
    Result<PinStanding> pin(const AskPin &order) override;
    Result<PinChanged> changePin(const ChangePin &order) override;

private:
    struct Functions
    {
        skf::EnumDev *enumDev;
        skf::ConnectDev *connectDev;
        skf::DisConnectDev *disConnectDev;
        skf::EnumApplication *enumApplication;
        skf::OpenApplication *openApplication;
        skf::CloseApplication *closeApplication;
        skf::VerifyPin *verifyPin;
        skf::EnumContainer *enumContainer;
        skf::OpenContainer *openContainer;
        skf::CloseContainer *closeContainer;
        skf::ExportCertificate *exportCertificate;
        skf::EccSignData *eccSignData;
        // What may be missing: some vendors have programs of their own for it.
        skf::GetDevInfo *getDevInfo;
        skf::GetPinInfo *getPinInfo;
        skf::ChangePin *changePin;
    };
    /// Closes a handle when it goes.
    class Opened;
    class Closing;

    explicit SkfDriver(const Functions &functions);
    Result<QList<QByteArray>> deviceNames() const;
    Result<QList<TokenKey>> keysOf(const QByteArray &device) const;
    Result<QByteArray> certificateOf(skf::Handle container) const;
    QString labelOf(skf::Handle device) const;
    /// Opens device and application, without a PIN.
    Result<void> openApplication(const KeyPlace &place);
    Result<void> openContainer(const KeyPlace &place);
    Result<QByteArray> openWithPin(const OpenKey &order);
    void close();

    Functions m_functions;
    std::unique_ptr<Opened> m_device; ///< What a key was opened on; inner ones are closed first.
    std::unique_ptr<Opened> m_application;
    std::unique_ptr<Opened> m_container;
};

} // namespace wenyi::token
