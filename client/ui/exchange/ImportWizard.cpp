// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/exchange/ImportWizard.h"

#include "client/ui/exchange/FolderChoice.h"
#include "client/ui/text/ExchangeWording.h"
#include "client/ui/text/Sentences.h"
#include "client/ui/text/Wording.h"
#include "client/ui/widgets/NoticeStrip.h"
#include "client/ui/widgets/PlainLabel.h"
#include "client/ui/widgets/PlainTable.h"

#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace wenyi::ui {

ImportWizard::ImportWizard(std::unique_ptr<ImportPresenter> presenter, QWidget *parent)
    : StepDialog(tr("Import from USB"), {tr("Where"), tr("Which package"), tr("Taking in")}, parent)
    , m_presenter(std::move(presenter))
{
    buildWhere();
    buildWhich();
    buildTaking();
    connectPresenter();
    connect(&back(), &QPushButton::clicked, this, [this] {
        updateNext();
        if (page() == Which)
            m_presenter->look(m_folder->folder()); // What was taken is known now.
    });
    showPage(Where);
    updateNext();
    m_presenter->load();
    m_folder->refresh();
}

ImportWizard::~ImportWizard() = default;

void ImportWizard::buildWhere()
{
    QVBoxLayout *layout = addPage();
    layout->addWidget(plainLabel(tr("Where do the packages lie? Nothing on the drive is opened or run; packages are "
                                    "verified whole before anything is taken in."),
        LabelWrap::Wraps, this));
    m_folder = new FolderChoice(this);
    layout->addWidget(m_folder);
    layout->addStretch();
    connect(m_folder, &FolderChoice::changed, this, &ImportWizard::updateNext);
}

void ImportWizard::buildWhich()
{
    QVBoxLayout *layout = addPage();
    m_bundleTable = new PlainTable(tr("Packages"), {tr("Package"), tr("From"), tr("Written"), tr("State")}, 3, this);
    m_bundleTable->setWordWrap(true);
    m_empty = plainLabel(tr("No package lies in this folder."), LabelWrap::Wraps, this);
    m_empty->setAlignment(Qt::AlignCenter);
    layout->addWidget(m_bundleTable, 1);
    layout->addWidget(m_empty, 1);
    connect(m_bundleTable, &PlainTable::chosenRowChanged, this, &ImportWizard::updateNext);
}

void ImportWizard::buildTaking()
{
    QVBoxLayout *layout = addPage();
    m_state = plainLabel({}, LabelWrap::Wraps, this);
    m_state->setObjectName(u"state"_s);
    m_state->setAccessibleName(tr("State"));
    m_progress = new QProgressBar(this);
    m_progress->setAccessibleName(tr("Progress"));
    m_progress->setRange(0, LongWork::Whole);
    m_items =
        new PlainTable(tr("What became of each item"), {tr("Kind"), tr("What it belongs to"), tr("Result")}, 1, this);
    m_acceptGap = new QPushButton(tr("Take it in &all the same"), this);
    m_acceptGap->setObjectName(u"acceptGap"_s);
    m_acceptGap->setAutoDefault(false);
    m_acceptGap->hide();
    layout->addWidget(m_state);
    layout->addWidget(m_progress);
    layout->addWidget(m_acceptGap, 0, Qt::AlignLeft);
    layout->addWidget(m_items, 1);
    layout->addStretch();
    connect(m_acceptGap, &QPushButton::clicked, this, [this] { take(exchange::GapPolicy::Accept); });
}

void ImportWizard::connectPresenter()
{
    connect(m_presenter.get(), &ImportPresenter::loaded, this, [this] {
        m_mayTake = true;
        updateNext();
    });
    connect(m_presenter.get(), &ImportPresenter::found, this, &ImportWizard::showFound);
    connect(m_presenter.get(), &ImportPresenter::progressed, m_progress, &QProgressBar::setValue);
    connect(m_presenter.get(), &ImportPresenter::taken, this, &ImportWizard::showTaken);
    connect(m_presenter.get(), &ImportPresenter::notTaken, this, &ImportWizard::showNotTaken);
    connect(
        m_presenter.get(), &ImportPresenter::failed, this, [this](const Error &error) { notice().showError(error); });
}

QString ImportWizard::stateWords(const core::FoundBundle &bundle) const
{
    switch (bundle.state) {
    case core::BundleState::Next:
        return tr("New");
    case core::BundleState::KnownAlready:
        return tr("Imported before");
    case core::BundleState::AfterGap:
        return tr("New, but one before it is missing");
    case core::BundleState::Refused:
        break;
    }
    return bundle.fault ? sentenceFor(*bundle.fault) : QString();
}

void ImportWizard::showFound(const QList<core::FoundBundle> &bundles)
{
    m_bundles = bundles;
    QList<QStringList> rows;
    int first = -1;
    for (const core::FoundBundle &bundle : bundles) {
        const QString created = bundle.created ? timeWords(*bundle.created, m_presenter->clock().now()) : QString();
        if (first < 0 && bundle.state == core::BundleState::Next)
            first = static_cast<int>(rows.size());
        // The whole name is long and says nothing; its beginning tells packages apart.
        rows.append({bundle.fileName.left(14) + u"…"_s, bundle.fromName, created, stateWords(bundle)});
    }
    m_bundleTable->setRows(rows);
    m_bundleTable->setVisible(!rows.isEmpty());
    m_empty->setVisible(rows.isEmpty());
    if (!rows.isEmpty())
        m_bundleTable->chooseRow(std::max(first, 0));
    showPage(Which);
    m_bundleTable->setFocus();
    updateNext();
}

void ImportWizard::updateNext()
{
    next().setVisible(page() != Taking);
    next().setText(page() == Which ? tr("&Take in") : tr("&Next"));
    const bool isReady = page() == Where ? !m_folder->folder().isEmpty() : m_bundleTable->chosenRow() >= 0;
    next().setEnabled(!isWorking() && m_mayTake && isReady);
}

void ImportWizard::goNext()
{
    if (page() == Which)
        return take(exchange::GapPolicy::Refuse);
    notice().clear();
    m_presenter->look(m_folder->folder());
}

void ImportWizard::take(exchange::GapPolicy gaps)
{
    showPage(Taking);
    updateNext();
    m_acceptGap->hide();
    m_items->hide();
    m_progress->setValue(0);
    m_state->setText(tr("The package is verified, then taken in …"));
    beginWork();
    m_presenter->take(m_folder->folder(), m_bundles.at(m_bundleTable->chosenRow()).fileName, gaps);
}

void ImportWizard::showTaken(const ImportSheet &sheet)
{
    const core::ImportReport &report = sheet.report;
    m_progress->setValue(LongWork::Whole);
    if (report.wasImportedBefore) {
        m_state->setText(tr("Nothing was changed."));
        notice().showNotice(
            NoticeStrip::Mood::Caution, tr("This package was imported before; nothing was done twice."));
        return endWork();
    }
    QList<QStringList> rows;
    for (const ImportRow &row : sheet.rows) {
        const core::ImportLine &line = row.line;
        QString what = line.receipt ? tr("%1 · %2").arg(row.unitName, row.title) : row.title;
        if (line.kind == exchange::BundleItemKind::Directory && !line.subject.isEmpty())
            what = tr("Version %1").arg(line.subject);
        const QString result = line.refusal                                  ? sentenceFor(*line.refusal)
                               : line.novelty == core::Novelty::KnownAlready ? tr("Known already")
                                                                             : tr("Taken in");
        rows.append({line.receipt ? receiptWords(line.receipt->kind) : itemWords(line.kind), what, result});
    }
    m_items->setRows(rows);
    m_items->show();
    m_state->setText(tr("Taken in: %1 · known already: %2 · refused: %3")
                         .arg(report.taken())
                         .arg(report.known())
                         .arg(report.refused()));
    notice().showNotice(report.refused() > 0 ? NoticeStrip::Mood::Caution : NoticeStrip::Mood::Good,
        report.refused() > 0 ? tr("Some items were refused; the table says why.") : tr("The package was taken in."));
    endWork();
}

void ImportWizard::showNotTaken(const Error &error)
{
    m_progress->setValue(0);
    m_state->setText(tr("Nothing was changed."));
    const bool isGap = error.reason == "bundle.sequence-gap";
    if (isGap)
        notice().showNotice(NoticeStrip::Mood::Caution, sentenceFor(error));
    else
        notice().showError(error);
    m_acceptGap->setVisible(isGap);
    endWork();
}

void ImportWizard::cancelWork()
{
    m_state->setText(tr("Cancelling …"));
    m_presenter->cancel();
}

} // namespace wenyi::ui
