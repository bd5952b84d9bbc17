// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/exchange/DirectoryResolver.h"

#include "tests/shared/exchange/ExchangeFixtures.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::exchange;
using namespace wenyi::tests;
using namespace Qt::StringLiterals;

class RoutingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsUnitsByEveryKindOfName_data();
    void findsUnitsByEveryKindOfName();
    void refusesWhatItCannotSend_data();
    void refusesWhatItCannotSend();
    void namesEveryoneWhoIsUnknown();
    void toldWhileChoosingUnknownAndDoubledNamesStopNothing();
    void resolvesByTheSignedDirectory();

private:
    static Result<QList<UnitCode>> resolve(const QString &name);
};

/// a and b are units, all is both and c, old was taken over by a, gone by nobody; one name holds a separator.
Result<QList<UnitCode>> RoutingTest::resolve(const QString &name)
{
    const QHash<QString, QStringList> names{{u"甲"_s, {u"a"_s}}, {u"甲局"_s, {u"a"_s}}, {u"乙"_s, {u"b"_s}},
        {u"各镇"_s, {u"a"_s, u"b"_s, u"c"_s}}, {u"各局"_s, {u"c"_s, u"d"_s}}, {u"老甲"_s, {u"a"_s}},
        {u"工业、信息化局"_s, {u"e"_s}}};
    if (name == u"撤销局")
        return Error{ErrorCode::NotAllowed, "directory.retired", name};
    if (!names.contains(name))
        return Error{ErrorCode::NotFound, "directory.unknown-name", name};
    QList<UnitCode> units;
    for (const QString &code : names.value(name))
        units.append(UnitCode(code));
    return units;
}

void RoutingTest::findsUnitsByEveryKindOfName_data()
{
    QTest::addColumn<QStringList>("texts");
    QTest::addColumn<QString>("codes");
    QTest::newRow("unit") << QStringList{u"甲"_s} << u"a"_s;
    QTest::newRow("order of the texts") << QStringList{u"乙"_s, u"甲"_s} << u"ba"_s;
    QTest::newRow("group") << QStringList{u"各镇"_s} << u"abc"_s;
    QTest::newRow("groups that share a unit") << QStringList{u"各镇"_s, u"各局"_s} << u"abcd"_s;
    QTest::newRow("a unit and its group") << QStringList{u"乙"_s, u"各镇"_s} << u"bac"_s;
    QTest::newRow("a group and its unit") << QStringList{u"各镇"_s, u"乙"_s} << u"abc"_s;
    QTest::newRow("several in one text") << QStringList{u"甲、乙，各局"_s} << u"abcd"_s;
    QTest::newRow("a name with a separator") << QStringList{u"工业、信息化局"_s} << u"e"_s;
    QTest::newRow("retired with a successor") << QStringList{u"老甲"_s} << u"a"_s;
    QTest::newRow("spaces around") << QStringList{u" 甲 、 乙 "_s} << u"ab"_s;
}

void RoutingTest::findsUnitsByEveryKindOfName()
{
    QFETCH(QStringList, texts);
    QFETCH(QString, codes);
    const auto routes = routeRecipients(texts, resolve);
    QVERIFY2(routes, reasonOf(routes).constData());
    QString found;
    for (const Route &route : *routes)
        found += route.unit.toString();
    QCOMPARE(found, codes);
}

void RoutingTest::refusesWhatItCannotSend_data()
{
    QTest::addColumn<QStringList>("texts");
    QTest::addColumn<QByteArray>("reason");
    QTest::newRow("nobody") << QStringList{} << QByteArray("routing.nobody");
    QTest::newRow("nothing") << QStringList{u" "_s, u"、"_s} << QByteArray("routing.nobody");
    QTest::newRow("twice") << QStringList{u"甲"_s, u"甲"_s} << QByteArray("routing.duplicate-recipient");
    QTest::newRow("twice under two names") << QStringList{u"甲、甲局"_s} << QByteArray("routing.duplicate-recipient");
    QTest::newRow("retired and its successor")
        << QStringList{u"甲"_s, u"老甲"_s} << QByteArray("routing.duplicate-recipient");
    QTest::newRow("twice, and in a group")
        << QStringList{u"各镇"_s, u"甲"_s, u"甲局"_s} << QByteArray("routing.duplicate-recipient");
    QTest::newRow("retired without successor") << QStringList{u"撤销局"_s} << QByteArray("directory.retired");
    QTest::newRow("unknown") << QStringList{u"丙"_s} << QByteArray("routing.unknown-recipient");
}

void RoutingTest::refusesWhatItCannotSend()
{
    QFETCH(QStringList, texts);
    QFETCH(QByteArray, reason);
    QCOMPARE(reasonOf(routeRecipients(texts, resolve)), reason);
}

void RoutingTest::namesEveryoneWhoIsUnknown()
{
    const auto routes = routeRecipients({u"甲"_s, u"丙、乙、丁"_s}, resolve);
    QVERIFY(!routes);
    QCOMPARE(routes.error().detail, u"丙、丁"_s);
}

void RoutingTest::toldWhileChoosingUnknownAndDoubledNamesStopNothing()
{
    const KnownRoutes known = routeKnown({u"甲、丙"_s, u"甲局"_s, u"工业、信息化局"_s, u"撤销局"_s, u" "_s}, resolve);
    QCOMPARE(known.routes, (QList<Route>{{u"甲"_s, UnitCode(u"a"_s)}, {u"工业、信息化局"_s, UnitCode(u"e"_s)}}));
    QCOMPARE(known.unrouted.size(), 2);
    QCOMPARE(known.unrouted.at(0).name, u"丙"_s);
    QCOMPARE(known.unrouted.at(0).why.reason, QByteArray("directory.unknown-name"));
    QCOMPARE(known.unrouted.at(1).why.reason, QByteArray("directory.retired"));
    QVERIFY(routeKnown({}, resolve).routes.isEmpty());
}

void RoutingTest::resolvesByTheSignedDirectory()
{
    Domain domain;
    const auto unit = [&domain](const UnitCode &code, const QString &name) {
        directory::Unit result;
        result.code = code;
        result.name = name;
        result.signingCertificate = domain.unit(code).signer.certificate().toDer();
        result.encryptionCertificate = domain.unit(code).encryption.certificate().toDer();
        return result;
    };
    directory::DirectoryContent content;
    content.domain = u"江阴市"_s;
    content.version = 1;
    content.issuedAt = domain.now();
    content.nextUpdate = domain.now() + std::chrono::hours(24);
    content.server = {
        u"tcp://127.0.0.1:9470"_s, QByteArray(directory::CurveKeySize, 'k'), domain.server().certificate().toDer()};
    content.units = {unit(Finance, u"江阴市财政局"_s), unit(Town, u"澄江镇人民政府"_s), unit(Stranger, u"老财政局"_s)};
    content.units[2].state = directory::UnitState::Retired;
    content.units[2].successor = Finance;
    content.groups = {{u"各有关单位"_s, {Finance, Town}}};
    content.aliases = {{u"财政局"_s, Finance}};
    crypto::KeySigner authority(
        *crypto::PrivateKey::fromPkcs8(domain.authority().key().toPkcs8()), domain.authority().certificate());
    const auto bytes = directory::Directory::sign(content, authority);
    QVERIFY2(bytes, reasonOf(bytes).constData());
    crypto::TrustStore trust;
    trust.addRoot(domain.root().certificate());
    QVERIFY(trust.addAuthority(domain.authority().certificate(), domain.now()));
    const auto opened = directory::Directory::open(*bytes, trust, domain.now());
    QVERIFY2(opened, reasonOf(opened).constData());
    const NameResolver resolver = resolverOf(*opened);
    for (const QString &name : {Finance.toString(), u"江阴市财政局"_s, u"财政局"_s, u"老财政局"_s, Stranger.toString()})
        QCOMPARE(*resolver(name), QList<UnitCode>{Finance});
    QCOMPARE(*resolver(u"各有关单位"_s), (QList<UnitCode>{Finance, Town}));
    QCOMPARE(reasonOf(routeRecipients({u"财政局、老财政局"_s}, resolver)), "routing.duplicate-recipient");
    QCOMPARE(reasonOf(routeRecipients({u"卫生局"_s}, resolver)), "routing.unknown-recipient");
}

QTEST_APPLESS_MAIN(RoutingTest)
#include "RoutingTest.moc"
