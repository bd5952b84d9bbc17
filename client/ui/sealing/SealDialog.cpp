// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/sealing/SealDialog.h"

#include "client/ui/keys/TokenNotice.h"
#include "client/ui/sealing/SealGhost.h"
#include "client/ui/sealing/SealSourceBox.h"
#include "client/ui/widgets/NoticeStrip.h"
#include "client/ui/widgets/PinEdit.h"
#include "client/ui/widgets/PlainLabel.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace wenyi::ui {

SealDialog::SealDialog(std::unique_ptr<SealPresenter> presenter, QWidget *parent)
    : QDialog(parent)
    , m_presenter(std::move(presenter))
    , m_facts(plainLabel({}, LabelWrap::Wraps, this))
    , m_source(new SealSourceBox(m_presenter->session(), this))
    , m_age(new NoticeStrip(this))
    , m_notice(new NoticeStrip(this))
    , m_pages(new PageView(this))
    , m_ghost(new SealGhost(*m_pages))
    , m_owner(new QComboBox(this))
    , m_place(plainLabel({}, LabelWrap::OneLine, this))
    , m_reset(new QPushButton(tr("Place by &rule"), this))
    , m_riding(new QCheckBox(tr("R&iding seal over the"), this))
    , m_edge(new QComboBox(this))
    , m_pin(new PinEdit(this))
    , m_seal(new QPushButton(tr("&Seal"), this))
    , m_token(new TokenNotice(m_presenter->session(), {core::keyfile::PersonalSigning.toString()}, this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Seal"));
    m_facts->setAccessibleName(tr("What is sealed"));
    m_age->setObjectName(u"age"_s);
    m_notice->setObjectName(u"notice"_s);
    auto *layout = new QVBoxLayout(this);
    m_owner->setObjectName(u"owner"_s);
    m_owner->setAccessibleName(tr("Whose seal"));
    m_owner->hide();
    auto *head = new QHBoxLayout;
    head->addWidget(m_facts, 1);
    head->addWidget(m_owner, 0, Qt::AlignTop);
    layout->addLayout(head);
    layout->addWidget(m_source);
    layout->addWidget(m_age);
    layout->addWidget(m_pages, 1);
    layout->addLayout(placingRow());
    m_token->hold(m_pin);
    layout->addWidget(m_notice);
    layout->addWidget(m_token);
    layout->addLayout(sealingRow());
    resize(900, 860);
    connectPresenter();
    m_presenter->load();
    m_source->load();
}

SealDialog::~SealDialog() = default;

QLayout *SealDialog::placingRow()
{
    m_place->setObjectName(u"place"_s);
    m_place->setAccessibleName(tr("Where the seal stands"));
    m_place->setToolTip(tr("The pointer moves the seal; so do the arrow keys, by 1 mm and with Shift by 0.1 mm."));
    m_reset->setObjectName(u"byRule"_s);
    m_reset->setAutoDefault(false);
    m_reset->setEnabled(false);
    m_riding->setObjectName(u"riding"_s);
    m_riding->setEnabled(false);
    m_edge->setObjectName(u"edge"_s);
    m_edge->setAccessibleName(tr("Edge of the riding seal"));
    m_edge->addItem(tr("right edge"), QVariant::fromValue(static_cast<int>(core::PageEdge::Right)));
    m_edge->addItem(tr("left edge"), QVariant::fromValue(static_cast<int>(core::PageEdge::Left)));
    m_edge->addItem(tr("upper edge"), QVariant::fromValue(static_cast<int>(core::PageEdge::Top)));
    m_edge->addItem(tr("lower edge"), QVariant::fromValue(static_cast<int>(core::PageEdge::Bottom)));
    m_edge->setEnabled(false);
    auto *row = new QHBoxLayout;
    row->addWidget(m_place, 1);
    row->addWidget(m_reset);
    row->addWidget(m_riding);
    row->addWidget(m_edge);
    connect(m_ghost, &SealGhost::moved, this, &SealDialog::place);
    connect(m_reset, &QPushButton::clicked, m_ghost, &SealGhost::reset);
    connect(m_riding, &QCheckBox::toggled, this, [this](bool isWanted) {
        m_edge->setEnabled(isWanted && !m_isBusy);
        place();
    });
    connect(m_edge, &QComboBox::currentIndexChanged, this, &SealDialog::place);
    return row;
}

QLayout *SealDialog::sealingRow()
{
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
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_pin, &QLineEdit::textChanged, this, &SealDialog::weigh);
    connect(m_seal, &QPushButton::clicked, this, [this] {
        m_notice->clear();
        SecretBytes pin = m_pin->takePin();
        m_presenter->seal(std::move(pin), m_shown == core::SealOwner::Unit ? m_source->begin() : Progress());
    });
    return row;
}

void SealDialog::connectPresenter()
{
    connect(m_owner, &QComboBox::activated, this, &SealDialog::chooseOwner);
    connect(m_presenter.get(), &SealPresenter::loaded, this, &SealDialog::showSheet);
    connect(m_presenter.get(), &SealPresenter::placed, m_pages, &PageView::setOverlays);
    connect(m_presenter.get(), &SealPresenter::misplaced, this, [this](const Error &error) {
        m_mayStand = false;
        m_notice->showError(error);
    });
    connect(m_presenter.get(), &SealPresenter::failed, m_notice, &NoticeStrip::showError);
    connect(m_presenter.get(), &SealPresenter::busyChanged, this, &SealDialog::setBusy);
    connect(m_presenter.get(), &SealPresenter::done, this, &QDialog::accept);
    connect(m_source, &SealSourceBox::chosen, this, &SealDialog::chooseSource);
}

void SealDialog::chooseSource(const std::optional<core::ProvidedSeal> &provided)
{
    m_provided = provided;
    // A provider keeps units' seals: found while a stamp closes the document it is no reason to leave that.
    if (m_shown == core::SealOwner::Member)
        return;
    beginChoice();
    m_presenter->load({}, provided);
}

void SealDialog::reject()
{
    if (m_source->isWorking())
        m_source->cancel();
    else
        QDialog::reject();
}

void SealDialog::showSheet(const SealSheet &sheet)
{
    m_isReady = sheet.preview->revocations.state != core::RevocationAge::State::TooOld;
    m_mayStand = true;
    m_shown = sheet.preview->owner;
    showAge(sheet.preview->revocations);
    showOwners(sheet);
    const bool isStamp = m_shown == core::SealOwner::Member;
    m_source->setVisible(!isStamp);
    // Who stamps, or seals by a provider, signs the act besides and needs no seal's key.
    const bool needsSealKey = !isStamp && !sheet.preview->provided;
    m_token->setKeys(needsSealKey
                         ? QStringList{core::keyfile::PersonalSigning.toString(), core::keyfile::Seal.toString()}
                         : QStringList{core::keyfile::PersonalSigning.toString()});
    setWindowTitle(isStamp ? tr("Signature stamp") : tr("Seal"));
    m_facts->setText((isStamp ? tr("%1\n%2 · your own signature stamp: %3") : tr("%1\n%2 · seal: %3"))
                         .arg(sheet.title, sheet.number, sheet.sealName));
    m_pages->setFile(core::viewScene(sheet.scene));
    m_pages->setOverlays(sheet.ghosts);
    m_pages->setZoom(1.0);
    if (!sheet.ghosts.isEmpty())
        m_pages->showPlace(sheet.ghosts.constFirst().page, sheet.ghosts.constFirst().box.y);
    // Of several places of one seal none is moved.
    if (sheet.preview->byRule.size() == 1)
        m_ghost->setRule(sheet.preview->byRule.constFirst(), sheet.scene->pages);
    // A stamp stands beside its signer's duty and nowhere else.
    m_mayRide = sheet.scene->pages.size() > 1 && !isStamp;
    showPlace();
    setBusy(false);
    m_pin->setFocus();
}

void SealDialog::showOwners(const SealSheet &sheet)
{
    const QSignalBlocker quiet(m_owner);
    m_owner->clear();
    for (const core::SealOwner owner : sheet.owners)
        m_owner->addItem(owner == core::SealOwner::Unit ? tr("The unit's seal") : tr("Your own signature stamp"),
            QVariant::fromValue(static_cast<int>(owner)));
    m_owner->setCurrentIndex(static_cast<int>(sheet.owners.indexOf(m_shown)));
    m_owner->setVisible(sheet.owners.size() > 1);
}

void SealDialog::beginChoice()
{
    m_notice->clear();
    m_isReady = false;
    m_mayRide = false;
    m_pages->setOverlays({}); // What may not close the document is not shown on it.
    const QSignalBlocker quiet(m_riding);
    m_riding->setChecked(false);
    m_edge->setEnabled(false);
}

void SealDialog::chooseOwner()
{
    beginChoice();
    const auto owner = static_cast<core::SealOwner>(m_owner->currentData().toInt());
    m_shown = owner;
    m_source->setVisible(owner == core::SealOwner::Unit);
    m_presenter->load(owner, owner == core::SealOwner::Unit ? m_provided : std::nullopt);
}

void SealDialog::showAge(const core::RevocationAge &age)
{
    m_age->clear();
    if (const auto fresh = core::checkAge(age); !fresh) {
        m_age->showError(fresh.error());
        return;
    }
    if (age.state == core::RevocationAge::State::Current)
        return;
    const auto day = [](Instant at) {
        return QLocale().toString(toDateTime(at).toLocalTime().date(), QLocale::LongFormat);
    };
    m_age->showNotice(NoticeStrip::Mood::Caution,
        tr("The newest list of revoked certificates is of %1; the next one should have come by %2. Please synchronise, "
           "or "
           "ask the system administrator for a newer directory: nothing can be sealed after %3.")
            .arg(day(age.issued), day(age.due), day(age.limit)));
}

void SealDialog::place()
{
    if (m_isBusy)
        return; // What is being sealed stays where it was shown.
    m_notice->clear();
    core::SealPlacing placing;
    if (!m_ghost->isByRule())
        placing.place = m_ghost->place();
    if (m_riding->isChecked())
        placing.riding = core::RidingSeal{static_cast<core::PageEdge>(m_edge->currentData().toInt()), {}, 0, {}};
    m_mayStand = true;
    m_presenter->place(placing);
    showPlace();
    weigh();
}

void SealDialog::showPlace()
{
    m_reset->setEnabled(!m_isBusy && !m_ghost->isByRule());
    if (m_ghost->isByRule()) {
        m_place->setText(m_shown == core::SealOwner::Unit ? tr("By rule: over signatory and date")
                                                          : tr("By rule: beside the signer's duty"));
        return;
    }
    const core::SealAt at = m_ghost->place();
    m_place->setText(tr("By hand: page %1, %2 mm from the left, %3 mm from the top")
                         .arg(at.page + 1)
                         .arg(at.centre.x, 0, 'f', 1)
                         .arg(at.centre.y, 0, 'f', 1));
}

void SealDialog::setBusy(bool busy)
{
    m_isBusy = busy;
    if (!busy)
        m_source->end();
    m_pages->setDisabled(busy);
    m_owner->setDisabled(busy && m_isReady); // While another one is loaded it keeps the keyboard.
    m_riding->setEnabled(!busy && m_mayRide);
    m_edge->setEnabled(!busy && m_riding->isChecked());
    m_reset->setEnabled(!busy && !m_ghost->isByRule());
    weigh();
}

void SealDialog::weigh()
{
    m_pin->setDisabled(m_isBusy);
    m_seal->setEnabled(!m_isBusy && m_isReady && m_mayStand && !m_pin->text().isEmpty());
}

} // namespace wenyi::ui
