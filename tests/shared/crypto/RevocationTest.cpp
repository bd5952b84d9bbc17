// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/Revocation.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::crypto;

class RevocationTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void changesAreWhatIsNewOrToldOtherwiseAndWhatWasLifted();
    void whatIsRevokedForGoodStaysSo();
};

static Instant second(qint64 count)
{
    return instantFromMilliseconds(count * 1000);
}

void RevocationTest::changesAreWhatIsNewOrToldOtherwiseAndWhatWasLifted()
{
    using Reason = RevocationReason;
    const QList<RevokedCertificate> before{{"01", second(1), Reason::Superseded},
        {"02", second(1), Reason::CertificateHold}, {"03", second(1), Reason::CertificateHold}};
    const QList<RevokedCertificate> now{{"01", second(1), Reason::Superseded}, {"03", second(2), Reason::KeyCompromise},
        {"04", second(3), Reason::CertificateHold}};
    const auto changes = revocationChanges(before, now, second(9));
    QVERIFY(changes);
    const QList<RevokedCertificate> expected{{"03", second(2), Reason::KeyCompromise},
        {"04", second(3), Reason::CertificateHold}, {"02", second(9), Reason::RemoveFromList}};
    QVERIFY(*changes == expected);
    const auto none = revocationChanges(now, now, second(9));
    QVERIFY(none && none->isEmpty());
}

void RevocationTest::whatIsRevokedForGoodStaysSo()
{
    const QList<RevokedCertificate> before{{"01", second(1), RevocationReason::Superseded}};
    const QList<RevokedCertificate> suspended{{"01", second(1), RevocationReason::CertificateHold}};
    for (const auto &now : {QList<RevokedCertificate>(), suspended}) {
        const auto refused = revocationChanges(before, now, second(9));
        QVERIFY(!refused);
        QCOMPARE(refused.error().reason, "revocation-list.unrevoked");
    }
}

QTEST_APPLESS_MAIN(RevocationTest)
#include "RevocationTest.moc"
