// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/exchange/SyncSettings.h"
#include "shared/base/DurableFile.h"

#include <QTemporaryDir>
#include <QTest>

using namespace wenyi;
using namespace wenyi::core;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// What was chosen for synchronising, and what is left of a pause.
class SyncSettingsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_profile.folder = m_folder.path(); }
    void theyComeBackAsTheyWereWritten();
    void whatIsImpossibleIsRefusedAndWhatIsDamagedSaysNothing();
    void aPauseEndsWhateverTheClockSays_data();
    void aPauseEndsWhateverTheClockSays();

private:
    QTemporaryDir m_folder;
    Profile m_profile;
};

void SyncSettingsTest::theyComeBackAsTheyWereWritten()
{
    QVERIFY(syncSettingsOf(m_profile) == SyncSettings());
    SyncSettings settings;
    settings.limit = {200, 0, QTime(8, 30), QTime(17, 0)};
    settings.pausedAt = instantFromMilliseconds(1'795'000'000'000);
    settings.pauseLength = 4h;
    QVERIFY(writeSyncSettings(m_profile, settings));
    QVERIFY(syncSettingsOf(m_profile) == settings);
}

void SyncSettingsTest::whatIsImpossibleIsRefusedAndWhatIsDamagedSaysNothing()
{
    SyncSettings settings;
    settings.limit.up = SyncSettings::LeastLimit - 1;
    QCOMPARE(writeSyncSettings(m_profile, settings).error().reason, QByteArray("sync-settings.limit"));
    settings.limit.up = 0;
    settings.pauseLength = SyncSettings::LongestPause + 1ms;
    QCOMPARE(writeSyncSettings(m_profile, settings).error().reason, QByteArray("sync-settings.pause"));
    for (const char *bytes : {"", "[]", "{\"up\":3}", "{\"pauseLength\":1e15,\"pausedAt\":1}", "\xff\xfe"}) {
        QVERIFY(writeDurably(m_profile.path(u"sync.json"_s), bytes));
        QVERIFY2(syncSettingsOf(m_profile) == SyncSettings(), bytes);
    }
}

void SyncSettingsTest::aPauseEndsWhateverTheClockSays_data()
{
    QTest::addColumn<qint64>("later");
    QTest::addColumn<qint64>("left");
    const qint64 hour = 3'600'000;
    QTest::newRow("at once") << qint64(0) << hour;
    QTest::newRow("half") << hour / 2 << hour / 2;
    QTest::newRow("over") << hour << qint64(0);
    QTest::newRow("ten years on") << 87'600 * hour << qint64(0);
    QTest::newRow("ten years back") << -87'600 * hour << qint64(0);
}

void SyncSettingsTest::aPauseEndsWhateverTheClockSays()
{
    QFETCH(qint64, later);
    SyncSettings settings;
    settings.pausedAt = instantFromMilliseconds(1'795'000'000'000);
    settings.pauseLength = 1h;
    QTEST(
        static_cast<qint64>(settings.pauseLeft(*settings.pausedAt + std::chrono::milliseconds(later)).count()), "left");
}

QTEST_GUILESS_MAIN(SyncSettingsTest)
#include "SyncSettingsTest.moc"
