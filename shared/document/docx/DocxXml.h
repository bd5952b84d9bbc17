// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Progress.h"
#include "shared/base/Result.h"

#include <QByteArray>
#include <QXmlStreamReader>

namespace wenyi::document {

/// Refuses what is no bounded, plain XML: a DTD, an entity, depth over 200, over five million elements. Only what has
/// passed is read. Fails with "document.docx-xml", "document.docx-too-large" or "import.cancelled".
Result<void> checkDocxXml(const QByteArray &xml, const Progress &progress = {});

/// The value of the attribute of that local name at the reader's element; empty where it is missing.
QString docxAttribute(const QXmlStreamReader &reader, QStringView name);

} // namespace wenyi::document
