// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/base/CborReader.h"
#include "shared/crypto/Sm3.h"
#include "shared/directory/Directory.h"
#include "shared/directory/DirectoryCodec.h"
#include "tests/Released.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::directory;
using namespace wenyi::tests;
using namespace Qt::StringLiterals;

/// Directories stay as they are (fault F14): octets that were written down once, signed by an authority whose key
/// nobody has any more. Receipts name a directory by its digest, so another form would be another directory.
class ReleasedDirectoryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void itIsReadAsItWas();
    void itIsWrittenAsItWas();
    void anAlteredNameIsRefused();

private:
    Result<Directory> open(const QByteArray &octets) const { return Directory::open(octets, m_trust, m_issued); }
    /// What is signed: the second of four things.
    static QByteArray contentOf(const QByteArray &octets)
    {
        CborReader in(octets);
        in.startArray(4);
        in.unsignedInteger();
        return in.bytes(octets.size());
    }

    const Instant m_issued = instantFromMilliseconds(1'796'084'894'072);
    const UnitCode m_office{u"11320281014033000A"_s};
    crypto::TrustStore m_trust;
    QByteArray m_octets;
};

void ReleasedDirectoryTest::initTestCase()
{
    const auto octets = released(u"first-directory.txt"_s);
    QCOMPARE(octets.keys(), QByteArrayList({"directory", "operating", "root"}));
    m_octets = octets["directory"];
    const auto root = crypto::Certificate::fromDer(octets["root"]);
    const auto operating = crypto::Certificate::fromDer(octets["operating"]);
    QVERIFY(root && operating);
    m_trust.addRoot(*root);
    QVERIFY(m_trust.addAuthority(*operating, m_issued));
}

void ReleasedDirectoryTest::itIsReadAsItWas()
{
    const auto read = open(m_octets);
    QVERIFY2(read, read ? "" : qPrintable(describe(read.error())));
    const DirectoryContent &content = read->content();
    QCOMPARE(content.domain, u"江阴市公文交换域（样例）"_s);
    QCOMPARE(content.version, quint64(1));
    QCOMPARE(content.issuedAt, m_issued);
    QCOMPARE(content.nextUpdate, m_issued + std::chrono::days(30));
    QCOMPARE(content.server.endpoint, u"tcp://127.0.0.1:7301"_s);
    QCOMPARE(content.units.size(), 1);
    QCOMPARE(content.units[0].code, m_office);
    QCOMPARE(content.units[0].shortName, u"市政府办"_s);
    QCOMPARE(content.units[0].numberCode, u"澄政办发"_s);
    QCOMPARE(content.groups.size(), 1);
    QCOMPARE(content.groups[0].units, QList{m_office});
    QCOMPARE(content.members.size(), 4);
    QCOMPARE(content.desktops.size(), 4);
    QCOMPARE(content.seals.size(), 1);
    QVERIFY(!content.seals[0].withdrawal());
    QVERIFY(!content.pdfAuthority && content.peers.isEmpty());
    const Member *leader = read->member(MemberId(m_office.toString() + u"/leader"_s));
    QVERIFY(leader);
    QCOMPARE(leader->name, u"沈国栋"_s);
    QCOMPARE(leader->post, u"办公室主任"_s);
    QCOMPARE(leader->roles, QList{Role::Leader});
    const Desktop *desk = read->desktopOfKey(content.desktops[2].curveKey);
    QVERIFY(desk);
    QCOMPARE(desk->id, DesktopId(m_office.toString() + u"/desktop-mailroom"_s));
    QCOMPARE(desk->connection, Connection::Connected);
    QCOMPARE(read->resolve(u"各部门"_s).value(), QList{m_office});
    QCOMPARE(read->digest(), crypto::sm3(m_octets));
}

void ReleasedDirectoryTest::itIsWrittenAsItWas()
{
    const auto read = open(m_octets);
    QVERIFY(read);
    QCOMPARE(read->bytes().toHex(), m_octets.toHex());
    QCOMPARE(encodeContent(read->content()).toHex(), contentOf(m_octets).toHex());
}

/// The old signature is still looked at.
void ReleasedDirectoryTest::anAlteredNameIsRefused()
{
    QByteArray altered = m_octets;
    altered.replace(u"沈国栋"_s.toUtf8(), u"沈国梁"_s.toUtf8());
    QCOMPARE(altered.size(), m_octets.size());
    QVERIFY(altered != m_octets);
    const auto refused = open(altered);
    QVERIFY(!refused);
    QCOMPARE(refused.error().reason, QByteArray("directory.signature"));
}

QTEST_GUILESS_MAIN(ReleasedDirectoryTest)
#include "ReleasedDirectoryTest.moc"
