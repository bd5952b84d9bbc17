// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/TestDomain.h"

#include "server/session/Examiner.h"
#include "shared/crypto/Sm3.h"

#include <QTest>

#include <algorithm>
#include <atomic>
#include <thread>

using namespace wenyi;
using namespace wenyi::protocol;
using server::Domain;
using server::Examination;
using server::Examiner;
using namespace wenyi::tests;

/// What is found out of envelopes before their turn is what their turn would find, by whichever thread.
class ExaminerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void whatIsFoundIsWhatIsThere();
    void aDamagedHeaderIsFoundDamaged();
    void theSignatureOfAnotherUnitIsNoFinding();
    void manyThreadsFindEachOnce();
    void whoAsksTooFastIsLeftAlone();
    void anotherDirectoryCounts();

private:
    SendWhole send(qsizetype size = 20'000)
    {
        const exchange::Envelope envelope = m_domain.envelope(Office, {Finance}, size);
        return {envelope.header.toBytes(), envelope.parts};
    }
    std::vector<Arrival> arrivals(int count, const DesktopId &desktop)
    {
        std::vector<Arrival> arrivals;
        for (int i = 0; i < count; ++i)
            arrivals.push_back(
                {"connection", desktop, Message{static_cast<quint64>(i + 1), send(100 + 1'000 * i)}, 100});
        return arrivals;
    }
    static Examination *examinationOf(const Arrival &arrival)
    {
        return static_cast<Examination *>(arrival.examination.get());
    }
    static bool isRight(const Arrival &arrival, const crypto::Certificate &unit)
    {
        const auto &sent = std::get<SendWhole>(arrival.message->body);
        const Examination::Findings &found = examinationOf(arrival)->findings();
        const bool areParts = std::equal(sent.parts.begin(), sent.parts.end(), found.parts.begin(), found.parts.end(),
            [](const QByteArray &part, const Digest &digest) { return crypto::sm3(part) == digest; });
        return found.header && found.header->toBytes() == sent.header && found.signer == unit.fingerprint() && areParts;
    }

    TestDomain m_domain;
    std::shared_ptr<const Domain> m_directory;
    std::optional<crypto::Certificate> m_office;
};

void ExaminerTest::initTestCase()
{
    const auto domain = m_domain.folder().domain(m_domain.clock().now());
    QVERIFY2(domain, reasonOf(domain).constData());
    m_directory = *domain;
    m_office = m_directory->unitCertificate(Office);
    QVERIFY(m_office);
}

void ExaminerTest::whatIsFoundIsWhatIsThere()
{
    Examiner examiner(m_directory, 2);
    std::vector<Arrival> some = arrivals(20, m_domain.desktop(Office).id);
    some.push_back({"connection", m_domain.desktop(Office).id, Message{100, PullReceipts{0, 1}}, 100});
    examiner.begin(some);
    QVERIFY(!some.back().examination);
    some.pop_back();
    for (const Arrival &arrival : some) {
        QVERIFY(arrival.examination);
        QVERIFY(isRight(arrival, *m_office));
    }
}

void ExaminerTest::aDamagedHeaderIsFoundDamaged()
{
    SendWhole sent = send();
    sent.header.chop(1);
    Examination examination(sent, m_directory);
    QVERIFY(!examination.findings().header);
    QVERIFY(!examination.findings().signer);
}

void ExaminerTest::theSignatureOfAnotherUnitIsNoFinding()
{
    SendWhole sent = send();
    // The signature is a header's last field.
    sent.header.back() = static_cast<char>(sent.header.back() ^ 1);
    Examination examination(sent, m_directory);
    QVERIFY(examination.findings().header);
    QVERIFY(!examination.findings().signer);
}

void ExaminerTest::manyThreadsFindEachOnce()
{
    Examiner examiner(m_directory, 3);
    for (int round = 0; round < 5; ++round) {
        std::vector<Arrival> some = arrivals(16, m_domain.desktop(Office).id);
        examiner.begin(some);
        std::atomic<int> right = 0;
        std::vector<std::thread> threads;
        for (int i = 0; i < 3; ++i)
            threads.emplace_back([&] {
                for (const Arrival &arrival : some)
                    right += isRight(arrival, *m_office);
            });
        for (std::thread &thread : threads)
            thread.join();
        QCOMPARE(right.load(), 3 * 16);
    }
}

void ExaminerTest::whoAsksTooFastIsLeftAlone()
{
    Examiner examiner(m_directory, 1);
    const DesktopId flooder = m_domain.desktop(Office).id;
    examiner.leave(flooder, std::chrono::hours(1));
    std::vector<Arrival> flood = arrivals(3, flooder);
    std::vector<Arrival> honest = arrivals(3, m_domain.desktop(Office, 2).id);
    examiner.begin(flood);
    examiner.begin(honest);
    for (const Arrival &arrival : flood)
        QVERIFY(!arrival.examination);
    for (const Arrival &arrival : honest)
        QVERIFY(arrival.examination);
}

void ExaminerTest::anotherDirectoryCounts()
{
    Examiner examiner(m_directory, 1);
    std::vector<Arrival> before = arrivals(1, m_domain.desktop(Office).id);
    const auto renewed = m_domain.renewUnit(Office);
    QVERIFY2(renewed, reasonOf(renewed).constData());
    const auto next = m_domain.folder().domain(m_domain.clock().now());
    QVERIFY2(next, reasonOf(next).constData());
    examiner.follow(*next);
    examiner.begin(before);
    // Signed with the certificate of before: its turn tells so.
    QVERIFY(examinationOf(before.front())->findings().header);
    QVERIFY(!examinationOf(before.front())->findings().signer);
}

QTEST_GUILESS_MAIN(ExaminerTest)
#include "ExaminerTest.moc"
