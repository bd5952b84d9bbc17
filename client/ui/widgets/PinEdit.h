// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/SecretBytes.h"

#include <QLineEdit>

namespace wenyi::ui {

/// A field for a PIN: shows dots, knows no clipboard, and hands the PIN over once.
class PinEdit final : public QLineEdit
{
    Q_OBJECT

public:
    explicit PinEdit(QWidget *parent = nullptr);

    /// What was typed, in UTF-8; the field is empty afterwards.
    SecretBytes takePin();
    /// The same, and the field stays as it is: to say of a new PIN what it is worth while it is typed.
    SecretBytes pin() const;
};

} // namespace wenyi::ui
