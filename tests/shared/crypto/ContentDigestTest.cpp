// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/ContentDigest.h"

#include <QRandomGenerator>
#include <QTest>
#include <QtEndian>

#include <algorithm>

using namespace wenyi;
using namespace wenyi::crypto;

class ContentDigestTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void smallContentIsNamedByItsSm3();
    void largeContentIsNamedByItsLeaves();
    void partsOfAnySizeGiveTheSameName();
    void anotherByteOrSizeIsAnotherName();
    void thePlainNameIsTakenToo();
    void noNameStandsForTwoContents();
};

namespace {

constexpr qsizetype Plain = static_cast<qsizetype>(LargestPlainContent);

QByteArray randomBytes(QRandomGenerator &random, qsizetype size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    std::generate(bytes.begin(), bytes.end(), [&] { return static_cast<char>(random.generate()); });
    return bytes;
}

/// What decision 0059 says is digested, put together by hand.
QByteArray treeOf(const QByteArray &content)
{
    QByteArray tree("wenyi content tree 1\0", 21);
    tree += QByteArray(8, '\0');
    qToBigEndian(static_cast<quint64>(content.size()), tree.data() + 21);
    for (qsizetype at = 0; at < content.size(); at += 16'384)
        tree += sm3(QByteArrayView(content).sliced(at, std::min<qsizetype>(16'384, content.size() - at))).toBytes();
    return tree;
}

Digest inParts(const QByteArray &content, QRandomGenerator &random, int largest)
{
    ContentDigest digest(static_cast<quint64>(content.size()));
    for (qsizetype at = 0; at < content.size();) {
        const qsizetype size = std::min<qsizetype>(1 + random.bounded(largest), content.size() - at);
        digest.add(QByteArrayView(content).sliced(at, size));
        at += size;
    }
    return digest.finish();
}

bool isNamedInParts(const QByteArray &content, const Digest &name, qsizetype size)
{
    ContentCheck check(static_cast<quint64>(content.size()));
    for (qsizetype at = 0; at < content.size(); at += size)
        check.add(QByteArrayView(content).sliced(at, std::min(size, content.size() - at)));
    return check.isNamed(name);
}

} // namespace

void ContentDigestTest::smallContentIsNamedByItsSm3()
{
    QRandomGenerator random(1);
    for (const qsizetype size : {qsizetype(0), qsizetype(1), qsizetype(16'384), qsizetype(100'000), Plain}) {
        const QByteArray content = randomBytes(random, size);
        QCOMPARE(contentDigest(content), sm3(content));
        QVERIFY(isNamed(content, sm3(content)));
        QVERIFY(isNamedInParts(content, sm3(content), 65'536));
    }
}

void ContentDigestTest::largeContentIsNamedByItsLeaves()
{
    QRandomGenerator random(2);
    for (const qsizetype more : {1, 16'383, 16'384, 16'385, 262'144, 700'001}) {
        const QByteArray content = randomBytes(random, Plain + more);
        QCOMPARE(contentDigest(content), sm3(treeOf(content)));
    }
}

void ContentDigestTest::partsOfAnySizeGiveTheSameName()
{
    QRandomGenerator random(3);
    const QByteArray content = randomBytes(random, Plain + 123'457);
    const Digest name = contentDigest(content);
    for (const int largest : {5'000, 16'384, 40'000, 262'144, 2'000'000})
        QCOMPARE(inParts(content, random, largest), name);
    for (const qsizetype size : {7, 16'384, 262'144})
        QVERIFY(isNamedInParts(content, name, size));
}

void ContentDigestTest::anotherByteOrSizeIsAnotherName()
{
    QRandomGenerator random(4);
    const QByteArray content = randomBytes(random, Plain + 50'000);
    const Digest name = contentDigest(content);
    for (int i = 0; i < 8; ++i) {
        QByteArray other = content;
        const auto at = random.bounded(static_cast<int>(other.size()));
        other[at] = static_cast<char>(other.at(at) ^ (1 << (i % 8)));
        QVERIFY(!isNamed(other, name));
        QVERIFY(!isNamedInParts(other, name, 262'144));
    }
    QVERIFY(!isNamed(content.chopped(1), name));
    QVERIFY(!isNamed(content + '\0', name));
    ContentDigest longer(static_cast<quint64>(content.size()) + 1);
    longer.add(content);
    QVERIFY(longer.finish() != name);
}

void ContentDigestTest::thePlainNameIsTakenToo()
{
    QRandomGenerator random(5);
    const QByteArray content = randomBytes(random, Plain + 20'000);
    QVERIFY(contentDigest(content) != sm3(content));
    QVERIFY(isNamed(content, sm3(content)));
    QVERIFY(isNamedInParts(content, sm3(content), 1'000));
    QVERIFY(!isNamed(content, sm3("other")));
}

void ContentDigestTest::noNameStandsForTwoContents()
{
    // What is digested for the name of 600 MB is itself as large as what may have a name of its own.
    QByteArray tree("wenyi content tree 1\0", 21);
    QRandomGenerator random(6);
    tree += randomBytes(random, Plain + 100'000);
    QVERIFY(!isNamed(tree, sm3(tree)));
    for (const qsizetype size : {5, 21, 300'000})
        QVERIFY(!isNamedInParts(tree, sm3(tree), size));
    QVERIFY(isNamed(tree, contentDigest(tree)));
    QVERIFY(isNamedInParts(tree, contentDigest(tree), 5'000));
}

QTEST_GUILESS_MAIN(ContentDigestTest)
#include "ContentDigestTest.moc"
