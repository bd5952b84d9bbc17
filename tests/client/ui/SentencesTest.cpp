// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/text/Sentences.h"
#include "client/ui/app/Language.h"
#include "client/ui/text/ExchangeWording.h"
#include "client/ui/text/SentenceTables.h"
#include "client/ui/text/Wording.h"

#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace wenyi;
using namespace wenyi::ui;
using namespace Qt::StringLiterals;

namespace {

const QList<std::pair<QByteArray, ErrorCode>> &codes()
{
    static const QList<std::pair<QByteArray, ErrorCode>> all{{"InvalidInput", ErrorCode::InvalidInput},
        {"NotFound", ErrorCode::NotFound}, {"AlreadyExists", ErrorCode::AlreadyExists},
        {"NotAllowed", ErrorCode::NotAllowed}, {"NotTrusted", ErrorCode::NotTrusted}, {"TooLarge", ErrorCode::TooLarge},
        {"Corrupt", ErrorCode::Corrupt}, {"Unsupported", ErrorCode::Unsupported}, {"WrongPin", ErrorCode::WrongPin},
        {"Locked", ErrorCode::Locked}, {"Unavailable", ErrorCode::Unavailable}, {"Cancelled", ErrorCode::Cancelled},
        {"StorageFailure", ErrorCode::StorageFailure}, {"Internal", ErrorCode::Internal}};
    return all;
}

bool isChineseSentence(const QString &text)
{
    static const QRegularExpression han(u"\\p{Han}{2}"_s);
    return han.match(text).hasMatch() && text.endsWith(u'。') && !text.contains(u"未知错误"_s);
}

} // namespace

/// Every error that can reach a window has a sentence of ours.
class SentencesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyCodeHasASentence();
    void everyReasonOfTheSourcesHasASentence_data();
    void everyReasonOfTheSourcesHasASentence();
    void everyTableLineIsTranslated();
    void aReasonGoesBeforeItsLayerAndTheLayerBeforeTheCode();
    void whyItWaitsForAnotherDomainIsASentence();

private:
    Language m_language;
};

void SentencesTest::everyCodeHasASentence()
{
    for (const auto &[name, code] : codes())
        QVERIFY2(isChineseSentence(sentenceFor({code, "nobody.knows", {}})), name.constData());
}

void SentencesTest::everyReasonOfTheSourcesHasASentence_data()
{
    QTest::addColumn<QByteArray>("reason");
    QTest::addColumn<QByteArray>("code");
    static const QRegularExpression error(u"ErrorCode::(\\w+),\\s*\"([a-z0-9-]+\\.[a-z0-9.-]+)\""_s);
    QSet<QByteArray> seen;
    for (const QString &folder : {u"/client/core"_s, u"/client/helper"_s, u"/client/render"_s, u"/client/token"_s,
             u"/client/ui"_s, u"/shared"_s}) {
        QDirIterator files(QStringLiteral(WENYI_SOURCE_DIR) + folder, {u"*.cpp"_s, u"*.h"_s}, QDir::Files,
            QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            auto matches = error.globalMatch(QString::fromUtf8(file.readAll()));
            while (matches.hasNext()) {
                const auto match = matches.next();
                const QByteArray reason = match.captured(2).toLatin1();
                if (seen.contains(reason))
                    continue;
                seen.insert(reason);
                QTest::newRow(reason.constData()) << reason << match.captured(1).toLatin1();
            }
        }
    }
    QVERIFY(seen.size() > 200);
}

void SentencesTest::everyReasonOfTheSourcesHasASentence()
{
    QFETCH(QByteArray, reason);
    QFETCH(QByteArray, code);
    const auto found =
        std::find_if(codes().begin(), codes().end(), [&](const auto &named) { return named.first == code; });
    QVERIFY(found != codes().end());
    QVERIFY(isChineseSentence(sentenceFor({found->second, reason, {}})));
}

void SentencesTest::everyTableLineIsTranslated()
{
    QSet<QByteArray> keys;
    for (const auto table : {sentences::ofReasons(), sentences::ofProcesses(), sentences::ofSealing(),
             sentences::ofAuthority(), sentences::ofKeys(), sentences::ofPdfs(), sentences::ofSealUses(),
             sentences::ofSeals(), sentences::ofDirectory(), sentences::ofIntegration(), sentences::ofServerStatus(),
             sentences::ofRecovery(), sentences::ofExchange(), sentences::ofLayers(), sentences::ofFormatRules()}) {
        for (const sentences::Sentence &line : table) {
            QVERIFY2(!keys.contains(line.key), line.key);
            keys.insert(line.key);
            QVERIFY2(isChineseSentence(QCoreApplication::translate("Sentences", line.text)), line.key);
        }
    }
}

void SentencesTest::aReasonGoesBeforeItsLayerAndTheLayerBeforeTheCode()
{
    // Whoever verifies an audit log is told which of the things that may be wrong it is.
    for (const char *reason : {"audit.chain", "audit.cut", "audit.rewritten", "audit.notes-unreadable",
             "audit.head-form", "heads.none", "heads.not-of-this", "heads.form", "heads.size"})
        QVERIFY2(hasOwnSentence(reason), reason);
    // And which side is to be updated, rather than to try again.
    for (const char *reason : {"session.version", "message.version", "directory.version-form"})
        QVERIFY2(
            hasOwnSentence(reason) && sentenceFor({ErrorCode::Unsupported, reason, {}}).contains(u"更新"_s), reason);
    // And that nothing is wrong with a document that another domain returned for its old card.
    for (const char *reason :
        {"envelope.signer", "envelope.hop-signature", "envelope.card-outdated", "envelope.not-taken"})
        QVERIFY2(hasOwnSentence(reason), reason);
    QVERIFY(hasOwnSentence("process.opinion-required"));
    QCOMPARE(
        sentenceFor({ErrorCode::NotAllowed, "process.opinion-required", {}}), u"本步骤须填写意见，请填写后再办。"_s);
    QCOMPARE(sentenceFor({ErrorCode::NotAllowed, "process.brand-new", {}}), u"流程规则不允许此操作，未作更改。"_s);
    QCOMPARE(sentenceFor({ErrorCode::Unavailable, "brand.new", {}}), u"暂时连接不上，请稍后重试。"_s);
}

void SentencesTest::whyItWaitsForAnotherDomainIsASentence()
{
    const Instant now = SystemClock().now();
    const Instant since = now - std::chrono::hours(2);
    QSet<QString> sentences;
    for (const char *reason :
        {"card.outdated", "link.acceptance", "link.down", "store.full", "unit.quota", "brand.new"}) {
        const QString sentence = waitWords({Digest(), u"苏州市"_s, reason, since}, now);
        QVERIFY2(sentence.contains(u"苏州市"_s) && sentence.contains(timeWords(since, now)), qPrintable(sentence));
        QVERIFY2(sentence.contains(u"服务器"_s) && !sentence.contains(u'%'), qPrintable(sentence));
        sentences.insert(sentence);
    }
    QCOMPARE(sentences.size(), 6);
    QCOMPARE(waitWords({Digest(), u"苏州市"_s, "brand.newer", since}, now),
        waitWords({Digest(), u"苏州市"_s, "brand.new", since}, now));
}

QTEST_MAIN(SentencesTest)
#include "SentencesTest.moc"
