// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/profile/LockPause.h"

#include "client/core/domain/DomainBuilder.h"
#include "shared/base/DurableFile.h"
#include "shared/crypto/SystemRandom.h"

#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace wenyi;
using namespace wenyi::core;
using namespace Qt::StringLiterals;

/// How long a pause may last before a session locks itself: the domain's word, and the member's within it.
class LockPauseTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void theDomainBindsAndTheMemberChooses_data();
    void theDomainBindsAndTheMemberChooses();
    void whatCannotBeReadCountsAsNone_data();
    void whatCannotBeReadCountsAsNone();
    void theDomainsWordStandsInItsDescriptionAndTheProfiles();
    void impossiblePausesAreRefusedAtSetUp_data();
    void impossiblePausesAreRefusedAtSetUp();

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    Profile m_profile;
    const MemberId m_member{u"U/li"_s};
};

void LockPauseTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_profile = Profile();
    m_profile.folder = m_folder->path();
    QVERIFY(QDir().mkpath(m_profile.memberFolder(m_member)));
    QVERIFY(QDir().mkpath(m_profile.path(u"trust"_s)));
}

void LockPauseTest::theDomainBindsAndTheMemberChooses_data()
{
    QTest::addColumn<int>("domain"); // -1: says nothing.
    QTest::addColumn<int>("chosen"); // -1: chooses nothing.
    QTest::addColumn<bool>("isAllowed");
    QTest::addColumn<int>("counts");
    QTest::newRow("nobody says anything") << -1 << -1 << true << 10;
    QTest::newRow("shorter") << -1 << 1 << true << 1;
    QTest::newRow("longer") << -1 << 60 << true << 60;
    QTest::newRow("never, unasked") << -1 << 0 << false << 10;
    QTest::newRow("more than an hour") << -1 << 61 << false << 10;
    QTest::newRow("less than nothing") << -1 << -5 << false << 10;
    QTest::newRow("a strict domain") << 5 << -1 << true << 5;
    QTest::newRow("longer than it allows") << 5 << 6 << false << 5;
    QTest::newRow("shorter than it demands") << 5 << 2 << true << 2;
    QTest::newRow("a lax domain") << 60 << -1 << true << 10;
    QTest::newRow("a domain that leaves it open") << 0 << -1 << true << 10;
    QTest::newRow("never, as it allows") << 0 << 0 << true << 0;
    QTest::newRow("an hour there") << 0 << 60 << true << 60;
}

void LockPauseTest::theDomainBindsAndTheMemberChooses()
{
    QFETCH(const int, domain);
    QFETCH(const int, chosen);
    QFETCH(const bool, isAllowed);
    QFETCH(const int, counts);
    if (domain >= 0)
        QVERIFY(writeLongestLockPause(m_profile, domain));
    if (chosen != -1) {
        const auto kept = chooseLockPause(m_profile, m_member, chosen);
        QCOMPARE(kept.operator bool(), isAllowed);
        if (!isAllowed)
            QCOMPARE(kept.error().reason, QByteArray("lock-pause.not-allowed"));
    }
    const LockPause pause = lockPauseOf(m_profile, m_member);
    QCOMPARE(pause.minutes, counts);
    QCOMPARE(pause.duration().has_value(), counts > 0);
    QCOMPARE(lockPauseOf(m_profile, MemberId(u"U/wang"_s)).minutes, domain > 0 ? std::min(domain, 10) : 10);
}

void LockPauseTest::whatCannotBeReadCountsAsNone_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("no JSON") << QByteArray("lock");
    QTest::newRow("a word") << QByteArray("{\"lockPause\": \"never\"}");
    QTest::newRow("never, against the rule") << QByteArray("{\"lockPause\": 0}");
    QTest::newRow("a broken number") << QByteArray("{\"lockPause\": 0.5}");
    QTest::newRow("huge") << QByteArray("{\"lockPause\": 1e300}");
    QTest::newRow("long file") << QByteArray(100'000, ' ') + "{\"lockPause\": 5}";
}

void LockPauseTest::whatCannotBeReadCountsAsNone()
{
    QFETCH(const QByteArray, json);
    QVERIFY(writeDurably(m_profile.memberPath(m_member, u"session.json"), json));
    QCOMPARE(lockPauseOf(m_profile, m_member).minutes, 10);
    QVERIFY(writeLongestLockPause(m_profile, 9999));
    QCOMPARE(lockPauseOf(m_profile, m_member).longest, 10);
}

void LockPauseTest::theDomainsWordStandsInItsDescriptionAndTheProfiles()
{
    const auto json = readBounded(QStringLiteral(WENYI_SOURCE_DIR "/resources/domains/sample.json"), 1 << 20);
    auto description = DomainDescription::fromJson(*json).value();
    QVERIFY(!description.longestLockPause);
    description.longestLockPause = 0;
    QCOMPARE(DomainDescription::fromJson(description.toJson())->longestLockPause, std::optional(0));
    description.longestLockPause = 5;
    crypto::SystemRandom random;
    const SystemClock clock;
    DomainOptions options;
    options.cost.logN = crypto::KeyDerivationCost::Least;
    const QTemporaryDir folder;
    const auto domain = buildDomain(folder.path(), description, options,
        {clock, random, QStringLiteral(WENYI_SOURCE_DIR "/resources"), qEnvironmentVariable("WENYI_FONTS")});
    QVERIFY(domain);
    for (const auto &desktop : domain->desktops) {
        const auto profile = Profile::open(desktop.folder);
        QVERIFY(profile);
        QCOMPARE(lockPauseOf(*profile, profile->members.first()).minutes, 5);
    }
}

void LockPauseTest::impossiblePausesAreRefusedAtSetUp_data()
{
    QTest::addColumn<QJsonValue>("pause");
    QTest::newRow("too long") << QJsonValue(61);
    QTest::newRow("negative") << QJsonValue(-1);
    QTest::newRow("a word") << QJsonValue(u"never"_s);
    QTest::newRow("nothing") << QJsonValue(QJsonValue::Null);
}

void LockPauseTest::impossiblePausesAreRefusedAtSetUp()
{
    QFETCH(const QJsonValue, pause);
    const auto json = readBounded(QStringLiteral(WENYI_SOURCE_DIR "/resources/domains/sample.json"), 1 << 20);
    QJsonObject object = QJsonDocument::fromJson(*json).object();
    object.insert(u"longestLockPause"_s, pause);
    const auto description = DomainDescription::fromJson(QJsonDocument(object).toJson());
    QVERIFY(!description);
    QCOMPARE(description.error().reason, QByteArray("domain.lock-pause"));
}

QTEST_GUILESS_MAIN(LockPauseTest)
#include "LockPauseTest.moc"
