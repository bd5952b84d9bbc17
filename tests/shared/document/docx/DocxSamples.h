// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/document/OfficialDocument.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

/// A part of the docx that a document is exported as.
QByteArray partOf(const wenyi::document::OfficialDocument &document, const QString &path);
/// Its text.
QByteArray textPart(const wenyi::document::OfficialDocument &document);

/// What python3-docx prints for a script; nothing where it is missing. The package's own Python: another one may be
/// first in the path.
QByteArray python(const QStringList &arguments);
/// The lines that a script prints, which finds the exported document as `d` and appends to the list `o`; fails the test
/// where python3-docx is missing.
QStringList linesByPython(const wenyi::document::OfficialDocument &document, const QString &script);
