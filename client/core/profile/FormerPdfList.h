// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/profile/Profile.h"

/// What a desktop remembers of an authority for PDFs that its directory tells no more (decision 48): the newest list of
/// its revocations, in `trust/pdf-SM3.crl` by the digest of its certificate.
namespace wenyi::core {

/// Before `newer` is taken: keeps the list that `older` told, where `newer` tells another authority or none. Fails as
/// writeDurably() does.
Result<void> keepFormerPdfList(
    const Profile &profile, const directory::Directory &older, const directory::Directory &newer);

/// Whether an authority that is told again brings nobody back whom it had revoked. Fails as
/// directory::Directory::checkPdfSignersStay() and, where there is such a file, readBounded() do.
Result<void> checkFormerPdfList(const Profile &profile, const directory::Directory &newer);

} // namespace wenyi::core
