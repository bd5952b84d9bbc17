// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/unlock/RecoverDialog.h"

#include "client/core/profile/StoreRecovery.h"
#include "client/ui/text/Sentences.h"
#include "client/ui/unlock/UnlockDialog.h"
#include "client/ui/widgets/NoticeStrip.h"
#include "client/ui/widgets/PinEdit.h"
#include "shared/base/DurableFile.h"
#include "tests/Patience.h"
#include "tests/client/ui/admin/AdminDesk.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QPushButton>
#include <QTest>

#include <algorithm>

using namespace wenyi;
using namespace wenyi::ui;
using namespace wenyi::ui::tests;
using namespace Qt::StringLiterals;

/// A person whose desktop's store is damaged: told at unlocking, puts it aside by the window, and comes in.
class RecoverDialogTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void aWrongPinOffersNoRecovery();
    void aDamagedStoreIsToldAndLeftWhereOneCancels();
    void aDamagedStoreIsPutAsideAndTheDesktopOpens();

private:
    /// Types the PIN and confirms.
    static void type(PinEdit *pin, const QString &digits)
    {
        QTest::keyClicks(pin, digits);
        QTest::keyClick(pin, Qt::Key_Return);
    }
    PinEdit *pin() const { return m_dialog->findChild<PinEdit *>(QString(), Qt::FindDirectChildrenOnly); }
    NoticeStrip *notice() const { return m_dialog->findChild<NoticeStrip *>(QString(), Qt::FindDirectChildrenOnly); }
    QPushButton *offer() const { return m_dialog->findChild<QPushButton *>(u"recover"_s); }
    RecoverDialog *openRecovery();
    QStringList aside() const { return QDir(m_folder).entryList({u"store.damaged-*"_s}, QDir::Dirs); }

    AdminDesk m_desk;
    QString m_folder;
    MemberId m_member;
    QByteArray m_damaged;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<UnlockPresenter> m_presenter;
    std::unique_ptr<UnlockDialog> m_dialog;
};

void RecoverDialogTest::initTestCase()
{
    QVERIFY(m_desk.build());
    std::tie(m_folder, m_member) = m_desk.domain().desktopOf(u"市政府办/clerk"_s);
    // The first unlocking keeps the keys beside the store.
    QVERIFY(core::Workspace::unlock(m_folder, m_member, AdminDesk::pin(), m_desk.domain().environment()));
    m_session = std::make_unique<Session>(m_desk.domain().environment(), m_folder);
    m_presenter = std::make_unique<UnlockPresenter>(*m_session, m_member);
    m_dialog = std::make_unique<UnlockDialog>(*m_presenter);
    m_dialog->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_dialog.get()));
    QTRY_VERIFY(m_dialog->findChild<QComboBox *>()->count() > 0);
}

RecoverDialog *RecoverDialogTest::openRecovery()
{
    offer()->click();
    auto *dialog = m_dialog->findChild<RecoverDialog *>();
    return dialog && QTest::qWaitForWindowExposed(dialog) ? dialog : nullptr;
}

void RecoverDialogTest::aWrongPinOffersNoRecovery()
{
    type(pin(), u"000000"_s);
    QTRY_VERIFY(!notice()->sentence().isEmpty());
    QVERIFY(!offer()->isVisible());
}

void RecoverDialogTest::aDamagedStoreIsToldAndLeftWhereOneCancels()
{
    QFile store(m_folder + u"/store.db"_s);
    QVERIFY(store.open(QIODevice::ReadWrite));
    QVERIFY(store.write(QByteArray(8192, '\0')) == 8192);
    store.close();
    m_damaged = readBounded(store.fileName(), 1 << 26).value();
    QTRY_VERIFY(pin()->isEnabled());
    type(pin(), u"135790"_s);
    QTRY_VERIFY(offer()->isVisible());
    QCOMPARE(notice()->sentence(), sentenceFor({ErrorCode::NotTrusted, "store.key", {}}));
    QTRY_VERIFY(offer()->isEnabled());
    QPointer<RecoverDialog> dialog = openRecovery();
    QVERIFY(dialog);
    AdminDesk::keep(dialog, u"recover-store"_s);
    const auto buttons = dialog->findChildren<QPushButton *>();
    QVERIFY(buttons.size() >= 2);
    for (const QPushButton *button : buttons) {
        if (button->text().size() == 1)
            continue; // A sign.
        const bool isHan = std::ranges::any_of(
            button->text(), [](QChar c) { return c.script() == QChar::Script_Han; });
        QVERIFY2(isHan, qPrintable(button->text()));
    }
    dialog->reject();
    QTRY_VERIFY(!dialog);
    QCOMPARE(readBounded(store.fileName(), 1 << 26).value(), m_damaged);
    QVERIFY(aside().isEmpty());
}

void RecoverDialogTest::aDamagedStoreIsPutAsideAndTheDesktopOpens()
{
    QPointer<RecoverDialog> dialog = openRecovery();
    QVERIFY(dialog);
    auto *strip = dialog->findChild<NoticeStrip *>();
    type(dialog->findChild<PinEdit *>(), u"000000"_s);
    QTRY_VERIFY(!strip->sentence().isEmpty());
    QVERIFY(aside().isEmpty());
    QTRY_VERIFY(dialog->findChild<PinEdit *>()->isEnabled());
    type(dialog->findChild<PinEdit *>(), u"135790"_s);
    QTRY_VERIFY(!dialog);
    QCOMPARE(aside().size(), 1);
    QCOMPARE(readBounded(m_folder + u'/' + aside().first() + u"/store.db"_s, 1 << 26).value(), m_damaged);
    QVERIFY2(notice()->sentence().contains(aside().first()), qPrintable(notice()->sentence()));
    QVERIFY(!offer()->isVisible());
    AdminDesk::keep(m_dialog.get(), u"unlock-recovered"_s);
    bool isUnlocked = false;
    connect(m_presenter.get(), &UnlockPresenter::unlocked, this, [&] { isUnlocked = true; });
    QTRY_VERIFY(pin()->isEnabled());
    type(pin(), u"135790"_s);
    QTRY_VERIFY(isUnlocked);
    m_session->lock();
}

QTEST_MAIN(RecoverDialogTest)
#include "RecoverDialogTest.moc"
