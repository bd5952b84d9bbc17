// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/uses/UseService.h"

#include "shared/crypto/Sm3.h"
#include "shared/ofd/SignatureReader.h"
#include "tests/client/core/uses/UseOffice.h"
#include "tests/faults/kit/FaultSeed.h"
#include "tests/shared/journal/FaultyDisk.h"

#include <QFileInfo>
#include <QTest>

using namespace wenyi;
using namespace wenyi::core;
using namespace Qt::StringLiterals;

/// 用印登记: each use of the unit's seal, from the application to the register.
class UseServiceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_office = std::make_unique<UseOffice>(); }
    void aUseIsWrittenWithAllThatEntitlesIt();
    void theSealedDocumentBearsItsUse();
    void eachUseFollowsTheOneBefore();
    void everyDesktopOfTheUnitReadsTheSame();
    void theRegisterKeepsTheDocument();
    void aWrongPinUsesNothingUp();
    void noStorageFailureLeavesADocumentWithoutItsUse();
    void everyFormRoundTripsAndRefusesWhatIsCut();

private:
    static seal::SealSignature signatureIn(const QByteArray &ofd);

    std::unique_ptr<UseOffice> m_office;
};

seal::SealSignature UseServiceTest::signatureIn(const QByteArray &ofd)
{
    const auto package = ofd::Package::open(ofd).value();
    return seal::SealSignature::fromDer(ofd::readSignatures(package).value().signatures.constLast().signedValue)
        .value();
}

void UseServiceTest::aUseIsWrittenWithAllThatEntitlesIt()
{
    const QByteArray ofd = UseOffice::file(u"服务合同"_s);
    const auto application = m_office->approved(ofd);
    VERIFY_DONE(application);
    const auto sealedDocument = m_office->seal(ofd);
    VERIFY_DONE(sealedDocument);
    const auto report = UseService(m_office->keeper()).check();
    QCOMPARE(report->uses.uses.size(), 1);
    const LoggedUse &logged = report->uses.uses.first();
    const SealUse &use = logged.use();
    QCOMPARE(use.number, quint64(1));
    QVERIFY(use.previous.isNull());
    QCOMPARE(use.warrant.id, *application);
    QCOMPARE(use.content, crypto::sm3(ofd));
    QCOMPARE(use.title, u"合同.ofd"_s);
    QCOMPARE(use.copies, quint64(2));
    QCOMPARE(use.pages, quint64(1));
    QCOMPARE(use.places.size(), 1);
    QCOMPARE(use.places.first().boundary.x, 82.5);
    QCOMPARE(use.keeper, m_office->keeper().member().id);
    QCOMPARE(use.desktop, m_office->keeper().profile().desktop);
    QCOMPARE(use.at, m_office->office.clock.now());
    QCOMPARE(logged.completed.document, sealedDocument->digest);
    QCOMPARE(report->approvals.value(logged.origin.entry).by, m_office->leader().member().id);
    QCOMPARE(UseOffice::namesOf(report->findings), QStringList());
}

void UseServiceTest::theSealedDocumentBearsItsUse()
{
    const auto sealedDocument = m_office->sealedFile(UseOffice::file(u"服务合同"_s));
    VERIFY_DONE(sealedDocument);
    QCOMPARE(conclusionName(sealedDocument->verdict.conclusion), QByteArray("valid"));
    const auto signature = signatureIn(sealedDocument->ofd);
    const auto mark = seal::UseMark::among(signature.extensions()).value();
    const auto report = UseService(m_office->keeper()).check();
    QVERIFY(mark.has_value());
    QVERIFY(*mark == report->uses.uses.first().use().mark());
    QVERIFY(sealedDocument->verdict.seals.first().use == mark);
    QVERIFY(signature.verifyValue());
    QCOMPARE(signature.claimedTime().value(), report->uses.uses.first().use().at);
    const auto findings =
        UseService(m_office->keeper()).checkDocument(sealedDocument->ofd, u"合同.ofd"_s, report->uses);
    QCOMPARE(UseOffice::namesOf(*findings), QStringList());
}

void UseServiceTest::eachUseFollowsTheOneBefore()
{
    for (const QString &text : {u"甲"_s, u"乙"_s, u"丙"_s})
        VERIFY_DONE(m_office->sealedFile(UseOffice::file(text)));
    const auto uses = UseService(m_office->keeper()).check()->uses.uses;
    QCOMPARE(uses.size(), 3);
    for (qsizetype i = 0; i < uses.size(); ++i) {
        QCOMPARE(uses.at(i).use().number, quint64(i + 1));
        QCOMPARE(uses.at(i).use().previous, i == 0 ? Digest() : uses.at(i - 1).digest);
    }
    const auto head =
        UseHead::read(m_office->keeper().profile().memberPath(m_office->keeper().member().id, keyfile::SealHead));
    QVERIFY(head && *head);
    QCOMPARE((*head)->number, quint64(3));
    QCOMPARE((*head)->use, uses.last().digest);
}

void UseServiceTest::everyDesktopOfTheUnitReadsTheSame()
{
    VERIFY_DONE(m_office->sealedFile(UseOffice::file(u"甲"_s)));
    for (Workspace *desk : {&m_office->clerk(), &m_office->leader(), &m_office->keeper()}) {
        const auto report = UseService(*desk).check();
        QCOMPARE(report->uses.uses.size(), 1);
        QCOMPARE(report->approvals.size(), 1);
        QCOMPARE(UseOffice::namesOf(report->findings), QStringList());
    }
    QCOMPARE(ApplicationService(m_office->clerk()).list()->first().state, SealApplicationState::Used);
}

void UseServiceTest::theRegisterKeepsTheDocument()
{
    const QByteArray ofd = UseOffice::file(u"甲"_s);
    const auto sealedDocument = m_office->sealedFile(ofd);
    VERIFY_DONE(sealedDocument);
    UseService service(m_office->leader());
    const auto report = service.check();
    QCOMPARE(service.copyOf(report->uses.uses.first()).value(), sealedDocument->ofd);
    QCOMPARE(service.copyOf(report->uses.applications.first()).value(), ofd);
    AppliedUse other = report->uses.applications.first();
    other.application.copy = report->uses.uses.first().completed.copy;
    COMPARE_REASON(service.copyOf(other), "seal-use.copy");
}

void UseServiceTest::aWrongPinUsesNothingUp()
{
    const QByteArray ofd = UseOffice::file(u"甲"_s);
    VERIFY_DONE(m_office->approved(ofd));
    const auto refused =
        FileSealing(m_office->keeper())
            .seal(ofd, UseOffice::placing(), ofd::Coverage::CloseDocument, SecretBytes(QByteArrayView("000000")));
    QCOMPARE(refused.error().code, ErrorCode::WrongPin);
    QCOMPARE(UseService(m_office->keeper()).check()->uses.uses.size(), 0);
    QVERIFY(
        !QFileInfo::exists(m_office->keeper().profile().memberPath(m_office->keeper().member().id, keyfile::SealHead)));
    VERIFY_DONE(m_office->seal(ofd));
}

void UseServiceTest::noStorageFailureLeavesADocumentWithoutItsUse()
{
    const QByteArray ofd = UseOffice::file(u"甲"_s);
    VERIFY_DONE(m_office->approved(ofd));
    journal::FaultyDisk::becomeDefault();
    const int stride = faults::faultCount("WENYI_FAULT_STRIDE", 3);
    for (int access = 0;; access += stride) {
        auto desk = m_office->copyOfKeepersDesk();
        const QString folder = desk->profile().folder;
        const MemberId member = desk->member().id;
        journal::FaultyDisk::failOnceAt(access);
        const auto sealedDocument =
            FileSealing(*desk).seal(ofd, UseOffice::placing(), ofd::Coverage::CloseDocument, m_office->office.pin());
        desk.reset(); // The program dies here.
        const bool hadFailure = journal::FaultyDisk::heal();
        desk = Workspace::unlock(folder, member, m_office->office.pin(), m_office->keeper().environment()).value();
        UseService service(*desk);
        const auto report = service.check();
        const QByteArray where = QByteArray::number(access);
        // A use whose document was not handed out is still whole: the register gives its document.
        QVERIFY2(report->uses.uses.size() <= 1, where.constData());
        QVERIFY2(!sealedDocument || report->uses.uses.size() == 1, where.constData());
        if (!report->uses.uses.isEmpty())
            QVERIFY2(service.copyOf(report->uses.uses.first()), where.constData());
        QCOMPARE(UseOffice::namesOf(report->findings), QStringList());
        const auto again =
            FileSealing(*desk).seal(ofd, UseOffice::placing(), ofd::Coverage::CloseDocument, m_office->office.pin());
        QCOMPARE(again.has_value(), report->uses.uses.isEmpty());
        if (!hadFailure)
            return; // Every access has had its turn.
        QVERIFY(access < 500);
    }
}

void UseServiceTest::everyFormRoundTripsAndRefusesWhatIsCut()
{
    VERIFY_DONE(m_office->sealedFile(UseOffice::file(u"甲"_s)));
    const UseRegister uses = readRegister(m_office->keeper().journal(), m_office->keeper().profile().unit).value();
    CompletedUse completed = uses.uses.first().completed;
    completed.use.places = {{3, {1.25, 2.5, 45, 45}, layout::Rect{0, 0, 15, 45}}};
    const UseHead head{completed.use.seal, 7, completed.document};
    const auto checkForm = [](const QByteArray &bytes, auto read) {
        const auto back = read(bytes);
        QVERIFY(back);
        QCOMPARE(back->toBytes(), bytes);
        for (qsizetype length = 0; length < bytes.size(); ++length)
            QVERIFY(!read(bytes.first(length)));
        QVERIFY(!read(bytes + '\0'));
    };
    checkForm(completed.toBytes(), [](const QByteArray &bytes) { return CompletedUse::fromBytes(bytes); });
    checkForm(completed.use.toBytes(), [](const QByteArray &bytes) { return SealUse::fromBytes(bytes); });
    checkForm(uses.applications.first().application.toBytes(),
        [](const QByteArray &bytes) { return SealApplication::fromBytes(bytes); });
    checkForm(uses.decisions.first().decision.toBytes(),
        [](const QByteArray &bytes) { return SealDecision::fromBytes(bytes); });
    checkForm(uses.uses.first().origin.content.toBytes(),
        [](const QByteArray &bytes) { return SignedContent::fromBytes(bytes); });
    checkForm(head.toBytes(), [](const QByteArray &bytes) { return UseHead::fromBytes(bytes); });
}

QTEST_MAIN(UseServiceTest)
#include "UseServiceTest.moc"
