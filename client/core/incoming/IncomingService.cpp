// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/incoming/IncomingService.h"

#include "client/core/exchange/UrgeService.h"
#include "shared/base/DurableFile.h"
#include "shared/directory/PeerDomain.h"
#include "shared/exchange/Names.h"

#include <QFileInfo>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wenyi::core {

namespace {

constexpr qsizetype LongestName = 200; ///< Bytes in UTF-8; file systems allow 255.

/// Shortens the part before the ending, by whole characters.
QString shortened(const QString &name)
{
    const qsizetype dot = name.lastIndexOf(u'.');
    const bool hasEnding = dot > 0 && name.size() - dot <= 10;
    const QString ending = hasEnding ? name.mid(dot) : QString();
    QString stem = hasEnding ? name.left(dot) : name;
    while (!stem.isEmpty() && (stem + ending).toUtf8().size() > LongestName)
        stem.chop(stem.size() > 1 && stem.back().isLowSurrogate() ? 2 : 1);
    return stem.trimmed() + ending;
}

} // namespace

QString fileNameFor(const QString &cameAs, qsizetype part)
{
    QString name = cameAs;
    name.replace(u'\\', u'/');
    name = shortened(name.section(u'/', -1));
    return exchange::isFileName(name) ? name : u"attachment-%1"_s.arg(part + 1);
}

QString fileNameOfTitle(const QString &title, const QString &ending)
{
    QString stem = title.trimmed();
    for (const QChar character : u"/\\:*?\"<>|"_s)
        stem.replace(character, u'_');
    return fileNameFor((stem.isEmpty() ? u"公文"_s : stem) + ending, 0);
}

Result<std::optional<IncomingFacts>> IncomingService::facts(const StreamId &stream) const
{
    journal::Database &database = m_workspace.journal().database();
    WENYI_TRY(const auto arrived, ExchangeProjection::arrivedIn(database, stream));
    if (!arrived)
        return std::optional<IncomingFacts>();
    const exchange::EnvelopeRouting &routing = arrived->header.routing();
    WENYI_TRY(const auto header, ArrivalService(m_workspace).documentHeader(arrived->entry));
    IncomingFacts facts;
    facts.sender = directory::shownName(m_workspace.directory(), routing.sender);
    facts.number = header.number;
    facts.kind = header.kind;
    facts.copyNumber = header.copyNumber;
    facts.urgency = routing.urgency;
    facts.sent = routing.created;
    facts.channel = arrived->entry.channel;
    facts.envelope = routing.id;
    if (const exchange::EnvelopeRecipient *own = routing.recipient(m_workspace.profile().unit))
        facts.printQuota = own->printQuota;
    WENYI_TRY(const auto receipts, ExchangeProjection::receipts(database, arrived->header.digest()));
    for (const exchange::Receipt &receipt : receipts) {
        if (receipt.facts().kind == exchange::ReceiptKind::Delivered)
            facts.delivered = receipt.facts().time;
    }
    WENYI_TRY(const auto recall, ReceiptService(m_workspace).recall(arrived->header));
    if (recall && recall->directive())
        facts.recalled = recall->directive()->facts();
    WENYI_TRY(const auto asked, UrgeService(m_workspace).asked(arrived->header));
    WENYI_TRY(const auto answered, ReceiptService(m_workspace).answer(arrived->header));
    if (!asked.isEmpty() && !answered)
        facts.urged = asked.constLast();
    facts.urges = static_cast<int>(asked.size());
    for (qsizetype i = 0; i < arrived->entry.parts.size(); ++i) {
        const ArrivedPart &part = arrived->entry.parts.at(i);
        if (part.role != exchange::PartRole::Attachment)
            continue;
        const auto named = std::find_if(header.parts.begin(), header.parts.end(),
            [&part](const exchange::DocumentHeaderPart &other) { return other.digest == part.digest; });
        const qint64 size = named == header.parts.end() ? 0 : named->size;
        facts.attachments.append({fileNameFor(part.name, facts.attachments.size()), size, i});
    }
    return std::optional(facts);
}

Result<QByteArray> IncomingService::read(const StreamId &stream, qsizetype part) const
{
    WENYI_TRY(const auto arrived, ExchangeProjection::arrivedIn(m_workspace.journal().database(), stream));
    const bool isAttachment = arrived && part >= 0 && part < arrived->entry.parts.size()
                              && arrived->entry.parts.at(part).role == exchange::PartRole::Attachment;
    if (!isAttachment)
        return Error{ErrorCode::NotFound, "incoming.no-attachment", QString::number(part)};
    return ArrivalService(m_workspace).read(arrived->entry, arrived->entry.parts.at(part));
}

Result<void> IncomingService::save(
    const StreamId &stream, qsizetype part, const QString &path, ExistingFile existing) const
{
    // A link counts too, wherever it leads.
    const QFileInfo there(path);
    if (existing == ExistingFile::Keep && (there.exists() || there.isSymLink()))
        return Error{ErrorCode::AlreadyExists, "incoming.file-exists", path};
    WENYI_TRY(const QByteArray content, read(stream, part));
    return writeDurably(path, content);
}

} // namespace wenyi::core
