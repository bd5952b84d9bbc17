// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/domain/DomainBuilder.h"
#include "client/core/profile/Workspace.h"
#include "shared/base/DurableFile.h"
#include "shared/crypto/SystemRandom.h"

#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace wenyi;
using namespace wenyi::core;
using namespace Qt::StringLiterals;

/// The sample domain, built once with cheap key files.
class DomainTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everyMemberUnlocksTheirDesktopAndNobodyElses();
    void aWrongPinOpensNothing();
    void theUnitsContentKeyReachesAStandaloneDesktopsMembers();
    void nobodyElseLooksIntoADesktop();
    void refusesAnAlteredDirectory();
    void refusesAStoreOfAnotherDesktop();
    void noFileOfADesktopTellsWhatIsInside();
    void domainIsFoundAgain();
    void buildingTwiceInOneFolderIsRefused();
    void faultyDescriptionsAreNamed_data();
    void faultyDescriptionsAreNamed();

private:
    Result<std::unique_ptr<Workspace>> unlock(const QString &name, const QByteArray &pin = "135790");

    QTemporaryDir m_folder;
    SystemClock m_clock;
    crypto::SystemRandom m_random;
    Environment m_environment{
        m_clock, m_random, QStringLiteral(WENYI_SOURCE_DIR "/resources"), qEnvironmentVariable("WENYI_FONTS")};
    Domain m_domain;
};

void DomainTest::initTestCase()
{
    const auto json = readBounded(QStringLiteral(WENYI_SOURCE_DIR "/resources/domains/sample.json"), 1 << 20);
    QVERIFY(json);
    const auto description = DomainDescription::fromJson(*json);
    QVERIFY(description);
    DomainOptions options;
    options.cost.logN = crypto::KeyDerivationCost::Least;
    auto built = buildDomain(m_folder.path(), *description, options, m_environment);
    QVERIFY2(built, qPrintable(built ? QString() : describe(built.error())));
    m_domain = *built;
}

Result<std::unique_ptr<Workspace>> DomainTest::unlock(const QString &name, const QByteArray &pin)
{
    WENYI_TRY(const auto desktop, m_domain.desktopOf(name));
    return Workspace::unlock(desktop.first, desktop.second, SecretBytes(pin), m_environment);
}

void DomainTest::everyMemberUnlocksTheirDesktopAndNobodyElses()
{
    for (const UnitDescription &unit : m_domain.description.units) {
        for (const MemberDescription &member : unit.members) {
            const auto workspace = unlock(member.id.toString());
            QVERIFY2(workspace, qPrintable(workspace ? QString() : describe(workspace.error())));
            QCOMPARE((*workspace)->member().name, member.name);
            QCOMPARE((*workspace)->keys().unitSigning.has_value(), member.roles.contains(u"mail-room"_s));
        }
    }
    const auto clerks = *m_domain.desktopOf(u"市政府办/clerk"_s);
    const auto leader = *m_domain.desktopOf(u"市政府办/leader"_s);
    QVERIFY(!Workspace::unlock(clerks.first, leader.second, SecretBytes(QByteArrayView("135790")), m_environment));
}

void DomainTest::aWrongPinOpensNothing()
{
    QCOMPARE(unlock(u"市政府办/clerk"_s, "000000").error().code, ErrorCode::WrongPin);
    QVERIFY(unlock(u"市政府办/clerk"_s));
}

void DomainTest::theUnitsContentKeyReachesAStandaloneDesktopsMembers()
{
    const auto workspace = unlock(u"澄江镇/leader"_s);
    QVERIFY(workspace);
    QVERIFY((*workspace)->contentKey());
    // A connected desktop gets it with its first synchronisation.
    QCOMPARE((*unlock(u"市政府办/leader"_s))->contentKey().error().reason, "keyring.no-key");
    QVERIFY((*unlock(u"市政府办/admin"_s))->contentKey());
}

void DomainTest::nobodyElseLooksIntoADesktop()
{
    const auto others =
        QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther | QFile::WriteOther | QFile::ExeOther;
    for (const QString &name : {u"市政府办/mailroom"_s, u"澄江镇/clerk"_s}) {
        const QString folder = m_domain.desktopOf(name)->first;
        QVERIFY2(!(QFileInfo(folder).permissions() & others), qPrintable(folder));
    }
}

void DomainTest::refusesAnAlteredDirectory()
{
    const auto desktop = *m_domain.desktopOf(u"市财政局/clerk"_s);
    const QString path = desktop.first + u"/directory.wyd"_s;
    QByteArray bytes = *readBounded(path, 1 << 24);
    const QByteArray whole = bytes;
    bytes.replace(QByteArray("黄建华"), QByteArray("黄建花"));
    QVERIFY(bytes != whole);
    QVERIFY(writeDurably(path, bytes));
    QCOMPARE(unlock(u"市财政局/clerk"_s).error().code, ErrorCode::NotTrusted);
    QVERIFY(writeDurably(path, whole));
    QVERIFY(unlock(u"市财政局/clerk"_s));
}

void DomainTest::refusesAStoreOfAnotherDesktop()
{
    const auto own = *m_domain.desktopOf(u"市财政局/handler"_s);
    const auto other = *m_domain.desktopOf(u"市财政局/leader"_s);
    QVERIFY(QFile::rename(own.first + u"/store.db"_s, own.first + u"/kept.db"_s));
    QVERIFY(QFile::copy(other.first + u"/store.db"_s, own.first + u"/store.db"_s));
    QCOMPARE(unlock(u"市财政局/handler"_s).error().reason, "store.key");
}

void DomainTest::noFileOfADesktopTellsWhatIsInside()
{
    const QString canary = u"关于开展安全生产大检查的通知"_s;
    const auto desktop = *m_domain.desktopOf(u"澄江镇/clerk"_s);
    {
        const auto workspace = unlock(u"澄江镇/clerk"_s);
        QVERIFY(workspace);
        const QString group = (*workspace)->profile().unit.toString();
        QVERIFY((*workspace)
                    ->journal()
                    .append((*workspace)->member().id,
                        {{StreamId(u"s"_s), u"outgoing"_s, u"test"_s, canary.toUtf8(), {}, group}}));
        QVERIFY((*workspace)->blobs().store(canary.toUtf8(), **(*workspace)->contentKey(), m_random));
    }
    int files = 0;
    QDirIterator all(desktop.first, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (all.hasNext()) {
        QFile file(all.next());
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray bytes = file.readAll();
        QVERIFY2(!bytes.contains(u"安全生产"_s.toUtf8()), qPrintable(file.fileName()));
        QVERIFY2(!bytes.contains("PRIVATE KEY"), qPrintable(file.fileName()));
        ++files;
    }
    QVERIFY(files > 10);
}

void DomainTest::domainIsFoundAgain()
{
    const auto found = Domain::open(m_folder.path());
    QVERIFY(found);
    QCOMPARE(found->desktops.size(), m_domain.desktops.size());
    QCOMPARE(found->desktopOf(u"澄江镇/mailroom"_s)->first, m_domain.desktopOf(u"澄江镇/mailroom"_s)->first);
    QCOMPARE(found->desktopOf(u"澄江镇/nobody"_s).error().reason, "domain.no-such-member");
}

void DomainTest::buildingTwiceInOneFolderIsRefused()
{
    const auto again = buildDomain(m_folder.path(), m_domain.description, {}, m_environment);
    QCOMPARE(again.error().reason, "authority.exists");
    QVERIFY(unlock(u"市政府办/clerk"_s));
}

void DomainTest::faultyDescriptionsAreNamed_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("reason");
    const auto row = [](const char *name, const QByteArray &json, const QByteArray &reason) {
        QTest::newRow(name) << json << "domain." + reason;
    };
    const QByteArray member = R"([{"id":"a","name":"甲","post":"科员","roles":["clerk"]}])";
    const QByteArray unit =
        R"({"code":"1","name":"某局","shortName":"某局","numberCode":"某发","connection":"connected","members":)";
    row("not JSON", "{", "json");
    row("no units", R"({"domain":"d","pin":"1234","units":[]})", "no-unit");
    row("no name", R"({"pin":"1234","units":[]})", "missing-text");
    row("no members", R"({"domain":"d","pin":"1234","units":[)" + unit + "[]}]}", "no-member");
    row("a unit twice", R"({"domain":"d","pin":"1234","units":[)" + unit + member + "}," + unit + member + "}]}",
        "unit-twice");
    row("an unknown unit in a group",
        R"({"domain":"d","pin":"1234","units":[)" + unit + member + R"(}],"groups":[{"name":"g","units":["2"]}]})",
        "unknown-unit");
}

void DomainTest::faultyDescriptionsAreNamed()
{
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, reason);
    QCOMPARE(DomainDescription::fromJson(json).error().reason, reason);
}

QTEST_GUILESS_MAIN(DomainTest)
#include "DomainTest.moc"
