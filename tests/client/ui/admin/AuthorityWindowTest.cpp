// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/admin/AuthorityWindow.h"

#include "client/core/domain/RegisterFounding.h"
#include "client/ui/admin/ActsPage.h"
#include "client/ui/admin/ApplicationsPage.h"
#include "client/ui/admin/CertificatesPage.h"
#include "client/ui/admin/OfficersPage.h"
#include "client/ui/admin/RememberedPlace.h"
#include "client/ui/app/MainWindow.h"
#include "client/ui/text/Sentences.h"
#include "client/ui/widgets/NoticeStrip.h"
#include "client/ui/widgets/PathField.h"
#include "client/ui/widgets/PlainTable.h"
#include "shared/base/DurableFile.h"
#include "shared/journal/Database.h"
#include "tests/Patience.h"
#include "tests/client/ui/admin/AdminDesk.h"

#include <QAction>
#include <QClipboard>
#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTabWidget>

using namespace wenyi;
using namespace wenyi::ui;
using namespace wenyi::ui::tests;
using namespace Qt::StringLiterals;
using directory::Role;

/// 证书与密钥管理: what the window shows of a real authority's register; keeps pictures, with QT_SCALE_FACTOR=2 those
/// at 200 %.
class AuthorityWindowTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup() { m_desk.close(); }
    void theDesksMenuOpensItAndTheFolderIsRemembered();
    void everyCertificateIsShownWithWhatItIsWorth();
    void certificatesAreFoundByWordsAndStanding();
    void whatWaitsStandsFirst();
    void theActsStandInTheirOrderWithTheirOfficers();
    void theThreeOfficersAreNamed();
    void theAuditorVerifiesNotesAndExports();
    void anAlteredRegisterIsSaid();
    void anEndThatWasCutOffIsSaidToWhoNotedTheHead();
    void aFolderThatIsNoneIsSaidAndNotRemembered();
    void whileAnotherFolderIsReadNothingIsBegun();
    void anEmptyRegisterIsEmpty();
    void everyControlHasANameAndIsReachedByKeys();

private:
    PlainTable *table(const QString &page) const { return m_desk.page(page)->findChild<PlainTable *>(); }
    QString verdict() const { return m_desk.part<NoticeStrip>(u"verdict"_s)->sentence(); }
    /// The row of a serial number; -1 where it is not shown.
    int rowOf(const QByteArray &serial) const;
    void showPage(int page) { m_desk.part<QTabWidget>(u"pages"_s)->setCurrentIndex(page); }
    QString copyOfTheAuthority(const QString &name) const;

    AdminDesk m_desk;
    QByteArray m_good;
    QByteArray m_suspended;
    QByteArray m_revoked;
    QByteArray m_long;
};

void AuthorityWindowTest::initTestCase()
{
    QVERIFY(m_desk.build());
    m_good = m_desk.issued({u"沈国栋"_s, u"江阴市人民政府办公室"_s, u"office/shen"_s});
    m_suspended = m_desk.issued({u"缪红"_s, u"江阴市财政局"_s, u"finance/miao"_s}, 1);
    m_revoked = m_desk.issued({u"赵一鸣"_s, u"江阴市财政局"_s, u"finance/zhao"_s});
    m_long = m_desk.issued({u"江阴市推进长江大保护和沿江地区高质量发展工作领导小组办公室综合协调处副处长欧阳慕容长乐"_s,
        u"江阴市推进长江大保护和沿江地区高质量发展工作领导小组办公室"_s,
        u"leading-group-of-the-river/ouyang-murong"_s});
    auto security = m_desk.officer(Role::SecurityAdministrator);
    const auto opened = m_desk.open();
    using crypto::RevocationReason;
    QVERIFY(opened->append(
        core::CertificateRevocation{m_suspended, RevocationReason::CertificateHold, u"休假三个月"_s}, security));
    QVERIFY(opened->append(
        core::CertificateRevocation{m_revoked, RevocationReason::KeyCompromise, u"U盘遗失，本人来电"_s}, security));
    m_desk.applied({u"钱程"_s, u"江阴市财政局"_s, u"finance/qian"_s});
    const quint64 rejected = m_desk.applied({u"无名氏"_s, u"无此单位"_s, u"nobody/none"_s});
    QVERIFY(m_desk.open()->append(core::ApplicationDecision{rejected, false, u"无此人"_s}, security));
}

int AuthorityWindowTest::rowOf(const QByteArray &serial) const
{
    const PlainTable *certificates = table(u"certificates"_s);
    for (int row = 0; row < certificates->rowCount(); ++row) {
        if (certificates->text(row, CertificatesPage::Serial) == QString::fromLatin1(serial))
            return row;
    }
    return -1;
}

QString AuthorityWindowTest::copyOfTheAuthority(const QString &name) const
{
    const QString copy = m_desk.path(name);
    QDir().mkpath(copy);
    for (const QString &file : {u"operating.der"_s, u"root.der"_s, u"register.db"_s})
        QFile::copy(m_desk.folder() + u'/' + file, copy + u'/' + file);
    return copy;
}

void AuthorityWindowTest::theDesksMenuOpensItAndTheFolderIsRemembered()
{
    const auto [profile, member] = m_desk.domain().desktopOf(u"澄江镇/mailroom"_s);
    Session session(m_desk.domain().environment(), profile);
    std::optional<Result<SessionFacts>> facts;
    session.unlock(member, SecretBytes(QByteArrayView(SampleDomain::Pin)))
        .then(this, [&](const Result<SessionFacts> &unlocked) { facts = unlocked; });
    QTRY_VERIFY(facts);
    MainWindow desk(session, **facts);
    desk.resize(1280, 800);
    desk.show();
    QVERIFY(QTest::qWaitForWindowExposed(&desk));
    AdminDesk::keep(&desk, u"main-with-manage"_s);
    const auto opened = [&] {
        desk.findChild<QAction *>(u"certificatesAndKeys"_s)->trigger();
        return desk.findChild<AuthorityWindow *>();
    };
    QPointer<AuthorityWindow> window = opened();
    QVERIFY(window);
    QVERIFY(QTest::qWaitForWindowExposed(window));
    auto *notice = window->findChild<NoticeStrip *>(u"notice"_s);
    QVERIFY2(notice->sentence().contains(u"请选择"_s), qPrintable(notice->sentence()));
    AdminDesk::keep(window, u"authority-first"_s);
    window->findChild<PathField *>(u"folder"_s)->setPath(m_desk.folder());
    window->findChild<QPushButton *>(u"openFolder"_s)->click();
    auto *certificates = window->findChild<QWidget *>(u"certificates"_s)->findChild<PlainTable *>();
    QTRY_VERIFY(certificates->rowCount() > 0);
    QCOMPARE(opened(), window.data()); // One window, not two.
    window->close();
    QTRY_VERIFY(!window);
    window = opened();
    QTRY_VERIFY(window->findChild<QWidget *>(u"certificates"_s)->findChild<PlainTable *>()->rowCount() > 0);
    QCOMPARE(window->findChild<PathField *>(u"folder"_s)->path(), m_desk.folder());
}

void AuthorityWindowTest::everyCertificateIsShownWithWhatItIsWorth()
{
    AuthorityWindow *window = m_desk.window();
    QVERIFY(window);
    QTRY_COMPARE(table(u"certificates"_s)->rowCount(), static_cast<int>(m_desk.open()->state().serialNumbers().size()));
    const PlainTable *certificates = table(u"certificates"_s);
    const auto standing = [&](const QByteArray &serial) {
        return certificates->text(rowOf(serial), CertificatesPage::Standing);
    };
    QCOMPARE(standing(m_good), u"●有效"_s);
    QCOMPARE(standing(m_suspended), u"◆冻结"_s);
    QCOMPARE(standing(m_revoked), u"■吊销"_s);
    QCOMPARE(certificates->text(rowOf(m_good), CertificatesPage::Holder), u"沈国栋"_s);
    QCOMPARE(certificates->text(rowOf(m_good), CertificatesPage::Id), u"office/shen"_s);
    QCOMPARE(certificates->text(rowOf(m_good), CertificatesPage::Purpose), u"人员签名"_s);
    table(u"certificates"_s)->chooseRow(rowOf(m_revoked));
    const QString details = m_desk.page(u"certificates"_s)->findChild<QPlainTextEdit *>()->toPlainText();
    QVERIFY2(details.contains(u"密钥丢失或泄露"_s) && details.contains(u"U盘遗失，本人来电"_s), qPrintable(details));
    AdminDesk::keep(window, u"authority-certificates"_s);
    // A narrow window still tells every column.
    table(u"certificates"_s)->chooseRow(rowOf(m_long));
    window->resize(900, 640);
    AdminDesk::keep(window, u"authority-long-name"_s);
}

void AuthorityWindowTest::certificatesAreFoundByWordsAndStanding()
{
    QVERIFY(m_desk.window());
    QTRY_VERIFY(rowOf(m_good) >= 0);
    auto *search = m_desk.part<QLineEdit>(u"search"_s);
    auto *filter = m_desk.part<QComboBox>(u"filter"_s);
    const int all = table(u"certificates"_s)->rowCount();
    const auto alone = [&](const QByteArray &serial) {
        return table(u"certificates"_s)->rowCount() == 1 && rowOf(serial) == 0;
    };
    for (const QString &words : {u"沈国"_s, u"OFFICE/Shen"_s, QString::fromLatin1(m_good.left(20))}) {
        search->setText(words);
        QVERIFY2(rowOf(m_good) >= 0 && rowOf(m_revoked) < 0, qPrintable(words));
    }
    search->setText(u"财政局"_s); // The organisation.
    QVERIFY(rowOf(m_suspended) >= 0 && rowOf(m_revoked) >= 0 && rowOf(m_good) < 0);
    search->clear();
    filter->setCurrentIndex(static_cast<int>(CertificatesPage::Filter::Suspended));
    QVERIFY(alone(m_suspended));
    filter->setCurrentIndex(static_cast<int>(CertificatesPage::Filter::Revoked));
    QVERIFY(alone(m_revoked));
    filter->setCurrentIndex(static_cast<int>(CertificatesPage::Filter::Good));
    QCOMPARE(table(u"certificates"_s)->rowCount(), all - 2);
    filter->setCurrentIndex(static_cast<int>(CertificatesPage::Filter::Expired));
    QCOMPARE(table(u"certificates"_s)->rowCount(), 0);
    QCOMPARE(m_desk.page(u"certificates"_s)->findChild<QPlainTextEdit *>()->toPlainText(), u"没有符合条件的证书。"_s);
    QCOMPARE(m_desk.part<QLabel>(u"count"_s)->text(), u"0 / %1 张"_s.arg(all));
    for (const QString &button : {u"renew"_s, u"saveCertificate"_s})
        QVERIFY(!m_desk.part<QPushButton>(button)->isEnabled());
}

void AuthorityWindowTest::whatWaitsStandsFirst()
{
    AuthorityWindow *window = m_desk.window();
    QVERIFY(window);
    showPage(1);
    QTRY_VERIFY(table(u"applications"_s)->rowCount() > 2);
    const PlainTable *applications = table(u"applications"_s);
    QCOMPARE(applications->text(0, ApplicationsPage::Stage), u"▲待审核"_s);
    const QString wanted = applications->text(0, ApplicationsPage::Wanted);
    QVERIFY2(wanted.contains(u"钱程（finance/qian）：人员签名，3 年"_s), qPrintable(wanted));
    QVERIFY(applications->text(0, ApplicationsPage::Applicant).contains(u"系统管理员"_s));
    QCOMPARE(applications->text(1, ApplicationsPage::Stage), u"■已驳回"_s); // The newest of what is over.
    QCOMPARE(applications->text(2, ApplicationsPage::Stage), u"●已签发"_s);
    QCOMPARE(m_desk.part<QTabWidget>(u"pages"_s)->tabText(1), u"申请(&2)：1 件待审"_s);
    AdminDesk::keep(window, u"authority-applications"_s);
}

void AuthorityWindowTest::theActsStandInTheirOrderWithTheirOfficers()
{
    AuthorityWindow *window = m_desk.window();
    QVERIFY(window);
    showPage(2);
    const auto opened = m_desk.open();
    QTRY_COMPARE(table(u"acts"_s)->rowCount(), static_cast<int>(opened->acts().size()));
    const PlainTable *acts = table(u"acts"_s);
    QCOMPARE(acts->text(0, ActsPage::Number), u"1"_s);
    QCOMPARE(acts->text(0, ActsPage::Kind), u"任命管理员"_s);
    QCOMPARE(acts->text(0, ActsPage::Office), u"运行 CA"_s);
    bool isTold = false;
    for (int row = 0; row < acts->rowCount(); ++row) {
        QVERIFY2(!acts->text(row, ActsPage::Kind).isEmpty() && !acts->text(row, ActsPage::About).isEmpty(),
            qPrintable(acts->text(row, ActsPage::Number)));
        isTold = isTold
                 || (acts->text(row, ActsPage::Kind) == u"吊销证书"_s
                     && acts->text(row, ActsPage::Words) == u"U盘遗失，本人来电"_s
                     && acts->text(row, ActsPage::Office) == u"安全保密管理员"_s);
    }
    QVERIFY(isTold);
    AdminDesk::keep(window, u"authority-acts"_s);
}

void AuthorityWindowTest::theThreeOfficersAreNamed()
{
    AuthorityWindow *window = m_desk.window();
    QVERIFY(window);
    showPage(3);
    QTRY_COMPARE(table(u"officers"_s)->rowCount(), 3);
    QCOMPARE(table(u"officers"_s)->text(0, OfficersPage::Id), u"authority/system"_s);
    QCOMPARE(table(u"officers"_s)->text(1, OfficersPage::Id), u"authority/security"_s);
    QCOMPARE(table(u"officers"_s)->text(2, OfficersPage::Id), u"authority/audit"_s);
    QCOMPARE(table(u"officers"_s)->text(2, OfficersPage::Standing), u"●有效"_s);
    AdminDesk::keep(window, u"authority-officers"_s);
}

void AuthorityWindowTest::theAuditorVerifiesNotesAndExports()
{
    AuthorityWindow *window = m_desk.window();
    QVERIFY(window);
    showPage(2);
    m_desk.choose(Role::Auditor);
    QTRY_VERIFY(m_desk.part<QPushButton>(u"verify"_s)->isEnabled());
    m_desk.part<QPushButton>(u"verify"_s)->click();
    const auto opened = m_desk.open();
    const QString head = QString::fromLatin1(opened->head().toHex());
    const QString noted = u"共 %1 条，链头 %2"_s.arg(opened->state().size()).arg(head);
    QTRY_COMPARE(verdict(), u"全部签名、链接和证书核验无误：%1。"_s.arg(noted));
    AdminDesk::keep(window, u"authority-verified"_s);
    m_desk.part<QPushButton>(u"copyHead"_s)->click();
    QCOMPARE(QGuiApplication::clipboard()->text(), noted);

    // What was copied is pasted at the next check.
    auto *field = m_desk.part<QLineEdit>(u"noted"_s);
    field->setText(noted);
    m_desk.part<QPushButton>(u"verify"_s)->click();
    QTRY_COMPARE(verdict(), u"全部签名、链接和证书核验无误，上次记下的一条仍在原处：%1。"_s.arg(noted));
    field->setText(head.chopped(1));
    m_desk.part<QPushButton>(u"verify"_s)->click();
    QTRY_COMPARE(verdict(), sentenceFor({ErrorCode::InvalidInput, "register.head-form", {}}));

    m_desk.part<QPushButton>(u"exportActs"_s)->click();
    auto *dialog = window->findChild<QFileDialog *>();
    QVERIFY(dialog);
    const QString target = m_desk.path(u"台账.csv"_s);
    dialog->selectFile(target);
    QMetaObject::invokeMethod(dialog, "accept");
    QTRY_VERIFY(m_desk.part<NoticeStrip>(u"notice"_s)->sentence().startsWith(u"已保存"_s));
    const QString csv = QString::fromUtf8(readBounded(target, 1 << 24).value());
    QCOMPARE(csv.count(u"\r\n"_s), static_cast<qsizetype>(opened->acts().size()) + 1);
    QVERIFY(csv.trimmed().endsWith(u'"' + head + u'"'));
    QVERIFY(csv.contains(u"\"吊销证书\""_s) && csv.contains(u"\"U盘遗失，本人来电\""_s));
}

void AuthorityWindowTest::anAlteredRegisterIsSaid()
{
    const QString copy = copyOfTheAuthority(u"altered"_s);
    {
        auto database =
            std::move(journal::Database::open(copy + u"/register.db"_s, {std::nullopt, 0x57594131}).value());
        // The last act: none after it would break with it.
        QVERIFY(database->execute(
            "UPDATE register_acts SET signature = CAST(x'00' || substr(signature, 2) AS BLOB) WHERE number = "
            "(SELECT max(number) FROM register_acts)"));
    }
    AuthorityWindow *window = m_desk.window(copy);
    QVERIFY(window);
    showPage(2);
    m_desk.choose(Role::Auditor);
    QTRY_VERIFY(table(u"acts"_s)->rowCount() > 0);
    QTRY_VERIFY(m_desk.part<QPushButton>(u"verify"_s)->isEnabled());
    m_desk.part<QPushButton>(u"verify"_s)->click();
    QTRY_COMPARE(verdict(), u"证书台账被改动：有一条记录不是经办人签名。"_s);
    AdminDesk::keep(window, u"authority-altered"_s);
}

void AuthorityWindowTest::anEndThatWasCutOffIsSaidToWhoNotedTheHead()
{
    const QString noted = ActsPage::headWords(m_desk.open()->state().size(), m_desk.open()->head());
    const QString copy = copyOfTheAuthority(u"cut"_s);
    {
        auto database =
            std::move(journal::Database::open(copy + u"/register.db"_s, {std::nullopt, 0x57594131}).value());
        QVERIFY(database->execute("DELETE FROM register_acts WHERE number = (SELECT max(number) FROM register_acts)"));
    }
    QVERIFY(m_desk.window(copy));
    m_desk.choose(Role::Auditor);
    QTRY_VERIFY(table(u"acts"_s)->rowCount() > 0);
    m_desk.part<QPushButton>(u"verify"_s)->click();
    QTRY_VERIFY(verdict().startsWith(u"全部签名"_s)); // The chain alone does not show it.
    m_desk.part<QLineEdit>(u"noted"_s)->setText(noted);
    m_desk.part<QPushButton>(u"verify"_s)->click();
    QTRY_COMPARE(verdict(), sentenceFor({ErrorCode::NotTrusted, "register.head", {}}));
    m_desk.part<QLineEdit>(u"noted"_s)->clear();
    m_desk.part<QPushButton>(u"verify"_s)->click();
    QTRY_VERIFY(verdict().startsWith(u"全部签名"_s));
    m_desk.part<QLineEdit>(u"noted"_s)->setText(QString(64, u'0'));
    m_desk.part<QPushButton>(u"verify"_s)->click();
    QTRY_COMPARE(verdict(), sentenceFor({ErrorCode::NotTrusted, "register.head", {}}));
}

void AuthorityWindowTest::aFolderThatIsNoneIsSaidAndNotRemembered()
{
    QVERIFY(m_desk.window());
    QTRY_VERIFY(rowOf(m_good) >= 0);
    AdminDesk::write(m_desk.page(u"folder"_s)->window(), u"folder"_s, m_desk.path(u"nothing"_s));
    m_desk.part<QPushButton>(u"openFolder"_s)->click();
    QTRY_VERIFY(!m_desk.part<NoticeStrip>(u"notice"_s)->sentence().isEmpty());
    QVERIFY(rowOf(m_good) >= 0); // What was shown stays.
    QVERIFY(!QDir(m_desk.path(u"nothing"_s)).exists());
    AuthorityWindow *again = m_desk.window({});
    QVERIFY(again);
    QCOMPARE(again->findChild<PathField *>(u"folder"_s)->path(), m_desk.folder());
}

void AuthorityWindowTest::whileAnotherFolderIsReadNothingIsBegun()
{
    AuthorityWindow *window = m_desk.window();
    QVERIFY(window);
    QTRY_VERIFY(rowOf(m_good) >= 0);
    const auto *pages = m_desk.part<QTabWidget>(u"pages"_s);
    QVERIFY(pages->isEnabled());
    auto *open = m_desk.part<QPushButton>(u"openFolder"_s);
    for (const QString &other : {copyOfTheAuthority(u"another"_s), m_desk.path(u"nowhere"_s)}) {
        AdminDesk::write(window, u"folder"_s, other);
        open->click();
        // What is shown is of the folder before; what is done would be done in this one.
        QVERIFY(!pages->isEnabled());
        QVERIFY(!m_desk.part<QPushButton>(u"refresh"_s)->isEnabled());
        QTRY_VERIFY(pages->isEnabled());
        QVERIFY(m_desk.part<QPushButton>(u"refresh"_s)->isEnabled());
    }
    m_desk.part<QPushButton>(u"refresh"_s)->click();
    QVERIFY(pages->isEnabled()); // The same one.
    // Of two that are asked for one after the other, the later one is it.
    AdminDesk::write(window, u"folder"_s, m_desk.path(u"nowhere"_s));
    open->click();
    AdminDesk::write(window, u"folder"_s, m_desk.folder());
    open->click();
    QTRY_VERIFY(pages->isEnabled());
    QVERIFY2(m_desk.part<NoticeStrip>(u"notice"_s)->sentence().isEmpty(),
        qPrintable(m_desk.part<NoticeStrip>(u"notice"_s)->sentence()));
    QCOMPARE(rememberedPlace().folder, m_desk.folder());
}

void AuthorityWindowTest::anEmptyRegisterIsEmpty()
{
    const QString folder = m_desk.path(u"empty"_s);
    QDir().mkpath(folder);
    for (const QString &file : {u"operating.der"_s, u"root.der"_s})
        QVERIFY(QFile::copy(m_desk.folder() + u'/' + file, folder + u'/' + file));
    // Looking begins none.
    AuthorityWindow *window = m_desk.window(folder);
    QVERIFY(window);
    QTRY_COMPARE(
        m_desk.part<NoticeStrip>(u"notice"_s)->sentence(), sentenceFor({ErrorCode::NotFound, "file.missing", {}}));
    QVERIFY(!QFile::exists(core::registerPath(folder)));
    QVERIFY(core::CertificateRegister::open(
        core::registerPath(folder), m_desk.open()->state().operating(), m_desk.domain().environment().clock));
    window = m_desk.window(folder);
    QVERIFY(window);
    auto *pages = m_desk.part<QTabWidget>(u"pages"_s);
    QTRY_COMPARE(m_desk.part<QLabel>(u"head"_s)->text(), u"尚无记录"_s);
    for (int page = 0; page < pages->count(); ++page) {
        pages->setCurrentIndex(page);
        AdminDesk::keep(window, u"authority-empty-%1"_s.arg(page + 1));
    }
    QCOMPARE(table(u"officers"_s)->text(0, OfficersPage::Name), u"无人"_s);
    for (const QString &button : {u"renew"_s, u"suspend"_s, u"approve"_s, u"issue"_s})
        QVERIFY2(!m_desk.part<QPushButton>(button)->isEnabled(), qPrintable(button));
    m_desk.choose(Role::Auditor);
    m_desk.part<QPushButton>(u"verify"_s)->click();
    QTRY_COMPARE(verdict(), u"全部签名、链接和证书核验无误：尚无记录。"_s);
}

void AuthorityWindowTest::everyControlHasANameAndIsReachedByKeys()
{
    AuthorityWindow *window = m_desk.window();
    QVERIFY(window);
    QTRY_VERIFY(rowOf(m_good) >= 0);
    for (const auto *button : window->findChildren<QPushButton *>())
        QVERIFY(!button->text().isEmpty() || !button->accessibleName().isEmpty());
    for (const auto *edit : window->findChildren<QLineEdit *>())
        QVERIFY2(
            !edit->accessibleName().isEmpty() || edit->parent()->inherits("QComboBox"), qPrintable(edit->objectName()));
    for (const auto *combo : window->findChildren<QComboBox *>())
        QVERIFY2(!combo->accessibleName().isEmpty(), qPrintable(combo->objectName()));
    window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(window));
    QTest::keyClick(window, Qt::Key_3, Qt::AltModifier);
    QTRY_COMPARE(m_desk.part<QTabWidget>(u"pages"_s)->currentIndex(), 2);
}

QTEST_MAIN(AuthorityWindowTest)
#include "AuthorityWindowTest.moc"
