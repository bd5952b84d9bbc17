// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/records/VersionService.h"
#include "shared/document/DocumentMerge.h"

#include <QString>

namespace wenyi::ui {

/// What an element is called, by its member's name in DOC.json.
QString fieldTitle(const QByteArray &name);

/// What happened, in a word: 修改, 删除, 新增, 移动.
QString changeWord(document::UnitChange change);

/// Which place a difference is at: 主送机关, 正文第3段.
QString placeWords(const document::Difference &difference, const document::DocumentComparison &comparison);

/// A line for a list of differences: place, change and how it reads.
QString differenceWords(const document::Difference &difference, const document::DocumentComparison &comparison);

/// Who made a version, and when.
QString versionWords(const core::Version &version, Instant now);

} // namespace wenyi::ui
