// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/cli/bench/Benches.h"

#include "client/cli/bench/Figures.h"
#include "client/cli/bench/SealedPages.h"
#include "shared/crypto/TrustStore.h"

#include <QProcess>

#include <utility>

using namespace Qt::StringLiterals;

namespace wenyi::cli {

namespace {

using namespace crypto;

constexpr int ProgramTimeout = 60'000; // ms
constexpr double MeasuredTime = 1'000; // ms of the processor for one rate
constexpr std::chrono::days Validity{30};

struct TrustBenchArguments
{
    int entries = 100'000;
    int pages = 20;
    int rounds = 5;
};

/// An authority with a list of what it revoked, and a certificate that it did not revoke.
struct Domain
{
    CertificateAuthority root;
    PrivateKey key;
    Certificate certificate;
    QList<RevokedCertificate> revoked;
    QByteArray list;
    QByteArray delta; ///< With a hundredth of the list's entries.
};

QList<RevokedCertificate> randomEntries(int count, Instant now, RandomSource &random)
{
    QList<RevokedCertificate> entries;
    entries.reserve(count);
    for (int i = 0; i < count; ++i) {
        QByteArray serial = random.bytes(16);
        serial[0] = static_cast<char>((serial[0] & 0x3f) | 0x40);
        const auto reason = i % 4 == 0 ? RevocationReason::KeyCompromise : RevocationReason::Superseded;
        entries.append({serial.toHex(), now - std::chrono::minutes(i), reason});
    }
    return entries;
}

Result<Domain> makeDomain(int entries, const core::Environment &environment)
{
    const Instant now = environment.clock.now();
    const Instant from = now - Validity;
    WENYI_TRY(auto root,
        CertificateAuthority::createRoot({u"根证书"_s, u"测量"_s, {}}, from, now + 10 * Validity, environment.random));
    WENYI_TRY(PrivateKey key, PrivateKey::generate());
    WENYI_TRY(const Certificate certificate, root.issue({u"单位"_s, u"测量"_s, u"unit"_s}, CertificatePurpose::Unit,
                                                 key.publicKey(), from, now + Validity, environment.random));
    const auto revoked = randomEntries(entries, now, environment.random);
    WENYI_TRY(const QByteArray list, root.revocationList(revoked, 1, now, now + Validity));
    WENYI_TRY(const QByteArray delta,
        root.deltaRevocationList(
            randomEntries(std::max(entries / 100, 1), now, environment.random), 1, 2, now, now + Validity));
    return Domain{std::move(root), std::move(key), certificate, revoked, list, delta};
}

/// Nanoseconds that one question takes: each entry once, not in the list's order, and a number beside
/// it that is in none.
Result<double> lookUp(const TrustStore &trust, const Domain &domain)
{
    QList<QByteArray> others;
    for (const RevokedCertificate &entry : domain.revoked) {
        others.append(entry.serialNumber);
        others.last().back() = others.last().back() == '0' ? '1' : '0';
    }
    const Certificate &authority = domain.root.certificate();
    const Stopwatch watch;
    qsizetype found = 0;
    for (qsizetype i = 0; i < domain.revoked.size(); ++i) {
        found += trust.revocationOf(authority, domain.revoked.at(i).serialNumber).has_value();
        found += trust.revocationOf(authority, others.at(i)).has_value();
    }
    const double took = watch.milliseconds();
    if (found != domain.revoked.size())
        return Error{ErrorCode::Internal, "bench.wrong", {}};
    return took * 1e6 / static_cast<double>(2 * domain.revoked.size());
}

/// How often a second of the processor something can be done.
template<typename Act>
Result<double> rate(const Act &act)
{
    const Stopwatch watch;
    int count = 0;
    for (; watch.processorMilliseconds() < MeasuredTime; ++count)
        WENYI_CHECK(act());
    return count * 1000 / watch.processorMilliseconds();
}

/// What `openssl speed` says of SM2: signatures and verifications a second of the processor.
Result<std::pair<double, double>> rateOfOpenSsl()
{
    QProcess process;
    process.start(u"openssl"_s, {u"speed"_s, u"-mr"_s, u"-seconds"_s, u"1"_s, u"sm2"_s});
    if (!process.waitForFinished(ProgramTimeout) || process.exitCode() != 0) {
        process.kill();
        process.waitForFinished();
        return Error{ErrorCode::Unavailable, "bench.program-failed", u"openssl"_s};
    }
    for (const QByteArray &line : process.readAllStandardOutput().split('\n')) {
        const QList<QByteArray> words = line.trimmed().split(':');
        if (line.startsWith("+F7") && words.size() == 6)
            return std::pair(words.at(4).toDouble(), words.at(5).toDouble());
    }
    return Error{ErrorCode::Unavailable, "bench.program-failed", u"openssl"_s};
}

struct Measured
{
    Series load;
    Series lookup;
    Series delta;
    Series verify;
    Series document;
    Series ownSign;
    Series ownVerify;
    Series otherSign;
    Series otherVerify;
};

Result<void> measureLists(const Domain &domain, Instant now, Measured &measured)
{
    TrustStore trust;
    trust.addRoot(domain.root.certificate());
    const Stopwatch loading;
    WENYI_CHECK(trust.addRevocationList(domain.list));
    measured.load.add(loading.milliseconds());
    WENYI_TRY(const double lookup, lookUp(trust, domain));
    measured.lookup.add(lookup);
    constexpr int Times = 100;
    const Stopwatch verifying;
    for (int i = 0; i < Times; ++i)
        WENYI_CHECK(trust.verify(domain.certificate, CertificatePurpose::Unit, now));
    measured.verify.add(verifying.milliseconds() * 1000 / Times);
    const Stopwatch changing;
    WENYI_CHECK(trust.addRevocationList(domain.delta));
    measured.delta.add(changing.milliseconds());
    return {};
}

/// Ours and the program's in turn, so that both have the same machine. 20 octets are signed, as it does.
Result<void> measureSignatures(const Domain &domain, Measured &measured)
{
    const QByteArray message(20, 'x');
    WENYI_TRY(const QByteArray value, domain.key.sign(message));
    const PublicKey key = domain.key.publicKey();
    WENYI_TRY(const double signing, rate([&] { return domain.key.sign(message); }));
    WENYI_TRY(const double verifying, rate([&] { return key.verify(message, value); }));
    WENYI_TRY(const auto other, rateOfOpenSsl());
    measured.ownSign.add(signing);
    measured.ownVerify.add(verifying);
    measured.otherSign.add(other.first);
    measured.otherVerify.add(other.second);
    return {};
}

/// Several times a round: one takes no longer than what else happens on the machine.
Result<void> measureDocument(const SealedPages &document, Measured &measured)
{
    constexpr int Times = 10;
    for (int i = 0; i < Times; ++i) {
        WENYI_TRY(const double took, document.verify());
        measured.document.add(took);
    }
    return {};
}

QJsonObject rates(const Series &own, const Series &other)
{
    return {{u"own"_s, own.toJson()}, {u"openssl"_s, other.toJson()}, {u"ratio"_s, own.median() / other.median()}};
}

QString rateWords(const Series &own, const Series &other)
{
    return own.words(u"a second"_s) + u"; openssl speed "_s + other.words(u"a second"_s)
           + u"; ratio %1"_s.arg(own.median() / other.median(), 0, 'f', 3);
}

Result<void> run(const TrustBenchArguments &arguments, const Context &context)
{
    WENYI_TRY(const Domain domain, makeDomain(arguments.entries, context.environment));
    WENYI_TRY(const SealedPages document, SealedPages::make(arguments.pages, context.environment));
    Measured measured;
    for (int i = 0; i < arguments.rounds; ++i) {
        WENYI_CHECK(measureLists(domain, context.environment.clock.now(), measured));
        WENYI_CHECK(measureDocument(document, measured));
    }
    // Behind the others: whoever waits for `openssl speed` for seconds goes on at a processor that has gone to rest.
    for (int i = 0; i < arguments.rounds; ++i)
        WENYI_CHECK(measureSignatures(domain, measured));
    const double megabytes = static_cast<double>(domain.list.size()) / 1e6;
    context.output.line(u"a list of %1 entries, %2 MB, %3 rounds, %4 build"_s.arg(arguments.entries)
                            .arg(megabytes, 0, 'f', 1)
                            .arg(arguments.rounds)
                            .arg(circumstances().value(u"build"_s).toString()));
    context.output.line(u"list loaded          "_s + measured.load.words(u"ms"_s));
    context.output.line(u"entry looked up      "_s + measured.lookup.words(u"ns"_s));
    context.output.line(u"delta applied        "_s + measured.delta.words(u"ms"_s));
    context.output.line(u"certificate verified "_s + measured.verify.words(u"µs"_s));
    context.output.line(u"sealed OFD verified  "_s + measured.document.words(u"ms"_s)
                        + u", %1 pages, %2 kB"_s.arg(document.pages()).arg(document.ofd().size() / 1000));
    context.output.line(u"SM2 signed           "_s + rateWords(measured.ownSign, measured.otherSign));
    context.output.line(u"SM2 verified         "_s + rateWords(measured.ownVerify, measured.otherVerify));
    context.output.result(
        {{u"bench"_s, u"trust"_s}, {u"circumstances"_s, circumstances()}, {u"entries"_s, arguments.entries},
            {u"listMb"_s, megabytes}, {u"loadMs"_s, measured.load.toJson()}, {u"lookupNs"_s, measured.lookup.toJson()},
            {u"deltaMs"_s, measured.delta.toJson()}, {u"verifyUs"_s, measured.verify.toJson()},
            {u"pages"_s, static_cast<qint64>(document.pages())}, {u"documentMs"_s, measured.document.toJson()},
            {u"signPerSecond"_s, rates(measured.ownSign, measured.otherSign)},
            {u"verifyPerSecond"_s, rates(measured.ownVerify, measured.otherVerify)}});
    return {};
}

} // namespace

void addTrustBench(Command &bench, Chosen &chosen)
{
    auto arguments = std::make_shared<TrustBenchArguments>();
    Command &command = bench.addCommand(
        "trust", "A revocation list loaded and asked, a sealed OFD verified, and SM2 beside `openssl speed sm2`");
    command.addOption("--entries", arguments->entries).within(1, 100'000);
    command.addOption("--pages", arguments->pages, "Of the sealed OFD").within(1, 1'000);
    command.addOption("--rounds", arguments->rounds).within(1, 10'000);
    runWhenChosen(command, chosen, arguments, run);
}

} // namespace wenyi::cli
