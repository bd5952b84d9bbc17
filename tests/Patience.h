// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTest>

namespace wenyi::test {

/// How long a test waits for what must come, in milliseconds: no measure of speed, but the point at which it will not come
/// any more, even under sanitizers on a machine that does much else.
inline constexpr int patience = 30'000;

} // namespace wenyi::test

// QtTest's own limit is 5 s and cannot be set.
#undef QTRY_VERIFY
#undef QTRY_VERIFY2
#undef QTRY_COMPARE
#define QTRY_VERIFY(expression) QTRY_VERIFY_WITH_TIMEOUT((expression), wenyi::test::patience)
#define QTRY_VERIFY2(expression, words) QTRY_VERIFY2_WITH_TIMEOUT((expression), (words), wenyi::test::patience)
#define QTRY_COMPARE(actual, expected) QTRY_COMPARE_WITH_TIMEOUT((actual), (expected), wenyi::test::patience)
