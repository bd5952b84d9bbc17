// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/RandomSource.h"
#include "shared/base/Result.h"

#include <vector>

namespace wenyi::crypto {

/// One of the parts that a secret was split into.
struct SecretPart
{
    quint8 number = 0; ///< Counts from 1.
    SecretBytes bytes; ///< As long as the secret.
};

/// Splits a secret so that any two of the parts give it back and one alone says nothing about it (Shamir 1979, over
/// GF(2^8) modulo x^8 + x^4 + x^3 + x^2 + 1, byte by byte: part n is the secret plus n times a random slope).
///
/// Of our own making since libgfshare, which has the same field, takes randomness by a pointer of the whole process,
/// looks logarithms up by secrets, and keeps them in ordinary memory; its programs are the test's other eye.
/// Fails with InvalidInput "secret-part.count" unless 2 to 255 parts are asked for.
Result<std::vector<SecretPart>> splitSecret(const SecretBytes &secret, int parts, RandomSource &random);

/// The secret out of two parts. Whether they are parts of one secret cannot be seen here: what it opens has to say.
/// Fails with InvalidInput "secret-part.same" where both have one number, "secret-part.size" where their sizes differ,
/// "secret-part.number" for a number 0.
Result<SecretBytes> joinSecret(const SecretPart &one, const SecretPart &other);

} // namespace wenyi::crypto
