// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/handling/DocumentService.h"

#include "client/core/exchange/ArrivalService.h"
#include "client/core/sealing/PaintedDoubts.h"
#include "client/core/sealing/SealedScene.h"
#include "client/core/sealing/VerificationService.h"
#include "shared/crypto/Sm3.h"
#include "shared/ofd/OfdReader.h"

namespace wenyi::core {

Result<RecordDocument> DocumentService::load(const modules::Record &record)
{
    WENYI_TRY(const auto arrived, ExchangeProjection::arrivedIn(m_workspace.journal().database(), record.stream));
    if (arrived) {
        WENYI_TRY(const QByteArray ofd, ArrivalService(m_workspace).documentOfd(arrived->entry));
        WENYI_TRY(auto document, readSealed(ofd, arrived->header.routing().sender));
        vouchByEnvelope(*document.verdict);
        return document;
    }
    WENYI_TRY(const bool isSealed, isSealedAsItStands(record));
    if (!isSealed)
        return readDraft(record);
    WENYI_TRY(const QByteArray ofd, OutgoingService(m_workspace).sealedOfd(record.stream));
    return readSealed(ofd, m_workspace.profile().unit);
}

Result<bool> DocumentService::isSealedAsItStands(const modules::Record &record) const
{
    if (!record.reference(SealedOfdReference) || record.module != DraftService::Module)
        return record.reference(SealedOfdReference).has_value();
    WENYI_TRY(const auto *definition, m_workspace.modules().find(record.module, record.process.version));
    // What was sealed before it went back to be written is another document by now.
    for (auto step = record.history.rbegin(); step != record.history.rend(); ++step) {
        const modules::ProcessNode *target = definition->process.node(step->returnedTo);
        if (step->kind == modules::ActionKind::ReturnTo && target && DraftService::isWritingAct(target->task.act))
            return false;
        if (step->kind == modules::ActionKind::Complete && step->act == u"seal")
            return true;
    }
    return false;
}

Result<RecordDocument> DocumentService::readSealed(const QByteArray &ofd, const UnitCode &issuer) const
{
    const directory::Directory &directory = m_workspace.directory();
    const VerificationService verification(
        directory.trustFor(issuer, m_workspace.trust()), directory.homeOf(issuer), m_workspace.environment().clock);
    RecordDocument document;
    WENYI_TRY(document.verdict, verification.verify(ofd, issuer));
    WENYI_TRY(const auto package, ofd::Package::open(ofd));
    WENYI_TRY(const auto read, ofd::readOfd(package, m_workspace.fonts()));
    document.ofd = ofd;
    document.digest = crypto::sm3(ofd);
    static KnownDoubts known; // A record is loaded at each act on it.
    addDoubts(
        *document.verdict, known.about(document.digest, [&] { return paintedDoubts(read, m_workspace.fonts()); }));
    document.scene = withSeals(read.content.scene, *document.verdict);
    for (const ofd::SubstitutedFont &font : read.substitutedFonts)
        document.replacedFonts.append(font.wanted);
    return document;
}

Result<RecordDocument> DocumentService::readDraft(const modules::Record &record)
{
    WENYI_TRY(const auto draft, OutgoingService(m_workspace).draft(record.stream));
    RecordDocument document;
    document.draft = numbered(draft.content.document, record);
    document.remarks = draft.content.remarks;
    document.digest = documentDigest(*document.draft);
    return document;
}

} // namespace wenyi::core
