// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/domain/DomainAuthority.h"
#include "client/core/domain/UnitSeal.h"
#include "client/core/sealing/SealedScene.h"
#include "client/core/sealing/SealingService.h"
#include "client/core/sealing/VerificationService.h"
#include "shared/crypto/Sm3.h"
#include "shared/layout/SealPicture.h"
#include "shared/ofd/OfdReader.h"
#include "shared/seal/SealSignature.h"
#include "tests/client/core/SampleOffice.h"

#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <functional>

using namespace wenyi;
using namespace wenyi::core;
using namespace wenyi::core::tests;
using namespace Qt::StringLiterals;

namespace {

qsizetype picturesIn(const layout::DocumentScene &scene)
{
    qsizetype count = 0;
    for (const layout::PageScene &page : scene.pages) {
        count += std::count_if(page.items.begin(), page.items.end(),
            [](const layout::SceneItem &item) { return std::holds_alternative<layout::Image>(item); });
    }
    return count;
}

} // namespace

/// A notice of the sample domain under its unit's seal, and what becomes of the verdict when something is not right.
class SealingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void aSealedDocumentIsFullyValid();
    void everyElementIsInTheCustomData();
    void theSealStandsOverTheSignatoryAndDate();
    void aPersonMayPlaceTheSealAndLetItRide();
    void thePdfCopyHasTheTextAndAPicture();
    void everyAlteredEntryIsFound();
    void everyRemovedEntryIsFound();
    void anAddedEntryIsNotFullyValid();
    void aSignatureDoesNotHoldForAnotherDocument();
    void onlyASealThatHoldsIsDrawn_data();
    void onlyASealThatHoldsIsDrawn();
    void anAlteredDocumentShowsNoSeal();
    void anUnsealedDocumentIsNotSealed();
    void aSignatureTakenOffTheListIsFound();
    void aSealOfAnotherUnitDoesNotStandForTheIssuer();
    void anUnregisteredSealIsNoSeal();
    void byRootsAloneNobodyAsksForTheRegistration();
    void aClosedDocumentTakesNoFurtherSeal();
    void twoIssuersSealOneDocument();
    void whoKeepsNoSealCannotSeal();
    void aWrongPinSealsNothing();
    void faultyDocumentsAreNotSealed_data();
    void faultyDocumentsAreNotSealed();
    void theWorstSealDecides_data();
    void theWorstSealDecides();

private:
    SealedDocumentVerdict verify(const QByteArray &ofd, const std::optional<UnitCode> &issuer = {}) const;
    /// The sealed package with its entries changed.
    QByteArray repacked(const std::function<void(QList<ofd::PackageEntry> &)> &change) const;

    std::unique_ptr<SampleOffice> m_office;
    std::unique_ptr<Workspace> m_keeper;
    SealPreview m_preview;
    SealedDocument m_sealed;
};

void SealingTest::initTestCase()
{
    m_office = std::make_unique<SampleOffice>();
    m_keeper = m_office->unlock(u"市政府办/sealkeeper"_s);
    SealingService sealing(*m_keeper);
    const auto preview = sealing.preview(SampleOffice::notice());
    QVERIFY2(preview, preview ? "" : qPrintable(describe(preview.error())));
    m_preview = *preview;
    const auto sealedDocument = sealing.seal(m_preview, SampleOffice::pin(), std::nullopt);
    QVERIFY2(sealedDocument, sealedDocument ? "" : qPrintable(describe(sealedDocument.error())));
    m_sealed = *sealedDocument;
}

SealedDocumentVerdict SealingTest::verify(const QByteArray &ofd, const std::optional<UnitCode> &issuer) const
{
    const VerificationService service(m_keeper->trust(), m_keeper->directory(), m_office->environment().clock);
    const auto verdict = service.verify(ofd, issuer);
    if (verdict)
        return *verdict;
    // What is no package at all is no sealed document either.
    SealedDocumentVerdict none;
    none.conclusion = SealingConclusion::Malformed;
    return none;
}

QByteArray SealingTest::repacked(const std::function<void(QList<ofd::PackageEntry> &)> &change) const
{
    auto entries = ofd::Package::open(m_sealed.ofd)->readAll().value();
    change(entries);
    return ofd::writePackage(entries).value();
}

void SealingTest::aSealedDocumentIsFullyValid()
{
    const auto verdict = verify(m_sealed.ofd, m_keeper->profile().unit);
    QCOMPARE(conclusionName(verdict.conclusion), QByteArray("valid"));
    QVERIFY(verdict.isFullyValid());
    QCOMPARE(verdict.seals.size(), 1);
    const SealFinding &finding = verdict.seals.first();
    QCOMPARE(finding.sealName, u"江阴市人民政府办公室"_s);
    QCOMPARE(finding.signerId, m_keeper->profile().unit.toString());
    QCOMPARE(finding.registeredUnit, m_keeper->profile().unit);
    QVERIFY(finding.sealedAt);
    QVERIFY(finding.uncovered.isEmpty() && finding.extra.isEmpty() && finding.changed.isEmpty());
    QCOMPARE(m_sealed.digest, crypto::sm3(m_sealed.ofd));
}

void SealingTest::everyElementIsInTheCustomData()
{
    const auto read = ofd::readOfd(ofd::Package::open(m_sealed.ofd).value());
    QVERIFY(read);
    const auto valueOf = [&read](const QString &name) {
        for (const ofd::CustomData &data : read->content.info.customData) {
            if (data.name == name)
                return data.value;
        }
        return QString();
    };
    QCOMPARE(valueOf(u"GWBS"_s), u"11320281014033000A-2026-28"_s);
    QCOMPARE(valueOf(u"FWZH"_s), u"澄政办发〔2026〕28号"_s);
    QCOMPARE(valueOf(u"WZ"_s), u"通知"_s);
    QCOMPARE(valueOf(u"BT"_s), m_preview.document.header.title);
    QCOMPARE(valueOf(u"CWRQ"_s), u"2026-03-16"_s);
    QCOMPARE(read->content.info.title, m_preview.document.header.title);
    QCOMPARE(read->content.scene.pages.size(), m_preview.document.pages.scene.pages.size());
    QVERIFY(!read->content.outline.isEmpty());
}

void SealingTest::theSealStandsOverTheSignatoryAndDate()
{
    QCOMPARE(m_preview.stamps.size(), 1);
    const ofd::Stamp &stamp = m_preview.stamps.first();
    QCOMPARE(stamp.boundary.width, 45.0);
    const layout::PageScene &page = m_preview.document.pages.scene.pages.at(stamp.page);
    const auto fieldAt = [&page](const QString &name) {
        for (const layout::SceneField &field : page.fields) {
            if (field.name == name)
                return field.bounds;
        }
        return layout::Rect{};
    };
    const layout::Rect date = fieldAt(u"date"_s);
    QVERIFY(date.width > 0);
    QVERIFY(stamp.boundary.y < date.y && stamp.boundary.y + stamp.boundary.height > date.y + date.height);
    // The PDF copy and the verified view show the face at the same place.
    const auto shown = withSeals(m_preview.document.pages.scene, m_sealed.verdict);
    const auto *image = std::get_if<layout::Image>(&shown.pages.at(stamp.page).items.constLast());
    QVERIFY(image);
    QVERIFY(std::abs(image->box.x - stamp.boundary.x) < 0.001 && std::abs(image->box.y - stamp.boundary.y) < 0.001);
    QCOMPARE(image->blend, layout::BlendMode::Multiply);
}

void SealingTest::aPersonMayPlaceTheSealAndLetItRide()
{
    const qsizetype pages = m_preview.document.pages.scene.pages.size();
    QVERIFY(pages > 1);
    const auto moved = placed(m_preview, {SealAt{0, {100, 200}}, RidingSeal{}});
    QVERIFY2(moved, reasonOf(moved).constData());
    QCOMPARE(moved->stamps.size(), 1 + pages);
    QCOMPARE(moved->stamps.first().boundary, (layout::Rect{77.5, 177.5, 45, 45}));
    const auto sealedDocument = SealingService(*m_keeper).seal(*moved, SampleOffice::pin(), std::nullopt);
    QVERIFY2(sealedDocument, reasonOf(sealedDocument).constData());
    // The slices make nobody else's seal: the document is closed as it would be without them.
    const SealedDocumentVerdict verdict = verify(sealedDocument->ofd, m_keeper->profile().unit);
    QVERIFY(verdict.isFullyValid());
    QCOMPARE(verdict.seals.first().stamps.size(), 1 + pages);
    const auto again = SealingService(*m_keeper).seal(
        sealedDocument->ofd, m_preview.stamps, ofd::Coverage::CloseDocument, SampleOffice::pin(), std::nullopt);
    QCOMPARE(reasonOf(again), QByteArray("ofd.document-closed"));
    // Back by rule, from whatever place; with slices besides it.
    const auto back = placed(*moved, {});
    QVERIFY(back && back->stamps == m_preview.byRule);
    const auto rides = placed(*moved, {{}, RidingSeal{}});
    QVERIFY(rides && rides->stamps.size() == 1 + pages && rides->stamps.first() == m_preview.byRule.first());
    QCOMPARE(reasonOf(placed(m_preview, {SealAt{0, {5, 200}}, {}})), QByteArray("sealing.off-page"));
    SealPreview several = m_preview;
    several.byRule.append(several.byRule.first());
    QCOMPARE(reasonOf(placed(several, {SealAt{0, {100, 200}}, {}})), QByteArray("sealing.several-places"));
}

void SealingTest::thePdfCopyHasTheTextAndAPicture()
{
    const auto pdf = SealingService(*m_keeper).pdfCopy(m_preview);
    QVERIFY2(pdf, reasonOf(pdf).constData());
    QVERIFY(pdf->startsWith("%PDF-"));
    const QString tool = QStandardPaths::findExecutable(u"pdftotext"_s);
    if (tool.isEmpty())
        QFAIL("pdftotext is missing, and ./test installs it");
    const QString path = m_office->path(u"copy.pdf"_s);
    QVERIFY(writeDurably(path, *pdf));
    QProcess process;
    process.start(tool, {path, u"-"_s});
    QVERIFY(process.waitForFinished());
    const QString text = QString::fromUtf8(process.readAllStandardOutput()).remove(QRegularExpression(u"\\s"_s));
    QVERIFY(text.contains(u"澄政办发〔2026〕28号"_s));
    QVERIFY(text.contains(u"一、总体要求"_s));
}

void SealingTest::everyAlteredEntryIsFound()
{
    const QStringList paths = ofd::Package::open(m_sealed.ofd)->paths();
    QVERIFY(paths.size() > 8);
    for (qsizetype i = 0; i < paths.size(); ++i) {
        const QByteArray altered = repacked([i](QList<ofd::PackageEntry> &entries) {
            QByteArray &bytes = entries[i].bytes;
            const qsizetype at = bytes.size() / 2;
            bytes[at] = static_cast<char>(bytes.at(at) ^ 1);
        });
        QVERIFY2(!verify(altered).holds(), qPrintable(paths.at(i)));
    }
}

void SealingTest::everyRemovedEntryIsFound()
{
    const QStringList paths = ofd::Package::open(m_sealed.ofd)->paths();
    for (qsizetype i = 0; i < paths.size(); ++i) {
        const QByteArray altered = repacked([i](QList<ofd::PackageEntry> &entries) { entries.removeAt(i); });
        QVERIFY2(!verify(altered).holds(), qPrintable(paths.at(i)));
    }
}

void SealingTest::anAddedEntryIsNotFullyValid()
{
    const QByteArray added = repacked([](QList<ofd::PackageEntry> &entries) {
        entries.append({u"Doc_0/Pages/Page_0/Extra.xml"_s, "<a/>"});
    });
    const auto verdict = verify(added);
    QVERIFY(!verdict.isFullyValid());
    QCOMPARE(verdict.seals.first().extra, QStringList{u"Doc_0/Pages/Page_0/Extra.xml"_s});
}

void SealingTest::aSignatureDoesNotHoldForAnotherDocument()
{
    SealingService sealing(*m_keeper);
    const auto other = sealing.preview(SampleOffice::notice(29));
    QVERIFY(other);
    const auto otherSealed = sealing.seal(*other, SampleOffice::pin(), std::nullopt);
    QVERIFY(otherSealed);
    // Everything of the first document, and the whole signature of the second.
    const auto foreign = ofd::Package::open(otherSealed->ofd)->readAll().value();
    const QByteArray transplanted = repacked([&foreign](QList<ofd::PackageEntry> &entries) {
        for (ofd::PackageEntry &entry : entries) {
            for (const ofd::PackageEntry &donor : foreign) {
                if (donor.path == entry.path && entry.path.contains(u"/Signs/"_s))
                    entry.bytes = donor.bytes;
            }
        }
    });
    QCOMPARE(conclusionName(verify(transplanted).conclusion), QByteArray("content-changed"));
    // And with Signature.xml left as it was: then the value is over something else.
    const QByteArray valueOnly = repacked([&foreign](QList<ofd::PackageEntry> &entries) {
        for (ofd::PackageEntry &entry : entries) {
            for (const ofd::PackageEntry &donor : foreign) {
                if (donor.path == entry.path && entry.path.endsWith(u"SignedValue.dat"_s))
                    entry.bytes = donor.bytes;
            }
        }
    });
    QCOMPARE(conclusionName(verify(valueOnly).conclusion), QByteArray("content-changed"));
}

void SealingTest::onlyASealThatHoldsIsDrawn_data()
{
    QTest::addColumn<int>("conclusion");
    QTest::addColumn<bool>("isDrawn");
    for (int i = 0; i <= static_cast<int>(SealingConclusion::SealRemoved); ++i) {
        const auto conclusion = static_cast<SealingConclusion>(i);
        const bool holds = conclusion == SealingConclusion::Valid || conclusion == SealingConclusion::ValidWithRemarks
                           || conclusion == SealingConclusion::CannotBeChecked;
        QTest::newRow(conclusionName(conclusion).constData()) << i << holds;
    }
}

void SealingTest::onlyASealThatHoldsIsDrawn()
{
    QFETCH(int, conclusion);
    QFETCH(bool, isDrawn);
    const auto scene = ofd::readOfd(*ofd::Package::open(m_sealed.ofd))->content.scene;
    SealedDocumentVerdict verdict = verify(m_sealed.ofd);
    // A second seal that holds is drawn beside it, whatever the first is.
    verdict.seals.append(verdict.seals.first());
    verdict.seals.first().conclusion = static_cast<SealingConclusion>(conclusion);
    const qsizetype stamps = verdict.seals.first().stamps.size();
    QVERIFY(stamps > 0);
    QCOMPARE(picturesIn(withSeals(scene, verdict)) - picturesIn(scene), isDrawn ? 2 * stamps : stamps);
}

void SealingTest::anAlteredDocumentShowsNoSeal()
{
    const QStringList paths = ofd::Package::open(m_sealed.ofd)->paths();
    for (qsizetype i = 0; i < paths.size(); ++i) {
        const QByteArray altered = repacked([i](QList<ofd::PackageEntry> &entries) {
            QByteArray &bytes = entries[i].bytes;
            bytes[bytes.size() / 2] = static_cast<char>(bytes.at(bytes.size() / 2) ^ 1);
        });
        const auto package = ofd::Package::open(altered);
        const auto read = package ? ofd::readOfd(*package) : Result<ofd::OfdDocument>(package.error());
        if (!read)
            continue; // Then nothing at all is shown.
        const auto shown = withSeals(read->content.scene, verify(altered));
        QVERIFY2(picturesIn(shown) == picturesIn(read->content.scene), qPrintable(paths.at(i)));
    }
}

void SealingTest::anUnsealedDocumentIsNotSealed()
{
    QCOMPARE(conclusionName(verify(m_preview.document.ofd).conclusion), QByteArray("not-sealed"));
}

void SealingTest::aSignatureTakenOffTheListIsFound()
{
    const QByteArray cut = repacked([](QList<ofd::PackageEntry> &entries) {
        for (ofd::PackageEntry &entry : entries) {
            if (entry.path.endsWith(u"Signatures.xml"_s)) {
                const qsizetype from = entry.bytes.indexOf("<ofd:Signature ");
                const qsizetype to = entry.bytes.indexOf("/>", from) + 2;
                entry.bytes.remove(from, to - from);
            }
        }
    });
    QCOMPARE(conclusionName(verify(cut).conclusion), QByteArray("seal-removed"));
}

void SealingTest::aSealOfAnotherUnitDoesNotStandForTheIssuer()
{
    const auto finance = m_office->unlock(u"市财政局/sealkeeper"_s);
    const auto byFinance = SealingService(*finance).seal(
        m_preview.document.ofd, m_preview.stamps, ofd::Coverage::CloseDocument, SampleOffice::pin(), std::nullopt);
    QVERIFY2(byFinance, reasonOf(byFinance).constData());
    QCOMPARE(conclusionName(verify(byFinance->ofd, finance->profile().unit).conclusion), QByteArray("valid"));
    QCOMPARE(conclusionName(verify(byFinance->ofd, m_keeper->profile().unit).conclusion), QByteArray("other-unit"));
    // Its keeper cannot preview a document that another unit signs.
    QCOMPARE(reasonOf(SealingService(*finance).preview(SampleOffice::notice())), QByteArray("sealing.no-place"));
}

void SealingTest::anUnregisteredSealIsNoSeal()
{
    // The same maker makes a second seal for the unit's own key, which nobody registered.
    auto authority =
        DomainAuthority::open(m_office->path(u"authority"_s), SampleOffice::pin(), m_office->environment());
    QVERIFY(authority);
    const auto own = m_keeper->openKey(keyfile::Seal, SampleOffice::pin());
    QVERIFY(own);
    const UnitDescription &unit = m_office->domain().description.units.first();
    const auto second =
        makeUnitSeal(unit, (*own)->certificate(), authority->sealMaker(), *m_keeper->fonts(), m_office->environment());
    QVERIFY(second);
    const QString path = m_keeper->profile().memberPath(m_keeper->member().id, keyfile::SealData);
    const QByteArray registered = *readBounded(path, 1 << 22);
    QVERIFY(writeDurably(path, second->toDer()));
    const auto refused = SealingService(*m_keeper).seal(m_preview, SampleOffice::pin(), std::nullopt);
    QVERIFY(writeDurably(path, registered));
    QCOMPARE(reasonOf(refused), QByteArray("sealing.not-valid"));
    QCOMPARE(refused.error().detail, u"seal-invalid"_s);
}

void SealingTest::byRootsAloneNobodyAsksForTheRegistration()
{
    const VerificationService byRoots(m_keeper->trust(), m_office->environment().clock);
    const auto verdict = byRoots.verify(m_sealed.ofd);
    QVERIFY(verdict);
    QVERIFY(verdict->isFullyValid() && verdict->basis == TrustBasis::Roots);
    const SealFinding &finding = verdict->seals.first();
    QVERIFY(!finding.verdict.result(seal::SealStep::SealRegistration));
    QVERIFY(!finding.registeredUnit);
    // With a directory the same seal is asked for, and nobody stands for a unit that no directory named.
    QVERIFY(verify(m_sealed.ofd).seals.first().verdict.result(seal::SealStep::SealRegistration));
    QVERIFY(verify(m_sealed.ofd).basis == TrustBasis::Domain);
    const auto forUnit = byRoots.verify(m_sealed.ofd, m_keeper->profile().unit);
    QVERIFY(forUnit && forUnit->conclusion == SealingConclusion::OtherUnit);
}

void SealingTest::aClosedDocumentTakesNoFurtherSeal()
{
    const auto again = SealingService(*m_keeper).seal(
        m_sealed.ofd, m_preview.stamps, ofd::Coverage::CloseDocument, SampleOffice::pin(), std::nullopt);
    QCOMPARE(reasonOf(again), QByteArray("ofd.document-closed"));
}

void SealingTest::twoIssuersSealOneDocument()
{
    const auto first = SealingService(*m_keeper).seal(
        m_preview.document.ofd, m_preview.stamps, ofd::Coverage::LeaveOpen, SampleOffice::pin(), std::nullopt);
    QVERIFY2(first, reasonOf(first).constData());
    const auto finance = m_office->unlock(u"市财政局/sealkeeper"_s);
    const auto both = SealingService(*finance).seal(
        first->ofd, m_preview.stamps, ofd::Coverage::CloseDocument, SampleOffice::pin(), std::nullopt);
    QVERIFY2(both, reasonOf(both).constData());
    const auto verdict = verify(both->ofd, m_keeper->profile().unit);
    QCOMPARE(verdict.seals.size(), 2);
    QCOMPARE(conclusionName(verdict.conclusion), QByteArray("valid"));
}

void SealingTest::whoKeepsNoSealCannotSeal()
{
    const auto clerk = m_office->unlock(u"市政府办/clerk"_s);
    QCOMPARE(reasonOf(SealingService(*clerk).preview(SampleOffice::notice())), QByteArray("sealing.no-seal"));
    QCOMPARE(reasonOf(SealingService(*clerk).seal(m_preview, SampleOffice::pin(), std::nullopt)),
        QByteArray("sealing.no-seal"));
}

void SealingTest::aWrongPinSealsNothing()
{
    const auto refused = SealingService(*m_keeper).seal(m_preview, SecretBytes(QByteArrayView("000000")), std::nullopt);
    QCOMPARE(refused.error().code, ErrorCode::WrongPin);
    QVERIFY(SealingService(*m_keeper).seal(m_preview, SampleOffice::pin(), std::nullopt));
}

void SealingTest::faultyDocumentsAreNotSealed_data()
{
    QTest::addColumn<document::OfficialDocument>("document");
    QTest::addColumn<QByteArray>("reason");
    auto document = SampleOffice::notice();
    document.number.clear();
    QTest::newRow("no number") << document << QByteArray("sealing.no-number");
    document = SampleOffice::notice();
    document.title.clear();
    QTest::newRow("no title") << document << QByteArray("sealing.format");
    document = SampleOffice::notice();
    document.body.append(document::Paragraph{QString(QChar(0xe000))});
    QTest::newRow("a character that no face has") << document << QByteArray("sealing.missing-characters");
}

void SealingTest::faultyDocumentsAreNotSealed()
{
    QFETCH(document::OfficialDocument, document);
    QFETCH(QByteArray, reason);
    QCOMPARE(reasonOf(SealingService(*m_keeper).preview(document)), reason);
}

void SealingTest::theWorstSealDecides_data()
{
    QTest::addColumn<QList<int>>("seals");
    QTest::addColumn<QByteArray>("conclusion");
    const auto valid = static_cast<int>(SealingConclusion::Valid);
    const auto revoked = static_cast<int>(SealingConclusion::Revoked);
    const auto unknown = static_cast<int>(SealingConclusion::CannotBeChecked);
    QTest::newRow("none") << QList<int>{} << QByteArray("not-sealed");
    QTest::newRow("one") << QList<int>{valid} << QByteArray("valid");
    QTest::newRow("one revoked") << QList<int>{valid, revoked, unknown} << QByteArray("revoked");
    QTest::newRow("one unknown") << QList<int>{unknown, valid} << QByteArray("cannot-be-checked");
}

void SealingTest::theWorstSealDecides()
{
    QFETCH(QList<int>, seals);
    QFETCH(QByteArray, conclusion);
    SealedDocumentVerdict verdict;
    for (const int seal : seals) {
        SealFinding finding;
        finding.conclusion = static_cast<SealingConclusion>(seal);
        verdict.seals.append(finding);
    }
    QCOMPARE(conclusionName(concludeDocument(verdict, {})), conclusion);
    verdict.removed.append(u"Signature.xml"_s);
    QCOMPARE(conclusionName(concludeDocument(verdict, {})), QByteArray("seal-removed"));
}

QTEST_GUILESS_MAIN(SealingTest)
#include "SealingTest.moc"
