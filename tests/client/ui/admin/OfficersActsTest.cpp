// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/domain/PdfAuthority.h"
#include "client/core/domain/RegisterFounding.h"
#include "client/ui/admin/ApplicationsPage.h"
#include "client/ui/admin/CertificatesPage.h"
#include "client/ui/text/Sentences.h"
#include "client/ui/widgets/NoticeStrip.h"
#include "client/ui/widgets/PathField.h"
#include "client/ui/widgets/PinEdit.h"
#include "client/ui/widgets/PlainTable.h"
#include "shared/base/DurableFile.h"
#include "tests/Patience.h"
#include "tests/client/ui/AltKeys.h"
#include "tests/client/ui/admin/AdminDesk.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTabWidget>

using namespace wenyi;
using namespace wenyi::ui;
using namespace wenyi::ui::tests;
using namespace Qt::StringLiterals;
using directory::Role;

/// 三员 at work in the real window over a real authority: what each does; keeps pictures, with QT_SCALE_FACTOR=2 those
/// at 200 %.
class OfficersActsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_desk.build()); }
    void cleanup() { m_desk.close(); }
    void aCertificateGoesTheWholeWayThroughTwoOfficers();
    void whatIsRejectedIsNotIssued();
    void aFileThatHoldsNoKeyIsSaid();
    void anotherFilesWishesTakeThePlaceOfTheFirstOnes();
    void aCertificateIsSuspendedReleasedRenewedAndRevoked();
    void theListIsPublishedWithTheDirectory();
    void aFileThatIsThereIsReplacedByWhoChoseIt();
    void aLockedKeyIsPermittedAfterALookAtItsOwner();
    void aWrongPinLeavesTheDialogAndTheRegister();
    void enterNeverActs();
    void everyAltKeyIsOneFieldsOwn();

private:
    void choose(const QString &page, const QByteArray &serial);
    /// Waits until the dialog went, which an act that was done closes.
    static bool isGone(const QPointer<QDialog> &dialog);
    /// Opens the dialog behind a button for an officer, types words, confirms, and waits for it to go.
    bool acted(Role role, const QString &button, const QString &words, const QString &picture = {});

    AdminDesk m_desk;
};

bool OfficersActsTest::isGone(const QPointer<QDialog> &dialog)
{
    return QTest::qWaitFor([&] { return !dialog || !dialog->isVisible(); }, wenyi::test::patience);
}

void OfficersActsTest::choose(const QString &page, const QByteArray &serial)
{
    auto *table = m_desk.page(page)->findChild<PlainTable *>();
    m_desk.part<QLineEdit>(u"search"_s)->setText(QString::fromLatin1(serial));
    QTRY_COMPARE(table->rowCount(), 1);
    table->chooseRow(0);
}

bool OfficersActsTest::acted(Role role, const QString &button, const QString &words, const QString &picture)
{
    m_desk.choose(role);
    QPointer<QDialog> dialog = m_desk.press(button);
    if (!dialog)
        return false;
    if (auto *edit = dialog->findChild<QLineEdit *>(u"words"_s))
        edit->setText(words);
    if (!picture.isEmpty())
        AdminDesk::keep(dialog, picture);
    AdminDesk::confirm(dialog);
    return isGone(dialog);
}

void OfficersActsTest::aCertificateGoesTheWholeWayThroughTwoOfficers()
{
    QVERIFY(m_desk.window());
    m_desk.part<QTabWidget>(u"pages"_s)->setCurrentIndex(1);
    m_desk.choose(Role::SystemAdministrator);
    QPointer<QDialog> apply = m_desk.press(u"apply"_s);
    QVERIFY(apply);
    AdminDesk::write(apply, u"keyFile"_s, m_desk.requestFile(u"王敏"_s));
    auto *facts = apply->findChild<QLabel *>(u"facts"_s);
    QTRY_VERIFY2(facts->text().contains(u"“王敏”的证书请求"_s), qPrintable(facts->text()));
    QCOMPARE(apply->findChild<QLineEdit *>(u"name"_s)->text(), u"王敏"_s);
    QVERIFY(!apply->findChild<QPushButton *>(u"confirm"_s)->isEnabled()); // No id yet.
    apply->findChild<QLineEdit *>(u"organization"_s)->setText(u"江阴市财政局"_s);
    apply->findChild<QLineEdit *>(u"id"_s)->setText(u"11320281014033131C/wangmin"_s);
    apply->findChild<QSpinBox *>(u"years"_s)->setValue(2);
    AdminDesk::keep(apply, u"authority-apply"_s);
    AdminDesk::confirm(apply);
    QVERIFY(isGone(apply));
    const quint64 number = m_desk.acts();
    const auto stage = [&] { return m_desk.open()->state().applications().at(number).state; };
    QCOMPARE(stage(), core::ApplicationState::Open);

    auto *table = m_desk.page(u"applications"_s)->findChild<PlainTable *>();
    QTRY_COMPARE(table->text(0, ApplicationsPage::Number), QString::number(number));
    table->chooseRow(0);
    QVERIFY(acted(Role::SecurityAdministrator, u"approve"_s, u"已核对人事令"_s, u"authority-approve"_s));
    QCOMPARE(stage(), core::ApplicationState::Approved);
    QCOMPARE(m_desk.open()->state().applications().at(number).words, u"已核对人事令"_s);

    m_desk.choose(Role::SystemAdministrator);
    for (int row = 0; row < table->rowCount(); ++row) {
        if (table->text(row, ApplicationsPage::Number) == QString::number(number))
            table->chooseRow(row);
    }
    QPointer<QDialog> issue = m_desk.press(u"issue"_s);
    QVERIFY(issue);
    const QString target = m_desk.path(u"wangmin.der"_s);
    AdminDesk::write(issue, u"target"_s, target);
    AdminDesk::keep(issue, u"authority-issue"_s);
    AdminDesk::confirm(issue);
    QVERIFY(isGone(issue));
    const auto certificate = crypto::Certificate::fromDer(readBounded(target, 1 << 16).value());
    QVERIFY(certificate);
    QCOMPARE(certificate->subjectId(), u"11320281014033131C/wangmin"_s);
    const auto trust = m_desk.trust();
    QVERIFY(trust.verify(*certificate, crypto::CertificatePurpose::Member, certificate->notBefore()));
    QCOMPARE(stage(), core::ApplicationState::Done);
    QVERIFY(m_desk.open()->state().certificate(certificate->serialNumber()));
    QVERIFY(m_desk.part<NoticeStrip>(u"notice"_s)->sentence().startsWith(u"已办理并记入台账"_s));
}

void OfficersActsTest::whatIsRejectedIsNotIssued()
{
    const quint64 number = m_desk.applied({u"冒名者"_s, u"江阴市财政局"_s, u"finance/nobody"_s});
    QVERIFY(m_desk.window());
    auto *table = m_desk.page(u"applications"_s)->findChild<PlainTable *>();
    QTRY_COMPARE(table->text(0, ApplicationsPage::Number), QString::number(number));
    table->chooseRow(0);
    QVERIFY(acted(Role::SecurityAdministrator, u"reject"_s, u"查无此人"_s));
    QCOMPARE(m_desk.open()->state().applications().at(number).state, core::ApplicationState::Rejected);
    m_desk.choose(Role::SystemAdministrator);
    for (int row = 0; row < table->rowCount(); ++row) {
        if (table->text(row, ApplicationsPage::Number) == QString::number(number))
            table->chooseRow(row);
    }
    QVERIFY(!m_desk.part<QPushButton>(u"issue"_s)->isEnabled());
    QVERIFY(m_desk.part<QPushButton>(u"issue"_s)->toolTip().isEmpty());
}

void OfficersActsTest::aFileThatHoldsNoKeyIsSaid()
{
    const QString file = m_desk.path(u"photo.jpg"_s);
    QVERIFY(writeDurably(file, "not a key"));
    QVERIFY(m_desk.window());
    m_desk.choose(Role::SystemAdministrator);
    QDialog *apply = m_desk.press(u"apply"_s);
    QVERIFY(apply);
    AdminDesk::write(apply, u"keyFile"_s, file);
    QTRY_COMPARE(AdminDesk::said(apply), sentenceFor({ErrorCode::Corrupt, "certificate-request.form", {}}));
    apply->findChild<QLineEdit *>(u"name"_s)->setText(u"张三"_s);
    apply->findChild<QLineEdit *>(u"id"_s)->setText(u"finance/zhang"_s);
    QTest::keyClicks(apply->findChild<PinEdit *>(), u"135790"_s);
    QVERIFY(!apply->findChild<QPushButton *>(u"confirm"_s)->isEnabled());
    // A key file says whose it is, and that the register knows it.
    AdminDesk::write(apply, u"keyFile"_s, core::officerKeyPath(m_desk.folder(), Role::Auditor));
    auto *facts = apply->findChild<QLabel *>(u"facts"_s);
    QTRY_VERIFY2(facts->text().contains(u"台账中已有此公钥的证书"_s), qPrintable(facts->text()));
    QVERIFY(facts->text().contains(u"authority/audit"_s));
}

void OfficersActsTest::anotherFilesWishesTakeThePlaceOfTheFirstOnes()
{
    QVERIFY(m_desk.window());
    m_desk.choose(Role::SystemAdministrator);
    QDialog *apply = m_desk.press(u"apply"_s);
    QVERIFY(apply);
    auto *name = apply->findChild<QLineEdit *>(u"name"_s);
    auto *id = apply->findChild<QLineEdit *>(u"id"_s);
    // The auditor's name on another person's key would be somebody else's certificate.
    AdminDesk::write(apply, u"keyFile"_s, core::officerKeyPath(m_desk.folder(), Role::Auditor));
    QTRY_COMPARE(id->text(), u"authority/audit"_s);
    QVERIFY(!name->text().isEmpty());
    AdminDesk::write(apply, u"keyFile"_s, m_desk.requestFile(u"王敏"_s));
    QTRY_COMPARE(name->text(), u"王敏"_s);
    QVERIFY2(id->text().isEmpty(), qPrintable(id->text()));
    QVERIFY(apply->findChild<QLineEdit *>(u"organization"_s)->text().isEmpty());
    // What somebody typed stays.
    name->setText(u"王敏（财政局）"_s);
    AdminDesk::write(apply, u"keyFile"_s, m_desk.requestFile(u"李雷"_s));
    auto *facts = apply->findChild<QLabel *>(u"facts"_s);
    QTRY_VERIFY2(facts->text().contains(u"李雷"_s), qPrintable(facts->text()));
    QCOMPARE(name->text(), u"王敏（财政局）"_s);
}

void OfficersActsTest::aCertificateIsSuspendedReleasedRenewedAndRevoked()
{
    const QByteArray serial = m_desk.issued({u"丁小波"_s, u"澄江镇人民政府"_s, u"town/ding"_s});
    const auto registered = [&] { return *m_desk.open()->state().certificate(serial); };
    QVERIFY(m_desk.window());
    choose(u"certificates"_s, serial);
    QVERIFY(acted(Role::SecurityAdministrator, u"suspend"_s, u"停职检查"_s, u"authority-suspend"_s));
    QVERIFY(registered().isSuspended());
    QTRY_COMPARE(
        m_desk.page(u"certificates"_s)->findChild<PlainTable *>()->text(0, CertificatesPage::Standing), u"◆冻结"_s);
    QVERIFY(!m_desk.part<QPushButton>(u"suspend"_s)->isEnabled());

    QVERIFY(acted(Role::SystemAdministrator, u"release"_s, u"复职"_s));
    QVERIFY(registered().isSuspended()); // It takes two.
    m_desk.page(u"applications"_s)->findChild<PlainTable *>()->chooseRow(0);
    QVERIFY(acted(Role::SecurityAdministrator, u"approve"_s, u"同意"_s));
    QVERIFY(!registered().revocation);

    QVERIFY(acted(Role::SystemAdministrator, u"renew"_s, {}));
    const core::RegisterState state = m_desk.open()->state();
    const auto &asked = std::get<core::CertificateApplication>(state.applications().rbegin()->second.wanted);
    QCOMPARE(asked.renews, serial);
    QCOMPARE(asked.publicKey, registered().certificate.publicKey().toDer());

    QVERIFY(acted(Role::SecurityAdministrator, u"revoke"_s, u"U盘遗失"_s, u"authority-revoke"_s));
    QVERIFY(registered().isRevoked());
    QCOMPARE(registered().revocation->reason, crypto::RevocationReason::KeyCompromise);
    QCOMPARE(registered().words, u"U盘遗失"_s);
    for (const QString &button : {u"suspend"_s, u"revoke"_s})
        QVERIFY2(!m_desk.part<QPushButton>(button)->isEnabled(), qPrintable(button));
}

void OfficersActsTest::theListIsPublishedWithTheDirectory()
{
    const QString list = m_desk.path(u"list.crl"_s);
    const QString next = m_desk.path(u"next.wyd"_s);
    const QString current = QDir::cleanPath(m_desk.folder() + u"/../directory.wyd"_s);
    QVERIFY(m_desk.window());
    m_desk.choose(Role::SystemAdministrator);
    QPointer<QDialog> publish = m_desk.press(u"publish"_s);
    QVERIFY(publish);
    QVERIFY(!publish->findChild<QCheckBox *>(u"withPdfs"_s)->isEnabled()); // The domain has no authority for them yet.
    publish->close();
    QVERIFY(isGone(publish));
    {
        const auto authority =
            core::DomainAuthority::open(m_desk.folder(), AdminDesk::pin(), m_desk.domain().environment());
        QVERIFY(core::createPdfAuthority(
            m_desk.folder(), *authority, *m_desk.open(), AdminDesk::pin(), m_desk.domain().environment()));
    }
    const QByteArray firstForPdfs = readBounded(m_desk.folder() + u"/pdf-revocations.crl"_s, 1 << 24).value();
    QVERIFY(m_desk.window());
    m_desk.choose(Role::SystemAdministrator);
    publish = m_desk.press(u"publish"_s);
    QVERIFY(publish);
    QVERIFY(publish->findChild<QCheckBox *>(u"withPdfs"_s)->isChecked());
    AdminDesk::write(publish, u"target"_s, list);
    publish->findChild<QCheckBox *>(u"withDirectory"_s)->setChecked(true);
    for (auto *edit : publish->findChildren<PinEdit *>())
        QTest::keyClicks(edit, u"135790"_s);
    QVERIFY(!publish->findChild<QPushButton *>(u"confirm"_s)->isEnabled()); // Which directory?
    for (auto *edit : publish->findChildren<PinEdit *>())
        edit->clear();
    QCOMPARE(publish->findChild<PathField *>(u"directory"_s)->path(), current); // Beside the authority's folder.
    AdminDesk::write(publish, u"newDirectory"_s, next);
    AdminDesk::keep(publish, u"authority-publish"_s);
    AdminDesk::confirm(publish);
    QVERIFY(isGone(publish));
    const QByteArray bytes = readBounded(list, 1 << 24).value();
    const auto opened = m_desk.open();
    QCOMPARE(opened->list(core::CertificateRegister::ListKind::Complete).value(), bytes);
    QCOMPARE(readBounded(m_desk.folder() + u"/revocations.crl"_s, 1 << 24).value(), bytes);
    const auto trust = m_desk.trust();
    const Instant now = m_desk.domain().environment().clock.now();
    const auto directory = directory::Directory::open(readBounded(next, 1 << 26).value(), trust, now);
    QVERIFY(directory);
    QCOMPARE(directory->content().revocationList, bytes);
    const QByteArray forPdfs = readBounded(m_desk.folder() + u"/pdf-revocations.crl"_s, 1 << 24).value();
    QVERIFY(forPdfs != firstForPdfs);
    QCOMPARE(directory->content().pdfAuthority->revocationList, forPdfs);
    const auto before = directory::Directory::open(readBounded(current, 1 << 26).value(), trust, now);
    QVERIFY(directory->checkSucceeds(*before));
}

void OfficersActsTest::aFileThatIsThereIsReplacedByWhoChoseIt()
{
    const QString target = m_desk.path(u"分发"_s);
    QVERIFY(writeDurably(target, "somebody's work"));
    const quint64 before = m_desk.acts();
    QVERIFY(m_desk.window());
    m_desk.choose(Role::SystemAdministrator);
    QPointer<QDialog> publish = m_desk.press(u"publish"_s);
    QVERIFY(publish);
    AdminDesk::write(publish, u"target"_s, target);
    AdminDesk::confirm(publish);
    QCOMPARE(AdminDesk::said(publish), sentenceFor({ErrorCode::AlreadyExists, "file.exists", {}}));
    QCOMPARE(m_desk.acts(), before);
    QCOMPARE(readBounded(target, 100).value(), QByteArray("somebody's work"));
    // The dialog for files asks; what it was told is enough.
    auto *field = publish->findChild<PathField *>(u"target"_s);
    field->findChild<QPushButton *>()->click();
    auto *files = field->findChild<QFileDialog *>();
    QVERIFY(files);
    files->setOption(QFileDialog::DontConfirmOverwrite); // Its question stops the test.
    files->selectFile(target);
    QMetaObject::invokeMethod(files, "accept");
    QTRY_COMPARE(field->path(), target);
    publish->findChild<QPushButton *>(u"confirm"_s)->click(); // The PINs are still there.
    QVERIFY(isGone(publish));
    QCOMPARE(m_desk.acts(), before + 1);
    QVERIFY(readBounded(target, 1 << 24).value() != "somebody's work");
}

void OfficersActsTest::aLockedKeyIsPermittedAfterALookAtItsOwner()
{
    const auto [profile, member] = m_desk.domain().desktopOf(u"澄江镇/leader"_s);
    const QString key = core::Profile::open(profile)->memberPath(member, core::keyfile::PersonalSigning);
    const auto file = crypto::KeyFile::open(key);
    for (int attempt = 0; attempt < crypto::KeyFile::AllowedAttempts; ++attempt)
        QVERIFY(!file->unlock(SecretBytes(QByteArrayView("000000"))));
    auto random = crypto::SystemRandom();
    const QString request = m_desk.path(u"leader.request"_s);
    QVERIFY(writeDurably(request, core::UnblockRequest::make(*file, random)->toBytes()));
    QVERIFY(m_desk.window());
    m_desk.choose(Role::SecurityAdministrator);
    QPointer<QDialog> permit = m_desk.press(u"permit"_s);
    QVERIFY(permit);
    const QString stray = m_desk.path(u"stray"_s);
    QVERIFY(writeDurably(stray, "no request"));
    AdminDesk::write(permit, u"requestFile"_s, stray);
    QTRY_COMPARE(AdminDesk::said(permit), sentenceFor({ErrorCode::Corrupt, "unblock.request-form", {}}));
    AdminDesk::write(permit, u"requestFile"_s, request);
    auto *facts = permit->findChild<QLabel *>(u"facts"_s);
    QTRY_VERIFY2(facts->text().contains(u"夏明远"_s) && facts->text().contains(u"●有效"_s), qPrintable(facts->text()));
    const QString target = m_desk.path(u"leader.permission"_s);
    AdminDesk::write(permit, u"target"_s, target);
    QTest::keyClicks(permit->findChild<PinEdit *>(), u"135790"_s);
    QVERIFY(!permit->findChild<QPushButton *>(u"confirm"_s)->isEnabled()); // How was it made sure who asks?
    permit->findChild<PinEdit *>()->clear();
    permit->findChild<QLineEdit *>(u"words"_s)->setText(u"本人到场，已核验证件"_s);
    AdminDesk::keep(permit, u"authority-permit"_s);
    AdminDesk::confirm(permit);
    QVERIFY(isGone(permit));
    const core::UnblockTrust trust{m_desk.trust(), m_desk.open()->state().operating()};
    const Instant now = m_desk.domain().environment().clock.now();
    QVERIFY(core::unblock(*file, readBounded(target, 1 << 24).value(), trust, now));
    QVERIFY(file->unlock(AdminDesk::pin()));
}

void OfficersActsTest::aWrongPinLeavesTheDialogAndTheRegister()
{
    const QByteArray serial = m_desk.issued({u"曹英"_s, u"澄江镇人民政府"_s, u"town/cao"_s});
    const quint64 before = m_desk.acts();
    QVERIFY(m_desk.window());
    choose(u"certificates"_s, serial);
    m_desk.choose(Role::SecurityAdministrator);
    QPointer<QDialog> revoke = m_desk.press(u"revoke"_s);
    QVERIFY(revoke);
    revoke->findChild<QLineEdit *>(u"words"_s)->setText(u"写好的说明"_s);
    AdminDesk::confirm(revoke, u"000000"_s);
    QTRY_COMPARE(AdminDesk::said(revoke), u"PIN 不正确，请重新输入。"_s);
    QVERIFY(revoke->isVisible());
    QCOMPARE(revoke->findChild<QLineEdit *>(u"words"_s)->text(), u"写好的说明"_s);
    QVERIFY(revoke->findChild<PinEdit *>()->text().isEmpty());
    QCOMPARE(m_desk.acts(), before);
    // The wrong key, which the person may choose anew: the register's sentence.
    revoke->reject();
    m_desk.setKey(core::officerKeyPath(m_desk.folder(), Role::SystemAdministrator));
    QPointer<QDialog> again = m_desk.press(u"revoke"_s);
    QVERIFY(again);
    AdminDesk::confirm(again);
    QTRY_COMPARE(AdminDesk::said(again), u"此事由另一位管理员办理，未作更改。"_s);
    AdminDesk::keep(again, u"authority-other-officer"_s);
    QCOMPARE(m_desk.acts(), before);
}

void OfficersActsTest::enterNeverActs()
{
    const QByteArray serial = m_desk.issued({u"金磊"_s, u"澄江镇人民政府"_s, u"town/jin"_s});
    const quint64 before = m_desk.acts();
    QVERIFY(m_desk.window());
    choose(u"certificates"_s, serial);
    m_desk.choose(Role::SecurityAdministrator);
    QDialog *revoke = m_desk.press(u"revoke"_s);
    QVERIFY(revoke);
    QTest::keyClicks(revoke->findChild<PinEdit *>(), u"135790"_s);
    QVERIFY(revoke->findChild<QPushButton *>(u"confirm"_s)->isEnabled());
    QTest::keyClick(revoke->findChild<PinEdit *>(), Qt::Key_Return);
    QTest::qWait(500);
    QVERIFY(revoke->isVisible());
    QCOMPARE(m_desk.acts(), before);
    QTest::keyClick(revoke, Qt::Key_Escape);
    QTRY_VERIFY(!revoke->isVisible());
    QCOMPARE(m_desk.acts(), before);
}

void OfficersActsTest::everyAltKeyIsOneFieldsOwn()
{
    const auto check = [&] {
        QVERIFY(m_desk.window());
        for (const auto &[role, name] : QList<std::pair<Role, QString>>{{Role::SystemAdministrator, u"apply"_s},
                 {Role::SystemAdministrator, u"publish"_s}, {Role::SecurityAdministrator, u"permit"_s}}) {
            m_desk.choose(role);
            QPointer<QDialog> dialog = m_desk.press(name);
            QVERIFY(dialog);
            QCOMPARE(sharedAltKeys(*dialog).join(u"; "_s), QString());
            dialog->reject();
            QVERIFY(isGone(dialog));
        }
    };
    check();
    const EnglishWords english;
    check();
}

QTEST_MAIN(OfficersActsTest)
#include "OfficersActsTest.moc"
