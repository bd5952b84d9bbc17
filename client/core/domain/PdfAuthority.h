// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/authority/CertificateRegister.h"
#include "client/core/domain/DomainAuthority.h"

namespace wenyi::core {

/// PDF签名CA: the authority of a domain for signatures on PDFs, a P-256 root of its own beside the SM2 hierarchy
/// (docs/decisions/0030). In the authority's folder: pdf-authority.key under the operating CA's PIN, pdf-authority.der,
/// pdf-revocations.crl.

/// Makes it with an empty list in the place of another's that lies there, and enters its certificate into the register
/// by the operating CA's hand; good for ten years. What was broken off after the key was made is gone on with. Fails
/// with AlreadyExists "authority.pdf-exists", and as KeyFile and CertificateRegister::append() do.
Result<crypto::Certificate> createPdfAuthority(const QString &folder, const DomainAuthority &authority,
    CertificateRegister &certificates, const SecretBytes &pin, const Environment &environment);

/// Fails with NotFound "authority.no-pdf" where there is none, and as KeyFile does.
Result<crypto::CertificateAuthority> openPdfAuthority(const QString &folder, const SecretBytes &pin);

/// What a directory tells of it: the certificate as the operating CA entered it into the register, whatever lies in the
/// folder, and the list that was kept there. Nothing where there is none. Fails as readBounded() does.
Result<std::optional<directory::PdfAuthority>> toldPdfAuthority(const QString &folder, const RegisterState &state);

/// Puts its list that was published into the folder, from where every later directory tells it. Fails as
/// writeDurably() does.
Result<void> keepPdfRevocationList(const QString &folder, const QByteArray &list);

} // namespace wenyi::core
