// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/exchange/DirectiveProjection.h"
#include "client/core/exchange/ExchangeProjection.h"
#include "client/core/exchange/RecallService.h"
#include "client/core/outgoing/OutgoingService.h"
#include "client/ui/app/Language.h"
#include "client/ui/exchange/AddRecipientsDialog.h"
#include "client/ui/exchange/DispatchDialog.h"
#include "client/ui/exchange/TrackingWindow.h"
#include "client/ui/incoming/ArrivedAttachments.h"
#include "client/ui/incoming/AttachmentSaver.h"
#include "client/ui/incoming/SignForDialog.h"
#include "client/ui/widgets/NoticeStrip.h"
#include "client/ui/widgets/PlainTable.h"
#include "tests/Patience.h"
#include "tests/client/ui/exchange/SendingOffice.h"

#include <QCheckBox>
#include <QDateTimeEdit>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>

#include <algorithm>

using namespace wenyi;
using namespace wenyi::ui;
using namespace Qt::StringLiterals;

/// The mail room sends later, adds recipients to what was dispatched, and sends to a successor, in the real windows.
class FurtherUnitsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void theTimeOfSendingLiesWithinAYear();
    void whatIsSentLaterIsTrackedWithItsTime();
    void aFurtherRecipientIsChosenAndSentTo();
    void whoHasItIsRefusedInWords();
    void fromWhomItWasRecalledIsAskedOnce();
    void whoHasNotSignedIsUrgedAndReadsIt();
    void theSuccessorOfARetiredUnitGetsIt();

private:
    template<typename Widget>
    static Widget *part(const QWidget &window, const QString &name)
    {
        return window.findChild<Widget *>(name);
    }
    static void choose(const QWidget &dialog, const QString &text)
    {
        auto *search = part<QLineEdit>(dialog, u"recipientSearch"_s);
        search->setText(text);
        QTest::keyClick(search, Qt::Key_Return);
    }
    /// The dialog for further recipients with one unit chosen, opened by its button.
    AddRecipientsDialog *adding(const QString &unit);
    QList<core::DispatchedEnvelope> outbox(const StreamId &stream);
    PlainTable *rows() const { return m_tracking->findChild<PlainTable *>(QString(), Qt::FindDirectChildrenOnly); }
    void track(const StreamId &stream);

    Language m_language;
    std::unique_ptr<SendingOffice> m_office;
    StreamId m_stream;
    StreamId m_second;
    StreamId m_arrived; ///< The second's record at the finance bureau.
    std::unique_ptr<Session> m_session;
    std::unique_ptr<TrackingWindow> m_tracking;
    const QString m_finance = u"江阴市财政局"_s;
    const QString m_town = u"澄江镇人民政府"_s;
    QDateTime m_time; ///< Of sending.
};

void FurtherUnitsTest::initTestCase()
{
    m_office = std::make_unique<SendingOffice>();
    for (StreamId *stream : {&m_stream, &m_second}) {
        const auto sealedOne = m_office->sealedNotice({m_finance});
        QVERIFY2(sealedOne, sealedOne ? "" : qPrintable(describe(sealedOne.error())));
        *stream = *sealedOne;
    }
    // The second is with the finance bureau already.
    {
        core::DispatchChoice choice;
        choice.recipients = {m_finance};
        const auto desk = m_office->office().unlock(u"市政府办/mailroom"_s);
        const auto sent = core::OutgoingService(*desk).dispatch(m_second, choice);
        QVERIFY2(sent, sent ? "" : qPrintable(describe(sent.error())));
        m_arrived = core::incomingStream(sent->envelope);
    }
    for (const QString &name : {u"市政府办/mailroom"_s, u"市财政局/mailroom"_s})
        QVERIFY(m_office->sync(name));
    m_session = m_office->open(u"市政府办/mailroom"_s);
}

void FurtherUnitsTest::cleanupTestCase()
{
    m_tracking.reset();
    m_session.reset();
}

QList<core::DispatchedEnvelope> FurtherUnitsTest::outbox(const StreamId &stream)
{
    return answerOf(m_session->ask([stream](Office &office) {
        return core::ExchangeProjection::outbox(office.workspace->journal().database(), stream);
    })).value();
}

void FurtherUnitsTest::track(const StreamId &stream)
{
    m_tracking = std::make_unique<TrackingWindow>(std::make_unique<TrackingPresenter>(*m_session, stream));
    m_tracking->setAttribute(Qt::WA_DeleteOnClose, false);
    m_tracking->show();
}

AddRecipientsDialog *FurtherUnitsTest::adding(const QString &unit)
{
    QTest::mouseClick(part<QPushButton>(*m_tracking, u"addRecipients"_s), Qt::LeftButton);
    auto *dialog = m_tracking->findChild<AddRecipientsDialog *>();
    if (!dialog)
        qFatal("the dialog did not open");
    auto *recipients = part<PlainTable>(*dialog, u"recipients"_s);
    // The directory comes from the core's thread: until then nothing is found.
    const auto isChosen = [&] {
        if (recipients->rowCount() == 0)
            choose(*dialog, unit);
        return recipients->rowCount() == 1;
    };
    if (!QTest::qWaitFor(isChosen, 30'000))
        qFatal("the recipient was not found");
    return dialog;
}

void FurtherUnitsTest::theTimeOfSendingLiesWithinAYear()
{
    QPointer<DispatchDialog> dialog = new DispatchDialog(std::make_unique<DispatchPresenter>(*m_session, m_stream));
    dialog->show();
    QTRY_COMPARE(part<PlainTable>(*dialog, u"recipients"_s)->rowCount(), 1);
    auto *later = part<QCheckBox>(*dialog, u"sendLater"_s);
    auto *at = part<QDateTimeEdit>(*dialog, u"sendAt"_s);
    auto *words = part<QLabel>(*dialog, u"sendAtWords"_s);
    QVERIFY(!at->isEnabled());
    QVERIFY(!words->isVisible());
    later->click();
    QVERIFY(at->isEnabled());
    const QDateTime now = QDateTime::currentDateTime();
    at->setDateTime(now.addDays(-1));
    QVERIFY2(at->dateTime() >= now.addSecs(-120), "a time that is past can be chosen");
    at->setDateTime(now.addDays(800));
    QVERIFY2(at->dateTime() <= now.addDays(366), "a time beyond a year can be chosen");
    m_time = QDateTime(now.date().addDays(1), QTime(8, 5));
    at->setDateTime(m_time);
    QVERIFY(words->isVisible());
    QVERIFY2(words->text().contains(u"08:05"_s), qPrintable(words->text()));
    keepPicture(dialog, u"dispatch-later"_s);
    QTRY_VERIFY(part<QPushButton>(*dialog, u"dispatch"_s)->isEnabled());
    QTest::mouseClick(part<QPushButton>(*dialog, u"dispatch"_s), Qt::LeftButton);
    QTRY_VERIFY2(!dialog, "it was not dispatched");
    const auto sent = outbox(m_stream);
    QCOMPARE(sent.size(), 1);
    const auto hold = answerOf(m_session->ask([digest = sent[0].header.digest()](Office &office) {
        return core::DirectiveProjection::hold(office.workspace->journal().database(), digest);
    })).value();
    QVERIFY2(hold, "it goes at once");
    QCOMPARE(toMilliseconds(*hold->facts().until), m_time.toMSecsSinceEpoch());
}

void FurtherUnitsTest::whatIsSentLaterIsTrackedWithItsTime()
{
    track(m_stream);
    QTRY_COMPARE(rows()->rowCount(), 1);
    QCOMPARE(rows()->text(0, TrackingWindow::State), u"未送达（定时发送）"_s);
    QVERIFY2(rows()->text(0, TrackingWindow::Remark).contains(u"08:05"_s),
        qPrintable(rows()->text(0, TrackingWindow::Remark)));
}

void FurtherUnitsTest::aFurtherRecipientIsChosenAndSentTo()
{
    QVERIFY(part<QPushButton>(*m_tracking, u"addRecipients"_s)->isVisible());
    QVERIFY(!part<QPushButton>(*m_tracking, u"toSuccessors"_s)->isVisible());
    QPointer<AddRecipientsDialog> dialog = adding(m_town);
    auto *send = part<QPushButton>(*dialog, u"sendFurther"_s);
    auto *recipients = part<PlainTable>(*dialog, u"recipients"_s);
    recipients->chooseRow(0);
    QTest::mouseClick(part<QPushButton>(*dialog, u"removeRecipient"_s), Qt::LeftButton);
    QCOMPARE(recipients->rowCount(), 0);
    QVERIFY2(!send->isEnabled(), "nobody is chosen");
    choose(*dialog, m_town);
    QCOMPARE(recipients->rowCount(), 1);
    QTest::keyClick(recipients, Qt::Key_Return);
    QTest::qWait(100);
    QCOMPARE(outbox(m_stream).size(), 1); // Enter sends nothing.
    keepPicture(dialog, u"add-recipients"_s);
    QTest::mouseClick(send, Qt::LeftButton);
    QTRY_VERIFY2(!dialog, "it was not sent");
    QTRY_COMPARE(rows()->rowCount(), 2);
    QCOMPARE(rows()->text(1, TrackingWindow::Unit), m_town);
    QCOMPARE(outbox(m_stream).size(), 2);
}

void FurtherUnitsTest::whoHasItIsRefusedInWords()
{
    QPointer<AddRecipientsDialog> dialog = adding(m_finance);
    QTest::mouseClick(part<QPushButton>(*dialog, u"sendFurther"_s), Qt::LeftButton);
    QTRY_COMPARE(dialog->findChild<NoticeStrip *>()->sentence(), u"所选单位中有的已收到此件或正在送达，不重复发送。"_s);
    QCOMPARE(part<PlainTable>(*dialog, u"recipients"_s)->rowCount(), 1); // As it was chosen.
    QCOMPARE(outbox(m_stream).size(), 2);
    dialog->reject();
    QTRY_VERIFY(!dialog);
}

void FurtherUnitsTest::fromWhomItWasRecalledIsAskedOnce()
{
    const auto recalled = answerOf(m_session->ask([stream = m_stream](Office &office) {
        return core::RecallService(*office.workspace).recall(stream, {}, u"附件有误"_s);
    }));
    QVERIFY2(recalled, recalled ? "" : qPrintable(describe(recalled.error())));
    m_session->noteChange();
    QPointer<AddRecipientsDialog> dialog = adding(m_finance);
    auto *send = part<QPushButton>(*dialog, u"sendFurther"_s);
    QTest::mouseClick(send, Qt::LeftButton);
    // Whom one adds meanwhile, nobody was asked about.
    QVERIFY(!part<QLineEdit>(*dialog, u"recipientSearch"_s)->isEnabled());
    QTRY_VERIFY(dialog->findChild<NoticeStrip *>()->sentence().endsWith(u"请再按一次“发送”。"_s));
    QCOMPARE(outbox(m_stream).size(), 2);
    QTRY_VERIFY(send->isEnabled());
    QTest::mouseClick(send, Qt::LeftButton);
    QTRY_VERIFY2(!dialog, "it was not sent");
    QTRY_COMPARE(rows()->rowCount(), 3);
    QCOMPARE(rows()->text(0, TrackingWindow::State), u"已撤回"_s);
    QCOMPARE(rows()->text(2, TrackingWindow::State), u"未送达（待发）"_s);
    keepPicture(m_tracking.get(), u"tracking-further"_s);
}

void FurtherUnitsTest::whoHasNotSignedIsUrgedAndReadsIt()
{
    track(m_second);
    QTRY_COMPARE(rows()->rowCount(), 1);
    auto *urge = part<QPushButton>(*m_tracking, u"urge"_s);
    QVERIFY(urge->isVisible());
    QTest::mouseClick(urge, Qt::LeftButton);
    auto *strip = m_tracking->findChild<NoticeStrip *>(QString(), Qt::FindDirectChildrenOnly);
    QTRY_COMPARE(strip->sentence(), u"下次同步时向1个收文单位催签。"_s);
    QTRY_VERIFY2(!urge->isVisible(), "it is urged again within the hour");
    QVERIFY2(rows()->text(0, TrackingWindow::Remark).startsWith(u"已催签1次"_s),
        qPrintable(rows()->text(0, TrackingWindow::Remark)));
    keepPicture(m_tracking.get(), u"tracking-urged"_s);
    m_tracking.reset();
    m_session.reset();
    for (const QString &name : {u"市政府办/mailroom"_s, u"市财政局/mailroom"_s})
        QVERIFY(m_office->sync(name));
    {
        SessionFacts facts;
        const auto finance = m_office->open(u"市财政局/mailroom"_s, &facts);
        SignForDialog dialog(std::make_unique<SigningPresenter>(*finance, facts, m_arrived),
            std::make_unique<ArrivedAttachments>(std::make_unique<AttachmentSaver>(*finance, m_arrived)));
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        dialog.show();
        const auto isTold = [&dialog] {
            const auto strips = dialog.findChildren<NoticeStrip *>();
            return std::any_of(strips.begin(), strips.end(),
                [](const NoticeStrip *one) { return one->sentence().endsWith(u"催促签收。"_s); });
        };
        QTRY_VERIFY2(isTold(), "the mail room is not told that it is urged");
        keepPicture(&dialog, u"sign-for-urged"_s);
    }
    m_session = m_office->open(u"市政府办/mailroom"_s);
}

void FurtherUnitsTest::theSuccessorOfARetiredUnitGetsIt()
{
    const auto before = outbox(m_second);
    QCOMPARE(before.size(), 1);
    const auto book = answerOf(m_session->ask(
        [](Office &office) -> Result<core::RecipientBook> { return core::recipientBook(*office.workspace); }));
    UnitCode town;
    for (const core::Recipient &recipient : book->recipients) {
        if (recipient.name == m_town)
            town = recipient.unit;
    }
    QVERIFY(!town.isEmpty());
    m_tracking.reset();
    m_session.reset();
    const auto retired = m_office->retire(before[0].routes[0].unit, town);
    QVERIFY2(retired, retired ? "" : qPrintable(describe(retired.error())));
    m_session = m_office->open(u"市政府办/mailroom"_s);
    track(m_second);
    QTRY_COMPARE(rows()->rowCount(), 1);
    QVERIFY2(
        rows()->text(0, TrackingWindow::Remark).contains(m_town), qPrintable(rows()->text(0, TrackingWindow::Remark)));
    auto *toSuccessors = part<QPushButton>(*m_tracking, u"toSuccessors"_s);
    QVERIFY(toSuccessors->isVisible());
    QTest::mouseClick(toSuccessors, Qt::LeftButton);
    auto *strip = m_tracking->findChild<NoticeStrip *>(QString(), Qt::FindDirectChildrenOnly);
    QVERIFY2(strip->sentence().contains(m_town), qPrintable(strip->sentence()));
    QCOMPARE(outbox(m_second).size(), 1);
    keepPicture(m_tracking.get(), u"tracking-successor"_s);
    QTest::mouseClick(toSuccessors, Qt::LeftButton);
    QTRY_COMPARE(rows()->rowCount(), 2);
    QCOMPARE(rows()->text(1, TrackingWindow::Unit), m_town);
    QTRY_VERIFY2(!toSuccessors->isVisible(), "the successor has it by now");
}

QTEST_MAIN(FurtherUnitsTest)
#include "FurtherUnitsTest.moc"
