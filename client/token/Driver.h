// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/token/wire/Messages.h"
#include "shared/base/Result.h"

#include <memory>

namespace wenyi::token {

/// One loaded library behind the interface that it was made for. What it cannot do it refuses with Unsupported
/// "token.not-offered". Everything that comes out of a library is bounded here, and believed nowhere.
class Driver
{
public:
    virtual ~Driver() = default;
    virtual QString description() const { return {}; }
    /// Fails with Unavailable "token.device".
    virtual Result<Devices> devices(const ListDevices &) { return notOffered(); }
    /// Fails with NotFound "token.no-device", "token.no-key", "token.no-certificate", InvalidInput "token.ambiguous",
    /// WrongPin "token.pin" (`detail`: how many are left, where the token tells), Locked "token.locked", Unavailable
    /// "token.removed", "token.device", Unsupported "token.no-sm2".
    virtual Result<KeyOpened> open(const OpenKey &) { return notOffered(); }
    /// Fails with NotAllowed "token.not-open", Unavailable "token.removed", "token.device".
    virtual Result<Signed> sign(const SignDigest &) { return notOffered(); }
    virtual Result<Seals> seals() { return notOffered(); }
    /// Fails with Cancelled "token.cancelled", NotFound "token.no-seal", and as open() and sign() do.
    virtual Result<Sealed> seal(const SealDigest &) { return notOffered(); }
    /// Fails with NotFound "token.no-seal", Unsupported "token.no-seal-data" where the provider keeps it to itself,
    /// Unavailable "token.device".
    virtual Result<SealData> readSeal(const ReadSeal &) { return notOffered(); }
    /// Fails as open() does where the key's place is not there, and with Unavailable "token.device".
    virtual Result<PinStanding> pin(const AskPin &) { return notOffered(); }
    /// Fails with WrongPin "token.pin", Locked "token.locked" of the PIN so far, InvalidInput "token.new-pin" where the
    /// token does not take the new one, and as pin() does.
    virtual Result<PinChanged> changePin(const ChangePin &) { return notOffered(); }

protected:
    static Error notOffered() { return {ErrorCode::Unsupported, "token.not-offered", {}}; }
};

/// Loads the library and finds its functions. Fails with Unsupported "token.driver-form", "token.driver-functions"
/// (`detail`: the missing one), Unavailable "token.device" where it does not start.
Result<std::unique_ptr<Driver>> loadDriver(const LoadDriver &order);

/// A name as a library gave it: UTF-8, or, where it is none, byte by byte; cut to what a message takes.
QString shownName(QByteArrayView name);

/// The names of a list that ends each of them with a NUL and itself with one more; at most `most`.
QList<QByteArray> splitNames(QByteArrayView list, qsizetype most);

/// The one of several raw names that is shown as `wanted`; nothing where there is none.
std::optional<QByteArray> rawName(const QList<QByteArray> &names, const QString &wanted);

/// The signing certificate and nothing behind it: some tokens fill the rest of a file with zeros. Empty where it is no
/// DER sequence or longer than a message takes.
QByteArray trimmedCertificate(QByteArrayView der);

} // namespace wenyi::token
