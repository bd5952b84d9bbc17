// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/directory/DirectoryRules.h"

#include "tests/shared/directory/SampleDomain.h"

#include <QTest>

#include <functional>

using namespace wenyi;
using namespace wenyi::directory;
using namespace Qt::StringLiterals;

namespace {

SealWithdrawal revokedSince(Instant moment)
{
    return {SealState::Revoked, moment, moment, WithdrawalReason::Damaged, {}};
}

} // namespace

using Change = std::function<void(DirectoryContent &)>;
Q_DECLARE_METATYPE(Change)

class DirectoryRulesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sampleDomainIsInOrder();
    void whatIsAllowedStaysAllowed_data();
    void whatIsAllowedStaysAllowed();
    void refusesContentThatBreaksARule_data();
    void refusesContentThatBreaksARule();
    void everyRoleHasANameOfItsOwn();

private:
    const DirectoryContent m_sample = tests::SampleDomain().content();
};

void DirectoryRulesTest::sampleDomainIsInOrder()
{
    const auto checked = checkContent(m_sample);
    QVERIFY2(checked, checked ? "" : qPrintable(describe(checked.error())));
}

void DirectoryRulesTest::whatIsAllowedStaysAllowed_data()
{
    QTest::addColumn<Change>("change");
    const auto row = [](const char *name, Change change) { QTest::newRow(name) << change; };
    row("retired unit without a successor", [](auto &content) { content.units[2].state = UnitState::Retired; });
    row("retired unit whose name a new one bears", [](auto &content) {
        content.units[2].state = UnitState::Retired;
        content.units[2].name = content.units[1].name;
        content.units[2].successor = content.units[1].code;
    });
    row("one officer with other roles", [](auto &content) { content.members[0].roles.append(Role::Auditor); });
    row("short name equal to the full one", [](auto &content) { content.units[0].shortName = content.units[0].name; });
    row("revoked seal whose keeper has left the task", [](auto &content) {
        content.seals[0].withdrawals = {revokedSince(content.issuedAt)};
        content.members[2].roles = {Role::Clerk};
    });
    row("revoked seal whose keeper has left the domain", [](auto &content) {
        content.seals[0].withdrawals = {revokedSince(content.issuedAt)};
        content.members.removeAt(2);
    });
    row("suspended seal whose keeper has left the task", [](auto &content) {
        content.seals[0].withdrawals = {revokedSince(content.issuedAt)};
        content.seals[0].withdrawals[0].state = SealState::Suspended;
        content.members[2].roles = {Role::Clerk};
    });
    row("personal seal of one who is no keeper", [](auto &content) {
        content.seals[0].kind = SealKind::Personal;
        content.seals[0].keeper = MemberId(u"zhou"_s);
    });
    row("same name of two people", [](auto &content) { content.members[1].name = content.members[0].name; });
}

void DirectoryRulesTest::whatIsAllowedStaysAllowed()
{
    QFETCH(Change, change);
    DirectoryContent content = m_sample;
    change(content);
    const auto checked = checkContent(content);
    QVERIFY2(checked, checked ? "" : qPrintable(describe(checked.error())));
}

void DirectoryRulesTest::refusesContentThatBreaksARule_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QByteArray>("reason");
    const auto row = [](const char *name, const char *reason, Change change) {
        QTest::newRow(name) << change << QByteArray(reason);
    };
    row("no domain", "directory.head", [](auto &content) { content.domain.clear(); });
    row("version 0", "directory.head", [](auto &content) { content.version = 0; });
    row("next update not later", "directory.head", [](auto &content) { content.nextUpdate = content.issuedAt; });
    row("endpoint of another transport", "directory.endpoint",
        [](auto &content) { content.server.endpoint = u"ipc:///tmp/x"_s; });
    row("endpoint with a space", "directory.endpoint",
        [](auto &content) { content.server.endpoint = u"tcp://a b:1"_s; });
    row("server key too short", "directory.curve-key", [](auto &content) { content.server.curveKey.chop(1); });
    row("empty unit code", "directory.identifier", [](auto &content) { content.units[0].code = UnitCode(); });
    row("unit code with a stroke", "directory.identifier",
        [](auto &content) { content.units[0].code = UnitCode(u"jyzf/x"_s); });
    row("member id that climbs out of its folder", "directory.identifier",
        [](auto &content) { content.members[0].id = MemberId(u"jyzf/.."_s); });
    row("unit code with a space", "directory.identifier",
        [](auto &content) { content.units[2].code = UnitCode(u"c jz"_s); });
    row("unit code with a zero width space", "directory.identifier",
        [](auto &content) { content.units[2].code = UnitCode(u"jyczj\u200b"_s); });
    row("member id with a right-to-left override", "directory.identifier",
        [](auto &content) { content.members[0].id = MemberId(u"wang\u202e"_s); });
    row("member id too long", "directory.identifier",
        [](auto &content) { content.members[0].id = MemberId(QString(65, u'x')); });
    row("unit without a name", "directory.name", [](auto &content) { content.units[0].name.clear(); });
    row("unit name with a line break", "directory.name",
        [](auto &content) { content.units[0].name = u"江阴市\n财政局"_s; });
    row("unit name that differs by an invisible character", "directory.name",
        [](auto &content) { content.units[2].name = content.units[1].name + QChar(0x200d); });
    row("member name too long", "directory.name", [](auto &content) { content.members[0].name = QString(201, u'王'); });
    row("unit code twice", "directory.duplicate", [](auto &content) { content.units[1].code = content.units[0].code; });
    row("unit name twice", "directory.duplicate", [](auto &content) { content.units[1].name = content.units[0].name; });
    row("short name that is another unit's name", "directory.duplicate",
        [](auto &content) { content.units[1].shortName = content.units[0].name; });
    row("number code of two units", "directory.duplicate",
        [](auto &content) { content.units[1].numberCode = content.units[0].numberCode; });
    row("alias that is a group's name", "directory.duplicate",
        [](auto &content) { content.aliases[0].name = content.groups[0].name; });
    row("member id twice", "directory.duplicate", [](auto &content) { content.members[1].id = content.members[0].id; });
    row("role twice", "directory.duplicate", [](auto &content) { content.members[0].roles.append(Role::Clerk); });
    row("desktop id twice", "directory.duplicate",
        [](auto &content) { content.desktops[1].id = content.desktops[0].id; });
    row("one key of two desktops", "directory.duplicate",
        [](auto &content) { content.desktops[1].curveKey = content.desktops[0].curveKey; });
    row("desktop with the server's key", "directory.duplicate",
        [](auto &content) { content.desktops[1].curveKey = content.server.curveKey; });
    row("desktop with an empty key", "directory.curve-key",
        [](auto &content) { content.desktops[0].curveKey = QByteArray(32, '\0'); });
    row("seal registered twice", "directory.duplicate", [](auto &content) { content.seals.append(content.seals[0]); });
    row("seal's digest under another id", "directory.duplicate", [](auto &content) {
        content.seals.append(content.seals[0]);
        content.seals[1].id = SealId(u"other"_s);
    });
    row("unit twice in a group", "directory.duplicate",
        [](auto &content) { content.groups[0].units.append(content.groups[0].units[0]); });
    row("unknown parent", "directory.reference", [](auto &content) { content.units[0].parent = UnitCode(u"x"_s); });
    row("unknown successor", "directory.reference", [](auto &content) {
        content.units[0].state = UnitState::Retired;
        content.units[0].successor = UnitCode(u"x"_s);
    });
    row("group with an unknown unit", "directory.reference",
        [](auto &content) { content.groups[0].units.append(UnitCode(u"x"_s)); });
    row("group of nobody", "directory.reference", [](auto &content) { content.groups[0].units.clear(); });
    row("alias of an unknown unit", "directory.reference",
        [](auto &content) { content.aliases[0].unit = UnitCode(u"x"_s); });
    row("member of an unknown unit", "directory.reference",
        [](auto &content) { content.members[0].unit = UnitCode(u"x"_s); });
    row("desktop of an unknown unit", "directory.reference",
        [](auto &content) { content.desktops[0].unit = UnitCode(u"x"_s); });
    row("seal of an unknown unit", "directory.reference",
        [](auto &content) { content.seals[0].unit = UnitCode(u"x"_s); });
    row("seal kept by nobody known", "directory.reference",
        [](auto &content) { content.seals[0].keeper = MemberId(u"x"_s); });
    row("seal without a digest", "directory.reference", [](auto &content) { content.seals[0].digest = {}; });
    row("seal kept by one who is no keeper", "directory.keeper",
        [](auto &content) { content.seals[0].keeper = MemberId(u"wang"_s); });
    row("seal kept by another unit", "directory.keeper", [](auto &content) {
        content.members[3].roles = {Role::SealKeeper};
        content.seals[0].keeper = MemberId(u"qian"_s);
    });
    row("suspended seal of nobody known", "directory.reference", [](auto &content) {
        content.seals[0].withdrawals = {revokedSince(content.issuedAt)};
        content.seals[0].withdrawals[0].state = SealState::Suspended;
        content.members.removeAt(2);
    });
    row("personal seal of another unit's member", "directory.keeper", [](auto &content) {
        content.seals[0].kind = SealKind::Personal;
        content.seals[0].keeper = MemberId(u"qian"_s);
    });
    row("seal that is revoked in the future", "directory.seal-state", [](auto &content) {
        content.seals[0].withdrawals = {revokedSince(content.issuedAt + std::chrono::hours(25))};
    });
    row("active unit with a successor", "directory.successor",
        [](auto &content) { content.units[0].successor = content.units[1].code; });
    row("unit that is its own parent", "directory.cycle",
        [](auto &content) { content.units[0].parent = content.units[0].code; });
    row("parents in a ring", "directory.cycle", [](auto &content) { content.units[0].parent = content.units[1].code; });
    row("successors in a ring", "directory.cycle", [](auto &content) {
        for (int index : {1, 2}) {
            content.units[index].state = UnitState::Retired;
            content.units[index].successor = content.units[3 - index].code;
        }
    });
    row("system administrator who is auditor too", "directory.three-officers",
        [](auto &content) { content.members[3].roles.append(Role::Auditor); });
    row("system administrator who is security administrator too", "directory.three-officers",
        [](auto &content) { content.members[3].roles.append(Role::SecurityAdministrator); });
}

void DirectoryRulesTest::refusesContentThatBreaksARule()
{
    QFETCH(Change, change);
    QFETCH(QByteArray, reason);
    DirectoryContent content = m_sample;
    change(content);
    const auto refused = checkContent(content);
    QVERIFY(!refused);
    QCOMPARE(refused.error().reason, reason);
    QCOMPARE(refused.error().code, ErrorCode::InvalidInput);
}

void DirectoryRulesTest::everyRoleHasANameOfItsOwn()
{
    for (const Role role : allRoles())
        QVERIFY(roleFromName(roleName(role)) == role);
    QCOMPARE(allRoles().size(), qsizetype(Role::Auditor) + 1);
    QCOMPARE(roleFromName(u"Clerk").error().reason, "directory.role");
    QCOMPARE(roleFromName(u"").error().reason, "directory.role");
}

QTEST_APPLESS_MAIN(DirectoryRulesTest)
#include "DirectoryRulesTest.moc"
