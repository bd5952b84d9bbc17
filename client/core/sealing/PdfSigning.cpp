// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/sealing/PdfSigning.h"

#include "client/core/render/RenderThread.h"
#include "shared/crypto/CmsSignature.h"

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace wenyi::core {

namespace {

constexpr double MicrometresPerMillimetre = 1000;
constexpr qsizetype LongestReason = 500; ///< UTF-16 units.
/// Of a picture that is put in: 600 dots an inch of a seal, and more than any screen shows.
constexpr int LargestSide = 1'000;
/// Of CMS besides its certificates.
constexpr qsizetype RoomOfValue = 4'096;

/// A file with what its helper found in it.
struct LookedAt
{
    QList<render::PageSize> pages;
    render::Signatures signatures;
};

Result<LookedAt> look(const RenderThread &helper, const QByteArray &pdf)
{
    WENYI_TRY(const render::Opened opened, waitFor(helper.open(pdf)));
    WENYI_TRY(auto signatures, waitFor(helper.ask<render::Signatures>(render::ReadSignatures{})));
    return LookedAt{opened.pages, std::move(signatures)};
}

Result<void> checkSigner(const crypto::Certificate &certificate, Instant at)
{
    using enum crypto::CertificatePurpose;
    const auto purpose = certificate.purpose();
    // What a unit's SM2 key signs is under the unit's seal, on what a leader approved, and not here.
    if (purpose != PdfSigner && purpose != Member)
        return Error{ErrorCode::NotAllowed, "pdf-sign.certificate", certificate.commonName()};
    if (at < certificate.notBefore())
        return Error{ErrorCode::NotTrusted, "certificate.not-yet-valid", certificate.commonName()};
    if (at > certificate.notAfter())
        return Error{ErrorCode::NotTrusted, "certificate.expired", certificate.commonName()};
    return {};
}

/// As a PDF holds it: colours and transparency apart. qCompress() writes a length of its own before the zlib stream.
render::SealPicture sealPictureOf(const QImage &picture)
{
    constexpr qsizetype OwnLength = 4;
    QImage fitting = picture;
    if (std::max(picture.width(), picture.height()) > LargestSide)
        fitting = picture.scaled(LargestSide, LargestSide, Qt::KeepAspectRatio, Qt::SmoothTransformation);
    const QImage even = fitting.convertToFormat(QImage::Format_RGBA8888);
    QByteArray colours;
    QByteArray alpha;
    for (int y = 0; y < even.height(); ++y) {
        const uchar *line = even.constScanLine(y);
        for (int x = 0; x < even.width(); ++x, line += 4) {
            colours.append(reinterpret_cast<const char *>(line), 3);
            alpha.append(static_cast<char>(line[3]));
        }
    }
    return {even.width(), even.height(), qCompress(colours).mid(OwnLength), qCompress(alpha).mid(OwnLength)};
}

Result<void> place(const PdfAppearance &appearance, const RenderThread &helper, const QList<render::PageSize> &pages,
    render::PrepareSignature &wanted)
{
    const auto decoded = waitFor(helper.ask<render::Picture>(render::DecodePicture{appearance.picture}));
    if (!decoded)
        return decoded.error();
    const QImage picture = imageOf(*decoded);
    if (appearance.page < 0 || appearance.page >= pages.size())
        return Error{ErrorCode::NotFound, "render.no-page", QString::number(appearance.page + 1)};
    const double width = appearance.width * MicrometresPerMillimetre;
    const double height = width * picture.height() / picture.width();
    const double left = appearance.centre.x * MicrometresPerMillimetre - width / 2;
    const double top = appearance.centre.y * MicrometresPerMillimetre - height / 2;
    const render::PageSize &page = pages.at(appearance.page);
    // Written so that a NaN fails too.
    if (!(width >= 1 && height >= 1 && left >= 0 && top >= 0 && left + width <= page.width
            && top + height <= page.height))
        return Error{ErrorCode::InvalidInput, "pdf-sign.place", {}};
    wanted.page = static_cast<int>(appearance.page);
    wanted.box = {static_cast<int>(std::round(left)), static_cast<int>(std::round(top)),
        static_cast<int>(std::round(width)), static_cast<int>(std::round(height))};
    wanted.picture = sealPictureOf(picture);
    return {};
}

Result<render::PrepareSignature> wantedOf(const PdfSigningRequest &request, const crypto::Certificate &certificate,
    Instant at, const RenderThread &helper, const LookedAt &before)
{
    if (request.reason.size() > LongestReason)
        return Error{ErrorCode::InvalidInput, "pdf-sign.reason", QString::number(request.reason.size())};
    render::PrepareSignature wanted;
    wanted.subFilter = request.kind == PdfSignatureKind::CadesDetached ? "ETSI.CAdES.detached" : "adbe.pkcs7.detached";
    wanted.signedAt = toMilliseconds(at);
    wanted.name = certificate.commonName();
    wanted.reason = request.reason;
    qsizetype room = RoomOfValue + certificate.toDer().size();
    for (const crypto::Certificate &other : request.chain)
        room += other.toDer().size();
    if (room > render::MostSignatureRoom)
        return Error{ErrorCode::TooLarge, "cms.size", QString::number(room)};
    wanted.room = static_cast<int>(room);
    if (request.appearance)
        WENYI_CHECK(place(*request.appearance, helper, before.pages, wanted));
    return wanted;
}

/// The file with its update, the range filled in; and where the value goes.
struct RoomForValue
{
    QByteArray file;
    qsizetype begin = 0; ///< Of the gap, brackets included.
    qsizetype end = 0;
};

/// What the helper says is as foreign as the file: the room has to be there, empty, and nowhere else.
Result<RoomForValue> makeRoom(const QByteArray &pdf, const render::PreparedSignature &prepared, int room)
{
    const Error refused{ErrorCode::Corrupt, "render.answer", {}};
    constexpr QByteArrayView RangeRoom(render::RangeRoom);
    const QByteArray gap = '<' + QByteArray(room * 2, '0') + '>';
    const QByteArrayView increment(prepared.increment);
    if (!increment.sliced(prepared.range).startsWith(RangeRoom) || !increment.sliced(prepared.contents).startsWith(gap)
        || prepared.range + RangeRoom.size() > prepared.contents)
        return refused;
    RoomForValue made{pdf + prepared.increment, pdf.size() + prepared.contents, 0};
    made.end = made.begin + gap.size();
    QByteArray range = "[0 ";
    for (const qsizetype number : {made.begin, made.end, made.file.size() - made.end})
        range += QByteArray::number(number) + ' ';
    if (range.size() > RangeRoom.size() - 1)
        return Error{ErrorCode::TooLarge, "pdf-sign.structure", QString::number(made.file.size())};
    made.file.replace(pdf.size() + prepared.range, RangeRoom.size(), range.leftJustified(RangeRoom.size() - 1) + ']');
    return made;
}

/// Whether the product is the file of before with one more signature, ours, over everything.
Result<void> checkProduct(const LookedAt &before, const LookedAt &after, const crypto::Certificate &certificate)
{
    const auto refused = [](const char *what) {
        return Error{ErrorCode::NotTrusted, "pdf-sign.not-valid", QString::fromLatin1(what)};
    };
    const QList<render::Signature> &signatures = after.signatures.signatures;
    if (before.pages != after.pages || signatures.size() != before.signatures.signatures.size() + 1
        || after.signatures.strays != before.signatures.strays)
        return refused("pages");
    const auto isOurs = [&certificate](const render::Signature &signature) {
        return signature.standing == render::Standing::Whole && signature.certificate == certificate.toDer();
    };
    if (std::count_if(signatures.begin(), signatures.end(), isOurs) != 1)
        return refused("own");
    // Earlier ones do not cover what was added now; what they do cover is as it was.
    const auto isInvalid = [](const render::Signature &one) { return one.standing == render::Standing::Invalid; };
    const auto countOf = [&isInvalid](const QList<render::Signature> &all) {
        return std::count_if(all.begin(), all.end(), isInvalid);
    };
    if (countOf(signatures) != countOf(before.signatures.signatures))
        return refused("earlier");
    return {};
}

} // namespace

Result<QByteArray> signPdf(const QByteArray &pdf, const PdfSigningRequest &request, crypto::Signer &signer, Instant at,
    const RenderProcess::Settings &settings)
{
    const PoolLeave leave;
    WENYI_CHECK(checkSigner(signer.certificate(), at));
    const RenderThread helper(settings);
    WENYI_TRY(const LookedAt before, look(helper, pdf));
    WENYI_TRY(const auto wanted, wantedOf(request, signer.certificate(), at, helper, before));
    WENYI_TRY(const auto prepared, waitFor(helper.ask<render::PreparedSignature>(wanted)));
    WENYI_TRY(RoomForValue room, makeRoom(pdf, prepared, wanted.room));
    const QByteArrayView file(room.file);
    crypto::DetachedCms cms{{file.first(room.begin), file.sliced(room.end)}, {}, request.chain};
    if (request.kind == PdfSignatureKind::Pkcs7Detached) // ETSI EN 319 142-1 5.3: /M alone tells it there.
        cms.signedAt = at;
    WENYI_TRY(const QByteArray value, crypto::signDetachedCms(cms, signer));
    if (value.size() > wanted.room)
        return Error{ErrorCode::TooLarge, "cms.size", QString::number(value.size())};
    room.file.replace(room.begin + 1, value.size() * 2, value.toHex());
    const RenderThread judge(settings);
    WENYI_TRY(const LookedAt after, look(judge, room.file));
    WENYI_CHECK(checkProduct(before, after, signer.certificate()));
    return room.file;
}

} // namespace wenyi::core
