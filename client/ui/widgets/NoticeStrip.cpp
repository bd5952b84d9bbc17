// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/widgets/NoticeStrip.h"

#include "client/ui/text/Sentences.h"
#include "client/ui/widgets/PlainLabel.h"

#include <QGridLayout>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace wenyi::ui {

namespace {

struct Look
{
    QString mark; ///< A shape besides the colour.
    QString background;
    QString text;
};

Look lookOf(NoticeStrip::Mood mood)
{
    switch (mood) {
    case NoticeStrip::Mood::Good:
        return {u"✔"_s, u"#e3f4e6"_s, u"#0b5a1e"_s};
    case NoticeStrip::Mood::Caution:
        return {u"▲"_s, u"#fff3d6"_s, u"#6b4700"_s};
    case NoticeStrip::Mood::Bad:
        break;
    }
    return {u"■"_s, u"#fde4e2"_s, u"#8f1309"_s};
}

} // namespace

NoticeStrip::NoticeStrip(QWidget *parent)
    : QFrame(parent)
    , m_mark(plainLabel({}, LabelWrap::OneLine, this))
    , m_sentence(plainLabel({}, LabelWrap::Wraps, this))
    , m_details(plainLabel({}, LabelWrap::Wraps, this))
    , m_detailsButton(new QPushButton(tr("&Details"), this))
    , m_dismiss(new QPushButton(u"✕"_s, this))
{
    setAccessibleName(tr("Notice"));
    m_sentence->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_details->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_detailsButton->setCheckable(true);
    m_detailsButton->setAutoDefault(false);
    m_detailsButton->setAccessibleName(tr("Details of the notice"));
    m_dismiss->setObjectName(u"dismissNotice"_s);
    m_dismiss->setAutoDefault(false);
    m_dismiss->setFlat(true);
    m_dismiss->setFixedWidth(2 * m_dismiss->fontMetrics().height());
    m_dismiss->setAccessibleName(tr("Put the notice away"));
    m_dismiss->setToolTip(tr("Put the notice away"));
    m_dismiss->hide();
    auto *layout = new QGridLayout(this);
    layout->setContentsMargins(10, 6, 10, 6);
    layout->addWidget(m_mark, 0, 0, Qt::AlignVCenter);
    layout->addWidget(m_sentence, 0, 1);
    layout->addWidget(m_detailsButton, 0, 2, Qt::AlignTop);
    layout->addWidget(m_dismiss, 0, 3, Qt::AlignTop);
    layout->addWidget(m_details, 1, 1, 1, 3);
    layout->setColumnStretch(1, 1);
    connect(m_detailsButton, &QPushButton::toggled, m_details, &QWidget::setVisible);
    connect(m_dismiss, &QPushButton::clicked, this, &NoticeStrip::clear);
    clear();
}

void NoticeStrip::showNotice(Mood mood, const QString &sentence)
{
    m_mood = mood;
    const Look look = lookOf(mood);
    // By its class: a window may name it.
    setStyleSheet(u"wenyi--ui--NoticeStrip { background: %1; border-radius: 4px; } "
                  u"wenyi--ui--NoticeStrip QLabel { color: %2; }"_s.arg(look.background, look.text));
    m_mark->setText(look.mark);
    m_sentence->setText(sentence);
    m_detailsButton->setChecked(false);
    m_detailsButton->hide();
    m_details->hide();
    setAccessibleDescription(sentence);
    show();
}

void NoticeStrip::showError(const Error &error)
{
    showNotice(error.code == ErrorCode::Cancelled ? Mood::Caution : Mood::Bad, sentenceFor(error));
    m_details->setText(describe(error));
    m_detailsButton->show();
}

void NoticeStrip::clear()
{
    m_sentence->setText({});
    hide();
}

void NoticeStrip::offerDismissal()
{
    m_dismiss->show();
}

QString NoticeStrip::sentence() const
{
    return m_sentence->text();
}

} // namespace wenyi::ui
