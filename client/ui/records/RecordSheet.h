// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/evidence/EvidenceService.h"
#include "client/core/handling/FilingCheck.h"
#include "client/core/records/RecordStanding.h"
#include "client/ui/session/Office.h"
#include "client/ui/viewer/PageView.h"

namespace wenyi::ui {

/// Everything that a window shows of one record; a value, fit for the GUI thread.
struct RecordSheet
{
    core::RecordView view; ///< Its `definition` is null: that lives with the workspace.
    core::RecordStanding standing;
    QString moduleName;
    modules::FormDefinition form;
    QStringList drawn;                                  ///< Fields whose numbers are drawn and not typed.
    std::optional<document::OfficialDocument> document; ///< Of a draft, with the number and date it has got since.
    QList<document::Remark> remarks;
    Digest digest;                                      ///< SM3 of what is shown: the draft's, or the sealed OFD's.
    std::optional<core::SealedDocumentVerdict> verdict; ///< Of the OFD.
    QStringList replacedFonts;                          ///< Of the OFD: shown in another face.
    std::optional<core::IncomingFacts> incoming;        ///< Of a document that arrived.
    QList<core::JudgedAct> acts; ///< What the signatures of the history are worth; see judgeActs().
    std::optional<core::FilingCheck> filing; ///< What its seals were worth when it was filed.
    QString filedBy;                         ///< Who checked that, by name.
    std::optional<Error> fault;              ///< Why there is nothing to show.
    SceneRef scene;
    QString title;
    QString number;
};

/// Loads a record with its document; on the core thread. The scene of a draft is left to setPages(). Fails as
/// RecordService::load() does; a document that cannot be read stands in `fault`.
Result<RecordSheet> loadSheet(Office &office, const StreamId &stream);

/// Judges the signatures of the sheet's history; on the core thread. Fails as EvidenceService::judge() does.
Result<RecordSheet> judgeActs(Office &office, RecordSheet sheet);

/// Sets a draft's pages; on any thread.
RecordSheet setPages(RecordSheet sheet, const layout::FontSetRef &fonts);

} // namespace wenyi::ui
