// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/TestDomain.h"

#include "server/session/Dispatcher.h"
#include "shared/base/DurableFile.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::tests;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// What a server knows of its directory and certificates from one hour to the next: whoever is admitted would be
/// admitted by a server that starts at that moment.
class DomainRenewalTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_domain = std::make_unique<TestDomain>(); }
    void isJudgedAsAtAStart();
    void whoIsRevokedIsOut();
    void aNewerDirectoryCountsAtOnce();
    void anAlteredDirectoryIsRefused();
    void desktopsAreToldOfAnotherDirectoryAlone();

private:
    using Opened = Result<std::shared_ptr<const server::Domain>>;

    Opened domain(Instant at, const server::Domain *before = nullptr) { return m_domain->folder().domain(at, before); }
    Instant now() const { return m_domain->clock().now(); }
    /// Whom the domain admits and whose certificates hold, in words; or why there is no domain.
    static QByteArray verdictsOf(const Opened &opened)
    {
        if (!opened)
            return opened.error().reason;
        const server::Domain &domain = **opened;
        QStringList words{u"admitted: %1"_s.arg(domain.admitted().size())};
        for (const directory::Desktop &desktop : domain.directory().content().desktops) {
            if (domain.peer(desktop.id))
                words.append(desktop.id.toString());
        }
        for (const directory::Unit &unit : domain.directory().content().units) {
            if (domain.unitCertificate(unit.code))
                words.append(unit.code.toString());
        }
        for (const QString &name : {domain.name(), u"无锡市"_s}) {
            if (domain.serverCertificate(name))
                words.append(name);
        }
        return words.join(u' ').toUtf8();
    }

    std::unique_ptr<TestDomain> m_domain;
};

void DomainRenewalTest::isJudgedAsAtAStart()
{
    TestDomain other(u"无锡市"_s, u"-wx"_s);
    QVERIFY(m_domain->peerWith(other));
    const auto before = domain(now());
    QVERIFY(before);
    const auto admittedAt = [&](Instant at) {
        const auto renewed = domain(at, before->get());
        const QByteArray verdicts = verdictsOf(renewed);
        if (verdicts != verdictsOf(domain(at)))
            return "otherwise: " + verdicts;
        return renewed ? QByteArray::number((*renewed)->admitted().size()) : verdicts;
    };
    QCOMPARE(admittedAt(now()), "7"); // Six desktops and the other domain's server.
    QCOMPARE(admittedAt(now() - 2h), "0");
    QCOMPARE(admittedAt(now() + 24h * 364), "7");
    QCOMPARE(admittedAt(now() + 24h * 366), "0");
    QCOMPARE(admittedAt(now() + 24h * 366 * 6), "certificate.expired");
}

void DomainRenewalTest::whoIsRevokedIsOut()
{
    const auto before = domain(now());
    QVERIFY(before);
    const TestDesktop &desktop = m_domain->desktop(Town, 2);
    QVERIFY((*before)->peer(desktop.id));
    QVERIFY(m_domain->revoke(desktop.signer.certificate()));
    const auto renewed = domain(now() + 1s, before->get());
    QVERIFY(renewed);
    QVERIFY2((*renewed)->bytes().constData() == (*before)->bytes().constData(), "Not read anew");
    QVERIFY(!(*renewed)->peer(desktop.id));
    QVERIFY((*renewed)->peer(m_domain->desktop(Town, 1).id));
    QCOMPARE((*renewed)->admitted().size(), (*before)->admitted().size() - 1);
    QCOMPARE(verdictsOf(renewed), verdictsOf(domain(now() + 1s)));
    QVERIFY2((*before)->peer(desktop.id), "What was judged before stays as it was");
}

void DomainRenewalTest::aNewerDirectoryCountsAtOnce()
{
    const auto before = domain(now());
    QVERIFY(before);
    const DesktopId gone = m_domain->desktop(Town, 2).id;
    QVERIFY(m_domain->dropFromDirectory(gone));
    const auto renewed = domain(now(), before->get());
    QVERIFY(renewed);
    QCOMPARE((*renewed)->version(), (*before)->version() + 1);
    QVERIFY(!(*renewed)->peer(gone));
    QCOMPARE(verdictsOf(renewed), verdictsOf(domain(now())));
}

void DomainRenewalTest::anAlteredDirectoryIsRefused()
{
    const auto before = domain(now());
    QVERIFY(before);
    const QString path = m_domain->path() + u"/directory.wyd"_s;
    const QByteArray good = readBounded(path, limits::MiB).value();
    for (qsizetype at = 0; at < good.size(); at += 397) {
        QByteArray altered = good;
        altered[at] = static_cast<char>(altered[at] ^ 1);
        QVERIFY(writeDurably(path, altered));
        const auto renewed = domain(now(), before->get());
        QVERIFY2(!renewed, QByteArray::number(at).constData());
        QCOMPARE(renewed.error().reason, domain(now()).error().reason);
    }
}

void DomainRenewalTest::desktopsAreToldOfAnotherDirectoryAlone()
{
    const auto before = domain(now());
    QVERIFY(before);
    const auto store = server::Store::open(m_domain->folder().storePath(), m_domain->clock());
    QVERIFY2(store, reasonOf(store).constData());
    const auto signer = m_domain->folder().signer();
    QVERIFY2(signer, reasonOf(signer).constData());
    const auto configuration = m_domain->folder().configuration();
    QVERIFY2(configuration, reasonOf(configuration).constData());
    server::Counters counters;
    server::EventLog log({"text", "warning", {}}, m_domain->clock());
    server::Dispatcher dispatcher(
        server::Office{**store, *before, **signer, m_domain->clock(), *configuration, {}, nullptr}, counters, log);
    const DesktopId gone = m_domain->desktop(Town, 2).id;
    for (const DesktopId &desktop : {m_domain->desktop(Town, 1).id, gone}) {
        const protocol::Hello hello{1, 1, desktop, 0};
        const auto answers =
            dispatcher.handle({{desktop.toString().toUtf8(), desktop, protocol::Message{1, hello}, 100}});
        QVERIFY(std::holds_alternative<protocol::Welcome>(answers.front().message.body));
    }
    const auto same = domain(now() + 1h, before->get());
    QVERIFY2(same, reasonOf(same).constData());
    QVERIFY2(dispatcher.replaceDomain(*same).empty(), "Nothing changed");
    QVERIFY(m_domain->dropFromDirectory(gone));
    const auto newer = domain(now(), same->get());
    QVERIFY2(newer, reasonOf(newer).constData());
    const auto told = dispatcher.replaceDomain(*newer);
    QCOMPARE(told.size(), std::size_t(1)); // Who is out hears of nothing.
    const auto *notify = std::get_if<protocol::Notify>(&told.front().message.body);
    QVERIFY(notify);
    QCOMPARE(notify->directoryVersion, (*newer)->version());
}

QTEST_APPLESS_MAIN(DomainRenewalTest)
#include "DomainRenewalTest.moc"
