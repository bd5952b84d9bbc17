// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/token/TokenSigner.h"
#include "client/ui/app/Language.h"
#include "client/ui/app/MainWindow.h"
#include "client/ui/keys/PinChangeDialog.h"
#include "client/ui/widgets/NoticeStrip.h"
#include "client/ui/widgets/PinEdit.h"
#include "shared/crypto/KeyFile.h"
#include "tests/Patience.h"
#include "tests/client/core/token/SoftToken.h"
#include "tests/client/ui/SampleDomain.h"

#include <QAction>
#include <QComboBox>
#include <QDir>
#include <QLabel>
#include <QPushButton>
#include <QTest>

using namespace wenyi;
using namespace wenyi::ui;
using namespace Qt::StringLiterals;
using core::tests::SoftToken;

/// A clerk whose signing key lies on a token: its PIN is changed where that of key files is, and the main window says
/// when the token goes. Keeps pictures, with QT_SCALE_FACTOR=2 those at 200 %.
class TokenPinWindowTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void cleanupTestCase();
    void tellsTheTokenWithItsTries();
    void aWrongPinLeavesOneTryLess();
    void aLockedTokenIsNotTried();
    void changesTheTokensPinAndNoFiles();
    void saysWhenTheTokenGoesAndComesBack();

private:
    static void keep(QWidget *window, const QString &name);
    QComboBox *which() const { return m_dialog->findChild<QComboBox *>(u"whichPin"_s); }
    void type(const QString &field, const QString &text)
    {
        auto *edit = m_dialog->findChild<PinEdit *>(field);
        edit->setFocus();
        QTest::keyClicks(edit, text);
    }
    QPushButton *changeButton() const
    {
        for (auto *button : m_dialog->findChildren<QPushButton *>()) {
            if (button->isDefault())
                return button;
        }
        return nullptr;
    }
    /// Chooses the token and types both PINs.
    void fill(const QString &from, const QString &to);
    bool opens(const char *pin) const
    {
        return core::TokenSigner::open(
            SoftToken::skf(), m_token->settings(), SoftToken::place(), SecretBytes(QByteArrayView(pin)))
            .has_value();
    }

    Language m_language;
    SampleDomain m_domain;
    core::Profile m_profile;
    MemberId m_member;
    std::unique_ptr<SoftToken> m_token;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<MainWindow> m_window;
    QPointer<PinChangeDialog> m_dialog;
};

void TokenPinWindowTest::initTestCase()
{
    QVERIFY(m_domain.build());
    const auto [folder, member] = m_domain.desktopOf(u"澄江镇/clerk"_s);
    m_member = member;
    m_profile = core::Profile::open(folder).value();
    const QString path = m_profile.memberPath(member, core::keyfile::PersonalSigning);
    const auto file = crypto::KeyFile::open(path);
    QVERIFY(file);
    m_token = std::make_unique<SoftToken>(
        crypto::KeySigner(file->unlock(SecretBytes(QByteArrayView(SampleDomain::Pin))).value(), file->certificate()));
    core::TokenDrivers drivers;
    drivers.allow(SoftToken::skf());
    QVERIFY(drivers.write(m_profile));
    const core::TokenKey key{SoftToken::skfLibrary(), SoftToken::place()};
    QVERIFY(key.write(path));
    QVERIFY(QFile::remove(path)); // On the token alone.

    core::Environment environment = m_domain.environment();
    environment.tokens = m_token->settings();
    m_session = std::make_unique<Session>(environment, folder);
    std::optional<Result<SessionFacts>> facts;
    m_session->unlock(member, SecretBytes(QByteArrayView(SampleDomain::Pin)))
        .then(this, [&](const Result<SessionFacts> &unlocked) { facts = unlocked; });
    QTRY_VERIFY(facts);
    QVERIFY(*facts);
    m_window = std::make_unique<MainWindow>(*m_session, **facts);
    m_window->resize(1280, 800);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
}

void TokenPinWindowTest::init()
{
    m_token->order({});
    m_token->write(u"attempts"_s, "0");
    m_token->write(u"pin"_s, "135790");
    m_window->findChild<QAction *>(u"changePin"_s)->trigger();
    m_dialog = m_window->findChild<PinChangeDialog *>();
    QVERIFY(m_dialog && QTest::qWaitForWindowExposed(m_dialog));
}

void TokenPinWindowTest::cleanup()
{
    if (m_dialog)
        m_dialog->reject();
    QTRY_VERIFY(!m_dialog);
}

void TokenPinWindowTest::cleanupTestCase()
{
    m_window.reset();
    m_session.reset();
}

void TokenPinWindowTest::keep(QWidget *window, const QString &name)
{
    QTest::qWait(200);
    const QPixmap picture = window->grab();
    const QString folder = QStringLiteral(WENYI_BUILD_DIR "/screenshots");
    QVERIFY(QDir().mkpath(folder));
    const QString scale = picture.devicePixelRatio() > 1.5 ? u"-200"_s : u""_s;
    QVERIFY(picture.save(folder + u'/' + name + scale + u".png"_s));
}

void TokenPinWindowTest::fill(const QString &from, const QString &to)
{
    QTRY_VERIFY(which()->isVisible());
    which()->setCurrentIndex(1);
    type(u"pinSoFar"_s, from);
    type(u"newPin"_s, to);
    type(u"newPinRepeated"_s, to);
}

void TokenPinWindowTest::tellsTheTokenWithItsTries()
{
    QTRY_VERIFY(which()->isVisible());
    QCOMPARE(which()->count(), 2);
    QCOMPARE(which()->currentIndex(), 0); // The key files, as ever.
    QCOMPARE(which()->itemText(1), u"密钥设备 办公室（文驿软钥）：还可输错 8 次"_s);
    fill(u"135790"_s, u"tea at seven"_s);
    QVERIFY(m_dialog->findChild<QLabel *>(u"pinWorth"_s)->text().contains(u"自行计数"_s));
    QVERIFY(changeButton()->isEnabled());
    keep(m_dialog, u"token-pin"_s);
}

void TokenPinWindowTest::aWrongPinLeavesOneTryLess()
{
    fill(u"000000"_s, u"tea at seven"_s);
    changeButton()->click();
    auto *notice = m_dialog->findChild<NoticeStrip *>();
    QTRY_VERIFY(notice->isVisible());
    QTRY_VERIFY(which()->itemText(1).contains(u"7"_s));
    QCOMPARE(which()->currentIndex(), 1);
    keep(m_dialog, u"token-pin-wrong"_s);
    QVERIFY(opens("135790"));
}

void TokenPinWindowTest::aLockedTokenIsNotTried()
{
    m_token->write(u"attempts"_s, "8");
    m_dialog->reject();
    QTRY_VERIFY(!m_dialog);
    m_window->findChild<QAction *>(u"changePin"_s)->trigger();
    m_dialog = m_window->findChild<PinChangeDialog *>();
    fill(u"135790"_s, u"tea at seven"_s);
    QVERIFY2(which()->itemText(1).contains(u"锁定"_s), qPrintable(which()->itemText(1)));
    QVERIFY(!changeButton()->isEnabled());
}

void TokenPinWindowTest::changesTheTokensPinAndNoFiles()
{
    fill(u"135790"_s, u"tea at seven"_s);
    QTest::keyClick(m_dialog->focusWidget(), Qt::Key_Return);
    QTRY_VERIFY(!m_dialog);
    QVERIFY(opens("tea at seven"));
    const auto file = crypto::KeyFile::open(m_profile.memberPath(m_member, core::keyfile::PersonalEncryption));
    QVERIFY(file && file->unlock(SecretBytes(QByteArrayView(SampleDomain::Pin))));
}

void TokenPinWindowTest::saysWhenTheTokenGoesAndComesBack()
{
    m_dialog->reject();
    auto *strip = m_window->findChild<NoticeStrip *>(u"token"_s);
    QVERIFY(strip && !strip->isVisible());
    m_token->order("none SKF_EnumDev");
    QTRY_VERIFY(strip->isVisible());
    QVERIFY2(strip->sentence().startsWith(u"您的密钥设备没有插入"_s), qPrintable(strip->sentence()));
    keep(m_window.get(), u"token-out"_s);
    // What needs the key says it too, before a PIN is spent.
    std::optional<Result<void>> told;
    const auto open = [](Office &office) -> Result<void> {
        WENYI_CHECK(office.workspace->openKey(core::keyfile::PersonalSigning, SoftToken::pin()));
        return {};
    };
    m_session->ask(open).then(this, [&told](const Result<void> &result) { told = result; });
    QTRY_VERIFY(told);
    QVERIFY(!*told);
    QCOMPARE(told->error().reason, QByteArray("token.no-device"));
    QCOMPARE(m_token->read(u"attempts"_s), QByteArray("0"));
    m_token->order({});
    QTRY_VERIFY(!strip->isVisible());
}

QTEST_MAIN(TokenPinWindowTest)
#include "TokenPinWindowTest.moc"
