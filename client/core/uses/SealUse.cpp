// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/uses/SealUse.h"

#include "shared/base/CborReader.h"
#include "shared/base/CborWriter.h"
#include "shared/crypto/Sm3.h"

#include <cmath>

namespace wenyi::core {

namespace {

constexpr quint64 UseVersion = 1;
constexpr qsizetype MaximumField = 4 * limits::KiB;
constexpr qsizetype MaximumPlaces = 2000; ///< A riding seal has one a page, and a seal besides.

qint64 micrometres(double millimetres)
{
    return static_cast<qint64>(std::llround(millimetres * 1000));
}

double millimetres(qint64 micrometres)
{
    return static_cast<double>(micrometres) / 1000;
}

void write(CborWriter &out, const layout::Rect &rect)
{
    for (const double length : {rect.x, rect.y, rect.width, rect.height})
        out.integer(micrometres(length));
}

layout::Rect readRect(CborReader &in)
{
    const double x = millimetres(in.integer());
    const double y = millimetres(in.integer());
    const double width = millimetres(in.integer());
    return {x, y, width, millimetres(in.integer())};
}

void write(CborWriter &out, const ofd::Stamp &place)
{
    out.startArray(place.clip ? 9 : 5);
    out.unsignedInteger(static_cast<quint64>(place.page));
    write(out, place.boundary);
    if (place.clip)
        write(out, *place.clip);
    out.endArray();
}

ofd::Stamp readPlace(CborReader &in)
{
    ofd::Stamp place;
    const qsizetype fields = in.startList(9);
    if (fields != 5 && fields != 9)
        in.fail(ErrorCode::Corrupt, "seal-use.place");
    place.page = static_cast<qsizetype>(in.unsignedInteger(std::numeric_limits<qint32>::max()));
    place.boundary = readRect(in);
    if (fields == 9)
        place.clip = readRect(in);
    in.endArray();
    return place;
}

} // namespace

QByteArray SealUse::toBytes() const
{
    CborWriter out;
    out.startArray(18);
    out.unsignedInteger(UseVersion);
    out.id(seal);
    out.digest(sealDigest);
    out.unsignedInteger(number);
    out.digest(previous);
    out.unsignedInteger(static_cast<quint64>(warrant.kind));
    out.digest(warrant.id);
    out.id(warrant.record);
    out.digest(warrant.approved);
    out.digest(content);
    out.text(title);
    out.text(documentNumber);
    out.unsignedInteger(copies);
    out.unsignedInteger(pages);
    out.startArray(places.size());
    for (const ofd::Stamp &place : places)
        write(out, place);
    out.endArray();
    out.instant(at);
    out.id(keeper);
    out.id(desktop);
    out.endArray();
    return out.take();
}

Result<SealUse> SealUse::fromBytes(QByteArrayView bytes)
{
    CborReader in(bytes);
    in.startArray(18);
    if (in.unsignedInteger() != UseVersion)
        in.fail(ErrorCode::Unsupported, "seal-use.version");
    SealUse use;
    use.seal = in.id<SealId>();
    use.sealDigest = in.digest();
    use.number = in.unsignedInteger(std::numeric_limits<qint64>::max());
    use.previous = in.digest();
    use.warrant.kind = static_cast<WarrantKind>(in.unsignedInteger(1));
    use.warrant.id = in.digest();
    use.warrant.record = in.id<StreamId>();
    use.warrant.approved = in.digest();
    use.content = in.digest();
    use.title = in.text(MaximumField);
    use.documentNumber = in.text(MaximumField);
    use.copies = in.unsignedInteger();
    use.pages = in.unsignedInteger();
    for (qsizetype left = in.startList(MaximumPlaces); left > 0 && in.ok(); --left)
        use.places.append(readPlace(in));
    in.endArray();
    use.at = in.instant();
    use.keeper = in.id<MemberId>();
    use.desktop = in.id<DesktopId>();
    in.endArray();
    WENYI_CHECK(in.finish());
    return use;
}

Digest SealUse::digest() const
{
    return crypto::sm3(toBytes());
}

QByteArray CompletedUse::toBytes() const
{
    CborWriter out;
    out.startArray(5);
    out.unsignedInteger(UseVersion);
    out.bytes(use.toBytes());
    out.digest(document);
    out.digest(signature);
    out.digest(copy);
    out.endArray();
    return out.take();
}

Result<CompletedUse> CompletedUse::fromBytes(QByteArrayView bytes)
{
    CborReader in(bytes);
    in.startArray(5);
    if (in.unsignedInteger() != UseVersion)
        in.fail(ErrorCode::Unsupported, "seal-use.version");
    const QByteArray announced = in.bytes(256 * limits::KiB);
    CompletedUse completed;
    completed.document = in.digest();
    completed.signature = in.digest();
    completed.copy = in.digest();
    in.endArray();
    WENYI_CHECK(in.finish());
    WENYI_TRY(completed.use, SealUse::fromBytes(announced));
    return completed;
}

} // namespace wenyi::core
