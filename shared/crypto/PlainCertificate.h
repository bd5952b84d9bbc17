// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/crypto/CertificateFacts.h"

/// Internal to shared/crypto.
namespace wenyi::crypto {

/// A certificate of the form that our authorities write: an SM2 key, signed under SM2 with SM3, with a name of
/// organization, common name and serial number, and no extensions but basic constraints, key usage, extended key usage
/// and the two key identifiers. It is read without the library, which takes half a millisecond for it (decision 46).
///
/// Null for every other form, a good one or a bad one: the library reads that and says what is wrong. What is taken
/// here the library takes too, and finds the same facts.
std::shared_ptr<const CertificateFacts> readPlainCertificate(const QByteArray &der);

/// Any certificate that is taken, by the library. Fails as Certificate::fromDer() does.
Result<std::shared_ptr<const CertificateFacts>> readCertificateByLibrary(const QByteArray &der, TakenSuites taken);

} // namespace wenyi::crypto
