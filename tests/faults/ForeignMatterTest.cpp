// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/exchange/CourierService.h"
#include "client/core/sealing/FinalDocument.h"
#include "shared/crypto/Sm3.h"
#include "shared/ofd/Package.h"
#include "tests/client/core/exchange/ExchangeOffice.h"
#include "tests/faults/kit/FaultDomain.h"
#include "tests/faults/kit/Wire.h"

#include <QDir>
#include <QDirIterator>
#include <QTest>

#include <functional>

using namespace wenyi;
using namespace wenyi::core;
using namespace wenyi::faults;
using namespace Qt::StringLiterals;
using core::tests::ExchangeOffice;
using core::tests::SampleOffice;

namespace {

QByteArray flipped(QByteArray bytes, qsizetype at)
{
    bytes[at] = static_cast<char>(bytes[at] ^ 1);
    return bytes;
}

/// What a power cut leaves: the length is right, the second half never came.
QByteArray torn(QByteArray bytes)
{
    const qsizetype half = bytes.size() / 2;
    return bytes.replace(half, bytes.size() - half, QByteArray(bytes.size() - half, '\0'));
}

/// A package whose files of that ending went through a change.
QByteArray repacked(const QByteArray &ofd, const QString &ending, const std::function<QByteArray(QByteArray)> &change)
{
    auto entries = ofd::Package::open(ofd)->readAll().value();
    for (ofd::PackageEntry &entry : entries)
        entry.bytes = entry.path.endsWith(ending) ? change(entry.bytes) : entry.bytes;
    return ofd::writePackage(entries).value();
}

} // namespace

/// Envelopes, bundles, seals and OFDs that are torn, truncated, altered, replayed or foreign: refused with a reason of
/// their own, the store and the blobs are as they were but for the audit log, which has the refusal.
class ForeignMatterTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void aHarmedDocumentIsRefused_data();
    void aHarmedDocumentIsRefused();
    void aHarmedEnvelopeIsRefused_data();
    void aHarmedEnvelopeIsRefused();
    void theHonestEnvelopeIsTaken();
    void aHarmedBundleIsRefused_data();
    void aHarmedBundleIsRefused();
    void aBundleAgainOrTooEarlyChangesNothing();

private:
    /// A document in an envelope that its sender's mail room signed, whatever the document is.
    Result<exchange::Envelope> enclose(
        Workspace &mailRoom, const UnitCode &to, const QByteArray &ofd, exchange::PairSequence &sent);
    Result<ArrivalOutcome> take(const QByteArray &header, const QByteArrayList &parts);
    /// Everything of a desktop but what says that something was refused.
    static QStringList stateOf(Workspace &workspace, const QString &folder);
    static QByteArray newestRefusal(Workspace &workspace);
    QString stick() const { return m_exchange->office.path(u"stick"_s); }

    std::unique_ptr<ExchangeOffice> m_exchange;
    std::unique_ptr<FaultDomain> m_elsewhere;
    document::OfficialDocument m_document;
    QByteArray m_ofd;
    QByteArray m_otherOfd;
    exchange::PairSequence m_sent;
    QStringList m_bundles; ///< In their order; the first was taken in before the others are harmed.
    std::optional<exchange::Envelope> m_honest;
};

void ForeignMatterTest::initTestCase()
{
    m_exchange = std::make_unique<ExchangeOffice>();
    m_elsewhere = std::make_unique<FaultDomain>();
    const DispatchOrder order = m_exchange->order(StreamId(u"a"_s), 28);
    m_document = SampleOffice::notice(28);
    m_ofd = order.ofd;
    m_otherOfd = m_exchange->order(StreamId(u"b"_s), 29).ofd;
    const auto honest = enclose(*m_exchange->sender, m_exchange->finance->profile().unit, m_ofd, m_sent);
    VERIFY_DONE(honest);
    m_honest = *honest;
}

Result<exchange::Envelope> ForeignMatterTest::enclose(
    Workspace &mailRoom, const UnitCode &to, const QByteArray &ofd, exchange::PairSequence &sent)
{
    WENYI_TRY(exchange::DocumentHeader header, documentHeaderOf(m_document, mailRoom.profile().unit));
    const QString name = u"公文.ofd"_s;
    header.parts.append({exchange::PartRole::Document, name, ofd.size(), crypto::sm3(ofd)});
    WENYI_TRY(const QByteArray xml, header.toXml());
    return closeEnvelope(mailRoom, {to, xml, ofd, name}, sent, m_exchange->office.random());
}

Result<ArrivalOutcome> ForeignMatterTest::take(const QByteArray &header, const QByteArrayList &parts)
{
    const auto source = [&](const exchange::EnvelopePart &part) -> Result<QByteArray> {
        const auto routing = exchange::EnvelopeHeader::fromBytes(header)->routing();
        return parts.at(routing.parts.indexOf(part));
    };
    return ArrivalService(*m_exchange->finance).take(header, Channel::Bundle, source);
}

QStringList ForeignMatterTest::stateOf(Workspace &workspace, const QString &folder)
{
    QStringList state = dumpOf(workspace.journal().database(), u"audit_"_s);
    state.removeIf([](const QString &line) { return line.startsWith(u"exchange_refused: "_s); });
    QDirIterator blobs(folder + u"/blobs"_s, QDir::Files, QDirIterator::Subdirectories);
    while (blobs.hasNext())
        state.append(blobs.next());
    state.sort();
    return state;
}

QByteArray ForeignMatterTest::newestRefusal(Workspace &workspace)
{
    const auto newest = workspace.audit().newest(1);
    return newest && !newest->isEmpty() ? newest->constFirst().reason.toLatin1() : QByteArray();
}

void ForeignMatterTest::aHarmedDocumentIsRefused_data()
{
    QTest::addColumn<QByteArray>("ofd");
    QTest::addColumn<QByteArray>("reason");
    const auto chopped = [](QByteArray bytes) { return bytes.chopped(bytes.size() / 3); };
    const auto altered = [](QByteArray bytes) { return flipped(bytes, bytes.size() / 2); };
    QTest::newRow("an OFD torn") << torn(m_ofd) << QByteArray("archive.zip-no-end");
    QTest::newRow("an OFD truncated") << chopped(m_ofd) << QByteArray("archive.zip-no-end");
    QTest::newRow("an OFD with an altered page")
        << repacked(m_ofd, u"Content.xml"_s, altered) << QByteArray("arrival.seal");
    QTest::newRow("an OFD without a seal")
        << SealingService(*m_exchange->sender).finish(m_document)->ofd << QByteArray("arrival.seal");
    QTest::newRow("another document than the header tells of") << m_otherOfd << QByteArray("arrival.document-differs");
    QTest::newRow("no OFD at all") << QByteArray("公文") << QByteArray("archive.zip-no-end");

    const QString value = u"SignedValue.dat"_s;
    QTest::newRow("a seal torn") << repacked(m_ofd, value, torn) << QByteArray("arrival.seal");
    QTest::newRow("a seal truncated") << repacked(m_ofd, value, chopped) << QByteArray("arrival.seal");
    QTest::newRow("a seal altered") << repacked(m_ofd, value, altered) << QByteArray("arrival.seal");
    // Replayed: the whole signature of another document, and its value alone.
    const auto other = ofd::Package::open(m_otherOfd)->readAll().value();
    const auto transplanted = [&other, this](const QString &part) {
        auto entries = ofd::Package::open(m_ofd)->readAll().value();
        for (ofd::PackageEntry &entry : entries) {
            for (const ofd::PackageEntry &donor : other)
                entry.bytes = donor.path == entry.path && entry.path.contains(part) ? donor.bytes : entry.bytes;
        }
        return ofd::writePackage(entries).value();
    };
    QTest::newRow("a seal from another document") << transplanted(u"/Signs/"_s) << QByteArray("arrival.seal");
    QTest::newRow("a seal's value from another document") << transplanted(value) << QByteArray("arrival.seal");
    const auto bureau = m_exchange->office.unlock(u"市财政局/sealkeeper"_s);
    const auto preview = SealingService(*m_exchange->office.unlock(u"市政府办/sealkeeper"_s)).preview(m_document);
    const auto foreign = SealingService(*bureau).seal(
        preview->document.ofd, preview->stamps, ofd::Coverage::CloseDocument, SampleOffice::pin(), std::nullopt);
    QTest::newRow("another unit's seal") << foreign->ofd << QByteArray("arrival.seal");
    const auto stranger = m_elsewhere->unlock(u"市政府办/sealkeeper"_s);
    const auto strange = SealingService(*stranger).seal(
        SealingService(*stranger).preview(m_document).value(), FaultDomain::pin(), std::nullopt);
    QTest::newRow("a seal of another domain") << strange->ofd << QByteArray("arrival.seal");
}

void ForeignMatterTest::aHarmedDocumentIsRefused()
{
    QFETCH(QByteArray, ofd);
    QFETCH(QByteArray, reason);
    Workspace &finance = *m_exchange->finance;
    const auto envelope = enclose(*m_exchange->sender, finance.profile().unit, ofd, m_sent);
    VERIFY_DONE(envelope);
    const QString folder = m_exchange->office.folderOf(u"市财政局/mailroom"_s);
    const QStringList before = stateOf(finance, folder);
    QCOMPARE(reasonOf(take(envelope->header.toBytes(), envelope->parts)), reason);
    QCOMPARE(stateOf(finance, folder), before);
    QCOMPARE(newestRefusal(finance), reason);
    VERIFY_DONE(finance.audit().verify());
}

void ForeignMatterTest::aHarmedEnvelopeIsRefused_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<QByteArrayList>("parts");
    QTest::addColumn<QByteArray>("reason");
    const QByteArray header = m_honest->header.toBytes();
    const QByteArrayList parts = m_honest->parts;
    const auto row = [](const char *name, const QByteArray &bytes, const QByteArrayList &content, const char *reason) {
        QTest::newRow(name) << bytes << content << QByteArray(reason);
    };
    // Each in an envelope of its own: the same envelope refused for the same reason is told once.
    const auto withPart = [this, &row](const char *name, qsizetype at, QByteArray (*harm)(QByteArray)) {
        const auto envelope = enclose(*m_exchange->sender, m_exchange->finance->profile().unit, m_ofd, m_sent);
        QByteArrayList harmed = envelope->parts;
        harmed[at] = harm(harmed[at]);
        row(name, envelope->header.toBytes(), harmed, "envelope.part-altered");
    };
    row("a header torn", torn(header), parts, "cbor.type");
    row("a header truncated", header.chopped(1), parts, "cbor.malformed");
    row("a header altered", flipped(header, header.size() - 40), parts, "envelope.signature");
    row("parts swapped", header, {parts[1], parts[0]}, "envelope.part-altered");
    withPart("a part torn", 1, torn);
    withPart("a part truncated", 1, [](QByteArray bytes) { return bytes.chopped(1); });
    withPart("a part altered", 0, [](QByteArray bytes) { return flipped(bytes, bytes.size() / 2); });
    Workspace &sender = *m_exchange->sender;
    exchange::PairSequence toTown;
    const auto elsewhere = enclose(sender, m_exchange->town->profile().unit, m_ofd, toTown);
    row("an envelope for another unit", elsewhere->header.toBytes(), elsewhere->parts, "envelope.not-for-you");
    exchange::PairSequence again;
    const auto stranger = m_elsewhere->unlock(u"市政府办/mailroom"_s);
    const auto foreign = enclose(*stranger, m_exchange->finance->profile().unit, m_ofd, again);
    row("an envelope of another domain", foreign->header.toBytes(), foreign->parts, "envelope.signer");
}

void ForeignMatterTest::aHarmedEnvelopeIsRefused()
{
    QFETCH(QByteArray, header);
    QFETCH(QByteArrayList, parts);
    QFETCH(QByteArray, reason);
    Workspace &finance = *m_exchange->finance;
    const QString folder = m_exchange->office.folderOf(u"市财政局/mailroom"_s);
    const QStringList before = stateOf(finance, folder);
    const auto rows = finance.audit().verify();
    QCOMPARE(reasonOf(take(header, parts)), reason);
    QCOMPARE(stateOf(finance, folder), before);
    QCOMPARE(newestRefusal(finance), reason);
    QCOMPARE(*finance.audit().verify(), *rows + 1);
}

void ForeignMatterTest::theHonestEnvelopeIsTaken()
{
    // What was refused was refused for what was done to it.
    Workspace &finance = *m_exchange->finance;
    const QString folder = m_exchange->office.folderOf(u"市财政局/mailroom"_s);
    const auto taken = take(m_honest->header.toBytes(), m_honest->parts);
    VERIFY_DONE(taken);
    QVERIFY(taken->novelty == Novelty::New);
    // Replayed: the same is known, another at the same place in the row is a fork.
    const QStringList before = stateOf(finance, folder);
    const auto again = take(m_honest->header.toBytes(), m_honest->parts);
    VERIFY_DONE(again);
    QVERIFY(again->novelty == Novelty::KnownAlready);
    exchange::PairSequence anew;
    const auto fork = enclose(*m_exchange->sender, finance.profile().unit, m_ofd, anew);
    QCOMPARE(reasonOf(take(fork->header.toBytes(), fork->parts)), QByteArray("envelope.sequence-fork"));
    QCOMPARE(newestRefusal(finance), QByteArray("envelope.sequence-fork"));
    QCOMPARE(stateOf(finance, folder), before);
}

void ForeignMatterTest::aHarmedBundleIsRefused_data()
{
    QTest::addColumn<QString>("fileName");
    QTest::addColumn<QByteArray>("reason");
    QVERIFY(QDir().mkpath(stick()));
    exchange::FolderMedium medium(stick());
    Workspace &sender = *m_exchange->sender;
    Workspace &town = *m_exchange->town;
    CourierService courier(sender);
    // The first is taken in; the second is the one that is harmed.
    const auto first = courier.exportTo(town.profile().desktop, medium);
    QVERIFY(first && CourierService(town).import(medium, first->fileName));
    const auto second = courier.exportTo(town.profile().desktop, medium);
    const auto third = courier.exportTo(town.profile().desktop, medium);
    QVERIFY(second && third);
    m_bundles = {first->fileName, second->fileName, third->fileName};
    const QByteArray whole = *readBounded(stick() + u'/' + second->fileName, 1 << 28);
    const auto row = [this](const char *name, const QByteArray &bytes, const char *reason) {
        const QString fileName = u"%1.wyb"_s.arg(QString::fromLatin1(name).replace(u' ', u'-'));
        QVERIFY(writeDurably(stick() + u'/' + fileName, bytes));
        QTest::newRow(name) << fileName << QByteArray(reason);
    };
    row("a bundle torn", torn(whole), "bundle.item-altered");
    row("a bundle truncated", whole.chopped(1), "bundle.size");
    row("a bundle without its head", whole.sliced(100), "bundle.magic");
    row("a bundle altered in its head", flipped(whole, 100), "courier.unknown-desktop");
    row("a bundle altered at its end", flipped(whole, whole.size() - 100), "bundle.item-altered");
    const auto back = CourierService(town).exportTo(sender.profile().desktop, medium);
    QTest::newRow("a bundle for another desktop") << back->fileName << QByteArray("bundle.not-for-you");
    const auto stranger = m_elsewhere->unlock(u"市政府办/mailroom"_s);
    const auto foreign = CourierService(*stranger).exportTo(town.profile().desktop, medium);
    QTest::newRow("a bundle of another domain") << foreign->fileName << QByteArray("bundle.signer");
}

void ForeignMatterTest::aHarmedBundleIsRefused()
{
    QFETCH(QString, fileName);
    QFETCH(QByteArray, reason);
    Workspace &town = *m_exchange->town;
    exchange::FolderMedium medium(stick());
    const QString folder = m_exchange->office.folderOf(u"澄江镇/mailroom"_s);
    const QStringList before = stateOf(town, folder);
    QCOMPARE(reasonOf(CourierService(town).import(medium, fileName)), reason);
    QCOMPARE(stateOf(town, folder), before);
    QCOMPARE(newestRefusal(town), reason);
    VERIFY_DONE(town.audit().verify());
}

void ForeignMatterTest::aBundleAgainOrTooEarlyChangesNothing()
{
    Workspace &town = *m_exchange->town;
    exchange::FolderMedium medium(stick());
    const QString folder = m_exchange->office.folderOf(u"澄江镇/mailroom"_s);
    QCOMPARE(m_bundles.size(), 3);
    QStringList before = stateOf(town, folder);
    // That one is missing is no fault of the bundle, and the audit log is for faults.
    QCOMPARE(reasonOf(CourierService(town).import(medium, m_bundles[2])), QByteArray("bundle.sequence-gap"));
    QCOMPARE(stateOf(town, folder), before);
    for (const qsizetype next : {1, 2})
        VERIFY_DONE(CourierService(town).import(medium, m_bundles[next]));
    before = stateOf(town, folder);
    for (const QString &again : m_bundles) {
        const auto report = CourierService(town).import(medium, again);
        VERIFY_DONE(report);
        QVERIFY(report->wasImportedBefore);
    }
    QCOMPARE(stateOf(town, folder), before);
}

QTEST_GUILESS_MAIN(ForeignMatterTest)
#include "ForeignMatterTest.moc"
