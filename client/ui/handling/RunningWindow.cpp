// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/handling/RunningWindow.h"

#include "client/ui/handling/FurtherActsMenu.h"
#include "client/ui/text/StandingWords.h"
#include "client/ui/text/Wording.h"
#include "client/ui/widgets/NoticeStrip.h"
#include "client/ui/widgets/PlainLabel.h"
#include "client/ui/widgets/PlainTable.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wenyi::ui {

RunningWindow::RunningWindow(std::unique_ptr<RunningPresenter> presenter, QWidget *parent)
    : QDialog(parent)
    , m_presenter(std::move(presenter))
    , m_notice(new NoticeStrip(this))
    , m_filter(new QLineEdit(this))
    , m_count(plainLabel({}, LabelWrap::OneLine, this))
    , m_table(new PlainTable(tr("Running records"),
          {tr("Kind"), tr("Number"), tr("Step"), tr("With"), tr("Since"), tr("Deadline"), tr("Begun by")}, Holder,
          this))
    , m_standing(plainLabel({}, LabelWrap::Wraps, this))
    , m_acts(new FurtherActsMenu(m_presenter->session(), this))
    , m_act(new QPushButton(tr("&Reassign and more"), this))
    , m_copy(new QPushButton(tr("Cop&y list"), this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Running records"));
    buildLayout();
    connectPresenter();
    choose(-1);
    m_presenter->load();
}

RunningWindow::~RunningWindow() = default;

void RunningWindow::buildLayout()
{
    m_notice->setObjectName(u"notice"_s);
    m_standing->setObjectName(u"standing"_s);
    m_standing->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_filter->setObjectName(u"filter"_s);
    m_filter->setClearButtonEnabled(true);
    m_filter->setPlaceholderText(tr("Search by kind, number, step or person"));
    m_filter->setAccessibleName(m_filter->placeholderText());
    auto *head = new QHBoxLayout;
    head->addWidget(m_filter, 1);
    head->addWidget(m_count);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_notice);
    layout->addLayout(head);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_standing);
    layout->addLayout(buttonRow());
    resize(1080, 560);
}

QLayout *RunningWindow::buttonRow()
{
    m_act->setObjectName(u"act"_s);
    m_act->setMenu(m_acts);
    auto *close = new QPushButton(tr("&Close"), this);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    for (QPushButton *button : {m_act, m_copy, close})
        button->setAutoDefault(false);
    auto *row = new QHBoxLayout;
    row->addWidget(m_act);
    row->addWidget(m_copy);
    row->addStretch();
    row->addWidget(close);
    return row;
}

void RunningWindow::connectPresenter()
{
    connect(m_filter, &QLineEdit::textChanged, this, &RunningWindow::showRows);
    connect(m_table, &PlainTable::chosenRowChanged, this, &RunningWindow::choose);
    connect(m_copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_table->copied()); });
    connect(m_presenter.get(), &RunningPresenter::loaded, this, &RunningWindow::showRunning);
    connect(m_presenter.get(), &RunningPresenter::failed, m_notice, &NoticeStrip::showError);
    connect(m_presenter.get(), &RunningPresenter::judged, this, &RunningWindow::offer);
    connect(m_acts, &FurtherActsMenu::performed, this,
        [this] { m_notice->showNotice(NoticeStrip::Mood::Good, tr("Done. The list tells where it stands now.")); });
}

void RunningWindow::showRunning(const core::RunningRecords &running, Instant now)
{
    m_running = running;
    m_now = now;
    if (running.areMore)
        m_notice->showNotice(
            NoticeStrip::Mood::Caution, tr("There are more than %n running records; the others are not shown.", nullptr,
                                            static_cast<int>(core::RunningRecords::Most)));
    showRows();
}

QStringList RunningWindow::rowOf(const core::RunningRecord &record) const
{
    QString step = record.steps.join(u'、');
    if (record.isSuspended)
        step = tr("%1 (suspended)").arg(step);
    if (record.urges > 0)
        step = tr("%1, urged %n times", nullptr, record.urges).arg(step);
    return {record.moduleName, record.number.isEmpty() ? u"—"_s : record.number, step, record.holders.join(u'、'),
        timeWords(record.since, m_now), deadlineWords(record.light, record.due, m_now), record.starter};
}

void RunningWindow::showRows()
{
    const QString words = m_filter->text().trimmed();
    QList<QStringList> rows;
    m_shown.clear();
    for (const core::RunningRecord &record : std::as_const(m_running.records)) {
        const QStringList row = rowOf(record);
        const bool matches = words.isEmpty() || std::any_of(row.begin(), row.end(), [&words](const QString &cell) {
            return cell.contains(words, Qt::CaseInsensitive);
        });
        if (!matches)
            continue;
        rows.append(row);
        m_shown.append(record.stream);
    }
    const StreamId before = m_chosen;
    m_table->setRows(rows);
    m_count->setText(tr("%n records", nullptr, static_cast<int>(rows.size())));
    m_copy->setEnabled(!rows.isEmpty());
    const auto again = m_shown.indexOf(before);
    if (again >= 0)
        m_table->chooseRow(static_cast<int>(again));
    else if (!rows.isEmpty())
        m_table->chooseRow(0);
    choose(m_table->chosenRow());
}

void RunningWindow::choose(int row)
{
    const StreamId chosen = row >= 0 && row < m_shown.size() ? m_shown.at(row) : StreamId();
    const bool isOther = chosen != m_chosen;
    m_chosen = chosen;
    if (isOther || chosen.isEmpty()) { // Nothing is offered until it was asked.
        m_acts->choose({});
        m_act->setEnabled(false);
        m_standing->clear();
    }
    if (m_chosen.isEmpty()) {
        m_standing->setText(
            m_running.records.isEmpty() ? tr("No record of this unit waits for anybody.") : tr("No record matches."));
        return;
    }
    m_presenter->judge(m_chosen);
}

void RunningWindow::offer(const RecordSheet &sheet)
{
    if (sheet.view.record.stream != m_chosen)
        return;
    m_standing->setText(standingSentence(sheet.standing, m_now));
    m_acts->offer(sheet);
    m_act->setEnabled(!sheet.standing.acts.isEmpty());
}

void showRunningRecords(Session &session, QWidget *parent)
{
    auto *window = parent->findChild<RunningWindow *>({}, Qt::FindDirectChildrenOnly);
    if (!window)
        window = new RunningWindow(std::make_unique<RunningPresenter>(session), parent);
    window->show();
    window->raise();
    window->activateWindow();
}

} // namespace wenyi::ui
