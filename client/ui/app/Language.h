// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTranslator>

namespace wenyi::ui {

/// The interface's language while it lives: Chinese, which travels inside the program.
class Language
{
public:
    Language();
    ~Language();
    Language(const Language &) = delete;
    Language &operator=(const Language &) = delete;

private:
    QTranslator m_own;
    QTranslator m_toolkit; ///< Qt's own words, where the machine has them.
};

} // namespace wenyi::ui
