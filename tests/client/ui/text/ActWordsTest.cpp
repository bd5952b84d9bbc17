// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/text/ActWords.h"

#include "client/ui/text/StandingWords.h"
#include "client/ui/text/Wording.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>
#include <QTranslator>

using namespace wenyi;
using namespace wenyi::ui;
using namespace Qt::StringLiterals;
using core::ActConclusion;

/// What a person is told of a signature on an act.
class ActWordsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void eachVerdictIsOneSentence_data();
    void eachVerdictIsOneSentence();
    void everyConclusionHasAMark();
    void whereARecordIsIsOneSentence();
    void eachFurtherActIsNamedAndTold();

private:
    QTranslator m_translator;
};

void ActWordsTest::initTestCase()
{
    QLocale::setDefault(QLocale(QLocale::Chinese, QLocale::China)); // Days of the week.
    qputenv("TZ", "Asia/Shanghai");
    tzset();
    QVERIFY(m_translator.load(u":/translations/wenyi_zh_CN.qm"_s));
    QVERIFY(QCoreApplication::installTranslator(&m_translator));
}

void ActWordsTest::eachVerdictIsOneSentence_data()
{
    QTest::addColumn<core::ActVerdict>("verdict");
    QTest::addColumn<QString>("sentence");
    const Instant june = instantFromMilliseconds(1'781'481'600'000); // 2026-06-15 08:00 in China.
    const Instant july = june + std::chrono::days(30);
    const crypto::Revocation revoked{july, crypto::RevocationReason::KeyCompromise};
    const auto row = [](const char *name, ActConclusion conclusion, const auto &change, const QString &sentence) {
        core::ActVerdict verdict;
        verdict.conclusion = conclusion;
        change(verdict);
        QTest::newRow(name) << verdict << sentence;
    };
    const auto asIs = [](core::ActVerdict &) {};
    row(
        "proven", ActConclusion::Proven, [&](auto &verdict) { verdict.provenAt = june; },
        u"签名有效，时间戳证明 6月15日 周一 08:00 已有此签名。"_s);
    row(
        "proven, and what came later", ActConclusion::Proven,
        [&](auto &verdict) {
            verdict.provenAt = june;
            verdict.withdrawn = revoked;
            verdict.expiredAt = july;
        },
        u"签名有效，时间戳证明 6月15日 周一 08:00 已有此签名；证书此后于 7月15日 周三 08:00 被吊销；证书此后于 7月15日 周三 08:00 到期。"_s);
    row("claimed", ActConclusion::ClaimedTime, asIs, u"签名有效，时间仅为签名人自述。"_s);
    row(
        "claimed, with something that does not fit", ActConclusion::ClaimedTime,
        [](auto &verdict) {
            verdict.remarks = {{{}, {ErrorCode::NotTrusted, "evidence.list", {}}}};
        },
        u"签名有效，时间仅为签名人自述；随签名保存的证据中有不相符的，未予采信。"_s);
    row(
        "claimed, a list is still to come", ActConclusion::ClaimedTime,
        [](auto &verdict) {
            verdict.remarks = {{{}, {ErrorCode::NotFound, "evidence.list-missing", {}}}};
        },
        u"签名有效，时间仅为签名人自述。"_s);
    row("unchecked", ActConclusion::Unchecked, asIs, u"签名成立，但无法查证其证书当时是否已被吊销。"_s);
    row(
        "its stamp ran out", ActConclusion::Unchecked,
        [&](auto &verdict) {
            verdict.provenAt = june;
            verdict.stampRanOut = july;
        },
        u"签名成立；时间戳表明 6月15日 周一 08:00 已有此签名，但时间戳机构的证书已于 7月15日 周三 08:00 到期，未及时续加时间戳。"_s);
    row(
        "revoked later", ActConclusion::Doubtful, [&](auto &verdict) { verdict.withdrawn = revoked; },
        u"存疑：证书已于 7月15日 周三 08:00 被吊销或冻结，没有证据表明签名在此之前。"_s);
    row(
        "claims a later time", ActConclusion::Doubtful, [&](auto &verdict) { verdict.provenAt = june; },
        u"存疑：时间戳证明 6月15日 周一 08:00 已有此签名，早于签名人自述的时间。"_s);
    row("from the future", ActConclusion::Doubtful, asIs, u"存疑：签名人自述的时间在将来。"_s);
    row("expired", ActConclusion::Expired, asIs, u"无效：签名时证书不在有效期内。"_s);
    row("revoked", ActConclusion::Revoked, asIs, u"无效：签名前证书已被吊销或冻结。"_s);
    row("invalid", ActConclusion::Invalid, asIs, u"无效：签名不成立。"_s);
    row(
        "not signed", ActConclusion::Invalid,
        [](auto &verdict) {
            verdict.fault = Error{ErrorCode::NotTrusted, "record.signature-missing", {}};
        },
        u"无效：应当签名而没有签名。"_s);
}

void ActWordsTest::eachVerdictIsOneSentence()
{
    QFETCH(core::ActVerdict, verdict);
    QFETCH(QString, sentence);
    QCOMPARE(actSentence(verdict, instantFromMilliseconds(1'781'481'600'000)), sentence);
}

void ActWordsTest::everyConclusionHasAMark()
{
    QSet<QChar> shapes;
    static const QRegularExpression han(u"\\p{Han}{2}"_s);
    for (int i = 0; i <= static_cast<int>(ActConclusion::Invalid); ++i) {
        const QString mark = actMark(static_cast<ActConclusion>(i));
        QVERIFY2(han.match(mark).hasMatch(), qPrintable(mark));
        shapes.insert(mark.front());
    }
    QCOMPARE(shapes.size(), 3);
}

void ActWordsTest::whereARecordIsIsOneSentence()
{
    const Instant now = instantFromMilliseconds(1'781'481'600'000); // 2026-06-15, a Monday, 08:00 in China.
    core::RecordStanding standing;
    core::StandingStep review;
    review.name = u"核稿"_s;
    review.waiting = {u"顾晓岚"_s};
    standing.steps = {review};
    QCOMPARE(standingSentence(standing, now), u"现在：核稿（待：顾晓岚）"_s);
    QVERIFY(!mostUrgent(standing));
    core::StandingStep signing;
    signing.name = u"会签"_s;
    signing.isRound = true;
    signing.done = {u"陆文清"_s};
    signing.waiting = {u"沈国栋"_s, u"许静"_s};
    signing.due = now + std::chrono::hours(24);
    signing.urges = 2;
    standing.steps.append(signing);
    const QString where = u"核稿（待：顾晓岚）；会签（3人中已签1人：陆文清，待：沈国栋、许静），时限 %1，已催办2次"_s.arg(
        timeWords(*signing.due, now));
    QCOMPARE(standingSentence(standing, now), u"现在："_s + where);
    QCOMPARE(mostUrgent(standing), &standing.steps.constLast());
    standing.suspendedBy = u"陆文清"_s;
    standing.suspendedAt = now;
    QCOMPARE(
        standingSentence(standing, now), u"陆文清已于 %1 暂停，所在环节：%2"_s.arg(timeWords(now, now), where));
    standing.end = modules::TerminatedEnd.toString();
    QCOMPARE(standingSentence(standing, now), u"已结束：中途终止"_s);
}

void ActWordsTest::eachFurtherActIsNamedAndTold()
{
    using enum modules::ActionKind;
    static const QRegularExpression han(u"^\\p{Han}{2,}$"_s);
    QSet<QString> names;
    QSet<QString> sentences;
    for (const auto kind :
        {ReturnTo, Withdraw, Transfer, AddSigner, RemoveSigner, Urge, Suspend, Resume, Terminate, Reassign}) {
        QVERIFY2(han.match(furtherActWord(kind)).hasMatch(), qPrintable(furtherActWord(kind)));
        names.insert(furtherActWord(kind));
        QVERIFY(furtherActSentence(kind).endsWith(u'。'));
        sentences.insert(furtherActSentence(kind));
    }
    QCOMPARE(names.size(), 10);
    QCOMPARE(sentences.size(), 10);
    QVERIFY(furtherActWord(Complete).isEmpty());
}

QTEST_GUILESS_MAIN(ActWordsTest)
#include "ActWordsTest.moc"
