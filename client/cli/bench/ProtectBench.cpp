// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/cli/bench/Benches.h"

#include "client/cli/bench/Figures.h"
#include "shared/crypto/ContentCipher.h"
#include "shared/crypto/Sm3.h"
#include "shared/crypto/Sm4CounterMode.h"

#include <QJsonArray>

#include <utility>

using namespace Qt::StringLiterals;

namespace wenyi::cli {

namespace {

using namespace crypto;

constexpr qsizetype Megabyte = 1'000'000;
constexpr QByteArrayView BenchContext = "bench";

struct ProtectBenchArguments
{
    int size = 50;
    int rounds = 7;
};

struct Times
{
    Series protect;
    Series unprotect;
};

struct WayTimes
{
    ContentWay way;
    Times times;
};

/// What OpenSSL takes for the same content as one message, with nothing of ours around it.
Result<void> measureOpenSsl(QByteArrayView plain, RandomSource &random, Times &times)
{
    const SecretBytes cipherKey = random.secret(Sm4CounterMode::KeySize);
    const SecretBytes macKey = random.secret(Digest::Size);
    const Stopwatch sealing;
    QByteArray sealedBytes(plain.size(), Qt::Uninitialized);
    WENYI_TRY(auto forth, Sm4CounterMode::begin(cipherKey.view(), {}, u"OpenSSL"_s));
    WENYI_CHECK(forth.run(plain, sealedBytes.data()));
    const Digest mac = hmacSm3(macKey.view(), sealedBytes);
    times.protect.add(sealing.milliseconds());
    const Stopwatch opening;
    const bool holds = hmacSm3(macKey.view(), sealedBytes) == mac;
    QByteArray opened(plain.size(), Qt::Uninitialized);
    WENYI_TRY(auto back, Sm4CounterMode::begin(cipherKey.view(), {}, u"OpenSSL"_s));
    WENYI_CHECK(back.run(sealedBytes, opened.data()));
    times.unprotect.add(opening.milliseconds());
    if (!holds || opened != plain)
        return Error{ErrorCode::Internal, "bench.wrong", {}};
    return {};
}

Result<void> measureWay(QByteArrayView plain, RandomSource &random, WayTimes &measured)
{
    const SecretBytes key = random.secret(ContentKeySize);
    const Stopwatch sealing;
    WENYI_TRY(const QByteArray sealedBytes, protect(key, plain, BenchContext, random, measured.way));
    measured.times.protect.add(sealing.milliseconds());
    const Stopwatch opening;
    WENYI_TRY(const QByteArray opened, unprotect(key, sealedBytes, BenchContext, measured.way));
    measured.times.unprotect.add(opening.milliseconds());
    if (opened != plain)
        return Error{ErrorCode::Internal, "bench.wrong", measured.way.cipher};
    return {};
}

QString ratioWords(const Series &own, const Series &other)
{
    return own.words(u"ms"_s) + u", ratio %1"_s.arg(own.median() / other.median(), 0, 'f', 3);
}

Result<void> run(const ProtectBenchArguments &arguments, const Context &context)
{
    const QByteArray plain = context.environment.random.bytes(arguments.size * Megabyte);
    Times openSsl;
    QList<WayTimes> ways;
    for (const ContentWay &way : ContentWay::all())
        ways.append({way, {}});
    // In turn, so that all have the same machine.
    for (int i = 0; i < arguments.rounds; ++i) {
        WENYI_CHECK(measureOpenSsl(plain, context.environment.random, openSsl));
        for (WayTimes &measured : ways)
            WENYI_CHECK(measureWay(plain, context.environment.random, measured));
    }
    context.output.line(u"%1 MB, %2 rounds, %3 build"_s.arg(arguments.size)
                            .arg(arguments.rounds)
                            .arg(circumstances().value(u"build"_s).toString()));
    context.output.line(u"OpenSSL alone: SM4-CTR, HMAC-SM3 "_s + openSsl.protect.words(u"ms"_s));
    context.output.line(u"OpenSSL alone: HMAC-SM3, SM4-CTR "_s + openSsl.unprotect.words(u"ms"_s));
    QJsonArray figures;
    for (const auto &[way, times] : std::as_const(ways)) {
        const QString name = way.cipher == way.digest ? way.cipher : way.cipher + u", "_s + way.digest;
        context.output.line(name + u": protect "_s + ratioWords(times.protect, openSsl.protect));
        context.output.line(name + u": unprotect "_s + ratioWords(times.unprotect, openSsl.unprotect));
        figures.append(QJsonObject{{u"cipher"_s, way.cipher}, {u"digest"_s, way.digest},
            {u"protectMs"_s, times.protect.toJson()}, {u"unprotectMs"_s, times.unprotect.toJson()},
            {u"protectRatio"_s, times.protect.median() / openSsl.protect.median()},
            {u"unprotectRatio"_s, times.unprotect.median() / openSsl.unprotect.median()}});
    }
    context.output.line(
        u"most memory %1 MB, three times the content in it"_s.arg(QString::number(peakMegabytes(), 'f', 0)));
    context.output.result({{u"bench"_s, u"protect"_s}, {u"circumstances"_s, circumstances()},
        {u"sizeMb"_s, arguments.size}, {u"opensslProtectMs"_s, openSsl.protect.toJson()},
        {u"opensslUnprotectMs"_s, openSsl.unprotect.toJson()}, {u"ways"_s, figures}, {u"peakMb"_s, peakMegabytes()}});
    return {};
}

} // namespace

void addProtectBench(Command &bench, Chosen &chosen)
{
    auto arguments = std::make_shared<ProtectBenchArguments>();
    Command &command = bench.addCommand(
        "protect", "Content protected and opened by each way that this processor can go, beside OpenSSL's SM4 and SM3");
    command.addOption("--size", arguments->size, "Of the content, in MB").within(1, 1'000);
    command.addOption("--rounds", arguments->rounds).within(1, 10'000);
    runWhenChosen(command, chosen, arguments, run);
}

} // namespace wenyi::cli
