// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/lock/SessionLock.h"

#include "client/core/profile/LockPause.h"
#include "client/core/records/ImportService.h"
#include "client/ui/app/Desk.h"
#include "client/ui/app/Language.h"
#include "client/ui/app/MainWindow.h"
#include "client/ui/drafting/BodyEdit.h"
#include "client/ui/drafting/DraftWindow.h"
#include "client/ui/records/RecordPreview.h"
#include "client/ui/signing/SigningDialog.h"
#include "client/ui/unlock/UnlockDialog.h"
#include "client/ui/widgets/NoticeStrip.h"
#include "client/ui/widgets/PinEdit.h"
#include "shared/crypto/KeyFile.h"
#include "tests/Patience.h"
#include "tests/client/core/OutgoingSteps.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScreen>
#include <QSignalSpy>
#include <QTest>

#include <atomic>

using namespace wenyi;
using namespace wenyi::ui;
using namespace Qt::StringLiterals;

namespace {

/// Goes when it is told to; asked from several threads.
class SettableClock final : public Clock
{
public:
    Instant now() const override { return SystemClock().now() + std::chrono::milliseconds(m_ahead); }
    void advance(std::chrono::milliseconds by) { m_ahead += by.count(); }

private:
    std::atomic<qint64> m_ahead = 0;
};

template<typename Window>
Window *visibleWindow()
{
    for (QWidget *window : QApplication::topLevelWidgets()) {
        if (auto *found = qobject_cast<Window *>(window); found && found->isVisible())
            return found;
    }
    return nullptr;
}

QList<QWidget *> visibleWindows()
{
    QList<QWidget *> visible;
    for (QWidget *window : QApplication::topLevelWidgets()) {
        if (window->isVisible())
            visible.append(window);
    }
    return visible;
}

QPixmap theScreen()
{
    QTest::qWait(100); // The server paints.
    return QGuiApplication::primaryScreen()->grabWindow(0);
}

/// How many colours the screen shows beside a window.
qsizetype coloursBeside(const QRect &window)
{
    const QImage image = theScreen().toImage();
    QSet<QRgb> colours;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (!window.contains(x, y))
                colours.insert(image.pixel(x, y));
        }
    }
    return colours.size();
}

} // namespace

/// T32: a session that its member left is locked. Real windows on a screen of their own, and a clock that is set.
class SessionLockTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void cleanup();
    void aPauseHidesEveryWindow();
    void inputBeginsThePauseAnew();
    void aClockTurnedBackLocksNotNever();
    void neitherEscapeNorClosingOpensIt();
    void aWrongPinOpensNothingAndCounts();
    void whatWasTypedIsKeptAndSavedMeanwhile();
    void nothingIsDoneInTheMembersNameMeanwhile();
    void noInputReachesWhatIsHidden();
    void whatOpensMeanwhileWaits();
    void theKeysLockFromEveryWindow_data();
    void theKeysLockFromEveryWindow();
    void theMemberChoosesThePause();
    void anotherMemberEndsTheSession();

private:
    SessionLock &lock() { return *m_desk->findChild<SessionLock *>(); }
    void open(const QByteArray &pin = "135790");
    static SigningDialog *signing() { return visibleWindow<SigningDialog>(); }
    static void keep(const QPixmap &picture, const QString &name);
    int attemptsLeft() const
    {
        const auto profile = core::Profile::open(m_folder).value();
        return crypto::KeyFile::open(profile.memberPath(m_member, core::keyfile::PersonalEncryption))->attemptsLeft();
    }

    Language m_language;
    core::tests::SampleOffice m_office;
    SettableClock m_clock;
    QString m_folder;
    MemberId m_member;
    std::unique_ptr<Desk> m_desk;
    QPointer<MainWindow> m_main;
    QPointer<DraftWindow> m_draft;
};

void SessionLockTest::initTestCase()
{
    const QString name = u"澄江镇/clerk"_s;
    {
        const auto clerk = m_office.unlock(name);
        auto notice = core::tests::SampleOffice::notice();
        notice.number.clear();
        const auto stream = core::ImportService(*clerk).begin(notice);
        QVERIFY(stream);
        QVERIFY(core::tests::doStep(*clerk, *stream, u"submit"_s));
    }
    std::tie(m_folder, m_member) = m_office.domain().desktopOf(name).value();
    const core::Environment &real = m_office.environment();
    m_desk =
        std::make_unique<Desk>(core::Environment{m_clock, real.random, real.resources, real.fonts}, m_folder, m_member);
    m_desk->open();
    auto *unlock = visibleWindow<UnlockDialog>();
    QVERIFY(unlock);
    lock().lock(); // Nobody is at work yet.
    QVERIFY(!lock().isLocked());
    auto *pin = unlock->findChild<PinEdit *>();
    QTRY_VERIFY(!unlock->findChild<QLabel *>()->text().isEmpty());
    pin->setText(u"135790"_s);
    QTest::keyClick(pin, Qt::Key_Return);
    QTRY_VERIFY(visibleWindow<MainWindow>());
    m_main = visibleWindow<MainWindow>();
    QTRY_VERIFY(m_main->findChild<RecordPreview *>()->pages().pageCount() > 1);
    m_main->newDraft();
    m_draft = visibleWindow<DraftWindow>();
    QTRY_VERIFY(m_draft && m_draft->findChild<BodyEdit *>()->isEnabled());
    m_main->handleChosen();
    QTRY_VERIFY(signing() && signing()->findChild<QPushButton *>(u"outcome-agree"_s));
}

void SessionLockTest::cleanupTestCase()
{
    m_desk.reset();
}

/// No test leaves the session locked.
void SessionLockTest::cleanup()
{
    if (lock().isLocked())
        open();
}

void SessionLockTest::open(const QByteArray &pin)
{
    auto *screen = visibleWindow<LockScreen>();
    QVERIFY(screen);
    auto *edit = screen->findChild<PinEdit *>();
    QTRY_VERIFY(edit->isEnabled());
    QTest::keyClicks(edit, QString::fromLatin1(pin));
    QSignalSpy answered(&screen->presenter(), &LockPresenter::busyChanged);
    QTest::keyClick(edit, Qt::Key_Return);
    QTRY_COMPARE(answered.size(), 2);
}

void SessionLockTest::keep(const QPixmap &picture, const QString &name)
{
    const QString folder = QStringLiteral(WENYI_BUILD_DIR "/screenshots");
    QVERIFY(QDir().mkpath(folder));
    const QString scale = picture.devicePixelRatio() > 1.5 ? u"-200"_s : u""_s;
    QVERIFY(picture.save(folder + u'/' + name + scale + u".png"_s));
}

void SessionLockTest::aPauseHidesEveryWindow()
{
    signing()->findChild<PinEdit *>()->setText(u"135790"_s);
    QGuiApplication::clipboard()->setText(u"关于防汛的通知"_s);
    QVERIFY(coloursBeside({}) > 100);
    lock().lockAfterPause();
    QVERIFY(!lock().isLocked());
    m_clock.advance(std::chrono::minutes(10));
    QTRY_VERIFY(lock().isLocked()); // By the timer.
    auto *screen = visibleWindow<LockScreen>();
    QVERIFY(screen);
    QVERIFY(QTest::qWaitForWindowExposed(screen));
    QCOMPARE(visibleWindows(), QList<QWidget *>{screen});
    QCOMPARE(coloursBeside(screen->frameGeometry()), 1);
    for (const QLabel *label : screen->findChildren<QLabel *>())
        QVERIFY2(!label->text().contains(u"防汛"_s), qPrintable(label->text()));
    keep(theScreen(), u"locked-screen"_s);
    keep(screen->grab(), u"locked"_s);
    QVERIFY(QGuiApplication::clipboard()->text().isEmpty());
    open();
    QVERIFY(!lock().isLocked());
    QTRY_VERIFY(signing() && m_main->isVisible() && m_draft->isVisible());
    QVERIFY(signing()->isModal());
    QVERIFY(signing()->findChild<PinEdit *>()->text().isEmpty()); // Its PIN is asked anew.
    QVERIFY(coloursBeside({}) > 100);
    keep(theScreen(), u"locked-and-reopened"_s);
}

void SessionLockTest::inputBeginsThePauseAnew()
{
    const auto nearlyLocked = [this] {
        m_clock.advance(std::chrono::minutes(9) + std::chrono::seconds(30));
        lock().lockAfterPause();
        return !lock().isLocked();
    };
    auto *opinion = signing()->findChild<QPlainTextEdit *>();
    QTest::keyClick(opinion, Qt::Key_A);
    QVERIFY(nearlyLocked());
    QTest::mouseMove(signing(), {50, 50});
    QTest::mouseMove(signing(), {60, 60});
    QVERIFY(nearlyLocked());
    QInputMethodEvent typed(u"同"_s, {});
    QCoreApplication::sendEvent(opinion, &typed);
    QVERIFY(nearlyLocked());
    QTest::keyClick(opinion, Qt::Key_A);
    QVERIFY(nearlyLocked());
    QVERIFY(!nearlyLocked());
}

void SessionLockTest::aClockTurnedBackLocksNotNever()
{
    QTest::keyClick(signing()->findChild<QPlainTextEdit *>(), Qt::Key_A);
    m_clock.advance(-std::chrono::hours(24));
    lock().lockAfterPause();
    QVERIFY(!lock().isLocked());
    m_clock.advance(std::chrono::minutes(10));
    lock().lockAfterPause();
    QVERIFY(lock().isLocked());
    m_clock.advance(std::chrono::hours(24));
}

void SessionLockTest::neitherEscapeNorClosingOpensIt()
{
    lock().lock();
    auto *screen = visibleWindow<LockScreen>();
    QTest::keyClick(screen, Qt::Key_Escape);
    screen->close();
    QVERIFY(lock().isLocked());
    QCOMPARE(visibleWindows(), QList<QWidget *>{screen});
    lock().lock(); // Once more is not twice.
    QCOMPARE(visibleWindows(), QList<QWidget *>{screen});
}

void SessionLockTest::aWrongPinOpensNothingAndCounts()
{
    lock().lock();
    QCOMPARE(attemptsLeft(), crypto::KeyFile::AllowedAttempts);
    open("000000");
    auto *screen = visibleWindow<LockScreen>();
    QVERIFY(lock().isLocked() && screen);
    QCOMPARE(visibleWindows(), QList<QWidget *>{screen});
    QCOMPARE(screen->findChild<NoticeStrip *>()->sentence(), u"PIN 不正确，请重新输入。"_s);
    QCOMPARE(attemptsLeft(), crypto::KeyFile::AllowedAttempts - 1);
    const auto labels = screen->findChildren<QLabel *>();
    QTRY_VERIFY(std::ranges::any_of(labels, [](const QLabel *label) { return label->text() == u"还可尝试 9 次"_s; }));
    QVERIFY(screen->findChild<PinEdit *>()->text().isEmpty());
    keep(screen->grab(), u"locked-wrong-pin"_s);
    open();
    QVERIFY(!lock().isLocked());
    QCOMPARE(attemptsLeft(), crypto::KeyFile::AllowedAttempts);
}

void SessionLockTest::whatWasTypedIsKeptAndSavedMeanwhile()
{
    auto *body = m_draft->findChild<BodyEdit *>();
    body->insertPlainText(u"各村、各单位要落实防汛责任。"_s);
    auto *opinion = signing()->findChild<QPlainTextEdit *>();
    opinion->setPlainText(u"拟同意，请领导审定。"_s);
    QVERIFY(!m_draft->presenter().isSaved());
    lock().lock();
    QTRY_VERIFY(m_draft->presenter().isSaved());
    QVERIFY(lock().isLocked());
    QVERIFY(!m_draft->presenter().stream().isEmpty());
    open();
    QVERIFY(body->toPlainText().contains(u"各村、各单位要落实防汛责任。"_s));
    QCOMPARE(opinion->toPlainText(), u"拟同意，请领导审定。"_s);
}

/// Not even by the buttons of a dialog that was open: its window is hidden, and what it asks for is refused.
void SessionLockTest::nothingIsDoneInTheMembersNameMeanwhile()
{
    const QPointer<SigningDialog> dialog = signing();
    lock().lock();
    dialog->findChild<PinEdit *>()->setText(u"135790"_s);
    auto *agree = dialog->findChild<QPushButton *>(u"outcome-agree"_s);
    agree->click();
    QTRY_VERIFY(agree->isEnabled());
    const auto strips = dialog->findChildren<NoticeStrip *>();
    QVERIFY(std::ranges::any_of(
        strips, [](const NoticeStrip *strip) { return strip->sentence() == u"工作区已锁定，请解锁后重试。"_s; }));
    open();
    QVERIFY(dialog && dialog->isVisible());
    QCOMPARE(attemptsLeft(), crypto::KeyFile::AllowedAttempts);
}

void SessionLockTest::noInputReachesWhatIsHidden()
{
    auto *opinion = signing()->findChild<QPlainTextEdit *>();
    const QString before = opinion->toPlainText();
    lock().lock();
    QTest::keyClicks(opinion, u"no"_s);
    QInputMethodEvent typed;
    typed.setCommitString(u"不同意"_s);
    QCoreApplication::sendEvent(opinion, &typed);
    QKeyEvent returned(QEvent::KeyPress, Qt::Key_Return, Qt::NoModifier);
    QCoreApplication::sendEvent(m_main, &returned);
    QCOMPARE(opinion->toPlainText(), before);
    open();
    QTest::keyClicks(opinion, u"yes"_s);
    QVERIFY(opinion->toPlainText().contains(u"yes"_s));
}

void SessionLockTest::whatOpensMeanwhileWaits()
{
    lock().lock();
    auto *screen = visibleWindow<LockScreen>();
    auto *late = new QDialog(signing());
    late->setAttribute(Qt::WA_DeleteOnClose);
    late->setStyleSheet(u"background: red"_s);
    late->open();
    late->move(0, 0);
    auto *tip = new QLabel(u"提示"_s, nullptr, Qt::ToolTip);
    tip->show();
    QTest::qWait(100);
    QCOMPARE(visibleWindows(), QList<QWidget *>{screen});
    QCOMPARE(coloursBeside(screen->frameGeometry()), 1);
    QVERIFY(screen->isActiveWindow() || !QApplication::activeWindow());
    open();
    QTRY_VERIFY(late->isVisible());
    QVERIFY(QTest::qWaitForWindowExposed(late));
    QVERIFY(!tip->isVisible());
    delete tip;
    late->close();
}

void SessionLockTest::theKeysLockFromEveryWindow_data()
{
    QTest::addColumn<QWidget *>("window");
    QTest::newRow("main window") << static_cast<QWidget *>(m_main->findChild<RecordPreview *>());
    QTest::newRow("draft") << static_cast<QWidget *>(m_draft->findChild<BodyEdit *>());
    QTest::newRow("dialog") << static_cast<QWidget *>(signing()->findChild<QPlainTextEdit *>());
}

void SessionLockTest::theKeysLockFromEveryWindow()
{
    QFETCH(QWidget *, window);
    QTest::keyClick(window, Qt::Key_L, Qt::ControlModifier);
    QTRY_VERIFY(lock().isLocked());
}

void SessionLockTest::theMemberChoosesThePause()
{
    QTRY_VERIFY(m_main->findChild<QAction *>(u"lockAfter-0"_s));
    QVERIFY(!m_main->findChild<QAction *>(u"lockAfter-0"_s)->isEnabled()); // The domain does not allow it.
    QVERIFY(m_main->findChild<QAction *>(u"lockAfter-10"_s)->isChecked());
    m_main->findChild<QAction *>(u"lockAfter-1"_s)->trigger();
    const auto profile = core::Profile::open(m_folder).value();
    QTRY_COMPARE(core::lockPauseOf(profile, m_member).minutes, 1);
    QTest::qWait(200); // It comes back to this thread, and is asked for once more.
    QTest::keyClick(signing()->findChild<QPlainTextEdit *>(), Qt::Key_A);
    m_clock.advance(std::chrono::seconds(61));
    lock().lockAfterPause();
    QVERIFY(lock().isLocked());
}

void SessionLockTest::anotherMemberEndsTheSession()
{
    // Typed while a saving is under way, and right before the session ends: neither is lost.
    auto *body = m_draft->findChild<BodyEdit *>();
    m_draft->presenter().saveNow();
    QTRY_VERIFY(!m_draft->presenter().stream().isEmpty());
    const StreamId stream = m_draft->presenter().stream();
    body->insertPlainText(u"倒数第二句。"_s);
    m_draft->presenter().saveNow();
    body->insertPlainText(u"最后一句。"_s);
    lock().lock();
    auto *screen = visibleWindow<LockScreen>();
    QTest::mouseClick(screen->findChild<QPushButton *>(u"otherMember"_s), Qt::LeftButton);
    QTRY_VERIFY(!m_main && !m_draft);
    QVERIFY(visibleWindow<UnlockDialog>() && !visibleWindow<LockScreen>());
    QVERIFY(!lock().isLocked());
    m_clock.advance(std::chrono::hours(2));
    lock().lockAfterPause();
    QVERIFY(!lock().isLocked());
    m_desk.reset(); // Its thread has done all by then.
    const auto clerk = m_office.unlock(u"澄江镇/clerk"_s);
    const auto kept = core::DraftService(*clerk).load(stream);
    QVERIFY(kept);
    QString text;
    for (const auto &block : kept->content.document.body) {
        if (const auto *paragraph = std::get_if<document::Paragraph>(&block))
            text += paragraph->text;
    }
    QVERIFY2(text.contains(u"倒数第二句。最后一句。"_s), qPrintable(text));
    QVERIFY(core::DraftService(*clerk).forks(stream).value().isEmpty());
    m_desk = std::make_unique<Desk>(m_office.environment(), m_folder, m_member);
}

QTEST_MAIN(SessionLockTest)
#include "SessionLockTest.moc"
