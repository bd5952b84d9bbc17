// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/Sm2Signature.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::crypto;

namespace {

QByteArray unhex(const char *hex)
{
    return QByteArray::fromHex(hex);
}

} // namespace

/// What a token signs, and what becomes of the numbers that it gives.
class Sm2SignatureTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theDigestIsThatOfTheStandardsExample();
    void rawNumbersBecomeDer_data();
    void rawNumbersBecomeDer();
    void otherSizesAreRefused();
};

void Sm2SignatureTest::theDigestIsThatOfTheStandardsExample()
{
    // GB/T 32918.5-2017 annex A.2: key, message and e.
    const QByteArray info = unhex("3059301306072a8648ce3d020106082a811ccf5501822d034200"
                                  "0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020"
                                  "ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13");
    const auto key = PublicKey::fromDer(info);
    QVERIFY(key);
    QCOMPARE(sm2Digest(*key, "message digest").toHex(),
        QByteArray("f0b43e94ba45accaace692ed534382eb17e6ab5a19ce7b31f4486fdfc0d28640"));
    // The example's signature holds, raw and as DER: the same e inside the library.
    const QByteArray raw = unhex("f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3"
                                 "b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa");
    QVERIFY(key->verify("message digest", raw));
    QVERIFY(key->verify("message digest", *sm2DerSignature(raw)));
    QVERIFY(!key->verify("message digesT", *sm2DerSignature(raw)));
}

void Sm2SignatureTest::rawNumbersBecomeDer_data()
{
    QTest::addColumn<QByteArray>("raw");
    QTest::addColumn<QByteArray>("der");
    const QByteArray one = QByteArray(31, '\0') + '\1';
    QTest::newRow("small") << one + one << unhex("3006020101020101");
    const QByteArray high = '\x80' + QByteArray(31, '\0');
    QTest::newRow("with the highest bit") << high + one << unhex("3026022100") + high + unhex("020101");
}

void Sm2SignatureTest::rawNumbersBecomeDer()
{
    QFETCH(QByteArray, raw);
    QFETCH(QByteArray, der);
    const auto made = sm2DerSignature(raw);
    QVERIFY(made);
    QCOMPARE(made->toHex(), der.toHex());
}

void Sm2SignatureTest::otherSizesAreRefused()
{
    for (const qsizetype size : {0, 63, 65}) {
        const auto made = sm2DerSignature(QByteArray(size, 'r'));
        QVERIFY(!made);
        QCOMPARE(made.error().reason, "signature.size");
    }
}

QTEST_GUILESS_MAIN(Sm2SignatureTest)
#include "Sm2SignatureTest.moc"
