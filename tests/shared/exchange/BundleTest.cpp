// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/exchange/BundleReader.h"

#include "shared/crypto/ContentCipher.h"
#include "tests/shared/exchange/ExchangeFixtures.h"

#include <QBuffer>
#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace wenyi;
using namespace wenyi::exchange;
using namespace wenyi::tests;
using namespace Qt::StringLiterals;

namespace {

/// A stick that is pulled out at one call: that call and every later one until it is put back fail.
class PulledMedium final : public BundleMedium
{
public:
    PulledMedium(const QString &path, int callsBeforePulling)
        : m_folder(path)
        , m_left(callsBeforePulling)
    {
    }
    Result<void> create(const QString &name) override { return here() ? m_folder.create(name) : gone(); }
    Result<void> append(QByteArrayView bytes) override
    {
        if (here())
            return m_folder.append(bytes);
        if (m_left == -1) // Half of what was being written still arrives.
            static_cast<void>(m_folder.append(bytes.first(bytes.size() / 2)));
        return gone();
    }
    Result<void> finish() override { return here() ? m_folder.finish() : gone(); }
    Result<std::unique_ptr<QIODevice>> open(const QString &name) override
    {
        if (here())
            return m_folder.open(name);
        return gone().error();
    }
    Result<void> rename(const QString &from, const QString &to) override
    {
        return here() ? m_folder.rename(from, to) : gone();
    }
    Result<void> syncFolder() override { return here() ? m_folder.syncFolder() : gone(); }
    void discard(const QString &name) override
    {
        if (m_discards == Discards::Work)
            m_folder.discard(name);
    }

    enum class Discards { Work, Fail };
    void setDiscards(Discards discards) { m_discards = discards; }
    bool wasPulled() const { return m_left < 0; }

private:
    bool here() { return m_left-- > 0; }
    static Result<void> gone() { return Error{ErrorCode::StorageFailure, "bundle.medium", {}}; }

    FolderMedium m_folder;
    int m_left;
    Discards m_discards = Discards::Work;
};

} // namespace

class BundleTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void addresseeReadsWhatWasWritten();
    void fileHoldsNothingOfTheContent();
    void streamsItemsLargerThanABatch();
    void anotherAddresseeIsRefused();
    void anotherSenderIsRefused();
    void replaysForksGapsAndOldOnesAreRefused();
    void everyTruncationAndAdditionIsRefused();
    void everySampledBitCounts();
    void itemsSwappedOrTakenFromAnotherBundleAreRefused();
    void stickThatChangesAfterTheCheckIsSeen();
    void stickPulledAtAnyCallLeavesNoBundle();
    void stickThatReadsBackOtherBytesIsNotSafe();
    void aFullStickIsCalledFullAndLeftEmpty();
    void cancellingLeavesNothing();
    void itemsThatAreNotWhatTheySayAreNotWritten();
    void factsThatBreakARuleAreNotWritten();

private:
    BundleOrder order(const PairPosition &position = {})
    {
        return {u"fedcba9876543210fedcba9876543210"_s, Office, {Town, m_domain.desktop(Town).certificate()},
            m_domain.now(), m_domain.now() + std::chrono::hours(24 * 30), position};
    }
    QList<BundleContent> contents() const
    {
        return {BundleContent::ofBytes(BundleItemKind::Envelope, "an envelope's header"),
            BundleContent::ofBytes(BundleItemKind::Part, QByteArray(70'000, 'p')),
            BundleContent::ofBytes(BundleItemKind::Receipt, {}),
            BundleContent::ofBytes(BundleItemKind::Directory, QByteArray(500, 'd'))};
    }
    Result<BundleHeader> write(const BundleOrder &what, const QString &name = u"a.wyb"_s)
    {
        FolderMedium medium(m_folder.path());
        return BundleWriter(medium, m_domain.desktop(Office), m_domain.random()).write(name, what, contents());
    }
    QByteArray bytesOf(const QString &name = u"a.wyb"_s) const
    {
        QFile file(m_folder.filePath(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    BundleExpectation expectation()
    {
        return {{Office, m_domain.desktop(Office).certificate()}, {Town, m_domain.desktop(Town).certificate()},
            m_domain.now() + std::chrono::hours(24), {}, GapPolicy::Refuse};
    }
    Result<BundleReader> open(const QByteArray &bytes, const BundleExpectation &expected)
    {
        return BundleReader::open(deviceOf(bytes), expected, m_domain.desktop(Town).key());
    }
    static std::unique_ptr<QIODevice> deviceOf(const QByteArray &bytes)
    {
        auto buffer = std::make_unique<QBuffer>();
        buffer->setData(bytes);
        buffer->open(QIODevice::ReadOnly);
        return buffer;
    }
    QStringList files() const { return QDir(m_folder.path()).entryList(QDir::Files, QDir::Name); }

    Domain m_domain;
    QTemporaryDir m_folder;
};

void BundleTest::addresseeReadsWhatWasWritten()
{
    const auto written = write(order());
    QVERIFY2(written, reasonOf(written).constData());
    QCOMPARE(files(), QStringList{u"a.wyb"_s});
    auto reader = open(bytesOf(), expectation());
    QVERIFY2(reader, reasonOf(reader).constData());
    QCOMPARE(reader->header().digest(), written->digest());
    QVERIFY(reader->header().facts() == written->facts());
    QCOMPARE(reader->items().size(), 4);
    QCOMPARE(*reader->read(0), "an envelope's header");
    QCOMPARE(*reader->read(3), QByteArray(500, 'd'));
    QCOMPARE(*reader->read(1), QByteArray(70'000, 'p'));
    QCOMPARE(*reader->read(2), QByteArray());
    QCOMPARE(reader->items().at(1).kind, BundleItemKind::Part);
    QCOMPARE(reasonOf(reader->read(4)), "bundle.no-item");
    QCOMPARE(reasonOf(reader->read(-1)), "bundle.no-item");
}

void BundleTest::fileHoldsNothingOfTheContent()
{
    QVERIFY(write(order()));
    QVERIFY(!bytesOf().contains("an envelope's header"));
    QVERIFY(!bytesOf().contains(QByteArray(20, 'p')));
}

void BundleTest::streamsItemsLargerThanABatch()
{
    const QByteArray large = m_domain.random().bytes(2 * crypto::ContentBatchSize + 3 * crypto::ContentChunkSize);
    FolderMedium medium(m_folder.path());
    qint64 last = 0;
    const BundleProgress progress = [&last](qint64 done, qint64 total) {
        if (done < last || done > total)
            qFatal("progress goes back");
        last = done;
        return Continuation::GoOn;
    };
    const auto written =
        BundleWriter(medium, m_domain.desktop(Office), m_domain.random())
            .write(u"b.wyb"_s, order(), {BundleContent::ofBytes(BundleItemKind::Blob, large)}, progress);
    QVERIFY2(written, reasonOf(written).constData());
    QCOMPARE(last, QFileInfo(m_folder.filePath(u"b.wyb"_s)).size());
    auto reader = open(bytesOf(u"b.wyb"_s), expectation());
    QVERIFY(reader);
    QBuffer sink;
    sink.open(QIODevice::WriteOnly);
    QVERIFY(reader->copyTo(0, sink));
    QCOMPARE(sink.data(), large);
}

void BundleTest::anotherAddresseeIsRefused()
{
    QVERIFY(write(order()));
    BundleExpectation finance = expectation();
    finance.self = {Finance, m_domain.desktop(Finance).certificate()};
    QCOMPARE(reasonOf(open(bytesOf(), finance)), "bundle.not-for-you");
    BundleExpectation secondDesktop = expectation();
    secondDesktop.self.desktop = m_domain.desktop(Finance).certificate();
    QCOMPARE(reasonOf(open(bytesOf(), secondDesktop)), "bundle.not-for-you");
    QCOMPARE(reasonOf(BundleReader::open(deviceOf(bytesOf()), expectation(), m_domain.desktop(Finance).key())),
        "bundle.key-altered");
}

void BundleTest::anotherSenderIsRefused()
{
    QVERIFY(write(order()));
    BundleExpectation expected = expectation();
    expected.sender.unit = Finance; // The directory says that the desktop is another unit's.
    QCOMPARE(reasonOf(open(bytesOf(), expected)), "bundle.impersonated");
    expected.sender = {Office, m_domain.desktop(Stranger).certificate()};
    QCOMPARE(reasonOf(open(bytesOf(), expected)), "bundle.impersonated");
    expected.sender.desktop = m_domain.unit(Office).signer.certificate();
    QCOMPARE(reasonOf(open(bytesOf(), expected)), "bundle.impersonated");
    Domain another;
    expected.sender.desktop = another.desktop(Office).certificate();
    QCOMPARE(reasonOf(open(bytesOf(), expected)), "bundle.signer");
}

void BundleTest::replaysForksGapsAndOldOnesAreRefused()
{
    const Digest first = crypto::sm3("first");
    const auto written = write(order({2, first}));
    QVERIFY(written);
    BundleExpectation expected = expectation();
    QCOMPARE(reasonOf(open(bytesOf(), expected)), "bundle.sequence-gap");
    QCOMPARE(open(bytesOf(), expected).error().detail, u"1-1"_s);
    expected.gaps = GapPolicy::Accept;
    QVERIFY(open(bytesOf(), expected));
    expected.gaps = GapPolicy::Refuse;
    expected.last = TakenBundle{1, first};
    QVERIFY(open(bytesOf(), expected));
    expected.last = TakenBundle{1, crypto::sm3("other")};
    QCOMPARE(reasonOf(open(bytesOf(), expected)), "bundle.previous-altered");
    expected.last = TakenBundle{2, written->digest()};
    QCOMPARE(reasonOf(open(bytesOf(), expected)), "bundle.already-imported");
    expected.last = TakenBundle{2, first};
    QCOMPARE(reasonOf(open(bytesOf(), expected)), "bundle.fork");
    expected.last = TakenBundle{7, first};
    QCOMPARE(reasonOf(open(bytesOf(), expected)), "bundle.already-imported");
    expected.last = TakenBundle{1, first};
    expected.now = m_domain.now() + std::chrono::hours(24 * 30);
    QCOMPARE(reasonOf(open(bytesOf(), expected)), "bundle.expired");
}

void BundleTest::everyTruncationAndAdditionIsRefused()
{
    QVERIFY(write(order()));
    const QByteArray bytes = bytesOf();
    for (qsizetype size = 0; size < bytes.size(); size += size < 1500 ? 1 : 811)
        QVERIFY2(!open(bytes.left(size), expectation()), QByteArray::number(size).constData());
    QVERIFY(!open(bytes.chopped(1), expectation()));
    QCOMPARE(reasonOf(open(bytes + 'x', expectation())), "bundle.size");
}

void BundleTest::everySampledBitCounts()
{
    QVERIFY(write(order()));
    const QByteArray bytes = bytesOf();
    for (qsizetype bit = 0; bit < bytes.size() * 8; bit += bit < 12'000 ? 7 : 1999)
        QVERIFY2(!open(flipped(bytes, bit), expectation()), QByteArray::number(bit).constData());
}

void BundleTest::itemsSwappedOrTakenFromAnotherBundleAreRefused()
{
    const QList<BundleContent> twins{BundleContent::ofBytes(BundleItemKind::Blob, QByteArray(100, 'x')),
        BundleContent::ofBytes(BundleItemKind::Blob, QByteArray(100, 'x'))};
    FolderMedium medium(m_folder.path());
    QVERIFY(BundleWriter(medium, m_domain.desktop(Office), m_domain.random()).write(u"a.wyb"_s, order(), twins));
    const QByteArray bytes = bytesOf();
    const qsizetype size = crypto::protectedSize(100);
    const QByteArray swapped = bytes.chopped(2 * size) + bytes.right(size) + bytes.right(2 * size).left(size);
    QCOMPARE(swapped.size(), bytes.size());
    QCOMPARE(reasonOf(open(swapped, expectation())), "bundle.item-altered");
    QVERIFY(BundleWriter(medium, m_domain.desktop(Office), m_domain.random()).write(u"b.wyb"_s, order(), twins));
    QCOMPARE(
        reasonOf(open(bytes.chopped(size) + bytesOf(u"b.wyb"_s).right(size), expectation())), "bundle.item-altered");
}

void BundleTest::stickThatChangesAfterTheCheckIsSeen()
{
    QVERIFY(write(order()));
    auto file = std::make_unique<QFile>(m_folder.filePath(u"a.wyb"_s));
    QVERIFY(file->open(QIODevice::ReadOnly | QIODevice::Unbuffered));
    auto reader = BundleReader::open(std::move(file), expectation(), m_domain.desktop(Town).key());
    QVERIFY(reader);
    QFile other(m_folder.filePath(u"a.wyb"_s));
    QVERIFY(other.open(QIODevice::ReadWrite));
    QVERIFY(other.seek(other.size() - 10));
    QVERIFY(other.write("changed") == 7);
    other.close();
    QCOMPARE(reasonOf(reader->read(3)), "bundle.item-altered");
    QCOMPARE(*reader->read(0), "an envelope's header");
}

void BundleTest::stickPulledAtAnyCallLeavesNoBundle()
{
    for (const auto discards : {PulledMedium::Discards::Work, PulledMedium::Discards::Fail}) {
        for (int call = 0;; ++call) {
            QTemporaryDir stick;
            PulledMedium medium(stick.path(), call);
            medium.setDiscards(discards);
            BundleWriter writer(medium, m_domain.desktop(Office), m_domain.random());
            const auto written = writer.write(u"a.wyb"_s, order(), contents());
            const QString bundle = stick.filePath(u"a.wyb"_s);
            if (!medium.wasPulled()) {
                QVERIFY(written);
                QVERIFY(call > 10);
                break; // Every call has had its turn.
            }
            QVERIFY(!written);
            QCOMPARE(reasonOf(written), "bundle.medium");
            // Where the stick was pulled after the renaming nothing can be taken back; then the bundle is whole.
            if (discards == PulledMedium::Discards::Work)
                QVERIFY(QDir(stick.path()).isEmpty());
            else if (QFile file(bundle); file.open(QIODevice::ReadOnly))
                QVERIFY(open(file.readAll(), expectation()));
            FolderMedium putBack(stick.path());
            QVERIFY(BundleWriter(putBack, m_domain.desktop(Office), m_domain.random())
                        .write(u"a.wyb"_s, order(), contents()));
            QCOMPARE(QDir(stick.path()).entryList(QDir::Files), QStringList{u"a.wyb"_s});
            QFile file(bundle);
            QVERIFY(file.open(QIODevice::ReadOnly));
            QVERIFY(open(file.readAll(), expectation()));
        }
    }
}

void BundleTest::stickThatReadsBackOtherBytesIsNotSafe()
{
    /// Says that it wrote, and wrote something else: a counterfeit stick.
    class LyingMedium final : public BundleMedium
    {
    public:
        explicit LyingMedium(const QString &path)
            : m_folder(path)
        {
        }
        Result<void> create(const QString &name) override { return m_folder.create(name); }
        Result<void> append(QByteArrayView bytes) override { return m_folder.append(QByteArray(bytes.size(), '\0')); }
        Result<void> finish() override { return m_folder.finish(); }
        Result<std::unique_ptr<QIODevice>> open(const QString &name) override { return m_folder.open(name); }
        Result<void> rename(const QString &from, const QString &to) override { return m_folder.rename(from, to); }
        Result<void> syncFolder() override { return m_folder.syncFolder(); }
        void discard(const QString &name) override { m_folder.discard(name); }

    private:
        FolderMedium m_folder;
    };
    LyingMedium medium(m_folder.path());
    QFile::remove(m_folder.filePath(u"c.wyb"_s));
    const auto written =
        BundleWriter(medium, m_domain.desktop(Office), m_domain.random()).write(u"c.wyb"_s, order(), contents());
    QCOMPARE(reasonOf(written), "bundle.reread");
    QVERIFY(!files().contains(u"c.wyb"_s) && !files().contains(u"c.wyb.part"_s));
}

void BundleTest::aFullStickIsCalledFullAndLeftEmpty()
{
    QTemporaryDir stick;
    FolderMedium medium(stick.path());
    BundleWriter writer(medium, m_domain.desktop(Office), m_domain.random());
    // Whatever is written to this device finds no room.
    QVERIFY(QFile::link(u"/dev/full"_s, stick.filePath(u"a.wyb.part"_s)));
    QCOMPARE(reasonOf(writer.write(u"a.wyb"_s, order(), contents())), QByteArray("bundle.medium-full"));
    QVERIFY(QDir(stick.path()).isEmpty(QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot));
    // With room the same one is written.
    const auto written = writer.write(u"a.wyb"_s, order(), contents());
    QVERIFY2(written, reasonOf(written).constData());
    QCOMPARE(QDir(stick.path()).entryList(QDir::Files), QStringList{u"a.wyb"_s});
}

void BundleTest::cancellingLeavesNothing()
{
    for (int calls = 0; calls < 8; ++calls) {
        QTemporaryDir stick;
        FolderMedium medium(stick.path());
        int left = calls;
        const auto written = BundleWriter(medium, m_domain.desktop(Office), m_domain.random())
                                 .write(u"a.wyb"_s, order(), contents(), [&left](qint64, qint64) {
                                     return left-- > 0 ? Continuation::GoOn : Continuation::Cancel;
                                 });
        QCOMPARE(reasonOf(written), "bundle.cancelled");
        QVERIFY(QDir(stick.path()).isEmpty());
    }
    QVERIFY(write(order()));
    const auto reader = BundleReader::open(deviceOf(bytesOf()), expectation(), m_domain.desktop(Town).key(),
        [](qint64, qint64) { return Continuation::Cancel; });
    QCOMPARE(reasonOf(reader), "bundle.cancelled");
}

void BundleTest::itemsThatAreNotWhatTheySayAreNotWritten()
{
    for (const QByteArray &actual : {QByteArray("other"), QByteArray("tru"), QByteArray("tru!")}) {
        BundleContent content = BundleContent::ofBytes(BundleItemKind::Blob, actual);
        content.item = BundleContent::ofBytes(BundleItemKind::Blob, "true").item;
        QTemporaryDir stick;
        FolderMedium medium(stick.path());
        const auto written =
            BundleWriter(medium, m_domain.desktop(Office), m_domain.random()).write(u"a.wyb"_s, order(), {content});
        QCOMPARE(reasonOf(written), "bundle.item-changed");
        QVERIFY(QDir(stick.path()).isEmpty());
    }
}

void BundleTest::factsThatBreakARuleAreNotWritten()
{
    const auto reasonFor = [this](const std::function<void(BundleOrder &)> &change) {
        BundleOrder changed = order();
        change(changed);
        return reasonOf(write(changed, u"d.wyb"_s));
    };
    QCOMPARE(reasonFor([](auto &o) { o.id = u"../x"_s; }), "bundle.identifier");
    QCOMPARE(reasonFor([](auto &o) { o.expires = o.created; }), "bundle.time");
    QCOMPARE(reasonFor([](auto &o) { o.position = {2, {}}; }), "bundle.position");
    QCOMPARE(reasonFor([this](auto &o) { o.addressee.desktop = m_domain.unit(Town).signer.certificate(); }),
        "bundle.addressee-certificate");
    QCOMPARE(reasonOf(write(order(), u"../d.wyb"_s)), "bundle.name");
    QCOMPARE(reasonOf(write(order(), u"d.exe"_s)), "bundle.name");
    BundleContent huge = BundleContent::ofBytes(BundleItemKind::Receipt, "x");
    huge.item.size = largestItem(BundleItemKind::Receipt) + 1;
    FolderMedium medium(m_folder.path());
    QCOMPARE(
        reasonOf(BundleWriter(medium, m_domain.desktop(Office), m_domain.random()).write(u"d.wyb"_s, order(), {huge})),
        "bundle.too-large");
    QVERIFY(!files().contains(u"d.wyb"_s));
}

QTEST_APPLESS_MAIN(BundleTest)
#include "BundleTest.moc"
