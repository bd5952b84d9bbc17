// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/sealing/PdfWork.h"

#include "client/core/profile/PinChange.h"
#include "client/core/profile/ProfileUnblocking.h"
#include "client/core/sealing/PdfFace.h"
#include "client/core/sealing/PdfKey.h"
#include "shared/base/FileLock.h"
#include "shared/crypto/KeyFile.h"
#include "shared/layout/PdfWriter.h"
#include "tests/client/core/SampleOffice.h"
#include "tests/client/core/sealing/PdfOffice.h"
#include "tests/shared/crypto/Hierarchy.h"
#include "tests/shared/layout/LayoutFixtures.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <future>
#include <sys/resource.h>

using namespace wenyi;
using namespace wenyi::core;
using namespace wenyi::tests;
using wenyi::core::tests::reasonOf;
using wenyi::core::tests::SampleOffice;
using namespace Qt::StringLiterals;

namespace {

/// No file of this process grows over a size while it lives: what a full disk does, for whoever writes.
class SmallDisk
{
public:
    explicit SmallDisk(rlim_t bytes)
    {
        getrlimit(RLIMIT_FSIZE, &m_before);
        m_signal = std::signal(SIGXFSZ, SIG_IGN);
        const rlimit small{bytes, m_before.rlim_max};
        setrlimit(RLIMIT_FSIZE, &small);
    }
    ~SmallDisk()
    {
        setrlimit(RLIMIT_FSIZE, &m_before);
        std::signal(SIGXFSZ, m_signal);
    }
    SmallDisk(const SmallDisk &) = delete;
    SmallDisk &operator=(const SmallDisk &) = delete;

private:
    rlimit m_before{};
    void (*m_signal)(int) = SIG_DFL;
};

RenderProcess::Settings settings()
{
    return {QStringLiteral(WENYI_BUILD_DIR "/client/render/wenyi-render"), RenderProcess::Containers::Never,
        std::chrono::seconds(20), 4};
}

void lock(const QString &path)
{
    const auto file = crypto::KeyFile::open(path, crypto::TakenSuites::Sm2AndP256);
    QVERIFY(file);
    for (int attempt = file->attemptsLeft(); attempt > 0; --attempt)
        QVERIFY(!file->unlock(SecretBytes(QByteArrayView("000000"))));
    QCOMPARE(file->attemptsLeft(), 0);
}

} // namespace

/// A PDF is signed into a file with a member's key file; the key's place in a profile.
class PdfWorkTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void whatIsWrittenIsValidForOthersToo();
    void nothingIsWrittenWithoutALivingKey_data();
    void nothingIsWrittenWithoutALivingKey();
    void aCancelledOneWritesNothing();
    void aFullDiskLeavesWhatWasThere();
    void aKeyIsTakenIntoItsOwnersProfileAlone();
    void aKeyFileTellsWhoseDesktopItLiesIn();
    void anOldListIsToldAndStopsNobody();
    void aLockedOneIsUnblockedLikeTheOthers();
    void theMembersPinChangesItToo();
    void aPictureIsNoUnitsSeal();

private:
    PdfOrder order(const crypto::TrustStore &trust, const QString &key = u"pdf.key"_s) const
    {
        PdfOrder made;
        made.pdf = m_pdf;
        made.keyFile = m_folder.filePath(key);
        made.target = m_folder.filePath(u"out/signed.pdf"_s);
        made.trust = {trust, Hierarchy::now()};
        return made;
    }
    Result<ViewedFileRef> sign(const PdfOrder &made, const QByteArray &pin = "135790") const
    {
        return signIntoFile(
            made, SecretBytes(pin), [] { return false; }, settings());
    }
    QStringList written() const { return QDir(m_folder.filePath(u"out"_s)).entryList(QDir::Files | QDir::Hidden); }
    bool makeKey(const QString &name, const crypto::KeySigner &signer)
    {
        return crypto::KeyFile::create(m_folder.filePath(name), signer.key(), signer.certificate(), SampleOffice::pin(),
            {crypto::KeyDerivationCost::Least}, m_random)
            .has_value();
    }

    QTemporaryDir m_folder;
    PdfOffice m_office;
    crypto::SystemRandom m_random;
    QByteArray m_pdf;
};

void PdfWorkTest::initTestCase()
{
    const layout::DocumentScene scene{u"样张"_s, {pageWith(u"关于防汛工作的通知"_s)}};
    m_pdf = layout::writePdf(scene, {u"样张"_s, {}, QDateTime({2004, 6, 18}, {9, 30}, Qt::UTC), {}}).value();
    QVERIFY(QDir(m_folder.path()).mkdir(u"out"_s));
    QVERIFY(makeKey(u"pdf.key"_s, m_office.signer()));
}

void PdfWorkTest::whatIsWrittenIsValidForOthersToo()
{
    const PdfOrder made = order(m_office.trust());
    const auto file = sign(made);
    QVERIFY2(file, reasonOf(file).constData());
    QCOMPARE((*file)->signatures()->conclusion, PdfConclusion::Valid);
    const QByteArray product = readBounded(made.target, 1 << 24).value();
    QVERIFY(product.startsWith(m_pdf));
    const QString words = pdfsigWords(product, m_office.root().certificate());
    QVERIFY2(
        words.contains(u"Signature is Valid."_s) && words.contains(u"Certificate is Trusted."_s), qPrintable(words));
    QVERIFY(toolOutput(u"qpdf"_s, {u"--check"_s, u"%"_s}, product).contains("No syntax or stream encoding errors"));
    QVERIFY(QFile::remove(made.target));
}

void PdfWorkTest::nothingIsWrittenWithoutALivingKey_data()
{
    QTest::addColumn<QByteArray>("reason");
    for (const char *reason : {"key-file.pin", "certificate.revoked", "certificate.suspended", "certificate.expired",
             "file.missing", "key-file.damaged"})
        QTest::newRow(reason) << QByteArray(reason);
}

void PdfWorkTest::nothingIsWrittenWithoutALivingKey()
{
    QFETCH(QByteArray, reason);
    crypto::TrustStore trust = m_office.trust();
    const auto revoke = [&](crypto::RevocationReason why) {
        const QByteArray serial = m_office.signer().certificate().serialNumber();
        return trust.addRevocationList(*m_office.root().revocationList(
            {{serial, Hierarchy::days(-1), why}}, 2, Hierarchy::now(), Hierarchy::days(30)));
    };
    PdfOrder made = order(trust);
    QByteArray pin = "135790";
    if (reason == "key-file.pin")
        pin = "000000";
    else if (reason == "certificate.revoked")
        QVERIFY(revoke(crypto::RevocationReason::KeyCompromise));
    else if (reason == "certificate.suspended")
        QVERIFY(revoke(crypto::RevocationReason::CertificateHold));
    else if (reason == "file.missing")
        made.keyFile += u"x"_s;
    else if (reason == "key-file.damaged")
        made.keyFile = m_folder.filePath(u"damaged.key"_s);
    QVERIFY(writeDurably(m_folder.filePath(u"damaged.key"_s), "no key"));
    made.trust = {trust, reason == "certificate.expired" ? Hierarchy::days(701) : Hierarchy::now()};
    QCOMPARE(reasonOf(sign(made, pin)), reason);
    QCOMPARE(written(), QStringList());
}

void PdfWorkTest::aCancelledOneWritesNothing()
{
    const auto file = signIntoFile(
        order(m_office.trust()), SampleOffice::pin(), [] { return true; }, settings());
    QCOMPARE(reasonOf(file), QByteArray("pdf-sign.cancelled"));
    QCOMPARE(written(), QStringList());
    // Nor does one that is cancelled while the product is looked at.
    int asked = 0;
    const auto late = signIntoFile(
        order(m_office.trust()), SampleOffice::pin(), [&asked] { return ++asked > 1; }, settings());
    QCOMPARE(reasonOf(late), QByteArray("pdf-sign.cancelled"));
    QCOMPARE(written(), QStringList());
}

void PdfWorkTest::aFullDiskLeavesWhatWasThere()
{
    const PdfOrder made = order(m_office.trust());
    for (const QByteArray &before : {QByteArray(), QByteArray("somebody's work")}) {
        if (!before.isEmpty())
            QVERIFY(writeDurably(made.target, before));
        const QStringList files = written();
        {
            const SmallDisk full(static_cast<rlim_t>(m_pdf.size()));
            const auto file = sign(made);
            QVERIFY(!file);
            QCOMPARE(file.error().code, ErrorCode::StorageFailure);
        }
        QCOMPARE(written(), files);
        QCOMPARE(readBounded(made.target, 1 << 24).value_or(QByteArray()), before);
    }
    QVERIFY(QFile::remove(made.target));
    PdfOrder nowhere = made;
    nowhere.target = m_folder.filePath(u"no such folder/signed.pdf"_s);
    QVERIFY(!sign(nowhere));
    QVERIFY(!QDir(m_folder.filePath(u"no such folder"_s)).exists());
}

void PdfWorkTest::aKeyIsTakenIntoItsOwnersProfileAlone()
{
    SampleOffice office;
    const auto desktop = office.domain().desktopOf(u"市政府办/clerk"_s).value();
    const Profile profile = Profile::open(desktop.first).value();
    const MemberId member = desktop.second;
    const auto issued = [this](const QString &id, int from = -5, int until = 700) {
        auto key = *crypto::PrivateKey::generate(crypto::Suite::EcdsaP256WithSha256);
        auto certificate = *m_office.root().issue({u"某某"_s, {}, id}, crypto::CertificatePurpose::PdfSigner,
            key.publicKey(), Hierarchy::days(from), Hierarchy::days(until), m_random);
        return crypto::KeySigner(std::move(key), std::move(certificate));
    };
    const auto take = [&](const crypto::KeySigner &signer, const QByteArray &pin, const MemberId &whose) {
        return reasonOf(takePdfKey(profile, whose, signer.key(), signer.certificate(), SecretBytes(pin), m_random));
    };
    QVERIFY(pdfKeyOf(profile, member).isEmpty());
    Hierarchy hierarchy;
    const auto own = hierarchy.issue(u"某某"_s, member.toString(), crypto::CertificatePurpose::Member);
    QCOMPARE(take(*own, "135790", member), QByteArray("pdf-key.certificate"));
    const auto signer = issued(member.toString());
    QCOMPARE(take(issued(u"somebody"_s), "135790", member), QByteArray("pdf-key.other-owner"));
    QCOMPARE(take(signer, "246813", member), QByteArray("pdf-key.other-pin"));
    QCOMPARE(take(signer, "135790", MemberId(u"nobody"_s)), QByteArray("domain.no-such-member"));
    QVERIFY(pdfKeyOf(profile, member).isEmpty());
    QCOMPARE(take(issued(profile.unit.toString()), "135790", member), QByteArray());
    QCOMPARE(pdfKeyOf(profile, member), profile.memberPath(member, u"pdf.key"));
    QCOMPARE(take(signer, "135790", member), QByteArray("key-file.exists"));
    // Renewed in its place, for the same owner, once no PIN is being changed; what was locked before is not.
    const QString path = pdfKeyOf(profile, member);
    lock(path);
    const auto renewed = issued(profile.unit.toString());
    auto change = std::make_unique<FileLock>(profile.memberFolder(member) + u"/pin-change.lock"_s);
    QVERIFY(change->acquire({}));
    auto taken = std::async(std::launch::async, [&] { return take(renewed, "135790", member); });
    QCOMPARE(taken.wait_for(std::chrono::seconds(1)), std::future_status::timeout);
    change.reset();
    QCOMPARE(taken.get(), QByteArray());
    const auto key = openPdfKey(path, SampleOffice::pin());
    QVERIFY2(key, reasonOf(key).constData());
    QCOMPARE((*key)->certificate(), renewed.certificate());
    // Where the certificate has ended, another owner's too.
    QCOMPARE(take(issued(profile.unit.toString(), -9, -7), "135790", member), QByteArray());
    QCOMPARE(take(signer, "135790", member), QByteArray());
    QCOMPARE(take(issued(profile.unit.toString()), "135790", member), QByteArray("key-file.exists"));
    // Whoever unlocks the desktop is not hindered by it, and no act opens it as a key of another purpose.
    const auto workspace = office.unlock(u"市政府办/clerk"_s);
    QVERIFY(workspace);
    QCOMPARE(
        reasonOf(workspace->openKey(keyfile::PdfSigning, SampleOffice::pin())), QByteArray("key-file.other-suite"));
}

void PdfWorkTest::aKeyFileTellsWhoseDesktopItLiesIn()
{
    SampleOffice office;
    const auto desktop = office.domain().desktopOf(u"市政府办/clerk"_s).value();
    const Profile profile = Profile::open(desktop.first).value();
    const QString key = profile.memberPath(desktop.second, keyfile::PersonalSigning);
    const QString link = m_folder.filePath(u"link.key"_s);
    QVERIFY(QFile::link(key, link));
    for (const QString &path : {key, link}) {
        const auto owner = ownerOfKeyFile(path);
        QVERIFY2(owner, reasonOf(owner).constData());
        QVERIFY(owner->has_value());
        QCOMPARE((*owner)->member.toString(), desktop.second.toString());
        QVERIFY(Profile::open((*owner)->profile));
    }
    for (const QString &elsewhere :
        {m_folder.filePath(u"pdf.key"_s), profile.path(u"profile.json"_s), key + u"x"_s, QString()}) {
        const auto owner = ownerOfKeyFile(elsewhere);
        QVERIFY2(owner, reasonOf(owner).constData());
        QVERIFY(!owner->has_value());
    }
}

void PdfWorkTest::anOldListIsToldAndStopsNobody()
{
    const crypto::Certificate &certificate = m_office.signer().certificate();
    const QString key = m_folder.filePath(u"pdf.key"_s);
    crypto::TrustStore trust = m_office.trust();
    QVERIFY(trust.addRevocationList(*m_office.root().revocationList({}, 2, Hierarchy::now(), Hierarchy::days(30))));
    const QList<std::pair<int, RevocationAge::State>> days{{0, RevocationAge::State::Current},
        {29, RevocationAge::State::Current}, {31, RevocationAge::State::Overdue}, {46, RevocationAge::State::TooOld}};
    for (const auto &[day, state] : days) {
        const PdfTrust then{trust, Hierarchy::days(day)};
        const auto age = pdfListAge(certificate, then);
        QVERIFY(age);
        QVERIFY2(age->state == state, QByteArray::number(day).constData());
        QVERIFY(age->issued == Hierarchy::now() && age->due == Hierarchy::days(30));
        QCOMPARE(pdfListAge(key, then), age);
        QCOMPARE(reasonOf(checkPdfSigner(certificate, then)), QByteArray());
    }
    // Of an authority that nobody here knows there is no list that could be old.
    QVERIFY(!pdfListAge(certificate, {crypto::TrustStore(), Hierarchy::now()}));
    QVERIFY(!pdfListAge(m_folder.filePath(u"none.key"_s), {trust, Hierarchy::days(31)}));
}

void PdfWorkTest::aLockedOneIsUnblockedLikeTheOthers()
{
    SampleOffice office;
    const auto desktop = office.domain().desktopOf(u"市政府办/clerk"_s).value();
    const Profile profile = Profile::open(desktop.first).value();
    const QString path = profile.memberPath(desktop.second, keyfile::PdfSigning);
    const crypto::KeySigner &signer = m_office.signer();
    QVERIFY(crypto::KeyFile::create(
        path, signer.key(), signer.certificate(), SampleOffice::pin(), {crypto::KeyDerivationCost::Least}, m_random));
    lock(path);
    QCOMPARE(lockedKeys(profile, desktop.second), QStringList{u"pdf.key"_s});
    const auto bytes = requestUnblocking(profile, desktop.second, keyfile::PdfSigning, m_random);
    QVERIFY2(bytes, reasonOf(bytes).constData());
    const auto request = UnblockRequest::fromBytes(*bytes);
    QVERIFY2(request, reasonOf(request).constData());
    QCOMPARE(request->certificate, signer.certificate());
    // A bad permission gets as far as the file.
    QCOMPARE(reasonOf(takePermission(profile, desktop.second, "none", office.environment().clock.now())),
        QByteArray("unblock.permission-form"));
}

void PdfWorkTest::theMembersPinChangesItToo()
{
    const QTemporaryDir folder;
    Hierarchy hierarchy;
    const auto own = hierarchy.issue(u"王小明"_s, u"wang"_s, crypto::CertificatePurpose::Member);
    const auto create = [&](QStringView name, const crypto::KeySigner &signer) {
        return crypto::KeyFile::create(folder.filePath(name.toString()), signer.key(), signer.certificate(),
            SampleOffice::pin(), {crypto::KeyDerivationCost::Least}, m_random)
            .has_value();
    };
    QVERIFY(create(keyfile::PersonalEncryption, *own) && create(keyfile::PdfSigning, m_office.signer()));
    const SecretBytes next(QByteArrayView("江阴2026"));
    const auto changed = changePin(folder.path(), SampleOffice::pin(), next, m_random);
    QVERIFY2(changed, reasonOf(changed).constData());
    QCOMPARE(*changed, QStringList({u"encrypt.key"_s, u"pdf.key"_s}));
    QVERIFY(openPdfKey(folder.filePath(u"pdf.key"_s), next));
    QCOMPARE(reasonOf(openPdfKey(folder.filePath(u"pdf.key"_s), SampleOffice::pin())), QByteArray("key-file.pin"));
}

void PdfWorkTest::aPictureIsNoUnitsSeal()
{
    const auto face = readPdfFace(pngOf(200, 100, 0xff0000c0), settings());
    QVERIFY2(face, reasonOf(face).constData());
    QCOMPARE(face->width, 42.0);
    QCOMPARE(face->height, 21.0);
    QCOMPARE(face->pixels.size(), QSize(200, 100));
    QVERIFY(!readPdfFace("no picture", settings()));
    SampleOffice office;
    const auto keeper = office.domain().desktopOf(u"市政府办/sealkeeper"_s).value();
    const QByteArray seal =
        readBounded(Profile::open(keeper.first)->memberPath(keeper.second, keyfile::SealData), 1 << 24).value();
    QCOMPARE(reasonOf(readPdfFace(seal, settings())), QByteArray("pdf-sign.unit-seal"));
}

QTEST_GUILESS_MAIN(PdfWorkTest)
#include "PdfWorkTest.moc"
