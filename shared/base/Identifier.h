// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringView>

namespace wenyi {

/// Characters of the longest identifier; a certificate's subject has room for no more.
inline constexpr qsizetype LongestIdentifier = 64;

/// Whether a text can be a unit's code or an envelope's id: visible letters and digits, '-', '_' and '.', no dot in
/// front. Nothing that two people read differently, and nothing that a path or a command could be made of.
bool isIdentifier(QStringView text);

/// Whether a text can be the id of a member, a desktop or a seal: NAME, or UNIT/NAME where a name is unique within its
/// unit only; both are identifiers. The directory, envelopes, receipts and bundles all ask here.
bool isScopedIdentifier(QStringView text);

} // namespace wenyi
