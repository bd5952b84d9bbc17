// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Progress.h"
#include "shared/base/Result.h"
#include "shared/document/DocumentElement.h"
#include "shared/document/OfficialDocument.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QHash>
#include <QList>
#include <QString>
#include <QStringList>

namespace wenyi::document {

enum class Certainty {
    Recognised, ///< By a form that leaves no doubt.
    Guessed,    ///< Likely; a person should look at it.
    Left        ///< In no element of the document; a person decides.
};

/// What became of one piece of an imported text, or an element that was concluded from the others.
struct ImportFinding
{
    Certainty certainty = Certainty::Recognised;
    DocumentElement element = DocumentElement::Body;
    int line = 0;      ///< Of the text, from 1; 0 for what was concluded.
    QString source;    ///< As in the text, blanks around it taken off; empty for what was concluded.
    QByteArray reason; ///< Stable key of why it was guessed or left: "import.title-derived"; empty for what is certain.
    QString note{};    ///< Author and time of a tracked change.
    // Where it went, for what became (part of) a block.
    int block = -1;      ///< Of the body or of an attachment's, from 0.
    int attachment = -1; ///< Whose body, from 0; -1: the document's own.
};

/// A document as recognised, and the finding for every piece of the text in the text's order: joined, their sources are
/// the text's visible characters, so nothing is lost without a word.
struct ImportedText
{
    OfficialDocument document;
    QList<ImportFinding> findings;

    /// The sources of what is in no element.
    QStringList left() const;
};

/// What the importer knows of the office it works for.
struct ImportContext
{
    QHash<QString, QString> issuersByCode; ///< 机关代字 to the issuer's full name: 澄政办发 to 江阴市人民政府办公室.
};

/// Recognises the elements of GB/T 9704 in a plain text: head, recipients, body with headings, attachments, signature,
/// note and imprint; also a plan that was published with its notice's number, recipients and one sentence (the notice's
/// title is then derived and marked as guessed).
///
/// The document is a proposal: it may break format rules, but every text is within DocumentLimits.h. Fails with
/// "document.import-too-large", "document.import-encoding", "document.import-empty" or, where `progress` says so,
/// Cancelled "import.cancelled".
Result<ImportedText> importText(QByteArrayView bytes, const ImportContext &context = {}, const Progress &progress = {});

} // namespace wenyi::document
