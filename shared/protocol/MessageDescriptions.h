// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Limits.h"
#include "shared/protocol/MessageFields.h"
#include "shared/protocol/Messages.h"
#include "shared/protocol/ServerReport.h"

/// What each message consists of, once for writing and once for reading. For MessageCodec.cpp alone.
namespace wenyi::protocol::descriptions {

constexpr qsizetype ListLimit = 10'000;
constexpr qsizetype SignedLimit = 64 * limits::KiB;              ///< A signed head, checkpoint or receipt.
constexpr qsizetype HeaderLimit = 3 * limits::MiB + limits::KiB; ///< An envelope's routing header with its signature.
constexpr qsizetype DirectiveLimit = 400 * limits::KiB; ///< As exchange::bounds::Directive, with its signature.
constexpr qsizetype RulingLimit = 800 * limits::KiB;
constexpr qsizetype TextLimit = 1 * limits::KiB;
constexpr qsizetype TokenSize = 16;
constexpr qsizetype TimeStampRequestLimit = 4 * limits::KiB;
constexpr qsizetype PartsLimit = 256; ///< Of one envelope.
constexpr qsizetype TicketLimit = 4 * limits::KiB;
constexpr qsizetype ChallengeLimit = 64;
constexpr qsizetype HopsLimit = 32 * limits::KiB;

void describe(auto &fields, Is<LogHead> auto &head)
{
    fields.record(2, [&] {
        fields.number(head.number);
        fields.digest(head.hash);
    });
}

void describe(auto &fields, Is<Numbered> auto &numbered)
{
    fields.record(2, [&] {
        fields.number(numbered.number);
        fields.bytes(numbered.bytes, SignedLimit);
    });
}

void describe(auto &fields, Is<Hello> auto &hello)
{
    fields.record(4, [&] {
        fields.number(hello.oldestVersion);
        fields.number(hello.newestVersion);
        fields.id(hello.desktop);
        fields.number(hello.directoryVersion);
    });
}

void describe(auto &fields, Is<Welcome> auto &welcome)
{
    fields.record(8, [&] {
        fields.number(welcome.version);
        fields.instant(welcome.serverTime);
        fields.number(welcome.directoryVersion);
        fields.digest(welcome.directoryDigest);
        describe(fields, welcome.log);
        fields.number(welcome.desktopSequence);
        fields.number(welcome.lastReceipt);
        fields.number(welcome.deliveriesWaiting);
    });
}

void describe(auto &fields, Is<PushEntries> auto &push)
{
    fields.record(2, [&] {
        fields.list(push.entries, limits::EntriesPerPush, [&](auto &entry) { fields.bytes(entry, limits::Entry); });
        fields.bytes(push.head, SignedLimit);
    });
}

void describe(auto &fields, Is<Accepted> auto &accepted)
{
    fields.record(2, [&] {
        fields.number(accepted.first);
        fields.bytes(accepted.checkpoint, SignedLimit);
    });
}

void describe(auto &fields, Is<PullEntries> auto &pull)
{
    fields.record(1, [&] { fields.number(pull.after); });
}

void describe(auto &fields, Is<Entries> auto &entries)
{
    fields.record(3, [&] {
        fields.list(entries.runs, ListLimit, [&](auto &run) { fields.bytes(run, limits::Message); });
        fields.bytes(entries.checkpoint, SignedLimit);
        fields.number(entries.logNumber);
    });
}

void describe(auto &fields, Is<PutBlob> auto &put)
{
    fields.record(4, [&] {
        fields.digest(put.digest);
        fields.number(put.size, limits::Blob);
        fields.number(put.offset, limits::Blob);
        fields.bytes(put.chunk, limits::BlobChunk);
    });
}

void describe(auto &fields, Is<BlobState> auto &state)
{
    fields.record(2, [&] {
        fields.digest(state.digest);
        fields.number(state.have, limits::Blob);
    });
}

void describe(auto &fields, Is<GetBlob> auto &get)
{
    fields.record(3, [&] {
        fields.digest(get.digest);
        fields.number(get.offset, limits::Blob);
        fields.number(get.length, limits::BlobChunk);
    });
}

void describe(auto &fields, Is<BlobChunk> auto &chunk)
{
    fields.record(3, [&] {
        fields.number(chunk.size, limits::Blob);
        fields.number(chunk.offset, limits::Blob);
        fields.bytes(chunk.chunk, limits::BlobChunk);
    });
}

void describe(auto &fields, Is<SendEnvelope> auto &send)
{
    fields.record(1, [&] { fields.bytes(send.header, HeaderLimit); });
}

void describe(auto &fields, Is<EnvelopeState> auto &state)
{
    fields.record(2, [&] {
        fields.list(state.missing, ListLimit, [&](auto &part) { describe(fields, part); });
        fields.optional(state.receipt, [&](auto &receipt) { fields.bytes(receipt, SignedLimit); });
    });
}

void describe(auto &fields, Is<FetchDeliveries> auto &fetch)
{
    fields.record(1, [&] { fields.number(fetch.limit, ListLimit); });
}

void describe(auto &fields, Is<Delivery> auto &delivery)
{
    fields.record(3, [&] {
        fields.number(delivery.number);
        fields.instant(delivery.acceptedAt);
        fields.bytes(delivery.header, HeaderLimit);
    });
}

void describe(auto &fields, Is<Deliveries> auto &deliveries)
{
    fields.record(
        1, [&] { fields.list(deliveries.deliveries, ListLimit, [&](auto &delivery) { describe(fields, delivery); }); });
}

void describe(auto &fields, Is<ConfirmDelivery> auto &confirm)
{
    fields.record(2, [&] {
        fields.id(confirm.envelope);
        fields.digest(confirm.digest);
    });
}

/// The parts of one envelope; their sum is bounded by the message and checked by whoever takes them.
void describeParts(auto &fields, auto &parts)
{
    fields.list(parts, PartsLimit, [&](auto &part) { fields.bytes(part, LargestWhole); });
}

void describe(auto &fields, Is<SendWhole> auto &send)
{
    fields.record(2, [&] {
        fields.bytes(send.header, HeaderLimit);
        describeParts(fields, send.parts);
    });
}

void describe(auto &fields, Is<FetchWhole> auto &fetch)
{
    fields.record(3, [&] {
        fields.number(fetch.limit, ListLimit);
        fields.list(fetch.confirmed, ListLimit, [&](auto &confirm) { describe(fields, confirm); });
        fields.list(fetch.held, ListLimit, [&](auto &digest) { fields.digest(digest); });
    });
}

void describe(auto &fields, Is<WholeDeliveries> auto &whole)
{
    fields.record(1, [&] {
        fields.list(whole.deliveries, ListLimit, [&](auto &delivery) {
            fields.record(2, [&] {
                describe(fields, delivery.delivery);
                describeParts(fields, delivery.parts);
            });
        });
    });
}

void describe(auto &fields, Is<Confirmed> auto &confirmed)
{
    fields.record(1, [&] { fields.id(confirmed.envelope); });
}

void describe(auto &fields, Is<PushReceipts> auto &push)
{
    fields.record(
        1, [&] { fields.list(push.receipts, ListLimit, [&](auto &receipt) { fields.bytes(receipt, SignedLimit); }); });
}

void describe(auto &fields, Is<ReceiptStates> auto &states)
{
    fields.record(
        1, [&] { fields.list(states.reasons, ListLimit, [&](auto &reason) { fields.bytes(reason, TextLimit); }); });
}

void describe(auto &fields, Is<PullReceipts> auto &pull)
{
    fields.record(2, [&] {
        fields.number(pull.after);
        fields.number(pull.limit, ListLimit);
    });
}

void describe(auto &fields, Is<Receipts> auto &receipts)
{
    fields.record(
        1, [&] { fields.list(receipts.receipts, ListLimit, [&](auto &receipt) { describe(fields, receipt); }); });
}

void describe(auto &fields, Is<GetDirectory> auto &get)
{
    fields.record(1, [&] { fields.number(get.offset, limits::CborBytes); });
}

void describe(auto &fields, Is<DirectoryChunk> auto &chunk)
{
    fields.record(5, [&] {
        fields.number(chunk.version);
        fields.digest(chunk.digest);
        fields.number(chunk.size, limits::CborBytes);
        fields.number(chunk.offset, limits::CborBytes);
        fields.bytes(chunk.chunk, limits::BlobChunk);
    });
}

void describe(auto &fields, Is<LeaseNumbers> auto &lease)
{
    fields.record(3, [&] {
        fields.text(lease.series, TextLimit);
        fields.number(lease.count, ListLimit);
        fields.bytes(lease.token, TokenSize);
    });
}

void describe(auto &fields, Is<Lease> auto &lease)
{
    fields.record(3, [&] {
        fields.text(lease.series, TextLimit);
        fields.number(lease.first);
        fields.number(lease.count, ListLimit);
    });
}

void describe(auto &fields, Is<RequestTimeStamp> auto &stamp)
{
    fields.record(1, [&] { fields.bytes(stamp.request, TimeStampRequestLimit); });
}

void describe(auto &fields, Is<TimeStampAnswer> auto &answer)
{
    fields.record(1, [&] { fields.bytes(answer.response, SignedLimit); });
}

void describe(auto &fields, Is<GiveDirective> auto &give)
{
    fields.record(1, [&] { fields.bytes(give.directive, DirectiveLimit); });
}

void describe(auto &fields, Is<DirectiveState> auto &state)
{
    fields.record(
        1, [&] { fields.list(state.rulings, ListLimit, [&](auto &ruling) { fields.bytes(ruling, RulingLimit); }); });
}

void describe(auto &fields, Is<PullRulings> auto &pull)
{
    fields.record(2, [&] {
        fields.number(pull.after);
        fields.number(pull.limit, ListLimit);
    });
}

void describe(auto &fields, Is<Rulings> auto &rulings)
{
    fields.record(1, [&] {
        fields.list(rulings.rulings, ListLimit, [&](auto &ruling) {
            fields.record(2, [&] {
                fields.number(ruling.number);
                fields.bytes(ruling.bytes, RulingLimit);
            });
        });
    });
}

void describe(auto &fields, Is<OpenStatus> auto &open)
{
    fields.record(1, [&] { fields.bytes(open.ticket, TicketLimit); });
}

void describe(auto &fields, Is<StatusOpening> auto &opening)
{
    fields.record(2, [&] {
        fields.bytes(opening.challenge, ChallengeLimit);
        fields.optional(opening.until, [&](auto &until) { fields.instant(until); });
    });
}

void describe(auto &fields, Is<AskStatus> auto &ask)
{
    fields.record(1, [&] { fields.number(ask.samplesAfter); });
}

void describe(auto &fields, Is<ServerStatus> auto &status)
{
    fields.record(1, [&] { fields.bytes(status.report, LargestReport); });
}

void describe(auto &fields, Is<FollowLog> auto &follow)
{
    fields.record(4, [&] {
        fields.number(follow.segment);
        fields.number(follow.offset);
        fields.digest(follow.before);
        fields.number(follow.number);
    });
}

void describe(auto &fields, Is<LogBytes> auto &part)
{
    fields.record(5, [&] {
        fields.number(part.segment);
        fields.number(part.offset);
        fields.bytes(part.bytes, LargestLogPart);
        fields.number(part.number);
        fields.digest(part.directory);
    });
}

void describe(auto &fields, Is<AskTerm> auto &ask)
{
    fields.record(1, [&] { fields.bytes(ask.known, TextLimit); });
}

void describe(auto &fields, Is<Term> auto &term)
{
    fields.record(1, [&] { fields.bytes(term.term, TextLimit); });
}

void describe(auto &fields, Is<ForwardEnvelope> auto &forward)
{
    fields.record(3, [&] {
        fields.bytes(forward.header, HeaderLimit);
        fields.bytes(forward.hops, HopsLimit);
        fields.list(forward.recipients, ListLimit, [&](auto &unit) { fields.id(unit); });
    });
}

void describe(auto &fields, Is<FetchForwards> auto &fetch)
{
    fields.record(2, [&] {
        fields.number(fetch.limit, ListLimit);
        fields.number(fetch.receiptsTaken);
    });
}

void describe(auto &fields, Is<Forwards> auto &forwards)
{
    fields.record(2, [&] {
        fields.list(forwards.forwards, ListLimit, [&](auto &forward) { describe(fields, forward); });
        fields.number(forwards.receiptsTaken);
    });
}

void describe(auto &fields, Is<ConfirmForward> auto &confirm)
{
    fields.record(4, [&] {
        fields.id(confirm.envelope);
        fields.digest(confirm.digest);
        fields.bytes(confirm.receipt, SignedLimit);
        fields.bytes(confirm.reason, TextLimit);
    });
}

void describe(auto &fields, Is<TellTerm> auto &tell)
{
    fields.record(1, [&] { fields.bytes(tell.term, TextLimit); });
}

void describe(auto &fields, Is<AskLacking> auto &ask)
{
    fields.record(1, [&] { fields.number(ask.limit, ListLimit); });
}

void describe(auto &fields, Is<TellWithdrawn> auto &tell)
{
    fields.record(2, [&] {
        fields.bytes(tell.ruling, RulingLimit);
        fields.bytes(tell.header, HeaderLimit);
    });
}

void describe(auto &fields, Is<PullUrges> auto &pull)
{
    fields.record(2, [&] {
        fields.number(pull.after);
        fields.number(pull.limit, ListLimit);
    });
}

void describe(auto &fields, Is<Urges> auto &urges)
{
    fields.record(1, [&] {
        fields.list(urges.urges, ListLimit, [&](auto &urge) {
            fields.record(2, [&] {
                fields.number(urge.number);
                fields.bytes(urge.bytes, DirectiveLimit);
            });
        });
    });
}

void describe(auto &fields, Is<AskWaits> auto &ask)
{
    fields.record(1, [&] { fields.list(ask.envelopes, MostAskedAfter, [&](auto &digest) { fields.digest(digest); }); });
}

void describe(auto &fields, Is<Waits> auto &waits)
{
    fields.record(1, [&] {
        fields.list(waits.waits, ListLimit, [&](auto &wait) {
            fields.record(4, [&] {
                fields.digest(wait.envelope);
                fields.text(wait.domain, TextLimit);
                fields.bytes(wait.reason, TextLimit);
                fields.instant(wait.since);
            });
        });
    });
}

void describe(auto &fields, Is<AskWithdrawn> auto &ask)
{
    fields.record(1, [&] { fields.digest(ask.envelope); });
}

void describe(auto &fields, Is<Withdrawn> auto &withdrawn)
{
    fields.record(1, [&] { fields.bytes(withdrawn.header, HeaderLimit); });
}

void describe(auto &fields, Is<Refused> auto &refused)
{
    fields.record(3, [&] {
        fields.code(refused.code);
        fields.bytes(refused.reason, TextLimit);
        fields.text(refused.detail, 4 * TextLimit);
    });
}

void describe(auto &fields, Is<Notify> auto &notify)
{
    fields.record(4, [&] {
        fields.number(notify.logNumber);
        fields.number(notify.lastReceipt);
        fields.number(notify.deliveriesWaiting);
        fields.number(notify.directoryVersion);
    });
}

} // namespace wenyi::protocol::descriptions
