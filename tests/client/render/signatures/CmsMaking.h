// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/crypto/Signer.h"
#include "tests/client/render/signatures/PdfDraft.h"
#include "tests/shared/crypto/CryptoFixtures.h"
#include "tests/shared/crypto/Hierarchy.h"

#include <QStringList>

namespace wenyi::tests {

/// A detached CMS under SM2 with SM3, as the Chinese programs write it; put together by its parts, since the library
/// makes none.
QByteArray sm2Cms(const crypto::KeySigner &signer, Instant signedAt, const QByteArray &content);

/// A unit of ours that signs PDFs, with the trust that knows it and lists of revocations that reach to today.
class SigningUnit
{
public:
    SigningUnit();
    Hierarchy &hierarchy() { return m_hierarchy; }
    const crypto::KeySigner &signer() const { return *m_signer; }
    const crypto::TrustStore &trust() const { return m_trust; }
    /// Of the root and of the operating authority, DER.
    const QList<QByteArray> &lists() const { return m_lists; }
    /// Claims to sign at Hierarchy::now().
    SignBytes sign() const;

private:
    Hierarchy m_hierarchy;
    std::unique_ptr<crypto::KeySigner> m_signer;
    crypto::TrustStore m_trust;
    QList<QByteArray> m_lists;
};

/// What the openssl program signs, under keys of its own making.
class CmsProgram
{
public:
    /// A self-signed certificate of that name; `algorithm` as `openssl req -newkey` takes it.
    void makeKey(const QString &name, const QStringList &algorithm = {QStringLiteral("rsa:2048")});
    /// `openssl cms -sign` with these further arguments.
    SignBytes signer(const QString &name, const QStringList &arguments = {});

private:
    OpenSslProgram m_program;
};

} // namespace wenyi::tests
