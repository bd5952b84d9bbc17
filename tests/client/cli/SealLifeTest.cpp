// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/sealing/VerificationService.h"
#include "shared/base/DurableFile.h"
#include "shared/ofd/OfdWriter.h"
#include "tests/client/cli/CommandOffice.h"
#include "tests/shared/layout/LayoutFixtures.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QTest>

using namespace wenyi;
using namespace wenyi::cli::tests;
using namespace Qt::StringLiterals;

/// A seal's life through wenyictl: 停用, 恢复, 作废, 查询, and what documents say of it.
class SealLifeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void onlyTheSecurityAdministratorWithdraws();
    void whatIsRefusedWritesNothing_data();
    void whatIsRefusedWritesNothing();
    void aSuspendedSealSealsNothingUntilTwoResumedIt();
    void aSealIsBackedUpAndRestored();
    void documentsTellOfALostSeal();
    void aRevokedSealIsNotRestored();
    void anOldDirectoryBringsNothingBack();
    void theWholeHistoryIsToldAndHolds();
    void aSealIsIssuedAndReplacedInTheRegister();
    void aPersonalSealIsItsPersons();

private:
    /// `wenyictl … --authority`, as an officer with the domain's PIN.
    CommandRun authority(const QStringList &arguments) const;
    CommandRun withdraw(const QString &what, const QStringList &more, const QString &target) const;
    /// Gives the keeper's desktop a directory; the reason where it is refused.
    QByteArray take(const QString &file) const;
    CommandRun sealFile(const QString &target) const;
    CommandRun verify(const QString &file) const;
    QJsonObject registered() const;
    QString current() const { return m_office.path(m_current); }
    static QString reasonOf(const CommandRun &run)
    {
        return run.json().value(u"refused"_s).toObject().value(u"reason"_s).toString();
    }

    CommandOffice m_office;
    QString m_ofd;
    QString m_seal;
    QString m_current = u"domain/directory.wyd"_s;
};

CommandRun SealLifeTest::authority(const QStringList &arguments) const
{
    QProcessEnvironment environment = commandEnvironment();
    environment.insert(u"WENYI_AUTHORITY_PIN"_s, u"135790"_s);
    return runCommand(
        QStringList{u"--json"_s} + arguments + QStringList{u"--authority"_s, m_office.path(u"domain/authority"_s)},
        environment);
}

CommandRun SealLifeTest::withdraw(const QString &what, const QStringList &more, const QString &target) const
{
    return authority(
        QStringList{u"seal"_s, what, m_seal, u"--directory"_s, current(), u"--out"_s, m_office.path(target)} + more);
}

QByteArray SealLifeTest::take(const QString &file) const
{
    const auto keeper = m_office.unlock(u"澄江镇/sealkeeper"_s);
    return faults::reasonOf(keeper->takeDirectory(readBounded(m_office.path(file), 1 << 26).value()));
}

CommandRun SealLifeTest::sealFile(const QString &target) const
{
    m_office.approvedUse(u"澄江镇"_s, m_ofd);
    return m_office.at(u"澄江镇/sealkeeper"_s,
        {u"seal"_s, u"sign"_s, m_ofd, u"--at"_s, u"1,120,150"_s, u"--out"_s, m_office.path(target)});
}

CommandRun SealLifeTest::verify(const QString &file) const
{
    return runCommand({u"ofd"_s, u"verify"_s, m_office.path(file), u"--json"_s, u"--profile"_s,
                          m_office.folderOf(u"澄江镇/sealkeeper"_s)},
        commandEnvironment());
}

QJsonObject SealLifeTest::registered() const
{
    const CommandRun list = runCommand({u"seal"_s, u"list"_s, u"--json"_s, u"--unit"_s, u"澄江镇"_s, u"--profile"_s,
                                           m_office.folderOf(u"澄江镇/sealkeeper"_s)},
        commandEnvironment());
    return list.json().value(u"seals"_s).toArray().at(0).toObject();
}

void SealLifeTest::initTestCase()
{
    ofd::OfdContent content;
    content.scene.pages.append(pageWith(u"合同正文"_s));
    m_ofd = m_office.path(u"contract.ofd"_s);
    QVERIFY(writeDurably(m_ofd, ofd::writeOfd(content).value()));
    m_seal = registered().value(u"id"_s).toString();
    QVERIFY(!m_seal.isEmpty());
    QCOMPARE(registered().value(u"state"_s).toString(), u"active"_s);
    const CommandRun sealing = sealFile(u"before.ofd"_s);
    QVERIFY2(sealing.status == 0, sealing.said().constData());
}

void SealLifeTest::onlyTheSecurityAdministratorWithdraws()
{
    const QString folder = m_office.path(u"domain/authority/officers/"_s);
    const auto by = [&](const QString &key) {
        return reasonOf(withdraw(u"suspend"_s, {u"--reason"_s, u"misused"_s, u"--officer-key"_s, key}, u"none.wyd"_s));
    };
    QCOMPARE(by(folder + u"system.key"_s), u"register.role"_s);
    QCOMPARE(by(folder + u"audit.key"_s), u"register.role"_s);
    const QString keeper = m_office.folderOf(u"澄江镇/sealkeeper"_s) + u"/members/sealkeeper/"_s;
    QCOMPARE(by(keeper + u"sign.key"_s), u"register.officer"_s);
    QCOMPARE(by(keeper + u"seal.key"_s), u"register.officer"_s);
    QVERIFY(!QFileInfo::exists(m_office.path(u"none.wyd"_s)));
}

void SealLifeTest::whatIsRefusedWritesNothing_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("reason");
    const QStringList lost{u"--reason"_s, u"lost"_s};
    QTest::newRow("no reason") << QStringList{} << 2 << QString();
    QTest::newRow("a reason that is none") << QStringList{u"--reason"_s, u"bored"_s} << 2 << QString();
    QTest::newRow("no time") << lost + QStringList{u"--since"_s, u"yesterday"_s} << 1 << u"seal-state.time-form"_s;
    QTest::newRow("the future") << lost + QStringList{u"--since"_s, u"2099-01-01"_s} << 1 << u"seal-state.since"_s;
    QTest::newRow("words that cannot be seen")
        << lost + QStringList{u"--words"_s, u"遗\u202e失"_s} << 1 << u"register.words"_s;
}

void SealLifeTest::whatIsRefusedWritesNothing()
{
    QFETCH(QStringList, arguments);
    QFETCH(int, status);
    QFETCH(QString, reason);
    const qint64 acts = authority({u"ca"_s, u"verify"_s}).json().value(u"acts"_s).toInteger();
    const CommandRun run = withdraw(u"revoke"_s, arguments, u"none.wyd"_s);
    QVERIFY2(run.status == status, run.said().constData());
    if (status == 1)
        QCOMPARE(reasonOf(run), reason);
    QVERIFY(!QFileInfo::exists(m_office.path(u"none.wyd"_s)));
    QCOMPARE(authority({u"ca"_s, u"verify"_s}).json().value(u"acts"_s).toInteger(), acts);
}

void SealLifeTest::aSuspendedSealSealsNothingUntilTwoResumedIt()
{
    const CommandRun suspended =
        withdraw(u"suspend"_s, {u"--reason"_s, u"keeper-changed"_s, u"--words"_s, u"保管人休假"_s}, u"suspended.wyd"_s);
    QVERIFY2(suspended.status == 0, suspended.said().constData());
    QCOMPARE(take(u"suspended.wyd"_s), QByteArray());
    m_current = u"suspended.wyd"_s;
    QCOMPARE(registered().value(u"state"_s).toString(), u"suspended"_s);
    QCOMPARE(registered().value(u"reason"_s).toString(), u"keeper-changed"_s);
    const CommandRun refused = sealFile(u"none.ofd"_s);
    QCOMPARE(reasonOf(refused), u"sealing.seal-withdrawn"_s);
    const QString sentence = refused.json().value(u"refused"_s).toObject().value(u"sentence"_s).toString();
    QVERIFY2(sentence.contains(u"suspended since 20"_s) && sentence.contains(u"keeper"_s), qPrintable(sentence));
    QVERIFY(!QFileInfo::exists(m_office.path(u"none.ofd"_s)));
    const CommandRun verified =
        runCommand({u"seal"_s, u"verify"_s, u"--json"_s, u"--profile"_s, m_office.folderOf(u"澄江镇/sealkeeper"_s),
                       m_office.folderOf(u"澄江镇/sealkeeper"_s) + u"/members/sealkeeper/seal.esl"_s},
            commandEnvironment());
    QCOMPARE(verified.json().value(u"conclusion"_s).toString(), u"suspended"_s);
    QCOMPARE(verified.json().value(u"withdrawal"_s).toObject().value(u"reason"_s).toString(), u"keeper-changed"_s);
    // In good order, so what was sealed before is believed with a remark.
    QCOMPARE(verify(u"before.ofd"_s).json().value(u"conclusion"_s).toString(), u"valid-with-remarks"_s);

    const CommandRun asked = authority({u"seal"_s, u"resume"_s, m_seal, u"--words"_s, u"休假结束"_s});
    QVERIFY2(asked.status == 0, asked.said().constData());
    const QString number = QString::number(asked.json().value(u"act"_s).toInt());
    const QString folder = m_office.path(u"domain/authority/officers/"_s);
    QCOMPARE(reasonOf(authority({u"ca"_s, u"approve"_s, number, u"--officer-key"_s, folder + u"system.key"_s})),
        u"register.role"_s);
    QCOMPARE(authority({u"ca"_s, u"approve"_s, number}).status, 0);
    const CommandRun published =
        authority({u"seal"_s, u"publish"_s, u"--directory"_s, current(), u"--out"_s, m_office.path(u"resumed.wyd"_s)});
    QVERIFY2(published.status == 0, published.said().constData());
    QCOMPARE(take(u"resumed.wyd"_s), QByteArray());
    m_current = u"resumed.wyd"_s;
    QCOMPARE(registered().value(u"state"_s).toString(), u"active"_s);
    const CommandRun sealing = sealFile(u"after.ofd"_s);
    QVERIFY2(sealing.status == 0, sealing.said().constData());
    QCOMPARE(verify(u"before.ofd"_s).json().value(u"conclusion"_s).toString(), u"valid"_s);
    QCOMPARE(verify(u"after.ofd"_s).json().value(u"conclusion"_s).toString(), u"valid"_s);
}

void SealLifeTest::aSealIsBackedUpAndRestored()
{
    const QString profile = m_office.folderOf(u"澄江镇/sealkeeper"_s);
    const QString seal = profile + u"/members/sealkeeper/seal.esl"_s;
    const QByteArray der = readBounded(seal, 1 << 23).value();
    const QString backup = m_office.path(u"seal.backup"_s);
    const auto backUp = [&](const QStringList &more) {
        return authority(
            QStringList{u"seal"_s, u"backup"_s, seal, u"--directory"_s, current(), u"--out"_s, backup} + more);
    };
    const CommandRun kept = backUp({});
    QVERIFY2(kept.status == 0, kept.said().constData());
    // Lost with the disk, and given back.
    QVERIFY(QFile::remove(seal));
    QVERIFY(sealFile(u"none.ofd"_s).status == 1);
    const auto restore = [&](const QString &file) {
        return authority({u"seal"_s, u"restore"_s, file, u"--directory"_s, current(), u"--profile"_s, profile,
            u"--out"_s, m_office.path(u"restored.esl"_s)});
    };
    const CommandRun restored = restore(backup);
    QVERIFY2(restored.status == 0, restored.said().constData());
    QCOMPARE(readBounded(seal, 1 << 23).value(), der);
    QCOMPARE(readBounded(m_office.path(u"restored.esl"_s), 1 << 23).value(), der);
    QVERIFY(QFile::remove(m_office.path(u"restored.esl"_s)));
    // One bit of the seal's name, and one of the signature at the end.
    const QByteArray bytes = readBounded(backup, 1 << 24).value();
    for (const qsizetype at : {bytes.indexOf("江"), bytes.size() - 1}) {
        QByteArray bent = bytes;
        bent[at] = static_cast<char>(bent.at(at) ^ 1);
        QVERIFY(writeDurably(m_office.path(u"bent.backup"_s), bent));
        const CommandRun refused = restore(m_office.path(u"bent.backup"_s));
        QVERIFY2(refused.status == 1, refused.said().constData());
    }
    // Signed by the keeper instead of an officer.
    QCOMPARE(backUp({u"--officer-key"_s, profile + u"/members/sealkeeper/sign.key"_s}).status, 0);
    QCOMPARE(reasonOf(restore(backup)), u"seal-backup.officer"_s);
    QVERIFY(!QFileInfo::exists(m_office.path(u"restored.esl"_s)));
    QCOMPARE(backUp({}).status, 0);
}

void SealLifeTest::documentsTellOfALostSeal()
{
    const auto sealedAt = [&](const QString &file) {
        const auto signatures = verify(file).json().value(u"signatures"_s).toArray();
        return QDateTime::fromString(signatures.at(0).toObject().value(u"sealedAt"_s).toString(), Qt::ISODateWithMs);
    };
    // Lost between the two.
    const QString since = sealedAt(u"after.ofd"_s).toUTC().toString(Qt::ISODate);
    const CommandRun revoked = withdraw(u"revoke"_s, {u"--reason"_s, u"lost"_s, u"--since"_s, since}, u"revoked.wyd"_s);
    QVERIFY2(revoked.status == 0, revoked.said().constData());
    QCOMPARE(take(u"revoked.wyd"_s), QByteArray());
    const CommandRun before = verify(u"before.ofd"_s);
    QCOMPARE(before.status, 1);
    QCOMPARE(before.json().value(u"conclusion"_s).toString(), u"cannot-be-checked"_s);
    const CommandRun after = verify(u"after.ofd"_s);
    QCOMPARE(after.json().value(u"conclusion"_s).toString(), u"revoked"_s);
    for (const CommandRun &run : {before, after}) {
        const QJsonObject withdrawal =
            run.json().value(u"signatures"_s).toArray().at(0).toObject().value(u"withdrawal"_s).toObject();
        QCOMPARE(withdrawal.value(u"state"_s).toString(), u"revoked"_s);
        QCOMPARE(withdrawal.value(u"reason"_s).toString(), u"lost"_s);
        QVERIFY(withdrawal.value(u"since"_s).toString().startsWith(since.left(19)));
    }
    QCOMPARE(reasonOf(sealFile(u"none.ofd"_s)), u"sealing.seal-withdrawn"_s);
    m_current = u"revoked.wyd"_s;
}

void SealLifeTest::aRevokedSealIsNotRestored()
{
    const CommandRun refused = authority({u"seal"_s, u"restore"_s, m_office.path(u"seal.backup"_s), u"--directory"_s,
        current(), u"--out"_s, m_office.path(u"restored.esl"_s)});
    QCOMPARE(reasonOf(refused), u"seal-state.revoked"_s);
    QVERIFY(!QFileInfo::exists(m_office.path(u"restored.esl"_s)));
}

/// The register and every desktop remember: neither an older directory nor a newer one made from it helps.
void SealLifeTest::anOldDirectoryBringsNothingBack()
{
    QCOMPARE(take(u"resumed.wyd"_s), QByteArray("directory.older"));
    QCOMPARE(take(u"domain/directory.wyd"_s), QByteArray("directory.older"));
    QCOMPARE(reasonOf(authority({u"seal"_s, u"resume"_s, m_seal})), u"seal-state.revoked"_s);
    QCOMPARE(reasonOf(withdraw(u"suspend"_s, {u"--reason"_s, u"lost"_s}, u"none.wyd"_s)), u"seal-state.revoked"_s);
    // A next version made from the directory of before carries what the register knows.
    const CommandRun published = authority({u"seal"_s, u"publish"_s, u"--directory"_s,
        m_office.path(u"domain/directory.wyd"_s), u"--out"_s, m_office.path(u"sideways.wyd"_s)});
    QVERIFY2(published.status == 0, published.said().constData());
    const CommandRun shown = authority({u"directory"_s, u"show"_s, m_office.path(u"sideways.wyd"_s)});
    QVERIFY2(shown.status == 0, shown.said().constData());
    for (const auto &row : shown.json().value(u"seals"_s).toArray()) {
        if (row.toObject().value(u"id"_s).toString() == m_seal)
            QCOMPARE(row.toObject().value(u"state"_s).toString(), u"revoked"_s);
    }
}

void SealLifeTest::theWholeHistoryIsToldAndHolds()
{
    const CommandRun shown = authority({u"seal"_s, u"show"_s, m_seal});
    QVERIFY2(shown.status == 0, shown.said().constData());
    QStringList told;
    for (const auto &row : shown.json().value(u"history"_s).toArray()) {
        QVERIFY(!row.toObject().value(u"at"_s).toString().isEmpty());
        told.append(row.toObject().value(u"what"_s).toString() + u' '
                    + row.toObject().value(u"byId"_s).toString().section(u'/', -1));
    }
    QCOMPARE(told, (QStringList{u"issued operating"_s, u"suspended security"_s, u"resumption-asked system"_s,
                       u"resumed security"_s, u"revoked security"_s}));
    const QJsonArray history = shown.json().value(u"history"_s).toArray();
    QVERIFY(!history.at(0).toObject().value(u"madeAt"_s).toString().isEmpty());
    QCOMPARE(history.at(0).toObject().value(u"keeper"_s).toString(), u"11320281014034011F/sealkeeper"_s);
    QCOMPARE(history.at(1).toObject().value(u"words"_s).toString(), u"保管人休假"_s);
    QCOMPARE(authority({u"ca"_s, u"verify"_s}).status, 0);
    QCOMPARE(reasonOf(authority({u"seal"_s, u"show"_s, u"nobody's"_s})), u"register.no-seal"_s);
}

void SealLifeTest::aSealIsIssuedAndReplacedInTheRegister()
{
    const QString folder = m_office.folderOf(u"市财政局/sealkeeper"_s) + u"/members/sealkeeper/"_s;
    const QString made = m_office.path(u"finance.esl"_s);
    QCOMPARE(authority({u"seal"_s, u"make"_s, u"--signer"_s, folder + u"seal.key"_s, u"--diameter"_s, u"42"_s,
                           u"--out"_s, made})
                 .status,
        0);
    QString old;
    const CommandRun shown = authority({u"directory"_s, u"show"_s, current()});
    for (const auto &row : shown.json().value(u"seals"_s).toArray()) {
        if (row.toObject().value(u"unit"_s).toString() == u"11320281014033131C"_s)
            old = row.toObject().value(u"id"_s).toString();
    }
    const CommandRun issued = authority({u"seal"_s, u"issue"_s, made, u"--directory"_s, current(), u"--keeper"_s,
        u"11320281014033131C/sealkeeper"_s, u"--replaces"_s, old, u"--out"_s, m_office.path(u"replaced.wyd"_s)});
    QVERIFY2(issued.status == 0, issued.said().constData());
    QCOMPARE(take(u"replaced.wyd"_s), QByteArray());
    const CommandRun history = authority({u"seal"_s, u"show"_s, old});
    QCOMPARE(history.json().value(u"state"_s).toString(), u"revoked"_s);
    QCOMPARE(history.json().value(u"reason"_s).toString(), u"replaced"_s);
    QCOMPARE(history.json().value(u"history"_s).toArray().last().toObject().value(u"successor"_s).toString(),
        issued.json().value(u"id"_s).toString());
}

/// 个人名章: the member keeps it, whatever their roles are.
void SealLifeTest::aPersonalSealIsItsPersons()
{
    const QString person = m_office.path(u"person.esl"_s);
    const QString leader = m_office.folderOf(u"市财政局/leader"_s) + u"/members/leader/"_s;
    QCOMPARE(authority({u"seal"_s, u"make"_s, u"--signer"_s, leader + u"sign.key"_s, u"--face"_s, u"name"_s,
                           u"--name"_s, u"张三"_s, u"--out"_s, person})
                 .status,
        0);
    const auto issue = [&](const QString &keeper) {
        return authority(
            {u"seal"_s, u"issue"_s, person, u"--profile"_s, m_office.folderOf(u"市财政局/leader"_s), u"--directory"_s,
                m_office.path(u"replaced.wyd"_s), u"--keeper"_s, keeper, u"--out"_s, m_office.path(u"personal.wyd"_s)});
    };
    QCOMPARE(reasonOf(issue(u"11320281014033131C/sealkeeper"_s)), u"seal-issue.other-unit"_s);
    const CommandRun personal = issue(u"11320281014033131C/leader"_s);
    QVERIFY2(personal.status == 0, personal.said().constData());
    QCOMPARE(take(u"personal.wyd"_s), QByteArray());
    QCOMPARE(
        authority({u"seal"_s, u"show"_s, personal.json().value(u"id"_s).toString()}).json().value(u"kind"_s).toString(),
        u"personal"_s);
    // And seals with it: the signature is the person's, and is not the unit's act.
    QVERIFY(m_office.unlock(u"市财政局/leader"_s)
                ->takeDirectory(readBounded(m_office.path(u"personal.wyd"_s), 1 << 26).value()));
    const QString target = m_office.path(u"personal.ofd"_s);
    const CommandRun sealedFile = m_office.at(u"市财政局/leader"_s,
        {u"seal"_s, u"sign"_s, m_ofd, u"--personal"_s, u"--at"_s, u"1,120,150"_s, u"--out"_s, target});
    QVERIFY2(sealedFile.status == 0, sealedFile.said().constData());
    const CommandRun verified = verify(u"personal.ofd"_s);
    QVERIFY2(verified.status == 0, verified.said().constData());
    const QJsonObject signature = verified.json().value(u"signatures"_s).toArray().at(0).toObject();
    QCOMPARE(signature.value(u"registeredMember"_s).toString(), u"11320281014033131C/leader"_s);
    const auto keeper = m_office.unlock(u"澄江镇/sealkeeper"_s);
    const core::VerificationService service(keeper->trust(), keeper->directory(), keeper->environment().clock);
    const auto verdict = service.verify(readBounded(target, 1 << 26).value(), UnitCode(u"11320281014033131C"_s));
    QCOMPARE(core::conclusionName(verdict->conclusion), QByteArray("other-unit"));
    // A unit's seal is none of theirs.
    QCOMPARE(reasonOf(m_office.at(u"市财政局/leader"_s,
                 {u"seal"_s, u"sign"_s, m_ofd, u"--at"_s, u"1,120,150"_s, u"--out"_s, m_office.path(u"none.ofd"_s)})),
        u"sealing.no-seal"_s);
}

QTEST_MAIN(SealLifeTest)
#include "SealLifeTest.moc"
