// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/records/DraftFiles.h"

#include <QFrame>

#include <map>

class QToolButton;

namespace wenyi::ui {

/// 粘贴为: a small strip below a text that was just pasted, which offers to take it in another form: 按识别, 保留原格式
/// or 纯文本. It asks nothing, and goes with the next thing that is typed.
///
/// Keys: Tab comes to it from the text, Esc puts it away.
class PasteHint final : public QFrame
{
    Q_OBJECT

public:
    explicit PasteHint(QWidget *parent = nullptr);

    /// What may be chosen, and what the text was pasted as.
    void offer(const QList<core::PasteForm> &forms, core::PasteForm chosen);

Q_SIGNALS:
    void formWanted(wenyi::core::PasteForm form);
    /// The person put it away.
    void closed();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    std::map<core::PasteForm, QToolButton *> m_buttons;
};

} // namespace wenyi::ui
