// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/app/Language.h"
#include "client/ui/app/MainWindow.h"
#include "client/ui/drafting/DraftWindow.h"
#include "client/ui/records/NavigationPane.h"
#include "client/ui/records/RecordPreview.h"
#include "client/ui/signing/SigningDialog.h"
#include "client/ui/unlock/UnlockDialog.h"
#include "shared/base/DurableFile.h"
#include "tests/Patience.h"
#include "tests/client/ui/SampleDomain.h"

#include <QDir>
#include <QPushButton>
#include <QTest>

using namespace wenyi;
using namespace wenyi::ui;
using namespace Qt::StringLiterals;

/// Shows each window with the sample notice in it and keeps a picture in build/…/screenshots, to be looked at. Run with
/// QT_SCALE_FACTOR=2 it keeps those at 200 %.
class ScreenshotsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void unlock();
    void draft();
    void main();
    void signing();

private:
    void keep(QWidget *window, const QString &name);
    Result<document::OfficialDocument> notice();

    Language m_language;
    SampleDomain m_domain;
    QString m_folder;
    MemberId m_member;
    std::unique_ptr<Session> m_session;
    SessionFacts m_facts;
    std::unique_ptr<MainWindow> m_window;
};

void ScreenshotsTest::initTestCase()
{
    QVERIFY(m_domain.build());
    std::tie(m_folder, m_member) = m_domain.desktopOf(u"澄江镇/clerk"_s);
    m_session = std::make_unique<Session>(m_domain.environment(), m_folder);
}

void ScreenshotsTest::cleanupTestCase()
{
    m_window.reset();
    m_session.reset();
}

void ScreenshotsTest::keep(QWidget *window, const QString &name)
{
    QVERIFY(QTest::qWaitForWindowExposed(window));
    QTest::qWait(300);
    const QPixmap picture = window->grab();
    QVERIFY(!picture.isNull());
    const QString folder = QStringLiteral(WENYI_BUILD_DIR "/screenshots");
    QVERIFY(QDir().mkpath(folder));
    const QString scale = picture.devicePixelRatio() > 1.5 ? u"-200"_s : u""_s;
    QVERIFY(picture.save(folder + u'/' + name + scale + u".png"_s));
}

Result<document::OfficialDocument> ScreenshotsTest::notice()
{
    WENYI_TRY(const QByteArray text,
        readBounded(QStringLiteral(WENYI_SOURCE_DIR "/resources/documents/sample-notice.txt"), 1 << 20));
    WENYI_TRY(const auto imported, document::importText(text));
    return imported.document;
}

void ScreenshotsTest::unlock()
{
    UnlockPresenter presenter(*m_session, m_member);
    std::optional<SessionFacts> facts;
    connect(&presenter, &UnlockPresenter::unlocked, this, [&](const SessionFacts &unlocked) { facts = unlocked; });
    UnlockDialog dialog(presenter);
    dialog.show();
    keep(&dialog, u"unlock"_s);
    presenter.unlock(m_member, SecretBytes(QByteArrayView("000000")));
    QTest::qWait(500);
    keep(&dialog, u"unlock-wrong-pin"_s);
    presenter.unlock(m_member, SecretBytes(QByteArrayView(SampleDomain::Pin)));
    QTRY_VERIFY(facts);
    m_facts = *facts;
}

void ScreenshotsTest::draft()
{
    m_window = std::make_unique<MainWindow>(*m_session, m_facts);
    m_window->show();
    keep(m_window.get(), u"main-empty"_s);
    const auto document = notice();
    QVERIFY(document);
    for (const QString &urgency : {QString(), u"加急"_s}) {
        document::OfficialDocument one = *document;
        one.urgency = urgency;
        if (urgency.isEmpty())
            one.title = u"澄江镇人民政府关于印发二〇二六年防汛应急预案的通知"_s;
        auto *draft =
            new DraftWindow(std::make_unique<DraftPresenter>(*m_session, m_facts, StreamId()), m_window.get());
        draft->show();
        draft->presenter().begin(one);
        QTRY_VERIFY(draft->pages().pageCount() > 1 && draft->presenter().isSaved());
        keep(draft, urgency.isEmpty() ? u"draft"_s : u"draft-urgent"_s);
        draft->presenter().submit();
        QTRY_VERIFY(!m_window->findChild<DraftWindow *>());
    }
}

void ScreenshotsTest::main()
{
    QTRY_COMPARE(m_window->findChild<NavigationPane *>()->count(core::Box::Awaiting), 2);
    QTRY_VERIFY(m_window->findChild<RecordPreview *>()->pages().pageCount() > 1);
    keep(m_window.get(), u"main"_s);
}

void ScreenshotsTest::signing()
{
    m_window->handleChosen();
    auto *dialog = m_window->findChild<SigningDialog *>();
    QVERIFY(dialog);
    QTRY_VERIFY(dialog->findChild<QPushButton *>(u"outcome-agree"_s));
    keep(dialog, u"signing"_s);
}

QTEST_MAIN(ScreenshotsTest)
#include "ScreenshotsTest.moc"
