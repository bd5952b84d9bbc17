// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/profile/Profile.h"
#include "client/core/token/TokenProcess.h"
#include "shared/seal/SealSignature.h"

namespace wenyi::core {

/// 组件印章: a seal that a vendor's provider (OES) keeps, together with its key.
struct ProvidedSeal
{
    QString driver;            ///< Path of the provider's library, one of those that are allowed.
    QString provider;          ///< What it says of itself.
    seal::ElectronicSeal seal; ///< As the provider gave it; what was looked at is what has to be in the signature.
};

/// What the providers that a desktop may load have to offer.
struct ProvidedSeals
{
    QList<ProvidedSeal> seals;
    QList<Error> faults; ///< One a provider, or a seal of one, that could not be asked; `detail` begins with its path.
};

/// Asks each provider of the profile's list for its seals, one after the other; any thread may. No PIN is spent. A
/// provider that fails is a fault among the others and stops none of them. Fails as TokenDrivers::read() does, and with
/// Cancelled "token.cancelled" where progress does.
Result<ProvidedSeals> providedSeals(
    const Profile &profile, const TokenSettings &settings, const Progress &progress = {});

/// One seal of the provider at that path: the one of that id, or without an id its only one. Fails with NotFound
/// "token.no-seal", InvalidInput "token.which-seal" (`detail`: the ids that there are), "token.no-provider" where the
/// driver is one of tokens, as TokenDrivers::at() does, and where the seal is not to be had as the provider fails.
Result<ProvidedSeal> providedSeal(const Profile &profile, const TokenSettings &settings, const QString &path,
    const QString &sealId, const Progress &progress = {});

/// The seal of that id, as the provider gives it. Fails with NotTrusted "token.other-seal" where it bears another id,
/// as seal::ElectronicSeal::fromDer() and TokenProcess::ask() do.
Result<seal::ElectronicSeal> readProvidedSeal(
    TokenProcess &provider, const QString &sealId, const Progress &progress = {});

/// What a failure of its helper is called where a person reads of the provider's seal and not of a token:
/// "provider.time", "provider.crashed", "provider.answer", "provider.device", "provider.bad-signature", "provider.pin".
/// Others stay as they are.
Error providerError(const Error &error);

/// Seals with one of a provider's seals (OES). What the provider gives is a signature only if its value holds and it is
/// over this document, by the seal that was asked for. Fails with NotTrusted "token.bad-signature", Cancelled
/// "token.cancelled", NotFound "token.no-seal", and as TokenProcess::ask() does.
Result<seal::SealSignature> sealByProvider(TokenProcess &provider, const QString &sealId, const Digest &dataHash,
    const QString &propertyInfo, const Progress &progress = {});

} // namespace wenyi::core
