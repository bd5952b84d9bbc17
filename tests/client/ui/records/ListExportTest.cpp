// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/records/ListExport.h"

#include "client/core/records/ImportService.h"
#include "client/ui/app/Language.h"
#include "client/ui/records/RecordModel.h"
#include "tests/Patience.h"
#include "tests/client/core/OutgoingSteps.h"

#include <QFile>
#include <QHeaderView>
#include <QInputDialog>
#include <QPointer>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

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

core::RecordRow rowOf(const QString &title, const QString &urgency)
{
    core::RecordRow row;
    row.stream = StreamId(title);
    row.title = title;
    row.urgency = urgency;
    row.stepName = u"核稿"_s;
    return row;
}

} // namespace

/// 导出 Excel of a list: exactly what is seen of it, and nothing that is marked without a reason.
class ListExportTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void whatIsSeenIsExported();
    void aListIsWritten();
    void whatIsMarkedWantsAReason();

private:
    QString newestAudit();
    void begin(const QString &secrecy);

    Language m_language;
    std::unique_ptr<SampleOffice> m_office;
    std::unique_ptr<Session> m_session;
    QTemporaryDir m_folder;
};

void ListExportTest::initTestCase()
{
    m_office = std::make_unique<SampleOffice>();
    begin({});
    m_session = std::make_unique<Session>(m_office->environment(), m_office->folderOf(u"澄江镇/clerk"_s));
    const auto facts =
        answerOf(m_session->unlock(m_office->domain().desktopOf(u"澄江镇/clerk"_s)->second, SampleOffice::pin()));
    QVERIFY2(facts, facts ? "" : qPrintable(describe(facts.error())));
}

void ListExportTest::begin(const QString &secrecy)
{
    auto notice = SampleOffice::notice();
    notice.number.clear();
    notice.secrecy = secrecy;
    const auto clerk = m_office->unlock(u"澄江镇/clerk"_s);
    const auto begun = core::ImportService(*clerk).begin(notice);
    QVERIFY2(begun, begun ? "" : qPrintable(describe(begun.error())));
}

QString ListExportTest::newestAudit()
{
    return answerOf(m_session->ask([](Office &office) -> Result<QString> {
        WENYI_TRY(const auto newest, office.workspace->audit().newest(1));
        const auto &row = newest.constFirst();
        return row.what + u'|' + row.reason + u'|' + row.subject;
    })).value_or(QString());
}

void ListExportTest::whatIsSeenIsExported()
{
    const SystemClock clock;
    RecordModel model(clock);
    QTableView table;
    table.setModel(&model);
    QHeaderView &header = *table.horizontalHeader();
    const QList<core::RecordRow> rows{rowOf(u"乙"_s, {}), rowOf(u"甲"_s, u"特急"_s), rowOf(u"丙"_s, u"加急"_s)};
    for (const int column : {RecordModel::Number, RecordModel::Unit, RecordModel::Deadline, RecordModel::Changed})
        header.hideSection(column);
    header.setSortIndicator(-1, Qt::AscendingOrder);
    core::TableSheet sheet = sheetOf(rows, header, u"待办"_s, clock);
    QCOMPARE(sheet.headers, (QStringList{u"缓急"_s, u"标题"_s, u"步骤"_s}));
    QCOMPARE(sheet.rows.size(), 3);
    QCOMPARE(sheet.rows.at(0), (QStringList{{}, u"乙"_s, u"核稿"_s}));
    QVERIFY(sheet.note.startsWith(u"共3件"_s));
    header.moveSection(header.visualIndex(RecordModel::Title), 0);
    header.setSortIndicator(RecordModel::Urgency, Qt::AscendingOrder);
    sheet = sheetOf(rows, header, u"待办"_s, clock);
    QCOMPARE(sheet.headers.constFirst(), u"标题"_s);
    QStringList titles;
    for (const QStringList &row : sheet.rows)
        titles.append(row.constFirst());
    QCOMPARE(titles, (QStringList{u"甲"_s, u"丙"_s, u"乙"_s}));
}

void ListExportTest::aListIsWritten()
{
    const SystemClock clock;
    RecordModel model(clock);
    QTableView table;
    table.setModel(&model);
    QWidget window;
    const QString path = m_folder.filePath(u"草稿.xlsx"_s);
    auto *work = new ListExport(*m_session, {core::Box::Draft, {}, {}}, u"草稿"_s, &table, &window);
    QPointer<ListExport> alive = work;
    QSignalSpy written(work, &ListExport::written);
    work->exportTo(path);
    QTRY_COMPARE(written.size(), 1);
    QCOMPARE(written.constFirst().at(1).toLongLong(), 1);
    QVERIFY(QFile(path).size() > 1'000);
    QTRY_VERIFY(!alive);
    QCOMPARE(newestAudit(), u"list.export||草稿, 1"_s);
}

void ListExportTest::whatIsMarkedWantsAReason()
{
    const SystemClock clock;
    RecordModel model(clock);
    QTableView table;
    table.setModel(&model);
    QWidget window;
    core::RecordQuery query{core::Box::Draft, {}, {}};
    begin(u"内部"_s);
    m_session->noteChange();
    const auto marked = answerOf(m_session->ask([query](Office &office) { return office.list.page(query, {}, 100); }));
    QVERIFY(marked);
    if (std::none_of(marked->rows.begin(), marked->rows.end(), [](const auto &row) { return !row.secrecy.isEmpty(); }))
        QSKIP("No record of this office is marked.");
    const QString path = m_folder.filePath(u"标密.xlsx"_s);
    const auto start = [&] {
        auto *work = new ListExport(*m_session, query, u"草稿"_s, &table, &window);
        work->exportTo(path);
        return work;
    };
    const auto dialog = [&] { return window.findChild<QInputDialog *>(u"exportReason"_s); };
    auto *refused = start();
    QSignalSpy failed(refused, &ListExport::failed);
    QTRY_VERIFY(dialog());
    dialog()->setTextValue(u"  "_s);
    dialog()->accept();
    QTRY_COMPARE(failed.size(), 1);
    QVERIFY(!QFile::exists(path));
    QTRY_VERIFY(!dialog());
    auto *work = start();
    QSignalSpy written(work, &ListExport::written);
    QTRY_VERIFY(dialog());
    dialog()->setTextValue(u"年度清理"_s);
    dialog()->accept();
    QTRY_COMPARE(written.size(), 1);
    QCOMPARE(newestAudit(), u"list.export|年度清理|草稿, 2"_s);
}

QTEST_MAIN(ListExportTest)
#include "ListExportTest.moc"
