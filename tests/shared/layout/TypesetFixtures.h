// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/document/OfficialDocument.h"
#include "shared/layout/Typesetter.h"

#include <QString>

#include <optional>
#include <utility>

/// A notice with every common element.
wenyi::document::OfficialDocument notice();

/// The document on its pages in the shipped faces.
wenyi::layout::TypesetDocument set(const wenyi::document::OfficialDocument &document);

/// The first field of that name and the page it is on, from 0.
std::optional<std::pair<qsizetype, wenyi::layout::SceneField>> findField(
    const wenyi::layout::TypesetDocument &set, const QString &name);

/// The text of all fields of that name in the order of the pages.
QString textOf(const wenyi::layout::TypesetDocument &set, const QString &name);

/// The lines of the fields of that name on one page.
QList<QString> lineTextsOn(const wenyi::layout::PageScene &page, const QString &name);

/// The baselines of the fields of that name on one page (mm from its top), each line's once.
QList<double> baselinesOf(const wenyi::layout::PageScene &page, const QString &name);

/// Whether two figures agree; warns with both where they do not.
bool isNear(double value, double wanted, double tolerance);

/// A text of the samples.
QString sample(const QString &name);

/// The texts of blocks without white space, one behind the other.
QString textOfBlocks(const QList<wenyi::document::Block> &blocks);
