// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace wenyi::layout {

/// What stands between dots an inch, as pictures and printers count, and the page scene's millimetres.
inline constexpr double MillimetresPerInch = 25.4;

} // namespace wenyi::layout
