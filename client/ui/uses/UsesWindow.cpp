// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/uses/UsesWindow.h"

#include "client/ui/text/SealUseWords.h"
#include "client/ui/text/Wording.h"
#include "client/ui/viewer/DocumentViewer.h"
#include "client/ui/widgets/NoticeStrip.h"
#include "client/ui/widgets/PlainTable.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wenyi::ui {

UsesWindow::UsesWindow(std::unique_ptr<UsesPresenter> presenter, QWidget *parent)
    : QDialog(parent)
    , m_presenter(std::move(presenter))
    , m_notice(new NoticeStrip(this))
    , m_table(new PlainTable(tr("Seal uses"),
          {tr("Use"), tr("Seal"), tr("Time"), tr("Document"), tr("Keeper"), tr("Approved by"), tr("Pages"),
              tr("Check")},
          Document, this))
    , m_proof(new NoticeStrip(this))
    , m_details(new QPlainTextEdit(this))
    , m_open(new QPushButton(tr("&Open document"), this))
    , m_copyDetails(new QPushButton(tr("Copy d&etails"), this))
    , m_copy(new QPushButton(tr("Cop&y list"), this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Register of seal uses"));
    buildLayout();
    connect(m_table, &PlainTable::chosenRowChanged, this, &UsesWindow::showDetails);
    connect(m_table, &PlainTable::rowActivated, this, [this](int row) { m_presenter->open(m_shown.at(row)); });
    connect(m_open, &QPushButton::clicked, this, [this] {
        if (const int row = m_table->chosenRow(); row >= 0)
            m_presenter->open(m_shown.at(row));
    });
    connect(m_copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_table->copied()); });
    connect(m_presenter.get(), &UsesPresenter::loaded, this, &UsesWindow::showSheet);
    connect(m_presenter.get(), &UsesPresenter::failed, m_notice, &NoticeStrip::showError);
    connect(m_presenter.get(), &UsesPresenter::opened, this, &UsesWindow::showDocument);
    connectProof();
    m_presenter->load();
}

UsesWindow::~UsesWindow() = default;

void UsesWindow::connectProof()
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(150);
    connect(&m_soon, &QTimer::timeout, this, [this] {
        if (const core::LoggedUse *logged = chosen())
            m_presenter->prove(*logged);
    });
    connect(m_presenter.get(), &UsesPresenter::proven, this, [this](const Digest &entry, const UseProof &proof) {
        m_proofs.insert(entry, proof);
        if (const core::LoggedUse *logged = chosen(); logged && logged->origin.entry == entry)
            showProof();
    });
    connect(m_presenter.get(), &UsesPresenter::notProven, this, [this](const Digest &entry, const Error &error) {
        if (const core::LoggedUse *logged = chosen(); logged && logged->origin.entry == entry)
            m_proof->showError(error);
    });
    connect(m_copyDetails, &QPushButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText((m_proof->sentence() + u'\n' + m_details->toPlainText()).trimmed());
    });
}

void UsesWindow::buildLayout()
{
    m_notice->setObjectName(u"verdict"_s);
    m_open->setObjectName(u"openUse"_s);
    m_open->setEnabled(false);
    auto *close = new QPushButton(tr("&Close"), this);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    m_copyDetails->setObjectName(u"copyDetails"_s);
    for (QPushButton *button : {m_open, m_copyDetails, m_copy, close})
        button->setAutoDefault(false);
    auto *row = new QHBoxLayout;
    row->addWidget(m_open);
    row->addWidget(m_copyDetails);
    row->addWidget(m_copy);
    row->addStretch();
    row->addWidget(close);
    auto *parts = new QSplitter(Qt::Vertical, this);
    parts->addWidget(m_table);
    parts->addWidget(detailsPane());
    parts->setStretchFactor(0, 3);
    parts->setStretchFactor(1, 2);
    parts->setChildrenCollapsible(false);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_notice);
    layout->addWidget(parts, 1);
    layout->addLayout(row);
    resize(1040, 720);
}

QWidget *UsesWindow::detailsPane()
{
    m_proof->setObjectName(u"proof"_s);
    m_proof->setAccessibleName(tr("What the use is worth by its evidence"));
    m_details->setObjectName(u"details"_s);
    m_details->setAccessibleName(tr("Details of the use"));
    m_details->setReadOnly(true);
    m_details->setTabChangesFocus(true);
    auto *pane = new QWidget(this);
    auto *layout = new QVBoxLayout(pane);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_proof);
    layout->addWidget(m_details, 1);
    return pane;
}

void UsesWindow::showSheet(const UsesSheet &sheet)
{
    m_sheet = sheet;
    m_shown = sheet.report.uses.uses;
    std::stable_sort(m_shown.begin(), m_shown.end(),
        [](const core::LoggedUse &a, const core::LoggedUse &b) { return a.use().at > b.use().at; });
    QList<QStringList> rows;
    for (const core::LoggedUse &logged : std::as_const(m_shown))
        rows.append(rowOf(logged));
    m_table->setRows(rows);
    m_copy->setEnabled(!rows.isEmpty());
    if (m_table->chosenRow() < 0 && !rows.isEmpty())
        m_table->chooseRow(0);
    showVerdict();
    showDetails(m_table->chosenRow());
}

void UsesWindow::showVerdict()
{
    QStringList told;
    bool isWrong = false;
    for (const core::UseFinding &finding : std::as_const(m_sheet.report.findings)) {
        isWrong = isWrong || finding.isWrong();
        const QString words = useFindingWords(finding);
        told.append(finding.number == 0
                        ? words
                        : tr("%1 No. %2: %3").arg(m_sheet.sealName(finding.seal)).arg(finding.number).arg(words));
    }
    told.removeDuplicates();
    if (told.isEmpty() && m_shown.isEmpty()) {
        m_notice->showNotice(
            NoticeStrip::Mood::Good, tr("No seal of the unit has been used yet; each use is written down here."));
        return;
    }
    if (told.isEmpty()) {
        m_notice->showNotice(NoticeStrip::Mood::Good, tr("%n uses: numbers, chain, signatures and approvals are whole.",
                                                          nullptr, static_cast<int>(m_shown.size())));
        return;
    }
    constexpr qsizetype Most = 6;
    if (told.size() > Most)
        told = told.first(Most) + QStringList{tr("and %n more", nullptr, static_cast<int>(told.size() - Most))};
    m_notice->showNotice(isWrong ? NoticeStrip::Mood::Bad : NoticeStrip::Mood::Caution, told.join(u'\n'));
}

QStringList UsesWindow::findingsOf(const core::LoggedUse &logged) const
{
    QStringList words;
    for (const core::UseFinding &finding : m_sheet.report.findings) {
        const bool isAbout = finding.seal == logged.use().seal && finding.number == logged.use().number
                             && finding.subject == QString::fromLatin1(logged.origin.entry.toHex());
        if (isAbout)
            words.append((finding.isWrong() ? u"■ "_s : u"▲ "_s) + useFindingWords(finding));
    }
    words.removeDuplicates();
    std::stable_sort(words.begin(), words.end(),
        [](const QString &a, const QString &b) { return a.startsWith(u'■') && !b.startsWith(u'■'); });
    return words;
}

QStringList UsesWindow::rowOf(const core::LoggedUse &logged) const
{
    const core::SealUse &use = logged.use();
    QStringList pages;
    for (const ofd::Stamp &place : use.places)
        pages.append(QString::number(place.page + 1));
    pages.removeDuplicates();
    const auto approval = m_sheet.report.approvals.find(logged.origin.entry);
    const bool isApproved = approval != m_sheet.report.approvals.end();
    const QStringList findings = findingsOf(logged);
    return {tr("No. %1").arg(use.number), m_sheet.sealName(use.seal), timeWords(use.at, m_sheet.now),
        use.documentNumber.isEmpty() ? use.title : tr("%1 %2").arg(use.documentNumber, use.title),
        m_sheet.nameOf(use.keeper), isApproved ? m_sheet.nameOf(approval->by) : tr("nobody"), pages.join(u'、'),
        findings.isEmpty() ? tr("✔ holds") : findings.constFirst()};
}

QString UsesWindow::detailsOf(const core::LoggedUse &logged) const
{
    const core::SealUse &use = logged.use();
    const auto hex = [](const Digest &digest) { return QString::fromLatin1(digest.toHex()); };
    const bool isIssue = use.warrant.kind == core::WarrantKind::Issue;
    QStringList lines = findingsOf(logged);
    lines.append(
        (isIssue ? tr("By the issuing of the document, entry %1") : tr("By application %1")).arg(hex(use.warrant.id)));
    if (const auto approval = m_sheet.report.approvals.find(logged.origin.entry);
        approval != m_sheet.report.approvals.end())
        lines.append(
            tr("Approved by %1 on %2").arg(m_sheet.nameOf(approval->by), timeWords(approval->at, m_sheet.now)));
    if (!isIssue) {
        if (const core::AppliedUse *applied = m_sheet.report.uses.application(use.warrant.id))
            lines.append(tr("Applied for by %1: %2; %3 copies")
                             .arg(m_sheet.nameOf(applied->application.applicant), applied->application.reason)
                             .arg(applied->application.copies));
    }
    lines.append(tr("SM3 before sealing: %1").arg(hex(use.content)));
    lines.append(tr("SM3 of the sealed document: %1").arg(hex(logged.completed.document)));
    lines.append(tr("SM3 of the use: %1").arg(hex(logged.digest)));
    lines.append(tr("SM3 of the use before: %1").arg(use.previous.isNull() ? tr("none") : hex(use.previous)));
    for (const ofd::Stamp &place : use.places) {
        const layout::Rect &box = place.boundary;
        lines.append(tr("Page %1 of %2: %3 mm from the left, %4 mm from the top")
                         .arg(place.page + 1)
                         .arg(use.pages)
                         .arg(box.x + box.width / 2, 0, 'f', 1)
                         .arg(box.y + box.height / 2, 0, 'f', 1));
    }
    lines.append(tr("Desktop %1").arg(use.desktop.toString()));
    return lines.join(u'\n');
}

void UsesWindow::showDetails(int row)
{
    const bool isChosen = row >= 0 && row < m_shown.size();
    m_open->setEnabled(isChosen);
    m_copyDetails->setEnabled(isChosen);
    m_soon.stop();
    showProof();
    if (isChosen)
        m_soon.start(); // What came since may tell more than what is known already.
}

const core::LoggedUse *UsesWindow::chosen() const
{
    const int row = m_table->chosenRow();
    return row >= 0 && row < m_shown.size() ? &m_shown.at(row) : nullptr;
}

void UsesWindow::showProof()
{
    const core::LoggedUse *logged = chosen();
    if (!logged) {
        m_proof->clear();
        m_details->clear();
        return;
    }
    QStringList lines{
        tr("Use No. %1 of the seal %2").arg(logged->use().number).arg(m_sheet.sealName(logged->use().seal))};
    const auto proof = m_proofs.constFind(logged->origin.entry);
    if (proof != m_proofs.constEnd()) {
        m_proof->showNotice(proofMood(*proof), proofSentence(*proof, m_sheet.now));
        lines.append(proofLines(*proof, m_sheet.now));
    } else {
        m_proof->clear();
        lines.append(tr("The evidence is being judged …"));
    }
    lines.append(detailsOf(*logged));
    if (const QString text = lines.join(u'\n'); text != m_details->toPlainText())
        m_details->setPlainText(text); // Or else it stays where somebody reads.
}

void UsesWindow::showDocument(const QString &name, const core::ViewedFileRef &file)
{
    auto *dialog = new QDialog(this);
    dialog->setObjectName(u"usedDocument"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(name);
    auto *viewer = new DocumentViewer(dialog);
    viewer->setFile(file, DocumentViewer::Printing::NotHere);
    auto *layout = new QVBoxLayout(dialog);
    layout->addWidget(viewer);
    dialog->resize(900, 900);
    dialog->open();
    viewer->setFocus();
}

void showSealUses(Session &session, QWidget *parent)
{
    auto *window = parent->findChild<UsesWindow *>({}, Qt::FindDirectChildrenOnly);
    if (!window)
        window = new UsesWindow(std::make_unique<UsesPresenter>(session), parent);
    window->show();
    window->raise();
    window->activateWindow();
}

} // namespace wenyi::ui
