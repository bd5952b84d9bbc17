// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/domain/SealSamples.h"

#include "shared/base/DurableFile.h"
#include "shared/base/Limits.h"

#include <QDir>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wenyi::core {

namespace {

constexpr qsizetype LargestSeal = 8 * limits::MiB;

/// An id is its maker's text; a digest is a name that no file system takes for anything else.
QString samplePath(const QString &authorityFolder, const Digest &digest)
{
    return u"%1/seals/%2.esl"_s.arg(authorityFolder, QString::fromLatin1(digest.toHex()));
}

} // namespace

Result<void> keepSample(const QString &authorityFolder, const seal::ElectronicSeal &electronicSeal)
{
    if (!QDir().mkpath(authorityFolder + u"/seals"_s))
        return Error{ErrorCode::StorageFailure, "file.write", authorityFolder};
    return writeDurably(samplePath(authorityFolder, electronicSeal.digest()), electronicSeal.toDer());
}

Result<seal::ElectronicSeal> sampleOf(const QString &authorityFolder, const Digest &digest)
{
    const auto der = readBounded(samplePath(authorityFolder, digest), LargestSeal);
    if (!der && der.error().code == ErrorCode::NotFound)
        return Error{ErrorCode::NotFound, "seal-sample.none", QString::fromLatin1(digest.toHex())};
    if (!der)
        return der.error();
    WENYI_TRY(auto electronicSeal, seal::ElectronicSeal::fromDer(*der));
    if (electronicSeal.digest() != digest)
        return Error{ErrorCode::Corrupt, "seal-sample.altered", QString::fromLatin1(digest.toHex())};
    return electronicSeal;
}

Result<SealId> takeSample(const QString &authorityFolder, const RegisterState &state, const QString &file)
{
    WENYI_TRY(const QByteArray der, readBounded(file, LargestSeal));
    WENYI_TRY(const auto electronicSeal, seal::ElectronicSeal::fromDer(der));
    const QList<directory::RegisteredSeal> &seals = state.seals();
    const auto registered = std::find_if(seals.begin(), seals.end(),
        [digest = electronicSeal.digest()](const directory::RegisteredSeal &seal) { return seal.digest == digest; });
    if (registered == seals.end())
        return Error{ErrorCode::NotFound, "seal-sample.not-registered", electronicSeal.info().id};
    WENYI_CHECK(keepSample(authorityFolder, electronicSeal));
    return registered->id;
}

} // namespace wenyi::core
