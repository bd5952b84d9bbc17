// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>
#include <QSet>
#include <QString>

/// A second, small reading of "everything that is shown is under the signature", written after GB/T 33190's tables and
/// not after our reader: the other eye of T17. Knows UTF-8 and what an XML reader knows.
namespace wenyi::core::tests {

using Files = QHash<QString, QByteArray>;

/// What the oracle says of one signature.
struct CoverageOpinion
{
    QSet<QString> shown;     ///< OFD.xml and every file that a place (ST_Loc) in a shown file leads to.
    QSet<QString> uncovered; ///< Of them those without a reference whose SM3 digest is theirs.
    QSet<QString> broken;    ///< References that do not hold, as written.

    bool isCovered() const { return uncovered.isEmpty() && broken.isEmpty(); }
};

CoverageOpinion coverageOf(const Files &files, const QString &signatureXml);

} // namespace wenyi::core::tests
