// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/seal/UseMark.h"

#include "shared/crypto/Der.h"
#include "shared/crypto/Sm3.h"
#include "tests/shared/seal/SealFixtures.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::seal;
using namespace wenyi::tests;
using namespace Qt::StringLiterals;

/// The number of a use inside the seal's signature.
class UseMarkTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void comesBackFromItsBytes();
    void refusesOtherForms_data();
    void refusesOtherForms();
    void isFoundAmongOthers();
    void isUnderTheSealsSignature();

private:
    static UseMark mark() { return {7, crypto::sm3("use"), crypto::sm3("previous")}; }
};

void UseMarkTest::comesBackFromItsBytes()
{
    QVERIFY(must(UseMark::fromDer(mark().toDer())) == mark());
    const UseMark large{quint64(std::numeric_limits<qint64>::max()), {}, {}};
    QVERIFY(must(UseMark::fromDer(large.toDer())) == large);
    const QByteArray der = mark().toDer();
    for (qsizetype length = 0; length < der.size(); ++length)
        QVERIFY(!UseMark::fromDer(der.first(length)));
}

void UseMarkTest::refusesOtherForms_data()
{
    QTest::addColumn<QByteArray>("der");
    const QByteArray digest(32, 'd');
    const auto form = [](qint64 version, qint64 number, const QByteArray &use, const QByteArray &previous) {
        crypto::DerWriter fields;
        fields.integer(version).integer(number).octetString(use).octetString(previous);
        return crypto::DerWriter().sequence(fields).bytes();
    };
    QVERIFY(UseMark::fromDer(form(1, 1, digest, digest)));
    QTest::newRow("version 2") << form(2, 1, digest, digest);
    QTest::newRow("number 0") << form(1, 0, digest, digest);
    QTest::newRow("a negative number") << form(1, -1, digest, digest);
    QTest::newRow("a short digest") << form(1, 1, digest.chopped(1), digest);
    QTest::newRow("a long digest") << form(1, 1, digest, digest + 'd');
    QTest::newRow("something behind") << form(1, 1, digest, digest) + '\0';
    QTest::newRow("no sequence") << crypto::DerWriter().integer(1).bytes();
}

void UseMarkTest::refusesOtherForms()
{
    QFETCH(QByteArray, der);
    QVERIFY(!UseMark::fromDer(der));
    QVERIFY(!UseMark::among({{UseMark::Id, false, der}}));
}

void UseMarkTest::isFoundAmongOthers()
{
    const SealExtension other{"1.2.3", true, "x"};
    QVERIFY(!must(UseMark::among({other})).has_value());
    QVERIFY(must(UseMark::among({other, mark().toExtension()})) == mark());
    QVERIFY(!UseMark::among({mark().toExtension(), mark().toExtension()}));
}

void UseMarkTest::isUnderTheSealsSignature()
{
    SealDomain domain;
    const ElectronicSeal seal = must(makeSeal(domain.officeSeal(), *domain.maker));
    SealingRequest request{crypto::sm3("content"), u"/Doc_0/Signs/Sign_0/Signature.xml"_s, day(2026, 11, 21)};
    request.extensions = {mark().toExtension()};
    const SealSignature signature = must(signWithSeal(seal, *domain.office, request, domain.trust()));
    QVERIFY(signature.verifyValue());
    QVERIFY(must(UseMark::among(signature.extensions())) == mark());
    // Another number under the same value is no signature any more.
    UseMark other = mark();
    ++other.number;
    QByteArray der = signature.toDer();
    der.replace(mark().toDer(), other.toDer());
    QVERIFY(der != signature.toDer());
    const auto altered = SealSignature::fromDer(der);
    QVERIFY(altered && !altered->verifyValue());
}

QTEST_GUILESS_MAIN(UseMarkTest)
#include "UseMarkTest.moc"
