// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/text/WithdrawalWords.h"

#include "client/ui/text/DirectoryWords.h"
#include "client/ui/text/Sentences.h"
#include "shared/directory/SealRegistry.h"

#include <QSet>
#include <QTest>
#include <QTranslator>

using namespace wenyi;
using namespace wenyi::ui;
using namespace Qt::StringLiterals;

/// Seals that are withdrawn, and what is different about a directory, in the interface's words.
class WithdrawalWordsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void aWithdrawnSealIsToldWithStateTimeAndReason();
    void differencesAreToldInWords();

private:
    QTranslator m_translator;
};

void WithdrawalWordsTest::initTestCase()
{
    qputenv("TZ", "Asia/Shanghai");
    tzset();
    QVERIFY(m_translator.load(u":/translations/wenyi_zh_CN.qm"_s));
    QVERIFY(QCoreApplication::installTranslator(&m_translator));
}

void WithdrawalWordsTest::aWithdrawnSealIsToldWithStateTimeAndReason()
{
    directory::SealWithdrawal lost{directory::SealState::Revoked, instantFromMilliseconds(1'781'481'600'000),
        instantFromMilliseconds(1'781'500'000'000), directory::WithdrawalReason::Lost, {}};
    const auto sentence = [&] {
        return sentenceFor({ErrorCode::NotAllowed, "sealing.seal-withdrawn", directory::describe(lost)});
    };
    QCOMPARE(sentence(), u"印章不能使用：自 2026-06-15 08:00 起作废（遗失）。未盖章。"_s);
    lost.state = directory::SealState::Suspended;
    lost.reason = directory::WithdrawalReason::KeeperChanged;
    QCOMPARE(sentence(), u"印章不能使用：自 2026-06-15 08:00 起停用（保管人变动）。未盖章。"_s);
    lost = {directory::SealState::Revoked, {}, {}, directory::WithdrawalReason::Unspecified, {}};
    QCOMPARE(sentence(), u"印章不能使用：已作废，起始时间不详（未说明原因）。未盖章。"_s);
    // Every reason has words of its own.
    QSet<QString> words;
    for (const auto reason : directory::allWithdrawalReasons())
        words.insert(withdrawalReasonWords(directory::withdrawalReasonName(reason)));
    QCOMPARE(words.size(), directory::allWithdrawalReasons().size());
    QVERIFY(!words.contains(u"lost"_s));
    using Kind = seal::Withdrawal::Kind;
    QCOMPARE(withdrawalWords(seal::Withdrawal{
                 Kind::Suspended, seal::Withdrawal::Manner::Orderly, lost.decidedAt, lost.decidedAt, "damaged"}),
        u"自 1970-01-01 08:00 至 1970-01-01 08:00 停用（损坏）"_s);
}

void WithdrawalWordsTest::differencesAreToldInWords()
{
    using directory::DirectoryDifference;
    using Kind = DirectoryDifference::Kind;
    using Thing = DirectoryDifference::Thing;
    const QString id = u"jyzf/zhang"_s;
    QCOMPARE(differenceWords({Kind::Added, Thing::Member, id, u"张三"_s}), u"+ 人员 张三（jyzf/zhang）"_s);
    QCOMPARE(differenceWords({Kind::Removed, Thing::Group, u"各镇"_s, u"各镇"_s}), u"- 单位组 各镇"_s);
    QCOMPARE(
        differenceWords({Kind::Changed, Thing::Member, id, u"张三"_s, "roles", u"clerk"_s, u"clerk,seal-keeper"_s}),
        u"~ 人员 张三（jyzf/zhang）：角色 由“拟稿人”改为“拟稿人、印章管理员”"_s);
    QCOMPARE(differenceWords({Kind::Changed, Thing::Unit, u"a"_s, u"甲局"_s, "successor", {}, u"b"_s}),
        u"~ 单位 甲局（a）：承接单位 由“无”改为“b”"_s);
    QCOMPARE(differenceWords({Kind::Changed, Thing::Seal, u"s"_s, u"章"_s, "state", u"active"_s,
                 u"revoked 2026-06-15T00:00:00Z lost"_s}),
        u"~ 印章 章（s）：状态 由“在用”改为“自 2026-06-15 08:00 起作废（遗失）”"_s);
    QSet<QString> roles;
    for (const directory::Role role : directory::allRoles())
        roles.insert(roleWords(role));
    QCOMPARE(roles.size(), directory::allRoles().size());
    QCOMPARE(roleWords(directory::Role::Auditor), u"安全审计员"_s);
}

QTEST_GUILESS_MAIN(WithdrawalWordsTest)
#include "WithdrawalWordsTest.moc"
