// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/widgets/StepDialog.h"

#include "client/ui/widgets/NoticeStrip.h"
#include "client/ui/widgets/PlainLabel.h"

#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace wenyi::ui {

StepDialog::StepDialog(const QString &title, const QStringList &steps, QWidget *parent)
    : QDialog(parent)
    , m_notice(new NoticeStrip(this))
    , m_pages(new QStackedWidget(this))
    , m_back(new QPushButton(tr("&Back"), this))
    , m_next(new QPushButton(tr("&Next"), this))
    , m_close(new QPushButton(tr("&Close"), this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(title);
    auto *names = new QHBoxLayout;
    for (qsizetype i = 0; i < steps.size(); ++i) {
        if (i > 0)
            names->addWidget(plainLabel(u"›"_s, LabelWrap::OneLine, this));
        m_steps.append(plainLabel(tr("%1. %2").arg(i + 1).arg(steps.at(i)), LabelWrap::OneLine, this));
        names->addWidget(m_steps.constLast());
    }
    names->addStretch();
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    m_back->setObjectName(u"back"_s);
    m_next->setObjectName(u"next"_s);
    m_close->setObjectName(u"close"_s);
    for (QPushButton *button : {m_back, m_next, m_close}) {
        button->setAutoDefault(false); // Enter neither writes nor takes in.
        buttons->addWidget(button);
    }
    auto *layout = new QVBoxLayout(this);
    layout->addLayout(names);
    layout->addWidget(m_notice);
    layout->addWidget(m_pages, 1);
    layout->addLayout(buttons);
    resize(760, 560);
    connect(m_back, &QPushButton::clicked, this, [this] { showPage(page() - 1); });
    connect(m_next, &QPushButton::clicked, this, [this] { goNext(); });
    connect(m_close, &QPushButton::clicked, this, [this] {
        if (!m_isWorking)
            return reject();
        m_close->setEnabled(false);
        cancelWork();
    });
}

StepDialog::~StepDialog() = default;

int StepDialog::page() const
{
    return m_pages->currentIndex();
}

QVBoxLayout *StepDialog::addPage()
{
    auto *page = new QWidget(m_pages);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 6, 0, 6);
    m_pages->addWidget(page);
    return layout;
}

void StepDialog::showPage(int page)
{
    m_notice->clear();
    m_pages->setCurrentIndex(page);
    for (int i = 0; i < m_steps.size(); ++i) {
        QFont words = font();
        words.setBold(i == page);
        m_steps.at(i)->setFont(words);
        m_steps.at(i)->setEnabled(i <= page);
    }
    m_back->setVisible(page > 0);
}

void StepDialog::beginWork()
{
    m_isWorking = true;
    m_back->setEnabled(false);
    m_next->setEnabled(false);
    m_close->setText(tr("&Cancel"));
}

void StepDialog::endWork()
{
    m_isWorking = false;
    m_back->setEnabled(true);
    m_close->setEnabled(true);
    m_close->setText(tr("&Close"));
    if (m_isClosing)
        QDialog::reject();
}

void StepDialog::reject()
{
    if (!m_isWorking)
        return QDialog::reject();
    m_isClosing = true;
    m_close->setEnabled(false);
    cancelWork();
}

} // namespace wenyi::ui
