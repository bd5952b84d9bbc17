// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/CertificateAuthority.h"
#include "shared/crypto/SystemRandom.h"
#include "shared/exchange/StatusTicket.h"
#include "shared/protocol/ServerReport.h"

#include <cstdlib>

using namespace wenyi;

// What an administrator's desktop signs for its server, and what the server tells it.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArrayView bytes(data, static_cast<qsizetype>(size));
    if (const auto ticket = exchange::StatusTicket::fromBytes(bytes); ticket && ticket->toBytes() != bytes)
        abort();
    // There is one form of each report: what is taken is written back as it came.
    if (const auto report = protocol::ServerReport::fromBytes(bytes); report && *report->toBytes() != bytes)
        abort();
    return 0;
}

extern "C" void wenyiFuzzSeeds(void (*add)(const uint8_t *data, size_t size))
{
    crypto::SystemRandom random;
    const QString id = QStringLiteral("ZFB/admin");
    const Instant from = instantFromMilliseconds(0);
    const Instant now = instantFromMilliseconds(1'780'000'000'000);
    const Instant to = instantFromMilliseconds(4'000'000'000'000);
    auto root = *crypto::CertificateAuthority::createRoot({id, id, id}, from, to, random);
    auto key = *crypto::PrivateKey::generate();
    auto certificate = *root.issue({id, id, id}, crypto::CertificatePurpose::Member, key.publicKey(), from, to, random);
    crypto::KeySigner signer(std::move(key), std::move(certificate));
    exchange::StatusTicketFacts facts;
    facts.challenge = QByteArray(exchange::StatusChallengeSize, 'c');
    facts.desktop = DesktopId(QStringLiteral("ZFB-1"));
    facts.member = MemberId(id);
    const auto ticket = exchange::StatusTicket::sign(facts, signer);
    protocol::ServerReport report;
    report.at = now;
    report.startedAt = now;
    report.ailment = "store.full";
    report.figures = {{"freeBytes", 17}, {"storeBytes", -1}};
    report.refusals = {{"session.not-admitted", 3}};
    report.desktops = {{DesktopId(QStringLiteral("ZFB-1")), UnitCode(QStringLiteral("ZFB")), now, 3, 4, 5}};
    report.units = {
        {UnitCode(QStringLiteral("ZFB")), {1, 2, 3, 4}, now, 5, {}, 6, {{UnitCode(QStringLiteral("CZJ")), 5, now}}}};
    report.samples = {{1, now, 2, 3, 4, 5, 6, 7, 8, 9}};
    const auto told = report.toBytes();
    if (!ticket || !told)
        abort();
    for (const QByteArray &seed : {ticket->toBytes(), *told})
        add(reinterpret_cast<const uint8_t *>(seed.constData()), static_cast<size_t>(seed.size()));
}
