// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/profile/KeyGrantService.h"
#include "shared/base/DurableFile.h"
#include "shared/crypto/CertificateRequest.h"
#include "shared/crypto/PrivateKey.h"
#include "shared/crypto/TimeStampToken.h"
#include "shared/crypto/TrustStore.h"
#include "shared/directory/Directory.h"
#include "tests/client/cli/CommandOffice.h"

#include <QFile>
#include <QJsonArray>
#include <QTest>

using namespace wenyi;
using namespace wenyi::cli::tests;
using namespace Qt::StringLiterals;

/// `wenyictl ca`: a certificate's life by two officers, and how every desktop hears of its end.
class CaCommandTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void setUpIsRegistered();
    void twoOfficersMakeACertificate();
    void whatIsRefusedIsTold_data();
    void whatIsRefusedIsTold();
    void answersATimeStampRequestOfAnotherProgram();
    void aNewTimeStampKeyIsCertifiedAndUsed();
    void aSuspensionIsLiftedByTwo();
    void aRevocationReachesADesktopWithTheDirectory();
    void theOfficersCanBeExchanged();
    void anAlteredRegisterIsFound();

private:
    CommandRun ca(const QStringList &arguments, const QByteArray &pin = "135790") const;
    CommandRun apply(const QString &name, const QString &id, const QString &request) const;
    /// The serial number of a new certificate; empty where a step failed.
    QString issued(const QString &id, const QString &target);
    QString stateOf(const QString &serial) const;

    CommandOffice m_office;
    QString m_request;
};

CommandRun CaCommandTest::ca(const QStringList &arguments, const QByteArray &pin) const
{
    QProcessEnvironment environment = commandEnvironment(pin);
    environment.insert(u"WENYI_AUTHORITY_PIN"_s, u"135790"_s);
    const QStringList authority{u"--authority"_s, m_office.path(u"domain/authority"_s)};
    return runCommand(QStringList{u"--json"_s, u"ca"_s} + arguments + authority, environment);
}

CommandRun CaCommandTest::apply(const QString &name, const QString &id, const QString &request) const
{
    return ca({u"apply"_s, u"--request"_s, request, u"--purpose"_s, u"member"_s, u"--name"_s, name, u"--id"_s, id});
}

QString CaCommandTest::issued(const QString &id, const QString &target)
{
    const QString number = QString::number(apply(u"王敏"_s, id, m_request).json().value(u"act"_s).toInt());
    if (ca({u"approve"_s, number}).status != 0)
        return {};
    return ca({u"issue"_s, number, u"--out"_s, target}).json().value(u"serial"_s).toString();
}

QString CaCommandTest::stateOf(const QString &serial) const
{
    return ca({u"show"_s, serial}).json().value(u"state"_s).toString();
}

void CaCommandTest::initTestCase()
{
    const auto key = crypto::PrivateKey::generate().value();
    m_request = m_office.path(u"new.csr"_s);
    QVERIFY(writeDurably(m_request, crypto::CertificateRequest::make({u"随便"_s, {}, {}}, key).value()));
}

void CaCommandTest::setUpIsRegistered()
{
    const CommandRun list = ca({u"list"_s});
    QVERIFY2(list.status == 0, list.said().constData());
    const QJsonArray certificates = list.json().value(u"certificates"_s).toArray();
    QStringList purposes;
    for (const auto &row : certificates) {
        QCOMPARE(row.toObject().value(u"state"_s).toString(), u"valid"_s);
        purposes.append(row.toObject().value(u"purpose"_s).toString());
    }
    QCOMPARE(purposes.count(u"unit"_s), 6); // Three units, each for envelopes and for its seal.
    QCOMPARE(purposes.count(u"seal-maker"_s), 1);
    QCOMPARE(purposes.count(u"server"_s), 1);
    QCOMPARE(purposes.count(u"time-stamp"_s), 1);
    const CommandRun verify = ca({u"verify"_s});
    QVERIFY2(verify.status == 0, verify.said().constData());
    // Three appointments, the first list and three seals stand there besides.
    QCOMPARE(verify.json().value(u"acts"_s).toInt(), certificates.size() + 7);
    // A head that was noted is found again; one that is nobody's is a register that was cut or written anew.
    const QString head = verify.json().value(u"head"_s).toString();
    QCOMPARE(ca({u"verify"_s, u"--head"_s, head}).status, 0);
    for (const auto &[noted, reason] :
        {std::pair{QString(64, u'0'), u"register.head"_s}, std::pair{head.chopped(1), u"register.head-form"_s}}) {
        const CommandRun refused = ca({u"verify"_s, u"--head"_s, noted});
        QCOMPARE(refused.status, 1);
        QCOMPARE(refused.json().value(u"refused"_s).toObject().value(u"reason"_s).toString(), reason);
    }
}

void CaCommandTest::twoOfficersMakeACertificate()
{
    const CommandRun applied = apply(u"王敏"_s, u"11320281014033000A/wangmin"_s, m_request);
    QVERIFY2(applied.status == 0, applied.said().constData());
    const QString number = QString::number(applied.json().value(u"act"_s).toInt());
    const QString target = m_office.path(u"new.der"_s);
    const QStringList issue{u"issue"_s, number, u"--out"_s, target};
    QCOMPARE(ca(issue).status, 1);
    QVERIFY(!QFile::exists(target));
    QCOMPARE(ca({u"approve"_s, number, u"--words"_s, u"核对无误"_s}).status, 0);
    const CommandRun made = ca(issue);
    QVERIFY2(made.status == 0, made.said().constData());
    const auto certificate = crypto::Certificate::fromDer(readBounded(target, 1 << 20).value()).value();
    QCOMPARE(certificate.commonName(), u"王敏"_s);
    QCOMPARE(certificate.subjectId(), u"11320281014033000A/wangmin"_s);
    const QString serial = made.json().value(u"serial"_s).toString();
    QCOMPARE(QString::fromLatin1(certificate.serialNumber()), serial);
    const QJsonObject shown = ca({u"show"_s, serial}).json();
    QCOMPARE(shown.value(u"name"_s).toString(), u"王敏"_s);
    QCOMPARE(shown.value(u"state"_s).toString(), u"valid"_s);
    // And its next one, in the same way.
    const QString next = QString::number(ca({u"renew"_s, serial}).json().value(u"act"_s).toInt());
    QCOMPARE(ca({u"approve"_s, next}).status, 0);
    const QString renewed =
        ca({u"issue"_s, next, u"--out"_s, m_office.path(u"next.der"_s)}).json().value(u"serial"_s).toString();
    QCOMPARE(ca({u"show"_s, serial}).json().value(u"replacedBy"_s).toString(), renewed);
}

void CaCommandTest::whatIsRefusedIsTold_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("pin");
    QTest::addColumn<QString>("reason");
    const QString officers = m_office.path(u"domain/authority/officers/"_s);
    const QString request = m_request;
    const QStringList application{u"apply"_s, u"--request"_s, request, u"--purpose"_s, u"member"_s, u"--name"_s,
        u"王敏"_s, u"--id"_s, u"11320281014033000A/wangmin"_s};
    QTest::newRow("wrong pin") << application << QByteArray("000000") << u"key-file.pin"_s;
    QTest::newRow("another officer's work")
        << application + QStringList{u"--officer-key"_s, officers + u"security.key"_s} << QByteArray("135790")
        << u"register.role"_s;
    QTest::newRow("the auditor's key") << application + QStringList{u"--officer-key"_s, officers + u"audit.key"_s}
                                       << QByteArray("135790") << u"register.role"_s;
    QTest::newRow("nobody's key") << application
                                         + QStringList{u"--officer-key"_s,
                                             m_office.folderOf(u"市政府办/leader"_s) + u"/members/leader/sign.key"_s}
                                  << QByteArray("135790") << u"register.officer"_s;
    QTest::newRow("no request") << QStringList{u"apply"_s, u"--request"_s,
        QStringLiteral(WENYI_SOURCE_DIR "/README.md"), u"--purpose"_s, u"member"_s, u"--name"_s, u"王敏"_s, u"--id"_s,
        u"x"_s} << QByteArray("135790")
                                << u"certificate-request.form"_s;
    QTest::newRow("no application") << QStringList{u"approve"_s, u"99999"_s} << QByteArray("135790")
                                    << u"register.no-application"_s;
    QTest::newRow("no certificate") << QStringList{u"suspend"_s, u"00ff"_s} << QByteArray("135790")
                                    << u"register.no-certificate"_s;
}

void CaCommandTest::whatIsRefusedIsTold()
{
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, pin);
    QFETCH(QString, reason);
    const QJsonValue before = ca({u"verify"_s}).json().value(u"head"_s);
    const CommandRun run = ca(arguments, pin);
    QVERIFY2(run.status == 1, run.said().constData());
    QCOMPARE(run.json().value(u"refused"_s).toObject().value(u"reason"_s).toString(), reason);
    QCOMPARE(ca({u"verify"_s}).json().value(u"head"_s), before);
}

void CaCommandTest::aSuspensionIsLiftedByTwo()
{
    const QString serial = issued(u"11320281014033000A/held"_s, m_office.path(u"held.der"_s));
    QCOMPARE(ca({u"suspend"_s, serial, u"--words"_s, u"密钥遗失待查"_s}).status, 0);
    QCOMPARE(stateOf(serial), u"suspended"_s);
    const QString number = QString::number(ca({u"release"_s, serial}).json().value(u"act"_s).toInt());
    QCOMPARE(stateOf(serial), u"suspended"_s);
    QCOMPARE(ca({u"approve"_s, number}).status, 0);
    QCOMPARE(stateOf(serial), u"valid"_s);
}

void CaCommandTest::aRevocationReachesADesktopWithTheDirectory()
{
    // Both certificates of the leader.
    const QString leader = u"11320281014033000A/leader"_s;
    QStringList serials;
    for (const auto &row : ca({u"list"_s}).json().value(u"certificates"_s).toArray()) {
        if (row.toObject().value(u"id"_s).toString() == leader)
            serials.append(row.toObject().value(u"serial"_s).toString());
    }
    QCOMPARE(serials.size(), 2);
    for (const QString &serial : serials) {
        QCOMPARE(ca({u"revoke"_s, serial, u"--reason"_s, u"key-compromise"_s}).status, 0);
        QCOMPARE(stateOf(serial), u"revoked"_s);
    }
    const QString next = m_office.path(u"next.wyd"_s);
    const CommandRun published = ca({u"publish"_s, u"--out"_s, m_office.path(u"next.crl"_s), u"--directory"_s,
        m_office.path(u"domain/directory.wyd"_s), u"--new-directory"_s, next});
    QVERIFY2(published.status == 0, published.said().constData());
    QCOMPARE(published.json().value(u"number"_s).toInt(), 2);
    const auto clerk = m_office.unlock(u"市政府办/clerk"_s);
    const auto certificate =
        crypto::Certificate::fromDer(clerk->directory().member(MemberId(leader))->signingCertificate).value();
    const auto holds = [&](const core::Workspace &workspace) {
        return workspace.trust().verify(
            certificate, crypto::CertificatePurpose::Member, workspace.environment().clock.now());
    };
    QVERIFY(holds(*clerk));
    const auto taken = clerk->takeDirectory(readBounded(next, 64 << 20).value());
    QVERIFY2(taken, qPrintable(taken ? QString() : describe(taken.error())));
    QCOMPARE(holds(*clerk).error().reason, "certificate.revoked");
    // The unit's next content key goes to everybody but the leader.
    const auto administrator = m_office.unlock(u"市政府办/admin"_s);
    const auto granted = [&] { return core::KeyGrantService(*administrator).renewContentKey().value(); };
    const qsizetype members = administrator->directory().membersOf(administrator->member().unit).size();
    QCOMPARE(granted(), members);
    QVERIFY(administrator->takeDirectory(readBounded(next, 64 << 20).value()));
    QCOMPARE(granted(), members - 1);
    // And is known after a restart, without the network.
    const auto again = m_office.unlock(u"市政府办/clerk"_s);
    QCOMPARE(holds(*again).error().reason, "certificate.revoked");
}

void CaCommandTest::theOfficersCanBeExchanged()
{
    const QString target = m_office.path(u"officer.der"_s);
    QVERIFY(!issued(u"authority/next"_s, target).isEmpty());
    const CommandRun same =
        ca({u"appoint"_s, u"--role"_s, u"audit"_s, u"--certificate"_s, m_office.path(u"domain/authority/root.der"_s)});
    QCOMPARE(same.status, 1);
    const CommandRun appointed = ca({u"appoint"_s, u"--role"_s, u"system"_s, u"--certificate"_s, target});
    QVERIFY2(appointed.status == 0, appointed.said().constData());
    // The one before has no say any more.
    const CommandRun late = apply(u"王敏"_s, u"11320281014033000A/late"_s, m_request);
    QCOMPARE(late.json().value(u"refused"_s).toObject().value(u"reason"_s).toString(), u"register.officer"_s);
}

void CaCommandTest::anAlteredRegisterIsFound()
{
    QFile file(m_office.path(u"domain/authority/register.db"_s));
    QVERIFY(file.open(QIODevice::ReadWrite));
    QByteArray bytes = file.readAll();
    const qsizetype at = bytes.indexOf(QString(u"王敏"_s).toUtf8());
    QVERIFY(at > 0);
    bytes.replace(at, 6, QString(u"王敬"_s).toUtf8());
    file.seek(0);
    QCOMPARE(file.write(bytes), bytes.size());
    file.close();
    const CommandRun verify = ca({u"verify"_s});
    QVERIFY2(verify.status == 1, verify.said().constData());
    QVERIFY(verify.json().value(u"refused"_s).toObject().value(u"reason"_s).toString().startsWith(u"register."_s));
}

void CaCommandTest::answersATimeStampRequestOfAnotherProgram()
{
    const QString data = m_office.path(u"data"_s);
    const QString answer = m_office.path(u"answer.tsr"_s);
    const QString keys = m_office.path(u"domain/server-keys/"_s);
    QVERIFY(writeDurably(data, "what is to be stamped"));
    const auto query = [&](const QString &method) {
        QProcess openssl;
        const QString file = m_office.path(u"query.tsq"_s);
        openssl.start(
            u"openssl"_s, {u"ts"_s, u"-query"_s, u"-data"_s, data, u"-"_s + method, u"-cert"_s, u"-out"_s, file});
        return openssl.waitForFinished() && openssl.exitCode() == 0 ? file : QString();
    };
    const auto stamp = [&](const QString &request, const QString &key) {
        return runCommand({u"--json"_s, u"ca"_s, u"timestamp"_s, u"--key"_s, key, u"--pin-file"_s,
                              keys + u"time-stamp.pin"_s, u"--request"_s, request, u"--out"_s, answer},
            commandEnvironment("135790"));
    };
    const CommandRun given = stamp(query(u"sm3"_s), keys + u"time-stamp.key"_s);
    QVERIFY2(given.status == 0, given.said().constData());
    const auto response = readBounded(answer, 1 << 20).value();
    const auto asked = crypto::TimeStampRequest::fromDer(readBounded(query(u"sm3"_s), 4096).value()).value();
    QCOMPARE(crypto::tokenFromResponse(response, asked).error().reason, QByteArray("time-stamp.nonce"));
    crypto::TrustStore trust;
    const auto certificate = [&](const QString &name) {
        return crypto::Certificate::fromDer(readBounded(m_office.path(name), 1 << 20).value()).value();
    };
    trust.addRoot(certificate(u"domain/authority/root.der"_s));
    QVERIFY(trust.addAuthority(certificate(u"domain/authority/operating.der"_s), SystemClock().now()));
    crypto::TimeStampRequest without = asked;
    without.nonce.reset();
    const auto token = crypto::tokenFromResponse(response, without);
    QVERIFY(token);
    QVERIFY(crypto::verifyTimeStamp(*token, "what is to be stamped", trust));
    // What cannot be given is refused in the authority's own words, in the file as well.
    const CommandRun refused = stamp(query(u"sha256"_s), keys + u"time-stamp.key"_s);
    QCOMPARE(refused.status, 1);
    QVERIFY2(refused.said().contains("time-stamp.refused"), refused.said().constData());
    QVERIFY(readBounded(answer, 1 << 20).value() != response);
    QFile::remove(answer);
    QVERIFY2(stamp(data, keys + u"time-stamp.key"_s).said().contains("time-stamp.form"), "no request");
    QVERIFY(!QFile::exists(answer));
}

void CaCommandTest::aNewTimeStampKeyIsCertifiedAndUsed()
{
    const auto at = [this](const QString &name) { return m_office.path(name); };
    const auto run = [](const QStringList &arguments) {
        return runCommand(QStringList{u"--json"_s} + arguments, commandEnvironment("35791-tsa-key"));
    };
    const CommandRun made = run({u"key"_s, u"new"_s, u"--name"_s, u"时间戳服务二"_s, u"--id"_s, u"time-stamp-2"_s,
        u"--request"_s, at(u"tsa.csr"_s), u"--out"_s, at(u"tsa-new.key"_s)});
    QVERIFY2(made.status == 0, made.said().constData());
    QVERIFY(writeDurably(
        at(u"q.tsq"_s), crypto::TimeStampRequest{crypto::MessageImprint::of("data"), {}, {}, true}.toDer()));
    const auto stampBy = [&](const QString &key) {
        return run(
            {u"ca"_s, u"timestamp"_s, u"--key"_s, at(key), u"--request"_s, at(u"q.tsq"_s), u"--out"_s, at(u"r.tsr"_s)});
    };
    // Until it is certified it stamps nothing.
    QVERIFY2(stampBy(u"tsa-new.key"_s).said().contains("certificate.purpose"), "not certified");
    const CommandRun applied = ca({u"apply"_s, u"--request"_s, at(u"tsa.csr"_s), u"--purpose"_s, u"time-stamp"_s,
        u"--name"_s, u"时间戳服务二"_s, u"--id"_s, u"time-stamp-2"_s});
    QVERIFY2(applied.status == 0, applied.said().constData());
    const QString number = QString::number(applied.json().value(u"act"_s).toInt());
    QCOMPARE(ca({u"approve"_s, number}).status, 0);
    QCOMPARE(ca({u"issue"_s, number, u"--out"_s, at(u"tsa.der"_s)}).status, 0);
    const CommandRun certified = run({u"key"_s, u"certify"_s, u"--key"_s, at(u"tsa-new.key"_s), u"--certificate"_s,
        at(u"tsa.der"_s), u"--out"_s, at(u"tsa.key"_s)});
    QVERIFY2(certified.status == 0, certified.said().constData());
    const CommandRun stamped = stampBy(u"tsa.key"_s);
    QVERIFY2(stamped.status == 0, stamped.said().constData());
}

QTEST_GUILESS_MAIN(CaCommandTest)
#include "CaCommandTest.moc"
