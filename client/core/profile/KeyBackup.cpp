// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/profile/KeyBackup.h"

#include "client/core/profile/PinQuality.h"
#include "shared/base/DurableFile.h"

#include <QFile>

namespace wenyi::core {

namespace {

using Targets = std::array<ShareTarget, crypto::KeyShare::Shares>;

Result<void> check(const Targets &targets)
{
    for (const ShareTarget &target : targets) {
        if (const auto good = checkNewPin(target.custodian.pin); !good)
            return Error{ErrorCode::InvalidInput, good.error().reason, target.custodian.name};
        if (QFile::exists(target.path))
            return Error{ErrorCode::AlreadyExists, "key-share.exists", target.path};
    }
    return {};
}

/// Joins what lies there, each with each.
Result<void> tryShares(const Targets &targets)
{
    for (size_t one = 0; one < targets.size(); ++one) {
        const size_t other = (one + 1) % targets.size();
        WENYI_TRY(const auto first, crypto::KeyShare::open(targets[one].path));
        WENYI_TRY(const auto second, crypto::KeyShare::open(targets[other].path));
        WENYI_CHECK(crypto::KeyShare::join(first, targets[one].custodian.pin, second, targets[other].custodian.pin));
    }
    return {};
}

} // namespace

Result<void> backUpKey(const crypto::KeyFile &file, const SecretBytes &pin, Targets targets,
    crypto::KeyDerivationCost cost, const Environment &environment)
{
    WENYI_CHECK(check(targets));
    WENYI_TRY(const auto key, file.unlock(pin));
    std::array<crypto::Custodian, crypto::KeyShare::Shares> custodians;
    for (size_t i = 0; i < targets.size(); ++i)
        custodians[i] = {targets[i].custodian.name, targets[i].custodian.pin.clone()};
    WENYI_TRY(const auto shares, crypto::KeyShare::split(key, file.certificate(), custodians, environment.clock.now(),
                                     cost, environment.random));
    const auto writeAll = [&]() -> Result<void> {
        for (size_t i = 0; i < targets.size(); ++i) {
            // Two that were to go to one place.
            if (QFile::exists(targets[i].path))
                return Error{ErrorCode::AlreadyExists, "key-share.exists", targets[i].path};
            WENYI_CHECK(writeDurably(targets[i].path, shares[i]));
        }
        return tryShares(targets);
    };
    auto done = writeAll();
    if (!done) {
        for (const ShareTarget &target : targets)
            QFile::remove(target.path); // None of them was there before.
    }
    return done;
}

Result<crypto::Certificate> restoreKey(const OpenableShare &one, const OpenableShare &other, const QString &path,
    const SecretBytes &newPin, crypto::KeyDerivationCost cost, RandomSource &random)
{
    WENYI_CHECK(checkNewPin(newPin));
    WENYI_TRY(const auto first, crypto::KeyShare::open(one.path));
    WENYI_TRY(const auto second, crypto::KeyShare::open(other.path));
    WENYI_TRY(const auto key, crypto::KeyShare::join(first, one.pin, second, other.pin));
    WENYI_CHECK(crypto::KeyFile::create(path, key, first.certificate(), newPin, cost, random));
    return first.certificate();
}

} // namespace wenyi::core
