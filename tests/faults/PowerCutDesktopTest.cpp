// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/records/DraftService.h"
#include "tests/faults/kit/CrashOffice.h"
#include "tests/faults/kit/CutPoints.h"
#include "tests/faults/kit/PowerCut.h"

#include <QDir>
#include <QTest>

using namespace wenyi;
using namespace wenyi::faults;
using namespace Qt::StringLiterals;

namespace {
const QString Clerk = u"市政府办/clerk"_s;
} // namespace

/// A desktop's machine loses its power (F05): the encrypted store, its log and the blobs are cut at one moment.
class PowerCutDesktopTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void whatWasSaidToBeSavedIsThereAfterAnyCut();

private:
    /// What does not hold of a desktop that is unlocked in the folder, when `said` had been shown.
    QStringList faultsOf(const QString &folder, const QByteArrayList &said) const;
    static QStringList lostFacts(core::Workspace &desk, const Acknowledged &facts);
    QString journal() { return m_office.domain().path(u"calls"_s); }
    QString before() { return m_office.domain().path(u"before"_s); }
    QString folder() { return m_office.domain().desktopOf(Clerk).first; }

    mutable CrashOffice m_office;
};

void PowerCutDesktopTest::initTestCase()
{
    QCOMPARE(m_office.acknowledged().failures().join(u'\n'), QString());
    copyFolder(folder(), before());
    FaultSwitch faults(m_office.domain().path(u"plan"_s));
    faults.recordInto(journal(), folder());
    const auto visit = m_office.call(Clerk, {"draft 1", "act 1", "draft 2", "sync", "draft 3", "act"}, faults);
    QVERIFY2(m_office.end(*visit), visit->errors().constData());
    QCOMPARE(m_office.acknowledged().failures().join(u'\n'), QString());
}

QStringList PowerCutDesktopTest::lostFacts(core::Workspace &desk, const Acknowledged &facts)
{
    QStringList lost;
    for (const QStringList &fact : facts.of(u"drafted"_s)) {
        const auto known = desk.journal().hasStream(StreamId(fact[0]));
        if (!known || !*known)
            lost.append(u"drafted and lost: "_s + fact.join(u' '));
    }
    for (const QStringList &fact : facts.of(u"saved"_s)) {
        const auto draft =
            core::DraftService(desk).load(StreamId(fact[0]), Digest::fromHex(fact[1].toLatin1()).value());
        if (!draft)
            lost.append(u"saved and lost: "_s + fact.join(u' ') + faultOf(draft));
    }
    for (const QStringList &fact : facts.of(u"did"_s)) {
        const auto entries = desk.journal().stream(StreamId(fact[0]));
        bool isThere = false;
        for (const auto &entry : entries.value_or(QList<journal::Journal::StreamEntry>()))
            isThere = isThere || QString::fromLatin1(entry.stored.id.toHex()) == fact[1];
        if (!isThere)
            lost.append(u"done and lost: "_s + fact.join(u' '));
    }
    return lost;
}

QStringList PowerCutDesktopTest::faultsOf(const QString &folder, const QByteArrayList &said) const
{
    const auto desk = core::Workspace::unlock(
        folder, m_office.domain().desktopOf(Clerk).second, FaultDomain::pin(), m_office.domain().environment());
    if (!desk)
        return {u"it does not open: "_s + faultOf(desk)};
    QStringList faults;
    const auto note = [&faults](const char *what, const QString &fault) {
        if (!fault.isEmpty())
            faults.append(QString::fromLatin1(what) + u": "_s + fault);
    };
    note("journal", faultOf((*desk)->journal().verify(desktopKeys(**desk))));
    note("audit log", faultOf((*desk)->audit().verify()));
    note("store", faultOf((*desk)->journal().database().checkIntegrity()));
    const auto damaged = (*desk)->blobs().scrub();
    note("blobs", damaged && !damaged->isEmpty() ? u"%1 are damaged"_s.arg(damaged->size()) : faultOf(damaged));
    Acknowledged facts;
    facts.add(said);
    return faults + lostFacts(**desk, facts);
}

void PowerCutDesktopTest::whatWasSaidToBeSavedIsThereAfterAnyCut()
{
    PowerCut record(folder(), before(), journal());
    const QByteArrayList all = record.saidWithin(record.calls());
    QVERIFY2(all.contains("done act"), "what the desktop said was not recorded");
    const CutPoints points(record, 16);
    QVERIFY2(record.syncs().size() > 6, "fewer syncs than acts: nothing was recorded");
    for (const CutPoint &point : points.all()) {
        const QString image = m_office.domain().path(u"image"_s);
        record.cut(point.calls, point.seed, point.sector, image);
        const QStringList faults = faultsOf(image, record.saidWithin(point.calls));
        QVERIFY2(faults.isEmpty(), qPrintable(point.toString() + u'\n' + faults.join(u'\n')));
        QVERIFY(QDir(image).removeRecursively());
    }
    QCOMPARE(record.oddities().join(u'\n'), QString());
}

QTEST_GUILESS_MAIN(PowerCutDesktopTest)
#include "PowerCutDesktopTest.moc"
