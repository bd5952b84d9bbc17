// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/render/RenderThread.h"
#include "client/ui/app/Desk.h"
#include "client/ui/app/Language.h"
#include "client/ui/exchange/SyncLogDialog.h"
#include "client/ui/exchange/SyncStatusView.h"
#include "client/ui/exchange/VerifyPanel.h"
#include "client/ui/incoming/ArrivedAttachments.h"
#include "client/ui/incoming/SignForDialog.h"
#include "client/ui/lock/LockScreen.h"
#include "client/ui/records/NavigationPane.h"
#include "client/ui/records/RecordPreview.h"
#include "client/ui/signing/SigningDialog.h"
#include "client/ui/text/SealWords.h"
#include "client/ui/unlock/UnlockDialog.h"
#include "client/ui/viewer/DocumentViewer.h"
#include "client/ui/viewer/FileWindow.h"
#include "client/ui/widgets/NoticeStrip.h"
#include "client/ui/widgets/PinEdit.h"
#include "tests/Patience.h"
#include "tests/client/core/FreeEndpoint.h"
#include "tests/client/core/render/PdfParts.h"
#include "tests/client/ui/incoming/ClientDesk.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QFileDialog>
#include <QLineEdit>
#include <QListWidget>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableView>
#include <QTest>
#include <QToolButton>
#include <QTreeWidget>

using namespace wenyi;
using namespace wenyi::ui;
using namespace Qt::StringLiterals;
using exchange::ReceiptKind;

namespace {

/// Dialogs that a person sees, of any window.
int visibleDialogs()
{
    const auto windows = QApplication::topLevelWidgets();
    return static_cast<int>(std::count_if(windows.begin(), windows.end(),
        [](const QWidget *window) { return window->isVisible() && qobject_cast<const QDialog *>(window); }));
}

template<typename Window>
Window *visibleWindow()
{
    for (QWidget *window : QApplication::topLevelWidgets()) {
        auto *wanted = qobject_cast<Window *>(window);
        if (wanted && wanted->isVisible())
            return wanted;
    }
    return nullptr;
}

} // namespace

/// The incoming half in real windows over a real server: what one unit sends arrives in another unit's client by
/// itself, and is verified, signed for and registered there.
class IncomingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void anArrivedDocumentIsShownWithItsVerdict();
    void aWrongPinLeavesAllAsItWas();
    void anAttachmentIsSavedAndReplacesNothingUnasked();
    void anAttachedPdfOpensInTheViewer();
    void signingForGivesTheSenderTheReceipt();
    void registeringDrawsANumberAndGivesTheReceipt();
    void withoutTheServerTheStatusSaysSoAndWorkGoesOn();
    void aReturnedDocumentTellsTheSenderWhy();
    void theLogTellsWhatWentAndCopiesNoTitle();
    void leavingDuringASynchronisationIsHarmless();

private:
    EnvelopeId dispatch(int serial);
    void syncSender();
    exchange::Delivery delivery(int serial);
    SignForDialog *openSignFor();
    void signForWith(SignForDialog *dialog, const QString &pin, const QString &button);

    Language m_language;
    std::unique_ptr<core::tests::ExchangeOffice> m_exchange;
    std::unique_ptr<ClientDesk> m_desk;
    QMap<int, EnvelopeId> m_sent;
};

void IncomingTest::initTestCase()
{
    m_exchange = std::make_unique<core::tests::ExchangeOffice>(core::tests::freeEndpoint());
    m_exchange->finance.reset(); // Its desktop is the client's.
    dispatch(31);
    m_desk = std::make_unique<ClientDesk>(m_exchange->office, u"市财政局/mailroom"_s);
}

void IncomingTest::cleanupTestCase()
{
    m_desk.reset();
    m_exchange.reset();
}

EnvelopeId IncomingTest::dispatch(int serial)
{
    auto order = m_exchange->order(StreamId(u"notice-%1"_s.arg(serial)), serial);
    order.recipients = {u"江阴市财政局"_s};
    order.urgency = exchange::Urgency::Expedited;
    order.attachments = {{u"任务分解表.txt"_s, "责任单位与时限\n"}, {u"附图.pdf"_s, onePage()}};
    const auto dispatched = core::DispatchService(*m_exchange->sender).dispatch(order);
    if (!dispatched)
        qFatal("%s", qPrintable(describe(dispatched.error())));
    m_sent.insert(serial, dispatched->envelope);
    if (m_exchange->server)
        syncSender();
    return dispatched->envelope;
}

void IncomingTest::syncSender()
{
    const auto report = m_exchange->sync(*m_exchange->sender);
    QVERIFY2(report, report ? "" : qPrintable(describe(report.error())));
}

exchange::Delivery IncomingTest::delivery(int serial)
{
    if (m_exchange->server)
        syncSender();
    const auto tracking = core::ReceiptService(*m_exchange->sender).tracking(StreamId(u"notice-%1"_s.arg(serial)));
    return tracking && !tracking->lines.isEmpty() ? tracking->lines.first().delivery : exchange::Delivery();
}

SignForDialog *IncomingTest::openSignFor()
{
    m_desk->window().handleChosen();
    return m_desk->window().findChild<SignForDialog *>();
}

void IncomingTest::signForWith(SignForDialog *dialog, const QString &pin, const QString &button)
{
    auto *edit = dialog->findChild<PinEdit *>();
    QTRY_VERIFY(edit->isEnabled());
    QTest::keyClicks(edit, pin);
    auto *wanted = dialog->findChild<QPushButton *>(button);
    QTRY_VERIFY(wanted->isEnabled());
    QTest::keyClick(edit, Qt::Key_Return); // Does nothing.
    QVERIFY(dialog->isVisible() && !edit->text().isEmpty());
    wanted->click();
}

void IncomingTest::anArrivedDocumentIsShownWithItsVerdict()
{
    MainWindow &window = m_desk->window();
    QTRY_COMPARE(window.findChild<NavigationPane *>()->count(core::Box::Awaiting), 1);
    auto *preview = window.findChild<RecordPreview *>();
    QTRY_VERIFY(preview->pages().pageCount() > 1);
    const QString verdict = preview->findChild<VerifyPanel *>()->sentence();
    QVERIFY2(verdict.startsWith(conclusionWords(core::SealingConclusion::Valid)), qPrintable(verdict));
    QVERIFY2(verdict.contains(u"江阴市人民政府办公室"_s), qPrintable(verdict));
    QTRY_VERIFY2(m_desk->status().startsWith(u"● 在线 · "), qPrintable(m_desk->status()));
    QTRY_COMPARE(m_desk->receipts(m_sent[31], ReceiptKind::Delivered), 1);
}

void IncomingTest::aWrongPinLeavesAllAsItWas()
{
    SignForDialog *dialog = openSignFor();
    QVERIFY(dialog);
    const auto entries = [this] {
        const auto all = m_desk->ask([stream = core::incomingStream(m_sent[31])](
                                         Office &office) { return office.workspace->journal().stream(stream); });
        return all ? all->size() : -1;
    };
    const qsizetype before = entries();
    QVERIFY(before > 0);
    signForWith(dialog, u"000000"_s, u"signFor"_s);
    const auto notices = dialog->findChildren<NoticeStrip *>();
    QTRY_VERIFY(std::any_of(notices.begin(), notices.end(),
        [](const NoticeStrip *notice) { return notice->sentence().contains(u"PIN"_s); }));
    QVERIFY(dialog->isVisible());
    QCOMPARE(m_desk->receipts(m_sent[31], ReceiptKind::SignedFor), 0);
    QCOMPARE(entries(), before);
    QCOMPARE(delivery(31).stage(), exchange::DeliveryStage::Delivered);
}

void IncomingTest::anAttachmentIsSavedAndReplacesNothingUnasked()
{
    auto *dialog = m_desk->window().findChild<SignForDialog *>();
    auto *save = dialog->findChild<QPushButton *>(u"saveAttachment"_s);
    QVERIFY(save->isVisible());
    QTemporaryDir folder;
    const QString path = folder.filePath(u"表.txt"_s);
    const auto choose = [&] {
        save->click();
        auto *files = dialog->findChild<QFileDialog *>();
        QVERIFY(files);
        auto *name = files->findChild<QLineEdit *>(u"fileNameEdit"_s);
        QVERIFY(name);
        QCOMPARE(name->text(), u"任务分解表.txt"_s);
        name->setText(path);
        QTest::keyClick(name, Qt::Key_Return);
        QTRY_VERIFY(!dialog->findChild<QFileDialog *>());
    };
    const auto content = [&path] { return readBounded(path, 1000).value_or(QByteArray()); };
    choose();
    QTRY_COMPARE(content(), QByteArray("责任单位与时限\n"));
    QVERIFY(writeDurably(path, "mine"));
    choose();
    QMessageBox *question = nullptr;
    QTRY_VERIFY((question = visibleWindow<QMessageBox>()));
    QTest::keyClick(question, Qt::Key_Return); // The button that is ready keeps the file.
    QTRY_VERIFY(!visibleWindow<QMessageBox>());
    QCOMPARE(content(), QByteArray("mine"));
    choose();
    QTRY_VERIFY((question = visibleWindow<QMessageBox>()));
    for (QAbstractButton *button : question->buttons()) {
        if (question->buttonRole(button) == QMessageBox::DestructiveRole)
            button->click();
    }
    QTRY_COMPARE(content(), QByteArray("责任单位与时限\n"));
}

void IncomingTest::anAttachedPdfOpensInTheViewer()
{
    auto *dialog = m_desk->window().findChild<SignForDialog *>();
    auto *files = dialog->findChild<ArrivedAttachments *>()->findChild<QListWidget *>();
    QCOMPARE(files->count(), 2);
    files->setCurrentRow(1);
    dialog->findChild<QPushButton *>(u"openAttachment"_s)->click();
    FileWindow *window = nullptr;
    QTRY_VERIFY((window = visibleWindow<FileWindow>()));
    QVERIFY(window->windowTitle().contains(u"附图.pdf"_s));
    const PageView &pages = window->findChild<DocumentViewer *>()->pages();
    QCOMPARE(pages.pageCount(), 1);
    QTRY_COMPARE(pages.pictures().paintedCount(), 1);
    QCOMPARE(core::waitFor(pages.file()->text(0))->text, u"Wenyi"_s);
    window->close();
    files->setCurrentRow(0);
}

void IncomingTest::signingForGivesTheSenderTheReceipt()
{
    auto *dialog = m_desk->window().findChild<SignForDialog *>();
    signForWith(dialog, u"135790"_s, u"signFor"_s);
    QTRY_VERIFY(!m_desk->window().findChild<SignForDialog *>());
    QTRY_COMPARE(m_desk->receipts(m_sent[31], ReceiptKind::SignedFor), 1);
    QTRY_COMPARE(delivery(31).stage(), exchange::DeliveryStage::SignedFor);
    QCOMPARE(delivery(31).receipts.value(ReceiptKind::SignedFor).memberName, u"孙丽华"_s);
}

void IncomingTest::registeringDrawsANumberAndGivesTheReceipt()
{
    // The series was opened by the client's own synchronisation.
    const auto registerIt = [this] {
        m_desk->window().handleChosen();
        auto *dialog = m_desk->window().findChild<SigningDialog *>();
        QVERIFY(dialog);
        QTRY_VERIFY(dialog->findChild<QPushButton *>(u"outcome-registered"_s));
        // The signing for was synchronised, so that its time is proven by now.
        auto *history = dialog->findChild<QTreeWidget *>();
        const QTreeWidgetItem *signing = history->topLevelItem(history->topLevelItemCount() - 1);
        QCOMPARE(signing->text(4), u"✔ 时间有证"_s);
        QVERIFY2(signing->toolTip(4).startsWith(u"签名有效，时间戳证明 "_s), qPrintable(signing->toolTip(4)));
        QCOMPARE(signing->data(4, Qt::AccessibleTextRole).toString(), signing->toolTip(4));
        dialog->findChild<QPushButton *>(u"outcome-registered"_s)->click();
        QTRY_VERIFY(!m_desk->window().findChild<SigningDialog *>());
    };
    QTRY_VERIFY(m_desk->window().findChild<NavigationPane *>()->count(core::Box::Awaiting) == 1);
    registerIt();
    const auto number = m_desk->ask([stream = core::incomingStream(m_sent[31])](Office &office) -> Result<QJsonValue> {
        WENYI_TRY(const auto view, office.records.load(stream));
        return view.record.values().value(u"registerNumber"_s);
    });
    QVERIFY(number && !number->isUndefined());
    QTRY_COMPARE(delivery(31).stage(), exchange::DeliveryStage::Registered);
}

void IncomingTest::withoutTheServerTheStatusSaysSoAndWorkGoesOn()
{
    dispatch(32);
    QTRY_COMPARE(m_desk->receipts(m_sent[32], ReceiptKind::Delivered), 1);
    QTRY_COMPARE(m_desk->window().findChild<NavigationPane *>()->count(core::Box::Awaiting), 1);
    m_exchange->stopServer();
    QTRY_VERIFY2(m_desk->status().startsWith(u"○ 离线"), qPrintable(m_desk->status()));
    QCOMPARE(visibleDialogs(), 0);
    SignForDialog *dialog = openSignFor();
    QVERIFY(dialog);
    signForWith(dialog, u"135790"_s, u"signFor"_s);
    QTRY_VERIFY(!m_desk->window().findChild<SignForDialog *>());
    QTRY_VERIFY2(m_desk->status().startsWith(u"○ 离线（已存 1 件待发）"), qPrintable(m_desk->status()));
    QCOMPARE(visibleDialogs(), 0);
    m_exchange->startServer();
    QTRY_VERIFY2(m_desk->status().startsWith(u"● 在线"), qPrintable(m_desk->status()));
    QTRY_COMPARE(delivery(32).stage(), exchange::DeliveryStage::SignedFor);
    QCOMPARE(visibleDialogs(), 0);
}

void IncomingTest::aReturnedDocumentTellsTheSenderWhy()
{
    dispatch(33);
    QTRY_COMPARE(m_desk->receipts(m_sent[33], ReceiptKind::Delivered), 1);
    // The newest of the list is the one that has just come.
    MainWindow &window = m_desk->window();
    QTRY_COMPARE(window.findChild<NavigationPane *>()->count(core::Box::Awaiting), 2);
    auto *table = window.findChild<QTableView *>();
    QTRY_COMPARE(table->model()->rowCount(), 2);
    SignForDialog *dialog = nullptr;
    for (int row = 0; row < 2 && !dialog; ++row) {
        table->selectRow(row);
        dialog = openSignFor();
        if (auto *other = window.findChild<SigningDialog *>()) {
            other->close();
            QTRY_VERIFY(!window.findChild<SigningDialog *>());
        }
    }
    QVERIFY(dialog);
    auto *button = dialog->findChild<QPushButton *>(u"returnToSender"_s);
    auto *pin = dialog->findChild<PinEdit *>();
    QTRY_VERIFY(pin->isEnabled());
    QTest::keyClicks(pin, u"135790"_s);
    QVERIFY(!button->isEnabled()); // Not without a reason.
    dialog->findChild<QPlainTextEdit *>()->setPlainText(u"主送单位有误，请重新发送。"_s);
    QTRY_VERIFY(button->isEnabled());
    button->click();
    QTRY_VERIFY(!window.findChild<SignForDialog *>());
    QTRY_COMPARE(delivery(33).stage(), exchange::DeliveryStage::Returned);
    QCOMPARE(delivery(33).receipts.value(ReceiptKind::Returned).reason, u"主送单位有误，请重新发送。"_s);
}

void IncomingTest::theLogTellsWhatWentAndCopiesNoTitle()
{
    MainWindow &window = m_desk->window();
    window.findChild<SyncStatusView *>()->findChild<QToolButton *>(u"syncStatus"_s)->click();
    auto *log = window.findChild<SyncLogDialog *>();
    QVERIFY(log && log->isVisible());
    auto *table = log->findChild<QTableView *>();
    QStringList lines;
    for (int row = 0; row < table->model()->rowCount(); ++row) {
        for (int column = 1; column < table->model()->columnCount(); ++column)
            lines.append(table->model()->index(row, column).data().toString());
    }
    const QString all = lines.join(u'\n');
    QVERIFY2(all.contains(u"到达"_s) && all.contains(u"江阴市人民政府办公室"_s), qPrintable(all));
    QVERIFY2(all.contains(u"离线"_s) && all.contains(u"已恢复在线"_s), qPrintable(all));
    table->setCurrentIndex({});
    log->findChild<QPushButton *>(u"copyDetails"_s)->click();
    const QString copied = QApplication::clipboard()->text();
    QVERIFY2(copied.contains(u"connection.lost"_s), qPrintable(copied));
    QVERIFY2(!copied.contains(u"通知"_s) && !copied.contains(u"江阴"_s), qPrintable(copied));
    const int before = table->model()->rowCount();
    m_exchange->stopServer();
    QTRY_VERIFY(table->model()->rowCount() > before);
    log->findChild<QPushButton *>(u"retry"_s)->click();
    QTRY_VERIFY(table->model()->rowCount() > before + 1); // It was tried, and the log says what came of it.
    m_exchange->startServer();
    log->findChild<QPushButton *>(u"retry"_s)->click();
    QTRY_VERIFY(m_desk->status().startsWith(u"● 在线"));
    log->close();
}

void IncomingTest::leavingDuringASynchronisationIsHarmless()
{
    m_desk.reset();
    const QString name = u"市财政局/mailroom"_s;
    Desk desk(m_exchange->office.environment(), m_exchange->office.folderOf(name),
        m_exchange->office.domain().desktopOf(name)->second);
    desk.open();
    for (int round = 0; round < 6; ++round) {
        dispatch(40 + round);
        UnlockDialog *unlock = nullptr;
        QTRY_VERIFY((unlock = visibleWindow<UnlockDialog>()));
        auto *pin = unlock->findChild<PinEdit *>();
        QTRY_VERIFY(unlock->findChild<QComboBox *>()->count() > 0);
        QTest::keyClicks(pin, u"135790"_s);
        QTest::keyClick(pin, Qt::Key_Return);
        MainWindow *window = nullptr;
        QTRY_VERIFY((window = visibleWindow<MainWindow>()));
        QTest::qWait(15 * round); // Each time the run has come a little further.
        Q_EMIT window->lockRequested();
        QTRY_VERIFY(!visibleWindow<MainWindow>());
        LockScreen *screen = nullptr;
        QTRY_VERIFY((screen = visibleWindow<LockScreen>()));
        Q_EMIT screen->otherMemberWanted();
        QTRY_VERIFY(!visibleWindow<LockScreen>());
    }
    QTRY_VERIFY(visibleWindow<UnlockDialog>());
}

QTEST_MAIN(IncomingTest)
#include "IncomingTest.moc"
