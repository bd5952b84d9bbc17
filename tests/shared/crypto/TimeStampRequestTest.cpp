// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/TimeStampRequest.h"

#include "shared/crypto/Sm3.h"
#include "shared/crypto/TimeStampAuthority.h"
#include "tests/shared/crypto/CryptoFixtures.h"
#include "tests/shared/crypto/FreeForms.h"
#include "tests/shared/crypto/Hierarchy.h"
#include "tests/shared/crypto/TimeStampFixtures.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::crypto;
using namespace wenyi::tests;
using namespace Qt::StringLiterals;

/// Requests and answers of RFC 3161; the openssl program is the other side.
class TimeStampRequestTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void readsBackWhatItWrote();
    void readsRequestsOfTheOpenSslProgram_data();
    void readsRequestsOfTheOpenSslProgram();
    void theOpenSslProgramReadsOurRequests();
    void refusesRequestsThatAreOutOfForm_data();
    void refusesRequestsThatAreOutOfForm();
    void answersWithARefusalAndItsReason_data();
    void answersWithARefusalAndItsReason();
    void theOpenSslProgramReadsOurAnswers();
    void takesOnlyTheAnswerToItsRequest();
    void takesNoAnswerThatIsOutOfForm();

private:
    QByteArray answer(const QByteArray &request, Instant at = Hierarchy::now())
    {
        const FixedClock clock(at);
        return TimeStampAuthority::create(*m_stamper, clock, m_hierarchy.random())->answer(request);
    }
    QByteArray told(const QByteArray &response)
    {
        const QString file = m_openssl.write(u"response.tsr"_s, response);
        const auto text = m_openssl.run({u"ts"_s, u"-reply"_s, u"-in"_s, file, u"-text"_s});
        return text ? *text : QByteArray(m_openssl.complaint());
    }
    TimeStampRequest request(QByteArrayView data) { return TimeStampRequest::over(data, m_hierarchy.random()); }

    Hierarchy m_hierarchy;
    OpenSslProgram m_openssl;
    std::unique_ptr<KeySigner> m_stamper;
};

void TimeStampRequestTest::initTestCase()
{
    if (!OpenSslProgram::isPresent())
        QFAIL("openssl is missing, and ./test installs it");
    m_stamper = m_hierarchy.issue(u"江阴市时间戳服务"_s, u"tsa"_s, CertificatePurpose::TimeStamp);
}

void TimeStampRequestTest::readsBackWhatItWrote()
{
    TimeStampRequest asked = request("data");
    QVERIFY(TimeStampRequest::fromDer(asked.toDer()) == asked);
    asked.policy = "1.2.3.4";
    asked.nonce.reset();
    asked.wantsCertificate = false;
    QVERIFY(TimeStampRequest::fromDer(asked.toDer()) == asked);
    QVERIFY(request("data").nonce != request("data").nonce);
}

void TimeStampRequestTest::readsRequestsOfTheOpenSslProgram_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<bool>("isSm3");
    QTest::addColumn<bool>("hasNonce");
    QTest::addColumn<bool>("wantsCertificate");
    QTest::newRow("SM3, nonce, certificate") << QStringList{u"-sm3"_s, u"-cert"_s} << true << true << true;
    QTest::newRow("SM3 alone") << QStringList{u"-sm3"_s, u"-no_nonce"_s} << true << false << false;
    QTest::newRow("policy") << QStringList{u"-sm3"_s, u"-tspolicy"_s, u"1.2.3.4"_s} << true << true << false;
    QTest::newRow("SHA-256") << QStringList{u"-sha256"_s, u"-cert"_s} << false << true << true;
}

void TimeStampRequestTest::readsRequestsOfTheOpenSslProgram()
{
    QFETCH(QStringList, arguments);
    QFETCH(bool, isSm3);
    QFETCH(bool, hasNonce);
    QFETCH(bool, wantsCertificate);
    const QString data = m_openssl.write(u"data"_s, "what is stamped");
    QVERIFY2(m_openssl.run(
                 QStringList{u"ts"_s, u"-query"_s, u"-data"_s, data, u"-out"_s, m_openssl.path(u"q"_s)} + arguments),
        m_openssl.complaint());
    const auto read = TimeStampRequest::fromDer(m_openssl.read(u"q"_s));
    QVERIFY2(read, read ? "" : qPrintable(describe(read.error())));
    QCOMPARE(read->imprint == MessageImprint::of("what is stamped"), isSm3);
    QVERIFY(read->imprint.isOf("what is stamped"));
    QCOMPARE(read->nonce.has_value(), hasNonce);
    QCOMPARE(read->wantsCertificate, wantsCertificate);
    QCOMPARE(read->policy, arguments.contains(u"1.2.3.4"_s) ? std::optional<QByteArray>("1.2.3.4") : std::nullopt);
    // What it asked for it finds in the answer: digest, nonce, policy. (Our value it cannot verify: no user id.)
    if (isSm3 && !read->policy) {
        const QByteArray text = told(answer(m_openssl.read(u"q"_s)));
        QVERIFY2(text.contains("Status: Granted."), text.constData());
        QVERIFY2(text.contains("Hash Algorithm: sm3"), text.constData());
        QCOMPARE(text.contains("Nonce: unspecified"), !hasNonce);
    }
}

void TimeStampRequestTest::theOpenSslProgramReadsOurRequests()
{
    TimeStampRequest asked = request("data");
    asked.policy = "1.2.3.4";
    const QString file = m_openssl.write(u"ours"_s, asked.toDer());
    const auto text = m_openssl.run({u"ts"_s, u"-query"_s, u"-in"_s, file, u"-text"_s});
    QVERIFY2(text, m_openssl.complaint());
    for (const QByteArray &expected : {QByteArray("Hash Algorithm: sm3"), QByteArray("Policy OID: 1.2.3.4"),
             "Nonce: 0x" + asked.nonce->toHex().toUpper(), QByteArray("Certificate required: yes")})
        QVERIFY2(text->contains(expected), text->constData());
}

void TimeStampRequestTest::refusesRequestsThatAreOutOfForm_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<QByteArray>("reason");
    const QByteArray imprint =
        DerWriter()
            .sequence(DerWriter().raw(algorithmForm(cms::Sm3Digest).bytes()).octetString(QByteArray(32, 'x')))
            .bytes();
    const auto row = [](const char *name, const DerWriter &fields, const char *reason) {
        QTest::newRow(name) << DerWriter().sequence(fields).bytes() << QByteArray(reason);
    };
    const char *form = "time-stamp.form";
    row("plain", DerWriter().integer(1).raw(imprint), "");
    row("version 2", DerWriter().integer(2).raw(imprint), form);
    row("no imprint", DerWriter().integer(1), form);
    row("empty imprint",
        DerWriter().integer(1).sequence(DerWriter().raw(algorithmForm(cms::Sm3Digest).bytes()).octetString({})), form);
    row("negative nonce", DerWriter().integer(1).raw(imprint).integer(-5), form);
    row("absurd nonce", DerWriter().integer(1).raw(imprint).unsignedInteger(QByteArray(65, 'n')), form);
    row("extension", DerWriter().integer(1).raw(imprint).raw(QByteArray("\xa0\x02\x30\0", 4)), "time-stamp.extension");
    row("something behind", DerWriter().integer(1).raw(imprint).boolean(true).null(), form);
    QTest::newRow("nothing") << QByteArray() << QByteArray(form);
    QTest::newRow("larger than any") << QByteArray(5000, '0') << QByteArray("time-stamp.size");
}

void TimeStampRequestTest::refusesRequestsThatAreOutOfForm()
{
    QFETCH(QByteArray, request);
    QFETCH(QByteArray, reason);
    const auto read = TimeStampRequest::fromDer(request);
    QCOMPARE(read ? QByteArray() : read.error().reason, reason);
}

void TimeStampRequestTest::answersWithARefusalAndItsReason_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<int>("day");
    QTest::addColumn<QByteArray>("failure");
    const TimeStampRequest plain = request("data");
    const auto row = [&plain](
                         const char *name, const std::function<void(TimeStampRequest &)> &change, const char *told) {
        TimeStampRequest changed = plain;
        change(changed);
        QTest::newRow(name) << changed.toDer() << 0 << QByteArray(told);
    };
    row(
        "SHA-1",
        [](TimeStampRequest &asked) {
            asked.imprint = {"1.3.14.3.2.26", QByteArray(20, 'x')};
        },
        "unrecognized or unsupported algorithm");
    row(
        "digest of another size", [](TimeStampRequest &asked) { asked.imprint.digest.chop(1); },
        "the data submitted has the wrong format");
    row(
        "other policy", [](TimeStampRequest &asked) { asked.policy = "1.2.3.4"; },
        "the requested TSA policy is not supported");
    QTest::newRow("not a request") << QByteArray("words") << 0 << QByteArray("the data submitted has the wrong format");
    QTest::newRow("certificate has run out")
        << plain.toDer() << 400 << QByteArray("the TSA's time source is not available");
}

void TimeStampRequestTest::answersWithARefusalAndItsReason()
{
    QFETCH(QByteArray, request);
    QFETCH(int, day);
    QFETCH(QByteArray, failure);
    const QByteArray response = answer(request, Hierarchy::days(day));
    const QByteArray text = told(response);
    QVERIFY2(text.contains("Status: Rejected."), text.constData());
    QVERIFY2(text.contains(failure), text.constData());
    const auto refused = tokenFromResponse(response, TimeStampRequestTest::request("data"));
    QVERIFY(!refused);
    QCOMPARE(refused.error().reason, "time-stamp.refused");
    QVERIFY2(!refused.error().detail.isEmpty(), "The authority says why");
}

void TimeStampRequestTest::theOpenSslProgramReadsOurAnswers()
{
    const TimeStampRequest asked = request("data");
    const QByteArray text = told(answer(asked.toDer()));
    for (const QByteArray &expected : {QByteArray("Status: Granted."), QByteArray("Hash Algorithm: sm3"),
             QByteArray("Policy OID: ") + TimeStampPolicy, QByteArray("Time stamp: Jun  1 08:00:00 2026 GMT"),
             QByteArray("Accuracy: 0x01 seconds"), "Nonce: 0x" + asked.nonce->toHex().toUpper()})
        QVERIFY2(text.contains(expected), text.constData());
}

void TimeStampRequestTest::takesOnlyTheAnswerToItsRequest()
{
    const TimeStampRequest asked = request("data");
    const QByteArray response = answer(asked.toDer());
    const auto reason = [](const Result<QByteArray> &token) { return token ? QByteArray() : token.error().reason; };
    QCOMPARE(reason(tokenFromResponse(response, asked)), QByteArray());
    QCOMPARE(reason(tokenFromResponse(response, request("data"))), "time-stamp.nonce");
    TimeStampRequest other = asked;
    other.imprint = MessageImprint::of("other data");
    QCOMPARE(reason(tokenFromResponse(response, other)), "time-stamp.imprint");
    other = asked;
    other.policy = "1.2.3.4";
    QCOMPARE(reason(tokenFromResponse(response, other)), "time-stamp.policy");
    // Nobody asked for the certificate, so it is not there to judge by.
    other = asked;
    other.wantsCertificate = false;
    QCOMPARE(reason(tokenFromResponse(answer(other.toDer()), other)), "cms.certificate");
    const auto unreachable = [](const QByteArray &) -> Result<QByteArray> {
        return Error{ErrorCode::Unavailable, "connection.lost", {}};
    };
    QCOMPARE(reason(requestTimeStamp("data", unreachable, m_hierarchy.random())), "connection.lost");
}

void TimeStampRequestTest::takesNoAnswerThatIsOutOfForm()
{
    const TimeStampRequest asked = request("data");
    const QByteArray response = answer(asked.toDer());
    for (qsizetype size = 0; size < response.size(); ++size)
        QCOMPARE(tokenFromResponse(response.first(size), asked).error().reason, "time-stamp.form");
    QCOMPARE(tokenFromResponse(QByteArray(70'000, '0'), asked).error().reason, "time-stamp.size");
    const QByteArray granted = DerWriter().sequence(DerWriter().sequence(DerWriter().integer(0))).bytes();
    QCOMPARE(tokenFromResponse(granted, asked).error().reason, "time-stamp.form");
}

QTEST_APPLESS_MAIN(TimeStampRequestTest)
#include "TimeStampRequestTest.moc"
