// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/records/VersionService.h"
#include "shared/document/DocumentMerge.h"
#include "tests/client/core/records/RecordOffice.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::core;
using namespace Qt::StringLiterals;

/// What a drafter decides about a reviewer's changes becomes a version of the draft as any other.
class VersionServiceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsDecidedIsARevisionOfItsOwn();
    void remarksStayOnTheirWords();
    void onlyTheNewestVersionIsDecidedAbout();
    void nobodyDecidesOnceTheDraftIsOutOfTheirHands();

private:
    /// A draft that the reviewer changed and returned; the clerk's version and the reviewer's.
    struct Reviewed
    {
        StreamId stream;
        Digest mine;
        Digest theirs;
    };
    Result<Reviewed> reviewed();
    Result<void> returnTo(const QString &member, const StreamId &stream, const QString &target);
    static document::OfficialDocument changed();

    RecordOffice m_office;
};

document::OfficialDocument VersionServiceTest::changed()
{
    document::OfficialDocument document = sampleNotice();
    document.title = u"关于切实做好汛期安全生产工作的通知"_s;
    document.urgency = u"加急"_s;
    document.body.append(document::Paragraph{u"联系人：顾晓岚。"_s});
    return document;
}

Result<void> VersionServiceTest::returnTo(const QString &member, const StreamId &stream, const QString &target)
{
    RecordService records(m_office.at(member));
    WENYI_TRY(const auto view, records.load(stream));
    WENYI_TRY(const auto draft, DraftService(m_office.at(member)).load(stream));
    ActRequest request;
    request.kind = modules::ActionKind::ReturnTo;
    request.task = view.possible.constFirst().possible.task.id;
    request.returnTo = target;
    request.opinion.words = u"请按修改处斟酌。"_s;
    request.document = documentDigest(draft.content.document);
    WENYI_CHECK(records.act(stream, request, &m_office.pin()));
    return m_office.exchangeAll();
}

Result<VersionServiceTest::Reviewed> VersionServiceTest::reviewed()
{
    DraftService clerk(m_office.at(u"clerk"_s));
    Reviewed draft;
    WENYI_TRY(draft.stream, clerk.create(sampleNotice()));
    WENYI_TRY(const auto first, clerk.load(draft.stream));
    draft.mine = first.info.revision;
    WENYI_CHECK(m_office.complete(u"clerk"_s, draft.stream));
    DraftService reviewer(m_office.at(u"reviewer"_s));
    WENYI_CHECK(m_office.exchangeAll());
    const document::Remark remark{u"顾晓岚"_s, m_office.memberId(u"reviewer"_s), m_office.clock.now(), {0, 0, 0, 2},
        u"宜写明起止日期。"_s, document::RemarkState::Open};
    WENYI_TRY(draft.theirs, reviewer.save(draft.stream, {changed(), {remark}, {draft.mine}}));
    WENYI_CHECK(returnTo(u"reviewer"_s, draft.stream, u"draft"_s));
    return draft;
}

void VersionServiceTest::whatIsDecidedIsARevisionOfItsOwn()
{
    const auto draft = reviewed();
    VERIFY_DONE(draft);
    VersionService versions(m_office.at(u"clerk"_s));
    DraftService drafts(m_office.at(u"clerk"_s));
    const auto comparison = document::compareDocuments(sampleNotice(), changed());
    QCOMPARE(document::differencesOf(comparison).size(), 3);
    // The title is refused; the rest is taken.
    const auto differences = document::differencesOf(comparison);
    QList<bool> keepsBefore;
    for (const document::Difference &one : differences)
        keepsBefore.append(
            one.part == document::DifferencePart::Field && comparison.fields.at(one.index).name == QByteArray("title"));
    QCOMPARE(keepsBefore.count(true), 1);
    const auto kept = versions.keepDecided(draft->stream, draft->mine, draft->theirs, keepsBefore);
    VERIFY_DONE(kept);
    const auto newest = drafts.load(draft->stream);
    VERIFY_DONE(newest);
    QCOMPARE(newest->info.revision, *kept);
    QCOMPARE(newest->info.author, m_office.memberId(u"clerk"_s));
    QCOMPARE(newest->content.parents, QList<Digest>{draft->theirs});
    document::OfficialDocument expected = changed();
    expected.title = sampleNotice().title;
    QVERIFY(newest->content.document == expected);
    // The reviewer's version stays what it was, and others see the clerk's decision as a version.
    QVERIFY(drafts.load(draft->stream, draft->theirs)->content.document == changed());
    VERIFY_DONE(m_office.exchangeAll());
    const auto seen = VersionService(m_office.at(u"reviewer"_s)).versions(draft->stream);
    VERIFY_DONE(seen);
    QStringList authors;
    for (const Version &version : *seen)
        authors.append(version.author);
    QCOMPARE(authors, QStringList({u"陆文清"_s, u"顾晓岚"_s, u"陆文清"_s}));
}

void VersionServiceTest::remarksStayOnTheirWords()
{
    const auto draft = reviewed();
    VERIFY_DONE(draft);
    VersionService versions(m_office.at(u"clerk"_s));
    VERIFY_DONE(versions.keepDecided(draft->stream, draft->mine, draft->theirs, {true, true, true}));
    const auto newest = DraftService(m_office.at(u"clerk"_s)).load(draft->stream);
    VERIFY_DONE(newest);
    QVERIFY(newest->content.document == sampleNotice());
    QCOMPARE(newest->content.remarks.size(), 1);
    QCOMPARE(newest->content.remarks.constFirst().text, u"宜写明起止日期。"_s);
}

void VersionServiceTest::onlyTheNewestVersionIsDecidedAbout()
{
    const auto draft = reviewed();
    VERIFY_DONE(draft);
    DraftService drafts(m_office.at(u"clerk"_s));
    document::OfficialDocument later = changed();
    later.note = u"此件公开发布"_s;
    const auto saved = drafts.save(draft->stream, {later, {}, {draft->theirs}});
    VERIFY_DONE(saved);
    VersionService versions(m_office.at(u"clerk"_s));
    COMPARE_REASON(versions.keepDecided(draft->stream, draft->mine, draft->theirs, {true}), "draft.not-newest");
    QCOMPARE(drafts.load(draft->stream)->info.revision, *saved);
}

void VersionServiceTest::nobodyDecidesOnceTheDraftIsOutOfTheirHands()
{
    const auto draft = reviewed();
    VERIFY_DONE(draft);
    VERIFY_DONE(DraftService(m_office.at(u"clerk"_s)).checkMayWrite(draft->stream));
    VERIFY_DONE(m_office.complete(u"clerk"_s, draft->stream));
    VERIFY_DONE(m_office.exchangeAll());
    VersionService versions(m_office.at(u"clerk"_s));
    COMPARE_REASON(versions.keepDecided(draft->stream, draft->mine, draft->theirs, {true}), "draft.not-your-task");
    VERIFY_DONE(m_office.complete(u"reviewer"_s, draft->stream));
    m_office.at(u"leader"_s);
    VERIFY_DONE(m_office.exchangeAll());
    VERIFY_DONE(DraftService(m_office.at(u"leader"_s)).checkMayWrite(draft->stream));
    VERIFY_DONE(m_office.complete(u"leader"_s, draft->stream));
    m_office.at(u"registrar"_s);
    VERIFY_DONE(m_office.exchangeAll());
    COMPARE_REASON(DraftService(m_office.at(u"registrar"_s)).checkMayWrite(draft->stream), "draft.issued");
    QCOMPARE(DraftService(m_office.at(u"clerk"_s)).load(draft->stream)->info.revision, draft->theirs);
}

QTEST_GUILESS_MAIN(VersionServiceTest)
#include "VersionServiceTest.moc"
