// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/sealing/SealedDocumentVerdict.h"
#include "shared/crypto/TrustStore.h"
#include "shared/directory/Directory.h"

#include <QByteArray>

namespace wenyi::core {

/// 验章: what the seals of an OFD are worth, by the domain's trust and directory.
class VerificationService
{
public:
    /// Both outlive the service.
    VerificationService(const crypto::TrustStore &trust, const directory::Directory &directory, const Clock &clock)
        : m_trust(trust)
        , m_directory(directory)
        , m_clock(clock)
    {
    }

    /// Verifies every signature of the package and that what is shown is under it. With `issuer` one of the seals has
    /// to be that unit's. Fails only where the bytes are no OFD package: as ofd::Package::open() and
    /// ofd::readSignatures() do.
    Result<SealedDocumentVerdict> verify(
        const QByteArray &ofd, const std::optional<UnitCode> &issuer = std::nullopt) const;

private:
    SealFinding examine(const ofd::OfdSignature &signature) const;
    void examineValue(const ofd::OfdSignature &signature, SealFinding &finding) const;
    seal::SealRegistration registrationOf(const Digest &seal) const;

    const crypto::TrustStore &m_trust;
    const directory::Directory &m_directory;
    const Clock &m_clock;
};

} // namespace wenyi::core
