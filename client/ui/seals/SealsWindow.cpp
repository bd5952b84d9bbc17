// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/seals/SealsWindow.h"

#include "client/ui/admin/RememberedPlace.h"
#include "client/ui/seals/SealActDialog.h"
#include "client/ui/seals/SealAdministrationAction.h"
#include "client/ui/seals/SealFaceView.h"
#include "client/ui/seals/SealMakingWindow.h"
#include "client/ui/text/Sentences.h"
#include "client/ui/text/WithdrawalWords.h"
#include "client/ui/text/Wording.h"
#include "client/ui/widgets/NoticeStrip.h"
#include "client/ui/widgets/PathField.h"
#include "client/ui/widgets/PlainLabel.h"
#include "client/ui/widgets/PlainTable.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QSplitter>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace wenyi::ui {

namespace {

constexpr int AnyStanding = -1;

/// Since when and why a withdrawn seal is so; nothing of one in use.
QString whyWords(const directory::RegisteredSeal &seal)
{
    const directory::SealWithdrawal *withdrawal = seal.withdrawal();
    if (!withdrawal)
        return {};
    const QString why = withdrawalReasonWords(directory::withdrawalReasonName(withdrawal->reason));
    return withdrawal->since ? u"%1 · %2"_s.arg(momentWords(*withdrawal->since), why) : why;
}

} // namespace

SealsWindow::SealsWindow(std::unique_ptr<SealsPresenter> presenter, QWidget *parent)
    : QDialog(parent)
    , m_presenter(std::move(presenter))
    , m_folder(new PathField(tr("Authority's folder"), PathField::Choice::Folder, {}, this))
    , m_directory(new PathField(tr("Directory in force"), PathField::Choice::File, tr("Directory (*.wyd)"), this))
    , m_facts(plainLabel({}, LabelWrap::Wraps, this))
    , m_filter(new QLineEdit(this))
    , m_standing(new QComboBox(this))
    , m_notice(new NoticeStrip(this))
    , m_table(new PlainTable(tr("Seals"),
          {tr("Seal"), tr("Unit"), tr("Keeper"), tr("Kind"), tr("Valid"), tr("Standing"), tr("Since, and why")}, Name,
          this))
    , m_face(new SealFaceView(tr("Picture of the seal"), this))
    , m_about(plainLabel({}, LabelWrap::Wraps, this))
    , m_history(new PlainTable(tr("History of the seal"),
          {tr("Act"), tr("Time"), tr("What"), tr("By whom"), tr("Particulars")}, Words, this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Seals of the domain"));
    buildLayout();
    connectPresenter();
    updateActs();
    m_folder->setPath(m_presenter->place().folder);
    m_directory->setPath(m_presenter->place().directory);
    if (m_presenter->place().folder.isEmpty())
        m_notice->showNotice(NoticeStrip::Mood::Caution, tr("Please choose the folder of the domain's authority."));
    else
        m_presenter->load();
}

SealsWindow::~SealsWindow()
{
    // A window that is deleted while it is open takes the focus out of its fields, and they say then that they are
    // done.
    for (PathField *field : {m_folder, m_directory})
        field->disconnect(this);
}

void SealsWindow::buildLayout()
{
    m_table->setObjectName(u"seals"_s);
    m_history->setObjectName(u"history"_s);
    m_notice->setObjectName(u"notice"_s);
    m_face->setObjectName(u"face"_s);
    auto *parts = new QSplitter(Qt::Vertical, this);
    parts->addWidget(m_table);
    parts->addWidget(details());
    parts->setStretchFactor(0, 3);
    parts->setStretchFactor(1, 2);
    parts->setChildrenCollapsible(false);
    m_table->setMinimumHeight(5 * fontMetrics().height() + 40);
    auto *layout = new QVBoxLayout(this);
    layout->addLayout(placeRows());
    layout->addLayout(filterRow());
    layout->addWidget(m_notice);
    layout->addWidget(parts, 1);
    layout->addLayout(buttonRow());
    resize(1180, 760);
}

QLayout *SealsWindow::placeRows()
{
    m_folder->setObjectName(u"authorityFolder"_s);
    m_directory->setObjectName(u"directoryFile"_s);
    m_facts->setObjectName(u"facts"_s);
    auto *rows = new QFormLayout;
    QLabel *folderLabel = plainLabel(tr("&Authority's folder"), LabelWrap::OneLine, this);
    folderLabel->setBuddy(m_folder);
    QLabel *directoryLabel = plainLabel(tr("&Directory in force"), LabelWrap::OneLine, this);
    directoryLabel->setBuddy(m_directory);
    rows->addRow(folderLabel, m_folder);
    rows->addRow(directoryLabel, m_directory);
    return rows;
}

QLayout *SealsWindow::filterRow()
{
    m_filter->setObjectName(u"filter"_s);
    m_filter->setPlaceholderText(tr("Search by seal, unit, keeper or reason"));
    m_filter->setAccessibleName(tr("Search"));
    m_filter->setClearButtonEnabled(true);
    m_standing->setObjectName(u"standing"_s);
    m_standing->setAccessibleName(tr("Standing"));
    m_standing->addItem(tr("every standing"), AnyStanding);
    for (const SealStanding standing :
        {SealStanding::InUse, SealStanding::Suspended, SealStanding::Revoked, SealStanding::Ended})
        m_standing->addItem(standingWords(standing), static_cast<int>(standing));
    auto *row = new QHBoxLayout;
    row->addWidget(m_filter, 1);
    row->addWidget(m_standing);
    row->addWidget(m_facts);
    m_facts->setWordWrap(false);
    connect(m_filter, &QLineEdit::textChanged, this, &SealsWindow::showRows);
    connect(m_standing, &QComboBox::currentIndexChanged, this, &SealsWindow::showRows);
    return row;
}

QWidget *SealsWindow::details()
{
    m_about->setObjectName(u"about"_s);
    m_about->setAccessibleName(tr("About the seal"));
    m_about->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_about->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto *pane = new QWidget(this);
    auto *row = new QHBoxLayout(pane);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_face, 2);
    auto *beside = new QVBoxLayout;
    beside->addWidget(m_about);
    beside->addWidget(m_history, 1);
    row->addLayout(beside, 5);
    return pane;
}

QLayout *SealsWindow::buttonRow()
{
    using enum SealActKind;
    const auto add = [this](QHBoxLayout &row, const QList<SealActKind> &kinds) {
        for (const SealActKind kind : kinds) {
            auto *button = new QPushButton(tr("%1 …").arg(actWords(kind)), this);
            button->setObjectName(u"act%1"_s.arg(static_cast<int>(kind)));
            button->setAutoDefault(false);
            connect(button, &QPushButton::clicked, this, [this, kind] { openAct(kind); });
            m_acts.insert(kind, button);
            row.addWidget(button);
        }
    };
    m_make = new QPushButton(tr("&Make a seal …"), this);
    m_make->setObjectName(u"makeSeal"_s);
    m_make->setAutoDefault(false);
    connect(m_make, &QPushButton::clicked, this, &SealsWindow::openMaking);
    auto *close = new QPushButton(tr("&Close"), this);
    close->setAutoDefault(false);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    auto *row = new QHBoxLayout;
    row->addWidget(m_make);
    add(*row, {Suspend, AskToResume, DecideResumption, Revoke, HandOver, BackUp, TakeSample});
    row->addStretch();
    add(*row, {Restore, Publish});
    row->addWidget(close);
    return row;
}

bool SealsWindow::mayBe(SealActKind kind) const
{
    if (!m_overview)
        return false;
    if (kind == SealActKind::Restore || kind == SealActKind::Publish)
        return true;
    const core::AdministeredSeal *row = chosen();
    if (!row)
        return false;
    const directory::SealState state = row->seal.state();
    const bool isRevoked = state == directory::SealState::Revoked;
    switch (kind) {
    case SealActKind::Suspend:
        return state == directory::SealState::Active;
    case SealActKind::AskToResume:
        return state == directory::SealState::Suspended && row->openResumption == 0;
    case SealActKind::DecideResumption:
        return row->openResumption != 0;
    case SealActKind::TakeSample:
        return !row->period;
    case SealActKind::HandOver:
    case SealActKind::BackUp:
        return !isRevoked && row->period.has_value();
    default:
        return !isRevoked;
    }
}

void SealsWindow::updateActs()
{
    m_make->setEnabled(m_overview != nullptr);
    for (auto act = m_acts.begin(); act != m_acts.end(); ++act)
        act.value()->setEnabled(mayBe(act.key()));
}

void SealsWindow::openAct(SealActKind kind)
{
    const bool isOfOne = kind != SealActKind::Restore && kind != SealActKind::Publish;
    (new SealActDialog(*m_presenter, kind, isOfOne ? chosen() : nullptr, this))->open();
}

void SealsWindow::openMaking()
{
    auto *window = new SealMakingWindow(
        std::make_unique<SealMakingPresenter>(m_presenter->session(), m_presenter->place()), m_overview, this);
    connect(m_presenter.get(), &SealsPresenter::loaded, window, &SealMakingWindow::setOverview);
    connect(window, &SealMakingWindow::registerTouched, m_presenter.get(), &SealsPresenter::load);
    window->open();
}

void SealsWindow::showActed(SealActKind kind)
{
    m_done = tr("Done: %1.").arg(actWords(kind));
}

void SealsWindow::connectPresenter()
{
    connect(m_presenter.get(), &SealsPresenter::acted, this, &SealsWindow::showActed);
    connect(m_folder, &PathField::chosen, this, [this] {
        // The directory lies beside the authority's folder, as a domain is set up.
        if (m_folder->path() != m_presenter->place().folder)
            m_directory->setPath(besideAuthority(m_folder->path()));
        takePlace();
    });
    connect(m_directory, &PathField::chosen, this, &SealsWindow::takePlace);
    connect(m_table, &PlainTable::chosenRowChanged, this, &SealsWindow::choose);
    connect(m_presenter.get(), &SealsPresenter::loaded, this, &SealsWindow::showOverview);
    connect(m_presenter.get(), &SealsPresenter::opened, this, &SealsWindow::showSheet);
    connect(m_presenter.get(), &SealsPresenter::failed, m_notice, &NoticeStrip::showError);
}

void SealsWindow::takePlace()
{
    const core::AuthorityPlace place{m_folder->path(), m_directory->path()};
    if (place == m_presenter->place() || place.folder.isEmpty())
        return;
    m_overview.reset();
    m_notice->clear();
    showRows();
    m_presenter->setPlace(place);
    m_presenter->load();
}

void SealsWindow::showOverview(const SealOverviewRef &overview)
{
    m_overview = overview;
    rememberPlace(overview->place);
    m_facts->setText(tr("%1 · directory version %2").arg(overview->domain).arg(overview->directoryVersion));
    showPublishing();
    m_opened = {}; // Its history may be longer.
    showRows();
}

void SealsWindow::showPublishing()
{
    const QString done = std::exchange(m_done, {});
    const QString untold = m_overview->isWhollyTold()
                               ? QString()
                               : tr("The directory does not tell yet what the register says. Publish it, and then "
                                    "update the server with it.");
    m_notice->clear();
    if (!untold.isEmpty())
        m_notice->showNotice(NoticeStrip::Mood::Caution, (done + u' ' + untold).trimmed());
    else if (!done.isEmpty())
        m_notice->showNotice(NoticeStrip::Mood::Good, done);
}

SealStanding SealsWindow::standingOf(const core::AdministeredSeal &row) const
{
    const std::optional<Instant> end = row.period ? std::optional(row.period->to) : std::nullopt;
    return ui::standingOf(row.seal, end, m_overview->now);
}

QStringList SealsWindow::cellsOf(const core::AdministeredSeal &row) const
{
    const QString period =
        row.period ? tr("%1 to %2").arg(momentWords(row.period->from).left(10), momentWords(row.period->to).left(10))
                   : tr("not known");
    QString standing = standingWords(standingOf(row));
    if (row.openResumption != 0)
        standing = tr("%1, resumption asked for").arg(standing);
    return {row.seal.name, row.unitName, row.keeperName, sealKindWords(row.seal.kind), period, standing,
        whyWords(row.seal)};
}

bool SealsWindow::isWanted(const core::AdministeredSeal &row, const QStringList &cells) const
{
    const int standing = m_standing->currentData().toInt();
    if (standing != AnyStanding && standing != static_cast<int>(standingOf(row)))
        return false;
    const QString all = cells.join(u'\n') + u'\n' + row.seal.id.toString();
    for (const QString &word : m_filter->text().split(u' ', Qt::SkipEmptyParts)) {
        if (!all.contains(word, Qt::CaseInsensitive))
            return false;
    }
    return true;
}

void SealsWindow::showRows()
{
    QList<QStringList> rows;
    m_shown.clear();
    int again = -1;
    const qsizetype count = m_overview ? m_overview->seals.size() : 0;
    for (qsizetype index = 0; index < count; ++index) {
        const core::AdministeredSeal &seal = m_overview->seals.at(index);
        const QStringList cells = cellsOf(seal);
        if (!isWanted(seal, cells))
            continue;
        if (seal.seal.id == m_chosen)
            again = static_cast<int>(rows.size());
        rows.append(cells);
        m_shown.append(index);
    }
    m_table->setRows(rows);
    const int row = again >= 0 ? again : rows.isEmpty() ? -1 : 0;
    if (row >= 0 && row != m_table->chosenRow())
        m_table->chooseRow(row);
    else
        choose(row);
}

const core::AdministeredSeal *SealsWindow::chosen() const
{
    const int row = m_table->chosenRow();
    return m_overview && row >= 0 && row < m_shown.size() ? &m_overview->seals.at(m_shown.at(row)) : nullptr;
}

void SealsWindow::choose(int)
{
    updateActs();
    const core::AdministeredSeal *row = chosen();
    if (!row) {
        m_chosen = {};
        m_opened = {};
        m_about->setText(m_overview ? tr("No seal is like that.") : QString());
        m_face->showWords({});
        m_history->setRows({});
        return;
    }
    if (row->seal.id != m_chosen) {
        m_face->showWords({});
        m_history->setRows({});
    }
    m_chosen = row->seal.id;
    m_about->setText(tr("%1 · No. %2\nSM3 %3")
                         .arg(row->seal.name, row->seal.id.toString(), QString::fromLatin1(row->seal.digest.toHex())));
    if (m_chosen == m_opened)
        return; // A letter in the search left it where it was.
    m_opened = m_chosen;
    m_presenter->open(m_chosen);
}

QString SealsWindow::memberName(const MemberId &id) const
{
    const directory::Member *member = m_overview ? m_overview->directory.member(id) : nullptr;
    return member ? member->name : id.toString();
}

QString SealsWindow::wordsOf(const core::SealEvent &event) const
{
    QStringList parts;
    if (!event.keeper.isEmpty())
        parts.append(tr("kept by %1").arg(memberName(event.keeper)));
    if (event.madeAt)
        parts.append(tr("made %1").arg(momentWords(*event.madeAt)));
    if (!event.replaces.isEmpty())
        parts.append(tr("in place of %1").arg(event.replaces.toString()));
    if (!event.successor.isEmpty())
        parts.append(tr("its successor is %1").arg(event.successor.toString()));
    if (event.since)
        parts.append(
            tr("from %1 on: %2")
                .arg(momentWords(*event.since), withdrawalReasonWords(directory::withdrawalReasonName(event.reason))));
    if (!event.words.isEmpty())
        parts.append(event.words);
    return parts.join(u" · "_s);
}

void SealsWindow::showSheet(const SealSheetOfRegister &sheet)
{
    if (sheet.seal != m_chosen)
        return; // The search left none.
    if (sheet.face.isNull())
        m_face->showWords(sentenceFor(sheet.noFace));
    else
        m_face->showFace(sheet.face, sheet.measure);
    QList<QStringList> rows;
    for (const core::SealEvent &event : sheet.history)
        rows.append(
            {QString::number(event.act), momentWords(event.at), eventWords(event.kind), event.by, wordsOf(event)});
    m_history->setRows(rows);
}

void showSealAdministration(Session &session, QWidget *parent)
{
    auto *window = parent->findChild<SealsWindow *>({}, Qt::FindDirectChildrenOnly);
    if (!window)
        window = new SealsWindow(std::make_unique<SealsPresenter>(session, rememberedPlace()), parent);
    window->show();
    window->raise();
    window->activateWindow();
}

} // namespace wenyi::ui
