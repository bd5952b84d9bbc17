// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/exchange/ArrivalService.h"

#include <QStringList>

namespace wenyi::cli {

/// Where the parts of one arrival were written.
struct ArrivalFiles
{
    QString folder;
    QString header;          ///< header.xml
    QString document;        ///< document.ofd
    QString source;          ///< source.json; empty where the envelope has none.
    QStringList attachments; ///< Under attachments/.
};

/// Writes the parts of an arrival into FOLDER/ENVELOPE-ID. All names are ours but those of attachments, of which only
/// plain file names are taken; others, and a name that comes twice, get one of ours. The same arrival again writes the
/// same files. Fails with StorageFailure "receive.folder" and as core::ArrivalService::read() and writeDurably() do.
Result<ArrivalFiles> writeArrival(
    const core::ArrivalService &arrivals, const core::ArrivedEnvelope &arrived, const QString &folder);

} // namespace wenyi::cli
