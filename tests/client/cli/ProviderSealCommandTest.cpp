// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/profile/Profile.h"
#include "shared/base/DurableFile.h"
#include "shared/crypto/KeyFile.h"
#include "shared/ofd/OfdWriter.h"
#include "tests/client/cli/CommandAnswers.h"
#include "tests/client/core/token/SoftToken.h"
#include "tests/shared/layout/LayoutFixtures.h"

#include <QFile>
#include <QFileInfo>
#include <QTest>

#include <tuple>

using namespace wenyi;
using namespace wenyi::cli::tests;
using namespace wenyi::core::tests;
using namespace Qt::StringLiterals;

/// `seal sign --provider`: a unit whose seal, with its key, lies with a vendor's library (OES) alone, and a keeper who
/// seals by command.
class ProviderSealCommandTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void sealsAFileAndNumbersTheUse();
    void aPersonWhoCancelsUsesNothingUp();
    void refusesWhatIsNoSealOfTheProviders_data();
    void refusesWhatIsNoSealOfTheProviders();

private:
    /// A file with that text that was applied for and approved.
    QString approved(const QString &name);
    CommandRun sign(const QString &file, const QString &target, const QStringList &options) const;
    CommandRun allow(const QString &kind, const QString &library) const
    {
        return runCommand(
            {u"token"_s, u"allow"_s, u"--kind"_s, kind, u"--driver"_s, library, u"--profile"_s, m_folder, u"--json"_s},
            m_environment);
    }
    static QStringList byProvider() { return {u"--provider"_s, SoftToken::oesLibrary()}; }

    CommandOffice m_office;
    QString m_folder; ///< The keeper's profile.
    MemberId m_keeper;
    std::unique_ptr<SoftToken> m_token;
    QProcessEnvironment m_environment;
};

void ProviderSealCommandTest::initTestCase()
{
    QVERIFY(m_office.startServer());
    QVERIFY(m_office.enrol());
    std::tie(m_folder, m_keeper) = m_office.desktopOf(u"市政府办/sealkeeper"_s);
    const core::Profile profile = core::Profile::open(m_folder).value();
    const QString key = profile.memberPath(m_keeper, core::keyfile::Seal);
    const QString data = profile.memberPath(m_keeper, core::keyfile::SealData);
    const auto file = crypto::KeyFile::open(key);
    QVERIFY(file);
    const SecretBytes pin(QByteArrayView("135790"));
    m_token = std::make_unique<SoftToken>(crypto::KeySigner(file->unlock(pin).value(), file->certificate()));
    m_token->write(u"seal.esl"_s, readBounded(data, 1 << 24).value());
    // What the provider has the desktop has not.
    QVERIFY(QFile::remove(key));
    QVERIFY(QFile::remove(data));
    m_environment = commandEnvironment();
    m_environment.insert(u"HOME"_s, m_token->home());
    QVERIFY(allow(u"oes"_s, SoftToken::oesLibrary()).status == 0);
    QVERIFY(allow(u"skf"_s, SoftToken::skfLibrary()).status == 0);
}

void ProviderSealCommandTest::init()
{
    m_token->order({});
}

QString ProviderSealCommandTest::approved(const QString &name)
{
    ofd::OfdContent content;
    content.scene.pages.append(pageWith(name));
    const QString path = m_office.path(name + u".ofd"_s);
    if (!writeDurably(path, ofd::writeOfd(content).value()))
        return {};
    m_office.approvedUse(u"市政府办"_s, path);
    return path;
}

CommandRun ProviderSealCommandTest::sign(const QString &file, const QString &target, const QStringList &options) const
{
    QStringList arguments{u"seal"_s, u"sign"_s, file, u"--at"_s, u"1,105,150"_s, u"--out"_s, target, u"--profile"_s,
        m_folder, u"--member"_s, m_keeper.toString(), u"--json"_s};
    return runCommand(arguments + options, m_environment);
}

void ProviderSealCommandTest::sealsAFileAndNumbersTheUse()
{
    const QString file = approved(u"服务合同"_s);
    const QString target = m_office.path(u"sealed.ofd"_s);
    // Without the provider there is no seal here.
    QCOMPARE(reasonOf(sign(file, target, {})), u"sealing.no-seal"_s);
    const CommandRun run = sign(file, target, byProvider());
    QVERIFY2(run.status == 0, run.said().constData());
    QCOMPARE(run.json().value(u"conclusion"_s).toString(), u"valid"_s);
    const CommandRun verified =
        runCommand({u"ofd"_s, u"verify"_s, target, u"--json"_s, u"--profile"_s, m_folder}, m_environment);
    QVERIFY2(verified.status == 0, verified.said().constData());
    const int number = first(verified.json(), u"signatures"_s).value(u"useNumber"_s).toInt();
    QCOMPARE(number, 1);
    // The others of the unit find the very use that the document names.
    const CommandRun uses = m_office.at(u"市政府办/clerk"_s, {u"seal"_s, u"uses"_s, target});
    QVERIFY2(uses.status == 0, uses.said().constData());
    QCOMPARE(first(uses.json(), u"uses"_s).value(u"number"_s).toInt(), number);
    QVERIFY(uses.json().value(u"whole"_s).toBool());
}

void ProviderSealCommandTest::aPersonWhoCancelsUsesNothingUp()
{
    const QString file = approved(u"租赁合同"_s);
    const QString target = m_office.path(u"lease.ofd"_s);
    m_token->order("cancel OES_Sign");
    const CommandRun cancelled = sign(file, target, byProvider());
    QVERIFY2(cancelled.status == 1, cancelled.said().constData());
    QCOMPARE(reasonOf(cancelled), u"token.cancelled"_s);
    QVERIFY(!QFileInfo::exists(target));
    m_token->order({});
    const CommandRun run = sign(file, target, byProvider());
    QVERIFY2(run.status == 0, run.said().constData());
}

void ProviderSealCommandTest::refusesWhatIsNoSealOfTheProviders_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("reason");
    QTest::newRow("a library that nobody allowed")
        << QStringList{u"--provider"_s, u"/nonexistent.so"_s} << 1 << u"token.driver-not-allowed"_s;
    QTest::newRow("a driver of tokens") << QStringList{u"--provider"_s, SoftToken::skfLibrary()} << 1
                                        << u"token.no-provider"_s;
    QTest::newRow("no such seal") << byProvider() + QStringList{u"--seal"_s, u"another"_s} << 1 << u"token.no-seal"_s;
    QTest::newRow("a member's own by a provider") << byProvider() + QStringList{u"--personal"_s} << 2 << QString();
    QTest::newRow("a seal of no provider") << QStringList{u"--seal"_s, u"another"_s} << 2 << QString();
}

void ProviderSealCommandTest::refusesWhatIsNoSealOfTheProviders()
{
    QFETCH(const QStringList, options);
    QFETCH(const int, status);
    QFETCH(const QString, reason);
    const QString file = m_office.path(u"refused.ofd"_s);
    ofd::OfdContent content;
    content.scene.pages.append(pageWith(u"合同"_s));
    QVERIFY(writeDurably(file, ofd::writeOfd(content).value()));
    const QString target = m_office.path(u"none.ofd"_s);
    const CommandRun run = sign(file, target, options);
    QVERIFY2(run.status == status, run.said().constData());
    if (status == 1)
        QCOMPARE(reasonOf(run), reason);
    QVERIFY(!QFileInfo::exists(target));
}

QTEST_MAIN(ProviderSealCommandTest)
#include "ProviderSealCommandTest.moc"
