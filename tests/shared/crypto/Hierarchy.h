// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/crypto/Signer.h"
#include "shared/crypto/SystemRandom.h"
#include "shared/crypto/TrustStore.h"

#include <memory>

namespace wenyi::tests {

/// A domain's certificates for tests: root, operating authority, and whatever they are asked to issue.
class Hierarchy
{
public:
    /// 2026-06-01 08:00 UTC; the hierarchy holds from ten days before to ten years after.
    static Instant now()
    {
        using namespace std::chrono;
        return sys_days(year(2026) / 6 / 1) + hours(8);
    }
    static Instant days(int count) { return now() + std::chrono::hours(24) * count; }

    Hierarchy()
        : m_root(*crypto::CertificateAuthority::createRoot(
            {QStringLiteral("江阴市公文交换根证书"), QStringLiteral("江阴市人民政府"), {}}, days(-10), days(3650),
            m_random))
        , m_operating(
              *m_root.createOperating({QStringLiteral("江阴市公文交换运行证书"), QStringLiteral("江阴市人民政府"), {}},
                  days(-10), days(3650), m_random))
    {
    }

    const crypto::CertificateAuthority &root() const { return m_root; }
    const crypto::CertificateAuthority &operating() const { return m_operating; }
    RandomSource &random() { return m_random; }

    /// Trusts the root and knows the operating authority.
    crypto::TrustStore trust() const
    {
        crypto::TrustStore store;
        store.addRoot(m_root.certificate());
        if (!store.addAuthority(m_operating.certificate(), now()))
            qFatal("The hierarchy does not hold");
        return store;
    }

    /// A new key with a certificate of the operating authority, good for a year around now().
    std::unique_ptr<crypto::KeySigner> issue(const QString &commonName, const QString &subjectId,
        crypto::CertificatePurpose purpose, Instant notBefore = days(-5), Instant notAfter = days(365))
    {
        auto key = *crypto::PrivateKey::generate();
        auto certificate = *m_operating.issue({commonName, QStringLiteral("江阴市人民政府"), subjectId}, purpose,
            key.publicKey(), notBefore, notAfter, m_random);
        return std::make_unique<crypto::KeySigner>(std::move(key), std::move(certificate));
    }

private:
    crypto::SystemRandom m_random;
    crypto::CertificateAuthority m_root;
    crypto::CertificateAuthority m_operating;
};

} // namespace wenyi::tests
