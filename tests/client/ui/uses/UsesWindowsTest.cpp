// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/evidence/EvidenceService.h"
#include "client/core/sealing/FileSealing.h"
#include "client/ui/app/Language.h"
#include "client/ui/app/MainWindow.h"
#include "client/ui/uses/ApplicationsWindow.h"
#include "client/ui/uses/UsesWindow.h"
#include "client/ui/viewer/PageView.h"
#include "client/ui/widgets/NoticeStrip.h"
#include "client/ui/widgets/PinEdit.h"
#include "client/ui/widgets/PlainTable.h"
#include "shared/journal/Database.h"
#include "shared/ofd/OfdWriter.h"
#include "tests/Patience.h"
#include "tests/client/core/FreeEndpoint.h"
#include "tests/client/core/OutgoingSteps.h"
#include "tests/client/core/exchange/ExchangeOffice.h"
#include "tests/shared/layout/LayoutFixtures.h"

#include <QClipboard>
#include <QDir>
#include <QGuiApplication>
#include <QLineEdit>
#include <QPixmap>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QTest>

using namespace wenyi;
using namespace wenyi::ui;
using namespace wenyi::core::tests;
using namespace Qt::StringLiterals;

namespace {

template<typename T>
T answerOf(QFuture<T> future)
{
    (void)QTest::qWaitFor([&future] { return future.isFinished(); }, 30'000);
    return future.result();
}

void keepPicture(QWidget *window, const QString &name)
{
    QTest::qWait(500); // The pages are painted elsewhere.
    const QString folder = QStringLiteral(WENYI_BUILD_DIR "/screenshots");
    QDir().mkpath(folder);
    QVERIFY(window->grab().save(folder + u'/' + name + u".png"_s));
}

} // namespace

/// 用印申请 and 用印登记簿 in the client of a standalone town: a leader decides with the file before their eyes, and
/// leader and keeper read the register. Keeps pictures in build/…/screenshots.
class UsesWindowsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup();
    void nothingIsDecidedWithoutPagesAndPin();
    void aWrongPinDecidesNothing();
    void theLeaderApproves();
    void theRegisterTellsEachUse();
    void theDetailsTellTheEvidenceAndWhatIsMissingOfIt();
    void aTimeStampProvesTheUse();
    void aRegisterWithoutUsesSaysSo();
    void theRegisterTellsWhatIsMissing();
    void theMenuOffersThemToWhoMayUseThem();

private:
    static QByteArray file(const QString &text);
    QByteArray applyFor(const QString &name, const QString &text);
    std::unique_ptr<Session> sessionOf(const QString &member) { return sessionOf(*m_office, member); }
    std::unique_ptr<Session> sessionOf(const SampleOffice &office, const QString &member);
    SessionFacts m_facts;
    template<typename Widget>
    Widget *part(const QString &name) const
    {
        return m_window->findChild<Widget *>(name);
    }

    Language m_language;
    std::unique_ptr<SampleOffice> m_office;
    QPointer<QDialog> m_window;
};

QByteArray UsesWindowsTest::file(const QString &text)
{
    ofd::OfdContent content;
    content.scene.pages.append(pageWith(text));
    return ofd::writeOfd(content).value();
}

QByteArray UsesWindowsTest::applyFor(const QString &name, const QString &text)
{
    const auto clerk = m_office->unlock(u"澄江镇/clerk"_s);
    const QByteArray ofd = file(text);
    const auto applied = core::ApplicationService(*clerk).apply(
        {ofd, name, {}, 2, u"与县供销社签订物资采购合同"_s}, SampleOffice::pin());
    if (!applied)
        qFatal("%s", qPrintable(describe(applied.error())));
    return ofd;
}

std::unique_ptr<Session> UsesWindowsTest::sessionOf(const SampleOffice &office, const QString &member)
{
    auto session = std::make_unique<Session>(office.environment(), office.folderOf(member));
    const auto facts = answerOf(session->unlock(office.domain().desktopOf(member)->second, SampleOffice::pin()));
    if (!facts)
        qFatal("%s", qPrintable(describe(facts.error())));
    m_facts = *facts;
    return session;
}

void UsesWindowsTest::initTestCase()
{
    m_office = std::make_unique<SampleOffice>();
    const auto stream = sealedNotice(townOf(*m_office), {u"江阴市财政局"_s});
    QVERIFY2(stream, reasonOf(stream).constData());
}

void UsesWindowsTest::cleanup()
{
    delete m_window;
}

void UsesWindowsTest::nothingIsDecidedWithoutPagesAndPin()
{
    applyFor(u"物资采购合同.ofd"_s, u"物资采购合同"_s);
    const auto session = sessionOf(u"澄江镇/leader"_s);
    m_window = new ApplicationsWindow(std::make_unique<ApplicationsPresenter>(*session));
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window));
    auto *approve = part<QPushButton>(u"approve"_s);
    QVERIFY(!approve->isEnabled());
    QTRY_VERIFY(m_window->findChild<PageView *>()->file());
    QVERIFY(!approve->isEnabled());
    QTest::keyClicks(m_window->findChild<PinEdit *>(), u"135790"_s);
    QVERIFY(approve->isEnabled());
    QCOMPARE(m_window->findChild<PlainTable *>()->text(0, ApplicationsWindow::File), u"物资采购合同.ofd"_s);
    keepPicture(m_window, u"seal-applications"_s);
    delete m_window;
}

void UsesWindowsTest::aWrongPinDecidesNothing()
{
    const auto session = sessionOf(u"澄江镇/leader"_s);
    m_window = new ApplicationsWindow(std::make_unique<ApplicationsPresenter>(*session));
    m_window->show();
    QTRY_VERIFY(m_window->findChild<PageView *>()->file());
    QTest::keyClicks(m_window->findChild<PinEdit *>(), u"000000"_s);
    QTest::mouseClick(part<QPushButton>(u"approve"_s), Qt::LeftButton);
    auto *notice = m_window->findChild<NoticeStrip *>();
    QTRY_VERIFY(!notice->sentence().isEmpty());
    QCOMPARE(notice->mood(), NoticeStrip::Mood::Bad);
    QCOMPARE(m_window->findChild<PlainTable *>()->rowCount(), 1);
    delete m_window;
}

void UsesWindowsTest::theLeaderApproves()
{
    const QByteArray ofd = file(u"物资采购合同"_s);
    {
        const auto session = sessionOf(u"澄江镇/leader"_s);
        m_window = new ApplicationsWindow(std::make_unique<ApplicationsPresenter>(*session));
        m_window->show();
        QTRY_VERIFY(m_window->findChild<PageView *>()->file());
        QTest::keyClicks(part<QLineEdit>(u"words"_s), u"agreed"_s);
        QTest::keyClicks(m_window->findChild<PinEdit *>(), u"135790"_s);
        QTest::mouseClick(part<QPushButton>(u"approve"_s), Qt::LeftButton);
        QTRY_COMPARE(m_window->findChild<PlainTable *>()->rowCount(), 0);
        // Nothing stays to be decided by the next click.
        QVERIFY(!part<QPushButton>(u"approve"_s)->isEnabled());
        QTRY_VERIFY(!m_window->findChild<PageView *>()->file());
        delete m_window;
    }
    const auto keeper = m_office->unlock(u"澄江镇/sealkeeper"_s);
    const auto sealedDocument = core::FileSealing(*keeper).seal(
        ofd, {core::SealAt{0, {105, 160}}, {}}, ofd::Coverage::CloseDocument, SampleOffice::pin());
    QVERIFY2(sealedDocument, reasonOf(sealedDocument).constData());
}

void UsesWindowsTest::theRegisterTellsEachUse()
{
    const auto session = sessionOf(u"澄江镇/sealkeeper"_s);
    m_window = new UsesWindow(std::make_unique<UsesPresenter>(*session));
    m_window->show();
    auto *table = m_window->findChild<PlainTable *>();
    QTRY_COMPARE(table->rowCount(), 2);
    QStringList numbers;
    for (int row = 0; row < 2; ++row) {
        numbers.append(table->text(row, UsesWindow::Number));
        QCOMPARE(table->text(row, UsesWindow::Approver), u"夏明远"_s);
        QCOMPARE(table->text(row, UsesWindow::Keeper), u"曹英"_s);
        QCOMPARE(table->text(row, UsesWindow::Finding), u"✔有效"_s);
    }
    numbers.sort();
    QCOMPARE(numbers, (QStringList{u"第1次"_s, u"第2次"_s}));
    QCOMPARE(m_window->findChild<NoticeStrip *>(u"verdict"_s)->mood(), NoticeStrip::Mood::Good);
    const auto *details = part<QPlainTextEdit>(u"details"_s);
    QVERIFY(details->isReadOnly());
    QVERIFY(details->toPlainText().contains(u"SM3"_s));
    keepPicture(m_window, u"seal-uses"_s);
    QTest::mouseClick(part<QPushButton>(u"openUse"_s), Qt::LeftButton);
    QTRY_VERIFY(part<QDialog>(u"usedDocument"_s));
    auto *pages = part<QDialog>(u"usedDocument"_s)->findChild<PageView *>();
    QTRY_VERIFY(pages->file());
    QCOMPARE(pages->file()->seals().size(), 1);
    keepPicture(part<QDialog>(u"usedDocument"_s), u"seal-use-document"_s);
    part<QDialog>(u"usedDocument"_s)->close();
    table->setFocus();
    QTest::keyClick(table, Qt::Key_C, Qt::ControlModifier);
    QVERIFY(QGuiApplication::clipboard()->text().contains(u"物资采购合同.ofd"_s));
    delete m_window;
}

void UsesWindowsTest::theDetailsTellTheEvidenceAndWhatIsMissingOfIt()
{
    const auto session = sessionOf(u"澄江镇/sealkeeper"_s);
    m_window = new UsesWindow(std::make_unique<UsesPresenter>(*session));
    m_window->show();
    auto *proof = m_window->findChild<NoticeStrip *>(u"proof"_s);
    const auto *details = part<QPlainTextEdit>(u"details"_s);
    // Nothing was kept so far: signature and seal are judged, by what is known now.
    QTRY_VERIFY2(proof->sentence().contains(u"时间仅为签名人自述"_s), qPrintable(proof->sentence()));
    QVERIFY2(proof->sentence().contains(u"签章有效"_s), qPrintable(proof->sentence()));
    QCOMPARE(proof->mood(), NoticeStrip::Mood::Good);
    QVERIFY2(details->toPlainText().contains(u"尚未留存"_s), qPrintable(details->toPlainText()));
    QVERIFY(details->toPlainText().contains(u"次用印"_s));
    // A standalone desktop keeps it without a time stamp.
    const auto kept =
        answerOf(session->ask([](Office &office) { return core::EvidenceService(*office.workspace).keepAll(); }));
    QVERIFY2(kept, reasonOf(kept).constData());
    session->noteChange();
    QTRY_VERIFY2(details->toPlainText().contains(u"时间戳：无"_s), qPrintable(details->toPlainText()));
    const QString told = details->toPlainText();
    QVERIFY2(!told.contains(u"尚未留存"_s), qPrintable(told));
    QVERIFY2(told.contains(u"保管人证书：曹英"_s), qPrintable(told));
    QVERIFY2(told.contains(u"✔当时有效、未被吊销"_s), qPrintable(told));
    QVERIFY2(told.contains(u"早于签名"_s), qPrintable(told));
    QVERIFY2(told.contains(u"留存的签发者证书："_s), qPrintable(told));
    // Who applied and who approved, and what their word is worth.
    QVERIFY2(told.contains(u"用印申请（"_s), qPrintable(told));
    QVERIFY2(told.contains(u"用印审批（"_s), qPrintable(told));
    auto *copy = part<QPushButton>(u"copyDetails"_s);
    copy->setFocus();
    QTest::keyClick(copy, Qt::Key_Space);
    QVERIFY(QGuiApplication::clipboard()->text().contains(u"时间戳：无"_s));
    QVERIFY(QGuiApplication::clipboard()->text().startsWith(proof->sentence()));
    keepPicture(m_window, u"seal-use-evidence"_s);
    delete m_window;
}

void UsesWindowsTest::aTimeStampProvesTheUse()
{
    ExchangeOffice exchange(freeEndpoint());
    const OutgoingOffice members{u"江阴市人民政府办公室"_s, u"市政府办/clerk"_s, u"市政府办/reviewer"_s,
        u"市政府办/leader"_s, u"市政府办/registrar"_s, u"市政府办/sealkeeper"_s,
        [&exchange](const QString &name) { return exchange.office.unlock(name); },
        [&exchange](core::Workspace &desk) -> Result<void> {
            WENYI_CHECK(exchange.sync(desk));
            return {};
        }};
    const auto stream = sealedNotice(members, {u"江阴市财政局"_s});
    QVERIFY2(stream, reasonOf(stream).constData());
    const auto session = sessionOf(exchange.office, u"市政府办/sealkeeper"_s);
    m_window = new UsesWindow(std::make_unique<UsesPresenter>(*session));
    m_window->show();
    auto *proof = m_window->findChild<NoticeStrip *>(u"proof"_s);
    QTRY_VERIFY2(proof->sentence().contains(u"时间戳证明"_s), qPrintable(proof->sentence()));
    QCOMPARE(proof->mood(), NoticeStrip::Mood::Good);
    const QString told = part<QPlainTextEdit>(u"details"_s)->toPlainText();
    QVERIFY2(told.contains(u"第1次用印"_s), qPrintable(told));
    QVERIFY2(told.contains(u"时间有证"_s), qPrintable(told));
    QVERIFY2(told.contains(u"时间戳服务"_s), qPrintable(told));
    QVERIFY2(told.contains(u"早于签名"_s), qPrintable(told));
    keepPicture(m_window, u"seal-use-stamped"_s);
    delete m_window;
}

void UsesWindowsTest::aRegisterWithoutUsesSaysSo()
{
    const auto session = sessionOf(u"市财政局/mailroom"_s);
    m_window = new UsesWindow(std::make_unique<UsesPresenter>(*session));
    m_window->show();
    auto *notice = m_window->findChild<NoticeStrip *>(u"verdict"_s);
    QTRY_VERIFY2(notice->sentence().contains(u"尚未使用"_s), qPrintable(notice->sentence()));
    QCOMPARE(m_window->findChild<PlainTable *>()->rowCount(), 0);
    QVERIFY(m_window->findChild<NoticeStrip *>(u"proof"_s)->sentence().isEmpty());
    for (const QString &name : {u"openUse"_s, u"copyDetails"_s})
        QVERIFY(!part<QPushButton>(name)->isEnabled());
    delete m_window;
}

void UsesWindowsTest::theRegisterTellsWhatIsMissing()
{
    {
        const auto desk = m_office->unlock(u"澄江镇/sealkeeper"_s);
        const auto uses = core::readRegister(desk->journal(), desk->profile().unit).value().uses;
        journal::Statement remove(desk->journal().database(), "DELETE FROM journal_entries WHERE id = ?");
        QVERIFY(remove.run(uses.first().origin.entry));
    }
    const auto session = sessionOf(u"澄江镇/leader"_s);
    m_window = new UsesWindow(std::make_unique<UsesPresenter>(*session));
    m_window->show();
    QTRY_COMPARE(m_window->findChild<PlainTable *>()->rowCount(), 1);
    auto *notice = m_window->findChild<NoticeStrip *>(u"verdict"_s);
    QCOMPARE(notice->mood(), NoticeStrip::Mood::Bad);
    QVERIFY2(notice->sentence().contains(u"第1号"_s), qPrintable(notice->sentence()));
    keepPicture(m_window, u"seal-uses-gap"_s);
    delete m_window;
}

void UsesWindowsTest::theMenuOffersThemToWhoMayUseThem()
{
    for (const auto &[member, uses, applications] : {std::tuple(u"澄江镇/leader"_s, true, true),
             std::tuple(u"澄江镇/sealkeeper"_s, true, false), std::tuple(u"澄江镇/clerk"_s, false, false)}) {
        const auto session = sessionOf(member);
        MainWindow window(*session, m_facts);
        QCOMPARE(window.findChild<QAction *>(u"sealUses"_s) != nullptr, uses);
        QCOMPARE(window.findChild<QAction *>(u"sealApplications"_s) != nullptr, applications);
    }
}

QTEST_MAIN(UsesWindowsTest)
#include "UsesWindowsTest.moc"
