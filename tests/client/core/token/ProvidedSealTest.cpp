// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/token/SealProvider.h"
#include "client/core/uses/UseService.h"
#include "shared/crypto/KeyFile.h"
#include "shared/crypto/Sm3.h"
#include "tests/client/core/OutgoingSteps.h"
#include "tests/client/core/token/SoftToken.h"
#include "tests/shared/seal/SealFixtures.h"

#include <QElapsedTimer>
#include <QTest>

using namespace wenyi;
using namespace wenyi::core;
using namespace wenyi::core::tests;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// A town whose seal, with its key, lies with a vendor's provider (OES) and nowhere else: what the provider gives is
/// judged, numbered and written down as the use of any other seal.
class ProvidedSealTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void offersTheSealAsItIs();
    void oneSealThatIsKeptBackHidesNoOther();
    void ofSeveralSealsOneIsChosenByItsId();
    void aProviderThatFailsIsAFaultAndNoMore_data();
    void aProviderThatFailsIsAFaultAndNoMore();
    void askingStopsWhereNobodyWaitsAnyMore();
    void aSealThatIsNotOursIsRefused();
    void whoDoesNotKeepTheSealCannotUseIt();
    void aWrongPinOfOnesOwnIsFoundBeforeTheProviderIsAsked();
    void aFaultChangesNothing_data();
    void aFaultChangesNothing();
    void aPersonStopsAProviderThatDoesNotAnswer();
    void theUseIsWrittenDown();

private:
    std::unique_ptr<Workspace> unlock(const QString &name, std::chrono::milliseconds patience = 3s);
    ProvidedSeal offered();
    /// Seals as the window does. A failure must leave no use, no document and no entry behind.
    Result<SealedDocument> seal(Workspace &keeper, const SecretBytes &pin, const Progress &progress = {});
    quint64 entriesOf(Workspace &desk) { return static_cast<quint64>(desk.journal().stream(m_stream)->size()); }

    std::unique_ptr<SampleOffice> m_office;
    std::unique_ptr<SoftToken> m_token;
    std::unique_ptr<Workspace> m_keeper;
    QByteArray m_seal;
    StreamId m_stream;
};

void ProvidedSealTest::initTestCase()
{
    m_office = std::make_unique<SampleOffice>();
    const auto stream = numberedNotice(townOf(*m_office), {u"江阴市财政局"_s});
    QVERIFY2(stream, reasonOf(stream).constData());
    m_stream = *stream;
    const auto [folder, keeper] = m_office->domain().desktopOf(u"澄江镇/sealkeeper"_s).value();
    const Profile profile = Profile::open(folder).value();
    const auto file = crypto::KeyFile::open(profile.memberPath(keeper, keyfile::Seal));
    QVERIFY(file);
    const crypto::KeySigner signer(file->unlock(SampleOffice::pin()).value(), file->certificate());
    m_token = std::make_unique<SoftToken>(signer);
    m_seal = readBounded(profile.memberPath(keeper, keyfile::SealData), 1 << 24).value();
    TokenDrivers drivers;
    drivers.allow(SoftToken::oes());
    QVERIFY(drivers.write(profile));
    // What the provider has the desktop has not.
    QVERIFY(QFile::remove(profile.memberPath(keeper, keyfile::Seal)));
    QVERIFY(QFile::remove(profile.memberPath(keeper, keyfile::SealData)));
    m_keeper = unlock(u"澄江镇/sealkeeper"_s);
}

std::unique_ptr<Workspace> ProvidedSealTest::unlock(const QString &name, std::chrono::milliseconds patience)
{
    m_keeper.reset(); // One program a desktop.
    const auto [folder, member] = m_office->domain().desktopOf(name).value();
    Environment environment{m_office->environment()};
    environment.tokens = m_token->settings(patience);
    return Workspace::unlock(folder, member, SampleOffice::pin(), environment).value();
}

void ProvidedSealTest::init()
{
    m_token->order({});
    m_token->write(u"seal.esl"_s, m_seal);
    m_token->write(u"second.esl"_s, {});
    m_token->write(u"asked"_s, {});
}

ProvidedSeal ProvidedSealTest::offered()
{
    return providedSeals(m_keeper->profile(), m_token->settings(3s)).value().seals.constFirst();
}

Result<SealedDocument> ProvidedSealTest::seal(Workspace &keeper, const SecretBytes &pin, const Progress &progress)
{
    OutgoingService outgoing(keeper);
    // What goes wrong goes wrong while it seals: the seal was offered before.
    const QByteArray orders = m_token->read(u"orders"_s);
    m_token->order({});
    WENYI_TRY(const auto preview, outgoing.sealPreview(m_stream, {}, offered()));
    m_token->order(orders);
    return outgoing.seal(m_stream, preview, pin, progress);
}

void ProvidedSealTest::offersTheSealAsItIs()
{
    const auto found = providedSeals(m_keeper->profile(), m_token->settings());
    QVERIFY2(found, reasonOf(found).constData());
    QVERIFY(found->faults.isEmpty());
    QCOMPARE(found->seals.size(), 1);
    const ProvidedSeal &provided = found->seals.constFirst();
    QCOMPARE(provided.driver, SoftToken::oesLibrary());
    QCOMPARE(provided.provider, u"文驿软印章"_s);
    QCOMPARE(provided.seal.toDer(), m_seal);
    const auto preview = OutgoingService(*m_keeper).sealPreview(m_stream, {}, provided);
    QVERIFY2(preview, reasonOf(preview).constData());
    QVERIFY(preview->face == provided.seal.info().face);
    QCOMPARE(preview->stamps.size(), 1);
    // Without a provider there is no seal here.
    QCOMPARE(reasonOf(OutgoingService(*m_keeper).sealPreview(m_stream)), "sealing.no-seal");
}

void ProvidedSealTest::oneSealThatIsKeptBackHidesNoOther()
{
    m_token->order("keep-one OES_GetSeal");
    const auto found = providedSeals(m_keeper->profile(), m_token->settings());
    QVERIFY2(found, reasonOf(found).constData());
    QCOMPARE(found->faults.size(), 1);
    QCOMPARE(found->faults.constFirst().reason, QByteArray("provider.device"));
    QCOMPARE(found->seals.size(), 1);
    QCOMPARE(found->seals.constFirst().seal.toDer(), m_seal);
}

void ProvidedSealTest::ofSeveralSealsOneIsChosenByItsId()
{
    const auto chosen = [this](const QString &id) {
        return providedSeal(m_keeper->profile(), m_token->settings(), SoftToken::oesLibrary(), id);
    };
    const auto only = chosen({});
    QVERIFY2(only, reasonOf(only).constData());
    QCOMPARE(only->seal.toDer(), m_seal);
    const wenyi::tests::SealDomain elsewhere;
    seal::SealInfo info = elsewhere.officeSeal();
    info.id = u"second"_s;
    const QByteArray second = wenyi::tests::must(seal::makeSeal(info, *elsewhere.maker)).toDer();
    m_token->write(u"second.esl"_s, second);
    const auto several = chosen({});
    QCOMPARE(reasonOf(several), "token.which-seal");
    QCOMPARE(several.error().detail, only->seal.info().id + u" second"_s);
    QCOMPARE(chosen(u"second"_s)->seal.toDer(), second);
    QCOMPARE(chosen(only->seal.info().id)->seal.toDer(), m_seal);
    QCOMPARE(reasonOf(chosen(u"third"_s)), "token.no-seal");
    m_token->order("crash OES_GetSeal");
    QCOMPARE(reasonOf(chosen(only->seal.info().id)), "provider.crashed");
}

void ProvidedSealTest::aProviderThatFailsIsAFaultAndNoMore_data()
{
    QTest::addColumn<QByteArray>("order");
    QTest::addColumn<QByteArray>("reason");
    QTest::newRow("hangs") << QByteArray("hang OES_GetSealList") << QByteArray("provider.time");
    QTest::newRow("hangs at the seal") << QByteArray("hang OES_GetSeal") << QByteArray("provider.time");
    QTest::newRow("crashes") << QByteArray("crash OES_GetSeal") << QByteArray("provider.crashed");
    QTest::newRow("list without end") << QByteArray("endless OES_GetSealList") << QByteArray("provider.device");
    QTest::newRow("no seal") << QByteArray("rubbish OES_GetSeal") << QByteArray("der.tag");
}

void ProvidedSealTest::aProviderThatFailsIsAFaultAndNoMore()
{
    QFETCH(QByteArray, order);
    QFETCH(QByteArray, reason);
    m_token->order(order);
    const auto found = providedSeals(m_keeper->profile(), m_token->settings(3s));
    QVERIFY2(found, reasonOf(found).constData());
    QVERIFY(found->seals.isEmpty());
    QCOMPARE(found->faults.size(), 1);
    QCOMPARE(found->faults.constFirst().reason, reason);
    QVERIFY(found->faults.constFirst().detail.startsWith(SoftToken::oesLibrary()));
}

void ProvidedSealTest::askingStopsWhereNobodyWaitsAnyMore()
{
    m_token->order("hang OES_GetSealList");
    QElapsedTimer timer;
    timer.start();
    const auto stopped =
        providedSeals(m_keeper->profile(), m_token->settings(60s), [](qint64, qint64) { return Continuation::Cancel; });
    QCOMPARE(reasonOf(stopped), "token.cancelled");
    QVERIFY(timer.elapsed() < 30'000);
}

void ProvidedSealTest::aSealThatIsNotOursIsRefused()
{
    const wenyi::tests::SealDomain elsewhere;
    const auto foreign = wenyi::tests::must(seal::makeSeal(elsewhere.officeSeal(), *elsewhere.maker));
    m_token->write(u"seal.esl"_s, foreign.toDer());
    QCOMPARE(reasonOf(OutgoingService(*m_keeper).sealPreview(m_stream, {}, offered())), "sealing.not-registered");
}

void ProvidedSealTest::whoDoesNotKeepTheSealCannotUseIt()
{
    const ProvidedSeal provided = offered();
    const auto leader = unlock(u"澄江镇/leader"_s);
    QCOMPARE(reasonOf(OutgoingService(*leader).sealPreview(m_stream, {}, provided)), "sealing.other-keeper");
}

void ProvidedSealTest::aWrongPinOfOnesOwnIsFoundBeforeTheProviderIsAsked()
{
    m_keeper = unlock(u"澄江镇/sealkeeper"_s);
    const auto refused = seal(*m_keeper, SecretBytes(QByteArrayView("000000")));
    QVERIFY(!refused);
    QVERIFY(refused.error().code == ErrorCode::WrongPin);
    QVERIFY(m_token->read(u"asked"_s).isEmpty());
}

void ProvidedSealTest::aFaultChangesNothing_data()
{
    QTest::addColumn<QByteArray>("order");
    QTest::addColumn<QByteArray>("reason");
    QTest::newRow("hangs") << QByteArray("hang OES_Sign") << QByteArray("provider.time");
    QTest::newRow("crashes") << QByteArray("crash OES_Sign") << QByteArray("provider.crashed");
    QTest::newRow("the person cancels") << QByteArray("cancel OES_Sign") << QByteArray("token.cancelled");
    QTest::newRow("wrong PIN") << QByteArray("pin OES_Sign") << QByteArray("provider.pin");
    QTest::newRow("rubbish") << QByteArray("rubbish OES_Sign") << QByteArray("provider.bad-signature");
    QTest::newRow("another document") << QByteArray("other-document OES_Sign") << QByteArray("provider.bad-signature");
    QTest::newRow("another time") << QByteArray("yesterday OES_Sign") << QByteArray("sealing.provider-clock");
    QTest::newRow("another seal") << QByteArray("exchanged OES_Sign") << QByteArray("token.other-seal");
}

void ProvidedSealTest::aFaultChangesNothing()
{
    QFETCH(QByteArray, order);
    QFETCH(QByteArray, reason);
    if (order.startsWith("exchanged")) {
        // The same id and key in another seal, as somebody might make who renews a seal and tells nobody.
        const wenyi::tests::SealDomain elsewhere;
        seal::SealInfo info = seal::ElectronicSeal::fromDer(m_seal)->info();
        info.name = u"另一枚印章"_s;
        m_token->write(u"signs.esl"_s, wenyi::tests::must(seal::makeSeal(info, *elsewhere.maker)).toDer());
    }
    m_token->order(order);
    const quint64 before = entriesOf(*m_keeper);
    const auto refused = seal(*m_keeper, SampleOffice::pin());
    QCOMPARE(reasonOf(refused), reason);
    QCOMPARE(entriesOf(*m_keeper), before);
    const auto report = UseService(*m_keeper).check();
    QVERIFY(report && report->uses.uses.isEmpty() && report->findings.isEmpty());
    QCOMPARE(reasonOf(OutgoingService(*m_keeper).sealedOfd(m_stream)), "outgoing.not-sealed");
}

void ProvidedSealTest::aPersonStopsAProviderThatDoesNotAnswer()
{
    m_keeper = unlock(u"澄江镇/sealkeeper"_s, 60s);
    m_token->order("hang OES_Sign");
    int told = 0;
    qint64 whole = 0;
    QElapsedTimer timer;
    timer.start();
    const auto stopped = seal(*m_keeper, SampleOffice::pin(), [&](qint64 done, qint64 total) {
        whole = total;
        return ++told == 3 && done > 0 ? Continuation::Cancel : Continuation::GoOn;
    });
    QCOMPARE(reasonOf(stopped), "token.cancelled");
    QCOMPARE(told, 3);
    QCOMPARE(whole, 60'000);
    QVERIFY(timer.elapsed() < 30'000);
    QVERIFY(UseService(*m_keeper).check()->uses.uses.isEmpty());
}

void ProvidedSealTest::theUseIsWrittenDown()
{
    const auto sealedDocument = seal(*m_keeper, SampleOffice::pin());
    QVERIFY2(sealedDocument, reasonOf(sealedDocument).constData());
    QCOMPARE(conclusionName(sealedDocument->verdict.conclusion), QByteArray("valid"));
    QCOMPARE(sealedDocument->verdict.seals.constFirst().seal, crypto::sm3(m_seal));
    UseService uses(*m_keeper);
    const auto report = uses.check();
    QVERIFY2(report, reasonOf(report).constData());
    QVERIFY(report->findings.isEmpty());
    QCOMPARE(report->uses.uses.size(), 1);
    const LoggedUse &logged = report->uses.uses.constFirst();
    QCOMPARE(logged.use().number, 1U);
    QCOMPARE(logged.use().sealDigest, crypto::sm3(m_seal));
    QCOMPARE(logged.completed.document, sealedDocument->digest);
    // OES has no place for a number: it stands in Signature.xml, of which the provider signs the digest.
    QVERIFY(sealedDocument->verdict.seals.constFirst().use == logged.use().mark());
    const auto findings = uses.checkDocument(sealedDocument->ofd, u"通知.ofd"_s, report->uses);
    QVERIFY(findings && findings->isEmpty());
    const auto unlisted = uses.checkDocument(sealedDocument->ofd, u"通知.ofd"_s, UseRegister());
    QVERIFY(unlisted && unlisted->size() == 1);
    QCOMPARE(unlisted->constFirst().fault, UseFault::NotInLog);
    QCOMPARE(unlisted->constFirst().number, 1U);
    // A store that was put back is found by the head beside the keeper's keys, as with a seal of ours.
    const QDir folder(m_keeper->profile().memberFolder(m_keeper->member().id));
    const QStringList heads = folder.entryList({u"seal-*.head"_s});
    QCOMPARE(heads.size(), 1);
    const UseHead further{logged.use().seal, 7, logged.digest};
    QVERIFY(further.write(folder.filePath(heads.constFirst())));
    const auto ahead = uses.check();
    QCOMPARE(ahead->findings.size(), 1);
    QCOMPARE(ahead->findings.constFirst().fault, UseFault::HeadAhead);
}

QTEST_GUILESS_MAIN(ProvidedSealTest)
#include "ProvidedSealTest.moc"
