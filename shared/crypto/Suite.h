// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace wenyi::crypto {

/// 算法套件: what a key signs with. The curve in the key says which, and nothing else does.
enum class Suite {
    Sm2WithSm3,         ///< Of everything in the domain.
    EcdsaP256WithSha256 ///< For signatures on PDFs alone, which programs that know no SM2 are to read.
};

/// A stable name, for `--json`: "SM2-SM3", "ECDSA-P256-SHA256".
inline QString suiteName(Suite suite)
{
    return suite == Suite::Sm2WithSm3 ? QStringLiteral("SM2-SM3") : QStringLiteral("ECDSA-P256-SHA256");
}

/// Which suites a reader takes. Who does not name the second one never holds a key or certificate of it: seals,
/// envelopes, the journal and the directory are so closed to it by what they read with.
enum class TakenSuites { Sm2, Sm2AndP256 };

} // namespace wenyi::crypto
