// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/handling/FurtherActDialog.h"

#include "client/ui/app/Language.h"
#include "client/ui/app/MainWindow.h"
#include "client/ui/handling/FurtherActsMenu.h"
#include "client/ui/records/NavigationPane.h"
#include "client/ui/records/RecordModel.h"
#include "client/ui/signing/SigningDialog.h"
#include "client/ui/text/Sentences.h"
#include "client/ui/widgets/NoticeStrip.h"
#include "tests/Patience.h"
#include "tests/client/core/OutgoingSteps.h"
#include "tests/client/ui/AltKeys.h"

#include <QCheckBox>
#include <QDir>
#include <QJsonArray>
#include <QLabel>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QTableView>
#include <QTest>

#include <algorithm>
#include <filesystem>

using namespace wenyi;
using namespace wenyi::ui;
using namespace wenyi::core::tests;
using namespace Qt::StringLiterals;
using modules::ActionKind;

namespace {

template<typename T>
T answerOf(QFuture<T> future)
{
    (void)QTest::qWaitFor([&future] { return future.isFinished(); }, 30'000);
    return future.result();
}

void replaceIn(const QString &path, const QByteArray &old, const QByteArray &with)
{
    QByteArray text = readBounded(path, 1 << 20).value();
    if (!text.contains(old))
        qFatal("%s has changed", qPrintable(path));
    text.replace(old, with);
    if (!writeDurably(path, text))
        qFatal("%s cannot be written", qPrintable(path));
}

/// The product's modules; a reviewed document is countersigned before it is issued.
QString countersigningModules(const QString &folder)
{
    const QString resources = folder + u"/resources"_s;
    std::error_code failed;
    std::filesystem::copy(
        WENYI_SOURCE_DIR "/resources", resources.toStdString(), std::filesystem::copy_options::recursive, failed);
    if (failed)
        qFatal("%s", failed.message().c_str());
    const QString module = resources + u"/modules/outgoing/"_s;
    replaceIn(module + u"process.bpmn"_s, R"(<sequenceFlow id="review-issue" sourceRef="review" targetRef="issue"/>)",
        R"(<sequenceFlow id="review-countersign" sourceRef="review" targetRef="countersign"/>
    <userTask id="countersign" name="会签" wenyi:act="countersign" wenyi:role="leader handler mail-room"
              wenyi:outcomes="agree" wenyi:returnTo="draft review" wenyi:deadlineDays="3">
      <multiInstanceLoopCharacteristics isSequential="false" wenyi:signers="countersigners"/>
    </userTask>
    <sequenceFlow id="countersign-issue" sourceRef="countersign" targetRef="issue"/>)");
    replaceIn(module + u"process.bpmn"_s,
        R"(wenyi:editable="recipients secrecy urgency openness opennessReason copyTo attachments")",
        R"(wenyi:editable="recipients secrecy urgency openness opennessReason copyTo attachments countersigners")");
    replaceIn(module + u"module.json"_s, R"({ "id": "issue", "name": "签发" },)",
        R"({ "id": "issue", "name": "签发" }, { "id": "countersign", "name": "会签" },)");
    replaceIn(module + u"module.json"_s, R"({ "id": "mail-room", "name": "收发员" })",
        R"({ "id": "mail-room", "name": "收发员" }, { "id": "handler", "name": "承办人" })");
    replaceIn(module + u"form.json"_s, R"({ "id": "copyTo", "label": "抄送", "kind": "list" },)",
        R"({ "id": "copyTo", "label": "抄送", "kind": "list" },
        { "id": "countersigners", "label": "会签人", "kind": "list" },)");
    replaceIn(module + u"form.json"_s, R"(["copyTo"],)", R"(["copyTo"], ["countersigners"],)");
    return resources;
}

void keepPicture(QWidget *window, const QString &name)
{
    QTest::qWait(300);
    const QString folder = QStringLiteral(WENYI_BUILD_DIR "/screenshots");
    QDir().mkpath(folder);
    QVERIFY(window->grab().save(folder + u'/' + name + u".png"_s));
}

} // namespace

/// 更多办理 through the real windows of a standalone town, where a document is countersigned. Keeps pictures in
/// build/…/screenshots.
class FurtherActsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup();
    void aCountersigningIsReturnedOnceAndSigned();
    void aSignerIsAdded();
    void aRecordIsSuspendedByTheKeyboardAloneAndResumed();
    void anEndNeedsATickAndAReason();
    void aStepIsUrgedOnceAndWhoHasItIsTold();
    void whatOpenedItIsTakenBack();
    void aTaskIsHandedOver();
    void noTwoPartsShareAKey();

private:
    std::unique_ptr<core::Workspace> unlock(const QString &member) const;
    MemberId idOf(const QString &member) const { return m_office.domain().desktopOf(member)->second; }
    Result<void> step(const QString &member, const StreamId &stream, const QString &outcome, const QJsonObject &values);
    StreamId countersigned(const QString &title);
    void openDesk(const QString &member);
    void closeDesk();
    void show(core::Box box, const QString &title);
    QStringList offered() const;
    FurtherActDialog *open(ActionKind kind);
    modules::ProcessState state(const StreamId &stream);
    QMenu *menu() const { return m_window->findChild<QMenu *>(u"furtherActs"_s, Qt::FindDirectChildrenOnly); }
    QString standing() const { return m_window->findChild<QLabel *>(u"standing"_s)->text(); }
    static void press(const FurtherActDialog *dialog)
    {
        QTest::mouseClick(dialog->findChild<QPushButton *>(u"perform"_s), Qt::LeftButton);
    }
    static QPlainTextEdit &words(const FurtherActDialog *dialog)
    {
        return *dialog->findChild<QPlainTextEdit *>(u"words"_s);
    }

    Language m_language;
    SampleOffice m_office;
    QTemporaryDir m_folder;
    const core::Environment m_environment{m_office.environment().clock, m_office.environment().random,
        countersigningModules(m_folder.path()), m_office.environment().fonts};
    std::unique_ptr<Session> m_session;
    std::unique_ptr<MainWindow> m_window;
};

void FurtherActsTest::cleanup()
{
    closeDesk();
}

std::unique_ptr<core::Workspace> FurtherActsTest::unlock(const QString &member) const
{
    return core::Workspace::unlock(m_office.folderOf(member), idOf(member), SampleOffice::pin(), m_environment).value();
}

Result<void> FurtherActsTest::step(
    const QString &member, const StreamId &stream, const QString &outcome, const QJsonObject &values)
{
    const auto desk = unlock(member);
    return doStep(*desk, stream, outcome, u"同意。"_s, values);
}

// A document that awaits the town's leader and its handler.
StreamId FurtherActsTest::countersigned(const QString &title)
{
    auto notice = SampleOffice::notice();
    notice.number.clear();
    notice.title = title;
    StreamId stream;
    {
        const auto clerk = unlock(u"澄江镇/clerk"_s);
        stream = core::ImportService(*clerk).begin(notice).value();
        if (const auto submitted = doStep(*clerk, stream, u"submit"_s); !submitted)
            qFatal("%s", qPrintable(describe(submitted.error())));
    }
    const QJsonArray signers{idOf(u"澄江镇/leader"_s).toString(), idOf(u"澄江镇/handler"_s).toString()};
    if (const auto agreed = step(u"澄江镇/clerk"_s, stream, u"agree"_s, {{u"countersigners"_s, signers}}); !agreed)
        qFatal("%s", qPrintable(describe(agreed.error())));
    return stream;
}

void FurtherActsTest::openDesk(const QString &member)
{
    closeDesk();
    m_session = std::make_unique<Session>(m_environment, m_office.folderOf(member));
    const auto facts = answerOf(m_session->unlock(idOf(member), SampleOffice::pin()));
    QVERIFY2(facts, facts ? "" : qPrintable(describe(facts.error())));
    m_window = std::make_unique<MainWindow>(*m_session, *facts);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
}

void FurtherActsTest::closeDesk()
{
    m_window.reset();
    m_session.reset();
}

void FurtherActsTest::show(core::Box box, const QString &title)
{
    m_window->findChild<NavigationPane *>()->choose(box);
    auto *table = m_window->findChild<QTableView *>();
    const auto find = [table, &title] {
        for (int row = 0; row < table->model()->rowCount(); ++row) {
            const QModelIndex index = table->model()->index(row, RecordModel::Title);
            if (index.data().toString().contains(title))
                return index;
        }
        return QModelIndex();
    };
    QTRY_VERIFY(find().isValid());
    table->setCurrentIndex(find());
    QTRY_VERIFY(menu()->menuAction()->isEnabled());
}

QStringList FurtherActsTest::offered() const
{
    QStringList names;
    for (const QAction *action : menu()->actions())
        names.append(action->objectName());
    return names;
}

FurtherActDialog *FurtherActsTest::open(ActionKind kind)
{
    auto *action = menu()->findChild<QAction *>(u"act-%1"_s.arg(static_cast<int>(kind)));
    if (!action)
        return nullptr;
    action->trigger();
    return m_window->findChild<FurtherActDialog *>();
}

modules::ProcessState FurtherActsTest::state(const StreamId &stream)
{
    const auto read = answerOf(m_session->ask([stream](Office &office) -> Result<modules::ProcessState> {
        WENYI_TRY(const auto view, office.records.load(stream));
        return view.record.process;
    }));
    return read ? *read : modules::ProcessState();
}

void FurtherActsTest::aCountersigningIsReturnedOnceAndSigned()
{
    const QString title = u"关于会签退回一次的通知"_s;
    const StreamId stream = countersigned(title);
    openDesk(u"澄江镇/leader"_s);
    show(core::Box::Awaiting, title);
    QVERIFY2(standing().startsWith(u"现在：会签（2人尚无人签，待：夏明远、丁小波），时限 "_s), qPrintable(standing()));
    QVERIFY(m_window->findChild<QLabel *>(u"deadline"_s)->text().startsWith(u'●'));
    QCOMPARE(offered(), (QStringList{u"act-4"_s, u"act-6"_s, u"act-11"_s}));
    QPointer<FurtherActDialog> dialog = open(ActionKind::ReturnTo);
    QVERIFY(dialog);
    auto *steps = dialog->findChild<QListWidget *>(u"choice"_s);
    QCOMPARE(steps->count(), 2);
    const auto review = steps->findItems(u"核稿"_s, Qt::MatchExactly);
    QCOMPARE(review.size(), 1);
    steps->setCurrentItem(review.constFirst());
    press(dialog);
    QTRY_COMPARE(dialog->findChild<NoticeStrip *>()->sentence(),
        sentenceFor({ErrorCode::NotAllowed, "process.reason-required", {}}));
    words(dialog).setPlainText(u"附件缺表二，请补。"_s);
    keepPicture(dialog, u"further-act-return"_s);
    press(dialog);
    QTRY_VERIFY(!dialog);
    QCOMPARE(state(stream).tasks.size(), 1);
    QCOMPARE(state(stream).tasks.constFirst().node, u"review"_s);
    QCOMPARE(state(stream).tasks.constFirst().assigned, idOf(u"澄江镇/clerk"_s));

    closeDesk();
    const auto again = step(u"澄江镇/clerk"_s, stream, u"agree"_s, {});
    QVERIFY2(again, again ? "" : qPrintable(describe(again.error())));
    openDesk(u"澄江镇/leader"_s);
    show(core::Box::Awaiting, title);
    m_window->handleChosen();
    QPointer<SigningDialog> signing = m_window->findChild<SigningDialog *>();
    QVERIFY(signing);
    QTRY_VERIFY(signing->findChild<QPushButton *>(u"outcome-agree"_s));
    QVERIFY(signing->findChild<QPushButton *>(u"more"_s));
    QTest::mouseClick(signing->findChild<QPushButton *>(u"outcome-agree"_s), Qt::LeftButton);
    QTRY_VERIFY(!signing);
    openDesk(u"澄江镇/handler"_s);
    show(core::Box::Awaiting, title);
    QVERIFY2(standing().startsWith(u"现在：会签（2人中已签1人：夏明远，待：丁小波），时限 "_s), qPrintable(standing()));
}

void FurtherActsTest::aSignerIsAdded()
{
    const QString title = u"关于增加会签人的通知"_s;
    const StreamId stream = countersigned(title);
    openDesk(u"澄江镇/clerk"_s);
    show(core::Box::InHand, title);
    QCOMPARE(offered(),
        (QStringList{u"act-11"_s, u"act-12"_s, u"act-13"_s, u"act-13"_s, u"act-5"_s, u"act-14"_s, u"act-16"_s}));
    keepPicture(m_window.get(), u"main-standing"_s);
    menu()->popup(m_window->mapToGlobal(QPoint(300, 60)));
    QTRY_VERIFY(menu()->isVisible());
    keepPicture(menu(), u"further-acts-menu"_s);
    menu()->close();
    QPointer<FurtherActDialog> dialog = open(ActionKind::AddSigner);
    QVERIFY(dialog);
    auto *people = dialog->findChild<QListWidget *>(u"choice"_s);
    QCOMPARE(people->count(), 1); // The two signers are none that could be added.
    QVERIFY(people->item(0)->text().startsWith(u"徐芳"_s));
    press(dialog); // Nobody is chosen.
    QTRY_COMPARE(dialog->findChild<NoticeStrip *>()->sentence(),
        sentenceFor({ErrorCode::InvalidInput, "process.no-other-member", {}}));
    people->item(0)->setCheckState(Qt::Checked);
    keepPicture(dialog, u"further-act-add-signer"_s);
    press(dialog);
    QTRY_VERIFY(!dialog);
    QCOMPARE(state(stream).tasks.size(), 3);
    QTRY_VERIFY2(
        standing().startsWith(u"现在：会签（3人尚无人签，待：夏明远、丁小波、徐芳）"_s), qPrintable(standing()));
    // The review that sent it round is not taken back any more, and nobody is left who could be added.
    QTRY_VERIFY(!offered().contains(u"act-5"_s));
    QVERIFY(!offered().contains(u"act-11"_s));
}

void FurtherActsTest::aRecordIsSuspendedByTheKeyboardAloneAndResumed()
{
    const QString title = u"关于暂停办理的通知"_s;
    const StreamId stream = countersigned(title);
    openDesk(u"澄江镇/clerk"_s);
    show(core::Box::InHand, title);
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    QTest::keyClick(m_window.get(), Qt::Key_M, Qt::ControlModifier);
    QTRY_VERIFY(menu()->isVisible());
    QTest::keyClick(menu(), Qt::Key_S);
    QTRY_VERIFY(m_window->findChild<FurtherActDialog *>());
    QPointer<FurtherActDialog> dialog = m_window->findChild<FurtherActDialog *>();
    dialog->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(dialog));
    QTRY_VERIFY(words(dialog).hasFocus());
    QTest::keyClicks(&words(dialog), u"waits for the budget"_s);
    QTest::keyClick(&words(dialog), Qt::Key_Return); // A new line, and no confirmation.
    QTest::keyClick(&words(dialog), Qt::Key_Tab);
    QTest::keyClick(dialog->findChild<QPushButton *>(u"perform"_s), Qt::Key_Return);
    QTest::qWait(200);
    QVERIFY(dialog && !state(stream).suspension);
    QTest::keyClick(dialog, Qt::Key_S, Qt::AltModifier);
    QTRY_VERIFY(!dialog);
    QVERIFY(state(stream).suspension);
    QTRY_VERIFY2(standing().startsWith(u"陶然已于 "_s), qPrintable(standing()));
    QCOMPARE(offered(), (QStringList{u"act-15"_s, u"act-16"_s}));

    dialog = open(ActionKind::Resume);
    QVERIFY(dialog);
    press(dialog);
    QTRY_VERIFY(!dialog);
    QVERIFY(!state(stream).suspension);
    QTRY_VERIFY2(standing().startsWith(u"现在：会签"_s), qPrintable(standing()));
}

void FurtherActsTest::anEndNeedsATickAndAReason()
{
    const QString title = u"关于终止办理的通知"_s;
    const StreamId stream = countersigned(title);
    openDesk(u"澄江镇/clerk"_s);
    show(core::Box::InHand, title);
    QPointer<FurtherActDialog> dialog = open(ActionKind::Terminate);
    QVERIFY(dialog);
    const auto labels = dialog->findChildren<QLabel *>();
    const auto names = [&title](const QLabel *label) { return label->text() == u'《' + title + u'》'; };
    QVERIFY(std::any_of(labels.begin(), labels.end(), names));
    auto *perform = dialog->findChild<QPushButton *>(u"perform"_s);
    words(dialog).setPlainText(u"来文已废止。"_s);
    QVERIFY(!perform->isEnabled());
    QTest::keyClick(dialog, Qt::Key_Return);
    dialog->findChild<QCheckBox *>(u"isFinal"_s)->setChecked(true);
    QVERIFY(perform->isEnabled());
    keepPicture(dialog, u"further-act-terminate"_s);
    QVERIFY(!state(stream).isEnded());
    press(dialog);
    QTRY_VERIFY(!dialog);
    QCOMPARE(state(stream).ended, modules::TerminatedEnd.toString());
}

void FurtherActsTest::aStepIsUrgedOnceAndWhoHasItIsTold()
{
    const QString title = u"关于催办一次的通知"_s;
    const StreamId stream = countersigned(title);
    openDesk(u"澄江镇/clerk"_s);
    show(core::Box::InHand, title);
    const QString urge = u"act-%1"_s.arg(static_cast<int>(ActionKind::Urge));
    QCOMPARE(offered().count(urge), 2); // Leader and handler.
    QPointer<FurtherActDialog> dialog = open(ActionKind::Urge);
    QVERIFY(dialog);
    words(dialog).setPlainText(u"今天要发，请抓紧。"_s);
    press(dialog);
    QTRY_VERIFY(!dialog);
    // Not again within two hours; the other one has not been urged.
    QTRY_COMPARE(offered().count(urge), 1);
    const auto urgedTasks = state(stream).tasks;
    QCOMPARE(std::count_if(urgedTasks.begin(), urgedTasks.end(), [](const auto &task) { return task.urges == 1; }), 1);
    const auto task =
        std::find_if(urgedTasks.begin(), urgedTasks.end(), [](const auto &one) { return one.urges == 1; });
    openDesk(task->assigned == idOf(u"澄江镇/leader"_s) ? u"澄江镇/leader"_s : u"澄江镇/handler"_s);
    show(core::Box::Awaiting, title);
    const auto sentences = [this] {
        QStringList all;
        for (const NoticeStrip *strip : m_window->findChildren<NoticeStrip *>())
            all.append(strip->sentence());
        return all.join(u' ');
    };
    QTRY_VERIFY2(sentences().contains(u"此件已催办1次"_s), qPrintable(sentences()));
}

void FurtherActsTest::whatOpenedItIsTakenBack()
{
    const QString title = u"关于撤回一次的通知"_s;
    const StreamId stream = countersigned(title);
    openDesk(u"澄江镇/clerk"_s);
    show(core::Box::InHand, title);
    QPointer<FurtherActDialog> dialog = open(ActionKind::Withdraw);
    QVERIFY(dialog);
    press(dialog);
    QTRY_VERIFY(!dialog);
    const modules::ProcessState now = state(stream);
    QCOMPARE(now.tasks.size(), 1);
    QCOMPARE(now.tasks.constFirst().node, u"review"_s);
}

void FurtherActsTest::aTaskIsHandedOver()
{
    const QString title = u"关于转办一次的通知"_s;
    const StreamId stream = countersigned(title);
    openDesk(u"澄江镇/leader"_s);
    show(core::Box::Awaiting, title);
    QPointer<FurtherActDialog> dialog = open(ActionKind::Transfer);
    QVERIFY(dialog);
    auto *people = dialog->findChild<QListWidget *>(u"choice"_s);
    QVERIFY(people->count() > 0);
    people->setCurrentRow(0);
    words(dialog).setPlainText(u"请代为会签。"_s);
    press(dialog);
    QTRY_VERIFY(!dialog);
    const MemberId leader = idOf(u"澄江镇/leader"_s);
    const auto tasks = state(stream).tasks;
    QVERIFY(std::none_of(tasks.begin(), tasks.end(), [&leader](const auto &task) { return task.assigned == leader; }));
}

void FurtherActsTest::noTwoPartsShareAKey()
{
    countersigned(u"关于按键的通知"_s);
    openDesk(u"澄江镇/clerk"_s);
    show(core::Box::InHand, u"关于按键的通知"_s);
    for (const ActionKind kind : {ActionKind::AddSigner, ActionKind::RemoveSigner, ActionKind::Urge,
             ActionKind::Withdraw, ActionKind::Suspend, ActionKind::Terminate}) {
        QPointer<FurtherActDialog> dialog = open(kind);
        QVERIFY(dialog);
        QCOMPARE(tests::sharedAltKeys(*dialog), QStringList());
        dialog->reject();
        QTRY_VERIFY(!dialog);
    }
}

QTEST_MAIN(FurtherActsTest)
#include "FurtherActsTest.moc"
