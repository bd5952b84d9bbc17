// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/RandomSource.h"
#include "shared/base/StrongId.h"

#include <QStringView>

namespace wenyi::exchange {

/// Whether a text can be a unit code, an envelope's or a desktop's id: letters, digits, '-', '_' and '.', at most
/// bounds::Identifier of them. Nothing invisible, nothing that a path or a command could be made of.
bool isIdentifier(QStringView text);

/// Whether an attachment's name may be shown and offered for saving: one path component that every system takes, with
/// no control, formatting or look-alike-space characters, no device name, no dot at either end (threat T14).
bool isFileName(QStringView name);

/// Whether a line of text has only what can be read: no control or formatting characters, no lone surrogates, and no
/// space at either end.
bool isPlainLine(QStringView text, qsizetype maximumCharacters);

/// An id for a new envelope or bundle: 32 hexadecimal digits, random.
QString newIdentifier(RandomSource &random);

} // namespace wenyi::exchange
