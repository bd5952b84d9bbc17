// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace wenyi::render {

/// Shows pages and pictures of our own making once, so that everything is loaded that could not be later: picture
/// plugins, and fontconfig's view of the machine's fonts.
void warmUp();

} // namespace wenyi::render
