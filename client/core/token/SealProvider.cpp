// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/token/SealProvider.h"

using namespace Qt::StringLiterals;

namespace wenyi::core {

namespace {

Error withPath(const TokenDriver &driver, const Error &error)
{
    return {error.code, error.reason, error.detail.isEmpty() ? driver.path : driver.path + u": "_s + error.detail};
}

void askProvider(
    const TokenDriver &driver, const TokenSettings &settings, const Progress &progress, ProvidedSeals &found)
{
    TokenProcess process(driver, settings);
    const auto loaded = process.load(progress);
    const auto names =
        loaded ? process.ask<token::Seals>(token::ListSeals{}, progress) : Result<token::Seals>(loaded.error());
    if (!names) {
        found.faults.append(providerError(withPath(driver, names.error())));
        return;
    }
    for (const token::SealName &name : names->seals) {
        auto seal = readProvidedSeal(process, name.id, progress);
        if (seal)
            found.seals.append({driver.path, loaded->description, std::move(*seal)});
        else
            found.faults.append(providerError(withPath(driver, seal.error())));
        // One that hangs or dies would do so for each of its seals; one that will not give one may give the others.
        if (!seal && (process.processId() == 0 || seal.error().code == ErrorCode::Cancelled))
            return;
    }
}

} // namespace

Error providerError(const Error &error)
{
    static constexpr std::pair<const char *, const char *> names[] = {{"token.time", "provider.time"},
        {"token.crashed", "provider.crashed"}, {"token.answer", "provider.answer"}, {"token.device", "provider.device"},
        {"token.bad-signature", "provider.bad-signature"}, {"token.pin", "provider.pin"}};
    for (const auto &[token, provider] : names) {
        if (error.reason == token)
            return {error.code, provider, error.detail};
    }
    return error;
}

Result<ProvidedSeals> providedSeals(const Profile &profile, const TokenSettings &settings, const Progress &progress)
{
    WENYI_TRY(const auto drivers, TokenDrivers::read(profile));
    ProvidedSeals found;
    for (const TokenDriver &driver : drivers.all()) {
        if (driver.kind == token::DriverKind::Oes)
            askProvider(driver, settings, progress, found);
        if (!found.faults.isEmpty() && found.faults.constLast().code == ErrorCode::Cancelled)
            return found.faults.constLast();
    }
    return found;
}

Result<ProvidedSeal> providedSeal(const Profile &profile, const TokenSettings &settings, const QString &path,
    const QString &sealId, const Progress &progress)
{
    WENYI_TRY(const auto drivers, TokenDrivers::read(profile));
    WENYI_TRY(const TokenDriver driver, drivers.at(path));
    if (driver.kind != token::DriverKind::Oes)
        return Error{ErrorCode::InvalidInput, "token.no-provider", path};
    ProvidedSeals found;
    askProvider(driver, settings, progress, found);
    QStringList ids;
    const ProvidedSeal *chosen = nullptr;
    for (const ProvidedSeal &one : found.seals) {
        ids.append(one.seal.info().id);
        if (sealId.isEmpty() || one.seal.info().id == sealId)
            chosen = &one;
    }
    if (sealId.isEmpty() && ids.size() > 1)
        return Error{ErrorCode::InvalidInput, "token.which-seal", ids.join(u' ')};
    if (chosen)
        return *chosen;
    return found.faults.isEmpty() ? Error{ErrorCode::NotFound, "token.no-seal", sealId} : found.faults.constFirst();
}

Result<seal::ElectronicSeal> readProvidedSeal(TokenProcess &provider, const QString &sealId, const Progress &progress)
{
    WENYI_TRY(const auto given, provider.ask<token::SealData>(token::ReadSeal{sealId}, progress));
    WENYI_TRY(auto seal, seal::ElectronicSeal::fromDer(given.seal));
    if (seal.info().id != sealId)
        return Error{ErrorCode::NotTrusted, "token.other-seal", sealId};
    return seal;
}

Result<seal::SealSignature> sealByProvider(TokenProcess &provider, const QString &sealId, const Digest &dataHash,
    const QString &propertyInfo, const Progress &progress)
{
    WENYI_TRY(const auto given,
        provider.ask<token::Sealed>(token::SealDigest{sealId, propertyInfo, dataHash.toBytes()}, progress));
    const auto bad = [&provider](const QString &why) {
        return Error{ErrorCode::NotTrusted, "token.bad-signature", provider.driver().path + u": "_s + why};
    };
    auto signature = seal::SealSignature::fromDer(given.signature);
    if (!signature)
        return bad(describe(signature.error()));
    if (const auto holds = signature->verifyValue(); !holds)
        return bad(describe(holds.error()));
    if (signature->dataHash() != dataHash.toBytes() || signature->propertyInfo() != propertyInfo)
        return bad(u"another document"_s);
    if (signature->seal().info().id != sealId)
        return bad(u"another seal"_s);
    return signature;
}

} // namespace wenyi::core
