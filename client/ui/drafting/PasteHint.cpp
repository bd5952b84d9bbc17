// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/drafting/PasteHint.h"

#include "client/ui/widgets/PlainLabel.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace wenyi::ui {

PasteHint::PasteHint(QWidget *parent)
    : QFrame(parent)
{
    setObjectName(u"pasteHint"_s);
    setAccessibleName(tr("How the text was pasted"));
    setAutoFillBackground(true);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(6, 1, 2, 1);
    layout->setSpacing(2);
    layout->addWidget(plainLabel(tr("Pasted as:"), LabelWrap::OneLine, this));
    const auto add = [&](const QString &words, const QString &tip, const QString &name) {
        auto *button = new QToolButton(this);
        button->setText(words);
        button->setToolTip(tip.toHtmlEscaped());
        button->setObjectName(name);
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::StrongFocus);
        layout->addWidget(button);
        return button;
    };
    m_buttons[core::PasteForm::Recognised] =
        add(tr("Recognised"), tr("Headings by their numbers, paragraphs and tables"), u"pasteRecognised"_s);
    m_buttons[core::PasteForm::AsCopied] = add(tr("As copied"),
        tr("Paragraphs, headings and tables as they were there; nothing is concluded from numbers"),
        u"pasteAsCopied"_s);
    m_buttons[core::PasteForm::Plain] = add(tr("Plain text"), tr("The bare text, without tables"), u"pastePlain"_s);
    for (const auto &[form, button] : m_buttons) {
        button->setCheckable(true);
        connect(button, &QToolButton::clicked, this, [this, form = form] { Q_EMIT formWanted(form); });
    }
    layout->addStretch();
    QToolButton *close = add(u"✕"_s, tr("Put away"), u"closePasteHint"_s);
    close->setAccessibleName(tr("Put away"));
    connect(close, &QToolButton::clicked, this, &PasteHint::closed);
    hide();
}

void PasteHint::offer(const QList<core::PasteForm> &forms, core::PasteForm chosen)
{
    for (const auto &[form, button] : m_buttons) {
        button->setVisible(forms.contains(form));
        button->setChecked(form == chosen);
    }
}

void PasteHint::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        Q_EMIT closed();
    else
        QFrame::keyPressEvent(event);
}

} // namespace wenyi::ui
