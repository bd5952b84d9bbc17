// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

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
        , drafts(*workspace)
        , imports(*workspace)
    {
    }

    std::unique_ptr<core::Workspace> workspace;
    core::RecordList list;
    core::RecordService records;
    core::DraftService drafts;
    core::ImportService imports;
};

} // namespace wenyi::ui
