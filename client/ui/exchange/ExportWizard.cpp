// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/exchange/ExportWizard.h"

#include "client/ui/exchange/FolderChoice.h"
#include "client/ui/text/ExchangeWording.h"
#include "client/ui/widgets/NoticeStrip.h"
#include "client/ui/widgets/PlainLabel.h"
#include "client/ui/widgets/PlainTable.h"

#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace wenyi::ui {

ExportWizard::ExportWizard(std::unique_ptr<ExportPresenter> presenter, QWidget *parent)
    : StepDialog(tr("Export to USB"), {tr("Whom to"), tr("Where and what"), tr("Writing")}, parent)
    , m_presenter(std::move(presenter))
{
    buildWhom();
    buildWhere();
    buildWriting();
    connectPresenter();
    connect(&back(), &QPushButton::clicked, this, &ExportWizard::updateNext);
    showPage(Whom);
    updateNext();
    m_presenter->load();
    m_folder->refresh();
}

ExportWizard::~ExportWizard() = default;

void ExportWizard::buildWhom()
{
    QVBoxLayout *layout = addPage();
    layout->addWidget(
        plainLabel(tr("Which desktop is the drive carried to? Those for whom something waits stand first."),
            LabelWrap::Wraps, this));
    m_peerTable = new PlainTable(tr("Desktops"), {tr("Unit"), tr("Desktop"), tr("Documents"), tr("Receipts")}, 0, this);
    m_empty = plainLabel(
        tr("There is nobody to carry anything to: nothing waits, and no other unit has a standalone desktop."),
        LabelWrap::Wraps, this);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->hide();
    layout->addWidget(m_peerTable, 1);
    layout->addWidget(m_empty, 1);
    connect(m_peerTable, &PlainTable::chosenRowChanged, this, &ExportWizard::updateNext);
    connect(m_peerTable, &PlainTable::rowActivated, this, [this] { goNext(); });
}

void ExportWizard::buildWhere()
{
    QVBoxLayout *layout = addPage();
    m_folder = new FolderChoice(this);
    m_contentsTitle = plainLabel({}, LabelWrap::Wraps, this);
    m_contentsTitle->setAccessibleName(tr("Size of the package"));
    m_contents =
        new PlainTable(tr("What will be written"), {tr("Kind"), tr("What it belongs to"), tr("Size")}, 1, this);
    layout->addWidget(m_folder);
    layout->addWidget(m_contentsTitle);
    layout->addWidget(m_contents, 1);
    connect(m_folder, &FolderChoice::changed, this, &ExportWizard::updateNext);
}

void ExportWizard::buildWriting()
{
    QVBoxLayout *layout = addPage();
    m_state = plainLabel({}, LabelWrap::Wraps, this);
    m_state->setAccessibleName(tr("State"));
    m_progress = new QProgressBar(this);
    m_progress->setAccessibleName(tr("Progress"));
    m_progress->setRange(0, LongWork::Whole);
    m_report = plainLabel({}, LabelWrap::Wraps, this);
    m_report->setObjectName(u"report"_s);
    m_report->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    layout->addWidget(m_state);
    layout->addWidget(m_progress);
    layout->addWidget(m_report);
    layout->addStretch();
}

void ExportWizard::connectPresenter()
{
    connect(m_presenter.get(), &ExportPresenter::loaded, this, &ExportWizard::showPeers);
    connect(m_presenter.get(), &ExportPresenter::contentsRead, this, &ExportWizard::showContents);
    connect(m_presenter.get(), &ExportPresenter::progressed, m_progress, &QProgressBar::setValue);
    connect(m_presenter.get(), &ExportPresenter::written, this, &ExportWizard::showReport);
    connect(
        m_presenter.get(), &ExportPresenter::failed, this, [this](const Error &error) { notice().showError(error); });
    connect(m_presenter.get(), &ExportPresenter::notWritten, this, [this](const Error &error) {
        m_progress->setValue(0);
        m_state->setText(tr("Nothing was written."));
        notice().showError(error);
        endWork();
    });
}

void ExportWizard::showPeers(const QList<core::CourierPeer> &peers)
{
    m_peers = peers;
    QList<QStringList> rows;
    for (const core::CourierPeer &peer : peers) {
        rows.append(
            {peer.unitName, peer.desktop.toString(), QString::number(peer.envelopes), QString::number(peer.receipts)});
    }
    m_peerTable->setRows(rows);
    m_peerTable->setVisible(!rows.isEmpty());
    m_empty->setVisible(rows.isEmpty());
    if (!rows.isEmpty() && m_peerTable->chosenRow() < 0)
        m_peerTable->chooseRow(0);
    m_peerTable->setFocus();
    updateNext();
}

void ExportWizard::showContents(const CargoSheet &sheet)
{
    if (page() != Where)
        return; // Went back meanwhile.
    QList<QStringList> rows;
    for (const CargoRow &row : sheet.rows) {
        const QString kind = row.line.receipt ? receiptWords(*row.line.receipt) : itemWords(row.line.kind);
        rows.append({kind, row.title, QLocale().formattedDataSize(row.line.size)});
    }
    m_contents->setRows(rows);
    m_contentsTitle->setText(
        tr("This will be written for %1, about %2:")
            .arg(m_peers.at(m_peerTable->chosenRow()).unitName, QLocale().formattedDataSize(sheet.size)));
    m_hasContents = true;
    updateNext();
}

void ExportWizard::updateNext()
{
    next().setVisible(page() != Writing);
    next().setText(page() == Where ? tr("&Write") : tr("&Next"));
    const bool isReady =
        page() == Whom ? m_peerTable->chosenRow() >= 0 : m_hasContents && !m_folder->folder().isEmpty();
    next().setEnabled(!isWorking() && isReady);
}

void ExportWizard::goNext()
{
    if (page() == Where)
        return write();
    m_hasContents = false;
    m_contents->setRows({});
    m_contentsTitle->clear();
    showPage(Where);
    updateNext();
    m_presenter->readContents(m_peers.at(m_peerTable->chosenRow()).desktop);
}

void ExportWizard::write()
{
    showPage(Writing);
    updateNext();
    m_progress->setValue(0);
    m_report->clear();
    m_state->setText(tr("Writing and reading back. Please leave the drive plugged in …"));
    beginWork();
    m_presenter->write(m_peers.at(m_peerTable->chosenRow()).desktop, m_folder->folder());
}

void ExportWizard::showReport(const core::ExportReport &report)
{
    m_progress->setValue(LongWork::Whole);
    m_state->setText(tr("Written, read back and compared."));
    m_report->setText(
        tr("File: %1\nDocuments: %2\nReceipts: %3").arg(report.fileName).arg(report.envelopes).arg(report.receipts));
    notice().showNotice(NoticeStrip::Mood::Good, tr("It is safe to remove the drive."));
    endWork();
    back().hide();
}

void ExportWizard::cancelWork()
{
    m_state->setText(tr("Cancelling …"));
    m_presenter->cancel();
}

} // namespace wenyi::ui
