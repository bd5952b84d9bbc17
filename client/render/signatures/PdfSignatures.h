// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/render/wire/Messages.h"
#include "shared/base/Result.h"

namespace wenyi::render {

/// What the signatures of a PDF are worth as far as the file alone tells (ISO 32000 12.8). Whole is one that holds and
/// covers every byte but its own value; anything more in the file makes it Changed, whatever it is and whoever allowed
/// it (DocMDP included): what an addition shows cannot be told from what it hides.
///
/// Taken are adbe.pkcs7.detached and ETSI.CAdES.detached; adbe.pkcs7.sha1, adbe.x509.rsa_sha1 and unknown kinds are
/// Invalid. Fails as findSignatureFields() does.
Result<Signatures> readSignatures(const QByteArray &pdf);

/// Lets the library of ciphers read its configuration, as long as files can be opened.
void warmUpSignatures();

} // namespace wenyi::render
