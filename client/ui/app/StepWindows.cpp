// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/app/StepWindows.h"

#include "client/core/exchange/ReceiptService.h"
#include "client/ui/comparing/CompareWindow.h"
#include "client/ui/drafting/DraftWindow.h"
#include "client/ui/exchange/DispatchDialog.h"
#include "client/ui/exchange/TrackingAction.h"
#include "client/ui/incoming/ArrivedAttachments.h"
#include "client/ui/incoming/SignForDialog.h"
#include "client/ui/sealing/SealDialog.h"
#include "client/ui/signing/SigningDialog.h"

#include <algorithm>
#include <iterator>

using namespace Qt::StringLiterals;

namespace wenyi::ui {

bool canHandle(const QString &act)
{
    return !act.isEmpty();
}

bool isDecidedInSeries(const QString &act)
{
    static const QStringList alone{u"draft"_s, u"seal"_s, u"dispatch"_s, u"track"_s, core::SignForAct.toString()};
    return !act.isEmpty() && !alone.contains(act);
}

namespace {

/// The present one of the series, and behind it the others as the person goes on.
void openInSeries(
    Session &session, const SessionFacts &facts, const std::shared_ptr<SigningSeries> &series, QWidget *parent)
{
    const core::RecordRow &row = series->current();
    auto *dialog = new SigningDialog(std::make_unique<SigningPresenter>(session, facts, row.stream), row.act,
        std::make_unique<ArrivedAttachments>(std::make_unique<AttachmentSaver>(session, row.stream)), parent, series);
    QObject::connect(dialog, &SigningDialog::nextWanted, parent, [&session, facts, series, parent] {
        series->goOn();
        openInSeries(session, facts, series, parent);
    });
    dialog->open();
}

} // namespace

void showStepWindow(Session &session, const SessionFacts &facts, const core::RecordRow &row, QWidget *parent,
    const QList<core::RecordRow> &behind)
{
    if (row.act == u"draft"_s) {
        showDraftWindow(session, facts, row.stream, parent);
    } else if (row.act == u"seal"_s) {
        (new SealDialog(std::make_unique<SealPresenter>(session, row.stream), parent))->open();
    } else if (row.act == u"dispatch"_s) {
        (new DispatchDialog(std::make_unique<DispatchPresenter>(session, row.stream), parent))->open();
    } else if (row.act == u"track"_s) {
        showTracking(session, row.stream, parent);
    } else if (row.act == core::SignForAct) {
        auto attachments = std::make_unique<ArrivedAttachments>(std::make_unique<AttachmentSaver>(session, row.stream));
        (new SignForDialog(
             std::make_unique<SigningPresenter>(session, facts, row.stream), std::move(attachments), parent))
            ->open();
    } else {
        QList<core::RecordRow> rows{row};
        std::copy_if(behind.begin(), behind.end(), std::back_inserter(rows),
            [](const core::RecordRow &other) { return isDecidedInSeries(other.act); });
        openInSeries(session, facts, std::make_shared<SigningSeries>(std::move(rows)), parent);
    }
}

DraftWindow *showDraftWindow(Session &session, const SessionFacts &facts, const StreamId &stream, QWidget *parent)
{
    auto *window = new DraftWindow(std::make_unique<DraftPresenter>(session, facts, stream), parent);
    QObject::connect(window, &DraftWindow::comparisonWanted, parent,
        [&session, facts, parent](const StreamId &compared) { showComparison(session, facts, compared, parent); });
    window->show();
    window->presenter().load();
    return window;
}

} // namespace wenyi::ui
