// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/profile/StoreFile.h"
#include "client/core/profile/StoreKey.h"
#include "shared/base/DurableFile.h"
#include "shared/crypto/KeyFile.h"
#include "shared/journal/Schema.h"
#include "tests/faults/kit/ChildProgram.h"
#include "tests/faults/kit/FaultDomain.h"

#include <QFileInfo>
#include <QTest>

using namespace wenyi;
using namespace wenyi::faults;
using namespace Qt::StringLiterals;

/// A desktop that is unlocked over a store of the first version, and dies at one of its calls while it brings it up
/// (F26).
class DesktopUpgradeCrashTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void whicheverCallIsTheLastTheUpgradeGoesOn();

private:
    QString file(const QString &name) const { return m_profile.path(name); }
    Result<SecretBytes> storeKey() const;
    Result<std::unique_ptr<journal::Database>> database(const QString &path) const;
    /// The store as the first version left it, and nothing of later ones.
    void putFirstStore() const;
    void checkStore() const;

    FaultDomain m_domain;
    core::Profile m_profile;
    MemberId m_member;
    QByteArray m_first;
    QByteArray m_desktopKey;
};

Result<SecretBytes> DesktopUpgradeCrashTest::storeKey() const
{
    WENYI_TRY(
        const auto keyFile, crypto::KeyFile::open(m_profile.memberPath(m_member, core::keyfile::PersonalEncryption)));
    WENYI_TRY(const auto key, keyFile.unlock(FaultDomain::pin()));
    return core::openStoreKey(file(u"store.keys"_s), m_member, key);
}

Result<std::unique_ptr<journal::Database>> DesktopUpgradeCrashTest::database(const QString &path) const
{
    WENYI_TRY(SecretBytes key, storeKey());
    return journal::Database::open(path, {std::move(key), 0x57594431});
}

void DesktopUpgradeCrashTest::initTestCase()
{
    const auto desktop = m_domain.desktopOf(u"市政府办/clerk"_s);
    m_profile = core::Profile::open(desktop.first).value();
    m_member = desktop.second;
    const QString made = m_domain.path(u"first.db"_s);
    {
        const auto present = database(file(u"store.db"_s));
        VERIFY_DONE(present);
        const auto first = database(made);
        VERIFY_DONE(first);
        const QString sql = QStringLiteral(WENYI_SOURCE_DIR "/client/core/schema/workspace-001.sql");
        VERIFY_DONE(journal::migrate(**first, "workspace", {{1, readBounded(sql, 1 << 20).value()}}));
        for (const QStringView name : {core::secret::DesktopKey, core::secret::CurveKey}) {
            const auto secret = core::readSecret(**present, name);
            VERIFY_DONE(secret);
            VERIFY_DONE(core::writeSecret(**first, name, *secret));
        }
        m_desktopKey = core::readSecret(**first, core::secret::DesktopKey)->view().toByteArray();
    }
    m_first = readBounded(made, 1 << 26).value();
}

void DesktopUpgradeCrashTest::putFirstStore() const
{
    for (const QString &name : {u"store.db-wal"_s, u"store.db-shm"_s, u"store.before-upgrade.db"_s})
        QFile::remove(file(name));
    QFile store(file(u"store.db"_s));
    QVERIFY(store.open(QIODevice::WriteOnly | QIODevice::Truncate) && store.write(m_first) == m_first.size());
}

void DesktopUpgradeCrashTest::checkStore() const
{
    const QString copy = file(u"store.before-upgrade.db"_s);
    {
        const auto desk =
            core::Workspace::unlock(m_profile.folder, m_member, FaultDomain::pin(), m_domain.environment());
        VERIFY_DONE(desk);
        journal::Database &store = (*desk)->journal().database();
        VERIFY_DONE(store.checkIntegrity());
        QCOMPARE(core::readSecret(store, core::secret::DesktopKey)->view().toByteArray(), m_desktopKey);
        journal::Statement cursors(store, "SELECT count(*) FROM exchange_cursors");
        QVERIFY2(cursors.next().value_or(false), "the second version's tables are not there");
    }
    if (!QFileInfo::exists(copy))
        return; // It died behind the first step, whose copy another upgrade needs no more.
    const auto before = database(copy);
    VERIFY_DONE(before);
    VERIFY_DONE((*before)->checkIntegrity());
    QCOMPARE(core::readSecret(**before, core::secret::DesktopKey)->view().toByteArray(), m_desktopKey);
}

void DesktopUpgradeCrashTest::whicheverCallIsTheLastTheUpgradeGoesOn()
{
    bool isNumber = false;
    const int chosen = qEnvironmentVariableIntValue("WENYI_FAULT_STRIDE", &isNumber);
    const int stride = isNumber && chosen > 0 ? chosen : 9;
    constexpr int Most = 2'000;
    FaultSwitch faults(m_domain.path(u"plan"_s));
    int deaths = 0;
    for (int last = 0; last < Most; last += stride) {
        putFirstStore();
        faults.set(FaultPlan::Kill, last);
        bool isUp = false;
        {
            ChildProgram desk(QStringLiteral(WENYI_BUILD_DIR "/tests/faults/fault_desk"),
                {m_profile.folder, m_member.toString(), u"tcp://127.0.0.1:1"_s}, &faults);
            isUp = desk.firstLine() == "unlocked";
        }
        checkStore();
        if (QTest::currentTestFailed())
            QFAIL(qPrintable(u"died at call %1"_s.arg(last)));
        if (isUp) {
            qInfo("%d deaths before the desktop was unlocked", deaths);
            QVERIFY(deaths > 2);
            return;
        }
        ++deaths;
    }
    QFAIL("the desktop was never unlocked");
}

QTEST_GUILESS_MAIN(DesktopUpgradeCrashTest)
#include "DesktopUpgradeCrashTest.moc"
