// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/profile/PinChange.h"
#include "tests/client/core/profile/MemberKeysFolder.h"
#include "tests/faults/kit/ChildProgram.h"
#include "tests/faults/kit/FaultSeed.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::faults;
using core::tests::MemberKeysFolder;

/// Whichever call is the last, or fails, while the PIN of a member's five key files is changed: afterwards one PIN
/// opens all of them, the old one or the new one, and where the program had said which, it is that one.
class PinChangeCrashTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void onePinOpensAllAfterAnyFault_data();
    void onePinOpensAllAfterAnyFault();

private:
    static SecretBytes from() { return SecretBytes(QByteArrayView("135790")); }
    static SecretBytes to() { return SecretBytes(QByteArrayView("246813")); }
    struct Change
    {
        QByteArray said; ///< Empty where it died.
        bool hadFault = false;
    };
    Change change(FaultPlan::Kind kind, int left);

    MemberKeysFolder m_keys;
    QTemporaryDir m_plan;
    FaultSwitch m_faults{m_plan.filePath(QStringLiteral("plan"))};
};

PinChangeCrashTest::Change PinChangeCrashTest::change(FaultPlan::Kind kind, int left)
{
    m_keys.reset();
    m_faults.set(FaultPlan::Nothing);
    ChildProgram program(QStringLiteral(WENYI_BUILD_DIR "/tests/test-pin-change"),
        {m_keys.folder(), QStringLiteral("135790"), QStringLiteral("246813")}, &m_faults);
    if (program.firstLine() != "ready")
        qFatal("the program did not begin: %s", program.errors().constData());
    m_faults.set(kind, left);
    program.tell({"go"});
    (void)program.finish();
    const auto said = program.linesSaid();
    if (said.isEmpty())
        return {{}, true};
    return {said.first().trimmed(), m_faults.faults() > 0};
}

void PinChangeCrashTest::onePinOpensAllAfterAnyFault_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("usual"); // Of calls each so many, of syncs all: those are few.
    QTest::newRow("killed") << int(FaultPlan::Kill) << 2;
    QTest::newRow("a sync fails") << int(FaultPlan::SyncOnce) << 1;
    QTest::newRow("the disk is full from then on") << int(FaultPlan::DiskFull) << 2;
}

void PinChangeCrashTest::onePinOpensAllAfterAnyFault()
{
    QFETCH(const int, kind);
    QFETCH(const int, usual);
    const int stride = faultCount("WENYI_FAULT_STRIDE", usual);
    int olds = 0;
    int news = 0;
    int begun = 0; // Those that somebody else had to end.
    for (int left = 0;; left += stride) {
        const auto [said, hadFault] = change(static_cast<FaultPlan::Kind>(kind), left);
        const QByteArray at = "call " + QByteArray::number(left) + ": " + said;
        begun += QFile::exists(m_keys.path(u"pin-change.journal")) ? 1 : 0;
        QVERIFY2(core::finishPinChange(m_keys.folder()), at.constData());
        const int byOld = m_keys.opened(from());
        const int byNew = byOld == 0 ? m_keys.opened(to()) : 0;
        QVERIFY2(byOld == 5 || byNew == 5, QByteArray(at + ", opened " + QByteArray::number(byOld)).constData());
        (byOld == 5 ? olds : news) += 1;
        if (said == "changed" || said == "pin-change.unfinished")
            QVERIFY2(byNew == 5, at.constData());
        else if (!said.isEmpty())
            QVERIFY2(byOld == 5, at.constData());
        if (!hadFault)
            break; // Every call has had its turn.
    }
    qInfo("each %d. call: %d with the old PIN, %d with the new one, %d begun", stride, olds, news, begun);
    QVERIFY(olds * stride > 5);
    QVERIFY(news * stride > (kind == FaultPlan::Kill ? 5 : 1));
    QVERIFY(kind == FaultPlan::SyncOnce || begun * stride > 3);
}

QTEST_GUILESS_MAIN(PinChangeCrashTest)
#include "PinChangeCrashTest.moc"
