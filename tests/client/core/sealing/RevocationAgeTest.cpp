// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/sealing/RevocationAge.h"

#include "client/core/sealing/SealingService.h"
#include "shared/crypto/KeyFile.h"
#include "tests/client/core/LaterClock.h"
#include "tests/client/core/SampleOffice.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::core;
using namespace wenyi::core::tests;
using namespace Qt::StringLiterals;

/// Fault F23: a desktop that hears of no new revocation list goes on for a while, says so, and then stops sealing. The
/// sample domain's lists are due after 30 days.
class RevocationAgeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sealsForAWhileAfterTheNextListWasDue_data();
    void sealsForAWhileAfterTheNextListWasDue();
    void nothingKnownIsTooOld();

private:
    SampleOffice m_office;
};

void RevocationAgeTest::sealsForAWhileAfterTheNextListWasDue_data()
{
    QTest::addColumn<int>("days");
    QTest::addColumn<RevocationAge::State>("state");
    QTest::newRow("today") << 0 << RevocationAge::State::Current;
    QTest::newRow("just before it is due") << 29 << RevocationAge::State::Current;
    QTest::newRow("overdue") << 31 << RevocationAge::State::Overdue;
    QTest::newRow("just within the limit") << 44 << RevocationAge::State::Overdue;
    QTest::newRow("beyond the limit") << 46 << RevocationAge::State::TooOld;
}

void RevocationAgeTest::sealsForAWhileAfterTheNextListWasDue()
{
    QFETCH(int, days);
    QFETCH(RevocationAge::State, state);
    const LaterClock clock{std::chrono::days(days)};
    const Environment &now = m_office.environment();
    const Environment later{clock, now.random, now.resources, now.fonts};
    const auto desktop = m_office.domain().desktopOf(u"市政府办/sealkeeper"_s);
    QVERIFY(desktop);
    const auto keeper = Workspace::unlock(desktop->first, desktop->second, SampleOffice::pin(), later);
    QVERIFY2(keeper, reasonOf(keeper).constData());
    SealingService sealing(**keeper);
    const auto preview = sealing.preview(SampleOffice::notice());
    QVERIFY2(preview, reasonOf(preview).constData());
    QCOMPARE(preview->revocations.state, state);
    QCOMPARE(preview->revocations.limit - preview->revocations.due, std::chrono::milliseconds(SealingGrace));
    const auto sealedDocument = sealing.seal(*preview, SampleOffice::pin(), std::nullopt);
    if (state != RevocationAge::State::TooOld) {
        QVERIFY2(sealedDocument, reasonOf(sealedDocument).constData());
        return;
    }
    QCOMPARE(reasonOf(sealedDocument), QByteArray("sealing.list-too-old"));
    // No PIN was asked of the key, so none of its attempts was spent.
    QCOMPARE(reasonOf(sealing.seal(*preview, SecretBytes(QByteArrayView("wrong")), std::nullopt)),
        QByteArray("sealing.list-too-old"));
    const auto key = crypto::KeyFile::open((*keeper)->profile().memberPath((*keeper)->member().id, keyfile::Seal));
    QVERIFY(key);
    QCOMPARE(key->attemptsLeft(), crypto::KeyFile::AllowedAttempts);
}

void RevocationAgeTest::nothingKnownIsTooOld()
{
    const auto unit = m_office.unlock(u"市政府办/sealkeeper"_s)->directory().content().units.constFirst();
    const auto certificate = crypto::Certificate::fromDer(unit.signingCertificate);
    QVERIFY(certificate);
    const auto age = revocationAgeFor(crypto::TrustStore(), *certificate, m_office.environment().clock.now());
    QCOMPARE(age.state, RevocationAge::State::TooOld);
    QCOMPARE(reasonOf(checkAge(age)), QByteArray("sealing.list-too-old"));
}

QTEST_MAIN(RevocationAgeTest)
#include "RevocationAgeTest.moc"
