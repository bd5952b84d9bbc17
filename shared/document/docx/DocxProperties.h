// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/document/OfficialDocument.h"

#include <QHash>
#include <QList>
#include <QString>
#include <QStringView>

#include <utility>

namespace wenyi::document {

/// What of a document stands on no page of a docx: custom properties of the file.
namespace docxproperty {

inline constexpr QStringView Format = u"文驿版式";
inline constexpr QStringView Kind = u"文种";
inline constexpr QStringView Issuers = u"发文机关";
inline constexpr QStringView Signing = u"生效标志";
inline constexpr QStringView IssuerMark = u"发文机关标志"; ///< Where the page has only its end, beside the issuers.
inline constexpr QStringView Printer = u"印发机关";        ///< Of a letter.
inline constexpr QStringView PrintDate = u"印发日期";      ///< Of a letter.
/// Descriptions of a table.
inline constexpr QStringView Sideways = u"横排表格";
inline constexpr QStringView Upright = u"竖排表格";

} // namespace docxproperty

/// In a fixed order.
QList<std::pair<QString, QString>> docxProperties(const OfficialDocument &document);
/// Values that are none are passed over.
void applyDocxProperties(const QHash<QString, QString> &properties, OfficialDocument &document);

/// The mark of which a page shows the issuers and the end: as it was exported as long as the issuers are the same.
QString jointMark(const QHash<QString, QString> &properties, const QStringList &issuers, const QString &tail);

} // namespace wenyi::document
