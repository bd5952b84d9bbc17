// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/document/OfficialDocument.h"

#include <QByteArray>
#include <QString>

/// A document with every element and every kind of block.
wenyi::document::OfficialDocument fullDocument();

/// The bytes of a published text among the samples.
QByteArray sampleText(const QString &name);

/// The text without blanks and without characters that no page shows.
QString visibleCharacters(const QString &text);
