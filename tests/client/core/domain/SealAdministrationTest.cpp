// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/domain/SealAdministration.h"

#include "client/core/domain/AuthorityFolder.h"
#include "client/core/domain/AuthorityWork.h"
#include "client/core/domain/DomainBuilder.h"
#include "client/core/domain/RegisterFounding.h"
#include "client/core/domain/SealIssuing.h"
#include "shared/base/DurableFile.h"
#include "shared/crypto/SystemRandom.h"
#include "shared/journal/Database.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace wenyi;
using namespace wenyi::core;
using namespace Qt::StringLiterals;
using directory::Role;

namespace {

SecretBytes pin()
{
    return SecretBytes(QByteArrayView("135790"));
}

/// Why something was refused; empty where it was done.
template<typename T>
QByteArray refusalOf(const Result<T> &done)
{
    return done ? QByteArray() : done.error().reason;
}

} // namespace

/// What the officers do in the authority's folder of the sample domain, where something stands in their way.
class SealAdministrationTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void aSealThatMissedTheDirectoryIsPublished();
    void aSealThatItsMediumDoesNotTakeIsMadeAllTheSame();
    void aBackupThatNobodyWouldRestoreIsNotMade();
    void aFolderWithoutARegisterGetsNone();
    void nothingIsIssuedOnADecisionThatNobodySigned();
    void whoWillSealIsReadOfACertificateAndAKeyFile();

private:
    AuthorityPlace place() const
    {
        return {m_folder.filePath(u"domain/authority"_s), m_folder.filePath(u"domain/directory.wyd"_s)};
    }
    SealAdministration administration() const { return {place(), m_environment}; }
    QString keeperFile(const QString &name) const { return m_keepers + u"/members/sealkeeper/"_s + name; }
    /// One more of the town's, with the face of the one that it has.
    SealMaking further(const QString &name) const;
    const AdministeredSeal *named(const SealOverview &overview, const QString &name) const;

    QTemporaryDir m_folder;
    SystemClock m_clock;
    crypto::SystemRandom m_random;
    Environment m_environment{
        m_clock, m_random, QStringLiteral(WENYI_SOURCE_DIR "/resources"), qEnvironmentVariable("WENYI_FONTS")};
    QString m_keepers; ///< The profile of the town's seal keeper.
    MemberId m_keeper;
};

void SealAdministrationTest::initTestCase()
{
    const auto json = readBounded(QStringLiteral(WENYI_SOURCE_DIR "/resources/domains/sample.json"), 1 << 20);
    const auto description = DomainDescription::fromJson(json.value());
    QVERIFY(description);
    DomainOptions options;
    options.cost.logN = crypto::KeyDerivationCost::Least;
    const auto domain = buildDomain(m_folder.filePath(u"domain"_s), *description, options, m_environment);
    QVERIFY2(domain, qPrintable(domain ? QString() : describe(domain.error())));
    std::tie(m_keepers, m_keeper) = domain->desktopOf(u"澄江镇/sealkeeper"_s).value();
}

SealMaking SealAdministrationTest::further(const QString &name) const
{
    const auto known = seal::ElectronicSeal::fromDer(readBounded(keeperFile(u"seal.esl"_s), 1 << 23).value()).value();
    return {known.info().face, name, seal::SealType::Unit, m_keeper, m_keepers, {}, 3};
}

const AdministeredSeal *SealAdministrationTest::named(const SealOverview &overview, const QString &name) const
{
    const auto found = std::find_if(overview.seals.begin(), overview.seals.end(),
        [&](const AdministeredSeal &row) { return row.seal.name == name; });
    return found == overview.seals.end() ? nullptr : &*found;
}

void SealAdministrationTest::aSealThatMissedTheDirectoryIsPublished()
{
    const QString name = u"澄江镇财政专用章"_s;
    // So long a name leaves none for the file that a new version is written to first.
    const AuthorityPlace full{place().folder, m_folder.filePath(QString(240, u'd'))};
    QVERIFY(QFile::copy(place().directory, full.directory));
    QCOMPARE(refusalOf(SealAdministration(full, m_environment).make(further(name), pin())), QByteArray("file.write"));

    const auto before = administration().overview().value();
    const AdministeredSeal *untold = named(before, name);
    QVERIFY(untold && !untold->isTold);
    QCOMPARE(administration().publish(pin()).value(), before.directoryVersion + 1);
    const auto after = administration().overview().value();
    QVERIFY(after.isWhollyTold());
    const SealId id = untold->seal.id;
    QVERIFY(after.directory.sealOf(untold->seal.digest));
    QVERIFY(administration().handOver(id, m_keepers)); // It is like any other.
    // Of one that is revoked before a directory told of it there is nothing to tell.
    QVERIFY(!SealAdministration(full, m_environment).make(further(u"澄江镇作废章"_s), pin()));
    const auto lost = administration().overview().value();
    const auto security = pin();
    QVERIFY(administration().withdraw({named(lost, u"澄江镇作废章"_s)->seal.id, directory::SealState::Revoked,
                                          directory::WithdrawalReason::Lost, m_clock.now(), {}},
        {officerKeyPath(place().folder, Role::SecurityAdministrator), security}, pin()));
    QVERIFY(administration().publish(pin()));
    const auto last = administration().overview().value();
    QVERIFY(last.isWhollyTold());
    QVERIFY(!last.directory.sealOf(named(last, u"澄江镇作废章"_s)->seal.digest));
}

void SealAdministrationTest::aSealThatItsMediumDoesNotTakeIsMadeAllTheSame()
{
    const QString at = keeperFile(u"seal.esl"_s);
    const SealMaking making = further(u"澄江镇合同专用章"_s);
    QVERIFY(QFile::rename(at, at + u".kept"_s));
    QVERIFY(QDir().mkpath(at + u"/in the way"_s));
    const auto made = administration().make(making, pin());
    QVERIFY(QDir(at).removeRecursively());
    QVERIFY(QFile::rename(at + u".kept"_s, at));
    QVERIFY2(made, qPrintable(made ? QString() : describe(made.error())));
    QVERIFY(!made->isHandedOut);
    const auto overview = administration().overview().value();
    QVERIFY(named(overview, making.name) && overview.isWhollyTold());
    QVERIFY(administration().handOver(made->id, m_keepers));
}

void SealAdministrationTest::aBackupThatNobodyWouldRestoreIsNotMade()
{
    const SealId seal = administration().overview().value().seals.constFirst().seal.id;
    const QString target = m_folder.filePath(u"seal.backup"_s);
    const auto secret = pin();
    QCOMPARE(refusalOf(administration().backUp(seal, {keeperFile(u"sign.key"_s), secret}, target)),
        QByteArray("seal-backup.officer"));
    QVERIFY(!QFile::exists(target));
    QVERIFY(administration().backUp(seal, {officerKeyPath(place().folder, Role::SystemAdministrator), secret}, target));
    QVERIFY(administration().restore(target, {}));
}

void SealAdministrationTest::aFolderWithoutARegisterGetsNone()
{
    const QString folder = m_folder.filePath(u"no register"_s);
    QVERIFY(QDir().mkpath(folder));
    for (const QString &file : {u"/operating.der"_s, u"/root.der"_s, u"/revocations.crl"_s})
        QVERIFY(QFile::copy(place().folder + file, folder + file));
    QCOMPARE(refusalOf(AuthorityWork(folder, m_environment).open()), QByteArray("file.missing"));
    const SealAdministration seals({folder, place().directory}, m_environment);
    QCOMPARE(refusalOf(seals.overview()), QByteArray("file.missing"));
    QCOMPARE(refusalOf(seals.publish(pin())), QByteArray("file.missing"));
    QVERIFY(!QFile::exists(registerPath(folder)));
}

void SealAdministrationTest::nothingIsIssuedOnADecisionThatNobodySigned()
{
    const AuthorityWork authority(place().folder, m_environment);
    const auto secret = pin();
    auto system = openOfficer(officerKeyPath(place().folder, Role::SystemAdministrator), secret).value();
    auto security = openOfficer(officerKeyPath(place().folder, Role::SecurityAdministrator), secret).value();
    const auto key = crypto::PrivateKey::generate().value();
    quint64 number = 0;
    {
        const auto opened = std::move(authority.open().value());
        number = opened
                     ->append(CertificateApplication{{u"冒名者"_s, u"澄江镇"_s, u"town/nobody"_s},
                                  crypto::CertificatePurpose::Member, key.publicKey().toDer(), 3, {}},
                         system)
                     .value();
        QVERIFY(opened->append(ApplicationDecision{number, true, {}}, security));
    }
    const auto forge = [&](const char *first) {
        auto database =
            std::move(journal::Database::open(registerPath(place().folder), {std::nullopt, 0x57594131}).value());
        return database->execute(QByteArray("UPDATE register_acts SET signature = CAST(") + first
                                 + " || substr(signature, 2) AS BLOB) WHERE number = (SELECT max(number) FROM "
                                   "register_acts)");
    };
    const QString copy = m_folder.filePath(u"register.kept"_s);
    QVERIFY(QFile::copy(registerPath(place().folder), copy));
    QVERIFY(forge("x'00'"));
    {
        const auto opened = std::move(authority.open().value());
        const quint64 before = opened->state().size();
        QCOMPARE(refusalOf(authority.issue(*opened, number, system, secret)), QByteArray("register.signature"));
        QCOMPARE(refusalOf(authority.publish(*opened, {}, system, secret)), QByteArray("register.signature"));
        QCOMPARE(opened->state().size(), before);
    }
    // With the officer's own signature it is issued: it was the signature that stood in its way.
    QVERIFY(QFile::remove(registerPath(place().folder)) && QFile::rename(copy, registerPath(place().folder)));
    const auto opened = std::move(authority.open().value());
    QVERIFY(authority.issue(*opened, number, system, secret));
}

void SealAdministrationTest::whoWillSealIsReadOfACertificateAndAKeyFile()
{
    const auto own = readSealSigner(keeperFile(u"seal.key"_s)).value();
    for (const QByteArray &content : {own.toDer(), own.toPem(), "Bag Attributes: none\n" + own.toPem()}) {
        const QString file = m_folder.filePath(u"signer"_s);
        QVERIFY(writeDurably(file, content));
        const auto read = readSealSigner(file);
        QVERIFY(read && *read == own);
    }
    const QString stray = m_folder.filePath(u"stray"_s);
    QVERIFY(writeDurably(stray, "no certificate"));
    QVERIFY(!readSealSigner(stray));
}

QTEST_GUILESS_MAIN(SealAdministrationTest)
#include "SealAdministrationTest.moc"
