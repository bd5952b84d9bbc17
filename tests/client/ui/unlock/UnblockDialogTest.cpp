// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/unlock/UnblockDialog.h"

#include "client/core/profile/ProfileUnblocking.h"
#include "client/ui/text/Sentences.h"
#include "client/ui/unlock/UnlockDialog.h"
#include "client/ui/widgets/NoticeStrip.h"
#include "client/ui/widgets/PathField.h"
#include "client/ui/widgets/PinEdit.h"
#include "shared/base/DurableFile.h"
#include "tests/Patience.h"
#include "tests/client/ui/admin/AdminDesk.h"

#include <QComboBox>
#include <QLabel>
#include <QPushButton>

using namespace wenyi;
using namespace wenyi::ui;
using namespace wenyi::ui::tests;
using namespace Qt::StringLiterals;

/// A member whose key ten wrong PINs locked: told before unlocking, asks, takes the permission, goes on with the old
/// PIN.
class UnblockDialogTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup() { m_dialog.reset(); }
    void whoHasNoLockedKeyIsOfferedNothing();
    void theTenthWrongPinIsToldWithTheWayOut();
    void anotherKeysPermissionUnblocksNothing();
    void aPermissionUnblocksAndThePinStays();
    void eachLockedKeyNeedsItsOwnPermission();

private:
    core::Profile profile() const { return core::Profile::open(m_folder).value(); }
    void lock(QStringView name);
    bool opens(QStringView name) const;
    /// The permission for a key, by the security administrator, in a file.
    QString permissionFor(const QString &name);
    UnblockDialog *openUnblocking();
    template<typename Widget>
    static Widget *part(QWidget *window, const QString &name)
    {
        return window->findChild<Widget *>(name);
    }

    AdminDesk m_desk;
    QString m_folder;
    MemberId m_member;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<UnlockPresenter> m_presenter;
    std::unique_ptr<UnlockDialog> m_dialog;
};

void UnblockDialogTest::initTestCase()
{
    QVERIFY(m_desk.build());
    std::tie(m_folder, m_member) = m_desk.domain().desktopOf(u"澄江镇/leader"_s);
    m_session = std::make_unique<Session>(m_desk.domain().environment(), m_folder);
    m_presenter = std::make_unique<UnlockPresenter>(*m_session, m_member);
}

void UnblockDialogTest::lock(QStringView name)
{
    const auto file = crypto::KeyFile::open(profile().memberPath(m_member, name));
    for (int attempt = file->attemptsLeft(); attempt > 0; --attempt)
        QVERIFY(!file->unlock(SecretBytes(QByteArrayView("000000"))));
    QCOMPARE(file->attemptsLeft(), 0);
}

bool UnblockDialogTest::opens(QStringView name) const
{
    const auto file = crypto::KeyFile::open(profile().memberPath(m_member, name));
    return file && file->unlock(AdminDesk::pin());
}

QString UnblockDialogTest::permissionFor(const QString &name)
{
    const auto environment = m_desk.domain().environment();
    const auto request =
        core::UnblockRequest::fromBytes(core::requestUnblocking(profile(), m_member, name, environment.random).value());
    auto officer = m_desk.officer(directory::Role::SecurityAdministrator);
    const auto permission = core::permitUnblocking(*m_desk.open(), *request, u"本人到场"_s, officer);
    const QString file = m_desk.path(name + u".permission"_s);
    return permission && writeDurably(file, *permission) ? file : QString();
}

UnblockDialog *UnblockDialogTest::openUnblocking()
{
    m_dialog = std::make_unique<UnlockDialog>(*m_presenter);
    m_dialog->show();
    auto *button = part<QPushButton>(m_dialog.get(), u"unblock"_s);
    if (!QTest::qWaitForWindowExposed(m_dialog.get()) || !QTest::qWaitFor([&] { return button->isVisible(); }, 10'000))
        return nullptr;
    button->click();
    auto *dialog = m_dialog->findChild<UnblockDialog *>();
    return dialog && QTest::qWaitForWindowExposed(dialog) ? dialog : nullptr;
}

void UnblockDialogTest::whoHasNoLockedKeyIsOfferedNothing()
{
    m_dialog = std::make_unique<UnlockDialog>(*m_presenter);
    m_dialog->show();
    QTRY_VERIFY(m_dialog->findChild<QComboBox *>()->count() > 0);
    QVERIFY(!part<QPushButton>(m_dialog.get(), u"unblock"_s)->isVisible());
}

void UnblockDialogTest::theTenthWrongPinIsToldWithTheWayOut()
{
    m_dialog = std::make_unique<UnlockDialog>(*m_presenter);
    m_dialog->show();
    QTRY_VERIFY(m_dialog->findChild<QComboBox *>()->count() > 0);
    auto *attempts = part<QLabel>(m_dialog.get(), u"attempts"_s);
    auto *button = part<QPushButton>(m_dialog.get(), u"unblock"_s);
    for (int left = crypto::KeyFile::AllowedAttempts - 1; left >= 0; --left) {
        QVERIFY(!button->isVisible());
        m_presenter->unlock(m_member, SecretBytes(QByteArrayView("000000")));
        QVERIFY(!button->isEnabled()); // Not while the key file is at work.
        const QString words = left > 0 ? u"还可尝试 %1 次"_s.arg(left)
                                       : u"连续输错 PIN，已锁定：个人解密密钥。经安全保密管理员准许可以解锁。"_s;
        QTRY_COMPARE(attempts->text(), words);
    }
    QVERIFY(button->isVisible() && button->isEnabled());
    AdminDesk::keep(m_dialog.get(), u"unlock-locked"_s);
}

void UnblockDialogTest::anotherKeysPermissionUnblocksNothing()
{
    lock(core::keyfile::PersonalEncryption);
    lock(core::keyfile::PersonalSigning);
    const QString other = permissionFor(core::keyfile::PersonalSigning.toString());
    // That one is used, for its own key; then it is nobody's.
    QVERIFY(core::takePermission(
        profile(), m_member, readBounded(other, 1 << 24).value(), m_desk.domain().environment().clock.now()));
    UnblockDialog *dialog = openUnblocking();
    QVERIFY(dialog);
    QVERIFY(!part<QPushButton>(dialog, u"take"_s)->isEnabled());
    for (const auto &[file, reason] : QList<std::pair<QString, QByteArray>>{
             {other, "unblock.other-file"}, {m_desk.path(u"missing"_s), "file.missing"}}) {
        AdminDesk::write(dialog, u"permissionFile"_s, file);
        part<QPushButton>(dialog, u"take"_s)->click();
        QTRY_COMPARE(dialog->findChild<NoticeStrip *>()->sentence(), sentenceFor({ErrorCode::NotFound, reason, {}}));
    }
    QCOMPARE(core::lockedKeys(profile(), m_member), QStringList{u"encrypt.key"_s});
}

void UnblockDialogTest::aPermissionUnblocksAndThePinStays()
{
    lock(core::keyfile::PersonalEncryption);
    QPointer<UnblockDialog> dialog = openUnblocking();
    QVERIFY(dialog);
    const QString facts = part<QLabel>(dialog, u"facts"_s)->text();
    QVERIFY2(facts.contains(u"个人解密密钥（夏明远）"_s) && facts.contains(u"PIN 不变"_s), qPrintable(facts));
    const QString request = m_desk.path(u"mine.request"_s);
    AdminDesk::write(dialog, u"requestFile"_s, request);
    part<QPushButton>(dialog, u"ask"_s)->click();
    QTRY_VERIFY(QFile::exists(request));
    QTRY_VERIFY(dialog->findChild<NoticeStrip *>()->sentence().contains(u"请送交安全保密管理员"_s));
    AdminDesk::keep(dialog, u"unblock-request"_s);
    // The officer permits what was asked.
    const auto asked = core::UnblockRequest::fromBytes(readBounded(request, 1 << 20).value());
    auto officer = m_desk.officer(directory::Role::SecurityAdministrator);
    const QString permission = m_desk.path(u"mine.permission"_s);
    QVERIFY(writeDurably(
        permission, core::permitUnblocking(*m_desk.open(), asked.value(), u"本人到场"_s, officer).value()));
    AdminDesk::write(dialog, u"permissionFile"_s, permission);
    part<QPushButton>(dialog, u"take"_s)->click();
    QTRY_VERIFY(!dialog);
    QTRY_VERIFY(!part<QPushButton>(m_dialog.get(), u"unblock"_s)->isVisible());
    QCOMPARE(m_dialog->findChild<NoticeStrip *>()->sentence(), u"已解锁，请输入原来的 PIN。"_s);
    AdminDesk::keep(m_dialog.get(), u"unlock-unblocked"_s);
    bool isUnlocked = false;
    connect(m_presenter.get(), &UnlockPresenter::unlocked, this, [&] { isUnlocked = true; });
    QTest::keyClicks(m_dialog->findChild<PinEdit *>(), u"135790"_s);
    QTest::keyClick(m_dialog->findChild<PinEdit *>(), Qt::Key_Return);
    QTRY_VERIFY(isUnlocked);
    m_session->lock();
}

void UnblockDialogTest::eachLockedKeyNeedsItsOwnPermission()
{
    lock(core::keyfile::PersonalEncryption);
    lock(core::keyfile::PersonalSigning);
    QPointer<UnblockDialog> dialog = openUnblocking();
    QVERIFY(dialog);
    auto *keys = part<QComboBox>(dialog, u"keys"_s);
    QCOMPARE(keys->count(), 2);
    AdminDesk::write(dialog, u"permissionFile"_s, permissionFor(u"sign.key"_s));
    part<QPushButton>(dialog, u"take"_s)->click();
    QTRY_COMPARE(dialog->findChild<NoticeStrip *>()->sentence(), u"已解锁：签名密钥。PIN 与原来相同。"_s);
    QCOMPARE(keys->count(), 1);
    QVERIFY(opens(core::keyfile::PersonalSigning));
    AdminDesk::write(dialog, u"permissionFile"_s, permissionFor(u"encrypt.key"_s));
    part<QPushButton>(dialog, u"take"_s)->click();
    QTRY_VERIFY(!dialog);
    QVERIFY(opens(core::keyfile::PersonalEncryption));
}

QTEST_MAIN(UnblockDialogTest)
#include "UnblockDialogTest.moc"
