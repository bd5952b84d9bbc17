// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/sealing/SealDialog.h"

#include "client/ui/widgets/NoticeStrip.h"
#include "client/ui/widgets/PinEdit.h"
#include "client/ui/widgets/PlainLabel.h"

#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace wenyi::ui {

SealDialog::SealDialog(std::unique_ptr<SealPresenter> presenter, QWidget *parent)
    : QDialog(parent)
    , m_presenter(std::move(presenter))
    , m_facts(plainLabel({}, LabelWrap::Wraps, this))
    , m_notice(new NoticeStrip(this))
    , m_pages(new PageView(this))
    , m_pin(new PinEdit(this))
    , m_seal(new QPushButton(tr("&Seal"), this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Seal"));
    m_facts->setAccessibleName(tr("What is sealed"));
    m_seal->setObjectName(u"seal"_s);
    m_seal->setAutoDefault(false); // Enter never seals.
    m_seal->setEnabled(false);
    auto *close = new QPushButton(tr("&Close"), this);
    close->setAutoDefault(false);
    QLabel *pinLabel = plainLabel(tr("&PIN"), LabelWrap::OneLine, this);
    pinLabel->setBuddy(m_pin);
    auto *row = new QHBoxLayout;
    row->addWidget(pinLabel);
    row->addWidget(m_pin, 1);
    row->addStretch(1);
    row->addWidget(m_seal);
    row->addWidget(close);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_facts);
    layout->addWidget(m_pages, 1);
    layout->addWidget(m_notice);
    layout->addLayout(row);
    resize(900, 860);

    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_pin, &QLineEdit::textChanged, this, [this] { setBusy(false); });
    connect(m_seal, &QPushButton::clicked, this, [this] {
        m_notice->clear();
        m_presenter->seal(m_pin->takePin());
    });
    connect(m_presenter.get(), &SealPresenter::loaded, this, &SealDialog::showSheet);
    connect(m_presenter.get(), &SealPresenter::failed, m_notice, &NoticeStrip::showError);
    connect(m_presenter.get(), &SealPresenter::busyChanged, this, &SealDialog::setBusy);
    connect(m_presenter.get(), &SealPresenter::done, this, &QDialog::accept);
    m_presenter->load();
}

SealDialog::~SealDialog() = default;

void SealDialog::showSheet(const SealSheet &sheet)
{
    m_isReady = true;
    m_facts->setText(tr("%1\n%2 · seal: %3").arg(sheet.title, sheet.number, sheet.sealName));
    m_pages->setFile(core::viewScene(sheet.scene));
    m_pages->setOverlays(sheet.ghosts);
    m_pages->setZoom(1.0);
    if (!sheet.ghosts.isEmpty())
        m_pages->showPlace(sheet.ghosts.constFirst().page, sheet.ghosts.constFirst().box.y);
    m_pin->setFocus();
}

void SealDialog::setBusy(bool busy)
{
    m_pin->setDisabled(busy);
    m_seal->setEnabled(!busy && m_isReady && !m_pin->text().isEmpty());
}

} // namespace wenyi::ui
