// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/app/Language.h"
#include "client/ui/comparing/CompareWindow.h"
#include "client/ui/comparing/DecisionButtons.h"
#include "client/ui/drafting/DraftForm.h"
#include "client/ui/drafting/DraftWindow.h"
#include "client/ui/widgets/NoticeStrip.h"
#include "tests/Patience.h"
#include "tests/client/core/OutgoingSteps.h"
#include "tests/client/ui/SampleDomain.h"

#include <QComboBox>
#include <QDir>
#include <QLabel>
#include <QListWidget>
#include <QMessageBox>
#include <QPushButton>
#include <QTabWidget>
#include <QTest>

#include <algorithm>

using namespace wenyi;
using namespace wenyi::ui;
using namespace Qt::StringLiterals;

/// 接受、拒绝修订 as a drafter does it with what the leader changed and returned, by the real windows. Keeps pictures
/// in build/…/screenshots; run with QT_SCALE_FACTOR=2 those at 200 %.
class ChangeDecidingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void theLeadersChangesAreOfferedToTheDrafter();
    void someAreAcceptedSomeRejectedAndStepsTakenBack();
    void theFinalTextShowsWhatWasDecided();
    void whatIsDecidedStaysWithItsVersionsAndIsAskedAbout();
    void whatIsDecidedIsAVersionOfItsOwn();
    void anOpenDraftGoesOnFromTheNewVersion();
    void onceTheDraftIsIssuedNothingIsOffered();

private:
    void keep(QWidget *window, const QString &name);
    void enter(const QString &member);
    template<typename Work>
    auto onCore(Work work);
    Result<core::DraftView> newest();
    CompareWindow *window() { return m_parent->findChild<CompareWindow *>(); }
    QPushButton *button(const QString &name) { return window()->findChild<QPushButton *>(name); }
    QListWidget *list() { return window()->findChild<QListWidget *>(u"differences"_s); }
    void choose(const QList<int> &rows);
    void closeWith(const QString &answer);
    QString counts() { return window()->findChild<QLabel *>(u"decisionCounts"_s)->text(); }

    Language m_language;
    SampleDomain m_domain;
    std::unique_ptr<Session> m_session;
    SessionFacts m_facts;
    StreamId m_stream;
    document::OfficialDocument m_mine;
    document::OfficialDocument m_theirs;
    Digest m_theirRevision;
    Digest m_kept;
    std::unique_ptr<QWidget> m_parent;
};

template<typename Work>
auto ChangeDecidingTest::onCore(Work work)
{
    using Given = std::invoke_result_t<Work, Office &>;
    std::optional<Given> given;
    m_session->ask(work).then(this, [&given](const Given &answer) { given = answer; });
    [&given] { QTRY_VERIFY(given); }();
    return *given;
}

void ChangeDecidingTest::keep(QWidget *window, const QString &name)
{
    QVERIFY(QTest::qWaitForWindowExposed(window));
    QTest::qWait(300);
    const QPixmap picture = window->grab();
    const QString folder = QStringLiteral(WENYI_BUILD_DIR "/screenshots");
    QVERIFY(QDir().mkpath(folder));
    const QString scale = picture.devicePixelRatio() > 1.5 ? u"-200"_s : u""_s;
    QVERIFY(picture.save(folder + u'/' + name + scale + u".png"_s));
}

/// Another member sits down at the town's one desktop.
void ChangeDecidingTest::enter(const QString &member)
{
    m_parent.reset();
    m_session.reset();
    const auto [folder, id] = m_domain.desktopOf(member);
    m_session = std::make_unique<Session>(m_domain.environment(), folder);
    std::optional<Result<SessionFacts>> facts;
    m_session->unlock(id, SecretBytes(QByteArrayView(SampleDomain::Pin)))
        .then(this, [&facts](const Result<SessionFacts> &given) { facts = given; });
    QTRY_VERIFY(facts);
    QVERIFY2(*facts, facts->has_value() ? "" : qPrintable(describe(facts->error())));
    m_facts = **facts;
    m_parent = std::make_unique<QWidget>();
}

Result<core::DraftView> ChangeDecidingTest::newest()
{
    return onCore([stream = m_stream](Office &office) { return office.drafts.load(stream); });
}

void ChangeDecidingTest::choose(const QList<int> &rows)
{
    list()->clearSelection();
    for (const int row : rows)
        list()->item(row)->setSelected(true);
}

/// Closes the comparison and answers what it asks.
void ChangeDecidingTest::closeWith(const QString &answer)
{
    QVERIFY(!window()->close());
    auto *question = window()->findChild<QMessageBox *>();
    QVERIFY(question);
    keep(question, u"compare-unkept"_s);
    const QList<QAbstractButton *> buttons = question->buttons();
    const auto found = std::ranges::find_if(
        buttons, [&answer](const QAbstractButton *button) { return button->text().startsWith(answer); });
    QVERIFY(found != buttons.cend());
    QTest::mouseClick(*found, Qt::LeftButton);
}

static Result<void> returnToDrafter(Office &office, const StreamId &stream)
{
    WENYI_TRY(const auto view, office.records.load(stream));
    WENYI_TRY(const auto draft, office.drafts.load(stream));
    core::ActRequest request;
    request.kind = modules::ActionKind::ReturnTo;
    request.task = view.possible.constFirst().possible.task.id;
    request.returnTo = u"draft"_s;
    request.opinion.words = u"请按修改处斟酌。"_s;
    request.document = core::documentDigest(draft.content.document);
    const SecretBytes pin{QByteArrayView(SampleDomain::Pin)};
    WENYI_TRY(const Digest entry, office.records.act(stream, request, &pin));
    Q_UNUSED(entry)
    return {};
}

void ChangeDecidingTest::initTestCase()
{
    QVERIFY(m_domain.build());
    enter(u"澄江镇/clerk"_s);
    m_mine = core::tests::SampleOffice::notice();
    m_mine.number.clear();
    m_mine.issuerMark = u"澄江镇人民政府文件"_s;
    m_mine.issuers = m_mine.signatories = {u"澄江镇人民政府"_s};
    m_theirs = m_mine;
    m_theirs.title = u"关于进一步规范机关电子公文流转工作的通知"_s;
    std::get<document::Paragraph>(m_theirs.body[0]).text.append(u"请各单位于2026年6月30日前完成接入。"_s);
    m_theirs.copyTo.append(u"市档案馆"_s);
    m_theirs.body.append(document::Paragraph{u"联系人：张国才，电话0510-86861234。"_s});
    const auto drafted = onCore([mine = m_mine](Office &office) -> Result<StreamId> {
        WENYI_TRY(const StreamId stream, office.drafts.create(mine));
        WENYI_CHECK(core::tests::doStep(*office.workspace, stream, u"submit"_s));
        WENYI_CHECK(core::tests::doStep(*office.workspace, stream, u"agree"_s, u"拟同意。"_s));
        return stream;
    });
    QVERIFY2(drafted, drafted ? "" : qPrintable(describe(drafted.error())));
    m_stream = *drafted;
    enter(u"澄江镇/leader"_s);
    const auto changed = onCore([stream = m_stream, theirs = m_theirs](Office &office) -> Result<Digest> {
        WENYI_TRY(const auto draft, office.drafts.load(stream));
        WENYI_TRY(const Digest revision, office.drafts.save(stream, {theirs, {}, {draft.info.revision}}));
        WENYI_CHECK(returnToDrafter(office, stream));
        return revision;
    });
    QVERIFY2(changed, changed ? "" : qPrintable(describe(changed.error())));
    m_theirRevision = *changed;
    enter(u"澄江镇/clerk"_s);
}

void ChangeDecidingTest::theLeadersChangesAreOfferedToTheDrafter()
{
    showComparison(*m_session, m_facts, m_stream, m_parent.get());
    QTRY_COMPARE(list()->count(), 4);
    QTRY_VERIFY(window()->findChild<DecisionButtons *>()->isVisible());
    QVERIFY(button(u"acceptChanges"_s)->isEnabled());
    QVERIFY(!button(u"keepDecided"_s)->isEnabled() && !button(u"undoDecision"_s)->isEnabled());
    QCOMPARE(counts(), u"已接受 0 处，已拒绝 0 处，未定 4 处"_s);
    // An act without a choice does nothing.
    choose({});
    QTest::mouseClick(button(u"rejectChanges"_s), Qt::LeftButton);
    QVERIFY(!button(u"undoDecision"_s)->isEnabled());
}

void ChangeDecidingTest::someAreAcceptedSomeRejectedAndStepsTakenBack()
{
    QTest::mouseClick(button(u"rejectAllChanges"_s), Qt::LeftButton);
    QCOMPARE(counts(), u"已接受 0 处，已拒绝 4 处，未定 0 处"_s);
    QVERIFY(list()->item(0)->text().startsWith(u"✘ 已拒绝｜标题"_s));
    QTest::keyClick(window(), Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(counts(), u"已接受 0 处，已拒绝 0 处，未定 4 处"_s);
    QVERIFY(list()->item(0)->text().startsWith(u"标题"_s));
    choose({0});
    QTest::mouseClick(button(u"rejectChanges"_s), Qt::LeftButton);
    QCOMPARE(list()->currentRow(), 1); // On to the next one.
    QTest::mouseClick(button(u"acceptChanges"_s), Qt::LeftButton);
    QCOMPARE(counts(), u"已接受 1 处，已拒绝 1 处，未定 2 处"_s);
    // A selection at once, and the last step taken back and done otherwise.
    choose({1, 2, 3});
    QTest::mouseClick(button(u"rejectChanges"_s), Qt::LeftButton);
    QCOMPARE(counts(), u"已接受 0 处，已拒绝 4 处，未定 0 处"_s);
    QTest::mouseClick(button(u"undoDecision"_s), Qt::LeftButton);
    QCOMPARE(counts(), u"已接受 1 处，已拒绝 1 处，未定 2 处"_s);
    choose({2});
    QTest::mouseClick(button(u"acceptChanges"_s), Qt::LeftButton);
    QCOMPARE(counts(), u"已接受 2 处，已拒绝 1 处，未定 1 处"_s);
    keep(window(), u"compare-deciding"_s);
    // Nothing is written before it is kept.
    const auto draft = newest();
    QVERIFY(draft);
    QCOMPARE(draft->info.revision, m_theirRevision);
}

void ChangeDecidingTest::theFinalTextShowsWhatWasDecided()
{
    auto *pages = window()->findChild<PageView *>();
    auto *view = window()->findChild<QComboBox *>(u"revisionView"_s);
    const auto textOfPages = [pages] {
        QString text;
        for (qsizetype page = 0; page < pages->pageCount(); ++page) {
            if (const auto scene = pages->file()->scene(page))
                text += core::textOf(*scene).text;
        }
        return text.remove(u'\n');
    };
    view->setCurrentIndex(1);
    Q_EMIT view->activated(1);
    QTRY_VERIFY(!textOfPages().contains(u"修改情况"_s));
    QVERIFY(textOfPages().contains(u"市档案馆"_s));
    QVERIFY(!textOfPages().contains(u"关于进一步规范机关电子公文流转工作的通知"_s));
    view->setCurrentIndex(0);
    Q_EMIT view->activated(0);
    QTRY_VERIFY(textOfPages().contains(u"修改情况"_s));
}

void ChangeDecidingTest::whatIsDecidedStaysWithItsVersionsAndIsAskedAbout()
{
    auto *earlier = window()->findChild<QComboBox *>(u"earlierVersion"_s);
    const int row = earlier->currentIndex();
    const int newest = earlier->count() - 1;
    for (const int other : {newest, row}) {
        earlier->setCurrentIndex(other);
        Q_EMIT earlier->activated(other);
        QTRY_COMPARE(list()->count(), other == newest ? 0 : 4);
    }
    QTRY_COMPARE(counts(), u"已接受 2 处，已拒绝 1 处，未定 1 处"_s);
    closeWith(u"继续处理"_s);
    QTRY_VERIFY(!window()->findChild<QMessageBox *>());
    QVERIFY(window()->isVisible());
    QCOMPARE(counts(), u"已接受 2 处，已拒绝 1 处，未定 1 处"_s);
}

void ChangeDecidingTest::whatIsDecidedIsAVersionOfItsOwn()
{
    QTest::mouseClick(button(u"keepDecided"_s), Qt::LeftButton);
    auto *notice = window()->findChild<NoticeStrip *>();
    QTRY_VERIFY(notice->sentence().contains(u"最新一稿"_s));
    const auto draft = newest();
    QVERIFY(draft);
    m_kept = draft->info.revision;
    QVERIFY(m_kept != m_theirRevision);
    QCOMPARE(draft->content.parents, QList<Digest>{m_theirRevision});
    QCOMPARE(draft->info.author, m_facts.member);
    document::OfficialDocument expected = m_theirs;
    expected.title = m_mine.title;
    QVERIFY(draft->content.document == expected);
    const auto revisions = onCore([stream = m_stream](Office &office) { return office.drafts.revisions(stream); });
    QVERIFY(revisions);
    QCOMPARE(revisions->size(), 3);
    // What the decisions changed is compared now, and can be refused in its turn.
    QTRY_COMPARE(list()->count(), 1);
    QVERIFY(list()->item(0)->text().startsWith(u"标题"_s));
    QCOMPARE(window()->findChild<QComboBox *>(u"laterVersion"_s)->currentIndex(), 2);
    keep(window(), u"compare-decided"_s);
}

void ChangeDecidingTest::anOpenDraftGoesOnFromTheNewVersion()
{
    auto *draft = new DraftWindow(std::make_unique<DraftPresenter>(*m_session, m_facts, m_stream), m_parent.get());
    draft->show();
    draft->presenter().load();
    auto *form = draft->findChild<DraftForm *>();
    QTRY_COMPARE(form->document().title, m_mine.title);
    QTest::mouseClick(button(u"rejectAllChanges"_s), Qt::LeftButton);
    closeWith(u"存为新一稿"_s);
    QTRY_COMPARE(form->document().title, m_theirs.title);
    QTRY_VERIFY(!window());
    auto *notice = draft->findChild<NoticeStrip *>();
    QTRY_VERIFY(notice->sentence().contains(u"最新一稿"_s));
    keep(draft, u"draft-renewed"_s);
    document::OfficialDocument typed = form->document();
    typed.note = u"此件公开发布"_s;
    form->changeTo(typed);
    QTRY_VERIFY(draft->presenter().isSaved());
    const auto forks = onCore([stream = m_stream](Office &office) { return office.drafts.forks(stream); });
    QVERIFY(forks && forks->isEmpty());
    const auto saved = newest();
    QVERIFY(saved);
    QCOMPARE(saved->content.document.note, u"此件公开发布"_s);
    // Of a success nothing later is the end: it stands until the person puts it away.
    QVERIFY(!notice->sentence().isEmpty());
    QTest::mouseClick(notice->findChild<QPushButton *>(u"dismissNotice"_s), Qt::LeftButton);
    QVERIFY(!notice->isVisible());
    draft->close();
}

void ChangeDecidingTest::onceTheDraftIsIssuedNothingIsOffered()
{
    showComparison(*m_session, m_facts, m_stream, m_parent.get());
    QTRY_VERIFY(window()->findChild<DecisionButtons *>()->isVisible());
    QTest::mouseClick(button(u"rejectAllChanges"_s), Qt::LeftButton);
    closeWith(u"放弃"_s);
    QTRY_VERIFY(!window());
    const auto draft = newest();
    QVERIFY(draft);
    QCOMPARE(draft->content.document.note, u"此件公开发布"_s);
    showComparison(*m_session, m_facts, m_stream, m_parent.get());
    QTRY_VERIFY(window()->findChild<DecisionButtons *>()->isVisible());
    const auto submitted = onCore([stream = m_stream](Office &office) -> Result<void> {
        WENYI_CHECK(core::tests::doStep(*office.workspace, stream, u"submit"_s));
        return core::tests::doStep(*office.workspace, stream, u"agree"_s, u"拟同意。"_s);
    });
    QVERIFY2(submitted, submitted ? "" : qPrintable(describe(submitted.error())));
    m_session->noteChange();
    QTRY_VERIFY(!window()->findChild<DecisionButtons *>()->isVisible()); // It is with the leader now.
    enter(u"澄江镇/leader"_s);
    showComparison(*m_session, m_facts, m_stream, m_parent.get());
    QTRY_VERIFY(window()->findChild<DecisionButtons *>()->isVisible());
    const auto issued = onCore([stream = m_stream](Office &office) {
        return core::tests::doStep(*office.workspace, stream, u"agree"_s, u"同意印发。"_s);
    });
    QVERIFY2(issued, issued ? "" : qPrintable(describe(issued.error())));
    m_session->noteChange();
    QTRY_VERIFY(!window()->findChild<DecisionButtons *>()->isVisible());
    QVERIFY(list()->count() > 0); // The differences are there to be read.
    window()->close();
    QTRY_VERIFY(!window());
    showComparison(*m_session, m_facts, m_stream, m_parent.get());
    QTRY_VERIFY(list()->count() > 0);
    QVERIFY(!window()->findChild<DecisionButtons *>()->isVisible());
}

QTEST_MAIN(ChangeDecidingTest)
#include "ChangeDecidingTest.moc"
