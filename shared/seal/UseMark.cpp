// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/seal/UseMark.h"

#include "shared/seal/SealForm.h"

namespace wenyi::seal {

namespace {

constexpr qint64 Version = 1;

Result<Digest> readDigest(crypto::DerReader &fields)
{
    WENYI_TRY(const QByteArrayView octets, fields.octetString());
    if (octets.size() != Digest::Size)
        return badForm("use mark");
    return Digest::fromBytes(octets);
}

} // namespace

QByteArray UseMark::toDer() const
{
    crypto::DerWriter fields;
    fields.integer(Version).integer(static_cast<qint64>(number)).octetString(use.view()).octetString(previous.view());
    return crypto::DerWriter().sequence(fields).bytes();
}

Result<UseMark> UseMark::fromDer(QByteArrayView der)
{
    crypto::DerReader outer(der);
    WENYI_TRY(crypto::DerReader fields, outer.enter());
    WENYI_CHECK(outer.finish());
    WENYI_TRY(const qint64 version, fields.integer());
    WENYI_TRY(const qint64 number, fields.integer());
    if (version != Version || number < 1)
        return badForm("use mark");
    UseMark mark;
    mark.number = static_cast<quint64>(number);
    WENYI_TRY(mark.use, readDigest(fields));
    WENYI_TRY(mark.previous, readDigest(fields));
    WENYI_CHECK(fields.finish());
    return mark;
}

Result<std::optional<UseMark>> UseMark::among(const QList<SealExtension> &extensions)
{
    std::optional<UseMark> found;
    for (const SealExtension &extension : extensions) {
        if (extension.id != QByteArrayView(Id))
            continue;
        if (found)
            return badForm("use mark");
        WENYI_TRY(found, fromDer(extension.value));
    }
    return found;
}

} // namespace wenyi::seal
