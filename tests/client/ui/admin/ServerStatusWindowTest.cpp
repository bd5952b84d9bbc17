// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/admin/ServerStatusWindow.h"
#include "client/ui/app/Language.h"
#include "client/ui/widgets/NoticeStrip.h"
#include "client/ui/widgets/PinEdit.h"
#include "client/ui/widgets/PlainTable.h"
#include "tests/Patience.h"
#include "tests/client/core/FreeEndpoint.h"
#include "tests/client/ui/incoming/ClientDesk.h"

#include <QAction>
#include <QDir>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTest>

using namespace wenyi;
using namespace wenyi::ui;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Often, so that a test sees it renew itself.
constexpr auto Interval = 200ms;

void keepPicture(QWidget *window, const QString &name)
{
    QVERIFY(QTest::qWaitForWindowExposed(window));
    QTest::qWait(200);
    const QPixmap picture = window->grab();
    const QString folder = QStringLiteral(WENYI_BUILD_DIR "/screenshots");
    QVERIFY(QDir().mkpath(folder));
    const QString scale = picture.devicePixelRatio() > 1.5 ? u"-200"_s : u""_s;
    QVERIFY(picture.save(folder + u'/' + name + scale + u".png"_s));
}

/// A day of samples, busy by day.
QList<protocol::StatusSample> dayOfSamples()
{
    QList<protocol::StatusSample> samples;
    const Instant begin = instantFromMilliseconds(1'795'000'000'000);
    for (quint64 i = 0; i < 1440; ++i) {
        const quint64 busy = i < 720 ? i : 1440 - i;
        samples.append({i + 1, begin + std::chrono::minutes(i), busy / 40, busy * 20'000, busy * 3, busy / 200,
            i % 97 == 0 ? 5ULL : 0ULL, busy / 10, busy / 60, 1'000'000'000 + i * 400'000});
    }
    return samples;
}

} // namespace

/// The administrator's page about the server, over a real one.
class ServerStatusWindowTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void theMenuHasItForAdministratorsAlone();
    void aWrongPinIsSaidAndNothingIsShown();
    void everyPageHasItsFigures();
    void itRenewsItselfWhileItIsSeenAndNotWhenHidden();
    void aServerThatGoesIsSaidAndThePinIsAskedAgain();
    void plotsTellTheirNewestValuesInBothThemes();

private:
    void typePin(const QString &pin);
    PlainTable *table(const QString &name) const { return m_window->findChild<PlainTable *>(name); }
    QString valueOf(const QString &name) const
    {
        const PlainTable *figures = table(u"figures"_s);
        for (int row = 0; row < figures->rowCount(); ++row) {
            if (figures->text(row, 0) == name)
                return figures->text(row, 1);
        }
        return {};
    }
    NoticeStrip *notice() const { return m_window->findChild<NoticeStrip *>(); }

    Language m_language;
    std::unique_ptr<core::tests::ExchangeOffice> m_exchange;
    std::unique_ptr<ClientDesk> m_desk;
    ServerStatusPresenter *m_presenter = nullptr;
    std::unique_ptr<ServerStatusWindow> m_window; ///< Before the desk: it asks its session.
};

void ServerStatusWindowTest::initTestCase()
{
    m_exchange = std::make_unique<core::tests::ExchangeOffice>(core::tests::freeEndpoint());
    m_exchange->finance.reset(); // Its desktop is the client's.
    auto order = m_exchange->order(StreamId(u"status"_s), 92);
    order.recipients = {u"江阴市财政局"_s};
    QVERIFY(core::DispatchService(*m_exchange->sender).dispatch(order));
    QVERIFY(m_exchange->sync(*m_exchange->sender));
    m_desk = std::make_unique<ClientDesk>(m_exchange->office, u"市政府办/admin"_s);
    auto presenter = std::make_unique<ServerStatusPresenter>(m_desk->session(), Interval);
    m_presenter = presenter.get();
    m_window = std::make_unique<ServerStatusWindow>(std::move(presenter));
    m_window->setAttribute(Qt::WA_DeleteOnClose, false); // The test's own.
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
}

void ServerStatusWindowTest::theMenuHasItForAdministratorsAlone()
{
    auto *action = m_desk->window().findChild<QAction *>(u"serverStatus"_s);
    QVERIFY(action);
    action->trigger();
    auto *opened = m_desk->window().findChild<ServerStatusWindow *>();
    QVERIFY(opened && opened->isVisible());
    action->trigger();
    QCOMPARE(m_desk->window().findChildren<ServerStatusWindow *>().size(), 1);
    opened->close();
    ClientDesk other(m_exchange->office, u"市财政局/mailroom"_s);
    QVERIFY(other.window().findChild<QAction *>(u"sealAdministration"_s));
    QVERIFY(!other.window().findChild<QAction *>(u"serverStatus"_s));
}

void ServerStatusWindowTest::typePin(const QString &pin)
{
    auto *edit = m_window->findChild<PinEdit *>(u"pin"_s);
    QTRY_VERIFY(edit->isEnabled());
    edit->clear();
    QTest::keyClicks(edit, pin);
    m_window->findChild<QPushButton *>(u"openStatus"_s)->click();
}

void ServerStatusWindowTest::aWrongPinIsSaidAndNothingIsShown()
{
    QSignalSpy reported(m_presenter, &ServerStatusPresenter::reported);
    typePin(u"000000"_s);
    QTRY_VERIFY2(notice()->sentence().contains(u"PIN"_s), qPrintable(notice()->sentence()));
    QVERIFY(!m_presenter->isOpen());
    QVERIFY(m_window->findChild<PinEdit *>(u"pin"_s)->isVisible());
    QCOMPARE(reported.count(), 0);
    QCOMPARE(table(u"figures"_s)->rowCount(), 0);
}

void ServerStatusWindowTest::everyPageHasItsFigures()
{
    typePin(u"135790"_s);
    QTRY_VERIFY2(table(u"figures"_s)->rowCount() > 10, qPrintable(notice()->sentence()));
    QVERIFY(!m_window->findChild<PinEdit *>(u"pin"_s)->isVisible());
    const QString health = m_window->findChild<QLabel *>(u"health"_s)->text();
    QVERIFY2(health.startsWith(u"● 一切正常"_s), qPrintable(health));
    QVERIFY2(valueOf(u"启动以来接收封装包"_s).toInt() > 0, qPrintable(valueOf(u"启动以来接收封装包"_s)));
    QCOMPARE(valueOf(u"保留期"_s), u"90 天"_s);
    QCOMPARE(valueOf(u"热备"_s), u"未设置"_s);
    // This desktop, by its unit's name.
    const PlainTable *desktops = table(u"desktops"_s);
    QVERIFY(desktops->rowCount() >= 1);
    QStringList units;
    for (int row = 0; row < desktops->rowCount(); ++row)
        units.append(desktops->text(row, 1));
    QVERIFY2(units.join(u' ').contains(u"政府办"_s), qPrintable(units.join(u' ')));
    const PlainTable *queues = table(u"queues"_s);
    QVERIFY(queues->rowCount() >= 3);
    // Who has not signed for what was sent, and whom that keeps waiting.
    const PlainTable *owed = table(u"owed"_s);
    QCOMPARE(owed->rowCount(), 1);
    QVERIFY2(owed->text(0, 0).contains(u"财政局"_s), qPrintable(owed->text(0, 0)));
    QVERIFY2(owed->text(0, 1).contains(u"政府办"_s), qPrintable(owed->text(0, 1)));
    QCOMPARE(owed->text(0, 2), u"1"_s);
    QVERIFY(!owed->text(0, 3).isEmpty());
    QVERIFY(table(u"storage"_s)->rowCount() >= 5);
    QCOMPARE(table(u"stored"_s)->rowCount(), queues->rowCount());
    auto *pages = m_window->findChild<QTabWidget *>(u"pages"_s);
    QCOMPARE(pages->count(), 5);
    for (int page = 0; page < pages->count(); ++page) {
        pages->setCurrentIndex(page);
        keepPicture(m_window.get(), u"server-status-%1"_s.arg(page + 1));
    }
}

void ServerStatusWindowTest::itRenewsItselfWhileItIsSeenAndNotWhenHidden()
{
    QVERIFY(m_presenter->isOpen());
    const auto requests = [this] { return valueOf(u"启动以来请求"_s).toLongLong(); };
    const qint64 before = requests();
    QTRY_VERIFY(requests() > before + 2); // Its own questions are among them.
    QSignalSpy reported(m_presenter, &ServerStatusPresenter::reported);
    m_window->hide();
    QTest::qWait(1'000); // A question that was on its way may still be answered.
    const qsizetype whenHidden = reported.count();
    QTest::qWait(5 * int(Interval.count()));
    QCOMPARE(reported.count(), whenHidden);
    m_window->show();
    QTRY_VERIFY(reported.count() > whenHidden + 1); // Without another PIN.
}

void ServerStatusWindowTest::aServerThatGoesIsSaidAndThePinIsAskedAgain()
{
    m_exchange->stopServer();
    QTRY_VERIFY(!m_presenter->isOpen());
    QVERIFY2(!notice()->sentence().isEmpty(), "nothing is said");
    QVERIFY(m_window->findChild<PinEdit *>(u"pin"_s)->isVisible());
    QVERIFY(table(u"figures"_s)->rowCount() > 10); // What was seen stays, with its time.
    m_exchange->startServer();
    typePin(u"135790"_s);
    QTRY_VERIFY2(m_presenter->isOpen(), qPrintable(notice()->sentence()));
    QTRY_VERIFY(notice()->sentence().isEmpty());
}

void ServerStatusWindowTest::plotsTellTheirNewestValuesInBothThemes()
{
    const QList<protocol::StatusSample> samples = dayOfSamples();
    for (const bool isDark : {false, true}) {
        StatusPlot plot(u"每分钟"_s,
            {{u"封装包"_s, [](const protocol::StatusSample &sample) { return static_cast<double>(sample.envelopes); }},
                {u"陌生连接"_s,
                    [](const protocol::StatusSample &sample) { return static_cast<double>(sample.strangers); }}});
        QPalette palette = plot.palette();
        palette.setColor(QPalette::Base, isDark ? QColor(0x20, 0x20, 0x20) : QColor(Qt::white));
        palette.setColor(QPalette::Text, isDark ? QColor(0xee, 0xee, 0xee) : QColor(Qt::black));
        plot.setPalette(palette);
        QCOMPARE(plot.pointCount(), 0);
        QVERIFY(plot.chart()->title().contains(u"采样"_s)); // Why there is no line yet.
        plot.resize(800, 320);
        plot.setSamples(samples);
        QCOMPARE(plot.pointCount(), samples.size());
        QCOMPARE(plot.accessibleName(), u"每分钟"_s);
        QCOMPARE(plot.accessibleDescription(), u"封装包：0；陌生连接：0"_s);
        QCOMPARE(plot.chart()->backgroundBrush().color(), palette.color(QPalette::Base));
        plot.show();
        keepPicture(&plot, isDark ? u"server-status-plot-dark"_s : u"server-status-plot"_s);
    }
}

QTEST_MAIN(ServerStatusWindowTest)
#include "ServerStatusWindowTest.moc"
