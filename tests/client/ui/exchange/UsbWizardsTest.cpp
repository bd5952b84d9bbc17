// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/exchange/ExchangeProjection.h"
#include "client/core/outgoing/OutgoingService.h"
#include "client/ui/app/Language.h"
#include "client/ui/app/MainWindow.h"
#include "client/ui/exchange/ExportWizard.h"
#include "client/ui/exchange/ImportWizard.h"
#include "client/ui/exchange/TrackingAction.h"
#include "client/ui/exchange/TrackingWindow.h"
#include "client/ui/widgets/NoticeStrip.h"
#include "client/ui/widgets/PlainTable.h"
#include "tests/Patience.h"
#include "tests/client/ui/exchange/SendingOffice.h"

#include <QAction>
#include <QDir>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>

using namespace wenyi;
using namespace wenyi::ui;
using namespace Qt::StringLiterals;

namespace {

/// A desk at which somebody sits: a session with its main window.
struct Desk
{
    SessionFacts facts;
    std::unique_ptr<Session> session;
    std::unique_ptr<MainWindow> window;

    Desk(SendingOffice &office, const QString &name)
        : session(office.open(name, &facts))
        , window(std::make_unique<MainWindow>(*session, facts))
    {
        window->show();
    }
    template<typename Wizard>
    Wizard *openWizard(const QString &action)
    {
        window->findChild<QAction *>(action)->trigger();
        return window->findChild<Wizard *>();
    }
    template<typename Work>
    auto ask(Work work)
    {
        return answerOf(session->ask(std::move(work)));
    }
};

QString stripOf(const QWidget *window)
{
    const auto strips = window->findChildren<NoticeStrip *>(QString(), Qt::FindDirectChildrenOnly);
    return strips.isEmpty() ? QString() : strips.first()->sentence();
}

PlainTable *tableOf(const QWidget *window, const QString &accessibleName)
{
    for (PlainTable *table : window->findChildren<PlainTable *>()) {
        if (table->accessibleName() == accessibleName)
            return table;
    }
    return nullptr;
}

void press(const QWidget *window, const QString &button)
{
    auto *found = window->findChild<QPushButton *>(button);
    QVERIFY(found);
    QTRY_VERIFY2(found->isEnabled(), qPrintable(button));
    QTest::mouseClick(found, Qt::LeftButton);
}

void nameFolder(const QWidget *window, const QString &folder)
{
    window->findChild<QLineEdit *>(u"folder"_s)->setText(folder);
}

} // namespace

/// A dispatched notice goes to the standalone town by stick, and the receipts come back the same way, all of it by
/// mouse and keyboard at both ends.
class UsbWizardsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cancellingLeavesNoPackage();
    void thePackageIsListedBeforeAndSafeAfterItIsWritten();
    void aDamagedPackageIsRefusedInOneSentence();
    void theTownTakesItInAndTheSecondTimeNothing();
    void whoLacksTheUnitsKeySeesWhyNot();
    void theReceiptsComeBackIntoTheTracking();
    void aGapIsShownAndAsked();
    void anEmptyOrMissingFolderIsSaidInWords();
    void closingWhileWritingLeavesNothingOrAWholePackage();

private:
    QString stick(const QString &name);
    /// All pages of the export wizard with the first addressee; the package's file name.
    QString exportFrom(Desk &desk, const QString &folder, const QString &picture = {});
    /// The import wizard on its last page, with the first package that is new.
    ImportWizard *importAt(Desk &desk, const QString &folder, const QString &picture = {});
    void closeWizard(QDialog *wizard);

    Language m_language;
    QTemporaryDir m_sticks;
    std::unique_ptr<SendingOffice> m_office;
    StreamId m_stream;
    QString m_fileName;
};

void UsbWizardsTest::initTestCase()
{
    m_office = std::make_unique<SendingOffice>();
    const auto stream = m_office->sealedNotice({u"江阴市财政局"_s, u"澄江镇人民政府"_s}, u"加急"_s);
    QVERIFY2(stream, stream ? "" : qPrintable(describe(stream.error())));
    m_stream = *stream;
    const auto desk = m_office->office().unlock(u"市政府办/mailroom"_s);
    const auto dispatched = core::OutgoingService(*desk).dispatch(m_stream, {});
    QVERIFY2(dispatched, dispatched ? "" : qPrintable(describe(dispatched.error())));
}

QString UsbWizardsTest::stick(const QString &name)
{
    const QString path = m_sticks.filePath(name);
    QDir().mkpath(path);
    return path;
}

void UsbWizardsTest::closeWizard(QDialog *wizard)
{
    const QPointer<QDialog> open = wizard;
    press(wizard, u"close"_s);
    QTRY_VERIFY(!open);
}

QString UsbWizardsTest::exportFrom(Desk &desk, const QString &folder, const QString &picture)
{
    auto *wizard = desk.openWizard<ExportWizard>(u"exportToUsb"_s);
    auto *next = wizard->findChild<QPushButton *>(u"next"_s);
    (void)QTest::qWaitFor([next] { return next->isEnabled(); });
    if (!picture.isEmpty())
        keepPicture(wizard, picture + u"-1"_s);
    press(wizard, u"next"_s);
    nameFolder(wizard, folder);
    (void)QTest::qWaitFor([next] { return next->isEnabled(); });
    if (!picture.isEmpty())
        keepPicture(wizard, picture + u"-2"_s);
    press(wizard, u"next"_s);
    (void)QTest::qWaitFor([wizard] { return !stripOf(wizard).isEmpty(); }, 20'000);
    if (stripOf(wizard) != u"可安全拔出。")
        qWarning("%s", qPrintable(stripOf(wizard)));
    if (!picture.isEmpty())
        keepPicture(wizard, picture + u"-3"_s);
    closeWizard(wizard);
    const QStringList names = core::CourierService::bundlesIn(folder);
    return names.isEmpty() ? QString() : names.last();
}

ImportWizard *UsbWizardsTest::importAt(Desk &desk, const QString &folder, const QString &picture)
{
    auto *wizard = desk.openWizard<ImportWizard>(u"importFromUsb"_s);
    nameFolder(wizard, folder);
    if (!picture.isEmpty())
        keepPicture(wizard, picture + u"-1"_s);
    press(wizard, u"next"_s);
    (void)QTest::qWaitFor([wizard] { return wizard->page() == 1; });
    if (!picture.isEmpty())
        keepPicture(wizard, picture + u"-2"_s);
    press(wizard, u"next"_s);
    (void)QTest::qWaitFor([wizard] { return !stripOf(wizard).isEmpty(); }, 20'000);
    if (!picture.isEmpty())
        keepPicture(wizard, picture + u"-3"_s);
    return wizard;
}

void UsbWizardsTest::cancellingLeavesNoPackage()
{
    Desk sender(*m_office, u"市政府办/mailroom"_s);
    ExportPresenter presenter(*sender.session);
    const DesktopId town = sender.ask([](Office &office) { return core::CourierService(*office.workspace).peers(); })
                               .value()
                               .first()
                               .desktop;
    const QString folder = stick(u"cancelled"_s);
    std::optional<Error> error;
    connect(&presenter, &ExportPresenter::notWritten, this, [&error](const Error &why) { error = why; });
    presenter.write(town, folder);
    presenter.cancel();
    QTRY_VERIFY(error);
    QCOMPARE(error->reason, QByteArray("bundle.cancelled"));
    QVERIFY(QDir(folder).isEmpty());
}

void UsbWizardsTest::thePackageIsListedBeforeAndSafeAfterItIsWritten()
{
    Desk sender(*m_office, u"市政府办/mailroom"_s);
    auto *wizard = sender.openWizard<ExportWizard>(u"exportToUsb"_s);
    auto *peers = tableOf(wizard, u"终端"_s);
    QTRY_COMPARE(peers->rowCount(), 1);
    QCOMPARE(peers->text(0, 0), u"澄江镇人民政府"_s);
    QCOMPARE(peers->text(0, 2), u"1"_s);
    keepPicture(wizard, u"usb-export-1"_s);
    press(wizard, u"next"_s);
    auto *contents = tableOf(wizard, u"将写入的内容"_s);
    QTRY_COMPARE(contents->rowCount(), 2);
    QCOMPARE(contents->text(0, 0), u"通讯录"_s);
    QCOMPARE(contents->text(1, 0), u"公文"_s);
    QVERIFY(contents->text(1, 1).contains(u"通知"_s));
    nameFolder(wizard, {}); // On a machine with a drive that one is proposed.
    QVERIFY(!wizard->findChild<QPushButton *>(u"next"_s)->isEnabled());
    keepPicture(wizard, u"usb-export-2-empty"_s);
    const QString folder = stick(u"out"_s);
    nameFolder(wizard, folder);
    keepPicture(wizard, u"usb-export-2"_s);
    QVERIFY(QDir(folder).isEmpty()); // Nothing is written before it is asked for.
    press(wizard, u"next"_s);
    QTRY_COMPARE(stripOf(wizard), u"可安全拔出。"_s);
    keepPicture(wizard, u"usb-export-3"_s);
    const QStringList names = core::CourierService::bundlesIn(folder);
    QCOMPARE(names.size(), 1);
    QCOMPARE(QDir(folder).entryList(QDir::Files), names);
    m_fileName = names.first();
    QVERIFY(wizard->findChild<QLabel *>(u"report"_s)->text().contains(m_fileName));
    closeWizard(wizard);
}

void UsbWizardsTest::aDamagedPackageIsRefusedInOneSentence()
{
    QVERIFY(!m_fileName.isEmpty());
    const QString folder = stick(u"damaged"_s);
    auto bytes = readBounded(stick(u"out"_s) + u'/' + m_fileName, 1 << 28).value();
    bytes[bytes.size() / 2] = static_cast<char>(bytes.at(bytes.size() / 2) ^ 1);
    QVERIFY(writeDurably(folder + u'/' + m_fileName, bytes));
    Desk town(*m_office, u"澄江镇/mailroom"_s);
    auto *wizard = importAt(town, folder);
    QCOMPARE(stripOf(wizard), u"交换包已损坏或被改动，未导入任何内容，请让对方重新导出。"_s);
    QCOMPARE(wizard->findChild<QLabel *>(u"state"_s)->text(), u"未作任何更改。"_s);
    keepPicture(wizard, u"usb-import-damaged"_s);
    closeWizard(wizard);
    QVERIFY(
        town.ask([](Office &office) { return core::ExchangeProjection::inbox(office.workspace->journal().database()); })
            ->isEmpty());
}

void UsbWizardsTest::theTownTakesItInAndTheSecondTimeNothing()
{
    Desk town(*m_office, u"澄江镇/mailroom"_s);
    auto *wizard = importAt(town, stick(u"out"_s), u"usb-import"_s);
    QCOMPARE(stripOf(wizard), u"交换包已导入。"_s);
    auto *items = tableOf(wizard, u"逐项结果"_s);
    QCOMPARE(items->rowCount(), 2);
    QCOMPARE(items->text(0, 2), u"此前已收"_s); // The directory is the one that the town has.
    QCOMPARE(items->text(1, 0), u"公文"_s);
    QCOMPARE(items->text(1, 2), u"已导入"_s);
    closeWizard(wizard);
    const auto entries = [&town] {
        return town.ask([](Office &office) { return office.workspace->journal().unsentCount(); }).value();
    };
    const quint64 before = entries();
    QVERIFY(before > 0);
    wizard = importAt(town, stick(u"out"_s), u"usb-import-again"_s);
    QCOMPARE(stripOf(wizard), u"该交换包已导入过，未重复办理。"_s);
    closeWizard(wizard);
    QCOMPARE(entries(), before);
}

void UsbWizardsTest::whoLacksTheUnitsKeySeesWhyNot()
{
    Desk clerk(*m_office, u"澄江镇/clerk"_s);
    for (QDialog *wizard : QList<QDialog *>{
             clerk.openWizard<ExportWizard>(u"exportToUsb"_s), clerk.openWizard<ImportWizard>(u"importFromUsb"_s)}) {
        QTRY_VERIFY(stripOf(wizard).startsWith(u"只有收发员"_s));
        nameFolder(wizard, stick(u"out"_s));
        QVERIFY(!wizard->findChild<QPushButton *>(u"next"_s)->isEnabled());
    }
}

void UsbWizardsTest::theReceiptsComeBackIntoTheTracking()
{
    const QString back = stick(u"back"_s);
    {
        const auto town = m_office->office().unlock(u"澄江镇/mailroom"_s);
        const auto inbox = core::ExchangeProjection::inbox(town->journal().database()).value();
        QCOMPARE(inbox.size(), 1);
        const auto signedFor =
            core::ReceiptService(*town).signFor(inbox.first().stream, core::tests::SampleOffice::pin());
        QVERIFY2(signedFor, signedFor ? "" : qPrintable(describe(signedFor.error())));
    }
    {
        Desk town(*m_office, u"澄江镇/mailroom"_s);
        QVERIFY(!exportFrom(town, back, u"usb-export-back"_s).isEmpty());
    }
    Desk sender(*m_office, u"市政府办/mailroom"_s);
    showTracking(*sender.session, m_stream, sender.window.get());
    auto *tracking = sender.window->findChild<TrackingWindow *>();
    auto *table = tracking->findChild<PlainTable *>();
    QTRY_COMPARE(table->rowCount(), 2);
    QCOMPARE(table->text(1, TrackingWindow::State), u"未送达（已导出到U盘）"_s);
    auto *wizard = importAt(sender, back, u"usb-import-receipts"_s);
    QCOMPARE(stripOf(wizard), u"交换包已导入。"_s);
    closeWizard(wizard);
    // The tracking stood open all the time and changes by itself.
    QTRY_COMPARE(table->text(1, TrackingWindow::State), u"已签收"_s);
    QCOMPARE(table->text(1, TrackingWindow::Unit), u"澄江镇人民政府"_s);
    QCOMPARE(table->text(1, TrackingWindow::Who), u"徐芳"_s);
    QVERIFY(!table->text(1, TrackingWindow::When).isEmpty());
    QVERIFY(tracking->findChild<QLabel *>(u"summary"_s)->text().startsWith(u"1/2 已签收"_s));
    QVERIFY(table->copied().contains(u"澄江镇人民政府\tU盘\t已签收\t徐芳"_s));
    keepPicture(tracking, u"tracking"_s);
    wizard = importAt(sender, back);
    QCOMPARE(stripOf(wizard), u"该交换包已导入过，未重复办理。"_s);
    QCOMPARE(table->text(1, TrackingWindow::State), u"已签收"_s);
}

void UsbWizardsTest::aGapIsShownAndAsked()
{
    const QString later = stick(u"later"_s);
    {
        Desk sender(*m_office, u"市政府办/mailroom"_s);
        QVERIFY(!exportFrom(sender, stick(u"lost"_s)).isEmpty());
        QVERIFY(!exportFrom(sender, later).isEmpty());
    }
    Desk town(*m_office, u"澄江镇/mailroom"_s);
    auto *wizard = importAt(town, later, u"usb-import-gap"_s);
    QVERIFY(stripOf(wizard).startsWith(u"此前还有交换包没有导入"_s));
    QCOMPARE(wizard->findChild<QLabel *>(u"state"_s)->text(), u"未作任何更改。"_s);
    QVERIFY(wizard->findChild<QPushButton *>(u"acceptGap"_s)->isVisible());
    press(wizard, u"acceptGap"_s);
    QTRY_COMPARE(stripOf(wizard), u"交换包已导入。"_s);
    closeWizard(wizard);
}

void UsbWizardsTest::anEmptyOrMissingFolderIsSaidInWords()
{
    Desk town(*m_office, u"澄江镇/mailroom"_s);
    auto *wizard = town.openWizard<ImportWizard>(u"importFromUsb"_s);
    keepPicture(wizard, u"usb-import-1-empty"_s);
    nameFolder(wizard, {});
    QVERIFY(!wizard->findChild<QPushButton *>(u"next"_s)->isEnabled());
    nameFolder(wizard, m_sticks.filePath(u"nowhere"_s));
    press(wizard, u"next"_s);
    QTRY_COMPARE(stripOf(wizard), u"文件夹不存在，请插好U盘或另选文件夹。"_s);
    QCOMPARE(wizard->page(), 0);
    nameFolder(wizard, stick(u"empty"_s));
    press(wizard, u"next"_s);
    QTRY_COMPARE(wizard->page(), 1);
    QVERIFY(!wizard->findChild<QPushButton *>(u"next"_s)->isEnabled());
    keepPicture(wizard, u"usb-import-2-empty"_s);
    closeWizard(wizard);
    auto *exporting = town.openWizard<ExportWizard>(u"exportToUsb"_s);
    press(exporting, u"next"_s);
    nameFolder(exporting, m_sticks.filePath(u"nowhere"_s));
    press(exporting, u"next"_s);
    QTRY_COMPARE(stripOf(exporting), u"文件夹不存在，请插好U盘或另选文件夹。"_s);
    keepPicture(exporting, u"usb-export-failed"_s);
}

void UsbWizardsTest::closingWhileWritingLeavesNothingOrAWholePackage()
{
    const QString folder = stick(u"closed"_s);
    Desk sender(*m_office, u"市政府办/mailroom"_s);
    const QPointer<ExportWizard> wizard = sender.openWizard<ExportWizard>(u"exportToUsb"_s);
    press(wizard, u"next"_s);
    nameFolder(wizard, folder);
    press(wizard, u"next"_s);
    wizard->close();
    QTRY_VERIFY(!wizard); // Only once the core thread has stopped.
    QVERIFY(QDir(folder).entryList({u"*.part"_s}, QDir::Files).isEmpty());
    for (const QString &name : core::CourierService::bundlesIn(folder)) {
        QFile file(folder + u'/' + name);
        QVERIFY(file.open(QIODevice::ReadOnly) && exchange::BundleReader::readHeader(file));
    }
}

QTEST_MAIN(UsbWizardsTest)
#include "UsbWizardsTest.moc"
