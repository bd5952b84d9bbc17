// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/token/Driver.h"

#include "client/token/OesDriver.h"
#include "client/token/Pkcs11Driver.h"
#include "client/token/SkfDriver.h"

#include <QStringDecoder>

#include <algorithm>

namespace wenyi::token {

Result<std::unique_ptr<Driver>> loadDriver(const LoadDriver &order)
{
    WENYI_TRY(auto library, Library::load(order.library));
    switch (order.kind) {
    case DriverKind::Pkcs11:
        return Pkcs11Driver::make(std::move(library));
    case DriverKind::Skf:
        return SkfDriver::make(std::move(library));
    case DriverKind::Oes:
        return OesDriver::make(std::move(library));
    }
    return Error{ErrorCode::Unsupported, "token.driver-form", {}};
}

QString shownName(QByteArrayView name)
{
    // Each character of Latin 1 may take two bytes of UTF-8.
    const QByteArrayView some = name.first(std::min<qsizetype>(name.size(), LongestName / 2));
    QStringDecoder decoder(QStringDecoder::Utf8);
    const QString text = decoder(some);
    return decoder.hasError() || text.toUtf8() != some ? QString::fromLatin1(some) : text;
}

QList<QByteArray> splitNames(QByteArrayView list, qsizetype most)
{
    QList<QByteArray> names;
    while (!list.isEmpty() && list.front() != '\0' && names.size() < most) {
        const qsizetype end = list.indexOf('\0');
        names.append(list.first(end < 0 ? list.size() : end).toByteArray());
        list = end < 0 ? QByteArrayView() : list.sliced(end + 1);
    }
    return names;
}

std::optional<QByteArray> rawName(const QList<QByteArray> &names, const QString &wanted)
{
    for (const QByteArray &name : names) {
        if (shownName(name) == wanted)
            return name;
    }
    return {};
}

QByteArray trimmedCertificate(QByteArrayView der)
{
    // A SEQUENCE whose length has two bytes, as every certificate's has (X.690 8.1.3.5).
    if (der.size() < 4 || quint8(der[0]) != 0x30 || quint8(der[1]) != 0x82)
        return {};
    const qsizetype size = 4 + (qsizetype(quint8(der[2])) << 8 | quint8(der[3]));
    return size <= der.size() && size <= LargestCertificate ? der.first(size).toByteArray() : QByteArray();
}

} // namespace wenyi::token
