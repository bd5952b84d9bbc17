// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/exchange/ArrivalService.h"

#include <QStringList>

namespace wenyi::core {

/// Where the parts of one arrival were written.
struct ArrivalFiles
{
    QString folder;
    QString header;          ///< header.xml
    QString document;        ///< document.ofd
    QString source;          ///< source.json; empty where the envelope has none.
    QStringList attachments; ///< Under attachments/.
};

/// The name of an arrival's folder: its envelope's id; something with its digest where that is no name, or where
/// another sender's envelope came under that id first.
QString arrivalFolderName(const ArrivedEnvelope &arrived);
/// The arrival whose folder has that name.
Result<std::optional<ArrivedEnvelope>> arrivalOfFolder(journal::Database &database, const QString &name);

/// Writes the parts of an arrival into FOLDER/ENVELOPE-ID. All names are ours but those of attachments, of which only
/// plain file names are taken; others, and a name that comes twice, get one of ours. The same arrival again writes the
/// same files. Fails with StorageFailure "receive.folder" and as ArrivalService::read() and writeDurably() do.
Result<ArrivalFiles> writeArrival(
    const ArrivalService &arrivals, const ArrivedEnvelope &arrived, const QString &folder);

} // namespace wenyi::core
