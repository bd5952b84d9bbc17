// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/ofd/Package.h"

#include <QSet>

namespace wenyi::ofd {

struct XmlElement;

/// The folders that locations inside a file may start from: the file's own, and what its root's BaseLoc names.
QStringList foldersFor(const QString &path, const XmlElement &root);

/// Every file that something shown may come from: OFD.xml and all that it leads to, signatures left out.
///
/// Any text or attribute that could be taken for the location of a file of the package counts, whatever its element:
/// one file too many asks for more protection, one too few would hide an unprotected page.
Result<QSet<QString>> shownFiles(const Package &package);

} // namespace wenyi::ofd
