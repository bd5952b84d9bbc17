// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/keys/PinChangeDialog.h"

#include "client/core/profile/Profile.h"
#include "client/ui/app/Language.h"
#include "client/ui/app/MainWindow.h"
#include "client/ui/widgets/NoticeStrip.h"
#include "client/ui/widgets/PinEdit.h"
#include "tests/Patience.h"
#include "tests/client/ui/SampleDomain.h"

#include <QAction>
#include <QDir>
#include <QLabel>
#include <QPushButton>
#include <QTest>

using namespace wenyi;
using namespace wenyi::ui;
using namespace Qt::StringLiterals;

/// 更改 PIN in its window, on a real desktop; keeps pictures, with QT_SCALE_FACTOR=2 those at 200 %.
class PinChangeDialogTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void saysWhatANewPinIsWorth_data();
    void saysWhatANewPinIsWorth();
    void aWrongPinIsSaidAndNothingChanges();
    void twoDifferentNewPinsAreSaid();
    void theKeyboardChangesThePinOfEveryKey();
    void escapeLeavesEverythingAsItIs();

private:
    PinChangeDialog *open();
    static void type(PinChangeDialog *dialog, const QString &field, const QString &text)
    {
        auto *edit = dialog->findChild<PinEdit *>(field);
        edit->setFocus();
        QTest::keyClicks(edit, text);
    }
    static void keep(QWidget *window, const QString &name);
    static QPushButton *changeButton(PinChangeDialog *dialog)
    {
        const auto buttons = dialog->findChildren<QPushButton *>();
        const auto found =
            std::find_if(buttons.begin(), buttons.end(), [](auto *button) { return button->isDefault(); });
        return found == buttons.end() ? nullptr : *found;
    }
    /// How many of the member's keys the PIN opens.
    int opened(const QByteArray &pin) const;

    Language m_language;
    SampleDomain m_domain;
    QString m_folder;
    MemberId m_member;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<MainWindow> m_window;
};

void PinChangeDialogTest::initTestCase()
{
    QVERIFY(m_domain.build());
    std::tie(m_folder, m_member) = m_domain.desktopOf(u"澄江镇/mailroom"_s);
    m_session = std::make_unique<Session>(m_domain.environment(), m_folder);
    std::optional<Result<SessionFacts>> facts;
    m_session->unlock(m_member, SecretBytes(QByteArrayView(SampleDomain::Pin)))
        .then(this, [&](const Result<SessionFacts> &unlocked) { facts = unlocked; });
    QTRY_VERIFY(facts);
    QVERIFY(*facts);
    m_window = std::make_unique<MainWindow>(*m_session, **facts);
    m_window->resize(1280, 800);
    m_window->show();
    keep(m_window.get(), u"main-with-pin"_s);
}

void PinChangeDialogTest::cleanupTestCase()
{
    m_window.reset();
    m_session.reset();
}

void PinChangeDialogTest::keep(QWidget *window, const QString &name)
{
    QVERIFY(QTest::qWaitForWindowExposed(window));
    QTest::qWait(200);
    const QPixmap picture = window->grab();
    const QString folder = QStringLiteral(WENYI_BUILD_DIR "/screenshots");
    QVERIFY(QDir().mkpath(folder));
    const QString scale = picture.devicePixelRatio() > 1.5 ? u"-200"_s : u""_s;
    QVERIFY(picture.save(folder + u'/' + name + scale + u".png"_s));
}

PinChangeDialog *PinChangeDialogTest::open()
{
    m_window->findChild<QAction *>(u"changePin"_s)->trigger();
    auto *dialog = m_window->findChild<PinChangeDialog *>();
    if (dialog && !QTest::qWaitForWindowExposed(dialog))
        return nullptr;
    return dialog;
}

int PinChangeDialogTest::opened(const QByteArray &pin) const
{
    const core::Profile profile = core::Profile::open(m_folder).value();
    int count = 0;
    for (const QStringView name : core::keyfile::All) {
        const auto file = crypto::KeyFile::open(profile.memberPath(m_member, name));
        count += file && file->unlock(SecretBytes(pin)) ? 1 : 0;
    }
    return count;
}

void PinChangeDialogTest::saysWhatANewPinIsWorth_data()
{
    QTest::addColumn<QString>("pin");
    QTest::addColumn<QString>("says");
    QTest::addColumn<bool>("isAllowed");
    QTest::addColumn<QString>("picture");
    QTest::newRow("nothing yet") << QString() << u"至少 6 个字符"_s << false << u"pin-change"_s;
    QTest::newRow("short") << u"13579"_s << u"太短"_s << false << QString();
    QTest::newRow("repeated") << u"111111"_s << u"重复"_s << false << QString();
    QTest::newRow("in a row") << u"123456"_s << u"连续"_s << false << QString();
    QTest::newRow("digits") << u"246813"_s << u"较弱"_s << true << u"pin-change-weak"_s;
    QTest::newRow("mixed") << u"cheng2026"_s << u"一般"_s << true << QString();
    QTest::newRow("long") << u"tea at seven"_s << u"强。"_s << true << QString();
}

void PinChangeDialogTest::saysWhatANewPinIsWorth()
{
    QFETCH(const QString, pin);
    QFETCH(const QString, says);
    QFETCH(const bool, isAllowed);
    QFETCH(const QString, picture);
    PinChangeDialog *dialog = open();
    QVERIFY(dialog);
    type(dialog, u"pinSoFar"_s, u"135790"_s);
    type(dialog, u"newPin"_s, pin);
    QVERIFY(!changeButton(dialog)->isEnabled()); // Not typed once more yet.
    type(dialog, u"newPinRepeated"_s, pin.isEmpty() ? u"x"_s : pin);
    const QString worth = dialog->findChild<QLabel *>(u"pinWorth"_s)->text();
    QVERIFY2(worth.contains(says), qPrintable(worth));
    QVERIFY(pin.isEmpty() || !worth.contains(pin));
    QCOMPARE(changeButton(dialog)->isEnabled(), isAllowed);
    if (!picture.isEmpty())
        keep(dialog, picture);
    dialog->reject();
    QTRY_VERIFY(!m_window->findChild<PinChangeDialog *>());
}

void PinChangeDialogTest::aWrongPinIsSaidAndNothingChanges()
{
    PinChangeDialog *dialog = open();
    QVERIFY(dialog);
    type(dialog, u"pinSoFar"_s, u"000000"_s);
    type(dialog, u"newPin"_s, u"tea at seven"_s);
    type(dialog, u"newPinRepeated"_s, u"tea at seven"_s);
    changeButton(dialog)->click();
    auto *notice = dialog->findChild<NoticeStrip *>();
    QTRY_COMPARE(notice->sentence(), u"PIN 不正确，请重新输入。"_s);
    keep(dialog, u"pin-change-wrong"_s);
    for (const auto *edit : dialog->findChildren<PinEdit *>())
        QVERIFY(edit->text().isEmpty() && edit->isEnabled());
    QCOMPARE(opened(SampleDomain::Pin), 4);
    dialog->reject();
    QTRY_VERIFY(!m_window->findChild<PinChangeDialog *>());
}

void PinChangeDialogTest::twoDifferentNewPinsAreSaid()
{
    PinChangeDialog *dialog = open();
    QVERIFY(dialog);
    type(dialog, u"pinSoFar"_s, u"135790"_s);
    type(dialog, u"newPin"_s, u"tea at seven"_s);
    type(dialog, u"newPinRepeated"_s, u"tea at eight"_s);
    changeButton(dialog)->click();
    QCOMPARE(dialog->findChild<NoticeStrip *>()->sentence(), u"两次输入的新 PIN 不一致，请重新输入。"_s);
    QCOMPARE(opened(SampleDomain::Pin), 4);
    dialog->reject();
    QTRY_VERIFY(!m_window->findChild<PinChangeDialog *>());
}

void PinChangeDialogTest::theKeyboardChangesThePinOfEveryKey()
{
    PinChangeDialog *dialog = open();
    QVERIFY(dialog);
    const auto tab = [&] {
        QTest::keyClick(dialog->focusWidget(), Qt::Key_Tab);
        return dialog->focusWidget();
    };
    QTRY_VERIFY(dialog->focusWidget());
    QCOMPARE(dialog->focusWidget()->objectName(), u"pinSoFar"_s);
    QTest::keyClicks(dialog->focusWidget(), u"135790"_s);
    QTest::keyClicks(tab(), u"tea at seven"_s);
    QTest::keyClicks(tab(), u"tea at seven"_s);
    for (const auto *edit : dialog->findChildren<PinEdit *>())
        QVERIFY(!edit->accessibleName().isEmpty());
    QTest::keyClick(dialog->focusWidget(), Qt::Key_Return);
    QTRY_VERIFY(!m_window->findChild<PinChangeDialog *>());
    QCOMPARE(opened("tea at seven"), 4);
    const auto strips = m_window->findChildren<NoticeStrip *>();
    QVERIFY(
        std::any_of(strips.begin(), strips.end(), [](auto *strip) { return strip->sentence() == u"PIN 已更改。"_s; }));
    keep(m_window.get(), u"pin-changed"_s);
}

void PinChangeDialogTest::escapeLeavesEverythingAsItIs()
{
    PinChangeDialog *dialog = open();
    QVERIFY(dialog);
    type(dialog, u"pinSoFar"_s, u"tea at seven"_s);
    type(dialog, u"newPin"_s, u"246813"_s);
    type(dialog, u"newPinRepeated"_s, u"246813"_s);
    QTest::keyClick(dialog, Qt::Key_Escape);
    QTRY_VERIFY(!m_window->findChild<PinChangeDialog *>());
    QCOMPARE(opened("tea at seven"), 4);
}

QTEST_MAIN(PinChangeDialogTest)
#include "PinChangeDialogTest.moc"
