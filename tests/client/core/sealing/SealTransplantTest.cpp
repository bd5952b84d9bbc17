// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/sealing/SealedScene.h"
#include "shared/crypto/Der.h"
#include "shared/crypto/Sm3.h"
#include "shared/ofd/OfdReader.h"
#include "tests/client/core/sealing/Wraps.h"

#include <QBuffer>
#include <QImage>
#include <QTest>

#include <algorithm>

using namespace wenyi;
using namespace wenyi::core;
using namespace wenyi::core::tests;
using namespace wenyi::tests;
using namespace Qt::StringLiterals;
using ofd::PackageEntry;

Q_DECLARE_METATYPE(EntriesChange)

namespace {

constexpr auto Signature = "Doc_0/Signs/Sign_0/Signature.xml";
constexpr auto Value = "Doc_0/Signs/Sign_0/SignedValue.dat";
constexpr auto Seal = "Doc_0/Signs/Sign_0/Seal.esl";

QByteArray picture(QRgb color)
{
    QImage image(20, 20, QImage::Format_RGB32);
    image.fill(color);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    if (!image.save(&buffer, "png"))
        qFatal("no PNG");
    return bytes;
}

Entries entriesOf(const QByteArray &package)
{
    return must(must(ofd::Package::open(package)).readAll());
}

QByteArray &bytesOf(Entries &entries, const char *path)
{
    return entryOf(entries, QString::fromLatin1(path)).bytes;
}

/// Pictures that are on the pages because of the seals.
qsizetype sealsDrawn(const QByteArray &package, const Result<SealedDocumentVerdict> &verdict)
{
    const auto opened = ofd::Package::open(package);
    const auto document = opened ? ofd::readOfd(*opened) : Result<ofd::OfdDocument>(opened.error());
    if (!document || !verdict)
        return 0;
    qsizetype drawn = 0;
    const auto shown = withSeals(document->content.scene, *verdict);
    for (qsizetype page = 0; page < shown.pages.size(); ++page)
        drawn += shown.pages[page].items.size() - document->content.scene.pages[page].items.size();
    return drawn;
}

} // namespace

/// T18 `seal_transplant` and `seal_picture`: a seal on a document that it was not put on, and a picture that is not the
/// seal's. Nothing of it is called valid, and no seal is drawn.
class SealTransplantTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void aSealIsDrawnWhereItHolds();
    void noSealIsMoved_data();
    void noSealIsMoved();
    void noSealIsTakenApart_data();
    void noSealIsTakenApart();
    void noPictureIsExchanged_data();
    void noPictureIsExchanged();
    void aPictureOfASealIsNoSeal();

private:
    void check(const QByteArray &package, const QByteArray &conclusion, const QString &told) const;
    /// The target with the donor's signature files over its own.
    Entries transplanted(const QStringList &paths) const;

    OddSealOffice m_office{seal::SealFace{u"PNG"_s, picture(qRgb(220, 20, 20)), 42, 42}};
    QByteArray m_donor;  ///< A sealed document.
    QByteArray m_target; ///< Another one with another text under the same seal.
};

void SealTransplantTest::initTestCase()
{
    m_donor = m_office.sealed(m_office.request());
    Entries other = ofd::tests::sampleEntries();
    replaced("Doc_0/Pages/Page_0/Content.xml", "第一页文", "另一页文")(other);
    m_target = m_office.sealed(m_office.request(), {}, {}, must(ofd::writePackage(other)));
}

void SealTransplantTest::check(const QByteArray &package, const QByteArray &conclusion, const QString &told) const
{
    const auto verdict = m_office.verify(package);
    QVERIFY(verdict);
    const QStringList all = tellings(verdict);
    QVERIFY2(conclusionName(verdict->conclusion) == conclusion && all.contains(told),
        (conclusionName(verdict->conclusion) + ": " + all.join(u" | "_s).toUtf8()).constData());
    // A seal that holds beside it is drawn, and no other.
    qsizetype held = 0;
    for (const SealFinding &finding : verdict->seals)
        held += finding.conclusion <= SealingConclusion::CannotBeChecked ? finding.stamps.size() : 0;
    QCOMPARE(sealsDrawn(package, verdict), held);
    QVERIFY(!verdict->isFullyValid() && (verdict->seals.size() > 1 || verdict->holds() || held == 0));
}

void SealTransplantTest::aSealIsDrawnWhereItHolds()
{
    for (const QByteArray &package : {m_donor, m_target}) {
        const auto verdict = m_office.verify(package);
        QVERIFY(verdict && verdict->isFullyValid());
        QCOMPARE(sealsDrawn(package, verdict), 2);
    }
}

Entries SealTransplantTest::transplanted(const QStringList &paths) const
{
    Entries entries = entriesOf(m_target);
    Entries donor = entriesOf(m_donor);
    for (const QString &path : paths)
        entryOf(entries, path).bytes = entryOf(donor, path).bytes;
    return entries;
}

void SealTransplantTest::noSealIsMoved_data()
{
    QTest::addColumn<QStringList>("paths");
    QTest::addColumn<EntriesChange>("change");
    QTest::addColumn<QByteArray>("conclusion");
    QTest::addColumn<QString>("told");
    const auto row = [](const char *name, const QStringList &paths, const EntriesChange &change, const char *conclusion,
                         const char *told) {
        QTest::newRow(name) << paths << change << QByteArray(conclusion) << QString::fromUtf8(told);
    };
    const QString signature = QString::fromLatin1(Signature);
    const QString value = QString::fromLatin1(Value);
    const QString seal = QString::fromLatin1(Seal);
    const char *page = "changed Doc_0/Pages/Page_0/Content.xml";
    const char *otherBytes = "step seal.data-hash";
    row("the whole signature", {signature, value, seal}, {}, "content-changed", page);
    row("the value alone", {value}, {}, "content-changed", otherBytes);
    row("the value and the seal", {value, seal}, {}, "content-changed", otherBytes);
    row("Signature.xml alone", {signature}, {}, "content-changed", page);
    // With the donor's Signature.xml made to fit the target's page.
    const auto fitted = [this](Entries &entries) {
        Entries donor = entriesOf(m_donor);
        const auto digest = [](Entries &of) {
            return crypto::sm3(bytesOf(of, "Doc_0/Pages/Page_0/Content.xml")).toBytes().toBase64();
        };
        bytesOf(entries, Signature).replace(digest(donor), digest(entries));
    };
    row("the whole signature, its digests made to fit", {signature, value, seal}, fitted, "content-changed",
        otherBytes);
    // In a folder of its own beside the target's seal: a second seal that never was put there.
    const auto beside = [this](Entries &entries) {
        for (const PackageEntry &entry : entriesOf(m_donor)) {
            if (entry.path.contains(u"/Sign_0/"_s))
                entries.append({QString(entry.path).replace(u"Sign_0"_s, u"Sign_1"_s), entry.bytes});
        }
        replaced("Doc_0/Signs/Signatures.xml", "</ofd:Signatures>",
            "<ofd:Signature ID=\"s009\" BaseLoc=\"/Doc_0/Signs/Sign_1/Signature.xml\"/></ofd:Signatures>")(entries);
    };
    row("the whole signature beside the other", {}, beside, "content-changed", page);
    // Its own document, at another place of it.
    const auto toOtherPage = replaced(Signature, "PageRef=\"2\"", "PageRef=\"1\"");
    row("to another page of its document", {}, toOtherPage, "content-changed", otherBytes);
}

void SealTransplantTest::noSealIsMoved()
{
    QFETCH(const QStringList, paths);
    QFETCH(const EntriesChange, change);
    QFETCH(const QByteArray, conclusion);
    QFETCH(const QString, told);
    Entries entries = transplanted(paths);
    if (change)
        change(entries);
    check(must(ofd::writePackage(entries)), conclusion, told);
}

/// Structures of the donor's value in a value that somebody else puts together over the target.
void SealTransplantTest::noSealIsTakenApart_data()
{
    QTest::addColumn<OddSealOffice::SignatureChange>("change");
    QTest::addColumn<QByteArray>("conclusion");
    QTest::addColumn<QString>("told");
    const auto row = [](const char *name, const OddSealOffice::SignatureChange &change, const char *conclusion,
                         const char *told) {
        QTest::newRow(name) << change << QByteArray(conclusion) << QString::fromUtf8(told);
    };
    row(
        "the seal under another unit's key", [this](FreeSignature &s) { s.signer = m_office.domain().finance.get(); },
        "signer-invalid", "step seal.signer-not-listed");
    row(
        "the seal and its certificate under another key",
        [this](FreeSignature &s) {
            s.sign = [this](const QByteArray &toSign) { return must(m_office.domain().finance->sign(toSign)); };
        },
        "signature-invalid", "step signature.value");
    row(
        "the value of another document",
        [this](FreeSignature &s) {
            s.sign = [this](const QByteArray &) {
                Entries other = entriesOf(m_target);
                return must(seal::SealSignature::fromDer(bytesOf(other, Value))).value();
            };
        },
        "signature-invalid", "step signature.value");
    row(
        "the digest of another document", [](FreeSignature &s) { s.content = "another"; }, "content-changed",
        "step seal.data-hash");
    row(
        "the path in another document", [](FreeSignature &s) { s.path = u"/Doc_9/Signature.xml"_s; },
        "valid-with-remarks", "step seal.property");
}

void SealTransplantTest::noSealIsTakenApart()
{
    QFETCH(const OddSealOffice::SignatureChange, change);
    QFETCH(const QByteArray, conclusion);
    QFETCH(const QString, told);
    check(m_office.sealed(m_office.request(), change), conclusion, told);
}

void SealTransplantTest::noPictureIsExchanged_data()
{
    QTest::addColumn<QStringList>("paths");
    QTest::addColumn<QByteArray>("conclusion");
    QTest::addColumn<QString>("told");
    const QString value = QString::fromLatin1(Value);
    const QString seal = QString::fromLatin1(Seal);
    QTest::newRow("in Seal.esl") << QStringList{seal} << QByteArray("content-changed") << u"changed Seal.esl"_s;
    QTest::newRow("in the signed value") << QStringList{value} << QByteArray("signature-invalid")
                                         << u"step seal.maker-signature"_s;
    QTest::newRow("in both") << QStringList{value, seal} << QByteArray("signature-invalid")
                             << u"step signature.value"_s;
}

void SealTransplantTest::noPictureIsExchanged()
{
    QFETCH(const QStringList, paths);
    QFETCH(const QByteArray, conclusion);
    QFETCH(const QString, told);
    const QByteArray own = m_office.seal().info().face.bytes;
    QByteArray other = picture(qRgb(20, 20, 220));
    QVERIFY(own.size() == other.size() && own != other); // So that the structure stays readable.
    Entries entries = entriesOf(m_donor);
    for (const QString &path : paths) {
        QByteArray &bytes = entryOf(entries, path).bytes;
        QVERIFY(bytes.contains(own));
        bytes.replace(own, other);
    }
    const QByteArray package = must(ofd::writePackage(entries));
    check(package, conclusion, told);
    // What would be drawn is never what lies in Seal.esl.
    const auto finding = m_office.judge(package).seals.first();
    QCOMPARE(finding.face.bytes == other, paths.contains(QString::fromLatin1(Value)));
}

/// A page that shows the picture of a seal is a page with a picture: nothing on it counts as sealed, and whoever
/// expects a seal is told that there is none.
void SealTransplantTest::aPictureOfASealIsNoSeal()
{
    Entries entries = wrapEntries();
    entryOf(entries, u"Doc_0/Res/a.png"_s).bytes = m_office.seal().info().face.bytes;
    const QByteArray package = must(ofd::writePackage(entries));
    const auto verdict = m_office.judge(package);
    QCOMPARE(conclusionName(verdict.conclusion), QByteArray("not-sealed"));
    QVERIFY(!verdict.holds() && verdict.seals.isEmpty());
    QCOMPARE(sealsDrawn(package, verdict), 0);
    // Under a true seal it is told apart from it: one seal, and its two places.
    const auto sealed = m_office.judge(m_office.sealed(m_office.request(), {}, {}, package));
    QVERIFY(sealed.isFullyValid());
    QCOMPARE(sealed.seals.size(), 1);
    QCOMPARE(sealed.seals.first().stamps.size(), 2);
}

QTEST_GUILESS_MAIN(SealTransplantTest)
#include "SealTransplantTest.moc"
