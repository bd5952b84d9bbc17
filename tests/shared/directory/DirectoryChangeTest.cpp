// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/directory/DirectoryChange.h"

#include "shared/crypto/SystemRandom.h"
#include "shared/directory/Directory.h"
#include "shared/directory/DirectoryChangeFile.h"
#include "shared/directory/DirectoryDifference.h"
#include "shared/directory/DirectoryRules.h"
#include "tests/shared/directory/SampleDomain.h"

#include <QTest>

#include <functional>
#include <random>

using namespace wenyi;
using namespace wenyi::directory;
using namespace Qt::StringLiterals;
using crypto::CertificatePurpose;
using tests::Hierarchy;

Q_DECLARE_METATYPE(DirectoryChange)

namespace {

template<typename T>
QByteArray reasonOf(const Result<T> &result)
{
    return result ? QByteArray("none") : result.error().reason;
}

} // namespace

/// 通讯录维护: the changes that an administrator makes without programming.
class DirectoryChangeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void makesOrRefusesEachChange_data();
    void makesOrRefusesEachChange();
    void aUnitRetiresWhenNobodyIsInItAnyMore();
    void aRenewedCertificateTakesItsPlace();
    void tellsWhatIsDifferent();
    void readsAChangeFile();
    void refusesAChangeFile_data();
    void refusesAChangeFile();
    void randomChangesKeepEveryRuleThatHeld();

private:
    /// A certificate for a key that somebody has already.
    QByteArray again(const QByteArray &der, const QString &id, CertificatePurpose purpose, int from, int to);
    void addMemberRows();
    void addUnitRows();

    tests::SampleDomain m_domain;
};

QByteArray DirectoryChangeTest::again(
    const QByteArray &der, const QString &id, CertificatePurpose purpose, int from, int to)
{
    const auto old = crypto::Certificate::fromDer(der).value();
    return m_domain.hierarchy()
        .operating()
        .issue({u"某"_s, u"某"_s, id}, purpose, old.publicKey(), Hierarchy::days(from), Hierarchy::days(to),
            m_domain.hierarchy().random())
        .value()
        .toDer();
}

void DirectoryChangeTest::makesOrRefusesEachChange_data()
{
    QTest::addColumn<DirectoryChange>("change");
    QTest::addColumn<QByteArray>("reason");
    QTest::addColumn<QStringList>("fields");
    addMemberRows();
    addUnitRows();
}

void DirectoryChangeTest::addMemberRows()
{
    const auto row = [](const char *name, DirectoryChange change, const char *reason, const QStringList &fields = {}) {
        QTest::newRow(name) << std::move(change) << QByteArray(reason) << fields;
    };
    const MemberId wang(u"wang"_s);
    const MemberId sun(u"sun"_s);
    const MemberId qian(u"qian"_s);
    const MemberId nobody(u"nobody"_s);
    const UnitCode office(u"jyzf"_s);
    const UnitCode finance(u"jyczj"_s);
    Member li = m_domain.content().members.first();
    li.id = MemberId(u"li"_s);
    row("add a member", AddMember{li}, "none", {u"+ li"_s});
    row("add a member again", AddMember{m_domain.content().members.first()}, "directory-edit.known");
    li.unit = UnitCode(u"x"_s);
    row("add a member nowhere", AddMember{li}, "directory-edit.unknown");
    row("move a member", MoveMember{wang, finance}, "none", {u"wang unit jyzf jyczj"_s});
    row("move to nowhere", MoveMember{wang, UnitCode(u"x"_s)}, "directory-edit.unknown");
    row("move a keeper", MoveMember{sun, finance}, "directory-edit.keeps-seal");
    row("remove a member", RemoveMember{wang}, "none", {u"- wang"_s});
    row("remove nobody", RemoveMember{nobody}, "directory-edit.unknown");
    row("remove a keeper", RemoveMember{sun}, "directory-edit.keeps-seal");
    row("remove the last of a unit", RemoveMember{qian}, "none", {u"- qian"_s});
    row("set roles", SetRoles{wang, {Role::Clerk, Role::Reviewer}}, "none", {u"wang roles clerk clerk,reviewer"_s});
    row("a keeper who is none any more", SetRoles{sun, {Role::Clerk}}, "directory-edit.keeps-seal");
    row("a keeper with another role", SetRoles{sun, {Role::SealKeeper, Role::Clerk}}, "none",
        {u"sun roles seal-keeper seal-keeper,clerk"_s});
    row("the last administrator", SetRoles{qian, {Role::MailRoom}}, "directory-edit.last-administrator");
    row("name, post and rank", SetMember{wang, u"王大明"_s, u"科长"_s, 3}, "none",
        {u"wang name 王小明 王大明"_s, u"wang post  科长"_s, u"wang rank 30 3"_s});
    row("set nobody", SetMember{nobody, {}, {}, {}}, "directory-edit.unknown");
    const SealId seal(u"32028100000001"_s);
    row("hand a seal over", SetKeeper{seal, wang}, "none", {u"32028100000001 keeper sun wang"_s});
    row("hand a seal to nobody", SetKeeper{seal, nobody}, "directory-edit.unknown");
    row("hand no seal over", SetKeeper{SealId(u"x"_s), wang}, "directory-edit.unknown");
}

void DirectoryChangeTest::addUnitRows()
{
    const auto row = [](const char *name, DirectoryChange change, const char *reason, const QStringList &fields = {}) {
        QTest::newRow(name) << std::move(change) << QByteArray(reason) << fields;
    };
    const UnitCode office(u"jyzf"_s);
    const UnitCode finance(u"jyczj"_s);
    const UnitCode town(u"cjz"_s);
    Unit bureau = m_domain.content().units.first();
    bureau.code = UnitCode(u"new"_s);
    row("add a unit", AddUnit{bureau}, "none", {u"+ new"_s});
    row("add a unit again", AddUnit{m_domain.content().units.first()}, "directory-edit.known");
    row("rename a unit", RenameUnit{finance, u"江阴市财政和国资局"_s, {}, {}}, "none",
        {u"jyczj name 江阴市财政局 江阴市财政和国资局"_s});
    row("rename it with its short forms", RenameUnit{finance, u"江阴市财政局"_s, QString(), u"澄财发"_s}, "none",
        {u"jyczj short-name 市财政局 "_s, u"jyczj number-code 澄财 澄财发"_s});
    row("rename nobody", RenameUnit{UnitCode(u"x"_s), u"某局"_s, {}, {}}, "directory-edit.unknown");
    row("retire a unit with people", RetireUnit{finance, {}}, "directory-edit.unit-in-use");
    row("retire a unit into itself", RetireUnit{town, town}, "directory-edit.unit-in-use");
    row("retire a unit with a desktop", RetireUnit{town, finance}, "directory-edit.unit-in-use");
    row("remove a desktop", RemoveDesktop{DesktopId(u"cjz-1"_s)}, "none", {u"- cjz-1"_s});
    row("remove no desktop", RemoveDesktop{DesktopId(u"x"_s)}, "directory-edit.unknown");
    Desktop desktop = m_domain.content().desktops.first();
    row("add a desktop again", AddDesktop{desktop}, "directory-edit.known");
    desktop.id = DesktopId(u"jyzf-2"_s);
    row("add a desktop", AddDesktop{desktop}, "none", {u"+ jyzf-2"_s});
    row("change a group", SetGroup{u"各有关单位"_s, {finance}}, "none", {u"各有关单位 units jyczj,cjz jyczj"_s});
    row("a new group", SetGroup{u"各镇"_s, {town}}, "none", {u"+ 各镇"_s});
    row("remove a group", SetGroup{u"各有关单位"_s, {}}, "none", {u"- 各有关单位"_s});
    row("remove no group", SetGroup{u"各镇"_s, {}}, "directory-edit.unknown");
    row("change an alias", SetAlias{u"财政局"_s, office}, "none", {u"财政局 unit jyczj jyzf"_s});
    row("a new alias", SetAlias{u"镇政府"_s, town}, "none", {u"+ 镇政府"_s});
    row("remove an alias", SetAlias{u"财政局"_s, {}}, "none", {u"- 财政局"_s});
    row("remove no alias", SetAlias{u"镇政府"_s, {}}, "directory-edit.unknown");
}

void DirectoryChangeTest::makesOrRefusesEachChange()
{
    QFETCH(DirectoryChange, change);
    QFETCH(QByteArray, reason);
    QFETCH(QStringList, fields);
    DirectoryContent content = m_domain.content();
    QCOMPARE(reasonOf(applyChange(content, change)), reason);
    QStringList told;
    for (const DirectoryDifference &difference : differencesOf(m_domain.content(), content)) {
        const QString field = QString::fromLatin1(difference.field);
        if (difference.kind == DirectoryDifference::Kind::Changed)
            told.append(u"%1 %2 %3 %4"_s.arg(difference.id, field, difference.before, difference.after));
        else
            told.append((difference.kind == DirectoryDifference::Kind::Added ? u"+ "_s : u"- "_s) + difference.id);
    }
    QCOMPARE(told, fields);
}

void DirectoryChangeTest::aUnitRetiresWhenNobodyIsInItAnyMore()
{
    DirectoryContent content = m_domain.content();
    const UnitCode town(u"cjz"_s);
    const UnitCode finance(u"jyczj"_s);
    const auto apply = [&](const DirectoryChange &change) { return reasonOf(applyChange(content, change)); };
    QCOMPARE(apply(RemoveDesktop{DesktopId(u"cjz-1"_s)}), "none");
    QCOMPARE(apply(RetireUnit{town, town}), "directory-edit.retired");
    QCOMPARE(apply(RetireUnit{town, UnitCode(u"x"_s)}), "directory-edit.unknown");
    RegisteredSeal seal = content.seals.first();
    seal.id = SealId(u"town"_s);
    seal.unit = town;
    seal.digest.bytes[0] ^= 1;
    seal.withdrawals = {{SealState::Suspended, content.issuedAt, content.issuedAt, WithdrawalReason::UnitChanged, {}}};
    content.seals.append(seal);
    QCOMPARE(apply(RetireUnit{town, finance}), "directory-edit.unit-in-use");
    content.seals.last().withdrawals.first().state = SealState::Revoked;
    QCOMPARE(apply(SetKeeper{seal.id, MemberId(u"wang"_s)}), "directory-edit.revoked");
    QCOMPARE(apply(RetireUnit{town, finance}), "none");
    QCOMPARE(reasonOf(checkContent(content)), "none");
    QCOMPARE(apply(RetireUnit{town, finance}), "directory-edit.retired");
    QCOMPARE(apply(RenameUnit{town, u"某镇"_s, {}, {}}), "directory-edit.retired");
    QCOMPARE(apply(MoveMember{MemberId(u"wang"_s), town}), "directory-edit.retired");
    content.seals.first().kind = SealKind::Personal;
    QCOMPARE(apply(SetKeeper{content.seals.first().id, MemberId(u"wang"_s)}), "directory-edit.personal-seal");
    QCOMPARE(apply(SetRoles{MemberId(u"sun"_s), {Role::Clerk}}), "none");
    QCOMPARE(apply(RemoveMember{MemberId(u"sun"_s)}), "directory-edit.keeps-seal");
}

void DirectoryChangeTest::aRenewedCertificateTakesItsPlace()
{
    DirectoryContent content = m_domain.content();
    const auto renew = [&](const QByteArray &der, KeyChange key = KeyChange::SameKey) {
        return reasonOf(applyChange(content, RenewCertificate{der, key}));
    };
    const QByteArray old = content.members[0].signingCertificate;
    const QByteArray next = again(old, u"wang"_s, CertificatePurpose::Member, -1, 900);
    QCOMPARE(renew(next), "none");
    QCOMPARE(content.members[0].signingCertificate, next);
    QCOMPARE(content.members[0].encryptionCertificate, m_domain.content().members[0].encryptionCertificate);
    QVERIFY(Directory::sign(content, m_domain.authority()));
    // The old one does not come back.
    QCOMPARE(renew(old), "directory-edit.older-certificate");
    // Another key has to be said to be another one: a unit's seal has a certificate of the same purpose and subject.
    const QByteArray ofSeal = m_domain.certificate(u"jyzf"_s, CertificatePurpose::Unit, Hierarchy::days(900));
    QCOMPARE(renew(ofSeal), "directory-edit.other-key");
    QCOMPARE(renew(ofSeal, KeyChange::NewKey), "none");
    QCOMPARE(content.units[0].signingCertificate, ofSeal);
    QCOMPARE(renew(again(ofSeal, u"jyzf"_s, CertificatePurpose::Unit, 0, 901), KeyChange::NewKey),
        "directory-edit.other-key");
    for (const auto &[id, purpose] : {std::pair(u"jyczj"_s, CertificatePurpose::UnitEncryption),
             std::pair(u"qian"_s, CertificatePurpose::MemberEncryption),
             std::pair(u"cjz-1"_s, CertificatePurpose::Desktop), std::pair(u"server"_s, CertificatePurpose::Server)})
        QCOMPARE(renew(m_domain.certificate(id, purpose, Hierarchy::days(900)), KeyChange::NewKey), "none");
    QCOMPARE(renew(m_domain.certificate(u"nobody"_s, CertificatePurpose::Member)), "directory-edit.unknown");
    QCOMPARE(renew(m_domain.certificate(u"x"_s, CertificatePurpose::SealMaker)), "directory-edit.unknown");
    QVERIFY(renew("no certificate") != "none");
    const auto opened = Directory::open(
        Directory::sign(content, m_domain.authority()).value(), m_domain.hierarchy().trust(), Hierarchy::now());
    QVERIFY2(opened, opened ? "" : qPrintable(describe(opened.error())));
}

void DirectoryChangeTest::tellsWhatIsDifferent()
{
    const DirectoryContent &sample = m_domain.content();
    QVERIFY(differencesOf(sample, sample).isEmpty());
    DirectoryContent content = sample;
    content.domain = u"江阴"_s;
    content.server.endpoint = u"tcp://10.0.0.1:9470"_s;
    content.seals[0].withdrawals = {
        {SealState::Revoked, instantFromMilliseconds(1'781'481'600'000), content.issuedAt, WithdrawalReason::Lost, {}}};
    content.members[1].signingCertificate = m_domain.certificate(u"zhou"_s, CertificatePurpose::Member);
    const auto told = differencesOf(sample, content);
    QCOMPARE(told.size(), 4);
    QCOMPARE(told[0].after, u"江阴"_s);
    QCOMPARE(told[1].field, QByteArray("endpoint"));
    QCOMPARE(told[2].field, QByteArray("signing-certificate"));
    QVERIFY(told[2].before != told[2].after && !told[2].after.isEmpty());
    QCOMPARE(told[3].after, u"revoked 2026-06-15T00:00:00Z lost"_s);
    QCOMPARE(told[3].before, u"active"_s);
    crypto::SystemRandom random;
    const auto forPdfs = crypto::CertificateAuthority::createRoot({u"PDF签名CA"_s, {}, {}}, Hierarchy::days(-10),
        Hierarchy::days(3650), random, crypto::Suite::EcdsaP256WithSha256);
    DirectoryContent withPdfs = sample;
    withPdfs.pdfAuthority = PdfAuthority{forPdfs->certificate().toDer(), {}};
    const auto one = differencesOf(sample, withPdfs);
    QCOMPARE(one.size(), 1);
    QCOMPARE(one[0].field, QByteArray("pdf-authority"));
    QVERIFY(one[0].before.isEmpty());
    QVERIFY(one[0].after.startsWith(QString::fromLatin1(forPdfs->certificate().serialNumber())));
}

void DirectoryChangeTest::readsAChangeFile()
{
    const QByteArray json = R"({"changes": [
        {"change": "add-unit", "unit": "a", "name": "甲局", "parent": "jyzf", "signingCertificate": "s",
         "encryptionCertificate": "e"},
        {"change": "rename-unit", "unit": "a", "name": "乙局", "shortName": "乙", "numberCode": "乙发"},
        {"change": "retire-unit", "unit": "a", "successor": "jyzf"},
        {"change": "add-member", "member": "a/b", "unit": "a", "name": "张", "rank": 3, "roles": ["clerk"],
         "signingCertificate": "s", "encryptionCertificate": "e"},
        {"change": "move-member", "member": "a/b", "unit": "c"},
        {"change": "set-member", "member": "a/b", "rank": 0},
        {"change": "remove-member", "member": "a/b"},
        {"change": "set-roles", "member": "a/b", "roles": ["leader", "auditor"]},
        {"change": "renew-certificate", "certificate": "n", "newKey": true},
        {"change": "add-desktop", "desktop": "d", "unit": "a", "curveKey": "00ff", "connection": "standalone",
         "certificate": "c"},
        {"change": "remove-desktop", "desktop": "d"},
        {"change": "set-keeper", "seal": "s", "keeper": "a/b"},
        {"change": "set-group", "name": "g", "units": ["a", "b"]},
        {"change": "remove-group", "name": "g"},
        {"change": "set-alias", "name": "n", "unit": "a"},
        {"change": "remove-alias", "name": "n"}]})";
    const auto read = [](const QString &name) -> Result<QByteArray> { return name.toUtf8(); };
    const auto changes = readChanges(json, read);
    QVERIFY2(changes, changes ? "" : qPrintable(describe(changes.error())));
    QCOMPARE(changes->size(), 16);
    const Unit unit = std::get<AddUnit>(changes->at(0)).unit;
    QCOMPARE(unit.name, u"甲局"_s);
    QCOMPARE(unit.parent, UnitCode(u"jyzf"_s));
    QCOMPARE(unit.encryptionCertificate, QByteArray("e"));
    QCOMPARE(std::get<RenameUnit>(changes->at(1)).numberCode, u"乙发"_s);
    QCOMPARE(std::get<RetireUnit>(changes->at(2)).successor, UnitCode(u"jyzf"_s));
    QCOMPARE(std::get<AddMember>(changes->at(3)).member.rank, 3);
    QCOMPARE(std::get<MoveMember>(changes->at(4)).unit, UnitCode(u"c"_s));
    QVERIFY(!std::get<SetMember>(changes->at(5)).name && std::get<SetMember>(changes->at(5)).rank == 0);
    QCOMPARE(std::get<SetRoles>(changes->at(7)).roles, QList({Role::Leader, Role::Auditor}));
    QVERIFY(std::get<RenewCertificate>(changes->at(8)).key == KeyChange::NewKey);
    QCOMPARE(std::get<AddDesktop>(changes->at(9)).desktop.curveKey, QByteArray("\x00\xff", 2));
    QVERIFY(std::get<AddDesktop>(changes->at(9)).desktop.connection == Connection::Standalone);
    QCOMPARE(std::get<SetKeeper>(changes->at(11)).keeper, MemberId(u"a/b"_s));
    QCOMPARE(std::get<SetGroup>(changes->at(12)).units.size(), 2);
    QVERIFY(std::get<SetGroup>(changes->at(13)).units.isEmpty());
    QVERIFY(!std::get<SetAlias>(changes->at(15)).unit);
}

void DirectoryChangeTest::refusesAChangeFile_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("reason");
    QTest::addColumn<QString>("detail");
    const auto row = [](const char *name, const QByteArray &json, const char *reason, const QString &detail = {}) {
        QTest::newRow(name) << json << QByteArray(reason) << detail;
    };
    const auto one = [](const char *change) { return QByteArray(R"({"changes":[)") + change + "]}"; };
    const char *form = "directory-edit.form";
    row("no JSON", "changes", "directory-edit.json");
    row("no changes", "{}", form, u"changes"_s);
    row("an empty list", R"({"changes":[]})", form, u"changes"_s);
    row("something beside them", R"({"changes":[{"change":"remove-alias","name":"n"}],"x":1})", form, u"changes"_s);
    row("no such change", one(R"({"change":"fire-member","member":"a/b"})"), form, u"1: change"_s);
    row("no object", one("5"), form, u"1: change"_s);
    row("a member that is not known", one(R"({"change":"remove-member","member":"a/b","unit":"x"})"), form,
        u"1: unit"_s);
    row("a member that is missing", one(R"({"change":"move-member","member":"a/b"})"), form, u"1: unit"_s);
    row("a number for a text", one(R"({"change":"remove-member","member":5})"), form, u"1: member"_s);
    row("a text for a number", one(R"({"change":"set-member","member":"a","rank":"3"})"), form, u"1: rank"_s);
    row("a rank below nought", one(R"({"change":"set-member","member":"a","rank":-1})"), form, u"1: rank"_s);
    row("a number among roles", one(R"({"change":"set-roles","member":"a","roles":[1]})"), form, u"1: roles"_s);
    row("no such role", one(R"({"change":"set-roles","member":"a","roles":["boss"]})"), "directory.role", u"boss"_s);
    row("no such connection",
        one(R"({"change":"add-desktop","desktop":"d","unit":"a","curveKey":"00","connection":"wired","certificate":"c"})"),
        form, u"1: connection"_s);
    row("an empty group", one(R"({"change":"set-group","name":"g","units":[]})"), form, u"1: units"_s);
    row("a certificate that is not there", one(R"({"change":"renew-certificate","certificate":"missing"})"),
        "file.missing", u"missing"_s);
    row("the second one", one(R"({"change":"remove-alias","name":"n"},{"change":"remove-alias"})"), form, u"2: name"_s);
    row("too large", QByteArray(5 << 20, ' '), "directory-edit.size", QString::number(5 << 20));
}

void DirectoryChangeTest::refusesAChangeFile()
{
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, reason);
    QFETCH(QString, detail);
    const auto changes = readChanges(json, [](const QString &name) -> Result<QByteArray> {
        if (name == u"missing"_s)
            return Error{ErrorCode::NotFound, "file.missing", name};
        return name.toUtf8();
    });
    QCOMPARE(reasonOf(changes), reason);
    if (!detail.isEmpty())
        QCOMPARE(changes.error().detail, detail);
}

/// Random changes in random order: whatever is made keeps the rules that a seal's keeper and a unit's administrator are
/// there, no seal is lost, and what is refused changes nothing.
void DirectoryChangeTest::randomChangesKeepEveryRuleThatHeld()
{
    const DirectoryContent sample = m_domain.content();
    const auto pick = [](std::mt19937 &random, const auto &list) { return list.at(qsizetype(random() % list.size())); };
    const QList<QList<Role>> roles{{Role::Clerk}, {Role::SealKeeper}, {Role::SystemAdministrator}, {Role::Auditor}};
    for (unsigned seed = 0; seed < 40; ++seed) {
        std::mt19937 random(seed);
        DirectoryContent content = sample;
        for (int step = 0; step < 15 && !content.members.isEmpty(); ++step) {
            const Member member = pick(random, content.members);
            const UnitCode unit = pick(random, sample.units).code;
            const QList<DirectoryChange> all{MoveMember{member.id, unit}, RemoveMember{member.id},
                SetRoles{member.id, pick(random, roles)}, RetireUnit{unit, pick(random, sample.units).code},
                RemoveDesktop{pick(random, sample.desktops).id}, SetGroup{u"组"_s, {unit}}, SetAlias{u"名"_s, unit},
                SetMember{member.id, {}, u"科长"_s, 5}};
            const DirectoryContent before = content;
            const auto made = applyChange(content, pick(random, all));
            if (!made)
                QVERIFY(differencesOf(before, content).isEmpty());
            const auto checked = checkContent(content);
            QVERIFY2(checked, checked ? "" : qPrintable(describe(checked.error())));
            QVERIFY(checkSealsSucceed(sample.seals, content.seals));
        }
    }
}

QTEST_APPLESS_MAIN(DirectoryChangeTest)
#include "DirectoryChangeTest.moc"
