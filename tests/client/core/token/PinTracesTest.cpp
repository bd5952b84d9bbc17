// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/token/TokenSigner.h"
#include "tests/client/core/token/SoftToken.h"
#include "tests/shared/crypto/Hierarchy.h"

#include <QTest>

#include <sys/mman.h>
#include <unistd.h>

#include <fcntl.h>

using namespace wenyi;
using namespace wenyi::core;
using namespace wenyi::core::tests;
using namespace Qt::StringLiterals;

namespace {

constexpr char Mask = 0x5a;
/// A PIN that nothing else looks like, each character masked: who looks for it is not found.
constexpr char Masked[] = {'Q' ^ Mask, '7' ^ Mask, '#' ^ Mask, 'x' ^ Mask, '2' ^ Mask, '!' ^ Mask, 'k' ^ Mask,
    'Z' ^ Mask, '9' ^ Mask, '~' ^ Mask, 'm' ^ Mask, '4' ^ Mask};
constexpr size_t PinSize = sizeof Masked;

void writePin(char *place)
{
    for (size_t i = 0; i < PinSize; ++i)
        place[i] = static_cast<char>(Masked[i] ^ Mask);
}

bool isPin(const char *place)
{
    for (size_t i = 0; i < PinSize; ++i) {
        if (static_cast<char>(place[i] ^ Mask) != Masked[i])
            return false;
    }
    return true;
}

/// How often the PIN stands in what this process can write to, its stack aside.
int tracesOfPin()
{
    constexpr size_t Piece = 1 << 20;
    auto *buffer =
        static_cast<char *>(mmap(nullptr, Piece, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
    QFile maps(u"/proc/self/maps"_s);
    const int memory = open("/proc/self/mem", O_RDONLY | O_CLOEXEC);
    if (buffer == MAP_FAILED || memory < 0 || !maps.open(QIODevice::ReadOnly))
        qFatal("the memory cannot be read");
    int traces = 0;
    const QByteArray all = maps.readAll();
    for (const QByteArray &line : all.split('\n')) {
        const qsizetype dash = line.indexOf('-');
        // Of a stack nothing is promised: what registers held lies there until the next calls.
        if (dash < 0 || line.mid(line.indexOf(' ') + 1, 2) != "rw" || line.endsWith("[stack]"))
            continue;
        const quint64 end = line.mid(dash + 1, line.indexOf(' ') - dash - 1).toULongLong(nullptr, 16);
        quint64 at = line.left(dash).toULongLong(nullptr, 16);
        while (at < end) {
            const size_t size = std::min<quint64>(Piece, end - at);
            const bool isOwn =
                at <= reinterpret_cast<quintptr>(buffer) && reinterpret_cast<quintptr>(buffer) < at + size;
            const ssize_t count = isOwn ? 0 : pread(memory, buffer, size, static_cast<off_t>(at));
            for (ssize_t i = 0; i + ssize_t(PinSize) <= count; ++i)
                traces += isPin(buffer + i) ? 1 : 0;
            // Overlapping, so that nothing hides on an edge.
            at += size == Piece ? Piece - PinSize : size;
        }
    }
    memset(buffer, 0, Piece);
    munmap(buffer, Piece);
    close(memory);
    return traces;
}

} // namespace

/// A PIN that was given to a token is gone from the client.
class PinTracesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void aPinIsFoundWhileItIsThere();
    void aPinThatWasGivenIsGone();
};

void PinTracesTest::initTestCase()
{
#ifdef WENYI_ADDRESS_SANITIZER
    QSKIP("A sanitized program has terabytes to look through.");
#endif
}

void PinTracesTest::aPinIsFoundWhileItIsThere()
{
    QCOMPARE(tracesOfPin(), 0);
    {
        std::vector<char> plain(PinSize);
        writePin(plain.data());
        QVERIFY(tracesOfPin() >= 1);
        std::fill(plain.begin(), plain.end(), '\0');
    }
    QCOMPARE(tracesOfPin(), 0);
    SecretBytes secret{qsizetype(PinSize)};
    writePin(secret.data());
    QCOMPARE(tracesOfPin(), 1);
    secret.wipe();
    QCOMPARE(tracesOfPin(), 0);
}

void PinTracesTest::aPinThatWasGivenIsGone()
{
    wenyi::tests::Hierarchy hierarchy;
    const auto key = hierarchy.issue(u"江阴市人民政府办公室"_s, u"320281"_s, crypto::CertificatePurpose::Unit);
    const SoftToken token(*key);
    TokenProcess process(SoftToken::skf(), token.settings());
    QVERIFY(process.load());
    SecretBytes pin{qsizetype(PinSize)};
    writePin(pin.data());
    // It is a wrong one: that changes nothing about its way.
    const auto refused = process.ask<token::KeyOpened>(token::OpenKey{SoftToken::place(), std::move(pin), 0});
    QCOMPARE(refused.error().reason, "token.pin");
    QCOMPARE(token.read(u"attempts"_s), "1");
    QCOMPARE(tracesOfPin(), 0);
}

QTEST_GUILESS_MAIN(PinTracesTest)
#include "PinTracesTest.moc"
