// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/records/RecordService.h"
#include "shared/document/DraftRevision.h"
#include "shared/document/RevisionForks.h"

namespace wenyi::core {

/// SM3 of a document's JSON form: what personal signatures name, and what says that two documents are the same.
Digest documentDigest(const document::OfficialDocument &document);

/// A revision of a draft with its content.
struct DraftView
{
    RevisionInfo info;
    document::DraftRevision content;
};

/// 拟稿: drafts of outgoing documents as whole revisions with their parents, in the record's stream.
class DraftService
{
public:
    static constexpr QStringView Module = u"outgoing";

    explicit DraftService(Workspace &workspace)
        : m_workspace(workspace)
        , m_records(workspace)
    {
    }

    /// Begins a record with a document as its first revision. The record's fields come from the document; `extra` sets
    /// further ones (department, phone). Fails as save() and RecordService::start() do.
    Result<StreamId> create(const document::OfficialDocument &document, const QJsonObject &extra = {});
    /// 拟稿, 核稿, 签发: the acts during which the text may change. Behind them it stands as it was issued.
    static bool isWritingAct(QStringView act);
    /// The record's fields that say the same as the document: title, kind, recipients …; of a record that began under
    /// an earlier version of the module those that are `editable` there, and say what its form has a word for.
    static QJsonObject valuesOf(
        const document::OfficialDocument &document, const QStringList &editable, const modules::FormDefinition &form);
    /// What a record's field says of a layout: 文件, 信函, 命令, 纪要.
    static QString formatWord(document::Format format);

    /// Whether I may write the draft now. Only somebody who can do an open task of the record may (NotAllowed
    /// "draft.not-your-task"), and nobody once it is issued ("draft.issued"). Fails as RecordService::load() does, too.
    Result<void> checkMayWrite(const StreamId &stream);
    /// Keeps a revision whose parents are here. Fails as checkMayWrite() does. Gives the revision's digest; the same
    /// revision again is not written twice. Fails with NotFound "draft.no-such-parent", InvalidInput "draft.no-parent"
    /// (only the first has none), TooLarge "draft.size", and with what readRevisionJson() refuses.
    Result<Digest> save(const StreamId &stream, const document::DraftRevision &revision);
    /// The newest revision: of several heads the last in the stream's order. Fails with NotFound "draft.none".
    Result<DraftView> load(const StreamId &stream);
    /// One revision. Fails with NotFound "draft.none", "blob.none" (not fetched yet), Corrupt "draft.differs".
    Result<DraftView> load(const StreamId &stream, const Digest &revision);
    /// All revisions in the stream's order, each once.
    Result<QList<RevisionInfo>> revisions(const StreamId &stream);
    /// What two people made of one revision while they did not see each other, still to be merged.
    Result<QList<document::RevisionFork>> forks(const StreamId &stream);
    /// Joins all heads into a document that a person made of them. Fails with NotFound "draft.no-fork" and as save().
    Result<Digest> merge(const StreamId &stream, const document::OfficialDocument &document,
        const QList<document::Remark> &remarks = {});
    /// 批注: a further revision with a remark of mine on the newest one. Fails as save() does.
    Result<Digest> addRemark(const StreamId &stream, const document::RemarkPlace &place, const QString &text);

private:
    Result<DraftView> read(const RevisionInfo &info);
    Result<journal::NewEntry> entryOf(const StreamId &stream, const document::DraftRevision &revision);

    Workspace &m_workspace;
    RecordService m_records;
};

} // namespace wenyi::core
