// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/token/TokenKey.h"
#include "shared/crypto/KeyFile.h"
#include "tests/client/cli/CommandOffice.h"
#include "tests/client/core/SampleOffice.h"
#include "tests/client/core/token/SoftToken.h"

#include <QFile>
#include <QJsonArray>
#include <QTest>

using namespace wenyi;
using namespace wenyi::cli::tests;
using namespace wenyi::core::tests;
using namespace Qt::StringLiterals;

/// `wenyictl token`, through the real helper: what an administrator does to bring a smart key to a desktop.
class TokenCommandTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void nothingIsAllowedAtFirst();
    void aDriverIsAllowedProbedAndUsed();
    void aChangedDriverIsToldAndNotProbed();
    void aProviderTellsItsSeals();
    void wrongUseIsTold_data();
    void wrongUseIsTold();
    void aHangingDriverEndsTheCommandInTime();

private:
    CommandRun token(QStringList arguments) const
    {
        QStringList all{u"--json"_s, u"token"_s};
        all += arguments;
        return runCommand(all << u"--profile"_s << m_profile.folder, m_environment);
    }

    std::unique_ptr<SampleOffice> m_office;
    core::Profile m_profile;
    MemberId m_keeper;
    std::unique_ptr<SoftToken> m_token;
    QProcessEnvironment m_environment;
};

void TokenCommandTest::initTestCase()
{
    m_office = std::make_unique<SampleOffice>();
    const auto desktop = m_office->domain().desktopOf(u"市政府办/sealkeeper"_s).value();
    m_profile = core::Profile::open(desktop.first).value();
    m_keeper = desktop.second;
    const auto file = crypto::KeyFile::open(m_profile.memberPath(m_keeper, core::keyfile::Seal));
    QVERIFY(file);
    m_token =
        std::make_unique<SoftToken>(crypto::KeySigner(file->unlock(SampleOffice::pin()).value(), file->certificate()));
    m_token->write(u"seal.esl"_s,
        readBounded(m_profile.memberPath(m_keeper, core::keyfile::SealData), 1 << 22).value_or(QByteArray()));
    m_environment = commandEnvironment();
    m_environment.insert(u"HOME"_s, m_token->home());
}

void TokenCommandTest::init()
{
    m_token->order({});
    QFile::remove(m_profile.path(u"trust/drivers.json"_s));
}

void TokenCommandTest::nothingIsAllowedAtFirst()
{
    const auto listed = token({u"list"_s});
    QVERIFY2(listed.status == 0, listed.said().constData());
    QVERIFY(listed.json()[u"drivers"_s].toArray().isEmpty());
    const auto probed = token({u"probe"_s, u"--driver"_s, SoftToken::skfLibrary()});
    QVERIFY2(probed.status == 1, probed.said().constData());
    QVERIFY2(probed.errors.contains("token.driver-not-allowed"), probed.said().constData());
    QVERIFY(m_token->read(u"trace-environ"_s).isEmpty());
}

void TokenCommandTest::aDriverIsAllowedProbedAndUsed()
{
    const QString driver = SoftToken::skfLibrary();
    const auto allowed = token({u"allow"_s, u"--kind"_s, u"skf"_s, u"--driver"_s, driver});
    QVERIFY2(allowed.status == 0, allowed.said().constData());
    QCOMPARE(allowed.json()[u"driver"_s][u"sm3"_s].toString(), QString::fromLatin1(SoftToken::skf().digest.toHex()));

    const auto probed = token({u"probe"_s});
    QVERIFY2(probed.status == 0, probed.said().constData());
    const auto device = probed.json()[u"drivers"_s][0][u"devices"_s][0];
    QCOMPARE(device[u"name"_s].toString(), SoftToken::place().device);
    const auto key = device[u"keys"_s][0];
    QCOMPARE(key[u"container"_s].toString(), SoftToken::place().container);
    QVERIFY(key[u"usable"_s].toBool());
    QVERIFY2(!key[u"holder"_s].toString().isEmpty(), probed.said().constData());
    QVERIFY(probed.json()[u"drivers"_s][0][u"guards"_s].toArray().contains(u"seccomp"_s));

    const auto used = token({u"use"_s, u"--member"_s, m_keeper.toString(), u"--key"_s, u"seal"_s, u"--driver"_s, driver,
        u"--device"_s, device[u"name"_s].toString(), u"--application"_s, key[u"application"_s].toString(),
        u"--container"_s, key[u"container"_s].toString()});
    QVERIFY2(used.status == 0, used.said().constData());
    const auto reference = core::TokenKey::read(m_profile.memberPath(m_keeper, core::keyfile::Seal));
    QVERIFY(reference && *reference);
    QVERIFY((*reference)->place == SoftToken::place());
    const auto listed = token({u"list"_s});
    QCOMPARE(listed.json()[u"drivers"_s][0][u"standing"_s].toString(), u"as-allowed"_s);
    QCOMPARE(listed.json()[u"keys"_s][0][u"key"_s].toString(), u"seal"_s);
    QCOMPARE(listed.json()[u"keys"_s][0][u"member"_s].toString(), m_keeper.toString());
}

void TokenCommandTest::aChangedDriverIsToldAndNotProbed()
{
    const QString path = m_token->home() + u"/driver.so"_s;
    QVERIFY(QFile::copy(SoftToken::skfLibrary(), path));
    QVERIFY(token({u"allow"_s, u"--kind"_s, u"skf"_s, u"--driver"_s, path}).status == 0);
    QFile file(path);
    QVERIFY(file.open(QIODevice::Append) && file.write("x") == 1);
    file.close();
    QCOMPARE(token({u"list"_s}).json()[u"drivers"_s][0][u"standing"_s].toString(), u"token.driver-changed"_s);
    const auto probed = token({u"probe"_s});
    QVERIFY2(probed.status == 1 && probed.errors.contains("token.driver-changed"), probed.said().constData());
}

void TokenCommandTest::aProviderTellsItsSeals()
{
    QVERIFY(token({u"allow"_s, u"--kind"_s, u"oes"_s, u"--driver"_s, SoftToken::oesLibrary()}).status == 0);
    const auto probed = token({u"probe"_s});
    QVERIFY2(probed.status == 0, probed.said().constData());
    QCOMPARE(probed.json()[u"drivers"_s][0][u"seals"_s][0][u"name"_s].toString(), u"江阴市人民政府办公室"_s);
}

void TokenCommandTest::wrongUseIsTold_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("reason");
    QTest::newRow("relative") << QStringList{u"allow"_s, u"--kind"_s, u"skf"_s, u"--driver"_s, u"lib.so"_s} << 1
                              << QByteArray("token.driver-path");
    QTest::newRow("missing") << QStringList{u"allow"_s, u"--kind"_s, u"skf"_s, u"--driver"_s, u"/nonexistent.so"_s} << 1
                             << QByteArray("file.missing");
    QTest::newRow("no number") << QStringList{u"allow"_s, u"--kind"_s, u"pkcs11"_s, u"--driver"_s,
        SoftToken::skfLibrary(), u"--sm2-mechanism"_s, u"SM2"_s}
                               << 1 << QByteArray("token.mechanism");
    QTest::newRow("unknown kind") << QStringList{u"allow"_s, u"--kind"_s, u"dll"_s, u"--driver"_s, u"/a.so"_s} << 2
                                  << QByteArray("--kind");
    QTest::newRow("a driver that nobody allowed") << QStringList{u"use"_s, u"--member"_s, u"x"_s, u"--key"_s, u"seal"_s,
        u"--driver"_s, u"/a.so"_s, u"--device"_s, u"d"_s, u"--container"_s, u"c"_s}
                                                  << 1 << QByteArray("unlock.which-member");
}

void TokenCommandTest::wrongUseIsTold()
{
    QFETCH(QStringList, arguments);
    QFETCH(int, status);
    QFETCH(QByteArray, reason);
    const auto run = token(arguments);
    QVERIFY2(run.status == status && run.errors.contains(reason), run.said().constData());
}

void TokenCommandTest::aHangingDriverEndsTheCommandInTime()
{
    QVERIFY(token({u"allow"_s, u"--kind"_s, u"skf"_s, u"--driver"_s, SoftToken::skfLibrary()}).status == 0);
    m_token->order("hang SKF_EnumDev");
    QProcess process;
    process.setProcessEnvironment(m_environment);
    process.start(QStringLiteral(WENYI_BUILD_DIR "/client/cli/wenyictl"),
        {u"token"_s, u"probe"_s, u"--profile"_s, m_profile.folder});
    QVERIFY(process.waitForStarted());
    QVERIFY(process.waitForReadyRead(20'000)); // The driver's name; now it waits.
    // A program that handles keys leaves no core.
    QFile limits(u"/proc/%1/limits"_s.arg(process.processId()));
    QVERIFY(limits.open(QIODevice::ReadOnly));
    const QByteArray all = limits.readAll();
    const qsizetype core = all.indexOf("Max core file size");
    QCOMPARE(
        all.mid(core, all.indexOf('\n', core) - core).simplified().split(' ').mid(4, 2), (QList<QByteArray>{"0", "0"}));
    QVERIFY(process.waitForFinished(30'000));
    QCOMPARE(process.exitCode(), 1);
    QVERIFY(process.readAllStandardError().contains("token.time"));
}

QTEST_GUILESS_MAIN(TokenCommandTest)
#include "TokenCommandTest.moc"
