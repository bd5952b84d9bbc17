// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/sealing/SealDialog.h"

#include "client/core/sealing/VerificationService.h"
#include "client/ui/app/Language.h"
#include "client/ui/exchange/VerifyPanel.h"
#include "client/ui/sealing/SealGhost.h"
#include "client/ui/widgets/NoticeStrip.h"
#include "client/ui/widgets/PinEdit.h"
#include "tests/Patience.h"
#include "tests/client/core/LaterClock.h"
#include "tests/client/core/StampOffice.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QFile>
#include <QLabel>
#include <QPixmap>
#include <QPointer>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <cmath>

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
    const QPixmap picture = window->grab();
    const QString folder = QStringLiteral(WENYI_BUILD_DIR "/screenshots");
    QDir().mkpath(folder);
    const QString scale = picture.devicePixelRatio() > 1.5 ? u"-200"_s : u""_s;
    QVERIFY(picture.save(folder + u'/' + name + scale + u".png"_s));
}

} // namespace

/// The seal keeper of a standalone town places its seal with mouse and keyboard. Keeps pictures in build/…/screenshots,
/// with QT_SCALE_FACTOR=2 those at 200 %.
class SealDialogTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void standsByRuleAtFirst();
    void movesByArrowKeys();
    void followsThePointerAndSnaps();
    void staysOnItsPage();
    void sealsNothingWhereNoSealMayStand();
    void saysThatItsListOfRevocationsIsOld();
    void sealsWhereItWasPut();
    void aLeaderStampsTheOrderThatHeIssued();

private:
    void openSession(const QString &name = u"澄江镇/sealkeeper"_s);
    template<typename Widget>
    Widget *part(const QString &name) const
    {
        return m_dialog->findChild<Widget *>(name);
    }
    /// Where a place of the ghost's page is shown in the viewport.
    QPoint shownAt(const layout::Point &place) const;
    void drag(const layout::Point &from, const layout::Point &to);

    Language m_language;
    std::unique_ptr<SampleOffice> m_office;
    std::unique_ptr<Session> m_session;
    StreamId m_stream;
    QPointer<SealDialog> m_dialog;
    PageView *m_pages = nullptr;
    SealGhost *m_ghost = nullptr;
    core::SealAt m_byRule;
};

void SealDialogTest::initTestCase()
{
    m_office = std::make_unique<SampleOffice>();
    const auto stream = numberedNotice(townOf(*m_office), {u"江阴市财政局"_s});
    QVERIFY2(stream, reasonOf(stream).constData());
    m_stream = *stream;
    openSession();
}

void SealDialogTest::openSession(const QString &name)
{
    m_session = std::make_unique<Session>(m_office->environment(), m_office->folderOf(name));
    const MemberId member = m_office->domain().desktopOf(name)->second;
    const auto unlocked = answerOf(m_session->unlock(member, SampleOffice::pin()));
    QVERIFY2(unlocked, reasonOf(unlocked).constData());
}

void SealDialogTest::init()
{
    m_dialog = new SealDialog(std::make_unique<SealPresenter>(*m_session, m_stream));
    m_dialog->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_dialog));
    m_pages = m_dialog->findChild<PageView *>();
    m_ghost = m_dialog->findChild<SealGhost *>();
    QVERIFY(m_pages && m_ghost);
    QTRY_VERIFY(m_pages->file());
    m_byRule = m_ghost->place();
}

void SealDialogTest::cleanup()
{
    delete m_dialog;
}

QPoint SealDialogTest::shownAt(const layout::Point &place) const
{
    // The view is scaled alike in both directions, so two points tell all.
    const qsizetype page = m_ghost->place().page;
    const QPointF middle(m_pages->viewport()->width() / 2.0, m_pages->viewport()->height() / 2.0);
    const auto one = m_pages->placeAt(middle);
    const auto other = m_pages->placeAt(middle + QPointF(10, 0));
    if (!one || !other || one->first != page)
        qFatal("the page is not in view");
    const double scale = 10 / (other->second.x - one->second.x);
    return (middle + QPointF(place.x - one->second.x, place.y - one->second.y) * scale).toPoint();
}

void SealDialogTest::drag(const layout::Point &from, const layout::Point &to)
{
    QWidget *viewport = m_pages->viewport();
    const QPoint start = shownAt(from);
    const QPoint end = shownAt(to);
    QTest::mousePress(viewport, Qt::LeftButton, {}, start);
    QTest::mouseMove(viewport, (start + end) / 2);
    QTest::mouseMove(viewport, end);
    QTest::mouseRelease(viewport, Qt::LeftButton, {}, end);
}

void SealDialogTest::standsByRuleAtFirst()
{
    QVERIFY(m_ghost->isByRule());
    QVERIFY(part<QLabel>(u"place"_s)->text().contains(u"成文日期"_s));
    QVERIFY(!part<QPushButton>(u"byRule"_s)->isEnabled());
    QVERIFY(!part<QCheckBox>(u"riding"_s)->isChecked());
    QVERIFY(!part<QPushButton>(u"seal"_s)->isEnabled()); // Not without a PIN.
    keepPicture(m_dialog, u"seal-by-rule"_s);
}

void SealDialogTest::movesByArrowKeys()
{
    m_pages->setFocus();
    QTest::keyClick(m_pages, Qt::Key_Left);
    QTest::keyClick(m_pages, Qt::Key_Left);
    QTest::keyClick(m_pages, Qt::Key_Up);
    QTest::keyClick(m_pages, Qt::Key_Down, Qt::ShiftModifier);
    const core::SealAt at = m_ghost->place();
    QCOMPARE(at.page, m_byRule.page);
    QVERIFY(std::abs(at.centre.x - (m_byRule.centre.x - 2)) < 1e-6);
    QVERIFY(std::abs(at.centre.y - (m_byRule.centre.y - 0.9)) < 1e-6);
    QVERIFY(part<QLabel>(u"place"_s)->text().contains(QString::number(at.centre.x, 'f', 1)));
    QTest::mouseClick(part<QPushButton>(u"byRule"_s), Qt::LeftButton);
    QVERIFY(m_ghost->isByRule());
    QVERIFY(!part<QPushButton>(u"byRule"_s)->isEnabled());
}

void SealDialogTest::followsThePointerAndSnaps()
{
    const layout::Point rule = m_byRule.centre;
    drag(rule, {rule.x - 40, rule.y - 20});
    const layout::Point moved = m_ghost->place().centre;
    QVERIFY2(std::hypot(moved.x - rule.x + 40, moved.y - rule.y + 20) < 0.6, // Two pixels.
        qPrintable(u"%1 %2"_s.arg(moved.x - rule.x).arg(moved.y - rule.y)));
    keepPicture(m_dialog, u"seal-by-hand"_s);
    // Beside the ghost nothing is held: text is selected as ever.
    drag({moved.x - 30, moved.y}, {moved.x - 50, moved.y});
    QCOMPARE(m_ghost->place().centre, moved);
    drag(moved, {rule.x + 2, rule.y - 2});
    QVERIFY(m_ghost->isByRule()); // Near enough: 下压 signatory and date exactly.
}

void SealDialogTest::staysOnItsPage()
{
    m_pages->setFocus();
    for (int i = 0; i < 210; ++i)
        QTest::keyClick(m_pages, Qt::Key_Right);
    const auto page = m_pages->file()->pages().at(m_byRule.page);
    const double half = page.width - m_ghost->place().centre.x;
    QVERIFY(half >= 20 && half <= 30); // Its edge is the page's.
    QVERIFY(!part<NoticeStrip>(u"notice"_s)->isVisible());
}

void SealDialogTest::sealsNothingWhereNoSealMayStand()
{
    SealPresenter presenter(*m_session, m_stream);
    QSignalSpy loaded(&presenter, &SealPresenter::loaded);
    QSignalSpy ghosts(&presenter, &SealPresenter::placed);
    QSignalSpy misplaced(&presenter, &SealPresenter::misplaced);
    QSignalSpy busy(&presenter, &SealPresenter::busyChanged);
    presenter.load();
    QTRY_COMPARE(loaded.size(), 1);
    presenter.place({core::SealAt{m_byRule.page, {5, 5}}, {}});
    QCOMPARE(misplaced.size(), 1);
    QCOMPARE(misplaced.first().first().value<Error>().reason, QByteArray("sealing.off-page"));
    QCOMPARE(ghosts.size(), 1); // It is shown where it was put all the same.
    const qsizetype busyBefore = busy.size();
    presenter.seal(SampleOffice::pin());
    QCOMPARE(busy.size(), busyBefore);
    // Back in a place where it may stand it could be sealed.
    presenter.place({});
    QCOMPARE(misplaced.size(), 1);
    QCOMPARE(ghosts.size(), 2);
}

/// A list is due after 30 days, and sealing stops 15 days later (F23).
void SealDialogTest::saysThatItsListOfRevocationsIsOld()
{
    QVERIFY(!part<NoticeStrip>(u"age"_s)->isVisible());
    const std::pair<int, NoticeStrip::Mood> ages[] = {{40, NoticeStrip::Mood::Caution}, {60, NoticeStrip::Mood::Bad}};
    for (const auto &[days, mood] : ages) {
        const LaterClock clock{std::chrono::days(days)};
        const core::Environment &now = m_office->environment();
        const core::Environment later{clock, now.random, now.resources, now.fonts};
        const QString name = u"澄江镇/sealkeeper"_s;
        delete m_dialog;
        m_session.reset(); // One program a desktop.
        Session session(later, m_office->folderOf(name));
        const MemberId member = m_office->domain().desktopOf(name)->second;
        QVERIFY(answerOf(session.unlock(member, SampleOffice::pin())));
        SealDialog dialog(std::make_unique<SealPresenter>(session, m_stream));
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        dialog.show();
        const auto *age = dialog.findChild<NoticeStrip *>(u"age"_s);
        QTRY_VERIFY(age->isVisible());
        QCOMPARE(age->mood(), mood);
        dialog.findChild<PinEdit *>()->setText(u"135790"_s);
        QCOMPARE(dialog.findChild<QPushButton *>(u"seal"_s)->isEnabled(), mood == NoticeStrip::Mood::Caution);
        keepPicture(&dialog, u"seal-list-%1-days"_s.arg(days));
    }
    openSession();
}

void SealDialogTest::sealsWhereItWasPut()
{
    m_pages->setFocus();
    for (int i = 0; i < 5; ++i)
        QTest::keyClick(m_pages, Qt::Key_Left);
    const core::SealAt at = m_ghost->place();
    part<QCheckBox>(u"riding"_s)->setChecked(true);
    QVERIFY(part<QComboBox>(u"edge"_s)->isEnabled());
    keepPicture(m_dialog, u"seal-riding"_s);
    auto *pin = m_dialog->findChild<PinEdit *>();
    pin->setText(u"000000"_s);
    QTest::mouseClick(part<QPushButton>(u"seal"_s), Qt::LeftButton);
    auto *notice = part<NoticeStrip>(u"notice"_s);
    QTRY_VERIFY(notice->isVisible());
    // A wrong PIN changes nothing of the place; the right one seals there.
    QTRY_VERIFY(pin->isEnabled());
    pin->setText(u"135790"_s);
    QVERIFY(part<QPushButton>(u"seal"_s)->isEnabled());
    QTest::mouseClick(part<QPushButton>(u"seal"_s), Qt::LeftButton);
    QTRY_VERIFY(!m_dialog || !m_dialog->isVisible());
    const auto verdict = answerOf(m_session->ask([this](Office &office) -> Result<core::SealedDocumentVerdict> {
        WENYI_TRY(const auto ofd, office.outgoing.sealedOfd(m_stream));
        const core::Workspace &desk = *office.workspace;
        return core::VerificationService(desk.trust(), desk.directory(), desk.environment().clock)
            .verify(ofd, desk.profile().unit);
    }));
    QVERIFY2(verdict, reasonOf(verdict).constData());
    QCOMPARE(verdict->seals.size(), 1);
    const QList<ofd::Stamp> &stamps = verdict->seals.first().stamps;
    QVERIFY(stamps.size() > 2);
    const layout::Rect &box = stamps.first().boundary;
    QCOMPARE(stamps.first().page, at.page);
    QVERIFY(std::abs(box.x + box.width / 2 - at.centre.x) < 0.01);
    QVERIFY(std::abs(box.y + box.height / 2 - at.centre.y) < 0.01);
    QVERIFY(stamps.at(1).clip && stamps.constLast().clip);
}

/// In a small unit who issues may keep the unit's seal as well: then there are two to look at, and one that closes.
void SealDialogTest::aLeaderStampsTheOrderThatHeIssued()
{
    const QString name = u"澄江镇/leader"_s;
    delete m_dialog;
    m_session.reset(); // One program a desktop.
    const auto made = giveStamp(*m_office, name);
    QVERIFY2(made, reasonOf(made).constData());
    const auto stream = numberedAt(townOf(*m_office), orderOf(u"澄江镇人民政府"_s, {u"镇　长"_s}));
    QVERIFY2(stream, reasonOf(stream).constData());
    m_stream = *stream;
    const core::Profile profile = informed(*m_office, name)->profile();
    const MemberId keeper = m_office->domain().desktopOf(u"澄江镇/sealkeeper"_s)->second;
    const MemberId leader = m_office->domain().desktopOf(name)->second;
    QVERIFY(QFile::copy(
        profile.memberPath(keeper, core::keyfile::SealData), profile.memberPath(leader, core::keyfile::SealData)));
    openSession(name);
    init();

    auto *owner = part<QComboBox>(u"owner"_s);
    auto *seal = part<QPushButton>(u"seal"_s);
    auto *pin = m_dialog->findChild<PinEdit *>();
    QTRY_VERIFY(owner->isVisible());
    QCOMPARE(owner->currentText(), u"本人签名章"_s);
    QVERIFY(part<QLabel>(u"place"_s)->text().contains(u"职务"_s));
    QVERIFY(!part<QCheckBox>(u"riding"_s)->isEnabled());
    keepPicture(m_dialog, u"seal-stamp"_s);
    // The other one is told why not, and nothing can be sealed with it.
    pin->setText(u"135790"_s);
    QVERIFY(seal->isEnabled());
    owner->setFocus();
    QTest::keyClick(owner, Qt::Key_Up);
    auto *notice = part<NoticeStrip>(u"notice"_s);
    QTRY_VERIFY(notice->isVisible());
    QVERIFY2(notice->sentence().contains(u"签名章"_s), qPrintable(notice->sentence()));
    QVERIFY(!seal->isEnabled());
    keepPicture(m_dialog, u"seal-stamp-not-the-units"_s);
    QTest::keyClick(owner, Qt::Key_Down);
    QTRY_VERIFY(!pin->text().isEmpty() && seal->isEnabled());
    QVERIFY(!notice->isVisible());
    QTest::mouseClick(seal, Qt::LeftButton);
    QTRY_VERIFY(!m_dialog || !m_dialog->isVisible());
    const auto document = answerOf(m_session->ask([this](Office &office) -> Result<core::RecordDocument> {
        WENYI_TRY(const auto view, office.records.load(m_stream));
        return office.documents.load(view.record);
    }));
    QVERIFY2(document, reasonOf(document).constData());
    QVERIFY(document->verdict->isFullyValid());
    // What the mail room, and later the other unit, is told of it.
    VerifyPanel panel(m_office->environment().clock);
    panel.showVerdict(*document->verdict);
    panel.openSteps();
    panel.resize(900, 360);
    panel.show();
    QVERIFY2(panel.sentence().contains(u"签发人签名章有效"_s), qPrintable(panel.sentence()));
    keepPicture(&panel, u"seal-stamp-verdict"_s);
}

QTEST_MAIN(SealDialogTest)
#include "SealDialogTest.moc"
