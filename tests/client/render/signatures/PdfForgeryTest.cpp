// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/render/signatures/PdfSignatures.h"
#include "tests/client/render/signatures/CmsMaking.h"
#include "tests/client/render/signatures/Forgeries.h"
#include "tests/shared/layout/LayoutFixtures.h"

#include <QSet>
#include <QTest>

using namespace wenyi;
using namespace wenyi::core;
using namespace wenyi::tests;
using namespace Qt::StringLiterals;

namespace {

using Texts = SignatureTexts;

bool isAccepted(PdfConclusion conclusion)
{
    return conclusion == PdfConclusion::Valid || conclusion == PdfConclusion::SignerUnknown;
}

} // namespace

/// T21: signatures of PDFs, sound and forged. The forgeries are of the classes of the five papers, and of a value that
/// is not what it should be.
class PdfForgeryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void soundFilesAreTaken_data();
    void soundFilesAreTaken();
    void noForgeryIsTaken_data();
    void noForgeryIsTaken();
    void badValuesAreRefused_data();
    void badValuesAreRefused();
    void everyByteCounts();
    void anEarlierSignatureReadsAsChanged();
    void theSignersCertificateIsJudgedByOurTrust();
    void whatASignatureSaysIsTold();
    void anotherReaderSaysTheSame();
    void hostileFormsEnd();

private:
    PdfVerdict verdictOf(const QByteArray &file) const
    {
        return judgePdf(render::readSignatures(file), {m_unit.trust(), Hierarchy::now()});
    }
    SignBytes unit() const { return m_unit.sign(); }

    SigningUnit m_unit;
    CmsProgram m_program;
};

void PdfForgeryTest::initTestCase()
{
    QVERIFY2(OpenSslProgram::isPresent(), "./test installs openssl");
    m_program.makeKey(u"rsa"_s);
    m_program.makeKey(u"weak"_s, {u"rsa:1024"_s});
    m_program.makeKey(u"curve"_s, {u"ec"_s, u"-pkeyopt"_s, u"ec_paramgen_curve:P-256"_s});
}

void PdfForgeryTest::soundFilesAreTaken_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<PdfConclusion>("conclusion");
    const auto row = [](const char *name, const PdfDraft &draft, PdfConclusion conclusion) {
        QTest::newRow(name) << draft.bytes() << conclusion;
    };
    const Texts cades{"/Type/Sig", "/Filter/Adobe.PPKLite", "/SubFilter/ETSI.CAdES.detached", {}};
    row("SM2, of a unit of ours", PdfDraft().sign(unit()), PdfConclusion::Valid);
    row("SM2, after an update", PdfDraft().update({{9, "null"}}).sign(unit()), PdfConclusion::Valid);
    row("RSA", PdfDraft().sign(m_program.signer(u"rsa"_s)), PdfConclusion::SignerUnknown);
    row("RSA-PSS, SHA-512",
        PdfDraft().sign(m_program.signer(u"rsa"_s, {u"-md"_s, u"sha512"_s, u"-keyopt"_s, u"rsa_padding_mode:pss"_s})),
        PdfConclusion::SignerUnknown);
    row("P-256", PdfDraft().sign(m_program.signer(u"curve"_s)), PdfConclusion::SignerUnknown);
    row("CAdES", PdfDraft(cades).sign(m_program.signer(u"rsa"_s, {u"-cades"_s})), PdfConclusion::SignerUnknown);
    row("without a type", PdfDraft({{}, "/Filter/Adobe.PPKLite", "/SubFilter/adbe.pkcs7.detached", {}}).sign(unit()),
        PdfConclusion::Valid);
    for (const QByteArray level : {"1", "2", "3"})
        row(("certified, P" + level).constData(),
            PdfDraft({"/Type/Sig", "/Filter/Adobe.PPKLite", "/SubFilter/adbe.pkcs7.detached",
                         "/Reference[<</TransformMethod/DocMDP/TransformParams<</P " + level + ">>>>]"})
                .sign(unit()),
            PdfConclusion::Valid);
    row("not signed yet",
        PdfDraft().update({{Field, "<</FT/Sig/T(S)/Type/Annot/Subtype/Widget/Rect[0 0 1 1]>>"}, {Value, "null"}}),
        PdfConclusion::Removed); // The room that was kept for it is a trace.
}

void PdfForgeryTest::soundFilesAreTaken()
{
    QFETCH(QByteArray, file);
    QFETCH(PdfConclusion, conclusion);
    const PdfVerdict verdict = verdictOf(file);
    const QByteArray reason = verdict.signatures.isEmpty() ? QByteArray() : verdict.signatures.first().reason;
    QVERIFY2(verdict.conclusion == conclusion, (pdfConclusionName(verdict.conclusion) + ' ' + reason).constData());
    QVERIFY(!verdict.fault);
}

void PdfForgeryTest::noForgeryIsTaken_data()
{
    QTest::addColumn<Forgery>("forgery");
    const Signers signers{unit(), m_program.signer(u"rsa"_s)};
    QSet<QByteArray> names;
    const auto add = [&](const char *family, const QList<Forgery> &forgeries) {
        for (const Forgery &forgery : forgeries) {
            const QByteArray name = QByteArray(family) + ": " + forgery.name;
            QVERIFY2(!names.contains(name), name.constData());
            names.insert(name);
            QTest::newRow(name.constData()) << forgery;
        }
    };
    add("universal", universalForgeries(signers));
    add("saving", savingAttacks(signers));
    add("wrapping", wrappings(signers));
    add("shadow", shadowAttacks(signers));
    add("certification", certificationAbuses(signers));
    QVERIFY(names.size() >= 100);
}

void PdfForgeryTest::noForgeryIsTaken()
{
    QFETCH(Forgery, forgery);
    const PdfVerdict verdict = verdictOf(forgery.bytes);
    const QByteArray reason = verdict.signatures.isEmpty() ? QByteArray() : verdict.signatures.first().reason;
    QVERIFY2(!isAccepted(verdict.conclusion), "taken");
    QVERIFY2(
        verdict.conclusion == forgery.conclusion, (pdfConclusionName(verdict.conclusion) + ' ' + reason).constData());
    if (!forgery.reason.isEmpty())
        QCOMPARE(reason, forgery.reason);
}

void PdfForgeryTest::badValuesAreRefused_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QByteArray>("reason");
    const auto row = [](const char *name, const SignBytes &sign, const QByteArray &reason) {
        QTest::newRow(name) << PdfDraft().sign(sign).bytes() << reason;
    };
    const auto program = [this](const QStringList &arguments) { return m_program.signer(u"rsa"_s, arguments); };
    row("SHA-1", program({u"-md"_s, u"sha1"_s}), "cms.digest-method");
    row("MD5", program({u"-md"_s, u"md5"_s}), "cms.digest-method");
    row("short key", m_program.signer(u"weak"_s), "cms.key");
    row("no attributes", program({u"-noattr"_s}), "cms.attributes");
    row("no certificate", program({u"-nocerts"_s}), "cms.certificate");
    row("content inside", program({u"-nodetach"_s}), "cms.form");
    row("other content type", program({u"-econtent_type"_s, u"1.2.3.4"_s}), "cms.form");
    row(
        "other content", [this](const QByteArray &content) { return unit()(content + ' '); }, "cms.digest");
    row(
        "no CMS", [](const QByteArray &) { return QByteArray("nothing of the kind"); }, "cms.form");
    // Zeros stand where it was cut off.
    row(
        "cut off", [this](const QByteArray &content) { return unit()(content).chopped(40); }, "cms.value");
    QTest::newRow("CAdES that names no certificate")
        << PdfDraft({"/Type/Sig", "/Filter/Adobe.PPKLite", "/SubFilter/ETSI.CAdES.detached", {}}).sign(unit()).bytes()
        << QByteArray("pdf-signature.cades");
    const auto edited = [this](qsizetype fromEnd) {
        return [this, fromEnd](const QByteArray &content) {
            QByteArray cms = unit()(content);
            cms[cms.size() - fromEnd] = static_cast<char>(cms[cms.size() - fromEnd] ^ 1);
            return cms;
        };
    };
    row("another value", edited(3), "cms.value");
    const auto other = m_unit.hierarchy().issue(u"冒名"_s, u"11320281014033000B"_s, crypto::CertificatePurpose::Unit);
    row(
        "another's certificate",
        [&](const QByteArray &content) {
            // The certificate of one with the key of another.
            return sm2Cms(crypto::KeySigner(
                              *crypto::PrivateKey::fromPkcs8(other->key().toPkcs8()), m_unit.signer().certificate()),
                Hierarchy::now(), content);
        },
        "cms.value");
}

void PdfForgeryTest::badValuesAreRefused()
{
    QFETCH(QByteArray, file);
    QFETCH(QByteArray, reason);
    const PdfVerdict verdict = verdictOf(file);
    QCOMPARE(verdict.conclusion, PdfConclusion::Invalid);
    QCOMPARE(verdict.signatures.first().reason, reason);
    QVERIFY(verdict.signatures.first().signature.signer.isEmpty());
}

void PdfForgeryTest::everyByteCounts()
{
    const QByteArray good = PdfDraft({}, "Pay 100", 1024).sign(unit()).bytes();
    const qsizetype gap = good.lastIndexOf("/Contents<") + 9;
    const qsizetype behind = good.indexOf('>', gap) + 1;
    QCOMPARE(verdictOf(good).conclusion, PdfConclusion::Valid);
    for (qsizetype at = 0; at < good.size(); ++at) {
        QByteArray flipped = good;
        flipped[at] = static_cast<char>(flipped[at] ^ 1);
        const PdfVerdict verdict = verdictOf(flipped);
        if (at >= gap && at < behind) {
            // The value's own frame is under no signature, and says nothing: the signer is still the one who signed.
            if (verdict.conclusion == PdfConclusion::Valid)
                QVERIFY2(verdict.signatures.first().signature.certificate == m_unit.signer().certificate().toDer(),
                    QByteArray::number(at).constData());
            continue;
        }
        QVERIFY2(!isAccepted(verdict.conclusion), QByteArray::number(at).constData());
        if (at % 7 == 0)
            QVERIFY2(!isAccepted(verdictOf(good.left(at)).conclusion), QByteArray::number(at).constData());
    }
}

void PdfForgeryTest::anEarlierSignatureReadsAsChanged()
{
    const PdfDraft twice = PdfDraft().sign(unit()).addSignature(10).sign(m_program.signer(u"rsa"_s));
    const PdfVerdict verdict = verdictOf(twice.bytes());
    QCOMPARE(verdict.signatures.size(), 2);
    QCOMPARE(verdict.signatures.at(0).conclusion, PdfConclusion::Changed);
    QCOMPARE(verdict.signatures.at(0).reason, "pdf-signature.signed-later");
    QCOMPARE(verdict.signatures.at(0).signature.signer, u"江阴市人民政府办公室"_s);
    QCOMPARE(verdict.signatures.at(1).conclusion, PdfConclusion::SignerUnknown);
    QCOMPARE(verdict.conclusion, PdfConclusion::Changed);
}

void PdfForgeryTest::theSignersCertificateIsJudgedByOurTrust()
{
    const auto conclusionAt = [this](const crypto::KeySigner &signer, Instant claimed) {
        const PdfDraft draft =
            PdfDraft().sign([&](const QByteArray &content) { return sm2Cms(signer, claimed, content); });
        return verdictOf(draft.bytes()).signatures.first();
    };
    QCOMPARE(conclusionAt(m_unit.signer(), Hierarchy::days(400)).conclusion, PdfConclusion::SignerInvalid);
    QCOMPARE(conclusionAt(m_unit.signer(), Hierarchy::days(-9)).conclusion, PdfConclusion::SignerInvalid);
    Hierarchy elsewhere;
    const auto stranger = elsewhere.issue(u"别处"_s, u"11320281014033000A"_s, crypto::CertificatePurpose::Unit);
    const PdfSignatureFinding unknown = conclusionAt(*stranger, Hierarchy::now());
    QCOMPARE(unknown.conclusion, PdfConclusion::SignerUnknown);
    QCOMPARE(unknown.reason, "pdf-signature.signer-unknown");
    QCOMPARE(unknown.signature.signer, u"别处"_s);
}

void PdfForgeryTest::whatASignatureSaysIsTold()
{
    const Texts certified{"/Type/Sig", "/Filter/Adobe.PPKLite", "/SubFilter/adbe.pkcs7.detached",
        "/Reference[<</TransformMethod/DocMDP/TransformParams<</P 1>>>>]"};
    const auto verdict = verdictOf(PdfDraft(certified).sign(unit()).bytes());
    const render::Signature &signature = verdict.signatures.first().signature;
    QCOMPARE(signature.field, u"Signature1"_s);
    QCOMPARE(signature.issuer, u"江阴市公文交换运行证书"_s);
    QCOMPARE(signature.certification, 1);
    QCOMPARE(verdict.signatures.first().signedAt(), std::optional(Hierarchy::now()));
    QCOMPARE(signature.page, 0);
    // 200 by 60 points, 72 from the left and 660 from the bottom of 842.
    QCOMPARE(signature.box, (render::Box{25'400, 64'206, 70'556, 21'167}));
}

void PdfForgeryTest::anotherReaderSaysTheSame()
{
    const PdfDraft good = PdfDraft().sign(m_program.signer(u"rsa"_s));
    const QByteArray sound = toolOutput(u"pdfsig"_s, {u"-nocert"_s, u"%"_s}, good.bytes());
    QVERIFY2(sound.contains("Signature is Valid.") && sound.contains("Total document signed"), sound.constData());
    QCOMPARE(verdictOf(good.bytes()).conclusion, PdfConclusion::SignerUnknown);
    const PdfDraft added = PdfDraft(good).update({{Drawing, PdfDraft::drawing("Pay 900")}});
    const QByteArray more = toolOutput(u"pdfsig"_s, {u"-nocert"_s, u"%"_s}, added.bytes());
    QVERIFY2(more.contains("Signature is Valid.") && more.contains("Not total document signed"), more.constData());
    QCOMPARE(verdictOf(added.bytes()).conclusion, PdfConclusion::Changed);
    const QByteArray altered = replacedInPlace(good.bytes(), "Pay 100", "Pay 900");
    const QByteArray other = toolOutput(u"pdfsig"_s, {u"-nocert"_s, u"%"_s}, altered);
    QVERIFY2(other.contains("Digest Mismatch"), other.constData());
    QCOMPARE(verdictOf(altered).signatures.first().reason, "cms.digest");
}

void PdfForgeryTest::hostileFormsEnd()
{
    // A ring of fields, one that is its own parent, and more signatures than are read.
    PdfDraft ring;
    ring.update({{Form, "<</Fields[10 0 R 5 0 R]>>"}, {10, "<</T(a)/Kids[11 0 R]/Parent 11 0 R>>"},
        {11, "<</T(b)/Kids[10 0 R 11 0 R]/Parent 10 0 R/V 7 0 R>>"}});
    QVERIFY(!isAccepted(verdictOf(ring.bytes()).conclusion));
    QByteArray many = "<</Fields[";
    QMap<int, QByteArray> objects;
    for (int i = 0; i < 300; ++i) {
        objects.insert(100 + i, "<</FT/Sig/T(x)/V<</Type/Sig>>>>");
        many += QByteArray::number(100 + i) + " 0 R ";
    }
    objects.insert(Form, many + "]>>");
    const PdfVerdict verdict = verdictOf(PdfDraft().update(objects).bytes());
    QVERIFY(verdict.fault);
    QCOMPARE(verdict.fault->reason, "pdf-signature.count");
    QVERIFY(!isAccepted(verdict.conclusion));
    QByteArray deep = "<</FT/Sig/V<</Type/Sig>>>>";
    for (int i = 0; i < 2'000; ++i)
        deep = "<</Kids[" + deep + "]>>";
    QVERIFY(!isAccepted(verdictOf(PdfDraft().update({{Form, "<</Fields[" + deep + "]>>"}}).bytes()).conclusion));
}

QTEST_GUILESS_MAIN(PdfForgeryTest)
#include "PdfForgeryTest.moc"
