// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/directory/PeerDomain.h"

#include "shared/base/CborWriter.h"
#include "shared/directory/DirectoryChangeFile.h"
#include "shared/directory/DirectoryCodec.h"
#include "shared/directory/DirectoryDifference.h"
#include "shared/directory/PeerCard.h"
#include "tests/shared/directory/SampleDomain.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::directory;
using namespace Qt::StringLiterals;
using crypto::CertificatePurpose;
using tests::Hierarchy;
using tests::SampleDomain;

/// Two domains, each with a root of its own: 江阴市's directory vouches for 无锡市's units.
class PeerDomainTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void unitsOfBothDomainsAreFound();
    void aPeersUnitDoesNotPassForOneOfOurs();
    void aPeersUnitIsJudgedByItsOwnRootAndByNothingElse();
    void anExcerptTellsNoMoreThanItShould();
    void anExcerptIsNoDirectory();
    void anExcerptsPeersAreNotOpened();
    void whatHasNoPeersIsWrittenAsBefore();
    void aCardComesBackAsItWas();
    void whatMayNotMeetIsRefused_data();
    void whatMayNotMeetIsRefused();
    void aPeersOlderExcerptIsRefused();
    void aForgedExcerptIsRefused();
    void anAdministratorTakesAndEndsAPeering();

private:
    static QByteArray cardOf(SampleDomain &domain, const DirectoryContent &content)
    {
        const auto excerpt = Directory::signExcerpt(content, domain.authority());
        if (!excerpt)
            qFatal("%s", qUtf8Printable(describe(excerpt.error())));
        return PeerCard{content.domain, domain.hierarchy().root().certificate().toDer(),
            {domain.hierarchy().operating().certificate().toDer()}, *excerpt}
            .toBytes();
    }
    Result<Directory> openOwn()
    {
        WENYI_TRY(const QByteArray bytes, Directory::sign(m_ownContent, m_own.authority()));
        return Directory::open(bytes, m_own.hierarchy().trust(), Hierarchy::now());
    }
    static QByteArray reasonOf(const auto &result) { return result ? QByteArray() : result.error().reason; }

    SampleDomain m_own;
    SampleDomain m_other;
    DirectoryContent m_ownContent;
    DirectoryContent m_otherContent;
};

void PeerDomainTest::init()
{
    m_ownContent = m_own.content();
    m_otherContent = m_other.content();
    m_otherContent.domain = u"无锡市"_s;
    m_otherContent.units = {
        m_other.unit(u"wxzf"_s, u"无锡市人民政府办公室"_s), m_other.unit(u"wxczj"_s, u"无锡市财政局"_s)};
    m_otherContent.groups.clear();
    m_otherContent.aliases = {{u"市府办"_s, UnitCode(u"wxzf"_s)}};
    m_otherContent.members = {m_other.member(u"sun"_s, u"wxzf"_s, u"孙一"_s, {Role::SealKeeper, Role::Clerk}),
        m_other.member(u"li"_s, u"wxzf"_s, u"李二"_s, {Role::Leader})};
    m_otherContent.members[0].post = u"主任"_s;
    m_otherContent.desktops = {m_other.desktop(u"wxzf-1"_s, u"wxzf"_s)};
    m_otherContent.seals[0].unit = UnitCode(u"wxzf"_s);
    m_ownContent.peers = {{m_otherContent.domain, cardOf(m_other, m_otherContent), {}}};
}

void PeerDomainTest::unitsOfBothDomainsAreFound()
{
    const auto directory = openOwn();
    QVERIFY2(directory, reasonOf(directory).constData());
    QCOMPARE(directory->peers().size(), 1);
    QVERIFY(directory->unit(UnitCode(u"jyzf"_s)));
    QVERIFY(!directory->peerOf(UnitCode(u"jyzf"_s)));
    const Unit *there = directory->unit(UnitCode(u"wxczj"_s));
    QVERIFY(there);
    QCOMPARE(there->name, u"无锡市财政局"_s);
    QVERIFY(directory->peerOf(there->code));
    QCOMPARE(directory->peerOf(there->code)->name(), u"无锡市"_s);
    const auto byName = directory->resolve(u"无锡市财政局"_s);
    QVERIFY2(byName, reasonOf(byName).constData());
    QCOMPARE(*byName, QList<UnitCode>{there->code});
    QCOMPARE(reasonOf(directory->resolve(u"常州市财政局"_s)), QByteArray("directory.unknown-name"));
}

void PeerDomainTest::aPeersUnitDoesNotPassForOneOfOurs()
{
    const Unit ours = m_ownContent.units.constFirst();
    m_otherContent.units.append(m_other.unit(u"wxqt"_s, ours.name));
    m_ownContent.peers[0].card = cardOf(m_other, m_otherContent);
    const auto directory = openOwn();
    QVERIFY2(directory, reasonOf(directory).constData());
    QCOMPARE(shownName(*directory, UnitCode(u"wxqt"_s)), ours.name + u"（无锡市）"_s);
    QCOMPARE(shownName(*directory, ours.code), ours.name);
    QCOMPARE(shownName(*directory, UnitCode(u"wxczj"_s)), u"无锡市财政局"_s);
    QCOMPARE(shownName(*directory, UnitCode(u"nobody"_s)), u"nobody"_s);
}

void PeerDomainTest::aPeersUnitIsJudgedByItsOwnRootAndByNothingElse()
{
    const auto directory = openOwn();
    QVERIFY(directory);
    const crypto::TrustStore own = m_own.hierarchy().trust();
    const UnitCode there(u"wxzf"_s);
    const UnitCode here(u"jyzf"_s);
    const auto theirs = crypto::Certificate::fromDer(directory->unit(there)->signingCertificate);
    const auto ours = crypto::Certificate::fromDer(directory->unit(here)->signingCertificate);
    QVERIFY(theirs && ours);
    const auto holds = [&](const crypto::TrustStore &trust, const crypto::Certificate &certificate) {
        return trust.verify(certificate, CertificatePurpose::Unit, Hierarchy::now()).has_value();
    };
    QVERIFY(holds(directory->trustFor(there, own), *theirs));
    QVERIFY(!holds(directory->trustFor(there, own), *ours));
    QVERIFY(holds(directory->trustFor(here, own), *ours));
    QVERIFY(!holds(directory->trustFor(here, own), *theirs));
}

void PeerDomainTest::anExcerptTellsNoMoreThanItShould()
{
    const DirectoryContent excerpt = excerptOf(m_otherContent);
    QVERIFY(excerpt.desktops.isEmpty());
    QCOMPARE(excerpt.units.size(), m_otherContent.units.size());
    QCOMPARE(excerpt.members.size(), 1); // Who keeps the seal.
    QCOMPARE(excerpt.members.constFirst().post, QString());
    QCOMPARE(excerpt.members.constFirst().roles, QList<Role>{Role::SealKeeper});
    DirectoryContent withPeers = m_ownContent;
    QVERIFY(excerptOf(withPeers).peers.isEmpty());
}

void PeerDomainTest::anExcerptIsNoDirectory()
{
    const crypto::TrustStore trust = m_other.hierarchy().trust();
    const auto excerpt = Directory::signExcerpt(m_otherContent, m_other.authority());
    QVERIFY(excerpt);
    QVERIFY(Directory::openExcerpt(*excerpt, trust, Hierarchy::now()));
    QCOMPARE(reasonOf(Directory::open(*excerpt, trust, Hierarchy::now())), QByteArray("directory.signature"));
    const auto whole = Directory::sign(m_otherContent, m_other.authority());
    QVERIFY(whole);
    QCOMPARE(reasonOf(Directory::openExcerpt(*whole, trust, Hierarchy::now())), QByteArray("directory.signature"));
}

void PeerDomainTest::anExcerptsPeersAreNotOpened()
{
    DirectoryContent content = excerptOf(m_otherContent);
    content.peers = {{u"常州市"_s, "no card", {}}}; // Its own fault would be told if it was looked at.
    const QByteArray encoded = encodeContent(content);
    CborWriter message;
    message.startArray(3);
    message.text(u"wenyi.directory-excerpt");
    message.unsignedInteger(1);
    message.bytes(encoded);
    const auto signature = m_other.authority().sign(message.take());
    QVERIFY2(signature, reasonOf(signature).constData());
    CborWriter excerpt;
    excerpt.startArray(4);
    excerpt.unsignedInteger(1);
    excerpt.bytes(encoded);
    excerpt.bytes(m_other.authority().certificate().toDer());
    excerpt.bytes(*signature);
    QCOMPARE(reasonOf(Directory::openExcerpt(excerpt.take(), m_other.hierarchy().trust(), Hierarchy::now())),
        QByteArray("directory.excerpt"));
}

void PeerDomainTest::whatHasNoPeersIsWrittenAsBefore()
{
    const QByteArray with = encodeContent(m_ownContent);
    QCOMPARE(int(with.at(1)), 5);
    const auto read = decodeContent(with);
    QVERIFY2(read, reasonOf(read).constData());
    QCOMPARE(read->peers, m_ownContent.peers);
    m_ownContent.peers.clear();
    QCOMPARE(int(encodeContent(m_ownContent).at(1)), 3);
}

void PeerDomainTest::aCardComesBackAsItWas()
{
    const QByteArray bytes = m_ownContent.peers.constFirst().card;
    const auto card = PeerCard::fromBytes(bytes);
    QVERIFY2(card, reasonOf(card).constData());
    QCOMPARE(card->toBytes(), bytes);
    QCOMPARE(card->rootFingerprint(), m_other.hierarchy().root().certificate().fingerprint());
    for (qsizetype size = 0; size < bytes.size(); size += 97)
        QVERIFY2(!PeerCard::fromBytes(QByteArrayView(bytes).first(size)), QByteArray::number(size).constData());
}

void PeerDomainTest::whatMayNotMeetIsRefused_data()
{
    QTest::addColumn<QString>("fault");
    QTest::addColumn<QByteArray>("reason");
    QTest::newRow("the same twice") << u"twice"_s << QByteArray("directory.peer-twice");
    QTest::newRow("of our own name") << u"name"_s << QByteArray("directory.peer-twice");
    QTest::newRow("with a unit code of ours") << u"unit"_s << QByteArray("directory.peer-unit");
    QTest::newRow("with a key of ours") << u"key"_s << QByteArray("directory.peer-key");
    QTest::newRow("by way of nobody") << u"via"_s << QByteArray("directory.peer-via");
    QTest::newRow("under another name") << u"label"_s << QByteArray("directory.peer");
    QTest::newRow("with no root") << u"root"_s << QByteArray("directory.peer");
}

void PeerDomainTest::whatMayNotMeetIsRefused()
{
    QFETCH(const QString, fault);
    QFETCH(const QByteArray, reason);
    if (fault == u"twice"_s) {
        m_ownContent.peers.append(m_ownContent.peers.constFirst());
    } else if (fault == u"via"_s) {
        m_ownContent.peers[0].via = u"江苏省"_s;
    } else if (fault == u"root"_s) {
        PeerCard card = PeerCard::fromBytes(m_ownContent.peers.constFirst().card).value();
        card.root = card.authorities.constFirst();
        m_ownContent.peers[0].card = card.toBytes();
    } else {
        if (fault == u"name"_s)
            m_otherContent.domain = m_ownContent.domain;
        if (fault == u"unit"_s)
            m_otherContent.units.append(m_other.unit(u"jyczj"_s, u"江阴市第二财政局"_s));
        if (fault == u"key"_s)
            m_otherContent.server.curveKey = m_ownContent.desktops.constFirst().curveKey;
        m_ownContent.peers[0].card = cardOf(m_other, m_otherContent);
        m_ownContent.peers[0].name = fault == u"label"_s ? u"常州市"_s : m_otherContent.domain;
    }
    QCOMPARE(reasonOf(Directory::sign(m_ownContent, m_own.authority())), reason);
}

void PeerDomainTest::aPeersOlderExcerptIsRefused()
{
    const auto first = openOwn();
    QVERIFY(first);
    ++m_ownContent.version;
    --m_otherContent.version;
    m_ownContent.peers[0].card = cardOf(m_other, m_otherContent);
    const auto next = openOwn();
    QVERIFY(next);
    QCOMPARE(reasonOf(next->checkSucceeds(*first)), QByteArray("directory.peer-older"));
    m_ownContent.peers.clear(); // To have none any more is a decision.
    const auto without = openOwn();
    QVERIFY(without);
    QVERIFY(without->checkSucceeds(*first));
}

void PeerDomainTest::aForgedExcerptIsRefused()
{
    // Our own authority signs what it likes of the other domain: the other's root does not vouch for it.
    PeerCard card = PeerCard::fromBytes(m_ownContent.peers.constFirst().card).value();
    const PeerCard ours = PeerCard::fromBytes(cardOf(m_own, m_own.content())).value();
    card.excerpt = ours.excerpt;
    m_ownContent.peers[0].card = card.toBytes();
    QCOMPARE(reasonOf(Directory::sign(m_ownContent, m_own.authority())), QByteArray("directory.signer"));
}

void PeerDomainTest::anAdministratorTakesAndEndsAPeering()
{
    const QByteArray json = R"({"changes": [{"change": "set-peer", "card": "wuxi.wypeer"}]})";
    const QByteArray card = m_ownContent.peers.constFirst().card;
    const auto changes = readChanges(json, [&](const QString &name) -> Result<QByteArray> {
        if (name != u"wuxi.wypeer"_s)
            return Error{ErrorCode::NotFound, "test.no-file", name};
        return card;
    });
    QVERIFY2(changes, reasonOf(changes).constData());
    DirectoryContent content = m_own.content();
    const auto applied = applyChange(content, changes->constFirst());
    QVERIFY2(applied, reasonOf(applied).constData());
    QCOMPARE(content.peers, m_ownContent.peers);
    // Who signs sees whose root it is.
    const auto differences = differencesOf(m_own.content(), content);
    QCOMPARE(differences.size(), 1);
    QCOMPARE(differences.constFirst().thing, DirectoryDifference::Thing::Peer);
    QCOMPARE(differences.constFirst().id, u"无锡市"_s);
    QCOMPARE(differences.constFirst().name,
        QString::fromLatin1(m_other.hierarchy().root().certificate().fingerprint().toHex()));
    ++m_otherContent.version;
    const auto renewed = applyChange(content, SetPeer{cardOf(m_other, m_otherContent), {}});
    QVERIFY2(renewed, reasonOf(renewed).constData());
    QCOMPARE(content.peers.size(), 1); // In the place of the one before.
    QVERIFY(content.peers.constFirst().card != card);
    QCOMPARE(reasonOf(applyChange(content, SetPeer{"no card", {}})).left(5), QByteArray("cbor."));
    QCOMPARE(reasonOf(applyChange(content, RemovePeer{u"常州市"_s})), QByteArray("directory-edit.unknown"));
    QVERIFY(applyChange(content, RemovePeer{u"无锡市"_s}));
    QVERIFY(content.peers.isEmpty());
}

QTEST_GUILESS_MAIN(PeerDomainTest)
#include "PeerDomainTest.moc"
