// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/handling/ActService.h"
#include "client/core/handling/DocumentService.h"
#include "client/core/handling/FilingService.h"
#include "client/core/records/NumberService.h"
#include "shared/crypto/Sm3.h"
#include "tests/client/core/exchange/ExchangeOffice.h"

#include <QTest>

#include <algorithm>
#include <thread>

using namespace wenyi;
using namespace wenyi::core;
using namespace wenyi::core::tests;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// 归档: what came over a real server is filed, with what its seals were worth then.
class FilingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void whatIsNotFiledHasNoCheck();
    void filingKeepsWhatTheSealsWereWorth();
    void aSealThatDoesNotHoldWantsAReason();
    void whatWasKeptStaysWhatItWas();
    void anotherDesktopReadsIt();
    void whatCameOnPaperIsFiledWithoutACheck();
    void checksSurviveWritingAndReading();

private:
    /// A document that waits to be filed.
    StreamId arrived(int serial);
    QByteArray act(const StreamId &stream, const QString &name, QStringView act, const QString &outcome,
        const QString &words, const QJsonObject &values = {});
    QByteArray file(const StreamId &stream, const QString &words);
    modules::Record record(const StreamId &stream, Workspace *workspace = nullptr)
    {
        return RecordService(workspace ? *workspace : *m_exchange->finance).load(stream)->record;
    }
    std::optional<FilingCheck> kept(const StreamId &stream)
    {
        return FilingService(*m_exchange->finance).kept(record(stream)).value();
    }
    SealingConclusion conclusionNow(const StreamId &stream)
    {
        return DocumentService(*m_exchange->finance).load(record(stream))->verdict->conclusion;
    }

    std::unique_ptr<ExchangeOffice> m_exchange;
    StreamId m_sound;
    StreamId m_revoked;
};

void FilingTest::initTestCase()
{
    m_exchange = std::make_unique<ExchangeOffice>();
    m_sound = arrived(61);
    m_revoked = arrived(62);
}

StreamId FilingTest::arrived(int serial)
{
    auto order = m_exchange->order(StreamId(u"notice-%1"_s.arg(serial)), serial);
    order.recipients = {u"江阴市财政局"_s};
    const StreamId stream = incomingStream(DispatchService(*m_exchange->sender).dispatch(order)->envelope);
    (void)m_exchange->sync(*m_exchange->sender).value();
    (void)m_exchange->sync(*m_exchange->finance).value();
    (void)NumberService(*m_exchange->finance).openAll();
    QByteArray reason = act(stream, u"市财政局/mailroom"_s, SignForAct, SignForOutcome.toString(), {});
    if (reason.isEmpty())
        reason = act(stream, u"市财政局/mailroom"_s, u"register", u"registered"_s, {});
    if (reason.isEmpty())
        reason = act(stream, u"市财政局/clerk"_s, u"propose", u"file"_s, u"存档备查。"_s);
    if (!reason.isEmpty())
        qFatal("%s", reason.constData());
    return stream;
}

QByteArray FilingTest::act(const StreamId &stream, const QString &name, QStringView act, const QString &outcome,
    const QString &words, const QJsonObject &values)
{
    const bool isMailRoom = name.endsWith(u"/mailroom"_s);
    const auto own = isMailRoom ? nullptr : m_exchange->office.unlock(name);
    Workspace &workspace = isMailRoom ? *m_exchange->finance : *own;
    if (const auto before = m_exchange->sync(workspace); !before)
        return reasonOf(before);
    const auto view = RecordService(workspace).load(stream);
    if (!view)
        return reasonOf(view);
    ActRequest request;
    for (const PossibleAct &possible : view->possible) {
        if (possible.possible.rules.act == act)
            request.task = possible.possible.task.id;
    }
    request.outcome = outcome;
    request.opinion.words = words;
    request.values = values;
    const auto document = DocumentService(workspace).load(view->record);
    if (!document)
        return reasonOf(document);
    request.document = document->digest;
    const SecretBytes pin = SampleOffice::pin();
    const QByteArray reason = reasonOf(ActService(workspace).act(stream, request, &pin));
    const QByteArray synchronised = reasonOf(m_exchange->sync(workspace));
    return reason.isEmpty() ? synchronised : reason;
}

QByteArray FilingTest::file(const StreamId &stream, const QString &words)
{
    return act(stream, u"市财政局/mailroom"_s, ArchiveAct, u"archived"_s, words, {{u"retention"_s, u"30年"_s}});
}

void FilingTest::whatIsNotFiledHasNoCheck()
{
    QVERIFY(!kept(m_sound));
}

void FilingTest::filingKeepsWhatTheSealsWereWorth()
{
    const auto document = DocumentService(*m_exchange->finance).load(record(m_sound));
    QVERIFY2(document, reasonOf(document).constData());
    const Instant before = m_exchange->finance->environment().clock.now();
    QCOMPARE(file(m_sound, {}), QByteArray());
    QVERIFY(record(m_sound).process.isEnded());
    const auto check = kept(m_sound);
    QVERIFY(check);
    QCOMPARE(check->document, crypto::sm3(document->ofd));
    QVERIFY(check->conclusion == SealingConclusion::Valid);
    QCOMPARE(check->by, m_exchange->finance->member().id);
    QCOMPARE(check->directoryVersion, m_exchange->finance->directory().content().version);
    QVERIFY(check->at >= instantFromMilliseconds(toMilliseconds(before)));
    QCOMPARE(check->seals.size(), 1);
    const FiledSeal &seal = check->seals.constFirst();
    QCOMPARE(seal.name, document->verdict->seals.constFirst().name());
    QVERIFY(seal.conclusion == SealingConclusion::Valid);
    QVERIFY(seal.sealedAt && seal.revocationsAsOf);
    QVERIFY(check->doubts.isEmpty());
}

void FilingTest::aSealThatDoesNotHoldWantsAReason()
{
    const UnitCode sender = m_exchange->sender->profile().unit;
    const auto published = m_exchange->publish(*m_exchange->sender, [&](directory::DirectoryContent &content) {
        const Instant now = m_exchange->office.environment().clock.now();
        for (directory::RegisteredSeal &seal : content.seals) {
            if (seal.unit == sender && seal.kind == directory::SealKind::Unit)
                seal.withdrawals.append(
                    {directory::SealState::Revoked, {}, now, directory::WithdrawalReason::Lost, {}});
        }
    });
    QVERIFY2(published, reasonOf(published).constData());
    // The server takes the directory a moment later.
    for (int i = 0; i < 200 && conclusionNow(m_revoked) == SealingConclusion::Valid; ++i) {
        QCOMPARE(reasonOf(m_exchange->sync(*m_exchange->finance)), QByteArray());
        std::this_thread::sleep_for(20ms);
    }
    const SealingConclusion now = conclusionNow(m_revoked);
    QVERIFY2(now > SealingConclusion::Unsealed, conclusionName(now).constData());
    const auto entries = m_exchange->finance->journal().stream(m_revoked)->size();
    for (const QString &none : {QString(), u"  \n"_s})
        QCOMPARE(file(m_revoked, none), QByteArray("filing.reason-required"));
    QCOMPARE(m_exchange->finance->journal().stream(m_revoked)->size(), entries);
    QVERIFY(!record(m_revoked).process.isEnded());
    QVERIFY(!kept(m_revoked));
    QCOMPARE(file(m_revoked, u"印章已挂失，原件经来文单位电话确认，照存。"_s), QByteArray());
    QVERIFY(record(m_revoked).process.isEnded());
    const auto check = kept(m_revoked);
    QVERIFY(check);
    QVERIFY(check->conclusion == now);
    QCOMPARE(check->seals.size(), 1);
    QVERIFY(!check->seals.constFirst().reasons.isEmpty());
    QCOMPARE(record(m_revoked).history.constLast().opinion.words, u"印章已挂失，原件经来文单位电话确认，照存。"_s);
}

void FilingTest::whatWasKeptStaysWhatItWas()
{
    QVERIFY(conclusionNow(m_sound) > SealingConclusion::Unsealed);
    QVERIFY(kept(m_sound)->conclusion == SealingConclusion::Valid);
}

void FilingTest::anotherDesktopReadsIt()
{
    const auto clerk = m_exchange->office.unlock(u"市财政局/clerk"_s);
    const auto report = m_exchange->sync(*clerk);
    QVERIFY2(report, reasonOf(report).constData());
    const auto there = FilingService(*clerk).kept(record(m_sound, clerk.get()));
    QVERIFY2(there, reasonOf(there).constData());
    QVERIFY(*there == kept(m_sound));
}

void FilingTest::whatCameOnPaperIsFiledWithoutACheck()
{
    RecordService records(*m_exchange->finance);
    const auto stream =
        records.start({u"incoming"_s, {{u"title"_s, u"纸质来文"_s}, {u"sender"_s, u"江阴市水利局"_s}}, {}, {}});
    QVERIFY2(stream, reasonOf(stream).constData());
    QVERIFY(m_exchange->sync(*m_exchange->finance));
    const SecretBytes pin = SampleOffice::pin();
    const auto step = [&](Workspace &desk, const QString &outcome, const QJsonObject &values) -> QByteArray {
        if (const auto before = m_exchange->sync(desk); !before)
            return reasonOf(before);
        const auto view = RecordService(desk).load(*stream);
        if (!view || view->possible.isEmpty())
            return "nothing to do";
        ActRequest request;
        request.task = view->possible.constFirst().possible.task.id;
        request.outcome = outcome;
        request.values = values;
        request.opinion.words = u"照办。"_s;
        const QByteArray reason = reasonOf(ActService(desk).act(*stream, request, &pin));
        const QByteArray synchronised = reasonOf(m_exchange->sync(desk));
        return reason.isEmpty() ? synchronised : reason;
    };
    QCOMPARE(step(*m_exchange->finance, SignForOutcome.toString(), {}), QByteArray());
    QCOMPARE(step(*m_exchange->finance, u"registered"_s, {{u"receivedDate"_s, u"2026-12-01"_s}}), QByteArray());
    const auto clerk = m_exchange->office.unlock(u"市财政局/clerk"_s);
    QCOMPARE(step(*clerk, u"file"_s, {}), QByteArray());
    QCOMPARE(step(*m_exchange->finance, u"archived"_s, {{u"retention"_s, u"10年"_s}}), QByteArray());
    QVERIFY(record(*stream).process.isEnded());
    QVERIFY(!kept(*stream));
}

void FilingTest::checksSurviveWritingAndReading()
{
    const FilingCheck check = *kept(m_revoked);
    const QByteArray bytes = check.toBytes();
    const auto read = FilingCheck::fromBytes(bytes);
    QVERIFY2(read, reasonOf(read).constData());
    QVERIFY(*read == check);
    for (qsizetype size = 0; size < bytes.size(); ++size)
        QVERIFY(!FilingCheck::fromBytes(bytes.first(size)));
    QByteArray later = bytes;
    later[1] = 2;
    QCOMPARE(reasonOf(FilingCheck::fromBytes(later)), QByteArray("filing-check.version"));
    FilingCheck strange = check;
    strange.doubts = {"two\nlines"};
    QCOMPARE(reasonOf(FilingCheck::fromBytes(strange.toBytes())), QByteArray("filing-check.word"));
}

QTEST_GUILESS_MAIN(FilingTest)
#include "FilingTest.moc"
