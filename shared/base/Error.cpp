// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/base/Error.h"

namespace wenyi {

QByteArray errorCodeName(ErrorCode code)
{
    switch (code) {
    case ErrorCode::InvalidInput:
        return "invalid-input";
    case ErrorCode::NotFound:
        return "not-found";
    case ErrorCode::AlreadyExists:
        return "already-exists";
    case ErrorCode::NotAllowed:
        return "not-allowed";
    case ErrorCode::NotTrusted:
        return "not-trusted";
    case ErrorCode::TooLarge:
        return "too-large";
    case ErrorCode::Corrupt:
        return "corrupt";
    case ErrorCode::Unsupported:
        return "unsupported";
    case ErrorCode::WrongPin:
        return "wrong-pin";
    case ErrorCode::Locked:
        return "locked";
    case ErrorCode::Unavailable:
        return "unavailable";
    case ErrorCode::Cancelled:
        return "cancelled";
    case ErrorCode::StorageFailure:
        return "storage-failure";
    case ErrorCode::Internal:
        break;
    }
    return "internal";
}

QString describe(const Error &error)
{
    const QString head = QString::fromLatin1(errorCodeName(error.code) + ' ' + error.reason);
    return error.detail.isEmpty() ? head : head + QStringLiteral(": ") + error.detail;
}

} // namespace wenyi
