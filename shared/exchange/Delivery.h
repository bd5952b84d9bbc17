// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/exchange/Receipt.h"
#include "shared/exchange/Ruling.h"

#include <QMap>

#include <optional>
#include <variant>

namespace wenyi::exchange {

/// Where one envelope's delivery to one unit stands.
enum class DeliveryStage {
    Queued,     ///< 待发
    Packed,     ///< 已打包: in a bundle for a stick.
    Exported,   ///< 已导出: the stick was written and read back.
    Sending,    ///< 发送中
    Accepted,   ///< 已收: at the server.
    Delivered,  ///< 送达
    Opened,     ///< 已阅
    SignedFor,  ///< 签收
    Registered, ///< 登记
    Concluded,  ///< 办结
    Returned,   ///< 退文
    Recalled,   ///< 撤回
    Recalling,  ///< 撤回中: asked for, and the server has not said yet what became of it.
    Failed      ///< Not delivered, with the reason; sending again or a late receipt clears it.
};

/// Stable name, for `--json` and the log: "signed-for".
QByteArray stageName(DeliveryStage stage);

/// Why a delivery failed (failures of the state machine merged from real exchanges).
enum class DeliveryFailure {
    Unreachable,
    WrongAddress,
    BadSignature,
    RevokedCertificate,
    SecrecyRefused,
    TooLarge,
    Expired
};

/// Chunk `done` of `total` is at the server.
struct SendingProgressed
{
    quint64 done = 0;
    quint64 total = 0;
    friend bool operator==(const SendingProgressed &, const SendingProgressed &) = default;
};
struct PackedIntoBundle
{
};
struct BundleExported
{
    QString medium; ///< 介质号
};
struct DeliveryFailed
{
    DeliveryFailure failure = DeliveryFailure::Unreachable;
};
/// 补发: once more, under the same envelope id.
struct SentAgain
{
};
/// 撤回; only before it is signed for.
struct RecallRequested
{
    Instant time;
};
/// A ruling that Ruling::verify() found to hold for the envelope.
struct RulingArrived
{
    RulingFacts facts;
};
/// A receipt that Receipt::verify() found to hold for the envelope.
struct ReceiptArrived
{
    ReceiptFacts facts;
};

using DeliveryEvent = std::variant<SendingProgressed, PackedIntoBundle, BundleExported, DeliveryFailed, SentAgain,
    RecallRequested, RulingArrived, ReceiptArrived>;

/// What the server decided about a delivery.
struct RuledDelivery
{
    RulingKind kind = RulingKind::Recalled;
    Instant time;
    std::optional<UnitCode> successor; ///< Of the unit, where it is retired.
    friend bool operator==(const RuledDelivery &, const RuledDelivery &) = default;
};

/// One envelope on its way to one unit: what happened so far. The receipts and rulings of a delivery give the same
/// state in whatever order they come, twice or once.
struct Delivery
{
    EnvelopeId envelope;
    Digest envelopeDigest;
    UnitCode sender;
    UnitCode recipient;
    DeliveryStage dispatch = DeliveryStage::Queued; ///< Queued, Packed, Exported or Sending: the sender's side.
    SendingProgressed progress;
    QString medium;
    std::optional<DeliveryFailure> failure;
    std::optional<Instant> recalled;
    std::optional<RuledDelivery> ruled;
    QMap<ReceiptKind, ReceiptFacts> receipts; ///< The earliest of each kind.

    static Delivery begin(const EnvelopeHeader &envelope, const UnitCode &recipient);
    /// What follows from an event; pure. What is refused leaves the delivery as it was. Fails with NotTrusted
    /// "delivery.foreign-receipt" and "delivery.foreign-ruling", NotAllowed "delivery.already-signed-for" (recall), "delivery.recalled" (sending what
    /// was recalled), InvalidInput "delivery.progress".
    Result<Delivery> apply(const DeliveryEvent &event) const;
    DeliveryStage stage() const;
    bool isSignedFor() const;
    /// Signed for, or returned: a recall has no effect on it.
    bool isAnswered() const;
    friend bool operator==(const Delivery &, const Delivery &) = default;
};

/// The sender's overview: 12/15 已签收.
struct DeliverySummary
{
    qsizetype total = 0;
    qsizetype accepted = 0;   ///< Accepted or further.
    qsizetype delivered = 0;  ///< Delivered or further.
    qsizetype signedFor = 0;  ///< Signed for, whatever came then.
    qsizetype registered = 0; ///< Registered, whatever came then.
    qsizetype concluded = 0;
    qsizetype returned = 0;
    qsizetype recalled = 0;
    qsizetype failed = 0;
    QList<UnitCode> notSignedFor; ///< Whom to urge: neither signed for nor returned nor recalled, nor being recalled.
};
DeliverySummary summarize(const QList<Delivery> &deliveries);

} // namespace wenyi::exchange
