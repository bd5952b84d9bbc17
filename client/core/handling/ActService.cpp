// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/handling/ActService.h"

#include "client/core/evidence/EvidenceService.h"
#include "client/core/exchange/ReceiptService.h"
#include "client/core/handling/DocumentService.h"
#include "client/core/handling/FilingService.h"
#include "client/core/outgoing/OutgoingService.h"
#include "client/core/records/DraftService.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wenyi::core {

namespace {

/// The process sends a record by its own fields to whoever closes the document, and draws its number by them: signed
/// with other ones it would reach somebody who may not, or go out under a number of another form.
Result<void> checkClosing(const RecordView &view, const document::OfficialDocument &draft)
{
    const modules::FormField *field = view.definition->form.field(u"signing");
    if (!field)
        return {}; // A version of the module that knows one way.
    const auto said = [&view](const QString &name) { return view.record.values().value(name).toString(); };
    const bool isByStamp = OutgoingService::closingOwner(draft) == SealOwner::Member;
    if (isByStamp != (said(u"signing"_s) == u"加盖签名章"_s))
        return Error{ErrorCode::NotAllowed, "act.other-signing", draft.title};
    if (!field->choices.contains(u"不加盖印章"_s))
        return {}; // One that sends none without, and draws one form of number.
    const bool isSaidUnsealed =
        said(u"format"_s) == u"纪要"_s && said(u"kind"_s) == u"纪要"_s && said(u"signing"_s) == u"不加盖印章"_s;
    if (document::bearsNoSeal(draft) != isSaidUnsealed)
        return Error{ErrorCode::NotAllowed, "act.other-signing", draft.title};
    for (const document::Format format : {document::Format::Order, document::Format::Minutes}) {
        if ((draft.format == format) != (said(u"format"_s) == DraftService::formatWord(format)))
            return Error{ErrorCode::NotAllowed, "act.other-format", draft.title};
    }
    return {};
}

} // namespace

Result<void> ActService::act(const StreamId &stream, const ActRequest &request, const SecretBytes *pin)
{
    WENYI_CHECK(doAct(stream, request, pin));
    // A connected desktop writes evidence when it synchronises, with a time stamp in it. The act stands either way, and
    // what is missing is written after the next one.
    if (m_workspace.profile().connection == directory::Connection::Standalone)
        static_cast<void>(EvidenceService(m_workspace).keepAll());
    return {};
}

Result<void> ActService::doAct(const StreamId &stream, const ActRequest &request, const SecretBytes *pin)
{
    WENYI_TRY(const bool signsFor, isSigningFor(stream, request));
    if (signsFor)
        return signForOrReturn(stream, request, pin);
    WENYI_CHECK(checkShown(stream, request));
    FilingService filing(m_workspace);
    WENYI_TRY(const bool isFiling, filing.isFiling(stream, request));
    if (isFiling)
        WENYI_CHECK(filing.file(stream, request, pin));
    else
        WENYI_CHECK(RecordService(m_workspace).act(stream, request, pin));
    // The act stands; a receipt that fails here is given with the next synchronisation or stick.
    if (m_workspace.keys().unitSigning)
        static_cast<void>(ReceiptService(m_workspace).giveDue(stream));
    return {};
}

Result<bool> ActService::isSigningFor(const StreamId &stream, const ActRequest &request) const
{
    if (request.kind != modules::ActionKind::Complete)
        return false;
    WENYI_TRY(const auto arrived, ExchangeProjection::arrivedIn(m_workspace.journal().database(), stream));
    if (!arrived)
        return false;
    WENYI_TRY(const RecordView view, RecordService(m_workspace).load(stream));
    return std::any_of(view.possible.begin(), view.possible.end(), [&request](const PossibleAct &act) {
        return act.possible.task.id == request.task && act.possible.rules.act == SignForAct;
    });
}

Result<void> ActService::checkShown(const StreamId &stream, const ActRequest &request) const
{
    WENYI_TRY(const RecordView view, RecordService(m_workspace).load(stream));
    const bool signs = std::any_of(view.possible.begin(), view.possible.end(), [&request](const PossibleAct &act) {
        return act.possible.task.id == request.task && act.possible.rules.signature == modules::SignatureRule::Personal;
    });
    WENYI_TRY(const auto revisions, DraftService(m_workspace).revisions(stream));
    if (!signs || request.kind != modules::ActionKind::Complete || revisions.isEmpty())
        return {};
    WENYI_TRY(const auto document, DocumentService(m_workspace).load(view.record));
    if (document.digest != request.document)
        return Error{ErrorCode::NotAllowed, "act.other-document", stream.toString()};
    return document.draft ? checkClosing(view, *document.draft) : Result<void>();
}

Result<void> ActService::signForOrReturn(
    const StreamId &stream, const ActRequest &request, const SecretBytes *pin) const
{
    if (!pin)
        return Error{ErrorCode::NotAllowed, "record.pin-required", SignForAct.toString()};
    ReceiptService receipts(m_workspace);
    WENYI_TRY(const Digest arrived, receipts.documentToSignFor(stream));
    if (request.document != arrived)
        return Error{ErrorCode::NotAllowed, "act.other-document", stream.toString()};
    if (request.outcome == ReturnOutcome)
        return receipts.returnDocument(stream, request.opinion.words, *pin);
    return receipts.signFor(stream, *pin);
}

} // namespace wenyi::core
