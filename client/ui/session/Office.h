// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/handling/ActService.h"
#include "client/core/handling/DocumentService.h"
#include "client/core/incoming/IncomingService.h"
#include "client/core/profile/Workspace.h"
#include "client/core/records/DraftService.h"
#include "client/core/records/ImportService.h"
#include "client/core/records/RecordList.h"
#include "client/core/records/RecordService.h"

namespace wenyi::ui {

/// The workspace with the services over it; lives on the core thread while somebody is at work.
struct Office
{
    explicit Office(std::unique_ptr<core::Workspace> opened)
        : workspace(std::move(opened))
        , list(*workspace)
        , records(*workspace)
        , acts(*workspace)
        , drafts(*workspace)
        , imports(*workspace)
        , documents(*workspace)
        , incoming(*workspace)
        , outgoing(*workspace)
    {
    }

    std::unique_ptr<core::Workspace> workspace;
    core::RecordList list;
    core::RecordService records;
    core::ActService acts;
    core::DraftService drafts;
    core::ImportService imports;
    core::DocumentService documents;
    core::IncomingService incoming;
    core::OutgoingService outgoing;
};

} // namespace wenyi::ui
