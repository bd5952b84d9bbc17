// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/records/PersonalSignature.h"
#include "shared/crypto/Sm3.h"
#include "tests/client/core/records/RecordOffice.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::core;
using namespace Qt::StringLiterals;

class PersonalSignatureTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aStatementComesBackAsItWasSigned();
    void nobodySignsInAnothersName();
    void oneAlteredBitIsFound();
    void aCutSignatureIsRefused();
    void aSignatureOfAnUnknownAuthorityIsNotTrusted();

private:
    SignedStatement statement() const;
    PersonalSignature signedOne();
    RecordOffice m_office;
};

SignedStatement PersonalSignatureTest::statement() const
{
    return {u"issue.agree"_s, StreamId(u"s-1"_s), crypto::sm3("document"), u"同意印发。"_s, m_office.clock.now(),
        m_office.memberId(u"leader"_s)};
}

PersonalSignature PersonalSignatureTest::signedOne()
{
    auto signer = m_office.at(u"leader"_s).openKey(keyfile::PersonalSigning, m_office.pin());
    return signStatement(statement(), **signer).value_or(PersonalSignature());
}

void PersonalSignatureTest::aStatementComesBackAsItWasSigned()
{
    const PersonalSignature signature = signedOne();
    const auto read = PersonalSignature::fromBytes(signature.toBytes());
    VERIFY_DONE(read);
    QVERIFY(*read == signature);
    const auto verified = verifyStatement(*read, m_office.at(u"clerk"_s).trust());
    VERIFY_DONE(verified);
    QVERIFY(*verified == statement());
}

void PersonalSignatureTest::nobodySignsInAnothersName()
{
    auto signer = m_office.at(u"clerk"_s).openKey(keyfile::PersonalSigning, m_office.pin());
    VERIFY_DONE(signer);
    COMPARE_REASON(signStatement(statement(), **signer), "personal-signature.member");
    // Nor by putting the leader's statement over a signature of one's own.
    PersonalSignature forged = signedOne();
    forged.certificate = (*signer)->certificate().toDer();
    forged.signature = *(*signer)->sign(forged.statement);
    COMPARE_REASON(verifyStatement(forged, m_office.at(u"clerk"_s).trust()), "personal-signature.member");
}

void PersonalSignatureTest::oneAlteredBitIsFound()
{
    const PersonalSignature good = signedOne();
    for (qsizetype at = 0; at < good.statement.size(); ++at) {
        PersonalSignature altered = good;
        altered.statement[at] = static_cast<char>(altered.statement[at] ^ 1);
        QVERIFY(!verifyStatement(altered, m_office.at(u"clerk"_s).trust()));
    }
    for (qsizetype at = 0; at < good.signature.size(); ++at) {
        PersonalSignature altered = good;
        altered.signature[at] = static_cast<char>(altered.signature[at] ^ 1);
        QVERIFY(!verifyStatement(altered, m_office.at(u"clerk"_s).trust()));
    }
}

void PersonalSignatureTest::aCutSignatureIsRefused()
{
    const QByteArray bytes = signedOne().toBytes();
    for (qsizetype length = 0; length < bytes.size(); ++length)
        QVERIFY(!PersonalSignature::fromBytes(QByteArrayView(bytes).first(length)));
    QVERIFY(!PersonalSignature::fromBytes(bytes + '\0'));
}

void PersonalSignatureTest::aSignatureOfAnUnknownAuthorityIsNotTrusted()
{
    const auto verified = verifyStatement(signedOne(), crypto::TrustStore());
    QVERIFY(!verified);
    QCOMPARE(verified.error().code, ErrorCode::NotTrusted);
}

QTEST_GUILESS_MAIN(PersonalSignatureTest)
#include "PersonalSignatureTest.moc"
