// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/document/FormatRules.h"

namespace wenyi::document {

/// The document's own body, or that of an attachment.
struct BodyPlace
{
    int attachment = -1; ///< Counts from 0; -1 for the document's own.

    FormatFault fault(FaultSeverity severity, int block, const QByteArray &rule, const QString &clause,
        const QString &hint, qsizetype start, qsizetype length) const;
};

/// What may be wrong within a paragraph: dates (2026年06月08日, 2026.6.8), numbers of other documents
/// (〔2004〕 in other brackets), half-width marks between Chinese characters.
void checkText(const QString &text, int block, const BodyPlace &place, QList<FormatFault> &faults);

/// How such a stretch of text should read; empty where only a person can tell.
QString textInForm(const QByteArray &rule, const QString &text);

} // namespace wenyi::document
