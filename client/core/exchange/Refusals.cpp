// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/exchange/Refusals.h"

#include "client/core/exchange/DesktopMarks.h"

namespace wenyi::core {

bool isRefusal(const Error &error)
{
    switch (error.code) {
    case ErrorCode::StorageFailure:
    case ErrorCode::Unavailable:
    case ErrorCode::Cancelled:
    case ErrorCode::Internal:
    case ErrorCode::Locked:
    case ErrorCode::WrongPin:
        return false;
    default:
        return true;
    }
}

Error refuse(Workspace &workspace, const RefusedThing &thing, const Error &error)
{
    if (!isRefusal(error))
        return error;
    const auto isNew = DesktopMarks(workspace.journal().database()).refuse(thing.digest, error.reason);
    if (!isNew)
        return isNew.error();
    if (*isNew) {
        const auto recorded =
            workspace.audit().record(thing.from, thing.what, QString::fromLatin1(error.reason), thing.subject);
        if (!recorded)
            return recorded.error();
    }
    return error;
}

} // namespace wenyi::core
