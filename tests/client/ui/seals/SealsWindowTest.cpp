// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/seals/SealsWindow.h"

#include "client/core/domain/AuthorityFolder.h"
#include "client/core/domain/RegisterFounding.h"
#include "client/core/domain/SealIssuing.h"
#include "client/ui/admin/RememberedPlace.h"
#include "client/ui/seals/SealActDialog.h"
#include "client/ui/seals/SealAdministrationAction.h"
#include "client/ui/seals/SealFaceView.h"
#include "client/ui/widgets/NoticeStrip.h"
#include "client/ui/widgets/PathField.h"
#include "client/ui/widgets/PinEdit.h"
#include "client/ui/widgets/PlainTable.h"
#include "shared/base/DurableFile.h"
#include "tests/Patience.h"
#include "tests/client/ui/seals/SealDesk.h"

#include <QComboBox>
#include <QDateTimeEdit>
#include <QFileInfo>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>

using namespace wenyi;
using namespace wenyi::ui;
using namespace Qt::StringLiterals;

/// 印章管理 in its window, over the sample domain's authority. Keeps pictures, with QT_SCALE_FACTOR=2 those at 200 %.
class SealsWindowTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void everySealStandsThereWithItsPictureAndHistory();
    void searchAndStandingLeaveWhatWasAskedFor();
    void aFolderThatIsNoAuthorityIsToldAndLeftAlone();
    void aPlaceThatWasLeftTellsNothingMore();
    void lettersInTheSearchReadNothingAnew();
    void theAuthorityIsRemembered();
    void whatIsRefusedChangesNothing_data();
    void whatIsRefusedChangesNothing();
    void aSuspendedSealIsResumedByTwoOfficers();
    void aBackupGivesTheSealBack();
    void aPictureOfAnotherSealIsNotKept();
    void aPictureThatWasExchangedIsNotShown();
    void aLostSealIsRevokedForGood();

private:
    using Kind = SealActKind;
    template<typename Widget>
    Widget *part(const QString &name) const
    {
        return m_window->findChild<Widget *>(name);
    }
    PlainTable *seals() const { return part<PlainTable>(u"seals"_s); }
    QPushButton *button(Kind kind) const { return part<QPushButton>(u"act%1"_s.arg(static_cast<int>(kind))); }
    NoticeStrip *notice() const { return m_window->findChild<NoticeStrip *>(u"notice"_s, Qt::FindDirectChildrenOnly); }
    void chooseSeal(const QString &name);
    QString cell(const QString &name, SealsWindow::Column column) const;
    SealActDialog *open(Kind kind);
    static void type(QWidget *dialog, const QString &field, const QString &text);
    /// Everything that the act wants, by the officer whose work it is.
    static void fill(SealActDialog *dialog);
    static QString saidBy(const SealActDialog *dialog) { return dialog->findChild<NoticeStrip *>()->sentence(); }
    bool act(SealActDialog *dialog);
    static void leave(SealActDialog *dialog);
    QString keyOf(directory::Role role) const { return core::officerKeyPath(m_desk.place().folder, role); }
    quint64 directoryVersion();
    /// A good seal that nobody registered, DER.
    QByteArray unregisteredSeal();

    SealDesk m_desk;
    QPointer<SealsWindow> m_window;
    const QString m_town = u"澄江镇人民政府"_s;
};

void SealsWindowTest::initTestCase()
{
    QVERIFY(m_desk.build());
}

void SealsWindowTest::init()
{
    m_window = new SealsWindow(std::make_unique<SealsPresenter>(m_desk.session(), m_desk.place()));
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window));
    QTRY_COMPARE(seals()->rowCount(), 3);
}

void SealsWindowTest::cleanup()
{
    delete m_window;
}

void SealsWindowTest::chooseSeal(const QString &name)
{
    for (int row = 0; row < seals()->rowCount(); ++row) {
        if (seals()->text(row, SealsWindow::Name) == name)
            seals()->chooseRow(row);
    }
}

QString SealsWindowTest::cell(const QString &name, SealsWindow::Column column) const
{
    for (int row = 0; row < seals()->rowCount(); ++row) {
        if (seals()->text(row, SealsWindow::Name) == name)
            return seals()->text(row, column);
    }
    return {};
}

SealActDialog *SealsWindowTest::open(Kind kind)
{
    button(kind)->click();
    auto *dialog = m_window->findChild<SealActDialog *>();
    return dialog && QTest::qWaitForWindowExposed(dialog) ? dialog : nullptr;
}

void SealsWindowTest::type(QWidget *dialog, const QString &field, const QString &text)
{
    if (auto *path = dialog->findChild<PathField *>(field))
        path->setPath(text);
    else if (auto *line = dialog->findChild<QLineEdit *>(field))
        line->setText(text);
}

void SealsWindowTest::fill(SealActDialog *dialog)
{
    if (auto *reason = dialog->findChild<QComboBox *>(u"reason"_s))
        reason->setCurrentIndex(reason->findText(u"遗失"_s));
    type(dialog, u"officerPin"_s, QString::fromLatin1(SampleDomain::Pin));
    type(dialog, u"authorityPin"_s, QString::fromLatin1(SampleDomain::Pin));
}

/// Whether it was done; the dialog is gone then.
bool SealsWindowTest::act(SealActDialog *dialog)
{
    QPointer<SealActDialog> open = dialog;
    auto *act = dialog->findChild<QPushButton *>(u"act"_s);
    if (!act->isEnabled())
        return false;
    act->click();
    return QTest::qWaitFor([&] { return !open || !saidBy(open).isEmpty(); }, test::patience) && !open;
}

void SealsWindowTest::leave(SealActDialog *dialog)
{
    const QPointer<SealActDialog> open = dialog;
    dialog->reject();
    QTRY_VERIFY(!open);
}

quint64 SealsWindowTest::directoryVersion()
{
    const core::SealAdministration administration(m_desk.place(), m_desk.environment());
    return administration.overview().value().directoryVersion;
}

void SealsWindowTest::everySealStandsThereWithItsPictureAndHistory()
{
    QCOMPARE(cell(m_town, SealsWindow::Unit), m_town);
    QCOMPARE(cell(m_town, SealsWindow::Keeper), u"曹英"_s);
    QCOMPARE(cell(m_town, SealsWindow::Kind), u"单位印章"_s);
    QCOMPARE(cell(m_town, SealsWindow::Standing), u"● 在用"_s);
    const QString end = QDate::currentDate().addDays(3 * 365).toString(Qt::ISODate);
    QVERIFY2(cell(m_town, SealsWindow::Period).endsWith(end), qPrintable(cell(m_town, SealsWindow::Period)));
    chooseSeal(m_town);
    auto *face = part<SealFaceView>(u"face"_s);
    QTRY_VERIFY(face->hasFace());
    QCOMPARE(face->accessibleDescription(), u"42 × 42 毫米"_s);
    auto *history = part<PlainTable>(u"history"_s);
    QCOMPARE(history->rowCount(), 1);
    QCOMPARE(history->text(0, SealsWindow::What), u"备案发放"_s);
    QVERIFY(history->text(0, SealsWindow::Words).contains(u"曹英"_s));
    QVERIFY(part<QLabel>(u"about"_s)->text().contains(u"11320281014034011F"_s));
    QVERIFY(button(Kind::Suspend)->isEnabled() && button(Kind::Revoke)->isEnabled());
    QVERIFY(!button(Kind::AskToResume)->isEnabled() && !button(Kind::DecideResumption)->isEnabled());
    QVERIFY(!button(Kind::TakeSample)->isEnabled()); // It is here already.
    SealDesk::keep(m_window, u"seals"_s);
}

void SealsWindowTest::searchAndStandingLeaveWhatWasAskedFor()
{
    auto *filter = part<QLineEdit>(u"filter"_s);
    filter->setText(u"曹英"_s);
    QCOMPARE(seals()->rowCount(), 1);
    QCOMPARE(seals()->text(0, SealsWindow::Name), m_town);
    filter->setText(u"澄江 在用"_s);
    QCOMPARE(seals()->rowCount(), 1);
    filter->setText(u"没有这枚章"_s);
    QCOMPARE(seals()->rowCount(), 0);
    QVERIFY(!button(Kind::Suspend)->isEnabled());
    QVERIFY(!part<SealFaceView>(u"face"_s)->hasFace());
    filter->clear();
    auto *standing = part<QComboBox>(u"standing"_s);
    standing->setCurrentIndex(standing->findText(u"■ 作废"_s));
    QCOMPARE(seals()->rowCount(), 0);
    standing->setCurrentIndex(standing->findText(u"● 在用"_s));
    QCOMPARE(seals()->rowCount(), 3);
}

void SealsWindowTest::aFolderThatIsNoAuthorityIsToldAndLeftAlone()
{
    QTemporaryDir empty;
    auto *folder = part<PathField>(u"authorityFolder"_s);
    folder->setPath(empty.path());
    Q_EMIT folder->chosen();
    QTRY_COMPARE(notice()->mood(), NoticeStrip::Mood::Bad);
    QVERIFY2(notice()->sentence().contains(u"文件"_s), qPrintable(notice()->sentence()));
    QCOMPARE(seals()->rowCount(), 0);
    QVERIFY(QDir(empty.path()).isEmpty()); // No register was begun there.
    QVERIFY(!button(Kind::Publish)->isEnabled());
    SealDesk::keep(m_window, u"seals-no-authority"_s);
    // And back to the one that is.
    folder->setPath(m_desk.place().folder);
    Q_EMIT folder->chosen();
    QTRY_COMPARE(seals()->rowCount(), 3);
    QVERIFY(notice()->sentence().isEmpty());
}

void SealsWindowTest::aPlaceThatWasLeftTellsNothingMore()
{
    SealsPresenter presenter(m_desk.session(), {m_desk.path(u"nowhere"_s), {}});
    int failures = 0;
    bool isLoaded = false;
    connect(&presenter, &SealsPresenter::failed, this, [&] { ++failures; });
    connect(&presenter, &SealsPresenter::loaded, this, [&] { isLoaded = true; });
    presenter.load();
    presenter.setPlace(m_desk.place());
    presenter.load();
    QTRY_VERIFY(isLoaded);
    QCOMPARE(failures, 0);
}

void SealsWindowTest::lettersInTheSearchReadNothingAnew()
{
    delete m_window;
    auto owned = std::make_unique<SealsPresenter>(m_desk.session(), m_desk.place());
    SealsPresenter &presenter = *owned;
    m_window = new SealsWindow(std::move(owned));
    int opened = 0;
    connect(&presenter, &SealsPresenter::opened, m_window, [&] { ++opened; });
    QTRY_COMPARE(opened, 1);
    chooseSeal(m_town);
    QTRY_COMPARE(opened, 2);
    auto *filter = part<QLineEdit>(u"filter"_s);
    for (const QString &words : {u"曹"_s, u"曹英"_s, QString()})
        filter->setText(words);
    // What comes after it in the thread's order says that nothing came before.
    presenter.load();
    QTRY_COMPARE(opened, 3); // The register may say more of the same seal.
    QTest::qWait(200);
    QCOMPARE(opened, 3);
    filter->setText(u"财政局"_s);
    QTRY_COMPARE(opened, 4); // Another one.
}

void SealsWindowTest::theAuthorityIsRemembered()
{
    QCOMPARE(rememberedPlace(), m_desk.place());
    QWidget parent;
    showSealAdministration(m_desk.session(), &parent);
    showSealAdministration(m_desk.session(), &parent);
    const auto windows = parent.findChildren<SealsWindow *>();
    QCOMPARE(windows.size(), 1);
    QTRY_COMPARE(windows.constFirst()->findChild<PlainTable *>(u"seals"_s)->rowCount(), 3);
}

void SealsWindowTest::whatIsRefusedChangesNothing_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("says");
    QTest::newRow("the system administrator")
        << u"officerKey"_s << keyOf(directory::Role::SystemAdministrator) << u"另一位管理员"_s;
    QTest::newRow("the auditor") << u"officerKey"_s << keyOf(directory::Role::Auditor) << u"另一位管理员"_s;
    QTest::newRow("no officer") << u"officerKey"_s
                                << m_desk.folderOf(u"澄江镇/sealkeeper"_s) + u"/members/sealkeeper/sign.key"_s
                                << QString();
    QTest::newRow("no key file") << u"officerKey"_s << m_desk.path(u"none.key"_s) << u"文件"_s;
    QTest::newRow("a wrong PIN") << u"officerPin"_s << u"000000"_s << u"PIN 不正确"_s;
    QTest::newRow("the authority's wrong PIN") << u"authorityPin"_s << u"000000"_s << u"PIN 不正确"_s;
    QTest::newRow("words that cannot be seen") << u"words"_s << u"遗\u202e失"_s << QString();
}

void SealsWindowTest::whatIsRefusedChangesNothing()
{
    QFETCH(const QString, field);
    QFETCH(const QString, text);
    QFETCH(const QString, says);
    const quint64 acts = m_desk.acts();
    const QByteArray directory = readBounded(m_desk.place().directory, 1 << 26).value();
    chooseSeal(m_town);
    SealActDialog *dialog = open(Kind::Revoke);
    QVERIFY(dialog);
    auto *reason = dialog->findChild<QComboBox *>(u"reason"_s);
    QCOMPARE(reason->currentIndex(), 0);
    fill(dialog);
    reason->setCurrentIndex(0);
    QVERIFY(!dialog->findChild<QPushButton *>(u"act"_s)->isEnabled()); // Not without a reason.
    fill(dialog);
    type(dialog, field, text);
    QVERIFY(!act(dialog));
    QVERIFY2(saidBy(dialog).contains(says) && !saidBy(dialog).isEmpty(), qPrintable(saidBy(dialog)));
    if (says == u"另一位管理员"_s)
        SealDesk::keep(dialog, u"seal-act-refused"_s);
    // PINs are typed anew; everything else stays to be mended.
    QVERIFY(dialog->findChild<PinEdit *>(u"officerPin"_s)->text().isEmpty());
    QCOMPARE(reason->currentText(), u"遗失"_s);
    leave(dialog);
    QCOMPARE(m_desk.acts(), acts);
    QCOMPARE(readBounded(m_desk.place().directory, 1 << 26).value(), directory);
}

void SealsWindowTest::aSuspendedSealIsResumedByTwoOfficers()
{
    const quint64 version = directoryVersion();
    chooseSeal(m_town);
    SealActDialog *dialog = open(Kind::Suspend);
    QVERIFY(dialog);
    fill(dialog);
    dialog->findChild<QComboBox *>(u"reason"_s)->setCurrentText(u"保管人变动"_s);
    type(dialog, u"words"_s, u"保管人休假"_s);
    SealDesk::keep(dialog, u"seal-suspend"_s);
    QVERIFY(act(dialog));
    QTRY_COMPARE(cell(m_town, SealsWindow::Standing), u"▲ 停用"_s);
    QVERIFY(cell(m_town, SealsWindow::Why).contains(u"保管人变动"_s));
    QCOMPARE(directoryVersion(), version + 1);
    QCOMPARE(notice()->mood(), NoticeStrip::Mood::Good);
    // A desktop that takes the directory refuses the seal.
    const auto keeper = m_desk.unlock(u"澄江镇/sealkeeper"_s);
    QVERIFY(keeper);
    QCOMPARE(keeper->directory().content().version, version + 1);

    QTRY_VERIFY(button(Kind::AskToResume)->isEnabled());
    dialog = open(Kind::AskToResume);
    QVERIFY(dialog);
    fill(dialog);
    type(dialog, u"officerKey"_s, keyOf(directory::Role::SecurityAdministrator));
    QVERIFY(!act(dialog)); // Who decides does not ask.
    type(dialog, u"officerKey"_s, keyOf(directory::Role::SystemAdministrator));
    fill(dialog);
    QVERIFY(act(dialog));
    QTRY_VERIFY(button(Kind::DecideResumption)->isEnabled());
    QVERIFY(cell(m_town, SealsWindow::Standing).contains(u"申请恢复"_s));
    SealDesk::keep(m_window, u"seals-suspended"_s);
    dialog = open(Kind::DecideResumption);
    QVERIFY(dialog);
    fill(dialog);
    type(dialog, u"officerKey"_s, keyOf(directory::Role::SystemAdministrator));
    QVERIFY(!act(dialog)); // Who asked does not decide.
    type(dialog, u"officerKey"_s, keyOf(directory::Role::SecurityAdministrator));
    fill(dialog);
    QVERIFY(act(dialog));
    QTRY_COMPARE(cell(m_town, SealsWindow::Standing), u"● 在用"_s);
    // The register says so; the directory has to follow.
    QTRY_COMPARE(notice()->mood(), NoticeStrip::Mood::Caution);
    QVERIFY(notice()->sentence().contains(u"发布"_s));
    dialog = open(Kind::Publish);
    QVERIFY(dialog);
    fill(dialog);
    QVERIFY(act(dialog));
    QTRY_COMPARE(notice()->mood(), NoticeStrip::Mood::Good);
    QCOMPARE(directoryVersion(), version + 2);
    auto *history = part<PlainTable>(u"history"_s);
    QTRY_COMPARE(history->rowCount(), 4);
    QCOMPARE(history->text(1, SealsWindow::What), u"停用"_s);
    QVERIFY(history->text(1, SealsWindow::Words).contains(u"保管人休假"_s));
    QCOMPARE(history->text(2, SealsWindow::Who), u"系统管理员"_s);
    QCOMPARE(history->text(3, SealsWindow::Who), u"安全保密管理员"_s);
    SealDesk::keep(m_window, u"seals-resumed"_s);
}

void SealsWindowTest::aBackupGivesTheSealBack()
{
    const QString profile = m_desk.folderOf(u"澄江镇/sealkeeper"_s);
    const QString seal = profile + u"/members/sealkeeper/seal.esl"_s;
    const QByteArray der = readBounded(seal, 1 << 23).value();
    const QString backup = m_desk.path(u"town.backup"_s);
    chooseSeal(m_town);
    SealActDialog *dialog = open(Kind::BackUp);
    QVERIFY(dialog);
    fill(dialog);
    type(dialog, u"file"_s, backup);
    QVERIFY(act(dialog));
    // The disk with both copies is gone.
    QVERIFY(QFile::remove(seal));
    QVERIFY(QDir(m_desk.place().folder + u"/seals"_s).removeRecursively());
    const auto restoreFrom = [&](const QString &file, const QString &medium) {
        SealActDialog *restoring = open(Kind::Restore);
        type(restoring, u"file"_s, file);
        type(restoring, u"medium"_s, medium);
        const bool isDone = act(restoring);
        if (!isDone)
            leave(restoring);
        return isDone;
    };
    QByteArray bent = readBounded(backup, 1 << 24).value();
    bent[bent.size() - 1] = static_cast<char>(bent.back() ^ 1);
    QVERIFY(writeDurably(m_desk.path(u"bent.backup"_s), bent));
    QVERIFY(!restoreFrom(m_desk.path(u"bent.backup"_s), profile));
    QVERIFY(!restoreFrom(backup, m_desk.folderOf(u"市财政局/sealkeeper"_s))); // Another keeper's.
    QVERIFY(!QFileInfo::exists(seal));
    QVERIFY(restoreFrom(backup, profile));
    QCOMPARE(readBounded(seal, 1 << 23).value(), der);
    QVERIFY(core::SealAdministration(m_desk.place(), m_desk.environment())
                .details(SealId(seal::ElectronicSeal::fromDer(der).value().info().id))
                .value()
                .face);
}

/// After the folder with the pictures was lost: a seal's own file brings its picture back, no other one.
void SealsWindowTest::aPictureOfAnotherSealIsNotKept()
{
    const QString bureau = u"江阴市财政局"_s;
    chooseSeal(bureau);
    QTRY_VERIFY(button(Kind::TakeSample)->isEnabled());
    QVERIFY(!button(Kind::BackUp)->isEnabled()); // Nothing is here that could be backed up.
    QCOMPARE(cell(bureau, SealsWindow::Period), u"不详"_s);
    SealActDialog *dialog = open(Kind::TakeSample);
    QVERIFY(dialog);
    const QString other = m_desk.path(u"other.esl"_s);
    QVERIFY(writeDurably(other, "no seal"));
    type(dialog, u"file"_s, other);
    QVERIFY(!act(dialog));
    QVERIFY(writeDurably(other, unregisteredSeal()));
    QVERIFY(!act(dialog));
    QVERIFY2(saidBy(dialog).contains(u"备案"_s), qPrintable(saidBy(dialog)));
    type(dialog, u"file"_s, m_desk.folderOf(u"市财政局/sealkeeper"_s) + u"/members/sealkeeper/seal.esl"_s);
    QVERIFY(act(dialog));
    QTRY_VERIFY(part<SealFaceView>(u"face"_s)->hasFace());
    QTRY_VERIFY(cell(bureau, SealsWindow::Period) != u"不详"_s);
    // And from here it can be handed out, to its keeper alone.
    dialog = open(Kind::HandOver);
    QVERIFY(dialog);
    type(dialog, u"medium"_s, m_desk.folderOf(u"澄江镇/sealkeeper"_s));
    QVERIFY(!act(dialog));
    type(dialog, u"medium"_s, m_desk.folderOf(u"市财政局/sealkeeper"_s));
    QVERIFY(act(dialog));
}

QByteArray SealsWindowTest::unregisteredSeal()
{
    const QString keeper = m_desk.folderOf(u"市财政局/sealkeeper"_s) + u"/members/sealkeeper/"_s;
    const auto known = seal::ElectronicSeal::fromDer(readBounded(keeper + u"seal.esl"_s, 1 << 23).value()).value();
    auto authority = core::DomainAuthority::open(m_desk.place().folder, SealDesk::pin(), m_desk.environment()).value();
    const core::SealOrder order{
        core::readSealSigner(keeper + u"seal.key"_s).value(), {}, seal::SealType::Unit, known.info().face, 3};
    return core::makeOrderedSeal(authority, order, m_desk.environment()).value().toDer();
}

void SealsWindowTest::aPictureThatWasExchangedIsNotShown()
{
    const QString town = m_desk.folderOf(u"澄江镇/sealkeeper"_s) + u"/members/sealkeeper/seal.esl"_s;
    const auto own = seal::ElectronicSeal::fromDer(readBounded(town, 1 << 23).value()).value();
    const QString sample = u"%1/seals/%2.esl"_s.arg(m_desk.place().folder, QString::fromLatin1(own.digest().toHex()));
    QVERIFY(writeDurably(sample, unregisteredSeal()));
    chooseSeal(u"江阴市财政局"_s);
    chooseSeal(m_town);
    auto *face = part<SealFaceView>(u"face"_s);
    QTRY_VERIFY2(face->accessibleDescription().contains(u"不是备案"_s), qPrintable(face->accessibleDescription()));
    QVERIFY(!face->hasFace());
    QVERIFY(writeDurably(sample, own.toDer()));
}

void SealsWindowTest::aLostSealIsRevokedForGood()
{
    chooseSeal(m_town);
    SealActDialog *dialog = open(Kind::Revoke);
    QVERIFY(dialog);
    fill(dialog);
    auto *since = dialog->findChild<QDateTimeEdit *>(u"since"_s);
    QVERIFY(since->maximumDateTime() <= QDateTime::currentDateTime()); // Never in the future.
    since->setDateTime(since->dateTime().addSecs(-60));
    QVERIFY(act(dialog));
    QTRY_COMPARE(cell(m_town, SealsWindow::Standing), u"■ 作废"_s);
    QVERIFY(cell(m_town, SealsWindow::Why).contains(u"遗失"_s));
    for (const Kind kind : {Kind::Suspend, Kind::Revoke, Kind::AskToResume, Kind::HandOver, Kind::BackUp})
        QVERIFY(!button(kind)->isEnabled());
    SealDesk::keep(m_window, u"seals-revoked"_s);
    const auto keeper = m_desk.unlock(u"澄江镇/sealkeeper"_s);
    QVERIFY(keeper);
    const auto &seals = keeper->directory().content().seals;
    QVERIFY(std::any_of(seals.begin(), seals.end(), [&](const directory::RegisteredSeal &seal) {
        return seal.name == m_town && seal.state() == directory::SealState::Revoked;
    }));
}

QTEST_MAIN(SealsWindowTest)
#include "SealsWindowTest.moc"
