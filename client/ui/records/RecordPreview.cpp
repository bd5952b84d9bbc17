// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/records/RecordPreview.h"

#include "client/ui/exchange/VerifyPanel.h"
#include "client/ui/records/RecordModel.h"
#include "client/ui/text/SealWords.h"
#include "client/ui/text/Sentences.h"
#include "client/ui/text/StandingWords.h"
#include "client/ui/text/Wording.h"
#include "client/ui/viewer/DocumentViewer.h"
#include "client/ui/widgets/NoticeStrip.h"
#include "client/ui/widgets/PlainLabel.h"

#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace wenyi::ui {

namespace {

/// The task of mine that was urged last; null where none was.
const modules::OpenTask *urgedTask(const core::RecordView &view)
{
    const modules::OpenTask *urged = nullptr;
    for (const core::PossibleAct &act : view.possible) {
        const modules::OpenTask *task = view.record.process.task(act.possible.task.id);
        if (task && task->urgedAt && (!urged || *task->urgedAt > *urged->urgedAt))
            urged = task;
    }
    return urged;
}

} // namespace

RecordPreview::RecordPreview(RecordPreviewPresenter &presenter, const Clock &clock, QWidget *parent)
    : QWidget(parent)
    , m_title(plainLabel({}, LabelWrap::Wraps, this))
    , m_facts(plainLabel({}, LabelWrap::Wraps, this))
    , m_standing(plainLabel({}, LabelWrap::Wraps, this))
    , m_deadline(plainLabel({}, LabelWrap::OneLine, this))
    , m_filing(plainLabel({}, LabelWrap::Wraps, this))
    , m_clock(clock)
    , m_notice(new NoticeStrip(this))
    , m_verify(new VerifyPanel(clock, this))
    , m_pages(new DocumentViewer(this))
{
    setAccessibleName(tr("Preview"));
    m_standing->setObjectName(u"standing"_s);
    m_standing->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_deadline->setObjectName(u"deadline"_s);
    m_filing->setObjectName(u"filing"_s);
    QFont bold = font();
    bold.setBold(true);
    m_title->setFont(bold);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 6, 6, 6);
    layout->addWidget(m_title);
    layout->addWidget(m_facts);
    layout->addWidget(m_standing);
    layout->addWidget(m_deadline);
    layout->addWidget(m_filing);
    layout->addWidget(m_notice);
    layout->addWidget(m_verify);
    layout->addWidget(m_pages, 1);
    m_pages->setVerifyPanel(m_verify);
    connect(
        m_pages, &DocumentViewer::signedPdfWanted, this, [this] { Q_EMIT signedPdfWanted(m_stream, m_title->text()); });
    connect(&presenter, &RecordPreviewPresenter::loaded, this, &RecordPreview::showSheet);
    connect(&presenter, &RecordPreviewPresenter::cleared, this, &RecordPreview::clear);
    connect(&presenter, &RecordPreviewPresenter::failed, this, [this](const Error &error) {
        clear();
        m_notice->showError(error);
    });
    clear();
}

PageView &RecordPreview::pages()
{
    return m_pages->pages();
}

void RecordPreview::showSheet(const RecordSheet &sheet)
{
    m_title->setText(sheet.title);
    m_title->show();
    QStringList facts{sheet.moduleName};
    if (sheet.incoming)
        facts.append(sheet.incoming->sender);
    if (!sheet.number.isEmpty())
        facts.append(sheet.number);
    if (sheet.scene)
        facts.append(tr("%n pages", nullptr, static_cast<int>(sheet.scene->pages.size())));
    if (sheet.incoming && !sheet.incoming->attachments.isEmpty())
        facts.append(tr("%n attachments", nullptr, static_cast<int>(sheet.incoming->attachments.size())));
    if (!sheet.replacedFonts.isEmpty())
        facts.append(tr("shown in another face: %1").arg(sheet.replacedFonts.join(u'、')));
    if (!sheet.view.history.isEmpty()) {
        const core::HistoryLine &last = sheet.view.history.constLast();
        const QString further = furtherActWord(last.step.kind);
        const QString act = last.actName.isEmpty() ? last.stepName : last.actName;
        facts.append(tr("last: %1, %2").arg(last.by(), further.isEmpty() ? act : further));
    }
    m_facts->setText(facts.join(u" · "_s));
    m_facts->show();
    showStanding(sheet.standing);
    m_filing->setVisible(sheet.filing.has_value());
    if (sheet.filing)
        m_filing->setText(
            tr("Seals checked when it was filed, %1, by %2: %3")
                .arg(momentWords(sheet.filing->at), sheet.filedBy, conclusionWords(sheet.filing->conclusion)));
    m_notice->clear();
    if (sheet.fault)
        m_notice->showError(*sheet.fault);
    else if (sheet.standing.overtaken)
        m_notice->showNotice(NoticeStrip::Mood::Caution, overtakenSentence(*sheet.standing.overtaken, m_clock.now()));
    else if (const modules::OpenTask *task = urgedTask(sheet.view))
        m_notice->showNotice(
            NoticeStrip::Mood::Caution, tr("You were urged to do this %n times, last on %1.", nullptr, task->urges)
                                            .arg(timeWords(*task->urgedAt, m_clock.now())));
    else if (!sheet.view.refused.isEmpty())
        m_notice->showNotice(NoticeStrip::Mood::Caution,
            tr("%n acts on this record took no effect: %1", nullptr, static_cast<int>(sheet.view.refused.size()))
                .arg(sentenceFor({ErrorCode::NotAllowed, sheet.view.refused.constLast().reason, {}})));
    if (sheet.verdict)
        m_verify->showVerdict(*sheet.verdict);
    else
        m_verify->clear();
    m_pages->pages().setEmptySentence(tr("This record has no page to show."));
    m_pages->showRecord(sheet);
    m_stream = sheet.view.record.stream;
    // What arrived has a quota that a copy would be no part of.
    m_pages->offerSignedPdf(sheet.verdict && sheet.verdict->isFullyValid() && !sheet.incoming);
}

void RecordPreview::showStanding(const core::RecordStanding &standing)
{
    m_standing->setText(standingSentence(standing, m_clock.now()));
    m_standing->show();
    const core::StandingStep *step = mostUrgent(standing);
    m_deadline->setVisible(step);
    if (!step)
        return;
    m_deadline->setText(deadlineWords(step->light, step->due, m_clock.now()));
    QPalette colours = palette();
    colours.setColor(QPalette::WindowText, lightColour(step->light));
    m_deadline->setPalette(colours);
}

void RecordPreview::clear()
{
    m_title->hide();
    m_facts->hide();
    m_standing->hide();
    m_deadline->hide();
    m_filing->hide();
    m_notice->clear();
    m_verify->clear();
    m_pages->pages().setEmptySentence(tr("Choose a record on the left to see it here."));
    m_pages->setFile(nullptr);
    m_pages->offerSignedPdf(false);
}

} // namespace wenyi::ui
