// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/admin/ServerStatusWindow.h"

#include "client/ui/text/StatusWords.h"
#include "client/ui/text/SyncWording.h"
#include "client/ui/text/Wording.h"
#include "client/ui/widgets/NoticeStrip.h"
#include "client/ui/widgets/PinEdit.h"
#include "client/ui/widgets/PlainLabel.h"
#include "client/ui/widgets/PlainTable.h"
#include "shared/exchange/Urgency.h"

#include <QEvent>
#include <QPushButton>
#include <QSplitter>
#include <QTabWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace wenyi::ui {

namespace {

constexpr double Mebibyte = 1024.0 * 1024.0;

QList<QStringList> rowsOf(const QList<FigureWords> &figures)
{
    QList<QStringList> rows;
    for (const FigureWords &figure : figures)
        rows.append({figure.name, figure.value});
    return rows;
}

QString momentOrNothing(const std::optional<Instant> &at)
{
    return at ? momentWords(*at) : QString();
}

} // namespace

ServerStatusWindow::ServerStatusWindow(std::unique_ptr<ServerStatusPresenter> presenter, QWidget *parent)
    : QDialog(parent)
    , m_presenter(std::move(presenter))
    , m_pin(new PinEdit(this))
    , m_open(new QPushButton(tr("&Look"), this))
    , m_pinRow(pinRow())
    , m_notice(new NoticeStrip(this))
    , m_health(plainLabel({}, LabelWrap::Wraps, this))
    , m_at(plainLabel({}, LabelWrap::OneLine, this))
    , m_pages(new QTabWidget(this))
    , m_figures(new PlainTable(tr("Figures"), {tr("What"), tr("Value")}, 1, this))
    , m_desktops(new PlainTable(tr("Desktops"),
          {tr("Desktop"), tr("Unit"), tr("Connected since"), tr("Last asked"), tr("Directory"), tr("Entries behind")},
          1, this))
    , m_queues(new PlainTable(tr("Queues"),
          {tr("Unit"), exchange::urgencyWord(exchange::Urgency::Flash),
              exchange::urgencyWord(exchange::Urgency::Urgent), exchange::urgencyWord(exchange::Urgency::Expedited),
              exchange::urgencyWord(exchange::Urgency::Ordinary), tr("Waiting since")},
          0, this))
    , m_owed(new PlainTable(tr("Receipts owed"), {tr("Owed by"), tr("Owed to"), tr("Documents"), tr("For")}, 0, this))
    , m_storage(new PlainTable(tr("Storage"), {tr("What"), tr("Value")}, 1, this))
    , m_stored(new PlainTable(tr("Stored by unit"), {tr("Unit"), tr("Stored"), tr("Share of its quota")}, 0, this))
    , m_refusals(new PlainTable(tr("Refusals"), {tr("What was refused"), tr("Times")}, 0, this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Server status"));
    QFont bold = font();
    bold.setBold(true);
    m_health->setFont(bold);
    m_health->setObjectName(u"health"_s);
    m_health->setAccessibleName(tr("How the server is"));
    m_pages->setObjectName(u"pages"_s);
    buildPages();
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_pinRow);
    layout->addWidget(m_notice);
    layout->addWidget(m_health);
    layout->addWidget(m_pages, 1);
    layout->addWidget(m_at);
    resize(900, 640);
    connectPresenter();
    m_pin->setFocus();
}

ServerStatusWindow::~ServerStatusWindow() = default;

QWidget *ServerStatusWindow::pinRow()
{
    auto *row = new QWidget(this);
    auto *words =
        plainLabel(tr("Your PIN signs the question to the server; it shows its status to system administrators alone."),
            LabelWrap::Wraps, row);
    m_pin->setObjectName(u"pin"_s);
    m_pin->setAccessibleName(tr("PIN"));
    m_pin->setPlaceholderText(tr("PIN"));
    m_open->setObjectName(u"openStatus"_s);
    m_open->setDefault(true);
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins({});
    layout->addWidget(words, 1);
    layout->addWidget(m_pin);
    layout->addWidget(m_open);
    return row;
}

void ServerStatusWindow::addPage(const QString &words, const QList<PlainTable *> &tables, StatusPlot *plot)
{
    auto *page = new QSplitter(Qt::Vertical, m_pages);
    page->setChildrenCollapsible(false);
    auto *beside = new QSplitter(Qt::Horizontal, page);
    beside->setChildrenCollapsible(false);
    for (PlainTable *table : tables)
        beside->addWidget(table);
    page->addWidget(beside);
    if (plot) {
        page->addWidget(plot);
        m_plots.append(plot);
    }
    m_pages->addTab(page, words);
}

void ServerStatusWindow::buildPages()
{
    using protocol::StatusSample;
    m_figures->setObjectName(u"figures"_s);
    m_desktops->setObjectName(u"desktops"_s);
    m_queues->setObjectName(u"queues"_s);
    m_owed->setObjectName(u"owed"_s);
    m_storage->setObjectName(u"storage"_s);
    m_stored->setObjectName(u"stored"_s);
    m_refusals->setObjectName(u"refusals"_s);
    addPage(tr("&Overview"), {m_figures},
        new StatusPlot(tr("In a minute"),
            {{tr("Envelopes"), [](const StatusSample &sample) { return static_cast<double>(sample.envelopes); }},
                {tr("Content, MB"),
                    [](const StatusSample &sample) { return static_cast<double>(sample.envelopeBytes) / Mebibyte; }}},
            this));
    addPage(tr("&Desktops"), {m_desktops},
        new StatusPlot(tr("Desktops at work"),
            {{tr("Desktops"), [](const StatusSample &sample) { return static_cast<double>(sample.activeDesktops); }}},
            this));
    addPage(tr("&Queues and receipts"), {m_queues, m_owed},
        new StatusPlot(tr("Deliveries that wait"),
            {{tr("Deliveries"), [](const StatusSample &sample) { return static_cast<double>(sample.waiting); }}},
            this));
    addPage(tr("&Storage"), {m_storage, m_stored},
        new StatusPlot(tr("Store on the disk"),
            {{tr("MB"), [](const StatusSample &sample) { return static_cast<double>(sample.storeBytes) / Mebibyte; }}},
            this));
    addPage(tr("&Refusals"), {m_refusals},
        new StatusPlot(tr("Refused in a minute"),
            {{tr("Requests"), [](const StatusSample &sample) { return static_cast<double>(sample.refused); }},
                {tr("Strangers"), [](const StatusSample &sample) { return static_cast<double>(sample.strangers); }}},
            this));
}

void ServerStatusWindow::connectPresenter()
{
    connect(m_open, &QPushButton::clicked, this, &ServerStatusWindow::look);
    const auto wait = [this](bool isBusy) {
        m_open->setDisabled(isBusy);
        m_pin->setDisabled(isBusy);
    };
    connect(m_presenter.get(), &ServerStatusPresenter::busyChanged, this, wait);
    connect(m_presenter.get(), &ServerStatusPresenter::opened, this, [this] {
        m_notice->clear();
        m_pinRow->hide();
        m_figures->setFocus();
    });
    connect(m_presenter.get(), &ServerStatusPresenter::reported, this, &ServerStatusWindow::showReport);
    connect(m_presenter.get(), &ServerStatusPresenter::closed, this, &ServerStatusWindow::showClosed);
}

void ServerStatusWindow::look()
{
    m_notice->clear();
    m_presenter->open(m_pin->takePin());
}

void ServerStatusWindow::showClosed(const Error &error)
{
    m_notice->showError(error);
    m_pinRow->show();
    m_pin->setFocus();
}

void ServerStatusWindow::showReport(const protocol::ServerReport &report)
{
    m_health->setText(healthWords(report));
    m_at->setText(tr("As of %1").arg(toDateTime(report.at).toLocalTime().toString(u"HH:mm:ss"_s)));
    m_figures->setRows(rowsOf(figureWords(report)));
    m_storage->setRows(rowsOf(storageWords(report)));
    QList<QStringList> desktops;
    for (const protocol::DesktopLine &line : report.desktops)
        desktops.append({line.desktop.toString(), m_presenter->unitName(line.unit), momentWords(line.since),
            tr("%1 ago").arg(durationWords(static_cast<qint64>(line.silentSeconds))), QString::number(line.directory),
            QString::number(line.behind)});
    m_desktops->setRows(desktops);
    QList<QStringList> refusals;
    for (auto refusal = report.refusals.begin(); refusal != report.refusals.end(); ++refusal)
        refusals.append({refusalWords(refusal.key()), QString::number(*refusal)});
    m_refusals->setRows(refusals);
    showUnits(report);
    for (StatusPlot *plot : std::as_const(m_plots))
        plot->setSamples(m_presenter->samples());
}

void ServerStatusWindow::showUnits(const protocol::ServerReport &report)
{
    const double quota = static_cast<double>(report.figure("unitQuota").value_or(0));
    QList<QStringList> queues;
    QList<QStringList> owed;
    QList<QStringList> stored;
    for (const protocol::UnitLine &line : report.units) {
        const QString name = m_presenter->unitName(line.unit);
        QStringList row{name};
        for (auto waiting = line.waiting.rbegin(); waiting != line.waiting.rend(); ++waiting)
            row.append(QString::number(*waiting)); // The most urgent first.
        row << momentOrNothing(line.waitingSince);
        queues.append(row);
        for (const protocol::OwedLine &owing : line.owedTo)
            owed.append({name, m_presenter->unitName(owing.sender), QString::number(owing.number),
                ageWords(owing.since, report.at)});
        const double share = quota > 0 ? static_cast<double>(line.storedBytes) / quota * 100 : 0;
        stored.append({name, sizeWords(line.storedBytes), quota > 0 ? tr("%1 %").arg(share, 0, 'f', 1) : QString()});
    }
    m_queues->setRows(queues);
    m_owed->setRows(owed);
    m_stored->setRows(stored);
}

void ServerStatusWindow::showEvent(QShowEvent *event)
{
    QDialog::showEvent(event);
    m_presenter->setWatched(!isMinimized());
}

void ServerStatusWindow::hideEvent(QHideEvent *event)
{
    QDialog::hideEvent(event);
    m_presenter->setWatched(false);
}

void ServerStatusWindow::changeEvent(QEvent *event)
{
    QDialog::changeEvent(event);
    if (event->type() == QEvent::WindowStateChange && isVisible())
        m_presenter->setWatched(!isMinimized());
}

void showServerStatus(Session &session, QWidget *parent)
{
    auto *window = parent->findChild<ServerStatusWindow *>(QString(), Qt::FindDirectChildrenOnly);
    if (!window)
        window = new ServerStatusWindow(std::make_unique<ServerStatusPresenter>(session), parent);
    window->show();
    window->raise();
    window->activateWindow();
}

} // namespace wenyi::ui
