// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/profile/FormerPdfList.h"

#include "shared/base/DurableFile.h"
#include "shared/base/Limits.h"
#include "shared/crypto/Sm3.h"

using namespace Qt::StringLiterals;

namespace wenyi::core {

using directory::PdfAuthority;

namespace {

constexpr qsizetype LargestFormerList = 64 * limits::MiB;

QString formerListPath(const Profile &profile, const PdfAuthority &authority)
{
    return profile.path(u"trust/pdf-%1.crl"_s.arg(QLatin1StringView(crypto::sm3(authority.certificate).toHex())));
}

} // namespace

Result<void> keepFormerPdfList(
    const Profile &profile, const directory::Directory &older, const directory::Directory &newer)
{
    const auto &told = older.content().pdfAuthority;
    const auto &next = newer.content().pdfAuthority;
    const bool goesOn = told && next && told->certificate == next->certificate;
    if (!told || goesOn || told->revocationList.isEmpty())
        return {};
    return writeDurably(formerListPath(profile, *told), told->revocationList);
}

Result<void> checkFormerPdfList(const Profile &profile, const directory::Directory &newer)
{
    const auto &next = newer.content().pdfAuthority;
    if (!next)
        return {};
    const auto list = readBounded(formerListPath(profile, *next), LargestFormerList);
    if (!list)
        return list.error().code == ErrorCode::NotFound ? Result<void>() : list.error();
    return newer.checkPdfSignersStay({next->certificate, *list});
}

} // namespace wenyi::core
