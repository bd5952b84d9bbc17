// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/sealing/SealedDocumentVerdict.h"
#include "shared/crypto/TrustStore.h"
#include "shared/directory/Directory.h"

#include <QByteArray>

#include <utility>

namespace wenyi::core {

/// 验章: what seals are worth, by the domain's trust and directory or by trusted roots alone.
class VerificationService
{
public:
    /// By the domain (TrustBasis::Domain). All outlive the service.
    VerificationService(const crypto::TrustStore &trust, const directory::Directory &directory, const Clock &clock)
        : m_trust(trust)
        , m_directory(&directory)
        , m_clock(clock)
    {
    }
    /// By roots alone (TrustBasis::Roots): documents of other domains and other writers, of which no directory is here.
    VerificationService(const crypto::TrustStore &trust, const Clock &clock)
        : m_trust(trust)
        , m_directory(nullptr)
        , m_clock(clock)
    {
    }

    /// Verifies every signature of the package and that what is shown is under it. With `issuer` one of the seals has
    /// to be that unit's. Fails only where the bytes are no OFD package: as ofd::Package::open() and
    /// ofd::readSignatures() do.
    Result<SealedDocumentVerdict> verify(
        const QByteArray &ofd, const std::optional<UnitCode> &issuer = std::nullopt) const;
    /// Of the signature with this SM3 (SealFinding::signature) it is proven that it was there at that time. Where it
    /// does not hold by that time it is judged by its own word: a late proof makes nothing worse.
    void prove(const Digest &signature, Instant at) { m_proven = {signature, at}; }
    /// What a seal by itself is worth now: its maker, its period, and with a directory its registration.
    seal::SealVerdict verifySeal(const seal::ElectronicSeal &electronicSeal) const;
    TrustBasis basis() const { return m_directory ? TrustBasis::Domain : TrustBasis::Roots; }

private:
    SealFinding examine(const ofd::OfdSignature &signature) const;
    void examineValue(const ofd::OfdSignature &signature, SealFinding &finding) const;
    void examineSignedData(const ofd::OfdSignature &signature, SealFinding &finding) const;
    seal::SealVerdict verdictOn(const ofd::OfdSignature &signature) const;
    seal::SealJudgement judgement() const;
    const directory::RegisteredSeal *registered(const Digest &seal) const;

    const crypto::TrustStore &m_trust;
    const directory::Directory *m_directory; ///< None: by roots alone.
    const Clock &m_clock;
    std::optional<std::pair<Digest, Instant>> m_proven;
};

} // namespace wenyi::core
