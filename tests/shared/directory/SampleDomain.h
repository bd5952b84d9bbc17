// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/directory/Directory.h"
#include "tests/shared/crypto/Hierarchy.h"

namespace wenyi::tests {

/// Three units of a county, their people, desktops and one seal, with real certificates.
class SampleDomain
{
public:
    SampleDomain();

    Hierarchy &hierarchy() { return m_hierarchy; }
    /// The operating authority's key as a signer.
    crypto::Signer &authority() { return *m_authority; }
    const directory::DirectoryContent &content() const { return m_content; }

    directory::Unit unit(const QString &code, const QString &name);
    directory::Member member(const QString &id, const QString &unit, const QString &name, QList<directory::Role> roles);
    directory::Desktop desktop(const QString &id, const QString &unit);
    QByteArray certificate(
        const QString &subjectId, crypto::CertificatePurpose purpose, Instant notAfter = Hierarchy::days(365));

private:
    Hierarchy m_hierarchy;
    std::unique_ptr<crypto::KeySigner> m_authority;
    directory::DirectoryContent m_content;
};

} // namespace wenyi::tests
