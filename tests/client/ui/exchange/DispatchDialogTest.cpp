// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/exchange/DispatchDialog.h"
#include "client/core/exchange/ExchangeProjection.h"
#include "client/ui/app/Language.h"
#include "client/ui/app/MainWindow.h"
#include "client/ui/exchange/AttachmentList.h"
#include "client/ui/exchange/TrackingWindow.h"
#include "client/ui/exchange/VerifyPanel.h"
#include "client/ui/records/NavigationPane.h"
#include "client/ui/viewer/PageView.h"
#include "client/ui/widgets/NoticeStrip.h"
#include "client/ui/widgets/PlainTable.h"
#include "tests/Patience.h"
#include "tests/client/ui/exchange/SendingOffice.h"

#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QDragEnterEvent>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QSpinBox>
#include <QTest>

#include <algorithm>

using namespace wenyi;
using namespace wenyi::ui;
using namespace Qt::StringLiterals;

/// The sending unit's mail room dispatches sealed notices with mouse and keyboard.
class DispatchDialogTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void everythingIsShownBeforeItGoes();
    void enterDispatchesNothing();
    void aRecipientNobodyKnowsLeavesAllAsItWas();
    void recipientsAreFoundByCharactersAndStandOnce();
    void filesAreDroppedAddedAndRemoved();
    void whatWasChosenStandsInTheEnvelope();
    void aDispatchedRecordIsTrackedByKeyboard();
    void whoLacksTheUnitsKeySeesWhyNot();

private:
    void recallIn(TrackingWindow &tracking);
    QList<core::DispatchedEnvelope> outbox();
    template<typename Widget>
    Widget *part(const QString &name)
    {
        return m_dialog->findChild<Widget *>(name);
    }
    QString strip() const;
    void drop(const QStringList &paths);

    Language m_language;
    QTemporaryDir m_files;
    std::unique_ptr<SendingOffice> m_office;
    StreamId m_stream;
    SessionFacts m_facts;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<MainWindow> m_window;
    DispatchDialog *m_dialog = nullptr;
};

void DispatchDialogTest::initTestCase()
{
    m_office = std::make_unique<SendingOffice>();
    const auto stream = m_office->sealedNotice({u"江阴市财政局"_s, u"市水务局"_s}, u"加急"_s);
    QVERIFY2(stream, stream ? "" : qPrintable(describe(stream.error())));
    m_stream = *stream;
    m_session = m_office->open(u"市政府办/mailroom"_s, &m_facts);
    m_window = std::make_unique<MainWindow>(*m_session, m_facts);
    m_window->show();
    auto *navigation = m_window->findChild<NavigationPane *>();
    QTRY_COMPARE(navigation->count(core::Box::Awaiting), 1);
    QTRY_VERIFY(m_window->findChild<QAction *>(u"track"_s));
}

void DispatchDialogTest::cleanupTestCase()
{
    m_window.reset();
    m_session.reset();
}

QString DispatchDialogTest::strip() const
{
    for (const NoticeStrip *strip : m_dialog->findChildren<NoticeStrip *>()) {
        if (!qobject_cast<VerifyPanel *>(strip->parentWidget()))
            return strip->sentence();
    }
    return {};
}

QList<core::DispatchedEnvelope> DispatchDialogTest::outbox()
{
    return answerOf(m_session->ask([](Office &office) {
        return core::ExchangeProjection::outbox(office.workspace->journal().database());
    })).value();
}

void DispatchDialogTest::drop(const QStringList &paths)
{
    QMimeData data;
    QList<QUrl> urls;
    for (const QString &path : paths)
        urls.append(QUrl::fromLocalFile(path));
    data.setUrls(urls);
    auto *target = m_dialog->findChild<AttachmentList *>();
    QDragEnterEvent enter({5, 5}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(target, &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent event({5, 5}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(target, &event);
}

void DispatchDialogTest::everythingIsShownBeforeItGoes()
{
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    QTRY_VERIFY(!m_window->findChild<QAction *>(u"track"_s)->isEnabled()); // Nothing was dispatched yet.
    QApplication::setActiveWindow(m_window.get()); // There is no window manager who would; shortcuts want it.
    QTRY_VERIFY(std::ranges::any_of(m_window->findChildren<QAction *>(), [](const QAction *action) {
        return action->shortcut() == QKeySequence(Qt::CTRL | Qt::Key_Return) && action->isEnabled();
    }));
    QTest::keyClick(m_window.get(), Qt::Key_Return, Qt::ControlModifier);
    m_dialog = m_window->findChild<DispatchDialog *>();
    QVERIFY(m_dialog);
    auto *recipients = part<PlainTable>(u"recipients"_s);
    QTRY_COMPARE(recipients->rowCount(), 2);
    QCOMPARE(recipients->text(0, 0), u"江阴市财政局"_s);
    QCOMPARE(recipients->text(0, 1), u"网络"_s);
    QCOMPARE(recipients->text(1, 0), u"市水务局"_s);
    QVERIFY(strip().contains(u"市水务局"_s)); // Nobody bears the name: said in words, with the way out.
    QVERIFY(m_dialog->findChild<VerifyPanel *>()->sentence().startsWith(u"签章有效"_s));
    QVERIFY(m_dialog->findChild<PageView *>()->pageCount() > 1);
    auto *urgency = part<QComboBox>(u"urgency"_s);
    QCOMPARE(urgency->count(), 2);
    QCOMPARE(urgency->currentText(), u"加急"_s); // The document's own is the least.
    keepPicture(m_dialog, u"dispatch-unknown"_s);
}

void DispatchDialogTest::enterDispatchesNothing()
{
    for (QWidget *widget : QList<QWidget *>{m_dialog, part<PlainTable>(u"recipients"_s), part<QSpinBox>(u"quota"_s),
             part<QLineEdit>(u"recipientSearch"_s), part<QComboBox>(u"urgency"_s)})
        QTest::keyClick(widget, Qt::Key_Return);
    QTest::qWait(200);
    QVERIFY(outbox().isEmpty());
    QVERIFY(m_dialog->isVisible());
}

void DispatchDialogTest::aRecipientNobodyKnowsLeavesAllAsItWas()
{
    part<QSpinBox>(u"quota"_s)->setValue(3);
    QTest::mouseClick(part<QPushButton>(u"dispatch"_s), Qt::LeftButton);
    QTRY_COMPARE(strip(), u"有收文单位不在通讯录中，请从列表中选择。"_s);
    QVERIFY(outbox().isEmpty());
    // What was typed is still there.
    QCOMPARE(part<PlainTable>(u"recipients"_s)->rowCount(), 2);
    QCOMPARE(part<QSpinBox>(u"quota"_s)->value(), 3);
    auto *recipients = part<PlainTable>(u"recipients"_s);
    recipients->chooseRow(1);
    recipients->setFocus();
    QTest::keyClick(recipients, Qt::Key_Delete);
    QTRY_COMPARE(recipients->rowCount(), 1);
}

void DispatchDialogTest::recipientsAreFoundByCharactersAndStandOnce()
{
    auto *recipients = part<PlainTable>(u"recipients"_s);
    auto *search = part<QLineEdit>(u"recipientSearch"_s);
    QTest::keyClick(search, Qt::Key_Return); // Nothing typed: nobody chosen.
    QCOMPARE(recipients->rowCount(), 1);
    search->setText(u"澄江镇"_s); // By its short name.
    QTest::keyClick(search, Qt::Key_Return);
    QTRY_COMPARE(recipients->rowCount(), 2);
    QCOMPARE(recipients->text(1, 0), u"澄江镇人民政府"_s);
    QCOMPARE(recipients->text(1, 1), u"U盘"_s);
    search->setText(u"各镇"_s); // The group of the same town.
    QTest::keyClick(search, Qt::Key_Return);
    QCOMPARE(recipients->rowCount(), 2);
    QCOMPARE(strip(), u"该收文单位已在列表中，未重复加入。"_s);
}

void DispatchDialogTest::filesAreDroppedAddedAndRemoved()
{
    const QString sheet = m_files.filePath(u"防汛物资明细表.et"_s);
    const QString large = m_files.filePath(u"现场照片.zip"_s);
    QFile file(sheet);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("sheet") == 5);
    file.close();
    QFile photos(large);
    QVERIFY(photos.open(QIODevice::WriteOnly) && photos.resize(core::LargestAttachment + 1));
    photos.close();
    auto *files = part<PlainTable>(u"attachments"_s);
    drop({sheet, large, m_files.path()});
    QTRY_COMPARE(files->rowCount(), 1);
    QCOMPARE(files->text(0, 0), u"防汛物资明细表.et"_s);
    QTRY_VERIFY(strip().startsWith(u"附件过大"_s));
    drop({sheet});
    QTRY_COMPARE(strip(), u"同名附件已经加入，请改名后再加。"_s);
    files->chooseRow(0);
    QTest::mouseClick(part<QPushButton>(u"removeAttachment"_s), Qt::LeftButton);
    QTRY_COMPARE(files->rowCount(), 0);
    drop({sheet});
    QTRY_COMPARE(files->rowCount(), 1);
}

void DispatchDialogTest::whatWasChosenStandsInTheEnvelope()
{
    auto *urgency = part<QComboBox>(u"urgency"_s);
    urgency->setCurrentText(u"特急"_s);
    keepPicture(m_dialog, u"dispatch"_s);
    QPointer<DispatchDialog> dialog = m_dialog;
    QTest::mouseClick(part<QPushButton>(u"dispatch"_s), Qt::LeftButton);
    QTRY_VERIFY2(!dialog, dialog ? qPrintable(strip()) : "");
    const auto sent = outbox();
    QCOMPARE(sent.size(), 1);
    QCOMPARE(sent.first().stream, m_stream);
    const exchange::EnvelopeRouting &routing = sent.first().header.routing();
    QCOMPARE(routing.urgency, exchange::Urgency::Urgent);
    QCOMPARE(routing.recipients.size(), 2);
    QCOMPARE(routing.recipients.first().printQuota, quint64(3));
    QCOMPARE(routing.parts.size(), 3); // Header, document, attachment.
    QVERIFY(sent.first().routes.at(0).channel == core::Channel::Server);
    QVERIFY(sent.first().routes.at(1).channel == core::Channel::Bundle);
}

void DispatchDialogTest::aDispatchedRecordIsTrackedByKeyboard()
{
    auto *track = m_window->findChild<QAction *>(u"track"_s);
    QTRY_VERIFY(track->isEnabled());
    QApplication::setActiveWindow(m_window.get());
    QTest::keyClick(m_window.get(), Qt::Key_T, Qt::ControlModifier);
    auto *tracking = m_window->findChild<TrackingWindow *>();
    QVERIFY(tracking);
    auto *table = tracking->findChild<PlainTable *>();
    QTRY_COMPARE(table->rowCount(), 2);
    QCOMPARE(table->text(0, TrackingWindow::State), u"未送达（待发）"_s);
    QVERIFY(tracking->findChild<QLabel *>(u"summary"_s)->text().startsWith(u"0/2 已签收"_s));
    // Concluding cannot be taken back: while nobody has signed for it, it is asked twice.
    auto *conclude = tracking->findChild<QPushButton *>(u"conclude"_s);
    QVERIFY(conclude->isVisible());
    QTest::mouseClick(conclude, Qt::LeftButton);
    QVERIFY(tracking->findChild<NoticeStrip *>()->sentence().startsWith(u"尚有2个"_s));
    keepPicture(tracking, u"tracking-waiting"_s);
    QPointer<TrackingWindow> window = tracking;
    QTest::mouseClick(conclude, Qt::LeftButton);
    QTRY_VERIFY(!window);
    // Also once it waits for the registrar, who files it.
    auto *navigation = m_window->findChild<NavigationPane *>();
    navigation->choose(core::Box::InHand);
    QTRY_COMPARE(navigation->count(core::Box::InHand), 1);
    QTRY_VERIFY(track->isEnabled());
    track->trigger();
    tracking = m_window->findChild<TrackingWindow *>();
    QVERIFY(tracking);
    recallIn(*tracking);
}

void DispatchDialogTest::recallIn(TrackingWindow &tracking)
{
    auto *reason = tracking.findChild<QLineEdit *>(u"recallReason"_s);
    auto *recall = tracking.findChild<QPushButton *>(u"recall"_s);
    QTRY_VERIFY(reason->isVisible());
    QVERIFY2(!recall->isEnabled(), "nothing is recalled without a reason");
    QTest::keyClicks(reason, u"wrong attachment"_s);
    QTest::mouseClick(recall, Qt::LeftButton);
    QCOMPARE(tracking.findChild<NoticeStrip *>()->sentence().left(5), u"将从2个尚"_s);
    auto *table = tracking.findChild<PlainTable *>();
    QCOMPARE(table->text(0, TrackingWindow::State), u"未送达（待发）"_s);
    keepPicture(&tracking, u"tracking-recall"_s);
    QTest::mouseClick(recall, Qt::LeftButton);
    QTRY_COMPARE(table->text(0, TrackingWindow::State), u"已撤回"_s);
    QVERIFY(table->text(0, TrackingWindow::Remark).endsWith(u"wrong attachment"_s));
    QTRY_VERIFY2(!recall->isVisible(), "there is nobody left to recall it from");
}

void DispatchDialogTest::whoLacksTheUnitsKeySeesWhyNot()
{
    m_window.reset();
    m_session.reset();
    SessionFacts facts;
    const auto session = m_office->open(u"市政府办/clerk"_s, &facts);
    DispatchDialog dialog(std::make_unique<DispatchPresenter>(*session, m_stream));
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.show();
    m_dialog = &dialog;
    QTRY_VERIFY(strip().startsWith(u"只有收发员"_s));
    QVERIFY(!part<QPushButton>(u"dispatch"_s)->isEnabled());
}

QTEST_MAIN(DispatchDialogTest)
#include "DispatchDialogTest.moc"
