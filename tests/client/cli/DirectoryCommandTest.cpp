// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/base/DurableFile.h"
#include "shared/crypto/CertificateRequest.h"
#include "shared/crypto/PrivateKey.h"
#include "tests/client/cli/CommandOffice.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QTest>

using namespace wenyi;
using namespace wenyi::cli::tests;
using namespace Qt::StringLiterals;

/// `wenyictl directory`: shown, checked, compared and changed by an administrator.
class DirectoryCommandTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isShownByWhomItIsTrustedBy();
    void tellsWhatEndsSoon();
    void aForgedOneIsNotShown();
    void changesAreToldBeforeTheyAreSigned();
    void whatWouldBreakSomethingIsRefused_data();
    void whatWouldBreakSomethingIsRefused();
    void aNewMemberComesWithCertificatesOfTheAuthority();
    void aRenewedCertificateReachesTheDesktops();
    void aSealIsHandedOverAndTheRegisterHearsOfIt();
    void aCardIsForOtherDomains();

private:
    CommandRun authority(const QStringList &arguments) const;
    QString file(const QString &name, const QByteArray &content) const;
    CommandRun edit(const QByteArray &changes, const QStringList &more) const;
    /// A certificate that went the whole way; its file.
    QString issued(const QStringList &application, const QString &name) const;
    QString current() const { return m_office.path(u"domain/directory.wyd"_s); }
    static QJsonObject memberOf(const CommandRun &shown, const QString &id);
    static QString reasonOf(const CommandRun &run)
    {
        return run.json().value(u"refused"_s).toObject().value(u"reason"_s).toString();
    }

    CommandOffice m_office;
    const QString m_unit = u"11320281014033000A"_s;
};

CommandRun DirectoryCommandTest::authority(const QStringList &arguments) const
{
    QProcessEnvironment environment = commandEnvironment();
    environment.insert(u"WENYI_AUTHORITY_PIN"_s, u"135790"_s);
    return runCommand(
        QStringList{u"--json"_s} + arguments + QStringList{u"--authority"_s, m_office.path(u"domain/authority"_s)},
        environment);
}

QString DirectoryCommandTest::file(const QString &name, const QByteArray &content) const
{
    const QString path = m_office.path(name);
    return writeDurably(path, content) ? path : QString();
}

CommandRun DirectoryCommandTest::edit(const QByteArray &changes, const QStringList &more) const
{
    const QString path = file(u"changes.json"_s, "{\"changes\": [" + changes + "]}");
    return authority(QStringList{u"directory"_s, u"edit"_s, u"--directory"_s, current(), u"--changes"_s, path} + more);
}

QString DirectoryCommandTest::issued(const QStringList &application, const QString &name) const
{
    const CommandRun applied = authority(application);
    const QString number = QString::number(applied.json().value(u"act"_s).toInt());
    const QString target = m_office.path(name);
    if (authority({u"ca"_s, u"approve"_s, number}).status != 0
        || authority({u"ca"_s, u"issue"_s, number, u"--out"_s, target}).status != 0)
        return {};
    return target;
}

QJsonObject DirectoryCommandTest::memberOf(const CommandRun &shown, const QString &id)
{
    for (const auto &row : shown.json().value(u"members"_s).toArray()) {
        if (row.toObject().value(u"id"_s).toString() == id)
            return row.toObject();
    }
    return {};
}

void DirectoryCommandTest::isShownByWhomItIsTrustedBy()
{
    const CommandRun shown = authority({u"directory"_s, u"show"_s, current()});
    QVERIFY2(shown.status == 0, shown.said().constData());
    QCOMPARE(shown.json().value(u"version"_s).toInt(), 1);
    QCOMPARE(shown.json().value(u"units"_s).toArray().size(), 3);
    QCOMPARE(shown.json().value(u"seals"_s).toArray().size(), 3);
    const QJsonObject leader = memberOf(shown, m_unit + u"/leader"_s);
    QCOMPARE(leader.value(u"roles"_s).toArray(), QJsonArray{u"leader"_s});
    QVERIFY(!leader.value(u"signingCertificate"_s).toObject().value(u"serial"_s).toString().isEmpty());
    const QString folder = m_office.path(u"domain/authority/"_s);
    const QStringList byFiles{u"directory"_s, u"show"_s, current(), u"--trust"_s, folder + u"root.der"_s, u"--trust"_s,
        folder + u"operating.der"_s};
    const CommandRun text = runCommand(byFiles, commandEnvironment());
    QVERIFY2(text.status == 0, text.said().constData());
    QVERIFY(text.out.contains((m_unit + u"/leader"_s).toUtf8()));
    QCOMPARE(runCommand({u"directory"_s, u"show"_s, current()}, commandEnvironment()).status, 2);
}

void DirectoryCommandTest::tellsWhatEndsSoon()
{
    const CommandRun soon = authority({u"directory"_s, u"check"_s, current()});
    QVERIFY2(soon.status == 0, soon.said().constData());
    QCOMPARE(soon.json().value(u"ending"_s).toArray().size(), 0);
    const CommandRun later = authority({u"directory"_s, u"check"_s, current(), u"--days"_s, u"4000"_s});
    const QJsonArray ending = later.json().value(u"ending"_s).toArray();
    QVERIFY(ending.size() > 40);
    for (qsizetype i = 1; i < ending.size(); ++i)
        QVERIFY(ending.at(i - 1).toObject().value(u"notAfter"_s).toString()
                <= ending.at(i).toObject().value(u"notAfter"_s).toString());
}

void DirectoryCommandTest::aForgedOneIsNotShown()
{
    QByteArray bytes = readBounded(current(), 1 << 26).value();
    const qsizetype at = bytes.indexOf(QByteArray("江阴市"));
    QVERIFY(at > 0);
    bytes.replace(at, QByteArray("江阴市").size(), "江阴县");
    const QString forged = file(u"forged.wyd"_s, bytes);
    for (const QString &what : {u"show"_s, u"check"_s})
        QCOMPARE(reasonOf(authority({u"directory"_s, what, forged})), u"directory.signature"_s);
    QCOMPARE(reasonOf(authority({u"directory"_s, u"diff"_s, current(), forged})), u"directory.signature"_s);
}

void DirectoryCommandTest::changesAreToldBeforeTheyAreSigned()
{
    const QByteArray changes = "{\"change\": \"set-roles\", \"member\": \"" + m_unit.toUtf8()
                               + "/clerk\", \"roles\": [\"clerk\", \"reviewer\"]}";
    const CommandRun tried = edit(changes, {u"--try"_s});
    QVERIFY2(tried.status == 0, tried.said().constData());
    const QJsonObject difference = tried.json().value(u"differences"_s).toArray().at(0).toObject();
    QCOMPARE(difference.value(u"kind"_s).toString(), u"changed"_s);
    QCOMPARE(difference.value(u"after"_s).toString(), u"clerk,reviewer"_s);
    const QString target = m_office.path(u"next.wyd"_s);
    QVERIFY(!QFileInfo::exists(target));
    QCOMPARE(edit(changes, {}).status, 2);
    const CommandRun made = edit(changes, {u"--out"_s, target});
    QVERIFY2(made.status == 0, made.said().constData());
    QCOMPARE(made.json().value(u"differences"_s), tried.json().value(u"differences"_s));
    QCOMPARE(made.json().value(u"directoryVersion"_s).toInt(), 2);
    const CommandRun compared = authority({u"directory"_s, u"diff"_s, current(), target});
    QCOMPARE(compared.json().value(u"differences"_s), tried.json().value(u"differences"_s));
    QVERIFY(compared.json().value(u"follows"_s).toBool());
    QCOMPARE(authority({u"directory"_s, u"diff"_s, target, current()}).status, 1);
    QVERIFY(m_office.unlock(u"市政府办/clerk"_s)->takeDirectory(readBounded(target, 1 << 26).value()));
}

void DirectoryCommandTest::whatWouldBreakSomethingIsRefused_data()
{
    QTest::addColumn<QByteArray>("changes");
    QTest::addColumn<QString>("reason");
    const auto row = [&](const char *name, const char *changes, const char *reason) {
        QTest::newRow(name) << QByteArray(changes).replace("UNIT", m_unit.toUtf8()) << QString::fromLatin1(reason);
    };
    row("a member who keeps a seal", R"({"change":"remove-member","member":"UNIT/sealkeeper"})",
        "directory-edit.keeps-seal");
    row("a unit with members", R"({"change":"retire-unit","unit":"UNIT"})", "directory-edit.unit-in-use");
    row("the last system administrator", R"({"change":"set-roles","member":"UNIT/admin","roles":["clerk"]})",
        "directory-edit.last-administrator");
    row("a seal to one who is no keeper",
        R"({"change":"set-alias","name":"府办","unit":"UNIT"},{"change":"remove-member","member":"UNIT/x"})",
        "directory-edit.unknown");
    row("another unit's name", R"({"change":"rename-unit","unit":"UNIT","name":"江阴市财政局"})",
        "directory.duplicate");
    row("two officers in one",
        R"({"change":"set-roles","member":"UNIT/admin","roles":["system-administrator","auditor"]})",
        "directory.three-officers");
    row("a file that is not there", R"({"change":"renew-certificate","certificate":"no.der"})", "file.missing");
    row("a change that is none", R"({"change":"promote","member":"UNIT/clerk"})", "directory-edit.form");
}

void DirectoryCommandTest::whatWouldBreakSomethingIsRefused()
{
    QFETCH(QByteArray, changes);
    QFETCH(QString, reason);
    const QString target = m_office.path(u"refused.wyd"_s);
    const CommandRun run = edit(changes, {u"--out"_s, target});
    QVERIFY2(run.status == 1, run.said().constData());
    QCOMPARE(reasonOf(run), reason);
    QVERIFY(!QFileInfo::exists(target));
}

void DirectoryCommandTest::aNewMemberComesWithCertificatesOfTheAuthority()
{
    const QString id = m_unit + u"/zhang"_s;
    QStringList files;
    for (const QString &purpose : {u"member"_s, u"member-encryption"_s}) {
        const auto key = crypto::PrivateKey::generate().value();
        const QString request =
            file(purpose + u".csr"_s, crypto::CertificateRequest::make({u"张三"_s, {}, {}}, key).value());
        files.append(issued({u"ca"_s, u"apply"_s, u"--request"_s, request, u"--purpose"_s, purpose, u"--name"_s,
                                u"张三"_s, u"--id"_s, id},
            purpose + u".der"_s));
        QVERIFY(!files.last().isEmpty());
    }
    QByteArray change = R"({"change":"add-member","member":"ID","unit":"UNIT","name":"张三","post":"科员","rank":40,
        "roles":["handler"],"signingCertificate":"member.der","encryptionCertificate":"member-encryption.der"})";
    change.replace("ID", id.toUtf8()).replace("UNIT", m_unit.toUtf8());
    const QString target = m_office.path(u"added.wyd"_s);
    const CommandRun added = edit(change, {u"--out"_s, target});
    QVERIFY2(added.status == 0, added.said().constData());
    const CommandRun shown = authority({u"directory"_s, u"show"_s, target});
    QCOMPARE(memberOf(shown, id).value(u"name"_s).toString(), u"张三"_s);
    // Under another id the certificates are somebody else's.
    change.replace(id.toUtf8(), (m_unit + u"/wang"_s).toUtf8());
    QCOMPARE(reasonOf(edit(change, {u"--out"_s, m_office.path(u"other.wyd"_s)})), u"directory.certificate"_s);
}

void DirectoryCommandTest::aRenewedCertificateReachesTheDesktops()
{
    const QString id = m_unit + u"/leader"_s;
    const QString serial = memberOf(authority({u"directory"_s, u"show"_s, current()}), id)
                               .value(u"signingCertificate"_s)
                               .toObject()
                               .value(u"serial"_s)
                               .toString();
    QVERIFY(!issued({u"ca"_s, u"renew"_s, serial, u"--years"_s, u"10"_s}, u"renewed.der"_s).isEmpty());
    const QString target = m_office.path(u"renewed.wyd"_s);
    const CommandRun made = edit(R"({"change":"renew-certificate","certificate":"renewed.der"})", {u"--out"_s, target});
    QVERIFY2(made.status == 0, made.said().constData());
    const QJsonArray differences = made.json().value(u"differences"_s).toArray();
    QCOMPARE(differences.size(), 1);
    QCOMPARE(differences.at(0).toObject().value(u"field"_s).toString(), u"signing-certificate"_s);
    const auto leader = m_office.unlock(u"市政府办/leader"_s);
    QVERIFY(leader->takeDirectory(readBounded(target, 1 << 26).value()));
    const auto certificate =
        crypto::Certificate::fromDer(readBounded(m_office.path(u"renewed.der"_s), 1 << 16).value());
    QCOMPARE(leader->directory().member(MemberId(id))->signingCertificate, certificate->toDer());
    // The key file keeps the old one; what the leader signs names the new one.
    const auto signer =
        m_office.unlock(u"市政府办/leader"_s)->openKey(core::keyfile::PersonalSigning, faults::FaultDomain::pin());
    QVERIFY(signer);
    QCOMPARE((*signer)->certificate().toDer(), certificate->toDer());
}

void DirectoryCommandTest::aSealIsHandedOverAndTheRegisterHearsOfIt()
{
    const CommandRun shown = authority({u"directory"_s, u"show"_s, current()});
    QString seal;
    for (const auto &row : shown.json().value(u"seals"_s).toArray()) {
        if (row.toObject().value(u"unit"_s).toString() == m_unit)
            seal = row.toObject().value(u"id"_s).toString();
    }
    const QByteArray clerk = m_unit.toUtf8() + "/clerk";
    const QByteArray keeper = R"({"change":"set-keeper","seal":")" + seal.toUtf8() + R"(","keeper":")" + clerk + "\"}";
    const QString target = m_office.path(u"handed.wyd"_s);
    QCOMPARE(reasonOf(edit(keeper, {u"--out"_s, target})), u"directory.keeper"_s);
    const QByteArray role = R"({"change":"set-roles","member":")" + clerk + R"(","roles":["clerk","seal-keeper"]},)";
    const CommandRun handed = edit(role + keeper, {u"--out"_s, target});
    QVERIFY2(handed.status == 0, handed.said().constData());
    const CommandRun history = authority({u"seal"_s, u"show"_s, seal});
    QCOMPARE(history.json().value(u"keeper"_s).toString(), QString::fromUtf8(clerk));
    QCOMPARE(history.json().value(u"history"_s).toArray().size(), 2);
}

void DirectoryCommandTest::aCardIsForOtherDomains()
{
    const QString card = m_office.path(u"own.wypeer"_s);
    const CommandRun written = authority({u"ca"_s, u"card"_s, u"--directory"_s, current(), u"--out"_s, card});
    QVERIFY2(written.status == 0, written.said().constData());
    QVERIFY(QFileInfo::exists(card));
    QCOMPARE(written.json().value(u"root"_s).toString().size(), 64);
    const CommandRun shown = authority({u"directory"_s, u"show"_s, current()});
    QCOMPARE(written.json().value(u"domain"_s).toString(), shown.json().value(u"domain"_s).toString());
    QCOMPARE(shown.json().value(u"peers"_s).toArray(), QJsonArray());
    // The only card at hand is this domain's own, and nobody is linked with himself.
    const QString next = m_office.path(u"linked.wyd"_s);
    const CommandRun taken =
        edit("{\"change\": \"set-peer\", \"card\": \"" + card.toUtf8() + "\"}", {u"--out"_s, next});
    QVERIFY(taken.status != 0);
    QCOMPARE(reasonOf(taken), u"directory.peer-twice"_s);
    QVERIFY(!QFileInfo::exists(next));
}

QTEST_MAIN(DirectoryCommandTest)
#include "DirectoryCommandTest.moc"
