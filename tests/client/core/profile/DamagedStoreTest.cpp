// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/client/core/SampleOffice.h"

#include <QFile>
#include <QFileInfo>
#include <QTest>

#include <algorithm>

using namespace wenyi;
using namespace wenyi::core;
using namespace wenyi::core::tests;

/// A desktop whose store is damaged, gone or on another machine (F16): it opens and says what is wrong, or it says why
/// it does not open; it never begins anew.
class DamagedStoreTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void eachPageZeroedIsTold();
    void aStoreCutOffIsTold();
    void aStoreThatIsNotThereIsNotBegunAnew();
    void aNetworkShareIsRefused();

private:
    static constexpr qsizetype PageSize = 8192; ///< Decision 19.
    static constexpr int Entries = 40;
    const StreamId m_stream{u"stream"_s};

    Result<std::unique_ptr<Workspace>> unlock(const Environment &environment) const
    {
        return Workspace::unlock(m_folder, m_member, SampleOffice::pin(), environment);
    }
    void put(const QByteArray &content) const;
    /// What the desktop does over such a store; a sentence where that is not what it should.
    QString faultOver(const QByteArray &content) const;

    std::unique_ptr<SampleOffice> m_office;
    QString m_folder;
    QString m_store;
    MemberId m_member;
    QByteArray m_whole;
};

void DamagedStoreTest::initTestCase()
{
    m_office = std::make_unique<SampleOffice>();
    std::tie(m_folder, m_member) = m_office->domain().desktopOf(u"澄江镇/clerk"_s).value();
    m_store = m_folder + u"/store.db"_s;
    {
        const auto desk = unlock(m_office->environment());
        QVERIFY(desk);
        QList<journal::NewEntry> entries;
        const QString group = (*desk)->profile().unit.toString();
        for (int i = 0; i < Entries; ++i)
            entries.append({m_stream, u"outgoing"_s, u"test"_s, QByteArray(1'000, 'x'), {}, group});
        QVERIFY((*desk)->journal().append(m_member, entries));
    }
    QVERIFY2(QFileInfo(m_store + u"-wal"_s).size() == 0, "closing did not move the log into the store");
    m_whole = readBounded(m_store, 1 << 26).value();
    QVERIFY2(m_whole.size() > 10 * PageSize, "too small a store to say anything");
}

void DamagedStoreTest::init()
{
    put(m_whole);
}

void DamagedStoreTest::put(const QByteArray &content) const
{
    QFile::remove(m_store + u"-wal"_s);
    QFile::remove(m_store + u"-shm"_s);
    QFile file(m_store);
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    QCOMPARE(file.write(content), content.size());
}

QString DamagedStoreTest::faultOver(const QByteArray &content) const
{
    put(content);
    const auto desk = unlock(m_office->environment());
    if (!desk) {
        const QByteArray &reason = desk.error().reason;
        if (reason != "store.damaged" && reason != "store.key" && reason != "store.missing"
            && desk.error().code != ErrorCode::StorageFailure)
            return u"refused as "_s + describe(desk.error());
        return QFileInfo(m_store).size() == content.size() ? QString() : u"the damaged store was written to"_s;
    }
    const auto entries = (*desk)->journal().stream(m_stream);
    const bool isAllThere = entries && entries->size() == Entries;
    const bool isTold = !(*desk)->journal().database().checkIntegrity();
    return isAllThere || !entries || isTold ? QString() : u"fewer entries, and nothing said"_s;
}

void DamagedStoreTest::eachPageZeroedIsTold()
{
    bool isNumber = false;
    const int chosen = qEnvironmentVariableIntValue("WENYI_FAULT_STRIDE", &isNumber);
    const qsizetype pages = m_whole.size() / PageSize;
    const qsizetype stride = isNumber && chosen > 0 ? chosen : std::max<qsizetype>(pages / 12, 1);
    qInfo("%lld pages, every %lld.", static_cast<long long>(pages), static_cast<long long>(stride));
    for (qsizetype page = 0; page < pages; page += stride) {
        QByteArray content = m_whole;
        std::fill_n(content.begin() + page * PageSize, PageSize, '\0');
        const QString fault = faultOver(content);
        QVERIFY2(fault.isEmpty(), qPrintable(u"page %1: "_s.arg(page) + fault));
    }
}

void DamagedStoreTest::aStoreCutOffIsTold()
{
    const qsizetype pages = m_whole.size() / PageSize;
    for (const qsizetype length : {qsizetype(1), PageSize - 1, PageSize, pages / 2 * PageSize, m_whole.size() - 1}) {
        const QString fault = faultOver(m_whole.first(length));
        QVERIFY2(fault.isEmpty(), qPrintable(u"%1 octets: "_s.arg(length) + fault));
    }
}

void DamagedStoreTest::aStoreThatIsNotThereIsNotBegunAnew()
{
    put({});
    QCOMPARE(reasonOf(unlock(m_office->environment())), QByteArray("store.missing"));
    QCOMPARE(QFileInfo(m_store).size(), 0);
    QVERIFY(QFile::remove(m_store));
    QCOMPARE(reasonOf(unlock(m_office->environment())), QByteArray("store.missing"));
    QVERIFY(!QFileInfo::exists(m_store));
}

void DamagedStoreTest::aNetworkShareIsRefused()
{
    Environment environment = m_office->environment();
    environment.fileSystemKind = [](const QString &) { return quint64(0x6969); };
    const auto desk = unlock(environment);
    QVERIFY(!desk);
    QCOMPARE(desk.error().reason, QByteArray("store.network-share"));
    QCOMPARE(desk.error().detail, u"NFS"_s);
    QCOMPARE(readBounded(m_store, 1 << 26).value(), m_whole);
    QVERIFY(unlock(m_office->environment())); // The same folder on a disk.
}

QTEST_GUILESS_MAIN(DamagedStoreTest)
#include "DamagedStoreTest.moc"
