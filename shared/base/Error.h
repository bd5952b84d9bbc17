// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace wenyi {

/// What the caller of a failed function can do about it.
enum class ErrorCode {
    InvalidInput,   ///< What was handed in breaks a rule; another input may succeed.
    NotFound,       ///< The thing asked for is not there.
    AlreadyExists,  ///< The thing to be made is there already.
    NotAllowed,     ///< The rules or the roles forbid it.
    NotTrusted,     ///< A signature, certificate or digest does not hold.
    TooLarge,       ///< A size is over its limit; nothing was allocated for it.
    Corrupt,        ///< Stored or received bytes are damaged or malformed.
    Unsupported,    ///< A version, suite or feature that this program does not know.
    WrongPin,       ///< The PIN does not open the key.
    Locked,         ///< A key, store or record is locked.
    Unavailable,    ///< A peer, medium or device is away; trying again may succeed.
    Cancelled,      ///< The person asked for it to stop.
    StorageFailure, ///< Disk or database failed.
    Internal        ///< A library failed where it should not.
};

/// A failure as a value.
///
/// `reason` is a stable key such as "document.number-form": tests compare it and translations turn it into a sentence.
/// `detail` is for the log and never holds a key or a PIN.
struct Error
{
    ErrorCode code = ErrorCode::Internal;
    QByteArray reason;
    QString detail;
};

/// The stable name of a code, for logs and `--json`: "invalid-input".
QByteArray errorCodeName(ErrorCode code);

/// One line for a log or a terminal: "invalid-input document.number-form: …".
QString describe(const Error &error);

} // namespace wenyi
