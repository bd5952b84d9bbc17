// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/evidence/EvidenceProjection.h"
#include "client/core/records/RecordProjection.h"
#include "client/core/uses/SignedContent.h"
#include "shared/crypto/Sm3.h"
#include "shared/modules/RecordEvent.h"
#include "tests/shared/crypto/Hierarchy.h"
#include "tests/shared/crypto/TimeStampFixtures.h"

#include <QTemporaryDir>
#include <QTest>

using namespace wenyi;
using namespace wenyi::core;
using namespace Qt::StringLiterals;

namespace {

const QByteArray Signature(400, 's');

} // namespace

/// Which acts lack evidence, by the entries in their order.
class EvidenceProjectionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void anotherDesktopsEvidenceKeepsNobodyFromWriting();
    void ofTwoTheBetterIsKnown();
    void whatCannotBeReadIsPassedOver();
    void aStreamIsForgottenWhole();
    void aBlobIsFoundByItsListAndKey();
    void theOwnDesktopsBlobIsLookedAtFirst();
    void pagesGoOnBehindTheLast();
    void itIsKnownWhoWroteActAndEvidence();
    void aUseOfASealIsSignedToo();
    void whatRunsOutIsDueUntilItIsRenewed();

private:
    Digest apply(const QString &desktop, QStringView kind, const QByteArray &payload, quint32 key = 1,
        const QString &stream = u"s-1"_s);
    Digest act(const QString &desktop, const QByteArray &signature);
    QList<PendingAct> pending(EvidenceState upTo, const QString &desktop = u"one"_s)
    {
        return EvidenceProjection::pending(*m_database, DesktopId(desktop), upTo, 10).value();
    }

    QTemporaryDir m_folder;
    std::unique_ptr<journal::Database> m_database;
    EvidenceProjection m_projection;
    quint64 m_sequence = 0;
};

void EvidenceProjectionTest::init()
{
    m_database = journal::Database::open(m_folder.path() + u"/store-%1"_s.arg(m_sequence), {}).value();
    QVERIFY(m_projection.createTables(*m_database));
}

Digest EvidenceProjectionTest::apply(
    const QString &desktop, QStringView kind, const QByteArray &payload, quint32 key, const QString &stream)
{
    journal::Entry entry;
    entry.desktop = DesktopId(desktop);
    entry.sequence = ++m_sequence;
    if (m_sequence > 1)
        entry.previous = crypto::sm3("before");
    entry.stream = StreamId(stream);
    entry.streamType = u"outgoing"_s;
    entry.kind = kind.toString();
    entry.time = {1'795'000'000'000, 0};
    entry.actor = MemberId(u"unit/leader"_s);
    entry.audience = {u"unit"_s, key};
    entry.payload = "protected";
    const auto stored = journal::encodeEntry(entry).value();
    if (!m_projection.apply(*m_database, {stored, {}, payload}))
        qFatal("the store failed");
    return stored.id;
}

Digest EvidenceProjectionTest::act(const QString &desktop, const QByteArray &signature)
{
    modules::RecordEvent event;
    event.module = u"outgoing"_s;
    event.version = 1;
    event.action.kind = modules::ActionKind::Complete;
    event.action.actor.member = MemberId(u"unit/leader"_s);
    event.action.actor.unit = UnitCode(u"unit"_s);
    event.action.task = modules::TaskId(u"review-1"_s);
    event.action.outcome = u"agree"_s;
    event.action.at = instantFromMilliseconds(1'795'000'000'000);
    event.action.signature = signature;
    return apply(desktop, entrykind::RecordEvent, event.toBytes().value());
}

void EvidenceProjectionTest::anotherDesktopsEvidenceKeepsNobodyFromWriting()
{
    const Digest entry = act(u"one"_s, Signature);
    act(u"one"_s, {}); // Nothing that anybody signed.
    ActEvidence evidence{crypto::sm3(Signature), {}, {}, QByteArray("token")};
    apply(u"two"_s, entrykind::RecordEvidence, evidence.toBytes());
    const auto acts = pending(EvidenceState::None);
    QCOMPARE(acts.size(), 1);
    QVERIFY(acts.first().entry == entry && acts.first().signature == crypto::sm3(Signature));
    QVERIFY(pending(EvidenceState::WithoutTimeStamp, u"two"_s).isEmpty());
    QCOMPARE(EvidenceProjection::inStream(*m_database, StreamId(u"s-1"_s))->size(), 1);
    QCOMPARE(EvidenceProjection::streams(*m_database).value(), QList{StreamId(u"s-1"_s)});
}

void EvidenceProjectionTest::ofTwoTheBetterIsKnown()
{
    act(u"one"_s, Signature);
    ActEvidence evidence{crypto::sm3(Signature), {}, {}, {}};
    apply(u"one"_s, entrykind::RecordEvidence, evidence.toBytes());
    QVERIFY(pending(EvidenceState::None).isEmpty());
    QVERIFY(pending(EvidenceState::WithoutTimeStamp).first().state == EvidenceState::WithoutTimeStamp);
    evidence.timeStamp = "token";
    apply(u"one"_s, entrykind::RecordEvidence, evidence.toBytes());
    QVERIFY(pending(EvidenceState::WithoutTimeStamp).isEmpty());
    evidence.timeStamp.reset();
    apply(u"one"_s, entrykind::RecordEvidence, evidence.toBytes());
    QVERIFY(pending(EvidenceState::WithoutTimeStamp).isEmpty());
}

void EvidenceProjectionTest::whatCannotBeReadIsPassedOver()
{
    act(u"one"_s, Signature);
    apply(u"one"_s, entrykind::RecordEvidence, "no evidence");
    apply(u"one"_s, entrykind::RecordEvent, QByteArray(400, 'e'));
    QCOMPARE(pending(EvidenceState::None).size(), 1);
    QVERIFY(EvidenceProjection::inStream(*m_database, StreamId(u"s-1"_s))->isEmpty());
}

void EvidenceProjectionTest::aStreamIsForgottenWhole()
{
    act(u"one"_s, Signature);
    apply(u"one"_s, entrykind::RecordEvidence, ActEvidence{crypto::sm3(Signature), {}, {}, {}}.toBytes());
    QVERIFY(m_projection.reset(*m_database, StreamId(u"s-1"_s)));
    QVERIFY(pending(EvidenceState::WithoutTimeStamp).isEmpty());
    QVERIFY(EvidenceProjection::inStream(*m_database, StreamId(u"s-1"_s))->isEmpty());
    QVERIFY(m_projection.dropTables(*m_database));
    QVERIFY(m_projection.createTables(*m_database));
}

void EvidenceProjectionTest::aBlobIsFoundByItsListAndKey()
{
    const Digest list = crypto::sm3("list");
    const KeptList kept{list, {crypto::sm3("blob"), 77}};
    apply(u"one"_s, entrykind::RecordEvidence, ActEvidence{crypto::sm3(Signature), {}, kept, {}}.toBytes(), 2);
    const auto found = [&](const Digest &digest, quint32 key) {
        return EvidenceProjection::listBlobs(*m_database, digest, {u"unit"_s, key}, DesktopId(u"one"_s)).value();
    };
    QVERIFY(found(list, 2) == QList{kept});
    QVERIFY(found(list, 3).isEmpty());
    QVERIFY(found(crypto::sm3("another"), 2).isEmpty());
}

void EvidenceProjectionTest::theOwnDesktopsBlobIsLookedAtFirst()
{
    const Digest list = crypto::sm3("list");
    const auto say = [&](const QString &desktop, const QByteArray &blob) {
        const KeptList kept{list, {crypto::sm3(blob), 7}};
        apply(desktop, entrykind::RecordEvidence, ActEvidence{crypto::sm3(Signature), {}, kept, {}}.toBytes());
    };
    for (int i = 0; i < 9; ++i)
        say(u"two"_s, "false" + QByteArray::number(i));
    say(u"one"_s, "true");
    say(u"one"_s, "true");
    const auto blobs = EvidenceProjection::listBlobs(*m_database, list, {u"unit"_s, 1}, DesktopId(u"one"_s)).value();
    QCOMPARE(blobs.size(), 4);
    QCOMPARE(blobs.at(0).blob.digest, crypto::sm3("true"));
    QCOMPARE(blobs.at(1).blob.digest, crypto::sm3("false0"));
}

void EvidenceProjectionTest::pagesGoOnBehindTheLast()
{
    QList<Digest> entries;
    for (char c = 'a'; c < 'f'; ++c)
        entries.append(act(u"one"_s, QByteArray(400, c)));
    // The first two have something already, so that they come last.
    for (char c = 'a'; c < 'c'; ++c)
        apply(u"one"_s, entrykind::RecordEvidence, ActEvidence{crypto::sm3(QByteArray(400, c)), {}, {}, {}}.toBytes());
    QList<Digest> seen;
    std::optional<PendingAct> last;
    for (;;) {
        const auto page =
            EvidenceProjection::pending(*m_database, DesktopId(u"one"_s), EvidenceState::WithoutTimeStamp, 2, last);
        QVERIFY(page);
        if (page->isEmpty())
            break;
        for (const PendingAct &one : *page)
            seen.append(one.entry);
        last = page->last();
    }
    QCOMPARE(seen, QList<Digest>({entries[2], entries[3], entries[4], entries[0], entries[1]}));
}

void EvidenceProjectionTest::itIsKnownWhoWroteActAndEvidence()
{
    const Digest entry = act(u"one"_s, Signature);
    apply(u"two"_s, entrykind::RecordEvidence, ActEvidence{crypto::sm3(Signature), {}, {}, {}}.toBytes());
    const StreamId stream(u"s-1"_s);
    QCOMPARE(EvidenceProjection::desktopsOf(*m_database, stream)->value(entry), DesktopId(u"one"_s));
    QCOMPARE(EvidenceProjection::inStream(*m_database, stream)->first().desktop, DesktopId(u"two"_s));
}

void EvidenceProjectionTest::aUseOfASealIsSignedToo()
{
    const QString uses = u"seal-uses/unit"_s;
    const SignedContent content{"a use", {"statement", "certificate", "value"}};
    const Digest signature = crypto::sm3(content.signature.toBytes());
    const Digest entry = apply(u"one"_s, entrykind::SealUsed, content.toBytes(), 1, uses);
    apply(u"one"_s, entrykind::SealUsed, content.toBytes()); // No register stands in a record's stream.
    apply(u"one"_s, entrykind::SealApplied, "no content", 1, uses);
    const auto acts = pending(EvidenceState::WithoutTimeStamp);
    QCOMPARE(acts.size(), 1);
    QVERIFY(acts.first().entry == entry && acts.first().signature == signature);
    QCOMPARE(acts.first().stream, StreamId(uses));
    QVERIFY(EvidenceProjection::streams(*m_database)->isEmpty()); // It is no record.
    // Its evidence lies in another stream, and is known also after the register alone was folded anew.
    const QByteArray evidence = ActEvidence{signature, {}, {}, QByteArray("token")}.toBytes();
    apply(u"one"_s, entrykind::RecordEvidence, evidence, 1, u"seal-evidence/unit"_s);
    QVERIFY(pending(EvidenceState::WithoutTimeStamp).isEmpty());
    QCOMPARE(EvidenceProjection::inStream(*m_database, useEvidenceStream(UnitCode(u"unit"_s)))->size(), 1);
    QVERIFY(m_projection.reset(*m_database, StreamId(uses)));
    apply(u"one"_s, entrykind::SealUsed, content.toBytes(), 1, uses);
    QVERIFY(pending(EvidenceState::WithoutTimeStamp).isEmpty());
    QCOMPARE(EvidenceProjection::desktopsOf(*m_database, StreamId(uses))->size(), 1);
    // Another desktop's evidence is not its own.
    apply(u"two"_s, entrykind::SealUsed, content.toBytes(), 1, uses);
    QCOMPARE(pending(EvidenceState::WithoutTimeStamp, u"two"_s).size(), 1);
}

void EvidenceProjectionTest::whatRunsOutIsDueUntilItIsRenewed()
{
    using wenyi::tests::Hierarchy;
    Hierarchy hierarchy;
    const auto stamper = [&](int days) {
        return hierarchy.issue(u"时间戳服务"_s, u"tsa"_s, crypto::CertificatePurpose::TimeStamp, Hierarchy::days(-5),
            Hierarchy::days(days));
    };
    const auto due = [&](const QString &desktop, bool isOwn, int from, int until) {
        const DueTerms terms{DesktopId(desktop), isOwn, Hierarchy::days(from), Hierarchy::days(until)};
        return EvidenceProjection::due(*m_database, terms, 10).value();
    };
    const auto soon = stamper(100);
    const auto late = stamper(400);
    const auto stampOf = [](crypto::Signer &signer, int day, const QByteArray &bytes) {
        return ActEvidence{crypto::sm3(bytes), {}, {}, wenyi::tests::stampedBy(signer, Hierarchy::days(day), bytes)};
    };
    const QByteArray first = stampOf(*soon, 0, Signature).toBytes();
    const QByteArray further = stampOf(*late, 90, first).toBytes();
    apply(u"one"_s, entrykind::RecordEvidence, first);
    apply(u"one"_s, entrykind::RecordEvidence, ActEvidence{crypto::sm3(Signature), {}, {}, {}}.toBytes());
    apply(u"one"_s, entrykind::RecordEvidence,
        ActEvidence{crypto::sm3(Signature), {}, {}, QByteArray("no token")}.toBytes());
    QVERIFY(due(u"one"_s, true, 0, 99).isEmpty());
    QVERIFY(due(u"one"_s, true, 101, 200).isEmpty());
    const auto own = due(u"one"_s, true, 0, 100);
    QCOMPARE(own.size(), 1);
    QCOMPARE(own.first().digest, crypto::sm3(first));
    QCOMPARE(own.first().former.content.toBytes(), first);
    QCOMPARE(own.first().runsOut, Hierarchy::days(100));
    QCOMPARE(own.first().streamType, u"outgoing"_s);
    QCOMPARE(EvidenceProjection::stampsBelow(*m_database, own.first()).value(), 0);
    QVERIFY(due(u"one"_s, false, 0, 100).isEmpty());
    QCOMPARE(due(u"two"_s, false, 0, 100).size(), 1);
    // Pages go on behind the last.
    const DueTerms terms{DesktopId(u"one"_s), true, Hierarchy::days(0), Hierarchy::days(100)};
    QVERIFY(EvidenceProjection::due(*m_database, terms, 10, own.first())->isEmpty());
    // Another desktop's renewal is enough for others, not for the one that wrote it.
    apply(u"two"_s, entrykind::RecordEvidence, further);
    QVERIFY(due(u"three"_s, false, 0, 100).isEmpty());
    QCOMPARE(due(u"one"_s, true, 0, 100).size(), 1);
    apply(u"one"_s, entrykind::RecordEvidence, further);
    QVERIFY(due(u"one"_s, true, 0, 100).isEmpty());
    const auto above = due(u"one"_s, true, 0, 400);
    QCOMPARE(above.size(), 1);
    QCOMPARE(EvidenceProjection::stampsBelow(*m_database, above.first()).value(), 1);
    // One that runs out no later renews nothing, and which entry is known first does not matter.
    const QString other = u"s-2"_s;
    apply(u"one"_s, entrykind::RecordEvidence, stampOf(*soon, 90, first).toBytes(), 1, other);
    apply(u"one"_s, entrykind::RecordEvidence, first, 1, other);
    QCOMPARE(due(u"one"_s, true, 0, 100).size(), 2);
    QVERIFY(m_projection.reset(*m_database, StreamId(other)));
    apply(u"one"_s, entrykind::RecordEvidence, further, 1, other);
    apply(u"one"_s, entrykind::RecordEvidence, first, 1, other);
    QVERIFY(due(u"one"_s, true, 0, 100).isEmpty());
}

QTEST_GUILESS_MAIN(EvidenceProjectionTest)
#include "EvidenceProjectionTest.moc"
