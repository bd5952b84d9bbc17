// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/admin/Maintenance.h"
#include "server/store/Store.h"
#include "tests/faults/kit/ChildProgram.h"
#include "tests/faults/kit/CutPoints.h"
#include "tests/faults/kit/PowerCut.h"
#include "tests/server/TestDomain.h"

#include <QDir>
#include <QFileInfo>
#include <QTest>

using namespace wenyi;
using namespace wenyi::faults;
using namespace wenyi::tests;
using namespace Qt::StringLiterals;

namespace {

const QString Series = u"澄政办发/2026"_s;

/// What the server had promised at a moment of its life.
struct Promised
{
    qint64 journal = 0; ///< Octets that the record of its calls had by then.
    quint64 entries = 0;
    quint64 envelopes = 0;
    quint64 numbers = 0;
};

} // namespace

/// The server's machine loses its power (F05): database, its log and the segments are cut at one moment.
class PowerCutServerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void whatWasPromisedIsThereAfterAnyCut();
    void aDiskThatForgetsWhatWasSyncedIsCaught();

private:
    void work(protocol::ClientConnection &connection);
    void promise(quint64 entries, quint64 envelopes, quint64 numbers);
    Promised promisedBy(const PowerCut &record, qsizetype calls) const;
    /// What does not hold of a server that starts on the folder.
    QStringList faultsOf(const QString &folder, const Promised &promised) const;
    QString journal() { return m_domain.file(u"calls"_s); }
    QString before() { return m_domain.file(u"before"_s); }

    TestDomain m_domain;
    QList<Promised> m_promised{Promised()};
};

void PowerCutServerTest::promise(quint64 entries, quint64 envelopes, quint64 numbers)
{
    Promised next = m_promised.last();
    next.journal = QFileInfo(journal()).size();
    next.entries += entries;
    next.envelopes += envelopes;
    next.numbers += numbers;
    m_promised.append(next);
}

void PowerCutServerTest::work(protocol::ClientConnection &connection)
{
    TestDesktop &writer = m_domain.desktop(Office);
    for (int round = 0; round < 4; ++round) {
        const auto pushed = ask<protocol::Accepted>(connection, writer.write(3));
        QVERIFY2(pushed, reasonOf(pushed).constData());
        promise(3, 0, 0);
        const auto lease =
            ask<protocol::Lease>(connection, protocol::LeaseNumbers{Series, 5, m_domain.random().bytes(16)});
        QVERIFY2(lease, reasonOf(lease).constData());
        promise(0, 0, 5);
        // Less than a sector, a few, and more pieces than one.
        const qsizetype size = QList<qsizetype>{100, 5'000, 300'000, 20'000}[round];
        const auto sent = sendWhole(connection, m_domain.envelope(Office, {Finance}, size));
        QVERIFY2(sent, reasonOf(sent).constData());
        promise(0, 1, 0);
    }
}

void PowerCutServerTest::initTestCase()
{
    copyFolder(m_domain.path(), before());
    FaultSwitch faults(m_domain.file(u"plan"_s));
    faults.recordInto(journal(), m_domain.path());
    // Twice, so that the first start, a stop, and a start on what is there are cut too.
    for (int life = 0; life < 2; ++life) {
        ChildProgram server(
            QStringLiteral(WENYI_BUILD_DIR "/server/wenyi-server"), {u"run"_s, u"--dir"_s, m_domain.path()}, &faults);
        const QByteArray line = server.firstLine();
        QVERIFY2(line.startsWith("listening on "), server.errors().constData());
        const auto connection =
            m_domain.connect(line.mid(QByteArrayView("listening on ").size()), m_domain.desktop(Office));
        work(*connection);
        if (QTest::currentTestFailed())
            return;
        server.killAfter(0); // A stop of the program alone loses nothing; the folder stays as it is.
    }
}

Promised PowerCutServerTest::promisedBy(const PowerCut &record, qsizetype calls) const
{
    Promised promised;
    for (const Promised &next : m_promised) {
        if (record.callsWithin(next.journal) <= calls)
            promised = next;
    }
    return promised;
}

QStringList PowerCutServerTest::faultsOf(const QString &path, const Promised &promised) const
{
    const auto folder = server::ServerFolder::open(path);
    if (!folder)
        return {u"the folder: "_s + describe(folder.error())};
    const auto report = server::verify(*folder, m_domain.clock());
    if (!report)
        return {u"the start: "_s + describe(report.error())};
    QStringList faults = report->faults;
    const auto compare = [&faults](const char *what, quint64 there, quint64 least, quint64 most) {
        if (there < least || there > most)
            faults.append(
                u"%1 %2, promised were %3, begun %4"_s.arg(there).arg(QString::fromLatin1(what)).arg(least).arg(most));
    };
    compare("entries", report->entries, promised.entries, promised.entries + 3);
    compare("envelopes", report->envelopes, promised.envelopes, promised.envelopes + 1);
    const auto store = server::Store::openBeside(folder->storePath(), m_domain.clock());
    if (!store)
        return faults + QStringList{u"the store: "_s + describe(store.error())};
    journal::Statement next((*store)->database(), "SELECT next FROM series");
    const auto drawn = next.next();
    const quint64 numbers = drawn && *drawn ? static_cast<quint64>(next.integer(0)) - 1 : 0;
    compare("numbers", numbers, promised.numbers, promised.numbers + 5);
    return faults;
}

void PowerCutServerTest::whatWasPromisedIsThereAfterAnyCut()
{
    PowerCut record(m_domain.path(), before(), journal());
    const CutPoints points(record, 40);
    QVERIFY2(record.syncs().size() > 24, "fewer syncs than acceptances: nothing was recorded");
    for (const CutPoint &point : points.all()) {
        const QString image = m_domain.file(u"image"_s);
        record.cut(point.calls, point.seed, point.sector, image);
        const QStringList faults = faultsOf(image, promisedBy(record, point.calls));
        QVERIFY2(faults.isEmpty(), qPrintable(point.toString() + u'\n' + faults.join(u'\n')));
        QVERIFY(QDir(image).removeRecursively());
    }
    QCOMPARE(record.oddities().join(u'\n'), QString());
}

/// That the comparison above can fail: the same server over a disk that lies about its syncs.
void PowerCutServerTest::aDiskThatForgetsWhatWasSyncedIsCaught()
{
    PowerCut record(m_domain.path(), before(), journal());
    record.ignoreSyncsFrom(record.callsWithin(m_promised[1].journal));
    const QString image = m_domain.file(u"image"_s);
    int caught = 0;
    for (quint32 seed = 1; seed <= 6; ++seed) {
        record.cut(record.calls(), seed, 512, image);
        caught += faultsOf(image, m_promised.last()).isEmpty() ? 0 : 1;
        QVERIFY(QDir(image).removeRecursively());
    }
    QVERIFY2(caught > 0, "no cut lost anything, though nothing was synced");
}

QTEST_GUILESS_MAIN(PowerCutServerTest)
#include "PowerCutServerTest.moc"
