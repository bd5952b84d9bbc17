// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Clock.h"
#include "shared/base/Digest.h"
#include "shared/base/Result.h"
#include "shared/base/StrongId.h"
#include "shared/document/OfficialDocument.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QList>
#include <QString>

namespace wenyi::document {

/// A stretch of one block's text in a draft.
struct RemarkPlace
{
    int part = 0;   ///< 0 for the document's own body, n for that of the n-th attachment.
    int block = 0;  ///< Index in that body, from 0.
    int start = 0;  ///< In UTF-16 units of the block's text.
    int length = 0; ///< 0: at a point.
    friend bool operator==(const RemarkPlace &, const RemarkPlace &) = default;
};

enum class RemarkState { Open, Resolved };

/// 批注: a note on a place in a draft; not on the page.
struct Remark
{
    QString author; ///< The member's name as it was then.
    MemberId member;
    Instant time{};
    RemarkPlace place;
    QString text;
    RemarkState state = RemarkState::Open;
    friend bool operator==(const Remark &, const Remark &) = default;
};

/// 稿本: one whole version of a draft. Its own digest is taken over the bytes of writeRevisionJson().
struct DraftRevision
{
    OfficialDocument document;
    QList<Remark> remarks;
    QList<Digest> parents; ///< None for the first, two or more for a merge.
    friend bool operator==(const DraftRevision &, const DraftRevision &) = default;
};

/// As strict as DOC.json, with its reasons; a remark also has to lie within the text it is on.
Result<DraftRevision> readRevisionJson(QByteArrayView json);

/// Equal revisions give equal bytes.
QByteArray writeRevisionJson(const DraftRevision &revision);

/// The text that a remark can lie on: that of the paragraph or heading; empty for tables, pictures and no block.
QString textAt(const OfficialDocument &document, const RemarkPlace &place);

} // namespace wenyi::document
