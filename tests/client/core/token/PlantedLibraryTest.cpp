// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/profile/Profile.h"
#include "client/core/token/TokenSigner.h"
#include "tests/client/core/token/SoftToken.h"
#include "tests/shared/crypto/Hierarchy.h"

#include <QDir>
#include <QTest>

#include <unistd.h>

#include <fcntl.h>

using namespace wenyi;
using namespace wenyi::core;
using namespace wenyi::core::tests;
using namespace Qt::StringLiterals;

namespace {

template<typename T>
QByteArray reasonOf(const Result<T> &result)
{
    return result ? QByteArray() : result.error().reason;
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Sets a variable of this process for as long as it lives.
class Variable
{
public:
    Variable(const char *name, const QByteArray &value)
        : m_name(name)
    {
        qputenv(name, value);
    }
    ~Variable() { qunsetenv(m_name); }
    Variable(const Variable &) = delete;
    Variable &operator=(const Variable &) = delete;

private:
    const char *m_name;
};

} // namespace

/// Nobody's library is loaded but the one that an administrator has seen (threat T35).
class PlantedLibraryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void anAllowedDriverIsLoaded();
    void aDriverThatIsNotOnTheListIsNotLoaded();
    void aDriverThatWasExchangedIsNotLoaded_data();
    void aDriverThatWasExchangedIsNotLoaded();
    void whatRunsIsWhatWasJudged();
    void onlyAbsolutePathsAreTaken_data();
    void onlyAbsolutePathsAreTaken();
    void theEnvironmentIsCleaned();
    void thePinIsInNoArgumentAndNoVariable();
    void theHelperKeepsItsMemoryToItself();
    void whatTheClientHasOpenIsNotTheDrivers();
    void faultyListsAllowNothing_data();
    void faultyListsAllowNothing();
    void theListComesBackAsItWasWritten();
    void whatIsNoLibraryIsRefused_data();
    void whatIsNoLibraryIsRefused();

private:
    QString plant(const QByteArray &content) const
    {
        const QString path = m_token->home() + u"/driver.so"_s;
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("cannot plant");
        return path;
    }
    QByteArray open(const TokenDriver &driver) const
    {
        return reasonOf(TokenSigner::open(driver, m_token->settings(), SoftToken::place(), SoftToken::pin()));
    }
    bool wasLoaded() const { return !m_token->read(u"trace-environ"_s).isEmpty(); }

    wenyi::tests::Hierarchy m_hierarchy;
    std::unique_ptr<crypto::KeySigner> m_key =
        m_hierarchy.issue(u"江阴市人民政府办公室"_s, u"320281"_s, crypto::CertificatePurpose::Unit);
    std::unique_ptr<SoftToken> m_token;
};

void PlantedLibraryTest::init()
{
    m_token = std::make_unique<SoftToken>(*m_key);
}

void PlantedLibraryTest::anAllowedDriverIsLoaded()
{
    const QString path = plant(contentOf(SoftToken::skfLibrary()));
    QVERIFY(!wasLoaded());
    QCOMPARE(open(SoftToken::driver(token::DriverKind::Skf, path)), QByteArray());
    QVERIFY(wasLoaded());
}

void PlantedLibraryTest::aDriverThatIsNotOnTheListIsNotLoaded()
{
    TokenDrivers drivers;
    QCOMPARE(reasonOf(drivers.at(SoftToken::skfLibrary())), "token.driver-not-allowed");
    drivers.allow(SoftToken::skf());
    QVERIFY(drivers.at(SoftToken::skfLibrary()));
    QCOMPARE(reasonOf(drivers.at(SoftToken::skfLibrary(32))), "token.driver-not-allowed");
}

void PlantedLibraryTest::aDriverThatWasExchangedIsNotLoaded_data()
{
    QTest::addColumn<QByteArray>("content");
    const QByteArray good = contentOf(SoftToken::skfLibrary());
    QTest::newRow("another library") << contentOf(SoftToken::skfLibrary(32));
    QTest::newRow("a byte behind its end") << good + '\0';
    QByteArray patched = good;
    patched[patched.size() - 1] ^= 1;
    QTest::newRow("one bit") << patched;
    QTest::newRow("cut") << good.chopped(1);
}

void PlantedLibraryTest::aDriverThatWasExchangedIsNotLoaded()
{
    QFETCH(QByteArray, content);
    const QString path = plant(contentOf(SoftToken::skfLibrary()));
    const TokenDriver driver = SoftToken::driver(token::DriverKind::Skf, path);
    plant(content);
    QCOMPARE(open(driver), "token.driver-changed");
    QVERIFY(!wasLoaded());
    // The detail is what an administrator compares.
    const auto refused = readDriver(driver);
    QCOMPARE(refused.error().detail.size(), 64);
}

void PlantedLibraryTest::whatRunsIsWhatWasJudged()
{
    const QString path = plant(contentOf(SoftToken::skfLibrary()));
    TokenProcess process(SoftToken::driver(token::DriverKind::Skf, path), m_token->settings());
    QVERIFY(process.load());
    // The file is not looked at again, whatever lies there now.
    plant("rubbish");
    QVERIFY(process.ask<token::KeyOpened>(token::OpenKey{SoftToken::place(), SoftToken::pin(), 0}));
    const QByteArray maps = contentOf(u"/proc/%1/maps"_s.arg(process.processId()));
    QVERIFY(maps.contains("memfd:wenyi-driver"));
    QVERIFY(!maps.contains(QFile::encodeName(path)));
}

void PlantedLibraryTest::onlyAbsolutePathsAreTaken_data()
{
    QTest::addColumn<QString>("path");
    QTest::newRow("a bare name") << u"libskf.so"_s;
    QTest::newRow("relative") << u"lib/libskf.so"_s;
    QTest::newRow("through a folder above") << u"/usr/lib/../../tmp/libskf.so"_s;
    QTest::newRow("empty") << QString();
}

void PlantedLibraryTest::onlyAbsolutePathsAreTaken()
{
    QFETCH(QString, path);
    QCOMPARE(reasonOf(describeDriver(token::DriverKind::Skf, path, 0)), "token.driver-path");
    QCOMPARE(reasonOf(TokenDrivers().at(path)), "token.driver-path");
    TokenDriver driver = SoftToken::skf();
    driver.path = path;
    QCOMPARE(open(driver), "token.driver-path");
}

void PlantedLibraryTest::theEnvironmentIsCleaned()
{
    // A library that says so when it is loaded, by every way that an environment knows.
    const Variable path("LD_LIBRARY_PATH", QFile::encodeName(m_token->home()));
    const Variable audit("LD_DEBUG_OUTPUT", "/nonexistent/planted");
    const Variable modules("PKCS11_MODULE_PATH", "/nonexistent/planted");
    const Variable softHsm("SOFTHSM2_CONF", "/nonexistent/planted");
    const Variable provider("OES_HOME", "/nonexistent/planted");
    const Variable openssl("OPENSSL_CONF", "/nonexistent/planted");
    const Variable plugins("QT_PLUGIN_PATH", "/nonexistent/planted");
    QCOMPARE(open(SoftToken::skf()), QByteArray());
    const QByteArray told = m_token->read(u"trace-environ"_s);
    QVERIFY(told.contains("HOME="));
    for (const QByteArray &variable : told.split('\0')) {
        static const QList<QByteArray> known{"HOME", "LANG", "PATH", "ASAN_OPTIONS", "UBSAN_OPTIONS"};
        const QByteArray name = variable.left(variable.indexOf('='));
        QVERIFY2(variable.isEmpty() || known.contains(name), variable.constData());
    }
    QVERIFY(told.contains(QByteArray("PATH=/usr/bin:/bin")));
    // And nothing of this process was preloaded there by another door.
    QVERIFY(!told.contains("LD_"));
}

void PlantedLibraryTest::thePinIsInNoArgumentAndNoVariable()
{
    QCOMPARE(open(SoftToken::skf()), QByteArray());
    for (const QString &trace : {u"trace-environ"_s, u"trace-cmdline"_s}) {
        const QByteArray known = m_token->read(trace);
        QVERIFY(!known.isEmpty());
        QVERIFY(!known.contains("135790"));
    }
    QCOMPARE(m_token->read(u"trace-cmdline"_s).count('\0'), 1); // Its own name alone.
}

void PlantedLibraryTest::theHelperKeepsItsMemoryToItself()
{
    TokenProcess process(SoftToken::skf(), m_token->settings());
    const auto loaded = process.load();
    QVERIFY(loaded);
    QCOMPARE(loaded->guards, (QStringList{u"private"_s, u"no-new-rights"_s, u"seccomp"_s}));
    // What stood when the driver was loaded.
    const QByteArray limits = m_token->read(u"trace-limits"_s);
    const qsizetype core = limits.indexOf("Max core file size");
    QVERIFY(core >= 0);
    QCOMPARE(limits.mid(core, limits.indexOf('\n', core) - core).simplified().split(' ').mid(4, 2),
        (QList<QByteArray>{"0", "0"}));
    const QByteArray status = m_token->read(u"trace-status"_s);
    QVERIFY(status.contains("NoNewPrivs:\t1"));
    QVERIFY(status.contains("Seccomp:\t2"));
}

void PlantedLibraryTest::whatTheClientHasOpenIsNotTheDrivers()
{
    // As a library may open it that thinks of no other program.
    m_token->write(u"document"_s, "公文");
    const int left = ::open(QFile::encodeName(m_token->home() + u"/soft-token/document"_s).constData(), O_RDONLY);
    QVERIFY(left > 2);
    QCOMPARE(open(SoftToken::skf()), QByteArray());
    ::close(left);
    const QByteArray opened = m_token->read(u"trace-open"_s);
    QVERIFY2(opened.contains("/dev/null"), opened.constData());
    QVERIFY2(!opened.contains("soft-token/document"), opened.constData());
}

void PlantedLibraryTest::faultyListsAllowNothing_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("reason");
    const QByteArray digest(64, 'a');
    const auto list = [](const QByteArray &driver) { return R"({"format":1,"drivers":[)" + driver + "]}"; };
    const QByteArray corrupt("token.drivers");
    QTest::newRow("no JSON") << QByteArray("{") << corrupt;
    QTest::newRow("no format") << QByteArray(R"({"drivers":[]})") << corrupt;
    QTest::newRow("no list") << QByteArray(R"({"format":1})") << corrupt;
    QTest::newRow("newer") << QByteArray(R"({"format":2,"drivers":[]})") << QByteArray("token.drivers-newer");
    QTest::newRow("unknown kind") << list(R"({"kind":"dll","path":"/a.so","sm3":")" + digest + "\"}") << corrupt;
    QTest::newRow("relative path") << list(R"({"kind":"skf","path":"a.so","sm3":")" + digest + "\"}") << corrupt;
    QTest::newRow("no digest") << list(R"({"kind":"skf","path":"/a.so"})") << corrupt;
    QTest::newRow("short digest") << list(R"({"kind":"skf","path":"/a.so","sm3":"aa"})") << corrupt;
    QTest::newRow("mechanism in words") << list(
        R"({"kind":"pkcs11","path":"/a.so","sm2Mechanism":"SM2","sm3":")" + digest + "\"}")
                                        << corrupt;
}

void PlantedLibraryTest::faultyListsAllowNothing()
{
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, reason);
    QCOMPARE(reasonOf(TokenDrivers::fromJson(json)), reason);
}

void PlantedLibraryTest::theListComesBackAsItWasWritten()
{
    Profile profile;
    profile.folder = m_token->home();
    QVERIFY(QDir(profile.folder).mkdir(u"trust"_s));
    const auto none = TokenDrivers::read(profile);
    QVERIFY(none && none->all().isEmpty());
    TokenDrivers drivers;
    TokenDriver module = SoftToken::driver(token::DriverKind::Pkcs11, SoftToken::skfLibrary(32));
    module.sm2Mechanism = 0x8000'0101;
    drivers.allow(SoftToken::skf());
    drivers.allow(module);
    drivers.allow(SoftToken::skf()); // Again: in its own place.
    QVERIFY(drivers.write(profile));
    const auto back = TokenDrivers::read(profile);
    QVERIFY2(back, reasonOf(back).constData());
    QCOMPARE(back->all().size(), 2);
    const auto found = back->at(module.path);
    QVERIFY(found);
    QVERIFY(found->kind == token::DriverKind::Pkcs11);
    QVERIFY(found->digest == module.digest);
    QCOMPARE(found->sm2Mechanism, module.sm2Mechanism);
}

void PlantedLibraryTest::whatIsNoLibraryIsRefused_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<token::DriverKind>("kind");
    QTest::addColumn<QByteArray>("reason");
    QTest::newRow("text") << QByteArray("not a library") << token::DriverKind::Skf << QByteArray("token.driver-form");
    const QByteArray library = contentOf(SoftToken::skfLibrary());
    QTest::newRow("half of it") << library.first(library.size() / 2) << token::DriverKind::Skf
                                << QByteArray("token.crashed or token.driver-form"); // By the system's loader.
    QTest::newRow("SKF called PKCS#11") << library << token::DriverKind::Pkcs11 << QByteArray("token.driver-functions");
    QTest::newRow("SKF called OES") << library << token::DriverKind::Oes << QByteArray("token.driver-functions");
}

void PlantedLibraryTest::whatIsNoLibraryIsRefused()
{
    QFETCH(QByteArray, content);
    QFETCH(token::DriverKind, kind);
    QFETCH(QByteArray, reason);
    TokenProcess process(SoftToken::driver(kind, plant(content)), m_token->settings());
    const QByteArray refused = reasonOf(process.load());
    QVERIFY2(!refused.isEmpty() && reason.contains(refused), refused.constData());
}

QTEST_GUILESS_MAIN(PlantedLibraryTest)
#include "PlantedLibraryTest.moc"
