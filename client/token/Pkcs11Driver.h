// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/token/Driver.h"
#include "client/token/Library.h"

#include <p11-kit/pkcs11.h>

namespace wenyi::token {

/// A PKCS#11 module (OASIS PKCS#11 2.40). It has no number for SM2: the vendor's is named by who opens a key.
class Pkcs11Driver final : public Driver
{
public:
    static Result<std::unique_ptr<Driver>> make(Library library);
    ~Pkcs11Driver() override;
    QString description() const override;
    Result<Devices> devices(const ListDevices &order) override;
    Result<KeyOpened> open(const OpenKey &order) override;
    Result<Signed> sign(const SignDigest &order) override;
    Result<PinStanding> pin(const AskPin &order) override;
    Result<PinChanged> changePin(const ChangePin &order) override;

private:
    explicit Pkcs11Driver(CK_FUNCTION_LIST *functions)
        : m_functions(functions)
    {
    }
    Result<QList<CK_SLOT_ID>> slots() const;
    Result<Device> deviceAt(CK_SLOT_ID slot) const;
    Result<QList<quint64>> signingMechanisms(CK_SLOT_ID slot) const;
    Result<CK_SLOT_ID> slotOf(const QString &device) const;
    Result<QList<CK_OBJECT_HANDLE>> find(CK_ATTRIBUTE *wanted, CK_ULONG count, CK_ULONG most) const;
    Result<QByteArray> attribute(CK_OBJECT_HANDLE object, CK_ATTRIBUTE_TYPE type, qsizetype most) const;
    Result<QList<TokenKey>> certificates() const;
    Result<CK_OBJECT_HANDLE> certificateNamed(const QString &label) const;
    Result<void> logIn(CK_SLOT_ID slot, const SecretBytes &pin);
    Result<KeyOpened> openIn(CK_SLOT_ID slot, const OpenKey &order);
    Result<void> beginSession(CK_SLOT_ID slot, CK_FLAGS flags = CKF_SERIAL_SESSION);
    /// What a wrong PIN is told as.
    Error wrongPin(CK_SLOT_ID slot) const;
    void endSession();

    CK_FUNCTION_LIST *m_functions;
    CK_SESSION_HANDLE m_session = CK_INVALID_HANDLE;
    CK_OBJECT_HANDLE m_key = CK_INVALID_HANDLE;
    CK_MECHANISM_TYPE m_mechanism = 0;
};

} // namespace wenyi::token
