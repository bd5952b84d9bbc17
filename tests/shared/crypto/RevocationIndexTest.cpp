// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/RevocationIndex.h"

#include "tests/shared/crypto/CryptoFixtures.h"

#include <QHash>
#include <QTest>

using namespace wenyi;
using namespace wenyi::crypto;

class RevocationIndexTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsEveryNumberAndNoOther();
    void tellsANumberThatStandsThereTwice();
    void mergesWhatADeltaSays_data();
    void mergesWhatADeltaSays();
};

static Instant second(qint64 count)
{
    return instantFromMilliseconds(count * 1000);
}

void RevocationIndexTest::findsEveryNumberAndNoOther()
{
    tests::CountingRandom random;
    QHash<QByteArray, Revocation> expected;
    RevocationIndex index;
    // Of every size, many of them alike in their first octets.
    for (int i = 0; i < 3000; ++i) {
        QByteArray serial = random.bytes(i % 65);
        if (i % 3 == 0 && serial.size() > 9)
            serial.replace(0, 9, QByteArray(9, '\x42'));
        if (serial.startsWith('\0') || expected.contains(serial))
            continue;
        const Revocation revocation{
            second(i), i % 2 ? RevocationReason::Superseded : RevocationReason::CertificateHold};
        expected.insert(serial, revocation);
        index.add(serial, revocation);
    }
    QVERIFY(index.close());
    QCOMPARE(index.size(), expected.size());
    for (auto one = expected.cbegin(); one != expected.cend(); ++one) {
        QVERIFY(index.find(one.key()) == one.value());
        QByteArray other = one.key() + 'x';
        QCOMPARE(index.find(other).has_value(), expected.contains(other));
        other = one.key();
        if (!other.isEmpty()) {
            other.back() = static_cast<char>(other.back() ^ 1);
            QCOMPARE(index.find(other).has_value(), expected.contains(other));
        }
    }
    QVERIFY(!RevocationIndex().find("x"));
}

void RevocationIndexTest::tellsANumberThatStandsThereTwice()
{
    RevocationIndex index;
    for (const char *serial : {"b", "abcdefghij", "a", "abcdefghik"})
        index.add(serial, {});
    QVERIFY(index.close());
    index.add("abcdefghij", {});
    QVERIFY(!index.close());
}

void RevocationIndexTest::mergesWhatADeltaSays_data()
{
    using Reason = RevocationReason;
    using Told = std::optional<Reason>;
    QTest::addColumn<Told>("base");
    QTest::addColumn<Told>("known");
    QTest::addColumn<Told>("delta");
    QTest::addColumn<Told>("after");
    const Told none;
    QTest::newRow("nothing of it") << none << none << none << none;
    QTest::newRow("new") << none << none << Told(Reason::KeyCompromise) << Told(Reason::KeyCompromise);
    QTest::newRow("suspended") << none << none << Told(Reason::CertificateHold) << Told(Reason::CertificateHold);
    QTest::newRow("not mentioned") << Told(Reason::Superseded) << Told(Reason::Superseded) << none
                                   << Told(Reason::Superseded);
    QTest::newRow("suspension lifted") << Told(Reason::CertificateHold) << Told(Reason::CertificateHold)
                                       << Told(Reason::RemoveFromList) << none;
    QTest::newRow("suspension stays") << Told(Reason::CertificateHold) << Told(Reason::CertificateHold) << none
                                      << Told(Reason::CertificateHold);
    QTest::newRow("suspended and lifted since the complete list")
        << none << Told(Reason::CertificateHold) << none << none;
    QTest::newRow("suspended, then revoked") << Told(Reason::CertificateHold) << Told(Reason::CertificateHold)
                                             << Told(Reason::KeyCompromise) << Told(Reason::KeyCompromise);
    QTest::newRow("revoked, then removed") << Told(Reason::Superseded) << Told(Reason::Superseded)
                                           << Told(Reason::RemoveFromList) << Told(Reason::Superseded);
    QTest::newRow("revoked, then suspended") << Told(Reason::Superseded) << Told(Reason::Superseded)
                                             << Told(Reason::CertificateHold) << Told(Reason::Superseded);
    QTest::newRow("revoked by a delta that the next does not repeat")
        << none << Told(Reason::Superseded) << none << Told(Reason::Superseded);
    QTest::newRow("another reason") << Told(Reason::Superseded) << Told(Reason::Superseded)
                                    << Told(Reason::KeyCompromise) << Told(Reason::KeyCompromise);
    QTest::newRow("removed, and never known") << none << none << Told(Reason::RemoveFromList) << none;
}

void RevocationIndexTest::mergesWhatADeltaSays()
{
    using Told = std::optional<RevocationReason>;
    const auto indexOf = [](const Told &reason) {
        RevocationIndex index;
        index.add("another", {second(1), RevocationReason::Unspecified});
        if (reason)
            index.add("serial number", {second(2), *reason});
        index.close();
        return index;
    };
    QFETCH(Told, base);
    QFETCH(Told, known);
    QFETCH(Told, delta);
    QFETCH(Told, after);
    const RevocationIndex complete = indexOf(base);
    const RevocationIndex merged = RevocationIndex::merged(indexOf(known), indexOf(delta), &complete);
    const auto found = merged.find("serial number");
    QVERIFY((found ? Told(found->reason) : Told()) == after);
    QVERIFY(merged.find("another"));
    QCOMPARE(merged.size(), after ? 2 : 1);
}

QTEST_APPLESS_MAIN(RevocationIndexTest)
#include "RevocationIndexTest.moc"
