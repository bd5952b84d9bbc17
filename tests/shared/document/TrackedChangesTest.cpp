// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/document/TrackedChanges.h"

#include "shared/document/DocumentFields.h"

#include "RandomEdits.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::document;
using namespace Qt::StringLiterals;

class TrackedChangesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void attributesEachChangeToItsAuthor();
    void leavesNoMarkOfWhatSomebodyTookBack();
    void keepsWhatAnotherTookOut();
    void showsTheLatestDocumentWithoutWhatIsGone();
    void listsElementsThatThePageCannotMark();
    void marksCellsOfTables();
    void countsForEachAuthor();
};

static OfficialDocument withText(const QString &text)
{
    OfficialDocument document;
    document.body = {Paragraph{text}};
    return document;
}

/// [+1:…] for what revision 1 added, [-2:…] for what revision 2 took out.
static QString inWords(const MarkedDocument &marked, const MarkedPlace &place, const QString &text)
{
    QString words;
    qsizetype at = 0;
    const auto found = marked.marks.find(place);
    const auto spans = found == marked.marks.end() ? QList<MarkedSpan>() : found->second;
    for (const MarkedSpan &span : spans) {
        words += text.mid(at, span.start - at) + u'[';
        words += span.insertedBy ? u"+%1"_s.arg(span.insertedBy) : QString();
        words += span.deletedBy ? u"-%1"_s.arg(span.deletedBy) : QString();
        words += u':' + text.mid(span.start, span.length) + u']';
        at = span.start + span.length;
    }
    return words + text.mid(at);
}

static QString firstParagraph(const MarkedDocument &marked)
{
    return inWords(marked, {MarkedPart::Body, -1, 0}, std::get<Paragraph>(marked.document.body.constFirst()).text);
}

void TrackedChangesTest::attributesEachChangeToItsAuthor()
{
    ChangeTracking tracking(withText(u"各镇要认真组织检查，于6月30日前报送情况。"_s), {u"拟稿人"_s, {}});
    tracking.add(withText(u"各镇要认真组织检查，于7月15日前报送情况。"_s), {u"核稿人"_s, {}});
    tracking.add(withText(u"各镇要认真组织检查，于7月15日前书面报送情况。"_s), {u"签发人"_s, {}});
    QCOMPARE(firstParagraph(tracking.marked()), u"各镇要认真组织检查，于[-1:6月30][+1:7月15]日前[+2:书面]报送情况。"_s);
}

void TrackedChangesTest::leavesNoMarkOfWhatSomebodyTookBack()
{
    ChangeTracking tracking(withText(u"各镇要认真组织检查。"_s), {u"拟稿人"_s, {}});
    tracking.add(withText(u"各镇要立即认真组织检查。"_s), {u"核稿人"_s, {}});
    tracking.add(withText(u"各镇要认真组织检查。"_s), {u"核稿人"_s, {}});
    QVERIFY(tracking.marked().marks.empty());
    QVERIFY(tracking.marked().authors.isEmpty());
}

void TrackedChangesTest::keepsWhatAnotherTookOut()
{
    ChangeTracking tracking(withText(u"各镇要认真组织检查。"_s), {u"拟稿人"_s, {}});
    tracking.add(withText(u"各镇要立即认真组织检查。"_s), {u"核稿人"_s, {}});
    tracking.add(withText(u"各镇要认真组织检查。"_s), {u"签发人"_s, {}});
    QCOMPARE(firstParagraph(tracking.marked()), u"各镇要[+1-2:立即]认真组织检查。"_s);
}

/// The document without what was taken out.
static OfficialDocument withoutGone(MarkedDocument marked)
{
    const auto live = [&marked](const MarkedPlace &place, QString text) {
        const auto found = marked.marks.find(place);
        if (found == marked.marks.end())
            return text;
        for (auto span = found->second.rbegin(); span != found->second.rend(); ++span) {
            if (span->deletedBy != 0)
                text.remove(span->start, span->length);
        }
        return text;
    };
    const auto bodyOf = [&](const QList<Block> &body, MarkedPlace place) {
        QStringList texts;
        for (const Block &block : body) {
            ++place.block;
            place.row = place.column = -1;
            if (const auto *paragraph = std::get_if<Paragraph>(&block))
                texts.append(live(place, paragraph->text));
            else if (const auto *heading = std::get_if<Heading>(&block))
                texts.append(live(place, heading->text));
            else if (const auto *table = std::get_if<Table>(&block)) {
                for (place.row = 0; place.row < table->rows.size(); ++place.row) {
                    for (place.column = 0; place.column < table->rows.at(place.row).size(); ++place.column)
                        texts.append(live(place, table->rows.at(place.row).at(place.column)));
                }
            }
        }
        texts.removeAll(QString());
        QList<Block> blocks;
        for (const QString &text : texts)
            blocks.append(Paragraph{text});
        return blocks;
    };
    OfficialDocument document;
    document.title = live({MarkedPart::Title}, marked.document.title);
    document.body = bodyOf(marked.document.body, {MarkedPart::Body});
    for (int i = 0; i < marked.document.attachments.size(); ++i) {
        const Attachment &attachment = marked.document.attachments.at(i);
        const QString name = live({MarkedPart::AttachmentName, i}, attachment.name);
        const auto body = bodyOf(attachment.body, {MarkedPart::AttachmentBody, i});
        if (!name.isEmpty() || !body.isEmpty())
            document.attachments.append({name, body});
    }
    return document;
}

void TrackedChangesTest::showsTheLatestDocumentWithoutWhatIsGone()
{
    for (quint32 seed = 1; seed <= 120; ++seed) {
        RandomEdits edits(seed);
        OfficialDocument latest = edits.document();
        ChangeTracking tracking(latest, {u"甲"_s, {}});
        for (int revision = 0; revision < 4; ++revision) {
            latest = edits.edited(latest);
            tracking.add(latest, {revision % 2 ? u"甲"_s : u"乙"_s, {}});
            const OfficialDocument shown = withoutGone(tracking.marked());
            MarkedDocument plain;
            plain.document = latest;
            const OfficialDocument expected = withoutGone(plain);
            QCOMPARE(shown.title, expected.title);
            QVERIFY2(shown.body == expected.body, qPrintable(u"seed %1, revision %2"_s.arg(seed).arg(revision)));
            QVERIFY(shown.attachments == expected.attachments);
        }
    }
}

void TrackedChangesTest::listsElementsThatThePageCannotMark()
{
    OfficialDocument base = withText(u"正文。"_s);
    base.date = QDate(2026, 6, 18);
    OfficialDocument revision = base;
    revision.date = QDate(2026, 7, 2);
    ChangeTracking tracking(base, {u"甲"_s, {}});
    tracking.add(revision, {u"乙"_s, {}});
    const MarkedDocument marked = tracking.marked();
    QCOMPARE(marked.fields.size(), 1);
    QCOMPARE(marked.fields.constFirst().name, QByteArray("date"));
    QCOMPARE(marked.document.date, QDate(2026, 7, 2));
}

void TrackedChangesTest::marksCellsOfTables()
{
    OfficialDocument base;
    base.body = {Table{{{u"单位"_s, u"数量"_s}, {u"澄江镇"_s, u"12"_s}, {u"南闸镇"_s, u"7"_s}}}};
    OfficialDocument revision = base;
    std::get<Table>(revision.body[0]).rows[1][1] = u"15"_s;
    std::get<Table>(revision.body[0]).rows.removeLast();
    ChangeTracking tracking(base, {u"甲"_s, {}});
    tracking.add(revision, {u"乙"_s, {}});
    const MarkedDocument marked = tracking.marked();
    const auto &rows = std::get<Table>(marked.document.body.constFirst()).rows;
    QCOMPARE(rows.size(), 3);
    QCOMPARE(inWords(marked, {MarkedPart::Body, -1, 0, 1, 1}, rows.at(1).at(1)), u"[-1:12][+1:15]"_s);
    QCOMPARE(inWords(marked, {MarkedPart::Body, -1, 0, 2, 0}, rows.at(2).at(0)), u"[-1:南闸镇]"_s);
}

void TrackedChangesTest::countsForEachAuthor()
{
    const Instant noon = instantFromMilliseconds(1'795'608'000'000);
    ChangeTracking tracking(withText(u"各镇要组织检查。"_s), {u"甲"_s, {}});
    tracking.add(withText(u"各镇要认真组织检查。"_s), {u"乙"_s, noon});
    tracking.add(withText(u"要认真组织检查。"_s), {u"丙"_s, {}});
    const MarkedDocument marked = tracking.marked();
    QCOMPARE(marked.authors.size(), 2);
    QCOMPARE(marked.authors.at(0).author, u"乙"_s);
    QCOMPARE(marked.authors.at(0).insertedCharacters, 2);
    QCOMPARE(marked.authors.at(0).revisions.constFirst().at, std::optional(noon));
    QCOMPARE(marked.authors.at(1).deletedCharacters, 2);
    QCOMPARE(marked.authorOf(2), 1);
    QCOMPARE(marked.authorOf(0), -1);
}

QTEST_GUILESS_MAIN(TrackedChangesTest)
#include "TrackedChangesTest.moc"
