// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/document/DraftRevision.h"
#include "shared/document/RemarkAnchor.h"
#include "shared/document/RevisionForks.h"

#include "DocumentSamples.h"

#include <QTest>

#include <random>

using namespace wenyi;
using namespace wenyi::document;
using namespace Qt::StringLiterals;

class DraftRevisionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsBackWhatItWrote();
    void namesEachFault_data();
    void namesEachFault();
    void refusesEveryTruncation();
    void anchorsARemarkToItsWords_data();
    void anchorsARemarkToItsWords();
    void anchorsWithinTheTextWhateverBecameOfIt();
    void findsForksThatNobodyMerged_data();
    void findsForksThatNobodyMerged();
};

static Digest digestOf(int number)
{
    Digest digest;
    digest.bytes.front() = static_cast<quint8>(number);
    return digest;
}

static DraftRevision sampleRevision()
{
    const Remark remark{u"顾晓岚"_s, MemberId(u"zfb/reviewer"_s), instantFromMilliseconds(1'770'000'000'123),
        {0, 0, 1, 2}, u"“有关”宜写明。"_s, RemarkState::Open};
    Remark resolved = remark;
    resolved.place = {2, 0, 0, 0};
    resolved.state = RemarkState::Resolved;
    return {fullDocument(), {remark, resolved}, {digestOf(1), digestOf(2)}};
}

void DraftRevisionTest::readsBackWhatItWrote()
{
    const DraftRevision revision = sampleRevision();
    const QByteArray json = writeRevisionJson(revision);
    const auto again = readRevisionJson(json);
    QVERIFY2(again, again ? "" : qPrintable(describe(again.error())));
    QCOMPARE(*again, revision);
    QCOMPARE(writeRevisionJson(*again), json);
}

void DraftRevisionTest::namesEachFault_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<QByteArray>("reason");
    QTest::addColumn<QString>("path");
    QTest::newRow("behind the text") << QByteArray("\"start\":1") << QByteArray("\"start\":99")
                                     << QByteArray("document.remark-place") << u"remarks[0]"_s;
    QTest::newRow("longer than the text") << QByteArray("\"length\":2") << QByteArray("\"length\":2147483647")
                                          << QByteArray("document.remark-place") << u"remarks[0]"_s;
    QTest::newRow("in no part") << QByteArray("\"part\":2") << QByteArray("\"part\":3")
                                << QByteArray("document.remark-place") << u"remarks[1]"_s;
    QTest::newRow("at a negative place") << QByteArray("\"start\":1") << QByteArray("\"start\":-1")
                                         << QByteArray("document.json-value") << u"remarks[0].start"_s;
    QTest::newRow("unknown member") << QByteArray("\"resolved\":false") << QByteArray("\"resolved\":false,\"hue\":1")
                                    << QByteArray("document.json-unknown-member") << u"remarks[0].hue"_s;
    QTest::newRow("digest of no hex") << QByteArray("\"0100") << QByteArray("\"zz00")
                                      << QByteArray("document.json-value") << u"parents[0]"_s;
    QTest::newRow("parent twice") << QByteArray("\"0200") << QByteArray("\"0100") << QByteArray("document.json-value")
                                  << u"parents[1]"_s;
    QTest::newRow("fault in the document") << QByteArray("\"level\":1") << QByteArray("\"level\":9")
                                           << QByteArray("document.json-value") << u"document.body[1].level"_s;
}

void DraftRevisionTest::namesEachFault()
{
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    QByteArray json = writeRevisionJson(sampleRevision());
    const qsizetype at = json.indexOf(from);
    QVERIFY(at >= 0);
    const auto revision = readRevisionJson(json.replace(at, from.size(), to));
    QVERIFY(!revision);
    QTEST(revision.error().reason, "reason");
    QTEST(revision.error().detail, "path");
}

void DraftRevisionTest::refusesEveryTruncation()
{
    const QByteArray json = writeRevisionJson(sampleRevision());
    for (qsizetype size = 0; size < json.size(); ++size)
        QVERIFY2(!readRevisionJson(json.first(size)), QByteArray::number(size).constData());
}

void DraftRevisionTest::anchorsARemarkToItsWords_data()
{
    QTest::addColumn<QStringList>("after");
    QTest::addColumn<int>("block");
    QTest::addColumn<int>("start");
    QTest::addColumn<int>("anchoring");
    const auto row = [](const char *name, const QStringList &after, int block, int start, Anchoring anchoring) {
        QTest::newRow(name) << after << block << start << static_cast<int>(anchoring);
    };
    // The remark lies on 检查 in the second paragraph of {"开头。", "开展安全检查工作。"}.
    row("nothing changed", {u"开头。"_s, u"开展安全检查工作。"_s}, 1, 4, Anchoring::Kept);
    row("words before it", {u"开头。"_s, u"全面开展安全检查工作。"_s}, 1, 6, Anchoring::Moved);
    row("paragraph before it", {u"新段。"_s, u"开头。"_s, u"开展安全检查工作。"_s}, 2, 4, Anchoring::Moved);
    row("same words nearer elsewhere", {u"检查。"_s, u"开头。"_s, u"开展安全检查工作。"_s}, 2, 4, Anchoring::Moved);
    row("words twice", {u"开头。"_s, u"检查之后再检查。"_s}, 1, 5, Anchoring::Moved);
    row("words gone", {u"开头。"_s, u"开展安全工作。"_s}, 1, 0, Anchoring::Lost);
    row("paragraph gone", {u"开头。"_s}, 0, 0, Anchoring::Lost);
    row("everything gone", {}, 0, 0, Anchoring::Lost);
}

static OfficialDocument documentOf(const QStringList &paragraphs)
{
    OfficialDocument document;
    for (const QString &text : paragraphs)
        document.body.append(Paragraph{text});
    return document;
}

void DraftRevisionTest::anchorsARemarkToItsWords()
{
    QFETCH(QStringList, after);
    const OfficialDocument before = documentOf({u"开头。"_s, u"开展安全检查工作。"_s});
    const AnchoredPlace found = reanchor({0, 1, 4, 2}, before, documentOf(after));
    QTEST(found.place.block, "block");
    QTEST(found.place.start, "start");
    QTEST(static_cast<int>(found.anchoring), "anchoring");
    QCOMPARE(found.place.length, found.anchoring == Anchoring::Lost ? 0 : 2);
}

void DraftRevisionTest::anchorsWithinTheTextWhateverBecameOfIt()
{
    std::mt19937 random(7);
    const auto draw = [&random](int below) { return static_cast<int>(random() % static_cast<unsigned>(below)); };
    const auto make = [&draw] {
        OfficialDocument document;
        for (int part = 0, parts = 1 + draw(3); part < parts; ++part) {
            QList<Block> body;
            for (int i = 0, count = draw(4); i < count; ++i)
                body.append(Paragraph{u"检查工作安全检查"_s.mid(draw(8), draw(8))});
            if (part == 0)
                document.body = body;
            else
                document.attachments.append({u"附"_s, body});
        }
        return document;
    };
    for (int round = 0; round < 5000; ++round) {
        DraftRevision revision{make(), {}, {}};
        const OfficialDocument before = make();
        const RemarkPlace place{draw(3), draw(4), draw(8), draw(8)};
        const Remark remark{u"人"_s, MemberId(u"m"_s), {}, place, u"注"_s, RemarkState::Open};
        revision.remarks = reanchored({remark}, before, revision.document);
        const auto again = readRevisionJson(writeRevisionJson(revision));
        QVERIFY2(again, again ? "" : qPrintable(describe(again.error())));
    }
}

void DraftRevisionTest::findsForksThatNobodyMerged_data()
{
    QTest::addColumn<QList<QList<int>>>("links"); // A revision and its parents.
    QTest::addColumn<QList<int>>("heads");
    QTest::addColumn<QList<int>>("forked");
    const auto row = [](const char *name, const QList<QList<int>> &links, const QList<int> &heads,
                         const QList<int> &forked) { QTest::newRow(name) << links << heads << forked; };
    row("none", {}, {}, {});
    row("one line", {{1}, {2, 1}, {3, 2}}, {3}, {});
    row("a fork", {{1}, {2, 1}, {3, 1}}, {2, 3}, {1});
    row("a merged fork", {{1}, {2, 1}, {3, 1}, {4, 2, 3}}, {4}, {});
    row("a fork behind a merged one", {{1}, {2, 1}, {3, 1}, {4, 2, 3}, {5, 4}, {6, 4}}, {5, 6}, {4});
    row("three children, two merged", {{1}, {2, 1}, {3, 1}, {4, 1}, {5, 2, 3}}, {4, 5}, {1});
    row("a fork in a fork", {{1}, {2, 1}, {3, 1}, {4, 3}, {5, 3}}, {2, 4, 5}, {1, 3});
    row("children before their parent", {{3, 1}, {2, 1}, {1}}, {3, 2}, {1});
    row("a circle that lies", {{1, 2}, {2, 1}}, {}, {});
}

void DraftRevisionTest::findsForksThatNobodyMerged()
{
    QFETCH(QList<QList<int>>, links);
    QFETCH(QList<int>, heads);
    QFETCH(QList<int>, forked);
    QList<RevisionLink> revisions;
    for (const QList<int> &link : links) {
        RevisionLink revision{digestOf(link.first()), {}};
        for (const int parent : link.mid(1))
            revision.parents.append(digestOf(parent));
        revisions.append(revision);
    }
    QList<int> foundHeads;
    for (const Digest &head : headRevisions(revisions))
        foundHeads.append(head.bytes.front());
    QList<int> foundForks;
    for (const RevisionFork &fork : openForks(revisions)) {
        foundForks.append(fork.parent.bytes.front());
        QVERIFY(fork.children.size() >= 2);
    }
    QCOMPARE(foundHeads, heads);
    QCOMPARE(foundForks, forked);
}

QTEST_GUILESS_MAIN(DraftRevisionTest)
#include "DraftRevisionTest.moc"
