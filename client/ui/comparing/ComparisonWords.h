// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/records/ChangeDecisions.h"
#include "client/core/records/VersionService.h"
#include "shared/document/DocumentMerge.h"
#include "shared/document/TrackedChanges.h"

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

/// A decision's sign and word: ✔ 已接受, ✘ 已拒绝; empty while it is open.
QString decisionWord(core::ChangeDecision decision);

/// Who made a change, when, and of which kind it is, with the text: what a balloon beside it says. Of a text that one
/// brought in and another took out both.
QString changeNote(
    const document::MarkedSpan &span, const QString &text, const QList<document::RevisionMaker> &makers, Instant now);

/// Who made a version, and when.
QString versionWords(const core::Version &version, Instant now);

} // namespace wenyi::ui
