// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

/// That bench/peers/run measures a peer, ends it and reckons rightly; how fast anything is is not asked here.
class PeersTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void aShortRoundMeasuresPostgresAndLeavesNothing();
    void whoStopsItHasWhatWasMeasuredAndNothingLeft();
    void aRatioIsTheMedianOfThoseOfTheRounds();
    void aRatioIsReachedAtItsBoundAndNotBelow_data();
    void aRatioIsReachedAtItsBoundAndNotBelow();
    void whatSyncsTooSeldomIsNotCalledDurable_data();
    void whatSyncsTooSeldomIsNotCalledDurable();
    void aRowThatIsMissingIsToldAsNotMeasured();
    void anUnknownRowIsRefused();

private:
    struct Run
    {
        int code = -1;
        QString said;
        QString faults;
    };
    static Run run(const QStringList &arguments);
    /// What is printed of a file with such rounds and sync calls.
    QString table(const QJsonArray &rounds, const QJsonObject &syncs = {});
    /// Nothing lies in the folder, and no process has anything to do with it.
    void hasNothingLeft();

    QString m_atTheBounds, m_belowTheBounds;
    // On a disk, not where tests keep their stores; PostgreSQL runs as another user, who has to get in.
    QTemporaryDir m_folder{u"/var/tmp/wenyi-peers-test-XXXXXX"_s};
};

namespace {

/// The first line with these words in it.
QString lineWith(const QString &text, const QString &words)
{
    for (const QString &line : text.split(u'\n')) {
        if (line.contains(words))
            return line;
    }
    return {};
}

QStringList processesThatName(const QString &folder)
{
    QStringList found;
    const QStringList numbers = QDir(u"/proc"_s).entryList({u"[0-9]*"_s}, QDir::Dirs);
    for (const QString &number : numbers) {
        QFile file(u"/proc/%1/cmdline"_s.arg(number));
        if (file.open(QIODevice::ReadOnly) && file.readAll().contains(QFile::encodeName(folder)))
            found << number;
    }
    return found;
}

/// A round in which every ratio is just what is asked for, or misses it by so little.
QJsonObject bounds(int missed)
{
    const double part = missed * 0.01;
    return {
        {u"exchange"_s, QJsonObject{{u"many"_s, 15'470}, {u"store16"_s, 14'000}, {u"disk16"_s, 20'000 + missed},
                            {u"accept"_s, 0.75 + part}, {u"accept99"_s, 1.5 + 3 * part}, {u"endToEnd"_s, 1.7 + part},
                            {u"large4"_s, 125 - missed}}},
        {u"exchange-postgres"_s, QJsonObject{{u"many"_s, 6630}}},
        {u"rabbitmq-tls"_s, QJsonObject{{u"many"_s, 11'900 + missed}, {u"accept"_s, 1}, {u"large4"_s, 100}}},
        {u"rabbitmq"_s, QJsonObject{{u"many"_s, 18'200 + missed}}},
        {u"postgres"_s, QJsonObject{{u"many"_s, 4420 + missed}}},
        {u"mail"_s, QJsonObject{{u"many"_s, 1547 + missed}, {u"endToEnd"_s, 510 - missed}}},
    };
}

} // namespace

PeersTest::Run PeersTest::run(const QStringList &arguments)
{
    QProcess process;
    process.start(QStringLiteral(WENYI_SOURCE_DIR "/bench/peers/run"), arguments);
    if (!process.waitForFinished(180'000))
        return {-1, {}, u"it does not start or end: "_s + process.errorString()};
    return {process.exitCode(), QString::fromUtf8(process.readAllStandardOutput()),
        QString::fromUtf8(process.readAllStandardError())};
}

QString PeersTest::table(const QJsonArray &rounds, const QJsonObject &syncs)
{
    QJsonObject titles;
    const QStringList names = rounds.first().toObject().keys();
    for (const QString &row : names)
        titles.insert(row, u"row "_s + row);
    const QJsonObject result{{u"rows"_s, titles}, {u"rounds"_s, rounds}, {u"syncs"_s, syncs},
        {u"faults"_s, QJsonArray()}, {u"circumstances"_s, u"planted"_s}};
    QFile file(m_folder.filePath(u"planted.json"_s));
    if (!file.open(QIODevice::WriteOnly))
        return {};
    file.write(QJsonDocument(result).toJson());
    file.close();
    const Run shown = run({u"--table"_s, file.fileName()});
    file.remove();
    return shown.said + shown.faults;
}

void PeersTest::initTestCase()
{
    QVERIFY(m_folder.isValid());
    QVERIFY(QFile::setPermissions(
        m_folder.path(), QFile::permissions(m_folder.path()) | QFile::ExeGroup | QFile::ExeOther));
    m_atTheBounds = table({bounds(0)});
    m_belowTheBounds = table({bounds(1)});
}

void PeersTest::aShortRoundMeasuresPostgresAndLeavesNothing()
{
    const QString file = m_folder.filePath(u"figures.json"_s);
    const Run done = run({u"--quick"_s, u"--only"_s, u"postgres"_s, u"--dir"_s, m_folder.path(), u"--json"_s, file});
    QVERIFY2(done.code == 0, qPrintable(done.said + done.faults));
    QVERIFY2(lineWith(done.said, u"| PostgreSQL"_s).contains(u"not counted"_s), qPrintable(done.said));
    QFile figures(file);
    QVERIFY(figures.open(QIODevice::ReadOnly));
    const QJsonObject result = QJsonDocument::fromJson(figures.readAll()).object();
    QCOMPARE(result.value(u"rounds"_s).toArray().size(), 1);
    const QJsonObject round = result.value(u"rounds"_s).toArray().at(0).toObject().value(u"postgres"_s).toObject();
    for (const QString &figure : {u"many"_s, u"single"_s, u"accept"_s, u"endToEnd"_s, u"large1"_s, u"large4"_s})
        QVERIFY2(round.value(figure).toDouble() > 0, qPrintable(figure));
    QVERIFY(round.value(u"accept"_s).toDouble() <= round.value(u"accept99"_s).toDouble());
    QVERIFY(round.value(u"endToEnd"_s).toDouble() <= round.value(u"endToEnd99"_s).toDouble());
    QVERIFY(figures.remove());
    hasNothingLeft();
}

void PeersTest::hasNothingLeft()
{
    QCOMPARE(QDir(m_folder.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot), QStringList());
    QCOMPARE(processesThatName(m_folder.path()), QStringList());
}

void PeersTest::whoStopsItHasWhatWasMeasuredAndNothingLeft()
{
    const QString file = m_folder.filePath(u"figures.json"_s);
    QProcess process;
    process.start(QStringLiteral(WENYI_SOURCE_DIR "/bench/peers/run"),
        {u"--quick"_s, u"--rounds"_s, u"100000"_s, u"--only"_s, u"disk"_s, u"--dir"_s, m_folder.path(), u"--json"_s,
            file});
    process.setReadChannel(QProcess::StandardError);
    QByteArray told;
    while (!told.contains("round 3:") && process.waitForReadyRead(60'000))
        told += process.readAllStandardError();
    QVERIFY2(told.contains("round 3:"), told.constData());
    process.terminate();
    QVERIFY(process.waitForFinished(60'000));
    QCOMPARE(process.exitCode(), 1);
    const QString said = QString::fromUtf8(process.readAllStandardOutput());
    QVERIFY2(said.contains(u"it was stopped"_s), qPrintable(said));
    QVERIFY2(lineWith(said, u"| append + fdatasync"_s).contains(u" / "_s), qPrintable(said));
    QFile figures(file);
    QVERIFY(figures.open(QIODevice::ReadOnly));
    QVERIFY(QJsonDocument::fromJson(figures.readAll()).object().value(u"rounds"_s).toArray().size() >= 2);
    QVERIFY(figures.remove());
    hasNothingLeft();
}

void PeersTest::aRatioIsTheMedianOfThoseOfTheRounds()
{
    const auto round = [](double ours, double theirs) {
        return QJsonObject{
            {u"exchange"_s, QJsonObject{{u"many"_s, ours}}}, {u"postgres"_s, QJsonObject{{u"many"_s, theirs}}}};
    };
    // The medians of both are 200 and 100; in the rounds it was 1, 4 and 3 times.
    const QString shown = table({round(100, 100), round(200, 50), round(900, 300)});
    const QString line = lineWith(shown, u"to PostgreSQL as a queue"_s);
    QVERIFY2(line.contains(u"| at least 3.50 | 3.00 | 1.00 to 4.00 |"_s), qPrintable(shown));
}

void PeersTest::aRatioIsReachedAtItsBoundAndNotBelow_data()
{
    QTest::addColumn<QString>("title");
    QTest::newRow("TLS") << u"20 kB, 64 on their way, to RabbitMQ quorum over TLS"_s;
    QTest::newRow("plain") << u"20 kB, 64 on their way, to RabbitMQ quorum plain"_s;
    QTest::newRow("PostgreSQL") << u"to PostgreSQL as a queue"_s;
    QTest::newRow("several servers") << u"two servers on one PostgreSQL"_s;
    QTest::newRow("mail") << u"to LMTP"_s;
    QTest::newRow("acceptance") << u"acceptance at the median, to RabbitMQ quorum over TLS"_s;
    QTest::newRow("IDLE") << u"hand to hand at the median, to IMAP IDLE"_s;
    QTest::newRow("large") << u"10 MB, 4 on their way"_s;
    QTest::newRow("slowest acceptances") << u"99th of 100 to its median"_s;
    QTest::newRow("hand to hand") << u"hand to hand at the median, ms"_s;
    QTest::newRow("disk") << u"store path alone"_s;
}

void PeersTest::aRatioIsReachedAtItsBoundAndNotBelow()
{
    QFETCH(QString, title);
    const QString reached = lineWith(m_atTheBounds, title);
    QVERIFY2(reached.endsWith(u"| reached |"_s), qPrintable(reached));
    const QString missed = lineWith(m_belowTheBounds, title);
    QVERIFY2(missed.contains(u"not reached"_s), qPrintable(missed));
}

void PeersTest::whatSyncsTooSeldomIsNotCalledDurable_data()
{
    QTest::addColumn<int>("single");
    QTest::addColumn<int>("many");
    QTest::addColumn<QString>("word");
    QTest::newRow("one a document, and shared") << 200 << 4 << u"| yes (200 / 4) |"_s;
    QTest::newRow("never") << 0 << 0 << u"| **no** (0 / 0) |"_s;
    QTest::newRow("one document without") << 199 << 4 << u"| **no** (199 / 4) |"_s;
    QTest::newRow("one for more than may be on their way") << 200 << 3 << u"| **no** (200 / 3) |"_s;
}

void PeersTest::whatSyncsTooSeldomIsNotCalledDurable()
{
    QFETCH(int, single);
    QFETCH(int, many);
    QFETCH(QString, word);
    const QJsonObject calls{{u"documents"_s, 200}, {u"window"_s, 64}, {u"single"_s, single}, {u"many"_s, many}};
    const QString shown = table({QJsonObject{{u"mail"_s, QJsonObject()}}}, {{u"mail"_s, calls}});
    QVERIFY2(lineWith(shown, u"| row mail |"_s).contains(word), qPrintable(shown));
}

void PeersTest::aRowThatIsMissingIsToldAsNotMeasured()
{
    const QString shown = table({QJsonObject{{u"exchange"_s, QJsonObject{{u"many"_s, 5000}}}}});
    const QString line = lineWith(shown, u"to RabbitMQ quorum plain"_s);
    QVERIFY2(line.endsWith(u"| not measured |"_s), qPrintable(shown));
    QVERIFY2(lineWith(shown, u"| row exchange |"_s).contains(u"| not counted | 5,000 |"_s), qPrintable(shown));
}

void PeersTest::anUnknownRowIsRefused()
{
    const Run done = run({u"--only"_s, u"postgres,pigeon"_s, u"--dir"_s, m_folder.path()});
    QCOMPARE(done.code, 2);
    QVERIFY2(done.faults.contains(u"there is no row pigeon"_s), qPrintable(done.faults));
    QCOMPARE(QDir(m_folder.path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot), QStringList());
}

QTEST_GUILESS_MAIN(PeersTest)
#include "PeersTest.moc"
