// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/RevocationListReader.h"

#include "tests/shared/crypto/CryptoFixtures.h"
#include "tests/shared/crypto/FreeForms.h"
#include "tests/shared/crypto/Hierarchy.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::crypto;
using namespace Qt::StringLiterals;
using namespace wenyi::tests;

/// Revocation lists as they come: suspension, deltas, and what is refused of them.
class RevocationListReaderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everyReasonIsReadBack_data();
    void everyReasonIsReadBack();
    void aReasonBesideOthersIsReadBack();
    void aSuspendedCertificateFailsFromThatMomentOn();
    void aSuspensionIsLiftedByTheNextList();
    void aDeltaRevokesSuspendsAndLifts();
    void whatADeltaNoLongerTellsWasLiftedMeanwhile();
    void aDeltaDoesNotBringBackWhatIsRevoked();
    void aDeltaIsTakenOnlyOntoItsBase_data();
    void aDeltaIsTakenOnlyOntoItsBase();
    void aCompleteListOfTheDeltasNumberIsTaken();
    void tellsHowOldItsKnowledgeIs();
    void refusesListsThatAreOutOfForm_data();
    void refusesListsThatAreOutOfForm();
    void refusesToWriteWhatWouldNotBeTaken();
    void openSslProgramReadsOurDelta();

private:
    using Lists = QList<QByteArray>;
    static RevokedCertificate suspended(const Certificate &certificate, int day = 0)
    {
        return {certificate.serialNumber(), Hierarchy::days(day), RevocationReason::CertificateHold};
    }
    QByteArray complete(const QList<RevokedCertificate> &revoked, quint64 number) const
    {
        return *m_hierarchy.operating().revocationList(
            revoked, number, Hierarchy::days(int(number)), Hierarchy::days(int(number) + 30));
    }
    QByteArray delta(const QList<RevokedCertificate> &changes, quint64 base, quint64 number) const
    {
        return *m_hierarchy.operating().deltaRevocationList(
            changes, base, number, Hierarchy::days(int(number)), Hierarchy::days(int(number) + 30));
    }
    TrustStore trustAfter(const Lists &lists) const
    {
        TrustStore trust = m_hierarchy.trust();
        for (const QByteArray &list : lists) {
            if (const auto taken = trust.addRevocationList(list); !taken)
                qFatal("%s", qPrintable(describe(taken.error())));
        }
        return trust;
    }
    QByteArray said(const TrustStore &trust, int day = 20) const
    {
        const auto known = trust.verify(m_unit->certificate(), CertificatePurpose::Unit, Hierarchy::days(day));
        if (!known)
            return known.error().reason;
        return *known == RevocationKnowledge::NotRevoked ? "holds" : "remark";
    }
    static FreeList plainList() { return {.thisUpdate = Hierarchy::now(), .nextUpdate = Hierarchy::days(30)}; }
    static void addExtensionRows();
    static void addOddEntryRows();

    Hierarchy m_hierarchy;
    std::unique_ptr<KeySigner> m_unit;
};

void RevocationListReaderTest::initTestCase()
{
    m_unit = m_hierarchy.issue(u"江阴市财政局"_s, u"jyczj"_s, CertificatePurpose::Unit);
}

void RevocationListReaderTest::everyReasonIsReadBack_data()
{
    QTest::addColumn<int>("reason");
    QTest::addColumn<int>("read");
    for (const int reason : {0, 1, 2, 3, 4, 5, 6, 9})
        QTest::addRow("%d", reason) << reason << reason;
    for (const int unknown : {7, 10, 11, 127})
        QTest::addRow("%d is no less a revocation", unknown) << unknown << 0;
}

void RevocationListReaderTest::everyReasonIsReadBack()
{
    QFETCH(int, reason);
    QFETCH(int, read);
    const RevokedCertificate entry{
        m_unit->certificate().serialNumber(), Hierarchy::days(2), static_cast<RevocationReason>(reason)};
    const auto revocation = trustAfter({complete({entry}, 3)}).revocationOf(m_unit->certificate());
    QVERIFY(revocation);
    QCOMPARE(int(revocation->reason), read);
    const Certificate &authority = m_hierarchy.operating().certificate();
    const TrustStore trust = trustAfter({complete({entry}, 3)});
    QVERIFY(trust.revocationOf(authority, entry.serialNumber) == revocation);
    QVERIFY(trust.revocationOf(authority, "00" + entry.serialNumber.toUpper()) == revocation);
    QVERIFY(!trust.revocationOf(authority, entry.serialNumber.chopped(2)));
    QVERIFY(!trust.revocationOf(m_hierarchy.root().certificate(), entry.serialNumber));
    QCOMPARE(revocation->at, Hierarchy::days(2));
}

void RevocationListReaderTest::aReasonBesideOthersIsReadBack()
{
    const QByteArray other = extension("2.5.29.24", false, "x"); // When the key was lost.
    const QByteArray reason = reasonExtension(int(RevocationReason::KeyCompromise));
    const Certificate &authority = m_hierarchy.operating().certificate();
    for (const QByteArray &extensions : {reason, other + reason, reason + other}) {
        FreeList list = plainList();
        list.entries = listEntry("\x05", Hierarchy::now(), extensions);
        const auto revocation = trustAfter({signedList(list, m_hierarchy.operating())}).revocationOf(authority, "05");
        QVERIFY(revocation);
        QCOMPARE(int(revocation->reason), int(RevocationReason::KeyCompromise));
    }
    FreeList list = plainList();
    list.entries = listEntry("\x05", Hierarchy::now(), other);
    const auto revocation = trustAfter({signedList(list, m_hierarchy.operating())}).revocationOf(authority, "05");
    QCOMPARE(int(revocation->reason), int(RevocationReason::Unspecified));
}

void RevocationListReaderTest::aSuspendedCertificateFailsFromThatMomentOn()
{
    const TrustStore trust = trustAfter({complete({suspended(m_unit->certificate(), 10)}, 11)});
    const auto at = [&](Instant moment) {
        return trust.verify(m_unit->certificate(), CertificatePurpose::Unit, moment);
    };
    QCOMPARE(at(Hierarchy::days(10)).error().reason, "certificate.suspended");
    QVERIFY(at(Hierarchy::days(10) - std::chrono::milliseconds(1)) == RevocationKnowledge::SuspendedLater);
}

void RevocationListReaderTest::aSuspensionIsLiftedByTheNextList()
{
    const QByteArray first = complete({suspended(m_unit->certificate())}, 1);
    QCOMPARE(said(trustAfter({first})), "certificate.suspended");
    QCOMPARE(said(trustAfter({first, complete({}, 2)})), "holds");
}

void RevocationListReaderTest::aDeltaRevokesSuspendsAndLifts()
{
    const QByteArray serial = m_unit->certificate().serialNumber();
    const RevokedCertificate another{"0abc", Hierarchy::now(), RevocationReason::Superseded};
    const QByteArray clean = complete({another}, 1);
    QCOMPARE(said(trustAfter({clean})), "holds");
    QCOMPARE(said(trustAfter({clean, delta({{serial, Hierarchy::now()}}, 1, 2)})), "certificate.revoked");
    QCOMPARE(said(trustAfter({clean, delta({suspended(m_unit->certificate())}, 1, 2)})), "certificate.suspended");
    const QByteArray held = complete({another, suspended(m_unit->certificate())}, 1);
    const auto lifting = revocationChanges({another, suspended(m_unit->certificate())}, {another}, Hierarchy::days(2));
    const TrustStore lifted = trustAfter({held, delta(*lifting, 1, 2)});
    QCOMPARE(said(lifted), "holds");
    QCOMPARE(lifted.revocationsFor(m_unit->certificate())->entries, 1);
}

void RevocationListReaderTest::whatADeltaNoLongerTellsWasLiftedMeanwhile()
{
    const Lists suspending{complete({}, 1), delta({suspended(m_unit->certificate())}, 1, 2)};
    QCOMPARE(said(trustAfter(suspending)), "certificate.suspended");
    QCOMPARE(said(trustAfter(suspending + Lists{delta({}, 1, 3)})), "holds");
    // Of changes since number 2 alone nothing follows for what number 2 said.
    QCOMPARE(said(trustAfter(suspending + Lists{delta({}, 2, 3)})), "certificate.suspended");
}

void RevocationListReaderTest::aDeltaDoesNotBringBackWhatIsRevoked()
{
    const QByteArray serial = m_unit->certificate().serialNumber();
    const RevokedCertificate removal{serial, Hierarchy::now(), RevocationReason::RemoveFromList};
    const QByteArray revoking = complete({{serial, Hierarchy::now(), RevocationReason::KeyCompromise}}, 1);
    QCOMPARE(said(trustAfter({revoking, delta({removal}, 1, 2)})), "certificate.revoked");
    QCOMPARE(said(trustAfter({revoking, delta({suspended(m_unit->certificate(), 25)}, 1, 2)})), "certificate.revoked");
}

void RevocationListReaderTest::aDeltaIsTakenOnlyOntoItsBase_data()
{
    QTest::addColumn<Lists>("known");
    QTest::addColumn<QByteArray>("offered");
    QTest::addColumn<QByteArray>("reason");
    const QByteArray fifth = complete({}, 5);
    const QByteArray seventh = delta({}, 5, 7);
    QTest::newRow("its base") << Lists{fifth} << seventh << QByteArray();
    QTest::newRow("a newer complete list") << Lists{complete({}, 6)} << seventh << QByteArray();
    QTest::newRow("onto another delta") << Lists{fifth, delta({}, 5, 6)} << delta({}, 6, 7) << QByteArray();
    QTest::newRow("the same again") << Lists{fifth, seventh} << seventh << QByteArray();
    QTest::newRow("no list") << Lists{} << seventh << QByteArray("revocation-list.base");
    QTest::newRow("an older complete list") << Lists{complete({}, 4)} << seventh << QByteArray("revocation-list.base");
    QTest::newRow("list of another authority")
        << Lists{*m_hierarchy.root().revocationList({}, 5, Hierarchy::days(5), Hierarchy::days(35))} << seventh
        << QByteArray("revocation-list.base");
    QTest::newRow("older than what is known")
        << Lists{complete({}, 8)} << seventh << QByteArray("revocation-list.older");
    QTest::newRow("another of the same number")
        << Lists{fifth, seventh} << delta({suspended(m_unit->certificate())}, 5, 7)
        << QByteArray("revocation-list.older");
    QTest::newRow("higher number, earlier time")
        << Lists{fifth}
        << *m_hierarchy.operating().deltaRevocationList({}, 5, 7, Hierarchy::days(1), Hierarchy::days(40))
        << QByteArray("revocation-list.older");
    Hierarchy stranger;
    QTest::newRow("of a stranger of the same name")
        << Lists{fifth} << *stranger.operating().deltaRevocationList({}, 5, 7, Hierarchy::days(7), Hierarchy::days(40))
        << QByteArray("revocation-list.issuer");
}

void RevocationListReaderTest::aDeltaIsTakenOnlyOntoItsBase()
{
    QFETCH(Lists, known);
    QFETCH(QByteArray, offered);
    QFETCH(QByteArray, reason);
    TrustStore trust = trustAfter(known);
    const auto before = trust.revocationsOf(m_hierarchy.operating().certificate());
    const auto taken = trust.addRevocationList(offered);
    QCOMPARE(taken ? QByteArray() : taken.error().reason, reason);
    const auto after = trust.revocationsOf(m_hierarchy.operating().certificate());
    if (reason.isEmpty())
        QCOMPARE(after->number, quint64(7));
    else
        QCOMPARE(after ? after->number : 0, before ? before->number : 0);
}

void RevocationListReaderTest::aCompleteListOfTheDeltasNumberIsTaken()
{
    TrustStore trust = trustAfter({complete({}, 1), delta({suspended(m_unit->certificate())}, 1, 3)});
    const QByteArray third = complete({suspended(m_unit->certificate())}, 3);
    QVERIFY(trust.addRevocationList(third));
    QCOMPARE(said(trust), "certificate.suspended");
    QVERIFY(!trust.revocationsOf(m_hierarchy.operating().certificate())->delta);
    QCOMPARE(trust.addRevocationList(complete({}, 3)).error().reason, "revocation-list.older");
    QVERIFY(trust.addRevocationList(delta({}, 3, 4)));
}

void RevocationListReaderTest::tellsHowOldItsKnowledgeIs()
{
    const Certificate &authority = m_hierarchy.operating().certificate();
    QVERIFY(!m_hierarchy.trust().revocationsOf(authority));
    QVERIFY(!m_hierarchy.trust().revocationsFor(m_unit->certificate()));
    TrustStore trust = trustAfter({complete({{"0abc", Hierarchy::now()}}, 4)});
    auto status = trust.revocationsFor(m_unit->certificate());
    QVERIFY(status);
    QCOMPARE(status->number, quint64(4));
    QCOMPARE(status->thisUpdate, Hierarchy::days(4));
    QCOMPARE(status->nextUpdate, Hierarchy::days(34));
    QCOMPARE(status->entries, 1);
    QVERIFY(!status->delta);
    QVERIFY(trust.addRevocationList(delta({{"0abd", Hierarchy::now()}}, 4, 6)));
    status = trust.revocationsOf(authority);
    QCOMPARE(status->number, quint64(6));
    QCOMPARE(status->delta, std::optional<quint64>(4));
    QCOMPARE(status->thisUpdate, Hierarchy::days(6));
    QCOMPARE(status->nextUpdate, Hierarchy::days(36));
    QCOMPARE(status->entries, 2);
    QVERIFY2(!trust.revocationsOf(m_hierarchy.root().certificate()), "Another authority's list says nothing of it");
}

void RevocationListReaderTest::refusesListsThatAreOutOfForm_data()
{
    QTest::addColumn<FreeList>("list");
    QTest::addColumn<QByteArray>("reason");
    const auto row = [](const char *name, const std::function<void(FreeList &)> &change, const char *reason) {
        FreeList list = plainList();
        change(list);
        QTest::newRow(name) << list << QByteArray(reason);
    };
    const QByteArray ecdsa = DerWriter().sequence(DerWriter().objectIdentifier("1.2.840.10045.4.3.2")).bytes();
    const char *form = "revocation-list.form";
    row(
        "plain", [](FreeList &) {}, "");
    row(
        "of version 1", [](FreeList &list) { list.version.reset(); }, form);
    row(
        "of version 3", [](FreeList &list) { list.version = 2; }, form);
    row(
        "without next update", [](FreeList &list) { list.nextUpdate.reset(); }, form);
    row(
        "ends before it begins", [](FreeList &list) { list.nextUpdate = Hierarchy::days(-1); }, form);
    row(
        "of another issuer", [](FreeList &list) { list.issuer = nameOf("2.5.4.3", DerTag::Utf8String, "another"); },
        "revocation-list.issuer");
    row(
        "another algorithm inside", [&](FreeList &list) { list.algorithmInside = ecdsa; }, form);
    row(
        "another algorithm outside", [&](FreeList &list) { list.algorithmOutside = ecdsa; }, form);
    addExtensionRows();
    addOddEntryRows();
}

void RevocationListReaderTest::addExtensionRows()
{
    const auto row = [](const char *name, const QByteArray &extensions, const char *reason) {
        FreeList list = plainList();
        list.extensions = extensions;
        QTest::newRow(name) << list << QByteArray(reason);
    };
    const auto numbered = [](const char *id, bool isCritical, const char *derInHex) {
        return extension(id, isCritical, QByteArray::fromHex(derInHex));
    };
    const QByteArray number = numbered("2.5.29.20", false, "020107");
    const QByteArray base = numbered("2.5.29.27", true, "020105");
    const char *form = "revocation-list.form";
    const char *unsupported = "revocation-list.extension";
    row("numbered", number, "");
    row("number twice", number + number, form);
    row("negative number", numbered("2.5.29.20", false, "020187"), form);
    row("number of nine octets", numbered("2.5.29.20", false, "0209010000000000000000"), form);
    row("delta that is not marked as critical", number + numbered("2.5.29.27", false, "020105"), form);
    row("delta without a number", base, form);
    row("delta onto a later list", number + numbered("2.5.29.27", true, "020107"), form);
    row("delta without its base", number + base, "revocation-list.base");
    row("of a part of the certificates", numbered("2.5.29.28", false, "3000"), unsupported);
    row("unknown critical extension", extension("1.2.3.4", true, "\x05"), unsupported);
    row("unknown extension", extension("1.2.3.4", false, "\x05"), "");
}

void RevocationListReaderTest::addOddEntryRows()
{
    const auto row = [](const char *name, const QByteArray &entries, const char *reason) {
        QTest::newRow(name) << FreeList{.thisUpdate = Hierarchy::now(),
            .nextUpdate = Hierarchy::days(30),
            .entries = entries}
                            << QByteArray(reason);
    };
    const Instant at = Hierarchy::now();
    const char *form = "revocation-list.form";
    const char *unsupported = "revocation-list.extension";
    row("entry", listEntry("\x05", at), "");
    row("entry number zero", listEntry(QByteArray(1, '\0'), at), "");
    row("entry number with a high first bit", listEntry(QByteArray("\0\x85", 2), at), "");
    row("entry number is negative", listEntry("\x85", at), form);
    row("entry number is empty", listEntry({}, at), form);
    row("entry number has a zero too many", listEntry(QByteArray("\0\x05", 2), at), form);
    row("entry number of 64 octets", listEntry(QByteArray(64, '\x11'), at), "");
    row("entry number of 65 octets", listEntry(QByteArray(65, '\x11'), at), form);
    row("entry twice", listEntry("\x05", at) + listEntry("\x06", at) + listEntry("\x05", at), form);
    row("entry with a reason twice", listEntry("\x05", at, reasonExtension(1) + reasonExtension(1)), form);
    row("entry removed from a complete list", listEntry("\x05", at, reasonExtension(8)), form);
    row("entry with a critical extension", listEntry("\x05", at, reasonExtension(1, true)), unsupported);
    row("entry of another issuer", listEntry("\x05", at, extension("2.5.29.29", false, "x")), unsupported);
    row("entry with something behind", DerWriter().sequence(DerWriter().integer(5).utcTime(at).null().null()).bytes(),
        form);
    row("entry without a time", DerWriter().sequence(DerWriter().integer(5)).bytes(), form);
    QByteArray many;
    for (int i = 0; i <= 100'000; ++i)
        many += listEntry(DerWriter().integer(i).bytes().sliced(2), at);
    row("100,001 entries", many, "revocation-list.size");
}

void RevocationListReaderTest::refusesListsThatAreOutOfForm()
{
    QFETCH(FreeList, list);
    QFETCH(QByteArray, reason);
    TrustStore trust = m_hierarchy.trust();
    const auto taken = trust.addRevocationList(signedList(list, m_hierarchy.operating()));
    QCOMPARE(taken ? QByteArray() : taken.error().reason, reason);
    QCOMPARE(trust.revocationsOf(m_hierarchy.operating().certificate()).has_value(), reason.isEmpty());
}

void RevocationListReaderTest::refusesToWriteWhatWouldNotBeTaken()
{
    const RevokedCertificate removal{"05", Hierarchy::now(), RevocationReason::RemoveFromList};
    const auto complete = m_hierarchy.operating().revocationList({removal}, 1, Hierarchy::now(), Hierarchy::days(1));
    QCOMPARE(complete.error().reason, "revocation-list.reason");
    for (const quint64 base : {2, 3}) {
        const auto delta =
            m_hierarchy.operating().deltaRevocationList({removal}, base, 2, Hierarchy::now(), Hierarchy::days(1));
        QCOMPARE(delta.error().reason, "revocation-list.base");
    }
}

void RevocationListReaderTest::openSslProgramReadsOurDelta()
{
    if (!OpenSslProgram::isPresent())
        QFAIL("openssl is missing, and ./test installs it");
    OpenSslProgram openssl;
    const RevokedCertificate removal{"05", Hierarchy::now(), RevocationReason::RemoveFromList};
    const QString file = openssl.write(u"delta.der"_s, delta({removal, suspended(m_unit->certificate())}, 77, 79));
    const auto text = openssl.run({u"crl"_s, u"-inform"_s, u"DER"_s, u"-in"_s, file, u"-noout"_s, u"-text"_s});
    QVERIFY2(text, openssl.complaint());
    for (const char *expected :
        {"X509v3 Delta CRL Indicator: critical", "77", "79", "Remove From CRL", "Certificate Hold"})
        QVERIFY2(text->contains(expected), expected);
}

QTEST_APPLESS_MAIN(RevocationListReaderTest)
#include "RevocationListReaderTest.moc"
