// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/exchange/DirectiveProjection.h"
#include "client/core/exchange/ExchangeProjection.h"
#include "client/core/exchange/OnwardWaits.h"
#include "client/core/profile/Workspace.h"
#include "client/core/records/RecordService.h"

#include <optional>

namespace wenyi::core {

/// The step at which an arrived document is signed for or returned, and how it ends (resources/modules/incoming).
inline constexpr QStringView SignForAct = u"signFor";
inline constexpr QStringView SignForOutcome = u"sign-for";
inline constexpr QStringView ReturnOutcome = u"return";

/// How one recipient stands to an envelope.
struct TrackingLine
{
    QString unitName;
    Channel channel = Channel::Server;
    exchange::Delivery delivery; ///< Its stage, and each receipt with its time and person.
    /// The recall that was asked for, whatever became of it.
    std::optional<exchange::DirectiveFacts> recall;
    std::optional<Instant> heldUntil;              ///< 定时发送: not before; none where it goes at once.
    std::optional<exchange::DirectiveFacts> urged; ///< 催签: when, by whom and with which words it was urged last.
    int urges = 0;                                 ///< How often.
    bool isRetired = false;                        ///< 收文单位已撤销, as the directory says now.
    /// Who receives in the stead of a recipient that is retired, as the directory says.
    std::optional<UnitCode> successor;
    QString successorName; ///< Empty where there is none.
    /// Why it is still at the server and waits for another domain, as that said last; nothing where it goes its way.
    std::optional<OnwardWait> wait;

    /// The unit had it and is retired since: it will neither sign for it nor return it.
    bool willNotAnswer() const;
    /// 未能撤回: it was answered, or the server says that it is too late.
    bool wasRecalledTooLate() const
    {
        const bool isRuledSo = delivery.ruled && delivery.ruled->kind == exchange::RulingKind::TooLate;
        return recall && (delivery.isAnswered() || isRuledSo);
    }
};

/// 跟踪: an outgoing record's envelopes.
struct Tracking
{
    QList<TrackingLine> lines;
    exchange::DeliverySummary summary; ///< Nobody is named to be urged who is retired.
    qsizetype unanswerable = 0;        ///< Lines that willNotAnswer().

    /// 1/2 已签收
    QString toString() const;
};

/// Whether something from outside was new.
enum class Novelty { New, KnownAlready };

/// 回执: gives the unit's receipts, takes those of others, and tells how far deliveries are.
class ReceiptService
{
public:
    explicit ReceiptService(Workspace &workspace)
        : m_workspace(workspace)
    {
    }

    /// SM3 of the document that arrived in a record: what signing for it names. Fails with NotFound
    /// "receipt.no-envelope".
    Result<Digest> documentToSignFor(const StreamId &stream) const;
    /// Signs for an arrived document: the member's personal signature over the document at the step, and the unit's
    /// receipt. Fails with NotFound "receipt.no-envelope", NotAllowed "receipt.no-unit-key", "receipt.not-your-step",
    /// "receipt.recalled" (by its sender, before), and as RecordService::act() does. The receipt is given again from
    /// the record should the machine stop between.
    Result<void> signFor(const StreamId &stream, const SecretBytes &pin);
    /// 退文, at the step of signing for, with the reason that the sender reads. Fails as signFor() does.
    Result<void> returnDocument(const StreamId &stream, const QString &reason, const SecretBytes &pin);
    /// What this unit answered to an envelope, signed for or returned; none while its sender still waits for a word.
    Result<std::optional<exchange::ReceiptFacts>> answer(const exchange::EnvelopeHeader &header);
    /// By what the server ruled that the sender took the envelope back from this unit; none while it stands.
    Result<std::optional<exchange::Ruling>> recall(const exchange::EnvelopeHeader &header);
    /// signFor() or returnDocument(), for a program that may ask again because it did not hear of its success: what was
    /// answered so before is known and no fault. `kind` is one of the two; `reason` is a return's. Fails as they do.
    Result<Novelty> answerOnce(
        const StreamId &stream, exchange::ReceiptKind kind, const QString &reason, const SecretBytes &pin);
    /// Gives what is due: a receipt for each step of an incoming record that the sender is to know of (signed for,
    /// registered, returned, concluded), whoever of the unit did it. Gives the number of new receipts.
    Result<qsizetype> giveDue(const StreamId &stream);
    /// The same for all incoming records. Needs the unit's key; without it nothing is due here.
    Result<qsizetype> giveAllDue();

    /// The receipt that the unit has an envelope, to be appended together with its arrival.
    Result<journal::NewEntry> deliveredEntry(const StreamId &stream, const exchange::EnvelopeHeader &header) const;
    /// Takes a receipt for an envelope that this unit sent. Fails with NotFound "receipt.unknown-envelope", NotTrusted
    /// "certificate.…" and as exchange::Receipt does; a refusal goes to the audit log and changes nothing.
    Result<Novelty> take(const QByteArray &receipt);
    /// The server has the receipt: it is not sent again.
    Result<void> markSent(const GivenReceipt &receipt);

    Result<Tracking> tracking(const StreamId &stream);

private:
    Result<void> actAtSigningFor(
        const StreamId &stream, QStringView outcome, const QString &words, const SecretBytes &pin);
    Result<Novelty> takeVerified(const exchange::Receipt &receipt);
    /// What is known of one envelope, for all of its recipients.
    struct KnownOfEnvelope
    {
        QList<exchange::Receipt> receipts;
        QList<exchange::Directive> directives;
        QList<exchange::Ruling> rulings;
    };
    Result<KnownOfEnvelope> knownOf(const DispatchedEnvelope &envelope);
    Result<TrackingLine> lineOf(
        const DispatchedEnvelope &envelope, const DispatchedEntry::Route &route, const KnownOfEnvelope &known);
    Result<crypto::Certificate> signerOf(const exchange::ReceiptFacts &facts) const;
    Result<QByteArray> sign(const exchange::EnvelopeHeader &header, exchange::ReceiptFacts facts) const;
    journal::NewEntry entryOf(const StreamId &stream, const QString &streamType, const QByteArray &receipt) const;

    Workspace &m_workspace;
};

} // namespace wenyi::core
