// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QStringView>

namespace wenyi::layout {

/// What a character may not do at the edge of a line.
enum class MarkClass {
    None,
    Opening, ///< May not end a line: （《“
    Closing, ///< May not begin a line: ，。）》”
};

MarkClass markClass(char32_t character);
/// Characters that take a full cell: ideographs, kana, full-width forms and marks.
bool isFullWidth(char32_t character);
/// Western letters, digits and what joins them: never broken inside.
bool isWordCharacter(char32_t character);

/// A piece that is never broken: one full-width character, a Western word, an ellipsis or dash pair, a run of blanks.
struct Atom
{
    qsizetype start = 0; ///< UTF-16 index into the text.
    qsizetype length = 0;
    bool fullWidth = false;
    bool blank = false;
    MarkClass first = MarkClass::None; ///< Of its first character.
    MarkClass last = MarkClass::None;
};

QList<Atom> atomsOf(QStringView text);

} // namespace wenyi::layout
