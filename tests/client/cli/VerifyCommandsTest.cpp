// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/domain/RegisterFounding.h"
#include "client/core/sealing/SealingService.h"
#include "shared/base/DurableFile.h"
#include "shared/document/TextImport.h"
#include "shared/ofd/Package.h"
#include "tests/client/cli/CommandOffice.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QTest>

#include <algorithm>

using namespace wenyi;
using namespace wenyi::cli::tests;
using namespace Qt::StringLiterals;

namespace {

const QString Keeper = u"11320281014033000A/sealkeeper"_s;
const QString Samples = QStringLiteral(WENYI_SAMPLES_DIR "/ofd/");

CommandRun verifySample(const QString &name, const QStringList &trust)
{
    return runCommand(QStringList{u"ofd"_s, u"verify"_s, Samples + name, u"--json"_s} + trust, commandEnvironment());
}

QStringList conclusionsOf(const QJsonObject &verdict)
{
    QStringList conclusions;
    for (const auto &signature : verdict.value(u"signatures"_s).toArray())
        conclusions.append(signature.toObject().value(u"conclusion"_s).toString());
    return conclusions;
}

/// A step of the first signature: its outcome, empty where it was not taken.
QString outcomeOf(const QJsonObject &verdict, const QString &name)
{
    const QJsonArray steps =
        verdict.value(u"steps"_s).isArray()
            ? verdict.value(u"steps"_s).toArray()
            : verdict.value(u"signatures"_s).toArray().at(0).toObject().value(u"steps"_s).toArray();
    for (const auto &step : steps) {
        if (step.toObject().value(u"step"_s).toString() == name)
            return step.toObject().value(u"outcome"_s).toString();
    }
    return {};
}

} // namespace

/// `ofd verify`, `seal verify` and `seal list` on documents of ours and of others.
class VerifyCommandsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void aDocumentOfOursIsFullyValidByProfileAndByRoots();
    void anAlteredDocumentIsRefused();
    void aMissingRevocationListLeavesTheDocumentUnchecked();
    void rootsThatAreNoneAreRefused_data();
    void rootsThatAreNoneAreRefused();
    void aSealIsVerifiedByItself();
    void theDirectoryListsItsSeals();
    void aNewSealIsMadeIssuedAndUsed();
    void aSealIsNotIssuedToAnotherUnitNorTwice();
    void issuingBeginsNoRegister();
    void samplesOfOthersAreJudgedAsTheirReadmeSays_data();
    void samplesOfOthersAreJudgedAsTheirReadmeSays();

private:
    QStringList ownRoots() const;
    CommandRun makeSeal(const QString &target) const;
    CommandRun issueSeal(const QString &seal, const QString &keeper, const QStringList &more) const;
    QString file(const QString &name, const QByteArray &content) const;

    CommandOffice m_office;
    QString m_profile;
    document::OfficialDocument m_document;
    QByteArray m_ofd;
};

QString VerifyCommandsTest::file(const QString &name, const QByteArray &content) const
{
    const QString path = m_office.path(name);
    return writeDurably(path, content) ? path : QString();
}

QStringList VerifyCommandsTest::ownRoots() const
{
    const QString authority = m_office.path(u"domain/authority/"_s);
    return {u"--trust"_s, authority + u"root.der"_s, u"--trust"_s, authority + u"operating.der"_s, u"--crl"_s,
        authority + u"revocations.crl"_s};
}

void VerifyCommandsTest::initTestCase()
{
    m_profile = m_office.folderOf(u"市政府办/sealkeeper"_s);
    const auto keeper = m_office.unlock(u"市政府办/sealkeeper"_s);
    const auto text = readBounded(QStringLiteral(WENYI_SOURCE_DIR "/resources/documents/sample-notice.txt"), 1 << 20);
    document::OfficialDocument document = document::importText(text.value())->document;
    const QString unit = u"江阴市人民政府办公室"_s;
    document.issuers = {unit};
    document.issuerMark = unit + u"文件"_s;
    document.signatories = {unit};
    document.number = u"澄政办发〔2026〕28号"_s;
    m_document = document;
    const core::SealingService sealing(*keeper);
    const auto preview = sealing.preview(document);
    QVERIFY2(preview, qPrintable(faults::faultOf(preview)));
    const auto sealedDocument = sealing.seal(*preview, faults::FaultDomain::pin(), std::nullopt);
    QVERIFY2(sealedDocument, qPrintable(faults::faultOf(sealedDocument)));
    m_ofd = sealedDocument->ofd;
}

void VerifyCommandsTest::aDocumentOfOursIsFullyValidByProfileAndByRoots()
{
    const QString path = file(u"sealed.ofd"_s, m_ofd);
    const QStringList verify{u"ofd"_s, u"verify"_s, path, u"--json"_s};
    const CommandRun byProfile = runCommand(verify + QStringList{u"--profile"_s, m_profile}, commandEnvironment());
    QVERIFY2(byProfile.status == 0, byProfile.said().constData());
    QCOMPARE(byProfile.json().value(u"basis"_s).toString(), u"domain"_s);
    QCOMPARE(outcomeOf(byProfile.json(), u"seal-registration"_s), u"passed"_s);
    const CommandRun byRoots = runCommand(verify + ownRoots(), commandEnvironment());
    QVERIFY2(byRoots.status == 0, byRoots.said().constData());
    QCOMPARE(byRoots.json().value(u"basis"_s).toString(), u"roots"_s);
    // What nobody asked is not shown as if it had been answered.
    QCOMPARE(outcomeOf(byRoots.json(), u"seal-registration"_s), QString());
    QVERIFY(byRoots.json().value(u"fullyValid"_s).toBool());
    const CommandRun inWords = runCommand(QStringList{u"ofd"_s, u"verify"_s, path} + ownRoots(), commandEnvironment());
    QVERIFY2(inWords.out.contains("Signature value: ✔ holds"), inWords.out.constData());
    QVERIFY2(inWords.out.contains("whether a seal is registered was not asked"), inWords.out.constData());
    QVERIFY2(!inWords.out.contains("Seal registered"), inWords.out.constData());
}

void VerifyCommandsTest::anAlteredDocumentIsRefused()
{
    auto entries = ofd::Package::open(m_ofd)->readAll().value();
    for (ofd::PackageEntry &entry : entries) {
        if (entry.path.endsWith(u"Content.xml"_s)) {
            entry.bytes.replace("关于", "对于");
            break;
        }
    }
    const QString path = file(u"altered.ofd"_s, ofd::writePackage(entries).value());
    const CommandRun run =
        runCommand({u"ofd"_s, u"verify"_s, path, u"--json"_s, u"--profile"_s, m_profile}, commandEnvironment());
    QVERIFY2(run.status == 1, run.said().constData());
    QCOMPARE(run.json().value(u"conclusion"_s).toString(), u"content-changed"_s);
    QVERIFY(!run.json().value(u"signatures"_s).toArray().at(0).toObject().value(u"changed"_s).toArray().isEmpty());
    QVERIFY2(run.errors.contains("verification.not-fully-valid: content-changed"), run.errors.constData());
    const QString torn = file(u"torn.ofd"_s, m_ofd.left(m_ofd.size() / 2));
    const CommandRun none =
        runCommand({u"ofd"_s, u"verify"_s, torn, u"--json"_s, u"--profile"_s, m_profile}, commandEnvironment());
    QVERIFY2(none.status == 1, none.said().constData());
}

void VerifyCommandsTest::aMissingRevocationListLeavesTheDocumentUnchecked()
{
    const QString path = file(u"sealed.ofd"_s, m_ofd);
    const CommandRun run =
        runCommand(QStringList{u"ofd"_s, u"verify"_s, path, u"--json"_s} + ownRoots().first(4), commandEnvironment());
    QVERIFY2(run.status == 1, run.said().constData());
    QCOMPARE(run.json().value(u"conclusion"_s).toString(), u"cannot-be-checked"_s);
    QCOMPARE(outcomeOf(run.json(), u"signing-time"_s), u"not-checked"_s);
}

void VerifyCommandsTest::rootsThatAreNoneAreRefused_data()
{
    QTest::addColumn<QStringList>("trust");
    QTest::addColumn<QString>("reason");
    const QString authority = m_office.path(u"domain/authority/"_s);
    QTest::newRow("an authority without its root")
        << QStringList{u"--trust"_s, authority + u"operating.der"_s} << u"certificate.chain"_s;
    QTest::newRow("a seal maker") << QStringList{u"--trust"_s, authority + u"root.der"_s, u"--trust"_s,
        authority + u"operating.der"_s, u"--trust"_s, authority + u"seal-maker.der"_s}
                                  << u"certificate.purpose"_s;
    QTest::newRow("no certificate") << QStringList{u"--trust"_s, authority + u"revocations.crl"_s}
                                    << u"certificate.form"_s;
    QTest::newRow("no list") << QStringList{u"--trust"_s, authority + u"root.der"_s, u"--crl"_s,
        authority + u"root.der"_s}
                             << u"revocation-list.form"_s;
    QTest::newRow("nothing there") << QStringList{u"--trust"_s, authority + u"nothing.pem"_s} << u"file.missing"_s;
}

void VerifyCommandsTest::rootsThatAreNoneAreRefused()
{
    QFETCH(QStringList, trust);
    QFETCH(QString, reason);
    const QString path = file(u"sealed.ofd"_s, m_ofd);
    const CommandRun run =
        runCommand(QStringList{u"ofd"_s, u"verify"_s, path, u"--json"_s} + trust, commandEnvironment());
    QVERIFY2(run.status == 1, run.said().constData());
    QCOMPARE(run.json().value(u"refused"_s).toObject().value(u"reason"_s).toString(), reason);
}

void VerifyCommandsTest::aSealIsVerifiedByItself()
{
    const QString path = m_profile + u"/members/sealkeeper/seal.esl"_s;
    const QStringList verify{u"seal"_s, u"verify"_s, path, u"--json"_s};
    const CommandRun byProfile = runCommand(verify + QStringList{u"--profile"_s, m_profile}, commandEnvironment());
    QVERIFY2(byProfile.status == 0, byProfile.said().constData());
    QCOMPARE(byProfile.json().value(u"seal"_s).toObject().value(u"name"_s).toString(), u"江阴市人民政府办公室"_s);
    QCOMPARE(outcomeOf(byProfile.json(), u"seal-registration"_s), u"passed"_s);
    const CommandRun byRoots = runCommand(verify + ownRoots(), commandEnvironment());
    QVERIFY2(byRoots.status == 0, byRoots.said().constData());
    QByteArray der = readBounded(path, 1 << 22).value();
    const qsizetype at = der.indexOf(QByteArray("江阴市"));
    QVERIFY(at > 0);
    der.replace(at, QByteArray("江阴市").size(), "江阴县");
    const QString altered = file(u"altered.esl"_s, der);
    const CommandRun run =
        runCommand({u"seal"_s, u"verify"_s, altered, u"--json"_s, u"--profile"_s, m_profile}, commandEnvironment());
    QVERIFY2(run.status == 1, run.said().constData());
    QCOMPARE(run.json().value(u"conclusion"_s).toString(), u"seal-invalid"_s);
    QCOMPARE(outcomeOf(run.json(), u"maker-signature"_s), u"failed"_s);
    QCOMPARE(outcomeOf(run.json(), u"seal-registration"_s), u"failed"_s);
}

void VerifyCommandsTest::theDirectoryListsItsSeals()
{
    const QStringList list{u"seal"_s, u"list"_s, u"--json"_s, u"--profile"_s, m_profile};
    const CommandRun all = runCommand(list, commandEnvironment());
    QVERIFY2(all.status == 0, all.said().constData());
    QCOMPARE(all.json().value(u"seals"_s).toArray().size(), 3);
    const CommandRun one = runCommand(list + QStringList{u"--unit"_s, u"市财政局"_s}, commandEnvironment());
    QCOMPARE(one.json().value(u"seals"_s).toArray().size(), 1);
    const QJsonObject seal = one.json().value(u"seals"_s).toArray().at(0).toObject();
    QCOMPARE(seal.value(u"name"_s).toString(), u"江阴市财政局"_s);
    QCOMPARE(seal.value(u"state"_s).toString(), u"active"_s);
    const CommandRun none = runCommand(list + QStringList{u"--unit"_s, u"没有的单位"_s}, commandEnvironment());
    QCOMPARE(none.status, 1);
}

CommandRun VerifyCommandsTest::makeSeal(const QString &target) const
{
    return runCommand(
        {u"seal"_s, u"make"_s, u"--authority"_s, m_office.path(u"domain/authority"_s), u"--signer"_s,
            m_profile + u"/members/sealkeeper/seal.key"_s, u"--diameter"_s, u"45"_s, u"--out"_s, target, u"--json"_s},
        commandEnvironment());
}

CommandRun VerifyCommandsTest::issueSeal(const QString &seal, const QString &keeper, const QStringList &more) const
{
    return runCommand(
        QStringList{u"seal"_s, u"issue"_s, seal, u"--authority"_s, m_office.path(u"domain/authority"_s),
            u"--directory"_s, m_office.path(u"domain/directory.wyd"_s), u"--keeper"_s, keeper, u"--json"_s}
            + more,
        commandEnvironment());
}

void VerifyCommandsTest::aNewSealIsMadeIssuedAndUsed()
{
    const QString path = m_office.path(u"second.esl"_s);
    const CommandRun made = makeSeal(path);
    QVERIFY2(made.status == 0, made.said().constData());
    const QString old =
        runCommand({u"seal"_s, u"list"_s, u"--json"_s, u"--profile"_s, m_profile, u"--unit"_s, u"市政府办"_s},
            commandEnvironment())
            .json()
            .value(u"seals"_s)
            .toArray()
            .at(0)
            .toObject()
            .value(u"id"_s)
            .toString();
    const QString next = m_office.path(u"next.wyd"_s);
    const CommandRun issued =
        issueSeal(path, Keeper, {u"--replaces"_s, old, u"--profile"_s, m_profile, u"--out"_s, next});
    QVERIFY2(issued.status == 0, issued.said().constData());
    // Until the desktop has the new directory nobody can seal with it.
    const auto keeper = m_office.unlock(u"市政府办/sealkeeper"_s);
    const core::SealingService sealing(*keeper);
    const auto preview = sealing.preview(m_document);
    QVERIFY2(preview, qPrintable(faults::faultOf(preview)));
    QCOMPARE(faults::reasonOf(sealing.seal(*preview, faults::FaultDomain::pin(), std::nullopt)),
        QByteArray("sealing.not-valid"));
    const auto taken = keeper->takeDirectory(readBounded(next, 1 << 26).value());
    QVERIFY2(taken, qPrintable(faults::faultOf(taken)));
    const auto sealedDocument = sealing.seal(*preview, faults::FaultDomain::pin(), std::nullopt);
    QVERIFY2(sealedDocument, qPrintable(faults::faultOf(sealedDocument)));
    QCOMPARE(sealedDocument->verdict.seals.first().sealId, made.json().value(u"id"_s).toString());
    const auto revoked = [&](const directory::RegisteredSeal &seal) {
        return seal.id == SealId(old) && seal.state() == directory::SealState::Revoked;
    };
    const auto &seals = keeper->directory().content().seals;
    QCOMPARE(std::count_if(seals.begin(), seals.end(), revoked), 1);
}

void VerifyCommandsTest::aSealIsNotIssuedToAnotherUnitNorTwice()
{
    const auto reasonOf = [](const CommandRun &run) {
        return run.json().value(u"refused"_s).toObject().value(u"reason"_s).toString();
    };
    const QString path = m_office.path(u"third.esl"_s);
    QVERIFY(makeSeal(path).status == 0);
    const QString next = m_office.path(u"refused.wyd"_s);
    const QStringList out{u"--out"_s, next};
    QCOMPARE(reasonOf(issueSeal(path, u"11320281014033131C/sealkeeper"_s, out)), u"seal-issue.other-unit"_s);
    QCOMPARE(reasonOf(issueSeal(path, u"11320281014033000A/mailroom"_s, out)), u"directory.keeper"_s);
    QCOMPARE(reasonOf(issueSeal(path, u"11320281014033000A/nobody"_s, out)), u"seal-issue.no-keeper"_s);
    QCOMPARE(
        reasonOf(issueSeal(path, Keeper, out + QStringList{u"--replaces"_s, u"none"_s})), u"seal-issue.no-such-seal"_s);
    const QString finance = m_office.folderOf(u"市财政局/sealkeeper"_s) + u"/members/sealkeeper/seal.esl"_s;
    QCOMPARE(reasonOf(issueSeal(finance, u"11320281014033131C/sealkeeper"_s, out)), u"seal-issue.registered"_s);
    QVERIFY(!QFileInfo::exists(next));
    // A member's certificate makes no unit's seal.
    const CommandRun personal = runCommand(
        {u"seal"_s, u"make"_s, u"--authority"_s, m_office.path(u"domain/authority"_s), u"--signer"_s,
            m_profile + u"/members/sealkeeper/sign.key"_s, u"--out"_s, m_office.path(u"none.esl"_s), u"--json"_s},
        commandEnvironment());
    QCOMPARE(reasonOf(personal), u"certificate.purpose"_s);
    QVERIFY(!QFileInfo::exists(m_office.path(u"none.esl"_s)));
}

void VerifyCommandsTest::issuingBeginsNoRegister()
{
    const QString path = m_office.path(u"fourth.esl"_s);
    QVERIFY(makeSeal(path).status == 0);
    const QString registered = core::registerPath(m_office.path(u"domain/authority"_s));
    QVERIFY(QFile::rename(registered, registered + u".away"_s));
    const QString next = m_office.path(u"unregistered.wyd"_s);
    const CommandRun run = issueSeal(path, Keeper, {u"--out"_s, next});
    const bool isBegun = QFile::exists(registered);
    QVERIFY(!isBegun || QFile::remove(registered));
    QVERIFY(QFile::rename(registered + u".away"_s, registered));
    QVERIFY2(run.status == 1, run.said().constData());
    QCOMPARE(run.json().value(u"refused"_s).toObject().value(u"reason"_s).toString(), u"file.missing"_s);
    QVERIFY(!isBegun);
    QVERIFY(!QFile::exists(next));
}

void VerifyCommandsTest::samplesOfOthersAreJudgedAsTheirReadmeSays_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("status");
    QTest::addColumn<QStringList>("conclusions");
    const auto row = [](const QString &name, int status, const QStringList &conclusions) {
        QTest::newRow(qPrintable(name)) << name << status << conclusions;
    };
    row(u"signed/v4_joint_two_units.ofd"_s, 0, {u"valid"_s, u"valid"_s});
    row(u"signed/v4_riding_right.ofd"_s, 0, {u"valid"_s});
    row(u"signed/v1_one_seal.ofd"_s, 0, {u"valid"_s});
    row(u"signed/bad_seal_expired.ofd"_s, 1, {u"expired"_s});
    // Right values, but certificates of nobody's hierarchy.
    row(u"ofdrw_V4RideRight.ofd"_s, 1, {u"signer-invalid"_s});
    row(u"easyofd_image-seal.ofd"_s, 1, {u"signer-invalid"_s});
    // No signature at all.
    row(u"ofdrw_helloworld.ofd"_s, 1, {});
    row(u"ofdrw_AddAttachment.ofd"_s, 1, {});
    row(u"easyofd_TextFollowCircle.ofd"_s, 1, {});
    row(u"zc310_helloworld_gradients.ofd"_s, 1, {});
    row(u"signed/sign_gbt35275_pkcs9.ofd"_s, 0, {u"valid"_s}); // A digital signature without a seal.
}

void VerifyCommandsTest::samplesOfOthersAreJudgedAsTheirReadmeSays()
{
    if (!QDir(Samples).exists())
        QSKIP("the sample files are not here");
    QFETCH(QString, name);
    QFETCH(int, status);
    QFETCH(QStringList, conclusions);
    const CommandRun run =
        verifySample(name, {u"--trust"_s, Samples + u"pki/root.pem"_s, u"--crl"_s, Samples + u"pki/root.crl"_s});
    QVERIFY2(run.status == status, run.said().constData());
    QVERIFY2(conclusionsOf(run.json()) == conclusions, run.said().constData());
}

QTEST_GUILESS_MAIN(VerifyCommandsTest)
#include "VerifyCommandsTest.moc"
