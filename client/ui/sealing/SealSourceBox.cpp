// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/sealing/SealSourceBox.h"

#include "client/core/sealing/SealingService.h"
#include "client/ui/widgets/NoticeStrip.h"
#include "client/ui/widgets/PlainLabel.h"

#include <QComboBox>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>
#include <QtConcurrent>

using namespace Qt::StringLiterals;

namespace wenyi::ui {

namespace {

constexpr int PictureSize = 40;

} // namespace

SealSourceBox::SealSourceBox(Session &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_choice(new QWidget(this))
    , m_seals(new QComboBox(m_choice))
    , m_working(new QWidget(this))
    , m_bar(new QProgressBar(m_working))
    , m_faults(new NoticeStrip(this))
{
    m_seals->setObjectName(u"seals"_s);
    m_seals->setAccessibleName(tr("Which seal"));
    m_seals->setIconSize({PictureSize, PictureSize});
    QLabel *words = plainLabel(tr("&Which seal"), LabelWrap::OneLine, m_choice);
    words->setBuddy(m_seals);
    auto *choiceRow = new QHBoxLayout(m_choice);
    choiceRow->setContentsMargins({});
    choiceRow->addWidget(words);
    choiceRow->addWidget(m_seals, 1);

    m_bar->setRange(0, LongWork::Whole);
    m_bar->setTextVisible(false);
    m_bar->setAccessibleName(tr("How long the provider has been at work"));
    auto *stop = new QPushButton(tr("S&top"), m_working);
    stop->setObjectName(u"stop"_s);
    stop->setAutoDefault(false);
    auto *workRow = new QHBoxLayout(m_working);
    workRow->setContentsMargins({});
    workRow->addWidget(plainLabel(tr("The seal provider is at work. It may ask for its own PIN in a window."),
                           LabelWrap::Wraps, m_working),
        1);
    workRow->addWidget(m_bar, 1);
    workRow->addWidget(stop);

    m_faults->setObjectName(u"providerFaults"_s);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_choice);
    layout->addWidget(m_faults);
    layout->addWidget(m_working);
    m_choice->hide();
    m_working->hide();
    connect(m_seals, &QComboBox::activated, this, &SealSourceBox::choose);
    connect(stop, &QPushButton::clicked, this, &SealSourceBox::cancel);
    connect(&m_work, &LongWork::progressed, m_bar, &QProgressBar::setValue);
}

Result<SealSourceBox::Desk> SealSourceBox::readDesk(Office &office)
{
    Desk desk{office.workspace->profile(), {}, {}, {}};
    for (const directory::RegisteredSeal &known : office.workspace->directory().content().seals) {
        if (known.unit == desk.profile.unit && known.keeper == office.workspace->member().id)
            desk.ours.insert(known.digest);
    }
    const auto own = core::SealingService(*office.workspace).electronicSeal();
    if (own) {
        desk.ownName = own->info().name;
        desk.ownFace = own->info().face.bytes;
    } else if (own.error().reason != "sealing.no-seal") {
        desk.ownName = tr("your seal"); // It is there, and the window says what is wrong with it.
    }
    return desk;
}

void SealSourceBox::load()
{
    m_session.ask(readDesk).then(this, [this](const Result<Desk> &desk) {
        if (desk)
            askProviders(*desk);
    });
}

void SealSourceBox::askProviders(const Desk &desk)
{
    m_hasOwn = !desk.ownName.isEmpty();
    m_ours = desk.ours;
    if (m_hasOwn)
        add(tr("%1 (your own key)").arg(desk.ownName), desk.ownFace);
    const auto ask = [profile = desk.profile, settings = m_session.environment().tokens, goesOn = m_asking.begin()] {
        return core::providedSeals(profile, settings, goesOn);
    };
    Answer(QtConcurrent::run(ask)).then(this, [this](const Result<core::ProvidedSeals> &found) { show(found); });
}

void SealSourceBox::show(const Result<core::ProvidedSeals> &found)
{
    if (!found) {
        m_faults->showError(found.error());
        return;
    }
    if (!found->faults.isEmpty())
        m_faults->showError(found->faults.constFirst());
    m_provided = found->seals;
    for (const core::ProvidedSeal &provided : m_provided) {
        // A picture that nobody has vouched for is not taken apart here.
        const bool isOurs = m_ours.contains(provided.seal.digest());
        add(tr("%1 (%2)").arg(provided.seal.info().name, provided.provider),
            isOurs ? provided.seal.info().face.bytes : QByteArray());
    }
    m_choice->setVisible(!m_provided.isEmpty());
    if (!m_hasOwn && !m_provided.isEmpty())
        choose();
}

void SealSourceBox::add(const QString &words, const QByteArray &face)
{
    // A face may be of a kind that is no picture here (ofd): the words stand alone then.
    const QImage image = QImage::fromData(face);
    if (image.isNull()) {
        m_seals->addItem(words);
        return;
    }
    const QImage small = image.scaled(PictureSize * 2, PictureSize * 2, Qt::KeepAspectRatio, Qt::SmoothTransformation);
    m_seals->addItem(QIcon(QPixmap::fromImage(small)), words);
}

void SealSourceBox::choose()
{
    const int index = m_seals->currentIndex() - (m_hasOwn ? 1 : 0);
    if (index < 0)
        Q_EMIT chosen(std::nullopt);
    else
        Q_EMIT chosen(m_provided.at(index));
}

Progress SealSourceBox::begin()
{
    m_seals->setDisabled(true);
    const bool isOwn = m_provided.isEmpty() || (m_hasOwn && m_seals->currentIndex() == 0);
    if (isOwn)
        return {};
    m_bar->setValue(0);
    m_working->show();
    return m_work.begin();
}

void SealSourceBox::end()
{
    m_seals->setEnabled(true);
    m_working->hide();
}

bool SealSourceBox::isWorking() const
{
    return m_working->isVisible();
}

void SealSourceBox::cancel()
{
    m_work.cancel();
}

} // namespace wenyi::ui
