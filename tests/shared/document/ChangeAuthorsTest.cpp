// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/document/ChangeAuthors.h"

#include "RandomEdits.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::document;
using namespace Qt::StringLiterals;

namespace {

/// What the comparison of the first and the last version says, with each change's revision: [-1:…] [+2:…].
QString inWords(const QList<AuthoredRun> &runs)
{
    QString words;
    for (const auto &[run, revision] : runs) {
        const QString sign = run.change == RunChange::Deleted ? u"-"_s : u"+"_s;
        words += run.change == RunChange::Same ? run.text : u"[%1%2:%3]"_s.arg(sign).arg(revision).arg(run.text);
    }
    return words;
}

QList<TextRun> plain(const QList<AuthoredRun> &runs)
{
    QList<TextRun> joined;
    for (const auto &[run, revision] : runs) {
        if (!joined.isEmpty() && joined.constLast().change == run.change)
            joined.last().text += run.text;
        else
            joined.append(run);
    }
    return joined;
}

struct Compared
{
    DocumentComparison comparison;
    MarkedDocument marked;
};

Compared compared(const QList<OfficialDocument> &versions)
{
    ChangeTracking tracking(versions.constFirst(), {u"作者0"_s, {}});
    for (qsizetype i = 1; i < versions.size(); ++i)
        tracking.add(versions.at(i), {u"作者%1"_s.arg(i), {}});
    return {compareDocuments(versions.constFirst(), versions.constLast()), tracking.marked()};
}

OfficialDocument withText(const QString &text)
{
    OfficialDocument document;
    document.body = {Paragraph{text}};
    return document;
}

/// All texts of a comparison in its order, body and attachments.
QList<QList<TextRun>> textsOf(const DocumentComparison &comparison)
{
    QList<QList<TextRun>> texts;
    const auto append = [&texts](const QList<ComparedBlock> &body) {
        for (const ComparedBlock &block : body) {
            texts.append(block.runs);
            for (const ComparedRow &row : block.rows)
                texts += row.cells;
        }
    };
    append(comparison.body);
    for (const ComparedAttachment &attachment : comparison.attachments) {
        texts.append(attachment.name);
        append(attachment.body);
    }
    return texts;
}

} // namespace

class ChangeAuthorsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachChangeIsItsAuthors();
    void aStretchOfTwoAuthorsIsParted();
    void elementsAreToldByName();
    void whatIsAnotherDocumentsIsNobodys();
    void everyChangeOfTwoVersionsIsTheSecondOnes();
    void whoeverChangedWhatTheTextStaysTheComparisons();
};

void ChangeAuthorsTest::eachChangeIsItsAuthors()
{
    const auto [comparison, marked] = compared({withText(u"各镇要认真组织检查，于6月30日前报送情况。"_s),
        withText(u"各镇要认真组织检查，于7月15日前报送情况。"_s),
        withText(u"各镇要认真组织检查，于7月15日前书面报送情况。"_s)});
    ChangeAuthors authors(marked);
    // 日前 is grouped with what stands around it; it was nobody's change.
    QCOMPARE(inWords(authors.ofNext(comparison.body.at(0).runs)),
        u"各镇要认真组织检查，于[-1:6月30][-0:日前][+1:7月15][+0:日前][+2:书面]报送情况。"_s);
}

void ChangeAuthorsTest::aStretchOfTwoAuthorsIsParted()
{
    const auto [comparison, marked] = compared({withText(u"各镇要报送情况。"_s), withText(u"各镇要及时报送情况。"_s),
        withText(u"各镇要及时准确报送情况。"_s)});
    ChangeAuthors authors(marked);
    QCOMPARE(inWords(authors.ofNext(comparison.body.at(0).runs)), u"各镇要[+1:及时][+2:准确]报送情况。"_s);
}

void ChangeAuthorsTest::elementsAreToldByName()
{
    OfficialDocument first = withText(u"正文。"_s);
    first.title = u"关于检查的通知"_s;
    first.recipients = {u"各镇人民政府"_s};
    OfficialDocument second = first;
    second.title = u"关于安全检查的通知"_s;
    second.recipients.append(u"市各直属单位"_s);
    OfficialDocument third = second;
    third.urgency = u"加急"_s;
    const auto [comparison, marked] = compared({first, second, third});
    ChangeAuthors authors(marked);
    QStringList changed;
    for (const ComparedField &field : comparison.fields) {
        if (hasChanges(field.runs))
            changed.append(inWords(authors.ofField(field.name, field.runs)).replace(u'\n', u'|'));
    }
    QCOMPARE(changed, QStringList({u"[+2:加急]"_s, u"关于[+1:安全]检查的通知"_s, u"各镇人民政府[+1:|市各直属单位]"_s}));
}

void ChangeAuthorsTest::whatIsAnotherDocumentsIsNobodys()
{
    const auto marked = compared({withText(u"甲。"_s), withText(u"甲乙。"_s)}).marked;
    const auto other = compared({withText(u"各镇要组织检查。"_s), withText(u"各镇要认真组织检查。"_s)}).comparison;
    ChangeAuthors authors(marked);
    QCOMPARE(inWords(authors.ofNext(other.body.at(0).runs)), u"各镇要[+0:认真]组织检查。"_s);
}

void ChangeAuthorsTest::everyChangeOfTwoVersionsIsTheSecondOnes()
{
    for (quint32 seed = 1; seed <= 150; ++seed) {
        RandomEdits edits(seed);
        const OfficialDocument first = edits.document();
        const auto [comparison, marked] = compared({first, edits.edited(first)});
        ChangeAuthors authors(marked);
        for (const ComparedField &field : comparison.fields) {
            for (const auto &[run, revision] : authors.ofField(field.name, field.runs))
                QCOMPARE(revision, run.change == RunChange::Same ? 0 : 1);
        }
        for (const QList<TextRun> &text : textsOf(comparison)) {
            for (const auto &[run, revision] : authors.ofNext(text))
                QVERIFY2(revision == (run.change == RunChange::Same ? 0 : 1), qPrintable(u"seed %1"_s.arg(seed)));
        }
    }
}

void ChangeAuthorsTest::whoeverChangedWhatTheTextStaysTheComparisons()
{
    qsizetype known = 0;
    qsizetype all = 0;
    for (quint32 seed = 1; seed <= 100; ++seed) {
        RandomEdits edits(seed);
        QList<OfficialDocument> versions{edits.document()};
        for (int revision = 0; revision < 4; ++revision)
            versions.append(edits.edited(versions.constLast()));
        const auto [comparison, marked] = compared(versions);
        ChangeAuthors authors(marked);
        for (const QList<TextRun> &text : textsOf(comparison)) {
            const auto authored = authors.ofNext(text);
            QVERIFY2(plain(authored) == text, qPrintable(u"seed %1"_s.arg(seed)));
            for (const auto &[run, revision] : authored) {
                QVERIFY(revision >= 0 && revision < versions.size());
                all += run.change == RunChange::Same ? 0 : run.text.size();
                known += revision > 0 ? run.text.size() : 0;
            }
        }
    }
    // Where both align a text otherwise nobody is named; that is the exception, after four rounds of wild edits, too.
    QVERIFY2(known > all * 8 / 10, qPrintable(u"%1 of %2"_s.arg(known).arg(all)));
}

QTEST_GUILESS_MAIN(ChangeAuthorsTest)
#include "ChangeAuthorsTest.moc"
