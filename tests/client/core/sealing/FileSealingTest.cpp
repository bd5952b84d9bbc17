// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/sealing/FileSealing.h"

#include "client/core/domain/DomainAuthority.h"
#include "client/core/sealing/SealedScene.h"
#include "client/core/sealing/VerificationService.h"
#include "client/core/uses/SealApplication.h"
#include "client/core/uses/SignedContent.h"
#include "shared/crypto/Sm3.h"
#include "shared/layout/paint/ScenePainter.h"
#include "shared/ofd/OfdReader.h"
#include "shared/ofd/OfdWriter.h"
#include "tests/client/core/exchange/ExchangeOffice.h"
#include "tests/shared/layout/LayoutFixtures.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <algorithm>

using namespace wenyi;
using namespace wenyi::core;
using namespace wenyi::core::tests;
using namespace Qt::StringLiterals;

/// An OFD from a file under the unit's seal, where a person wants it.
class FileSealingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void oneSignatureHasSealAndSlices();
    void theVerifiedPagesShowThem();
    void aFurtherSealNeedsAnOpenDocument();
    void sealsStandApart();
    void everyTryStandsInTheAuditLog();
    void aUnitsSealIsNobodysOwn();
    void whatIsRefusedIsNotSealed();

private:
    static QByteArray threePages();
    SealedDocumentVerdict verify(const QByteArray &ofd) const;
    /// Has these bytes applied for and approved in the keeper's unit, as its log would bring it to the keeper's desk.
    void approve(Workspace &keeper, const QString &unit, const QByteArray &ofd) const;

    /// A keeper's desktop that has its unit's content key.
    std::unique_ptr<Workspace> keeperAt(const QString &unit) const;

    std::unique_ptr<ExchangeOffice> m_exchange;
    const SampleOffice *m_office = nullptr;
    std::unique_ptr<Workspace> m_keeper;
};

QByteArray FileSealingTest::threePages()
{
    ofd::OfdContent content;
    for (int i = 0; i < 2; ++i)
        content.scene.pages.append(pageWith(u"关于安全生产的合同"_s));
    layout::PageScene last = pageWith(u"甲方（盖章）"_s);
    auto &run = std::get<layout::GlyphRun>(last.items.first());
    for (layout::Glyph &glyph : run.glyphs)
        glyph.origin.y += 120;
    content.scene.pages.append(last);
    return ofd::writeOfd(content).value();
}

void FileSealingTest::initTestCase()
{
    m_exchange = std::make_unique<ExchangeOffice>();
    m_office = &m_exchange->office;
    m_keeper = keeperAt(u"市政府办"_s);
}

std::unique_ptr<Workspace> FileSealingTest::keeperAt(const QString &unit) const
{
    auto keeper = m_office->unlock(unit + u"/sealkeeper"_s);
    if (!m_exchange->sync(*keeper))
        qFatal("the keeper of %s cannot synchronise", qPrintable(unit));
    return keeper;
}

SealedDocumentVerdict FileSealingTest::verify(const QByteArray &ofd) const
{
    const VerificationService service(m_keeper->trust(), m_keeper->directory(), m_office->environment().clock);
    return service.verify(ofd, m_keeper->profile().unit).value();
}

void FileSealingTest::approve(Workspace &keeper, const QString &unit, const QByteArray &ofd) const
{
    const UnitCode code = keeper.profile().unit;
    const Instant now = m_office->environment().clock.now();
    const auto write = [&](const QString &name, QStringView kind, QStringView act, const QByteArray &content) {
        const auto desk = m_office->unlock(unit + name);
        const auto signer = desk->openKey(keyfile::PersonalSigning, SampleOffice::pin()).value();
        const auto signedContent =
            signContent(content, statementOf(act, code, content, now, desk->member().id), *signer).value();
        QVERIFY(keeper.journal().append(desk->member().id,
            {{useStream(code), u"seal"_s, kind.toString(), signedContent.toBytes(), {}, code.toString()}}));
    };
    const auto memberId = [&](const QString &name) { return m_office->domain().desktopOf(unit + name).value().second; };
    SealApplication application;
    application.nonce = m_office->environment().random.bytes(16);
    application.seal = keeper.directory().sealOf(SealingService(keeper).electronicSeal()->digest())->id;
    application.document = crypto::sm3(ofd);
    application.fileName = u"合同.ofd"_s;
    application.reason = u"签订合同"_s;
    application.at = now;
    application.applicant = memberId(u"/clerk"_s);
    const SealDecision decision{application.id(), true, u"同意"_s, now, memberId(u"/leader"_s)};
    write(u"/clerk"_s, entrykind::SealApplied, useact::Apply, application.toBytes());
    write(u"/leader"_s, entrykind::SealDecided, useact::Approve, decision.toBytes());
}

void FileSealingTest::oneSignatureHasSealAndSlices()
{
    const SealPlacing placing{SealAtWords{u"盖章"_s, 1, {10, 0}}, RidingSeal{}};
    approve(*m_keeper, u"市政府办"_s, threePages());
    const auto sealedDocument =
        FileSealing(*m_keeper).seal(threePages(), placing, ofd::Coverage::CloseDocument, SampleOffice::pin());
    QVERIFY2(sealedDocument, reasonOf(sealedDocument).constData());
    const SealedDocumentVerdict verdict = verify(sealedDocument->ofd);
    QVERIFY(verdict.isFullyValid());
    QCOMPARE(verdict.seals.size(), 1);
    const QList<ofd::Stamp> &stamps = verdict.seals.first().stamps;
    QCOMPARE(stamps.size(), 4);
    QCOMPARE(stamps.at(0).page, 2);
    QVERIFY(!stamps.at(0).clip);
    // The office's seal has 45 mm: three slices of 15.
    for (qsizetype page = 0; page < 3; ++page) {
        QCOMPARE(stamps.at(page + 1).page, page);
        QVERIFY(std::abs(stamps.at(page + 1).clip.value().width - 15) < 0.001);
        QVERIFY(std::abs(stamps.at(page + 1).boundary.x - (195 - 15.0 * double(page))) < 0.001);
    }
}

void FileSealingTest::theVerifiedPagesShowThem()
{
    approve(*m_keeper, u"市政府办"_s, threePages());
    const auto sealedDocument = FileSealing(*m_keeper).seal(
        threePages(), {SealAt{2, {80, 160}}, RidingSeal{}}, ofd::Coverage::CloseDocument, SampleOffice::pin());
    QVERIFY2(sealedDocument, reasonOf(sealedDocument).constData());
    const auto package = ofd::Package::open(sealedDocument->ofd);
    const auto document = ofd::readOfd(*package, m_keeper->fonts());
    QVERIFY(document);
    const auto shown = withSeals(document->content.scene, verify(sealedDocument->ofd));
    QDir().mkpath(QStringLiteral(WENYI_BUILD_DIR "/screenshots"));
    for (qsizetype i = 0; i < 3; ++i) {
        const auto picture = layout::renderPage(shown.pages.at(i), 96);
        QVERIFY(picture);
        picture->save(QStringLiteral(WENYI_BUILD_DIR "/screenshots/riding-page-%1.png").arg(i + 1));
        // Red in the slice's strip at the right edge, none in the strip before it.
        const auto redIn = [&](double fromX, double toX) {
            int red = 0;
            for (int y = 0; y < picture->height(); ++y) {
                for (int x = int(fromX * 96 / 25.4); x < int(toX * 96 / 25.4); ++x) {
                    const QRgb pixel = picture->pixel(std::min(x, picture->width() - 1), y);
                    red += qRed(pixel) > 200 && qGreen(pixel) < 100;
                }
            }
            return red;
        };
        QVERIFY(redIn(195.5, 210) > 100);
        QCOMPARE(redIn(178, 194.5), 0);
    }
}

void FileSealingTest::aFurtherSealNeedsAnOpenDocument()
{
    const auto finance = keeperAt(u"市财政局"_s);
    const SealPlacing first{SealAt{2, {60, 160}}, {}};
    const SealPlacing second{SealAt{2, {130, 160}}, {}};
    approve(*m_keeper, u"市政府办"_s, threePages());
    const auto open = FileSealing(*m_keeper).seal(threePages(), first, ofd::Coverage::LeaveOpen, SampleOffice::pin());
    QVERIFY2(open, reasonOf(open).constData());
    approve(*finance, u"市财政局"_s, open->ofd);
    const auto both = FileSealing(*finance).seal(open->ofd, second, ofd::Coverage::CloseDocument, SampleOffice::pin());
    QVERIFY2(both, reasonOf(both).constData());
    QCOMPARE(verify(both->ofd).seals.size(), 2);
    QVERIFY(verify(both->ofd).isFullyValid());
    approve(*finance, u"市财政局"_s, both->ofd);
    const SealPlacing elsewhere{SealAt{2, {100, 220}}, {}};
    const auto third =
        FileSealing(*finance).seal(both->ofd, elsewhere, ofd::Coverage::CloseDocument, SampleOffice::pin());
    QCOMPARE(reasonOf(third), QByteArray("ofd.document-closed"));
}

void FileSealingTest::sealsStandApart()
{
    const auto finance = keeperAt(u"市财政局"_s); // Its seal is as wide: 45 mm.
    approve(*m_keeper, u"市政府办"_s, threePages());
    const auto open = FileSealing(*m_keeper).seal(
        threePages(), {SealAt{2, {60, 160}}, RidingSeal{}}, ofd::Coverage::LeaveOpen, SampleOffice::pin());
    QVERIFY2(open, reasonOf(open).constData());
    const auto reasonFor = [&](const SealPlacing &placing) {
        return reasonOf(FileSealing(*finance).stamps(open->ofd, placing));
    };
    QCOMPARE(reasonFor({SealAt{2, {104, 160}}, {}}), QByteArray("sealing.over-seal"));
    QCOMPARE(reasonFor({SealAt{2, {60, 118}}, {}}), QByteArray("sealing.over-seal"));
    QCOMPARE(reasonFor({SealAt{1, {60, 160}}, {}}), QByteArray()); // On another page.
    QCOMPARE(reasonFor({SealAt{2, {107, 160}}, {}}), QByteArray());
    // Of a riding seal the slice counts, not the seal that it is a part of.
    QCOMPARE(reasonFor({SealAt{0, {172, 148}}, {}}), QByteArray());
    QCOMPARE(reasonFor({SealAt{0, {174, 148}}, {}}), QByteArray("sealing.over-seal"));
    QCOMPARE(reasonFor({{}, RidingSeal{}}), QByteArray("sealing.over-seal"));
    QCOMPARE(reasonFor({{}, RidingSeal{PageEdge::Right, 60, 0, {}}}), QByteArray());
}

void FileSealingTest::everyTryStandsInTheAuditLog()
{
    const QByteArray ofd = threePages();
    const SealPlacing placing{SealAt{2, {80, 160}}, {}};
    FileSealing sealing(*m_keeper);
    for (int i = 0; i < 2; ++i)
        approve(*m_keeper, u"市政府办"_s, ofd);
    QVERIFY(sealing.seal(ofd, placing, ofd::Coverage::CloseDocument, SampleOffice::pin()));
    const auto wrong = sealing.seal(ofd, placing, ofd::Coverage::CloseDocument, SecretBytes(QByteArrayView("000000")));
    QCOMPARE(wrong.error().code, ErrorCode::WrongPin);
    const auto newest = m_keeper->audit().newest(2);
    QVERIFY(newest && newest->size() == 2);
    QCOMPARE(newest->at(1).what, u"seal.use"_s);
    QCOMPARE(newest->at(1).reason, QString());
    QCOMPARE(newest->at(0).reason, QString::fromLatin1(wrong.error().reason));
    for (const journal::AuditRecord &record : *newest) {
        QCOMPARE(record.actor, m_keeper->member().id.toString());
        QCOMPARE(record.subject, QString::fromLatin1(crypto::sm3(ofd).toHex()));
    }
    // The right PIN, so that the count of wrong ones starts anew.
    QVERIFY(sealing.seal(ofd, placing, ofd::Coverage::CloseDocument, SampleOffice::pin()));
}

/// A unit's seal in a person's place would be used past the register.
void FileSealingTest::aUnitsSealIsNobodysOwn()
{
    const MemberId &me = m_keeper->member().id;
    const QString own = m_keeper->profile().memberPath(me, keyfile::PersonalSealData);
    QVERIFY(QFile::copy(m_keeper->profile().memberPath(me, keyfile::SealData), own));
    const auto tried = SealingService(*m_keeper, SealOwner::Member).face();
    QVERIFY(QFile::remove(own));
    QCOMPARE(reasonOf(tried), QByteArray("sealing.other-kind"));
}

void FileSealingTest::whatIsRefusedIsNotSealed()
{
    const auto reasonFor = [](Workspace &desk, const QByteArray &ofd, const SealPlacing &placing) {
        return reasonOf(FileSealing(desk).seal(ofd, placing, ofd::Coverage::CloseDocument, SampleOffice::pin()));
    };
    const SealPlacing placing{SealAt{2, {80, 160}}, {}};
    QCOMPARE(reasonFor(*m_keeper, threePages(), {}), QByteArray("sealing.nowhere"));
    QCOMPARE(reasonFor(*m_keeper, threePages(), {SealAtWords{u"乙方"_s, 1, {}}, {}}), QByteArray("sealing.no-words"));
    QVERIFY(!reasonFor(*m_keeper, "no package", placing).isEmpty());
    const auto clerk = m_office->unlock(u"市政府办/clerk"_s);
    QCOMPARE(reasonFor(*clerk, threePages(), placing), QByteArray("sealing.no-seal"));
}

QTEST_MAIN(FileSealingTest)
#include "FileSealingTest.moc"
