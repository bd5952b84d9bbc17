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

using namespace Qt::StringLiterals;

namespace wenyi::ui {

bool canHandle(const QString &act)
{
    return !act.isEmpty();
}

void showStepWindow(Session &session, const SessionFacts &facts, const core::RecordRow &row, QWidget *parent)
{
    if (row.act == u"draft"_s) {
        showDraftWindow(session, facts, row.stream, parent);
    } else if (row.act == u"seal"_s) {
        (new SealDialog(std::make_unique<SealPresenter>(session, row.stream), parent))->open();
    } else if (row.act == u"dispatch"_s) {
        (new DispatchDialog(std::make_unique<DispatchPresenter>(session, row.stream), parent))->open();
    } else if (row.act == u"track"_s) {
        showTracking(session, row.stream, parent);
    } else {
        auto presenter = std::make_unique<SigningPresenter>(session, facts, row.stream);
        auto attachments = std::make_unique<ArrivedAttachments>(std::make_unique<AttachmentSaver>(session, row.stream));
        if (row.act == core::SignForAct)
            (new SignForDialog(std::move(presenter), std::move(attachments), parent))->open();
        else
            (new SigningDialog(std::move(presenter), row.act, std::move(attachments), parent))->open();
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
