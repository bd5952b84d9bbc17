// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/records/DraftService.h"

#include "client/core/records/RevisionEntry.h"
#include "shared/crypto/Sm3.h"
#include "shared/document/DocumentFields.h"
#include "shared/document/DocumentJson.h"
#include "shared/document/DocumentLimits.h"

#include <QJsonArray>
#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wenyi::core {

namespace {

QList<document::RevisionLink> linksOf(const QList<RevisionInfo> &revisions)
{
    QList<document::RevisionLink> links;
    for (const RevisionInfo &one : revisions)
        links.append({one.revision, one.parents});
    return links;
}

} // namespace

Digest documentDigest(const document::OfficialDocument &document)
{
    return crypto::sm3(document::writeDocumentJson(document));
}

bool DraftService::isWritingAct(QStringView act)
{
    return act == u"draft" || act == u"review" || act == u"issue";
}

QString DraftService::formatWord(document::Format format)
{
    switch (format) {
    case document::Format::Document:
        return u"文件"_s;
    case document::Format::Letter:
        return u"信函"_s;
    case document::Format::Order:
        return u"命令"_s;
    case document::Format::Minutes:
        break;
    }
    return u"纪要"_s;
}

QJsonObject DraftService::valuesOf(
    const document::OfficialDocument &document, const QStringList &editable, const modules::FormDefinition &form)
{
    QJsonObject values;
    const auto set = [&](const QString &field, const QString &value) {
        if (!value.isEmpty() && editable.contains(field))
            values.insert(field, value);
    };
    set(u"title"_s, document.title.isEmpty() ? document::titleOf(document) : document.title);
    set(u"format"_s, formatWord(document.format));
    set(u"kind"_s, document.kind);
    set(u"secrecy"_s, document.secrecy);
    set(u"urgency"_s, document.urgency);
    document::OfficialDocument effective = document;
    effective.signing = document::effectiveSigning(document);
    const QString signing = document::fieldText(effective, "signing");
    // No way of the earlier versions of the process sends a document without any.
    const modules::FormField *field = form.field(u"signing");
    if (field && field->choices.contains(signing))
        set(u"signing"_s, signing);
    if (!document.recipients.isEmpty())
        values.insert(u"recipients"_s, QJsonArray::fromStringList(document.recipients));
    if (!document.copyTo.isEmpty())
        values.insert(u"copyTo"_s, QJsonArray::fromStringList(document.copyTo));
    return values;
}

Result<StreamId> DraftService::create(const document::OfficialDocument &document, const QJsonObject &extra)
{
    WENYI_TRY(const modules::ModuleDefinition *definition, m_workspace.modules().newest(Module.toString()));
    QJsonObject values = valuesOf(document, definition->process.start().task.editable, definition->form);
    for (auto value = extra.begin(); value != extra.end(); ++value)
        values.insert(value.key(), value.value());
    WENYI_TRY(auto entries, m_records.startEntries({Module.toString(), values, {}, {}}));
    const StreamId stream = entries.constLast().stream;
    WENYI_TRY(const auto revision, entryOf(stream, {document, {}, {}}));
    entries.append(revision);
    WENYI_CHECK(m_workspace.journal().append(m_workspace.member().id, entries));
    return stream;
}

Result<journal::NewEntry> DraftService::entryOf(const StreamId &stream, const document::DraftRevision &revision)
{
    const QByteArray json = document::writeRevisionJson(revision);
    if (json.size() > document::limits::Json)
        return Error{ErrorCode::TooLarge, "draft.size", QString::number(json.size())};
    // What could not be read back is not written.
    WENYI_CHECK(document::readRevisionJson(json));
    WENYI_TRY(const SecretBytes *key, m_workspace.contentKey());
    WENYI_TRY(const auto blob, m_workspace.blobs().store(json, *key, m_workspace.environment().random));
    const RevisionEntry entry{crypto::sm3(json), revision.parents, blob.digest, documentDigest(revision.document)};
    return journal::NewEntry{stream, Module.toString(), entrykind::DraftRevision.toString(), entry.toBytes(), {blob},
        m_workspace.profile().unit.toString()};
}

Result<void> DraftService::checkMayWrite(const StreamId &stream)
{
    WENYI_TRY(const RecordView view, m_records.load(stream));
    if (view.possible.isEmpty())
        return Error{ErrorCode::NotAllowed, "draft.not-your-task", stream.toString()};
    const bool isWritten = std::any_of(view.possible.begin(), view.possible.end(),
        [](const PossibleAct &act) { return isWritingAct(act.possible.rules.act); });
    if (!isWritten)
        return Error{ErrorCode::NotAllowed, "draft.issued", stream.toString()};
    return {};
}

Result<Digest> DraftService::save(const StreamId &stream, const document::DraftRevision &revision)
{
    WENYI_CHECK(checkMayWrite(stream));
    WENYI_TRY(const auto known, revisions(stream));
    if (revision.parents.isEmpty() && !known.isEmpty())
        return Error{ErrorCode::InvalidInput, "draft.no-parent", stream.toString()};
    const auto isHere = [&known](const Digest &digest) {
        return std::any_of(known.begin(), known.end(), [&](const RevisionInfo &one) { return one.revision == digest; });
    };
    for (const Digest &parent : revision.parents) {
        if (!isHere(parent))
            return Error{ErrorCode::NotFound, "draft.no-such-parent", QString::fromLatin1(parent.toHex())};
    }
    const Digest digest = crypto::sm3(document::writeRevisionJson(revision));
    if (isHere(digest))
        return digest;
    WENYI_TRY(const auto entry, entryOf(stream, revision));
    WENYI_CHECK(m_workspace.journal().append(m_workspace.member().id, {entry}));
    return digest;
}

Result<QList<RevisionInfo>> DraftService::revisions(const StreamId &stream)
{
    WENYI_TRY(const auto all, RecordProjection::revisions(m_workspace.journal().database(), stream));
    QList<RevisionInfo> once;
    QSet<Digest> seen;
    for (const RevisionInfo &one : all) {
        if (!seen.contains(one.revision))
            once.append(one);
        seen.insert(one.revision);
    }
    return once;
}

Result<DraftView> DraftService::read(const RevisionInfo &info)
{
    WENYI_TRY(const SecretBytes *key, m_workspace.keyring().key(info.key));
    WENYI_TRY(const QByteArray json, m_workspace.blobs().read(info.blob, *key));
    if (crypto::sm3(json) != info.revision)
        return Error{ErrorCode::Corrupt, "draft.differs", QString::fromLatin1(info.revision.toHex())};
    WENYI_TRY(auto content, document::readRevisionJson(json));
    // The entry says what was drafted from what and which document it is; the revision has to say the same.
    if (content.parents != info.parents || documentDigest(content.document) != info.document)
        return Error{ErrorCode::Corrupt, "draft.differs", QString::fromLatin1(info.revision.toHex())};
    return DraftView{info, std::move(content)};
}

Result<DraftView> DraftService::load(const StreamId &stream)
{
    WENYI_TRY(const auto all, revisions(stream));
    const QList<Digest> heads = document::headRevisions(linksOf(all));
    if (heads.isEmpty())
        return Error{ErrorCode::NotFound, "draft.none", stream.toString()};
    return load(stream, heads.constLast());
}

Result<DraftView> DraftService::load(const StreamId &stream, const Digest &revision)
{
    WENYI_TRY(const auto all, revisions(stream));
    for (const RevisionInfo &one : all) {
        if (one.revision == revision)
            return read(one);
    }
    return Error{ErrorCode::NotFound, "draft.none", QString::fromLatin1(revision.toHex())};
}

Result<QList<document::RevisionFork>> DraftService::forks(const StreamId &stream)
{
    WENYI_TRY(const auto all, revisions(stream));
    return document::openForks(linksOf(all));
}

Result<Digest> DraftService::merge(
    const StreamId &stream, const document::OfficialDocument &document, const QList<document::Remark> &remarks)
{
    WENYI_TRY(const auto all, revisions(stream));
    const QList<Digest> heads = document::headRevisions(linksOf(all));
    if (heads.size() < 2)
        return Error{ErrorCode::NotFound, "draft.no-fork", stream.toString()};
    return save(stream, {document, remarks, heads});
}

Result<Digest> DraftService::addRemark(const StreamId &stream, const document::RemarkPlace &place, const QString &text)
{
    WENYI_TRY(const DraftView newest, load(stream));
    document::DraftRevision next = newest.content;
    next.parents = {newest.info.revision};
    const directory::Member &member = m_workspace.member();
    next.remarks.append(
        {member.name, member.id, m_workspace.environment().clock.now(), place, text, document::RemarkState::Open});
    return save(stream, next);
}

} // namespace wenyi::core
