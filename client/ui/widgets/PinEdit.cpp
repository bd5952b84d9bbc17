// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/widgets/PinEdit.h"

#include <QStringEncoder>

namespace wenyi::ui {

namespace {
constexpr int LongestPin = 64;
}

PinEdit::PinEdit(QWidget *parent)
    : QLineEdit(parent)
{
    setEchoMode(QLineEdit::Password);
    setMaxLength(LongestPin);
    // Neither a word list nor the menu's "copy" is to learn a PIN.
    setInputMethodHints(Qt::ImhHiddenText | Qt::ImhSensitiveData | Qt::ImhNoPredictiveText | Qt::ImhNoAutoUppercase);
    setContextMenuPolicy(Qt::NoContextMenu);
    setAccessibleName(tr("PIN"));
}

SecretBytes PinEdit::pin() const
{
    const QString typed = text();
    QStringEncoder toUtf8(QStringEncoder::Utf8);
    SecretBytes room(toUtf8.requiredSpace(typed.size()));
    const char *end = toUtf8.appendToBuffer(room.data(), typed);
    return SecretBytes(QByteArrayView(room.data(), end));
}

SecretBytes PinEdit::takePin()
{
    SecretBytes taken = pin();
    QString typed = text();
    typed.fill(QChar(u'\0'));
    // Through setText and not clear(), so that undo cannot bring the PIN back.
    setText(QString());
    return taken;
}

} // namespace wenyi::ui
