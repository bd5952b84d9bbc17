// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/directory/Directory.h"

#include "shared/base/CborReader.h"
#include "shared/base/CborWriter.h"
#include "shared/crypto/Sm3.h"
#include "shared/crypto/SystemRandom.h"
#include "shared/directory/DirectoryCodec.h"
#include "tests/shared/directory/SampleDomain.h"

#include <QTest>

#include <functional>

using namespace wenyi;
using namespace wenyi::directory;
using namespace Qt::StringLiterals;
using crypto::CertificatePurpose;
using tests::Hierarchy;

using Change = std::function<void(tests::SampleDomain &, DirectoryContent &)>;
Q_DECLARE_METATYPE(Change)

class DirectoryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everythingComesBackFromSignedBytes();
    void findsByCodeNameAliasIdAndKey();
    void membersComeByRank();
    void namesResolveToUnitsThatStillExist();
    void unresolvableNamesAreRefused();
    void everyBitOfTheBytesCounts();
    void refusesEveryTruncation();
    void refusesSizesOverTheLimit();
    void onlyTheOperatingAuthoritySigns();
    void refusesASignatureOfAnotherHierarchy();
    void refusesCertificatesThatAreNotTheirOwners_data();
    void refusesCertificatesThatAreNotTheirOwners();
    void refusesCertificatesThatDoNotHold();
    void bringsTheRevocationsOfItsTime();
    void laterExpiryOfOneCertificateLeavesTheDirectoryUsable();
    void retiredUnitsMayHaveCertificatesThatEnded();
    void refusesWhatBreaksTheRulesEvenIfSigned();
    void refusesOneFromTheFuture();
    void noLaterOneBringsARevokedSealBack();
    void readsTheFormOfBefore();
    void theAuthorityForPdfsComesInAFormOfItsOwn();
    void onlyARootForPdfsIsTaken_data();
    void onlyARootForPdfsIsTaken();
    void tellsWhenANewerOneIsOverdue();

private:
    Result<Directory> open(const DirectoryContent &content, Instant at = Hierarchy::now())
    {
        WENYI_TRY(const QByteArray bytes, Directory::sign(content, m_domain.authority()));
        return Directory::open(bytes, m_domain.hierarchy().trust(), at);
    }
    /// Signs whatever it is given, as an authority gone wrong would.
    QByteArray signUnchecked(const QByteArray &content, crypto::Signer &signer)
    {
        CborWriter inner;
        inner.startArray(3);
        inner.text(u"wenyi.directory");
        inner.unsignedInteger(1);
        inner.bytes(content);
        inner.endArray();
        CborWriter out;
        out.startArray(4);
        out.unsignedInteger(1);
        out.bytes(content);
        out.bytes(signer.certificate().toDer());
        out.bytes(*signer.sign(inner.take()));
        out.endArray();
        return out.take();
    }
    QByteArray reasonOfOpening(const QByteArray &bytes)
    {
        const auto opened = Directory::open(bytes, m_domain.hierarchy().trust(), Hierarchy::now());
        return opened ? QByteArray("opens") : opened.error().reason;
    }

    PdfAuthority pdfAuthority(quint64 number, const QList<crypto::RevokedCertificate> &revoked = {})
    {
        return {m_forPdfs.certificate().toDer(),
            *m_forPdfs.revocationList(revoked, number, Hierarchy::now(), Hierarchy::days(30))};
    }

    tests::SampleDomain m_domain;
    crypto::SystemRandom m_random;
    crypto::CertificateAuthority m_forPdfs = *crypto::CertificateAuthority::createRoot({u"PDF签名CA"_s, {}, {}},
        Hierarchy::days(-10), Hierarchy::days(3650), m_random, crypto::Suite::EcdsaP256WithSha256);
};

void DirectoryTest::everythingComesBackFromSignedBytes()
{
    const auto directory = open(m_domain.content());
    QVERIFY2(directory, directory ? "" : qPrintable(describe(directory.error())));
    QCOMPARE(encodeContent(directory->content()), encodeContent(m_domain.content()));
    QCOMPARE(directory->digest(), crypto::sm3(directory->bytes()));
    QCOMPARE(reasonOfOpening(directory->bytes()), "opens");
    const Member *member = directory->member(MemberId(u"zhou"_s));
    QVERIFY(member && member->has(Role::Leader) && member->has(Role::Supervisor) && !member->has(Role::Clerk));
    QCOMPARE(directory->desktop(DesktopId(u"cjz-1"_s))->connection, Connection::Standalone);
    QCOMPARE(directory->unit(UnitCode(u"jyczj"_s))->parent, UnitCode(u"jyzf"_s));
    const crypto::Certificate *certificate = directory->certificate(member->signingCertificate);
    QVERIFY(certificate);
    QCOMPARE(certificate->subjectId(), u"zhou"_s);
    QVERIFY(!directory->certificate("unknown"));
}

void DirectoryTest::findsByCodeNameAliasIdAndKey()
{
    const auto directory = open(m_domain.content());
    const Unit *finance = directory->unit(UnitCode(u"jyczj"_s));
    QVERIFY(finance);
    for (const QString &name : {u"江阴市财政局"_s, u"市财政局"_s, u"财政局"_s})
        QCOMPARE(directory->unitNamed(name), finance);
    QVERIFY(!directory->unitNamed(u"各有关单位"_s));
    QVERIFY(!directory->unit(UnitCode(u"x"_s)));
    QVERIFY(!directory->member(MemberId(u"x"_s)));
    const Desktop &desktop = directory->content().desktops[1];
    QCOMPARE(directory->desktopOfKey(desktop.curveKey), &desktop);
    QVERIFY(!directory->desktopOfKey(QByteArray(32, 'x')));
    QCOMPARE(directory->sealOf(crypto::sm3("the seal's bytes"))->id, SealId(u"32028100000001"_s));
    QVERIFY(!directory->sealOf(crypto::sm3("another")));
}

void DirectoryTest::membersComeByRank()
{
    const auto directory = open(m_domain.content());
    QStringList names;
    for (const Member *member : directory->membersOf(UnitCode(u"jyzf"_s)))
        names.append(member->name);
    QCOMPARE(names, QStringList({u"周正"_s, u"孙玉"_s, u"王小明"_s}));
    QVERIFY(directory->membersOf(UnitCode(u"cjz"_s)).isEmpty());
}

void DirectoryTest::namesResolveToUnitsThatStillExist()
{
    DirectoryContent content = m_domain.content();
    content.units[2].state = UnitState::Retired;
    content.units[2].successor = UnitCode(u"jyczj"_s);
    const auto directory = open(content);
    QVERIFY(directory);
    const QList<UnitCode> finance{UnitCode(u"jyczj"_s)};
    QCOMPARE(*directory->resolve(u"财政局"_s), finance);
    QCOMPARE(*directory->resolve(u"澄江镇人民政府"_s), finance);
    QCOMPARE(*directory->resolve(u"各有关单位"_s), finance); // The successor once, though two stand in the group.
    content = m_domain.content();
    QCOMPARE(*open(content)->resolve(u"各有关单位"_s), QList({UnitCode(u"jyczj"_s), UnitCode(u"cjz"_s)}));
}

void DirectoryTest::unresolvableNamesAreRefused()
{
    DirectoryContent content = m_domain.content();
    content.units[2].state = UnitState::Retired;
    const auto directory = open(content);
    QCOMPARE(directory->resolve(u"江阴市水利局"_s).error().reason, "directory.unknown-name");
    QCOMPARE(directory->resolve(u"澄江镇人民政府"_s).error().reason, "directory.retired");
    QCOMPARE(directory->resolve(u"各有关单位"_s).error().reason, "directory.retired");
}

void DirectoryTest::everyBitOfTheBytesCounts()
{
    const QByteArray bytes = *Directory::sign(m_domain.content(), m_domain.authority());
    for (qsizetype at = 0; at < bytes.size(); at += at < 100 || at > bytes.size() - 600 ? 1 : 37) {
        QByteArray altered = bytes;
        altered[at] = static_cast<char>(altered[at] ^ (1 << (at % 8)));
        QVERIFY2(reasonOfOpening(altered) != "opens", QByteArray::number(at).constData());
    }
}

void DirectoryTest::refusesEveryTruncation()
{
    const QByteArray bytes = *Directory::sign(m_domain.content(), m_domain.authority());
    for (qsizetype size = 0; size < bytes.size(); size += size < 300 ? 1 : 41)
        QVERIFY(reasonOfOpening(bytes.left(size)) != "opens");
    QCOMPARE(reasonOfOpening(bytes + '\0'), "cbor.trailing-bytes");
    const QByteArray content = encodeContent(m_domain.content());
    for (qsizetype size = 0; size < content.size(); size += size < 300 ? 1 : 41)
        QVERIFY(!decodeContent(content.left(size)));
}

void DirectoryTest::refusesSizesOverTheLimit()
{
    QCOMPARE(reasonOfOpening(QByteArray((64 << 20) + 1, '\0')), "directory.size");
    QCOMPARE(reasonOfOpening(QByteArray::fromHex("84015bffffffffffffffff")), "cbor.string-too-long");
    DirectoryContent content = m_domain.content();
    content.units[0].signingCertificate = QByteArray(17 * 1024, 'x');
    QCOMPARE(decodeContent(encodeContent(content)).error().reason, "cbor.string-too-long");
}

void DirectoryTest::onlyTheOperatingAuthoritySigns()
{
    const auto unit = m_domain.hierarchy().issue(u"江阴市财政局"_s, u"jyczj"_s, CertificatePurpose::Unit);
    QCOMPARE(Directory::sign(m_domain.content(), *unit).error().reason, "directory.signer");
    QCOMPARE(reasonOfOpening(signUnchecked(encodeContent(m_domain.content()), *unit)), "directory.signer");
}

void DirectoryTest::refusesASignatureOfAnotherHierarchy()
{
    tests::SampleDomain other;
    QCOMPARE(reasonOfOpening(*Directory::sign(other.content(), other.authority())), "directory.signer");
    // The right certificate over another's signature.
    const QByteArray content = encodeContent(m_domain.content());
    crypto::KeySigner impostor(*crypto::PrivateKey::fromPkcs8(other.hierarchy().operating().key().toPkcs8()),
        m_domain.authority().certificate());
    QCOMPARE(reasonOfOpening(signUnchecked(content, impostor)), "directory.signature");
}

void DirectoryTest::refusesCertificatesThatAreNotTheirOwners_data()
{
    QTest::addColumn<Change>("change");
    const auto row = [](const char *name, Change change) { QTest::newRow(name) << change; };
    row("unit's of another code", [](auto &, auto &content) {
        std::swap(content.units[0].signingCertificate, content.units[1].signingCertificate);
    });
    row("unit's two exchanged", [](auto &, auto &content) {
        std::swap(content.units[0].signingCertificate, content.units[0].encryptionCertificate);
    });
    row("member's of another", [](auto &, auto &content) {
        std::swap(content.members[0].signingCertificate, content.members[1].signingCertificate);
    });
    row("member's encryption of another", [](auto &, auto &content) {
        std::swap(content.members[0].encryptionCertificate, content.members[1].encryptionCertificate);
    });
    row("desktop's of another",
        [](auto &, auto &content) { std::swap(content.desktops[0].certificate, content.desktops[1].certificate); });
    row("server's that is a desktop's", [](auto &domain, auto &content) {
        content.server.certificate = domain.certificate(u"server"_s, CertificatePurpose::Desktop);
    });
    row("missing", [](auto &, auto &content) { content.members[0].signingCertificate.clear(); });
    row("damaged", [](auto &, auto &content) { content.members[0].signingCertificate.chop(1); });
}

void DirectoryTest::refusesCertificatesThatAreNotTheirOwners()
{
    QFETCH(Change, change);
    DirectoryContent content = m_domain.content();
    change(m_domain, content);
    QCOMPARE(Directory::sign(content, m_domain.authority()).error().reason, "directory.certificate");
    QCOMPARE(reasonOfOpening(signUnchecked(encodeContent(content), m_domain.authority())), "directory.certificate");
}

void DirectoryTest::refusesCertificatesThatDoNotHold()
{
    tests::SampleDomain other;
    DirectoryContent content = m_domain.content();
    content.members[0].signingCertificate = other.certificate(u"wang"_s, CertificatePurpose::Member);
    QCOMPARE(open(content).error().reason, "directory.certificate");

    content = m_domain.content();
    content.members[0].signingCertificate =
        m_domain.certificate(u"wang"_s, CertificatePurpose::Member, Hierarchy::days(-1));
    QCOMPARE(open(content).error().reason, "directory.certificate");

    const auto certificate = crypto::Certificate::fromDer(m_domain.content().members[0].signingCertificate);
    crypto::TrustStore trust = m_domain.hierarchy().trust();
    QVERIFY(trust.addRevocationList(*m_domain.hierarchy().operating().revocationList(
        {{certificate->serialNumber(), Hierarchy::days(-1)}}, 1, Hierarchy::now(), Hierarchy::days(30))));
    // One that was revoked does not take everybody's addresses with it; whoever relies on it is refused.
    const QByteArray bytes = *Directory::sign(m_domain.content(), m_domain.authority());
    QVERIFY(Directory::open(bytes, trust, Hierarchy::now()));
    QCOMPARE(
        trust.verify(*certificate, CertificatePurpose::Member, Hierarchy::now()).error().reason, "certificate.revoked");
}

void DirectoryTest::bringsTheRevocationsOfItsTime()
{
    const auto certificate = *crypto::Certificate::fromDer(m_domain.content().members[0].signingCertificate);
    const auto list = [&](const QList<crypto::RevokedCertificate> &revoked, quint64 number) {
        return *m_domain.hierarchy().operating().revocationList(revoked, number, Hierarchy::now(), Hierarchy::days(30));
    };
    const QByteArray newer = list({{certificate.serialNumber(), Hierarchy::days(-1)}}, 2);
    DirectoryContent content = m_domain.content();
    content.revocationList = newer;
    const auto opened = open(content);
    QVERIFY2(opened, qPrintable(opened ? QString() : describe(opened.error())));
    QCOMPARE(opened->content().revocationList, newer);
    crypto::TrustStore trust = m_domain.hierarchy().trust();
    QVERIFY(trust.verify(certificate, CertificatePurpose::Member, Hierarchy::now()));
    QVERIFY(opened->addRevocationsTo(trust));
    QCOMPARE(
        trust.verify(certificate, CertificatePurpose::Member, Hierarchy::now()).error().reason, "certificate.revoked");
    // An older directory takes nothing back.
    content.revocationList = list({}, 1);
    QVERIFY(open(content)->addRevocationsTo(trust));
    QVERIFY(!trust.verify(certificate, CertificatePurpose::Member, Hierarchy::now()));
    content.revocationList = newer.chopped(1);
    QCOMPARE(open(content).error().reason, "directory.revocation-list");
    tests::SampleDomain other;
    content.revocationList =
        *other.hierarchy().operating().revocationList({}, 9, Hierarchy::now(), Hierarchy::days(30));
    QCOMPARE(open(content).error().reason, "directory.revocation-list");
}

void DirectoryTest::laterExpiryOfOneCertificateLeavesTheDirectoryUsable()
{
    QVERIFY(open(m_domain.content(), Hierarchy::days(400))); // Every member's has ended by then.
    QCOMPARE(open(m_domain.content(), Hierarchy::days(4000)).error().reason, "directory.signer");
}

void DirectoryTest::retiredUnitsMayHaveCertificatesThatEnded()
{
    DirectoryContent content = m_domain.content();
    content.units[2].signingCertificate = m_domain.certificate(u"cjz"_s, CertificatePurpose::Unit, Hierarchy::days(-1));
    QCOMPARE(open(content).error().reason, "directory.certificate");
    content.units[2].state = UnitState::Retired;
    QVERIFY(open(content));
    tests::SampleDomain other;
    content.units[2].signingCertificate = other.certificate(u"cjz"_s, CertificatePurpose::Unit);
    QCOMPARE(open(content).error().reason, "directory.certificate");
}

void DirectoryTest::refusesWhatBreaksTheRulesEvenIfSigned()
{
    DirectoryContent content = m_domain.content();
    content.members[3].roles.append(Role::Auditor);
    QCOMPARE(Directory::sign(content, m_domain.authority()).error().reason, "directory.three-officers");
    QCOMPARE(reasonOfOpening(signUnchecked(encodeContent(content), m_domain.authority())), "directory.three-officers");
    QCOMPARE(reasonOfOpening(signUnchecked("no content", m_domain.authority())), "cbor.type");
}

void DirectoryTest::refusesOneFromTheFuture()
{
    QVERIFY(open(m_domain.content(), Hierarchy::days(-1)));
    QCOMPARE(open(m_domain.content(), Hierarchy::days(-2)).error().reason, "directory.from-future");
}

/// T04 `directory_expired`: it goes on being read, and that it is too old is told.
void DirectoryTest::noLaterOneBringsARevokedSealBack()
{
    const DirectoryContent clean = m_domain.content();
    DirectoryContent content = clean;
    const Instant lost = content.issuedAt - std::chrono::hours(30);
    content.seals[0].withdrawals = {{SealState::Revoked, lost, content.issuedAt, WithdrawalReason::Lost, {}}};
    content.version = clean.version + 1;
    const auto revoking = open(content);
    QVERIFY(revoking);
    QCOMPARE(revoking->content().seals[0].withdrawal()->since, lost);
    QVERIFY(revoking->checkSucceeds(*open(clean)));
    // The old directory once more, and the same under a higher version as an authority gone wrong would sign it.
    QCOMPARE(open(clean)->checkSucceeds(*revoking).error().reason, "directory.older");
    DirectoryContent reviving = clean;
    reviving.version = content.version + 1;
    QCOMPARE(open(reviving)->checkSucceeds(*revoking).error().reason, "directory.seal-revived");
    reviving.seals.clear();
    QCOMPARE(open(reviving)->checkSucceeds(*revoking).error().reason, "directory.seal-left-out");
}

/// Form 2: six fields a seal, of which the last says active or revoked.
void DirectoryTest::readsTheFormOfBefore()
{
    DirectoryContent content = m_domain.content();
    const QList<RegisteredSeal> seals = content.seals;
    content.seals.clear();
    content.revocationList.clear();
    const QByteArray head = encodeContent(content).chopped(2); // Without the empty lists of seals and revocations.
    for (const quint64 state : {0, 1, 2}) {
        CborWriter list;
        list.startArray(1);
        list.startArray(6);
        list.id(seals[0].id);
        list.id(seals[0].unit);
        list.text(seals[0].name);
        list.digest(seals[0].digest);
        list.id(seals[0].keeper);
        list.unsignedInteger(state);
        list.endArray();
        list.endArray();
        QByteArray old = head + list.take() + QByteArray("\x40", 1);
        QCOMPARE(old.at(1), '\x03');
        old[1] = '\x02';
        const auto opened =
            Directory::open(signUnchecked(old, m_domain.authority()), m_domain.hierarchy().trust(), Hierarchy::now());
        QCOMPARE(opened.has_value(), state < 2);
        if (!opened)
            continue;
        const RegisteredSeal &seal = opened->content().seals[0];
        QCOMPARE(seal.digest, seals[0].digest);
        QCOMPARE(seal.state(), state == 0 ? SealState::Active : SealState::Revoked);
        QVERIFY(state == 0 || !seal.withdrawal()->since);
        // What was read goes on in the new form.
        QVERIFY(decodeContent(encodeContent(opened->content()))->seals[0].withdrawals == seal.withdrawals);
        old[1] = '\x01';
        QCOMPARE(decodeContent(old).error().reason, "directory.version-form");
    }
}

void DirectoryTest::theAuthorityForPdfsComesInAFormOfItsOwn()
{
    DirectoryContent content = m_domain.content();
    QCOMPARE(encodeContent(content).at(1), '\x03');
    content.pdfAuthority = pdfAuthority(1);
    QCOMPARE(encodeContent(content).at(1), '\x04');
    const auto opened = open(content);
    QVERIFY2(opened, qPrintable(opened ? QString() : describe(opened.error())));
    QCOMPARE(opened->content().pdfAuthority, content.pdfAuthority);
    const auto key = *crypto::PrivateKey::generate(crypto::Suite::EcdsaP256WithSha256);
    const auto signer = *m_forPdfs.issue({u"市政府办"_s, {}, u"jyzf"_s}, CertificatePurpose::PdfSigner, key.publicKey(),
        Hierarchy::days(-5), Hierarchy::days(700), m_random);
    crypto::TrustStore trust = m_domain.hierarchy().trust();
    QCOMPARE(trust.verifySigner(signer, Hierarchy::now()).error().reason, QByteArray("certificate.chain"));
    opened->addPdfAuthorityTo(trust);
    QCOMPARE(*trust.verifySigner(signer, Hierarchy::now()), crypto::RevocationKnowledge::NotRevoked);
    content.pdfAuthority = pdfAuthority(2, {{signer.serialNumber(), Hierarchy::days(-1)}});
    crypto::TrustStore later = m_domain.hierarchy().trust();
    open(content)->addPdfAuthorityTo(later);
    QCOMPARE(later.verifySigner(signer, Hierarchy::now()).error().reason, QByteArray("certificate.revoked"));
    // Before a list was published nobody knows, and the root of one that was left out is unknown again.
    content.pdfAuthority->revocationList.clear();
    crypto::TrustStore without = m_domain.hierarchy().trust();
    open(content)->addPdfAuthorityTo(without);
    QCOMPARE(*without.verifySigner(signer, Hierarchy::now()), crypto::RevocationKnowledge::Unknown);
}

void DirectoryTest::onlyARootForPdfsIsTaken_data()
{
    QTest::addColumn<PdfAuthority>("authority");
    const PdfAuthority whole = pdfAuthority(1);
    QTest::newRow("nothing") << PdfAuthority{};
    QTest::newRow("an SM2 root") << PdfAuthority{m_domain.hierarchy().root().certificate().toDer(), {}};
    const auto key = *crypto::PrivateKey::generate(crypto::Suite::EcdsaP256WithSha256);
    const auto signer = *m_forPdfs.issue({u"市政府办"_s, {}, u"jyzf"_s}, CertificatePurpose::PdfSigner, key.publicKey(),
        Hierarchy::days(-5), Hierarchy::days(700), m_random);
    QTest::newRow("a signer") << PdfAuthority{signer.toDer(), {}};
    const auto other = *crypto::CertificateAuthority::createRoot({u"PDF签名CA"_s, {}, {}}, Hierarchy::days(-10),
        Hierarchy::days(3650), m_random, crypto::Suite::EcdsaP256WithSha256);
    QTest::newRow("another's list") << PdfAuthority{
        whole.certificate, *other.revocationList({}, 1, Hierarchy::now(), Hierarchy::days(30))};
    QTest::newRow("the operating CA's list") << PdfAuthority{whole.certificate,
        *m_domain.hierarchy().operating().revocationList({}, 1, Hierarchy::now(), Hierarchy::days(30))};
}

void DirectoryTest::onlyARootForPdfsIsTaken()
{
    QFETCH(PdfAuthority, authority);
    DirectoryContent content = m_domain.content();
    content.pdfAuthority = authority;
    QCOMPARE(Directory::sign(content, m_domain.authority()).error().reason, QByteArray("directory.pdf-authority"));
    QCOMPARE(reasonOfOpening(signUnchecked(encodeContent(content), m_domain.authority())),
        QByteArray("directory.pdf-authority"));
}

void DirectoryTest::tellsWhenANewerOneIsOverdue()
{
    DirectoryContent content = m_domain.content();
    content.nextUpdate = Hierarchy::days(3);
    const Directory directory = *open(content, Hierarchy::days(5));
    QVERIFY(directory.checkCurrent(Hierarchy::days(2)));
    QVERIFY(directory.checkCurrent(Hierarchy::days(3)));
    const auto outdated = directory.checkCurrent(Hierarchy::days(3) + std::chrono::milliseconds(1));
    QVERIFY(!outdated);
    QCOMPARE(outdated.error().reason, QByteArray("directory.outdated"));
    QCOMPARE(outdated.error().detail, toDateTime(content.nextUpdate).toString(Qt::ISODate));
}

QTEST_APPLESS_MAIN(DirectoryTest)
#include "DirectoryTest.moc"
