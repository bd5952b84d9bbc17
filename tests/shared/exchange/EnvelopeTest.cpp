// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/shared/exchange/ExchangeFixtures.h"

#include "shared/exchange/ExchangeLimits.h"
#include "shared/exchange/Names.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::exchange;
using namespace wenyi::tests;
using namespace Qt::StringLiterals;

using Alteration = std::function<void(EnvelopeRouting &)>;

class EnvelopeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void recipientOpensWhatTheSenderPacked();
    void headerHoldsNothingOfTheContent();
    void onlyARecipientOpens();
    void anotherUnitsCertificateIsRefused();
    void everyFieldThatIsAlteredUnderTheOldSignatureIsRefused_data();
    void everyFieldThatIsAlteredUnderTheOldSignatureIsRefused();
    void everyBitOfTheHeaderCounts();
    void everyTruncationOfTheHeaderIsRefused();
    void alteredPartsAreRefused();
    void partsOfAnotherEnvelopeAreRefused();
    void contentIsTiedToItsRecipients();
    void factsThatBreakARuleAreNotSigned_data();
    void factsThatBreakARuleAreNotSigned();
    void recipientNeedsACertificateForContentKeys();
    void namesThatCouldBePathsAreRefused_data();
    void namesThatCouldBePathsAreRefused();

private:
    Result<OpenedEnvelope> open(const Envelope &envelope, const UnitCode &unit)
    {
        const EnvelopeReader reader(unit, m_domain.unit(unit).encryption.key());
        return reader.open(envelope.header, m_domain.unit(Office).signer.certificate(), partsOf(envelope));
    }
    /// The routing with `change`, signed by the sender's own key where `signer` says so.
    static Result<EnvelopeHeader> resigned(
        const EnvelopeHeader &header, const Alteration &change, crypto::Signer &signer)
    {
        EnvelopeRouting routing = header.routing();
        change(routing);
        return EnvelopeHeader::sign(routing, signer);
    }

    Domain m_domain;
};

void EnvelopeTest::recipientOpensWhatTheSenderPacked()
{
    const Envelope envelope = m_domain.envelope({Finance, Town});
    const auto header = EnvelopeHeader::fromBytes(envelope.header.toBytes());
    QVERIFY2(header, reasonOf(header).constData());
    QCOMPARE(header->digest(), envelope.header.digest());
    QVERIFY(header->routing() == envelope.header.routing());
    for (const UnitCode &unit : {Finance, Town}) {
        const auto opened = open({*header, envelope.parts}, unit);
        QVERIFY2(opened, reasonOf(opened).constData());
        QCOMPARE(opened->parts.size(), 3);
        QCOMPARE(opened->parts.at(0).content, "<header/>");
        QCOMPARE(opened->parts.at(1).content, QByteArray(200'000, 'd'));
        QCOMPARE(opened->parts.at(2).name, u"附件1.xlsx"_s);
        QCOMPARE(opened->recipient.unit, unit);
        QCOMPARE(opened->recipient.printQuota, 5u);
        QCOMPARE(opened->recipient.copies.from, unit == Finance ? 1u : 6u);
    }
}

void EnvelopeTest::headerHoldsNothingOfTheContent()
{
    const QByteArray bytes = m_domain.envelope({Finance}).header.toBytes();
    for (const QString &canary : {u"关于开展"_s, u"附件1"_s, u"xlsx"_s, u"公文头"_s})
        QVERIFY(!bytes.contains(canary.toUtf8()));
}

void EnvelopeTest::onlyARecipientOpens()
{
    const Envelope envelope = m_domain.envelope({Finance});
    QCOMPARE(reasonOf(open(envelope, Town)), "envelope.not-for-you");
    // With the recipient's name but a key of its own.
    const EnvelopeReader reader(Finance, m_domain.unit(Stranger).encryption.key());
    QCOMPARE(reasonOf(reader.open(envelope.header, m_domain.unit(Office).signer.certificate(), partsOf(envelope))),
        "envelope.key-altered");
}

void EnvelopeTest::anotherUnitsCertificateIsRefused()
{
    const Envelope envelope = m_domain.envelope({Finance});
    QCOMPARE(reasonOf(envelope.header.verify(m_domain.unit(Stranger).signer.certificate())), "envelope.impersonated");
    QCOMPARE(reasonOf(envelope.header.verify(m_domain.unit(Office).encryption.certificate())), "envelope.impersonated");
    QCOMPARE(reasonOf(envelope.header.verify(m_domain.desktop(Office).certificate())), "envelope.impersonated");
    Domain another; // The same codes under keys of another authority.
    QCOMPARE(reasonOf(envelope.header.verify(another.unit(Office).signer.certificate())), "envelope.signer");
    const auto forged = resigned(
        envelope.header, [](EnvelopeRouting &) {}, m_domain.unit(Stranger).signer);
    QCOMPARE(reasonOf(forged), "envelope.impersonated");
}

void EnvelopeTest::everyFieldThatIsAlteredUnderTheOldSignatureIsRefused_data()
{
    QTest::addColumn<Alteration>("alter");
    const auto row = [](const char *name, Alteration alter) { QTest::newRow(name) << alter; };
    row("id", [](auto &r) { r.id = EnvelopeId(u"another"_s); });
    row("desktop", [](auto &r) { r.desktop = DesktopId(u"another"_s); });
    row("created", [](auto &r) { r.created += std::chrono::milliseconds(1); });
    row("urgency", [](auto &r) { r.urgency = Urgency::Ordinary; });
    row("secrecy", [](auto &r) { r.secrecy = Secrecy::Unclassified; });
    row("recipient", [](auto &r) { r.recipients[0].unit = Stranger; });
    row("wrapped key", [](auto &r) { r.recipients[0].wrappedKey = r.recipients[1].wrappedKey; });
    row("copies from", [](auto &r) { --r.recipients[1].copies.from; });
    row("copies to", [](auto &r) { ++r.recipients[1].copies.to; });
    row("print quota", [](auto &r) { ++r.recipients[0].printQuota; });
    row("sequence", [](auto &r) { ++r.recipients[0].position.sequence; });
    row("previous", [](auto &r) { r.recipients[0].position.previous = Digest{}; });
    row("recipient dropped", [](auto &r) { r.recipients.removeLast(); });
    row("recipients swapped", [](auto &r) { r.recipients.swapItemsAt(0, 1); });
    row("part role", [](auto &r) { r.parts[2].role = PartRole::Source; });
    row("part size", [](auto &r) { ++r.parts[1].size; });
    row("part digest", [](auto &r) { r.parts[1].digest = {}; });
    row("part dropped", [](auto &r) { r.parts.removeLast(); });
    row("manifest", [](auto &r) { r.sealedManifest = flipped(r.sealedManifest, 300); });
}

void EnvelopeTest::everyFieldThatIsAlteredUnderTheOldSignatureIsRefused()
{
    QFETCH(Alteration, alter);
    const Envelope envelope = m_domain.envelope({Finance, Town});
    // The altered facts in canonical form, under the signature that the true facts have.
    const auto altered = resigned(envelope.header, alter, m_domain.unit(Office).signer);
    QVERIFY2(altered, reasonOf(altered).constData());
    SignedBody forged = *SignedBody::fromBytes(altered->toBytes(), bounds::EnvelopeHeader);
    forged.signature = SignedBody::fromBytes(envelope.header.toBytes(), bounds::EnvelopeHeader)->signature;
    const auto header = EnvelopeHeader::fromBytes(forged.toBytes());
    QVERIFY2(header, reasonOf(header).constData());
    QCOMPARE(reasonOf(open({*header, envelope.parts}, Finance)), "envelope.signature");
    QVERIFY(header->digest() != envelope.header.digest());
}

void EnvelopeTest::everyBitOfTheHeaderCounts()
{
    const Envelope envelope = m_domain.envelope({Finance});
    const QByteArray bytes = envelope.header.toBytes();
    const auto &certificate = m_domain.unit(Office).signer.certificate();
    for (qsizetype bit = 0; bit < bytes.size() * 8; bit += 1 + bit % 3) {
        const auto header = EnvelopeHeader::fromBytes(flipped(bytes, bit));
        QVERIFY2(!header || !header->verify(certificate), QByteArray::number(bit).constData());
    }
}

void EnvelopeTest::everyTruncationOfTheHeaderIsRefused()
{
    const QByteArray bytes = m_domain.envelope({Finance}).header.toBytes();
    for (qsizetype size = 0; size < bytes.size(); ++size)
        QVERIFY(!EnvelopeHeader::fromBytes(bytes.left(size)));
    QVERIFY(!EnvelopeHeader::fromBytes(bytes + '\0'));
}

void EnvelopeTest::alteredPartsAreRefused()
{
    const Envelope envelope = m_domain.envelope({Finance});
    for (qsizetype i = 0; i < envelope.parts.size(); ++i) {
        const QByteArray part = envelope.parts.at(i);
        for (const QByteArray &altered : {flipped(part, 0), flipped(part, part.size() * 4),
                 flipped(part, part.size() * 8 - 1), part.chopped(1), part + 'x', QByteArray()}) {
            Envelope forged = envelope;
            forged.parts[i] = altered;
            QCOMPARE(reasonOf(open(forged, Finance)), "envelope.part-altered");
        }
    }
}

void EnvelopeTest::partsOfAnotherEnvelopeAreRefused()
{
    const Envelope first = m_domain.envelope({Finance});
    const Envelope second = m_domain.envelope({Finance});
    QCOMPARE(reasonOf(open({first.header, second.parts}, Finance)), "envelope.part-altered");
}

void EnvelopeTest::contentIsTiedToItsRecipients()
{
    // Even the sender cannot add a recipient to a manifest that was signed for others.
    const Envelope envelope = m_domain.envelope({Finance, Town});
    const auto header = resigned(
        envelope.header, [](EnvelopeRouting &r) { r.recipients.removeLast(); }, m_domain.unit(Office).signer);
    QCOMPARE(reasonOf(open({*header, envelope.parts}, Finance)), "envelope.manifest-foreign");
}

void EnvelopeTest::factsThatBreakARuleAreNotSigned_data()
{
    QTest::addColumn<Alteration>("alter");
    QTest::addColumn<QByteArray>("reason");
    const auto row = [](const char *name, const QByteArray &reason, Alteration alter) {
        QTest::newRow(name) << alter << reason;
    };
    row("no id", "envelope.identifier", [](auto &r) { r.id = {}; });
    row("id with a path", "envelope.identifier", [](auto &r) { r.id = EnvelopeId(u"../x"_s); });
    row("id with an invisible character", "envelope.identifier", [](auto &r) { r.id = EnvelopeId(u"a\u202eb"_s); });
    row("nobody", "envelope.recipients", [](auto &r) { r.recipients.clear(); });
    row("twice", "envelope.duplicate-recipient", [](auto &r) { r.recipients[1] = r.recipients[0]; });
    row("copies backwards", "envelope.copies", [](auto &r) { r.recipients[0].copies = {5, 1}; });
    row("copies from nowhere", "envelope.copies", [](auto &r) { r.recipients[0].copies = {0, 1}; });
    row("sequence 0", "envelope.position", [](auto &r) { r.recipients[0].position = {0, {}}; });
    row("first with a previous", "envelope.position", [](auto &r) { r.recipients[0].position.sequence = 1; });
    row("second without", "envelope.position", [](auto &r) { r.recipients[0].position.previous.reset(); });
    row("no parts", "envelope.parts", [](auto &r) { r.parts.clear(); });
    row("no header first", "envelope.parts", [](auto &r) { r.parts.swapItemsAt(0, 1); });
    row("two documents", "envelope.parts", [](auto &r) { r.parts[2].role = PartRole::Document; });
    row("an empty part", "envelope.parts", [](auto &r) { r.parts[2].size = 0; });
    row("a huge part", "envelope.too-large", [](auto &r) { r.parts[2].size = bounds::Part + 1; });
    row("too much together", "envelope.too-large", [](auto &r) {
        for (auto &part : r.parts)
            part.size = bounds::Part;
    });
    row("before 1970", "envelope.time", [](auto &r) { r.created = instantFromMilliseconds(-1); });
    row("no manifest", "envelope.manifest", [](auto &r) { r.sealedManifest.clear(); });
}

void EnvelopeTest::factsThatBreakARuleAreNotSigned()
{
    QFETCH(Alteration, alter);
    QFETCH(QByteArray, reason);
    const Envelope envelope = m_domain.envelope({Finance, Town});
    QCOMPARE(reasonOf(resigned(envelope.header, alter, m_domain.unit(Office).signer)), reason);
}

void EnvelopeTest::recipientNeedsACertificateForContentKeys()
{
    EnvelopeOrder order = m_domain.order({Finance});
    order.addressees[0].encryption = m_domain.unit(Finance).signer.certificate();
    QCOMPARE(reasonOf(EnvelopeBuilder::begin(order, m_domain.random())), "envelope.recipient-certificate");
}

void EnvelopeTest::namesThatCouldBePathsAreRefused_data()
{
    QTest::addColumn<QString>("name");
    for (const QString &name : {u""_s, u"../附件.ofd"_s, u"/etc/passwd"_s, u"a\\b"_s, u"C:x"_s, u"x.ofd:stream"_s,
             u"CON"_s, u"nul.txt"_s, u".hidden"_s, u"trailing."_s, u"trailing "_s, u"a\u0000b"_s, u"exe.\u202efdo"_s,
             u"zero\u200bwidth"_s, u"line\nbreak"_s, QString(201, u'文'), QString(QChar(0xd800))})
        QTest::newRow(name.toUtf8().toPercentEncoding().left(40).constData()) << name;
}

void EnvelopeTest::namesThatCouldBePathsAreRefused()
{
    QFETCH(QString, name);
    QVERIFY(!isFileName(name));
    auto builder = EnvelopeBuilder::begin(m_domain.order({Finance}), m_domain.random());
    QCOMPARE(reasonOf(builder->addPart(PartRole::Header, name, "x")), "envelope.part-name");
}

QTEST_APPLESS_MAIN(EnvelopeTest)
#include "EnvelopeTest.moc"
