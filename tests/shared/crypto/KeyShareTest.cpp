// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/KeyShare.h"

#include "shared/base/CborReader.h"
#include "shared/base/CborWriter.h"
#include "shared/crypto/ContentCipher.h"
#include "shared/crypto/Sm3.h"
#include "tests/shared/crypto/Hierarchy.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::crypto;
using namespace Qt::StringLiterals;
using tests::Hierarchy;

namespace {

using Files = std::array<QByteArray, KeyShare::Shares>;

/// The four parts of a share file.
struct Parts
{
    QByteArray head;
    QByteArray part;
    QByteArray sealedKey;
};

Parts partsOf(const QByteArray &bytes)
{
    CborReader in(bytes);
    Parts parts;
    in.startArray(4);
    parts.head = in.bytes(100'000);
    parts.part = in.bytes(1000);
    parts.sealedKey = in.bytes(10'000);
    in.digest();
    in.endArray();
    if (!in.finish())
        qFatal("a share has another form");
    return parts;
}

/// As a share file whose digest fits.
QByteArray fileOf(const Parts &parts)
{
    CborWriter out;
    out.startArray(4);
    out.bytes(parts.head);
    out.bytes(parts.part);
    out.bytes(parts.sealedKey);
    out.digest(sm3(parts.head + parts.part + parts.sealedKey));
    out.endArray();
    return out.take();
}

/// The salt in a head's bytes.
QByteArray saltOf(const QByteArray &head)
{
    CborReader in(head);
    in.startArray(12);
    in.unsignedInteger();
    in.text();
    in.digest();
    in.unsignedInteger();
    in.text();
    in.instant();
    for (int i = 0; i < 3; ++i)
        in.unsignedInteger();
    return in.bytes(32);
}

} // namespace

/// 密钥备份: two of three custodians give a key back, and nothing else does.
class KeyShareTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void anyTwoSharesGiveTheKeyBack();
    void aShareSaysWhoseKeyAndWhoHasIt();
    void noShareHoldsTheKeyOrItsPart();
    void wrongPinIsToldByName();
    void oneShareTwiceGivesNothing();
    void theShareOfAnotherKeyGivesNothing();
    void theShareOfAnotherBackupGivesNothing();
    void everyBitOfAShareCounts();
    void whatIsBentUnderAFittingDigestIsNoShare();
    void aCustodianWhoMakesHisShareAnewSpoilsNothingButIt();
    void anotherKeyIsNotSlippedIn();
    void refusesCustodiansWhoAreNotThree_data();
    void refusesCustodiansWhoAreNotThree();

private:
    static SecretBytes pin(int custodian) { return SecretBytes(QByteArray("custodian-") + char('0' + custodian)); }
    static std::array<Custodian, 3> custodians()
    {
        return {Custodian{u"张建国"_s, pin(1)}, Custodian{u"李红"_s, pin(2)}, Custodian{u"王小明"_s, pin(3)}};
    }
    Files split(const KeySigner &signer)
    {
        return KeyShare::split(
            signer.key(), signer.certificate(), custodians(), Hierarchy::now(), {12}, m_hierarchy.random())
            .value();
    }
    static Result<PrivateKey> join(const QByteArray &one, int pinOfOne, const QByteArray &other, int pinOfOther)
    {
        WENYI_TRY(const auto first, KeyShare::fromBytes(one));
        WENYI_TRY(const auto second, KeyShare::fromBytes(other));
        return KeyShare::join(first, pin(pinOfOne), second, pin(pinOfOther));
    }
    static QByteArray reasonOf(const Result<PrivateKey> &key) { return key ? QByteArray("none") : key.error().reason; }
    /// A share that its custodian wrote anew: any head, any part, under the PIN that only he knows.
    QByteArray remade(const QByteArray &file, int custodian, const SecretBytes &part, QByteArray head = {},
        const QByteArray &sealedKey = {});

    Hierarchy m_hierarchy;
    std::unique_ptr<KeySigner> m_signer;
    Files m_files;
};

void KeyShareTest::initTestCase()
{
    m_signer = m_hierarchy.issue(u"澄江镇人民政府"_s, u"unit"_s, CertificatePurpose::Unit);
    m_files = split(*m_signer);
}

void KeyShareTest::anyTwoSharesGiveTheKeyBack()
{
    for (int one = 0; one < 3; ++one) {
        for (int other = 0; other < 3; ++other) {
            if (one == other)
                continue;
            const auto key = join(m_files[size_t(one)], one + 1, m_files[size_t(other)], other + 1);
            QVERIFY2(key, reasonOf(key).constData());
            QVERIFY(m_signer->certificate().publicKey().verify("text", key->sign("text").value()));
        }
    }
}

void KeyShareTest::aShareSaysWhoseKeyAndWhoHasIt()
{
    for (int i = 0; i < 3; ++i) {
        const auto share = KeyShare::fromBytes(m_files[size_t(i)]);
        QVERIFY(share);
        QCOMPARE(share->certificate(), m_signer->certificate());
        QCOMPARE(share->number(), i + 1);
        QCOMPARE(share->custodian(), custodians()[size_t(i)].name);
        QCOMPARE(share->madeAt(), Hierarchy::now());
        QCOMPARE(share->backup(), KeyShare::fromBytes(m_files[0])->backup());
    }
    QVERIFY(KeyShare::fromBytes(split(*m_signer)[0])->backup() != KeyShare::fromBytes(m_files[0])->backup());
}

void KeyShareTest::noShareHoldsTheKeyOrItsPart()
{
    const QByteArray pkcs8 = m_signer->key().toPkcs8().view().toByteArray();
    const QByteArray scalar = pkcs8.mid(pkcs8.indexOf(QByteArray::fromHex("0201010420")) + 5, 32);
    QCOMPARE(scalar.size(), 32);
    for (int i = 0; i < 3; ++i) {
        const QByteArray &file = m_files[size_t(i)];
        const Parts parts = partsOf(file);
        const SecretBytes pinKey = keyOfPin(pin(i + 1), saltOf(parts.head), {12}).value();
        const QByteArray part = unprotect(pinKey, parts.part, parts.head).value();
        QCOMPARE(part.size(), 32);
        QVERIFY(!file.contains(scalar) && !file.contains(scalar.toHex()) && !file.contains(part));
        // Nor does the part open what lies beside it.
        for (const QByteArray &context : {QByteArray(), parts.head})
            QVERIFY(!unprotect(SecretBytes(part), parts.sealedKey, context));
    }
}

void KeyShareTest::wrongPinIsToldByName()
{
    const auto first = join(m_files[0], 2, m_files[1], 2);
    QVERIFY(!first);
    QCOMPARE(first.error().code, ErrorCode::WrongPin);
    QCOMPARE(first.error().reason, "key-share.pin");
    QCOMPARE(first.error().detail, u"张建国"_s);
    QCOMPARE(join(m_files[0], 1, m_files[1], 1).error().detail, u"李红"_s);
}

void KeyShareTest::oneShareTwiceGivesNothing()
{
    QCOMPARE(reasonOf(join(m_files[0], 1, m_files[0], 1)), "key-share.same");
}

void KeyShareTest::theShareOfAnotherKeyGivesNothing()
{
    const auto other = m_hierarchy.issue(u"市财政局"_s, u"bureau"_s, CertificatePurpose::Unit);
    QCOMPARE(reasonOf(join(m_files[0], 1, split(*other)[1], 2)), "key-share.other-key");
}

void KeyShareTest::theShareOfAnotherBackupGivesNothing()
{
    QCOMPARE(reasonOf(join(m_files[0], 1, split(*m_signer)[1], 2)), "key-share.other-backup");
}

void KeyShareTest::everyBitOfAShareCounts()
{
    const QByteArray good = m_files[0];
    for (qsizetype at = 0; at < good.size(); ++at) {
        QByteArray altered = good;
        altered[at] = static_cast<char>(altered[at] ^ (1 << (at % 8)));
        QCOMPARE(KeyShare::fromBytes(altered).error().reason, "key-share.damaged");
        QCOMPARE(KeyShare::fromBytes(good.left(at)).error().reason, "key-share.damaged");
    }
    QCOMPARE(KeyShare::fromBytes(good + 'x').error().reason, "key-share.damaged");
    QCOMPARE(KeyShare::fromBytes(QByteArray(200'000, 'x')).error().reason, "key-share.damaged");
}

/// The digest is no secret: what stands in clear is held by the custodian's PIN as well.
void KeyShareTest::whatIsBentUnderAFittingDigestIsNoShare()
{
    const Parts good = partsOf(m_files[0]);
    int read = 0;
    for (qsizetype at = 0; at < good.head.size(); at += 3) {
        Parts bent = good;
        bent.head[at] = static_cast<char>(bent.head[at] ^ 1);
        const QByteArray file = fileOf(bent);
        if (!KeyShare::fromBytes(file))
            continue;
        ++read;
        QVERIFY(!join(file, 1, m_files[1], 2));
        QVERIFY(!join(m_files[1], 2, file, 1));
    }
    QVERIFY(read > 50);
    Parts bent = good;
    bent.part[40] = static_cast<char>(bent.part[40] ^ 1);
    QCOMPARE(reasonOf(join(fileOf(bent), 1, m_files[1], 2)), "key-share.pin");
    bent = good;
    bent.sealedKey[40] = static_cast<char>(bent.sealedKey[40] ^ 1);
    QCOMPARE(KeyShare::fromBytes(fileOf(bent)).error().reason, "key-share.damaged");
}

QByteArray KeyShareTest::remade(
    const QByteArray &file, int custodian, const SecretBytes &part, QByteArray head, const QByteArray &sealedKey)
{
    Parts parts = partsOf(file);
    if (!head.isEmpty())
        parts.head = head;
    if (!sealedKey.isEmpty())
        parts.sealedKey = sealedKey;
    const SecretBytes pinKey = keyOfPin(pin(custodian), saltOf(parts.head), {12}).value();
    parts.part = protect(pinKey, part.view(), parts.head, m_hierarchy.random()).value();
    return fileOf(parts);
}

void KeyShareTest::aCustodianWhoMakesHisShareAnewSpoilsNothingButIt()
{
    for (const qsizetype size : {0, 31, 32, 33}) {
        const QByteArray forged = remade(m_files[0], 1, m_hierarchy.random().secret(size));
        QCOMPARE(reasonOf(join(forged, 1, m_files[1], 2)), "key-share.altered");
        QCOMPARE(reasonOf(join(m_files[2], 3, forged, 1)), "key-share.altered");
    }
    QVERIFY(join(m_files[1], 2, m_files[2], 3));
}

/// Two custodians together have the key; one who slips a key of his own in is seen by the other's share.
void KeyShareTest::anotherKeyIsNotSlippedIn()
{
    const auto own = PrivateKey::generate().value();
    const SecretBytes backupKey = m_hierarchy.random().secret(ContentKeySize);
    const QByteArray sealedKey = protect(backupKey, own.toPkcs8().view(), "", m_hierarchy.random()).value();
    const Parts parts = partsOf(m_files[0]);
    const QByteArray head = QByteArray(parts.head).replace(sm3(parts.sealedKey).toBytes(), sm3(sealedKey).toBytes());
    QVERIFY(head != parts.head);
    const QByteArray forged = remade(m_files[0], 1, m_hierarchy.random().secret(32), head, sealedKey);
    QVERIFY(KeyShare::fromBytes(forged));
    QCOMPARE(reasonOf(join(forged, 1, m_files[1], 2)), "key-share.other-backup");
}

void KeyShareTest::refusesCustodiansWhoAreNotThree_data()
{
    QTest::addColumn<QString>("second");
    QTest::addColumn<QByteArray>("pin");
    QTest::addColumn<QByteArray>("reason");
    QTest::newRow("one person twice") << u"张建国"_s << QByteArray("123456") << QByteArray("key-share.one-custodian");
    QTest::newRow("nobody") << QString() << QByteArray("123456") << QByteArray("key-share.custodian");
    QTest::newRow("a name that cannot be seen")
        << u"李\u200b红"_s << QByteArray("123456") << QByteArray("key-share.custodian");
    QTest::newRow("too long a name") << QString(65, u'李') << QByteArray("123456") << QByteArray("key-share.custodian");
    QTest::newRow("no PIN") << u"李红"_s << QByteArray() << QByteArray("key-file.pin-length");
}

void KeyShareTest::refusesCustodiansWhoAreNotThree()
{
    QFETCH(const QString, second);
    QFETCH(const QByteArray, pin);
    QFETCH(const QByteArray, reason);
    auto all = custodians();
    all[1] = {second, SecretBytes(pin)};
    const auto refused =
        KeyShare::split(m_signer->key(), m_signer->certificate(), all, Hierarchy::now(), {12}, m_hierarchy.random());
    QVERIFY(!refused);
    QCOMPARE(refused.error().reason, reason);
    QCOMPARE(KeyShare::split(m_signer->key(), m_hierarchy.root().certificate(), custodians(), Hierarchy::now(), {12},
                 m_hierarchy.random())
                 .error()
                 .reason,
        "key-file.certificate");
}

QTEST_GUILESS_MAIN(KeyShareTest)
#include "KeyShareTest.moc"
