// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/numbers/NumbersWindow.h"

#include "client/ui/numbers/NumberWords.h"
#include "client/ui/widgets/NoticeStrip.h"
#include "client/ui/widgets/PlainTable.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSplitter>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace wenyi::ui {

NumbersWindow::NumbersWindow(std::unique_ptr<NumbersPresenter> presenter, QWidget *parent)
    : QDialog(parent)
    , m_presenter(std::move(presenter))
    , m_notice(new NoticeStrip(this))
    , m_table(new PlainTable(tr("Number series"),
          {tr("Series"), tr("Period"), tr("Next here"), tr("State"), tr("Leased blocks"), tr("Unused numbers")}, Gaps,
          this))
    , m_details(new QPlainTextEdit(this))
    , m_goOn(new QPushButton(tr("&Go on behind a number …"), this))
    , m_newTerm(new QPushButton(tr("Begin a &new term …"), this))
    , m_copy(new QPushButton(tr("Cop&y list"), this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Number series"));
    buildLayout();
    connectPresenter();
    showDetails(-1);
    m_presenter->load();
}

NumbersWindow::~NumbersWindow() = default;

void NumbersWindow::buildLayout()
{
    m_notice->setObjectName(u"notice"_s);
    m_details->setObjectName(u"details"_s);
    m_details->setAccessibleName(tr("Details of the series"));
    m_details->setReadOnly(true);
    m_details->setTabChangesFocus(true);
    auto *parts = new QSplitter(Qt::Vertical, this);
    parts->addWidget(m_table);
    parts->addWidget(m_details);
    parts->setStretchFactor(0, 3);
    parts->setStretchFactor(1, 2);
    parts->setChildrenCollapsible(false);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_notice);
    layout->addWidget(parts, 1);
    layout->addLayout(buttonRow());
    resize(980, 520);
}

QLayout *NumbersWindow::buttonRow()
{
    m_goOn->setObjectName(u"goOn"_s);
    m_newTerm->setObjectName(u"newTerm"_s);
    auto *close = new QPushButton(tr("&Close"), this);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    for (QPushButton *button : {m_goOn, m_newTerm, m_copy, close})
        button->setAutoDefault(false);
    auto *row = new QHBoxLayout;
    row->addWidget(m_goOn);
    row->addWidget(m_newTerm);
    row->addWidget(m_copy);
    row->addStretch();
    row->addWidget(close);
    return row;
}

void NumbersWindow::connectPresenter()
{
    connect(m_table, &PlainTable::chosenRowChanged, this, &NumbersWindow::showDetails);
    connect(m_goOn, &QPushButton::clicked, this, [this] { openAct(NumberAct::GoOn); });
    connect(m_newTerm, &QPushButton::clicked, this, [this] { openAct(NumberAct::BeginTerm); });
    connect(m_copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_table->copied()); });
    connect(m_presenter.get(), &NumbersPresenter::loaded, this, &NumbersWindow::showSheet);
    connect(m_presenter.get(), &NumbersPresenter::failed, m_notice, &NoticeStrip::showError);
    connect(m_presenter.get(), &NumbersPresenter::acted, this, [this] {
        m_notice->showNotice(NoticeStrip::Mood::Good, tr("Done. The list tells what the series gives next."));
    });
}

void NumbersWindow::showSheet(const NumbersSheet &sheet)
{
    m_sheet = sheet;
    QList<QStringList> rows;
    for (const core::DrawnSeries &drawn : sheet.series)
        rows.append(rowOf(drawn));
    m_table->setRows(rows);
    m_copy->setEnabled(!rows.isEmpty());
    if (rows.isEmpty())
        m_notice->showNotice(NoticeStrip::Mood::Caution, tr("No module of this unit draws numbers."));
    else if (!sheet.mayChange)
        m_notice->showNotice(
            NoticeStrip::Mood::Caution, tr("Only a registrar has a series go on or begins a term; you may look."));
    if (m_table->chosenRow() < 0 && !rows.isEmpty())
        m_table->chooseRow(0);
    showDetails(m_table->chosenRow());
}

QStringList NumbersWindow::leasesOf(const core::DrawnSeries &drawn) const
{
    QStringList leases;
    for (const DesktopId &desktop : m_sheet.desktops) {
        for (const modules::NumberRange &range : drawn.view.series.leases(desktop))
            leases.append(tr("%1 (%2)").arg(rangeWords(drawn, range), desktopWords(desktop, m_sheet.desktop)));
    }
    return leases;
}

QStringList NumbersWindow::rowOf(const core::DrawnSeries &drawn) const
{
    const auto next = drawn.view.series.next(m_sheet.desktop);
    const QStringList leases = leasesOf(drawn);
    QStringList gaps;
    for (const modules::NumberGap &gap : drawn.view.series.gaps())
        gaps.append(rangeWords(drawn, gap.range));
    return {seriesWords(drawn), periodWords(drawn.key), next ? drawn.written(*next) : u"—"_s,
        seriesStateWords(drawn, m_sheet.desktop), leases.isEmpty() ? tr("none") : leases.join(u'、'),
        gaps.isEmpty() ? tr("none") : gaps.join(u'、')};
}

QString NumbersWindow::detailsOf(const core::DrawnSeries &drawn) const
{
    const modules::NumberSeries &series = drawn.view.series;
    QStringList lines{
        tr("%1, %2: %3").arg(seriesWords(drawn), periodWords(drawn.key), seriesStateWords(drawn, m_sheet.desktop))};
    if (!series.owner().isEmpty())
        lines.append(tr("Kept by: %1").arg(desktopWords(series.owner(), m_sheet.desktop)));
    const QStringList leases = leasesOf(drawn);
    lines.append(leases.isEmpty() ? tr("No block is leased.") : tr("Leased blocks: %1").arg(leases.join(u'、')));
    const auto gaps = series.gaps();
    if (gaps.isEmpty())
        lines.append(tr("No number stays unused."));
    for (const modules::NumberGap &gap : gaps)
        lines.append(tr("Unused: %1; reason: %2")
                         .arg(rangeWords(drawn, gap.range),
                             gap.reason.isEmpty() ? tr("of a leased block, not drawn so far") : gap.reason));
    if (!drawn.view.refused.isEmpty())
        lines.append(tr("%n entries about it took no effect.", nullptr, static_cast<int>(drawn.view.refused.size())));
    return lines.join(u'\n');
}

const core::DrawnSeries *NumbersWindow::chosen() const
{
    const int row = m_table->chosenRow();
    return row >= 0 && row < m_sheet.series.size() ? &m_sheet.series.at(row) : nullptr;
}

void NumbersWindow::showDetails(int)
{
    const core::DrawnSeries *drawn = chosen();
    m_details->setPlainText(drawn ? detailsOf(*drawn) : QString());
    const bool canAct = drawn && m_sheet.mayChange;
    m_goOn->setEnabled(canAct);
    // A term that nobody has begun is begun by going on behind its last number.
    const bool hasTerms = drawn && drawn->key.term > 0 && !drawn->view.series.owner().isEmpty();
    m_newTerm->setEnabled(canAct && hasTerms);
    if (drawn && drawn->key.term == 0)
        m_newTerm->setToolTip(tr("This series counts by the year and begins anew by itself."));
    else
        m_newTerm->setToolTip({});
}

void NumbersWindow::openAct(NumberAct act)
{
    const core::DrawnSeries *drawn = chosen();
    if (!drawn)
        return;
    if (m_sheet.mayChange)
        m_notice->clear();
    (new NumberActDialog(*m_presenter, act, *drawn, m_sheet.desktop, this))->open();
}

void showNumbers(Session &session, QWidget *parent)
{
    auto *window = parent->findChild<NumbersWindow *>({}, Qt::FindDirectChildrenOnly);
    if (!window)
        window = new NumbersWindow(std::make_unique<NumbersPresenter>(session), parent);
    window->show();
    window->raise();
    window->activateWindow();
}

} // namespace wenyi::ui
