// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/authority/RegisterState.h"
#include "shared/seal/ElectronicSeal.h"

/// 印模留存: the authority's folder keeps a copy of each seal that it registered, under the digest by which the
/// register knows it: public bytes, which are looked at and backed up.
namespace wenyi::core {

/// Fails as writeDurably() does.
Result<void> keepSample(const QString &authorityFolder, const seal::ElectronicSeal &electronicSeal);

/// The seal that the digest names. Fails with NotFound "seal-sample.none", Corrupt "seal-sample.altered" where the file
/// holds another one, and as seal::ElectronicSeal::fromDer() does.
Result<seal::ElectronicSeal> sampleOf(const QString &authorityFolder, const Digest &digest);

/// 补留: a seal's own file, of a seal that was registered before samples were kept. Fails with NotFound
/// "seal-sample.not-registered" where it is none that the register knows, and as readBounded(),
/// seal::ElectronicSeal::fromDer() and keepSample() do. The seal's id.
Result<SealId> takeSample(const QString &authorityFolder, const RegisterState &state, const QString &file);

} // namespace wenyi::core
