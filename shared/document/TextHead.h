// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/document/TextRecognition.h"

namespace wenyi::document {

/// Reads 版头, 标题 and 主送机关 from the text's first segments. Returns the 机关代字 of the number, if there was one.
QString readHead(TextReader &reader);

} // namespace wenyi::document
