// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;

/// docs/threats.toml and docs/faults.toml name the tests that stand behind each promise; each must exist.
class PromisesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyNamedTestExists_data();
    void everyNamedTestExists();
    void everyThreatAndFaultIsListed_data();
    void everyThreatAndFaultIsListed();
    void aMissingTestIsNoticed();

private:
    static QString readFile(const QString &path);
    static QStringList namedTests(const QString &toml);
    static bool exists(const QString &test);
    static QStringList missingTests(const QString &toml);
};

QString PromisesTest::readFile(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

QStringList PromisesTest::namedTests(const QString &toml)
{
    QStringList tests;
    static const QRegularExpression list(u"\\ntests = \\[([^\\]]*)\\]"_s);
    static const QRegularExpression name(u"\"([^\"]+)\""_s);
    for (auto lists = list.globalMatch(toml); lists.hasNext();) {
        for (auto names = name.globalMatch(lists.next().captured(1)); names.hasNext();)
            tests << names.next().captured(1);
    }
    return tests;
}

/// A test is named "folder/FileTest::function" by its path under tests/: a function of that name must stand in the
/// file, and must not skip at once.
bool PromisesTest::exists(const QString &test)
{
    const QString path = test.section(u"::"_s, 0, 0);
    const QString file = path.section(u'/', -1);
    const QString function = test.section(u"::"_s, 1);
    const QString text = readFile(QStringLiteral(WENYI_SOURCE_DIR "/tests/") + path + u".cpp"_s);
    const QRegularExpression definition(u"\\nvoid %1::%2\\(\\)\\s*\\{(?!\\s*QSKIP)"_s.arg(
        QRegularExpression::escape(file), QRegularExpression::escape(function)));
    return !function.isEmpty() && definition.match(text).hasMatch();
}

QStringList PromisesTest::missingTests(const QString &toml)
{
    QStringList missing;
    for (const QString &test : namedTests(toml)) {
        if (!exists(test))
            missing << test;
    }
    return missing;
}

void PromisesTest::everyNamedTestExists_data()
{
    QTest::addColumn<QString>("file");
    QTest::newRow("threats") << u"docs/threats.toml"_s;
    QTest::newRow("faults") << u"docs/faults.toml"_s;
}

void PromisesTest::everyNamedTestExists()
{
    QFETCH(QString, file);
    const QString toml = readFile(QStringLiteral(WENYI_SOURCE_DIR "/") + file);
    QVERIFY(!namedTests(toml).isEmpty());
    const QStringList missing = missingTests(toml);
    QVERIFY2(missing.isEmpty(), qPrintable(missing.join(u'\n')));
}

void PromisesTest::everyThreatAndFaultIsListed_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QChar>("letter");
    QTest::addColumn<int>("count");
    QTest::newRow("threats") << u"docs/threats.toml"_s << QChar(u'T') << 42;
    QTest::newRow("faults") << u"docs/faults.toml"_s << QChar(u'F') << 34;
}

void PromisesTest::everyThreatAndFaultIsListed()
{
    QFETCH(QString, file);
    QFETCH(QChar, letter);
    QFETCH(int, count);
    const QString toml = readFile(QStringLiteral(WENYI_SOURCE_DIR "/") + file);
    for (int number = 1; number <= count; ++number) {
        const QString heading = u"\n[%1%2]\n"_s.arg(letter).arg(number, 2, 10, QChar(u'0'));
        QVERIFY2(toml.count(heading) == 1, qPrintable(heading));
        const QString section = toml.section(heading, 1).section(u"\n["_s, 0, 0);
        QVERIFY2(section.count(u"\ntests = ["_s) == 1, qPrintable(heading));
    }
}

void PromisesTest::aMissingTestIsNoticed()
{
    const QString toml =
        u"[T01]\ntests = [\"structure/PromisesTest::aMissingTestIsNoticed\", \"structure/PromisesTest::notThere\"]"_s;
    QCOMPARE(missingTests(toml), QStringList{u"structure/PromisesTest::notThere"_s});
}

QTEST_GUILESS_MAIN(PromisesTest)
#include "PromisesTest.moc"
