// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/RandomSource.h"
#include "shared/base/StrongId.h"

#include <QStringView>

namespace wenyi::exchange {

/// Whether an attachment's name may be shown and offered for saving: one path component that every system takes, with
/// no control, formatting or look-alike-space characters, no device name, no dot at either end (threat T14).
bool isFileName(QStringView name);

/// Whether a text is a visible line of at most so many characters.
bool isPlainLine(QStringView text, qsizetype maximumCharacters);

/// An id for a new envelope or bundle: 32 hexadecimal digits, random.
QString newIdentifier(RandomSource &random);

} // namespace wenyi::exchange
