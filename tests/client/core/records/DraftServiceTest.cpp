// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/records/DraftService.h"
#include "client/core/records/ImportService.h"
#include "client/core/records/RevisionEntry.h"
#include "tests/client/core/records/RecordOffice.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::core;
using namespace Qt::StringLiterals;

class DraftServiceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aDraftComesBackAsItWasSaved();
    void revisionsFollowTheirParents();
    void onlyWhoeverHasTheTaskWrites();
    void twoWhoWriteApartMakeAForkThatAPersonMerges();
    void aReviewersRemarkIsARevision();
    void aDraftReachesOtherDesktopsWithItsBlob();
    void importedTextBecomesADraft();
    void aRevisionUnderAnotherOnesNameIsRefused();

private:
    RecordOffice m_office;
};

void DraftServiceTest::aDraftComesBackAsItWasSaved()
{
    DraftService drafts(m_office.at(u"clerk"_s));
    const auto stream = drafts.create(sampleNotice(), {{u"department"_s, u"秘书科"_s}});
    VERIFY_DONE(stream);
    const auto draft = drafts.load(*stream);
    VERIFY_DONE(draft);
    QVERIFY(draft->content.document == sampleNotice());
    QCOMPARE(draft->info.document, documentDigest(sampleNotice()));
    QCOMPARE(draft->info.author, m_office.memberId(u"clerk"_s));
    const auto view = RecordService(m_office.at(u"clerk"_s)).load(*stream);
    QCOMPARE(view->record.values().value(u"title"_s).toString(), sampleNotice().title);
    QCOMPARE(view->record.values().value(u"department"_s).toString(), u"秘书科"_s);
    COMPARE_REASON(drafts.load(StreamId(u"nowhere"_s)), "draft.none");
}

void DraftServiceTest::revisionsFollowTheirParents()
{
    DraftService drafts(m_office.at(u"clerk"_s));
    const StreamId stream = *drafts.create(sampleNotice());
    const Digest first = drafts.load(stream)->info.revision;
    document::DraftRevision next{sampleNotice(), {}, {first}};
    next.document.title = u"关于切实做好汛期安全生产工作的通知"_s;
    const auto second = drafts.save(stream, next);
    VERIFY_DONE(second);
    QCOMPARE(drafts.load(stream)->info.revision, *second);
    QCOMPARE(*drafts.save(stream, next), *second);
    QCOMPARE(drafts.revisions(stream)->size(), 2);
    QCOMPARE(drafts.forks(stream)->size(), 0);
    COMPARE_REASON(drafts.save(stream, {sampleNotice(), {}, {}}), "draft.no-parent");
    COMPARE_REASON(drafts.save(stream, {sampleNotice(), {}, {Digest{{7}}}}), "draft.no-such-parent");
    COMPARE_REASON(drafts.merge(stream, sampleNotice()), "draft.no-fork");
}

void DraftServiceTest::onlyWhoeverHasTheTaskWrites()
{
    DraftService drafts(m_office.at(u"clerk"_s));
    const StreamId stream = *drafts.create(sampleNotice());
    const Digest first = drafts.load(stream)->info.revision;
    VERIFY_DONE(m_office.complete(u"clerk"_s, stream));
    COMPARE_REASON(drafts.save(stream, {sampleNotice(), {}, {first}}), "draft.not-your-task");
}

void DraftServiceTest::twoWhoWriteApartMakeAForkThatAPersonMerges()
{
    DraftService clerk(m_office.at(u"clerk"_s));
    const StreamId stream = *clerk.create(sampleNotice());
    const Digest first = clerk.load(stream)->info.revision;
    VERIFY_DONE(m_office.complete(u"clerk"_s, stream));
    m_office.at(u"reviewer"_s);
    VERIFY_DONE(m_office.exchangeAll());
    // The clerk takes it back and writes; the reviewer writes too, and neither sees the other.
    ActRequest withdraw;
    withdraw.kind = modules::ActionKind::Withdraw;
    VERIFY_DONE(RecordService(m_office.at(u"clerk"_s)).act(stream, withdraw));
    document::DraftRevision mine{sampleNotice(), {}, {first}};
    mine.document.note = u"联系人：陆文清"_s;
    VERIFY_DONE(clerk.save(stream, mine));
    document::DraftRevision theirs{sampleNotice(), {}, {first}};
    theirs.document.note = u"联系人：顾晓岚"_s;
    VERIFY_DONE(DraftService(m_office.at(u"reviewer"_s)).save(stream, theirs));
    VERIFY_DONE(m_office.exchangeAll());
    const auto forks = clerk.forks(stream);
    VERIFY_DONE(forks);
    QCOMPARE(forks->size(), 1);
    QCOMPARE(forks->constFirst().parent, first);
    QCOMPARE(*DraftService(m_office.at(u"reviewer"_s)).forks(stream), *forks);
    VERIFY_DONE(clerk.merge(stream, mine.document));
    QCOMPARE(clerk.forks(stream)->size(), 0);
    QCOMPARE(clerk.load(stream)->content.parents.size(), 2);
}

void DraftServiceTest::aReviewersRemarkIsARevision()
{
    const StreamId stream = *DraftService(m_office.at(u"clerk"_s)).create(sampleNotice());
    VERIFY_DONE(m_office.complete(u"clerk"_s, stream));
    m_office.at(u"reviewer"_s);
    VERIFY_DONE(m_office.exchangeAll());
    DraftService reviewer(m_office.at(u"reviewer"_s));
    VERIFY_DONE(reviewer.addRemark(stream, {0, 0, 0, 2}, u"宜写明起止日期。"_s));
    VERIFY_DONE(m_office.exchangeAll());
    const auto seen = DraftService(m_office.at(u"clerk"_s)).load(stream);
    VERIFY_DONE(seen);
    QCOMPARE(seen->content.remarks.size(), 1);
    QCOMPARE(seen->content.remarks.constFirst().author, u"顾晓岚"_s);
    QVERIFY(seen->content.document == sampleNotice());
    QVERIFY(!reviewer.addRemark(stream, {0, 99, 0, 2}, u"落在文外"_s));
}

void DraftServiceTest::aDraftReachesOtherDesktopsWithItsBlob()
{
    const StreamId stream = *DraftService(m_office.at(u"clerk"_s)).create(sampleNotice());
    m_office.at(u"leader"_s);
    VERIFY_DONE(m_office.exchangeAll());
    const auto seen = DraftService(m_office.at(u"leader"_s)).load(stream);
    VERIFY_DONE(seen);
    QVERIFY(seen->content.document == sampleNotice());
}

void DraftServiceTest::importedTextBecomesADraft()
{
    ImportService import(m_office.at(u"clerk"_s));
    const QByteArray text = u"江阴市人民政府办公室\n关于做好防汛工作的通知\n\n各镇人民政府：\n"
                            "    汛期将至，现就有关事项通知如下。\n\n江阴市人民政府办公室\n2026年6月1日\n"_s.toUtf8();
    const auto recognised = import.recognise(text);
    VERIFY_DONE(recognised);
    const auto stream = import.begin(recognised->document, {});
    VERIFY_DONE(stream);
    const auto draft = DraftService(m_office.at(u"clerk"_s)).load(*stream);
    VERIFY_DONE(draft);
    QVERIFY(draft->content.document == recognised->document);
    COMPARE_REASON(import.recognise(QByteArray()), "document.import-empty");
}

void DraftServiceTest::aRevisionUnderAnotherOnesNameIsRefused()
{
    Workspace &workspace = m_office.at(u"clerk"_s);
    DraftService drafts(workspace);
    const StreamId stream = *drafts.create(sampleNotice());
    const RevisionInfo real = drafts.revisions(stream)->constFirst();
    const RevisionEntry forged{Digest{{9}}, {real.revision}, real.blob, real.document};
    const QString group = workspace.profile().unit.toString();
    VERIFY_DONE(workspace.journal().append(workspace.member().id,
        {{stream, u"outgoing"_s, entrykind::DraftRevision.toString(), forged.toBytes(), {}, group}}));
    COMPARE_REASON(drafts.load(stream, forged.revision), "draft.differs");
    VERIFY_DONE(drafts.load(stream, real.revision));
}

QTEST_GUILESS_MAIN(DraftServiceTest)
#include "DraftServiceTest.moc"
