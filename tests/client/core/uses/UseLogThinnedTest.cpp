// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/Sm3.h"
#include "shared/journal/Database.h"
#include "shared/ofd/Package.h"
#include "tests/client/core/uses/UseOffice.h"

#include <QFile>
#include <QTest>

#include <functional>

using namespace wenyi;
using namespace wenyi::core;
using namespace Qt::StringLiterals;

/// `use_log_thinned`: the use log of a seal that somebody cut, changed, put back or led twice. What is missing shows in
/// the log itself, by the head beside the seal's key, or by any document out in the world.
class UseLogThinnedTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void eachSurgeryIsNamed_data();
    void eachSurgeryIsNamed();
    void anEntryDeletedFromTheStoreShows();
    void aStoreThatWasPutBackShows();
    void aStoreThatWasPutBackCountsOn();
    void withoutItsHeadAPutBackStoreForks();
    void aKeyLedAtTwoDesktopsForks();
    void aDocumentWithoutAUseShows();
    void anotherDocumentUnderAUseShows();
    void aForgedSealIsNoEvidence();
    void aDamagedHeadIsTold();

private:
    using Surgery = std::function<void(UseLogThinnedTest &, UseRegister &)>;
    /// The use with this number, changed and signed anew by its keeper.
    void signAnew(LoggedUse &logged);
    QStringList check(const UseRegister &uses, const QList<UseHead> &heads = {});
    QStringList checkDocuments(const UseRegister &uses);

    std::unique_ptr<UseOffice> m_office;
    UseRegister m_uses; ///< Of three uses.
    QList<UseHead> m_heads;
    QList<SealedDocument> m_documents;
};

void UseLogThinnedTest::initTestCase()
{
    m_office = std::make_unique<UseOffice>();
    for (const QString &text : {u"甲"_s, u"乙"_s, u"丙"_s}) {
        const auto sealedDocument = m_office->sealedFile(UseOffice::file(text));
        VERIFY_DONE(sealedDocument);
        m_documents.append(*sealedDocument);
    }
    Workspace &keeper = m_office->keeper();
    m_uses = readRegister(keeper.journal(), keeper.profile().unit).value();
    m_heads = {*UseHead::read(keeper.profile().memberPath(keeper.member().id, keyfile::SealHead)).value()};
    QCOMPARE(check(m_uses, m_heads), QStringList());
    QCOMPARE(checkDocuments(m_uses), QStringList());
}

QStringList UseLogThinnedTest::check(const UseRegister &uses, const QList<UseHead> &heads)
{
    Workspace &keeper = m_office->keeper();
    const UseJudge judge(uses, keeper.trust(), keeper.directory(), keeper.profile().unit, issueFinder(keeper));
    QStringList names = UseOffice::namesOf(checkRegister(uses, judge, heads));
    names.sort();
    names.removeDuplicates();
    return names;
}

QStringList UseLogThinnedTest::checkDocuments(const UseRegister &uses)
{
    QStringList names;
    for (const SealedDocument &document : m_documents)
        names +=
            UseOffice::namesOf(UseService(m_office->keeper()).checkDocument(document.ofd, u"合同.ofd"_s, uses).value());
    return names;
}

void UseLogThinnedTest::signAnew(LoggedUse &logged)
{
    Workspace &keeper = m_office->keeper();
    const QByteArray content = logged.completed.toBytes();
    const auto signer = keeper.openKey(keyfile::PersonalSigning, m_office->office.pin()).value();
    const SignedStatement statement =
        statementOf(useact::Use, keeper.profile().unit, content, logged.use().at, logged.use().keeper);
    logged.origin.content = signContent(content, statement, *signer).value();
    logged.digest = logged.use().digest();
}

void UseLogThinnedTest::eachSurgeryIsNamed_data()
{
    QTest::addColumn<Surgery>("surgery");
    QTest::addColumn<QStringList>("inTheLog");
    QTest::addColumn<QStringList>("byTheHead");
    QTest::addColumn<QStringList>("byTheDocuments");
    const auto row = [](const char *name, const Surgery &surgery, const QStringList &log, const QStringList &head,
                         const QStringList &documents) { QTest::newRow(name) << surgery << log << head << documents; };
    row("the first deleted", [](auto &, UseRegister &uses) { uses.uses.removeAt(0); }, {u"gap 1"_s}, {u"gap 1"_s},
        {u"not-in-log 1"_s});
    row("one in the middle deleted", [](auto &, UseRegister &uses) { uses.uses.removeAt(1); }, {u"gap 2"_s},
        {u"gap 2"_s}, {u"not-in-log 2"_s});
    row("the last deleted", [](auto &, UseRegister &uses) { uses.uses.removeLast(); }, {}, {u"head-ahead 3"_s},
        {u"not-in-log 3"_s});
    row("all deleted", [](auto &, UseRegister &uses) { uses.uses.clear(); }, {}, {u"head-ahead 3"_s},
        {u"not-in-log 1"_s, u"not-in-log 2"_s, u"not-in-log 3"_s});
    row("two exchanged",
        [](auto &, UseRegister &uses) {
            std::swap(uses.uses[0].completed.use.number, uses.uses[1].completed.use.number);
            for (LoggedUse &logged : uses.uses)
                logged.origin.content.content = logged.completed.toBytes(), logged.digest = logged.use().digest();
        },
        {u"changed 1"_s, u"changed 2"_s}, {u"changed 1"_s, u"changed 2"_s}, {u"fork 1"_s, u"fork 2"_s});
    row("one edited",
        [](auto &, UseRegister &uses) {
            LoggedUse &logged = uses.uses[1];
            logged.completed.use.title = u"别的合同.ofd"_s;
            logged.origin.content.content = logged.completed.toBytes();
            logged.digest = logged.use().digest();
        },
        {u"changed 2"_s}, {u"changed 2"_s}, {u"fork 2"_s});
    row("one edited and signed anew by its keeper",
        [](UseLogThinnedTest &test, UseRegister &uses) {
            uses.uses[1].completed.use.title = u"别的合同.ofd"_s;
            test.signAnew(uses.uses[1]);
        },
        {u"changed 2"_s}, {u"changed 2"_s}, {u"fork 2"_s});
    row("all from the second on written anew by their keeper",
        [](UseLogThinnedTest &test, UseRegister &uses) {
            uses.uses[1].completed.use.title = u"别的合同.ofd"_s;
            test.signAnew(uses.uses[1]);
            uses.uses[2].completed.use.previous = uses.uses[1].digest;
            test.signAnew(uses.uses[2]);
        },
        {}, {u"fork 3"_s}, {u"fork 2"_s, u"fork 3"_s});
    row("the second left out and the third written anew as the second",
        [](UseLogThinnedTest &test, UseRegister &uses) {
            uses.uses.removeAt(1);
            uses.uses[1].completed.use.number = 2;
            uses.uses[1].completed.use.previous = uses.uses[0].digest;
            test.signAnew(uses.uses[1]);
        },
        {}, {u"head-ahead 3"_s}, {u"fork 2"_s, u"not-in-log 3"_s});
    row("one put in a second time", [](auto &, UseRegister &uses) { uses.uses.append(uses.uses.at(1)); },
        {u"fork 2"_s, u"used-twice 2"_s}, {u"fork 2"_s, u"used-twice 2"_s}, {});
    row("its approval deleted", [](auto &, UseRegister &uses) { uses.decisions.removeAt(1); }, {u"no-approval 2"_s},
        {u"no-approval 2"_s}, {});
    row("approved only afterwards", [](auto &, UseRegister &uses) { uses.decisions[1].origin.place = 1000; },
        {u"no-approval 2"_s}, {u"no-approval 2"_s}, {});
    row("its application deleted", [](auto &, UseRegister &uses) { uses.applications.removeAt(1); },
        {u"(not-effective 0)"_s, u"no-approval 2"_s}, {u"(not-effective 0)"_s, u"no-approval 2"_s}, {});
}

void UseLogThinnedTest::eachSurgeryIsNamed()
{
    QFETCH(Surgery, surgery);
    QFETCH(QStringList, inTheLog);
    QFETCH(QStringList, byTheHead);
    QFETCH(QStringList, byTheDocuments);
    UseRegister uses = m_uses;
    surgery(*this, uses);
    QCOMPARE(check(uses), inTheLog);
    QCOMPARE(check(uses, m_heads), byTheHead);
    QCOMPARE(checkDocuments(uses), byTheDocuments);
}

void UseLogThinnedTest::anEntryDeletedFromTheStoreShows()
{
    const auto desk = m_office->copyOfKeepersDesk();
    VERIFY_DONE(desk->journal().verify(UseOffice::desktopKeys(*desk)));
    {
        journal::Statement remove(desk->journal().database(), "DELETE FROM journal_entries WHERE id = ?");
        VERIFY_DONE(remove.run(m_uses.uses.at(1).origin.entry));
    }
    QCOMPARE(m_office->findings(*desk), QStringList{u"gap 2"_s});
    // The journal's own chain tells it too.
    QVERIFY(!desk->journal().verify(UseOffice::desktopKeys(*desk)));
}

void UseLogThinnedTest::aStoreThatWasPutBackShows()
{
    UseOffice office;
    VERIFY_DONE(office.sealedFile(UseOffice::file(u"甲"_s)));
    const auto old = office.copyOfKeepersDesk();
    const auto later = office.sealedFile(UseOffice::file(u"乙"_s));
    VERIFY_DONE(later);
    QCOMPARE(office.findings(*old), QStringList());
    QCOMPARE(
        UseOffice::namesOf(*UseService(*old).checkDocument(later->ofd, u"乙.ofd"_s, UseService(*old).check()->uses)),
        QStringList{u"not-in-log 2"_s});
    // With the key came its head.
    const QString head = u"members/sealkeeper/seal.head"_s;
    QVERIFY(QFile::remove(old->profile().path(head)));
    QVERIFY(QFile::copy(office.keeper().profile().path(head), old->profile().path(head)));
    QCOMPARE(office.findings(*old), QStringList{u"head-ahead 2"_s});
}

void UseLogThinnedTest::aStoreThatWasPutBackCountsOn()
{
    UseOffice office;
    VERIFY_DONE(office.sealedFile(UseOffice::file(u"甲"_s)));
    VERIFY_DONE(office.approved(UseOffice::file(u"丙"_s)));
    const auto old = office.copyOfKeepersDesk();
    VERIFY_DONE(office.sealedFile(UseOffice::file(u"乙"_s)));
    const QString head = u"members/sealkeeper/seal.head"_s;
    QVERIFY(QFile::remove(old->profile().path(head)));
    QVERIFY(QFile::copy(office.keeper().profile().path(head), old->profile().path(head)));
    VERIFY_DONE(office.seal(*old, UseOffice::file(u"丙"_s)));
    const auto uses = UseService(*old).check()->uses.uses;
    QCOMPARE(uses.last().use().number, quint64(3));
    QCOMPARE(office.findings(*old), QStringList{u"gap 2"_s});
    QCOMPARE(old->audit().newest(2)->at(1).what, u"seal.head"_s);
}

void UseLogThinnedTest::withoutItsHeadAPutBackStoreForks()
{
    UseOffice office;
    VERIFY_DONE(office.sealedFile(UseOffice::file(u"甲"_s)));
    VERIFY_DONE(office.approved(UseOffice::file(u"丙"_s)));
    const auto old = office.copyOfKeepersDesk();
    const auto second = office.sealedFile(UseOffice::file(u"乙"_s));
    VERIFY_DONE(second);
    VERIFY_DONE(office.seal(*old, UseOffice::file(u"丙"_s)));
    const UseRegister uses = UseService(*old).check()->uses;
    QCOMPARE(uses.uses.last().use().number, quint64(2));
    QCOMPARE(
        UseOffice::namesOf(*UseService(*old).checkDocument(second->ofd, u"乙.ofd"_s, uses)), QStringList{u"fork 2"_s});
}

void UseLogThinnedTest::aKeyLedAtTwoDesktopsForks()
{
    // What the unit's log brings together of two desktops that did not know of each other.
    const QByteArray ofd = UseOffice::file(u"丁"_s);
    VERIFY_DONE(m_office->approved(ofd));
    const auto other = m_office->copyOfKeepersDesk();
    const auto third = m_office->copyOfKeepersDesk();
    VERIFY_DONE(m_office->seal(*other, ofd));
    VERIFY_DONE(m_office->seal(*third, ofd));
    const StreamId stream = useStream(other->profile().unit);
    auto entries = other->journal().stream(stream).value();
    entries.append(third->journal().stream(stream)->last());
    QCOMPARE(check(foldRegister(entries)), (QStringList{u"fork 4"_s, u"used-twice 4"_s}));
}

void UseLogThinnedTest::aDocumentWithoutAUseShows()
{
    Workspace &keeper = m_office->keeper();
    const auto bare = SealingService(keeper).seal(UseOffice::file(u"戊"_s), {{0, {82.5, 137.5, 45, 45}, {}}},
        ofd::Coverage::CloseDocument, m_office->office.pin(), std::nullopt);
    VERIFY_DONE(bare);
    QCOMPARE(UseOffice::namesOf(*UseService(keeper).checkDocument(bare->ofd, u"戊.ofd"_s, m_uses)),
        QStringList{u"unnumbered 0"_s});
}

void UseLogThinnedTest::anotherDocumentUnderAUseShows()
{
    Workspace &keeper = m_office->keeper();
    const SealUse &use = m_uses.uses.at(1).use();
    const auto other = SealingService(keeper).seal(UseOffice::file(u"己"_s), use.places, ofd::Coverage::CloseDocument,
        m_office->office.pin(), NumberedUse{use.at, use.mark()});
    VERIFY_DONE(other);
    QCOMPARE(UseOffice::namesOf(*UseService(keeper).checkDocument(other->ofd, u"己.ofd"_s, m_uses)),
        QStringList{u"fork 2"_s});
}

void UseLogThinnedTest::aForgedSealIsNoEvidence()
{
    // Somebody without the seal's key cannot bring a register into question.
    const QByteArray ofd = m_documents.at(1).ofd;
    const UseRegister empty;
    auto entries = ofd::Package::open(ofd)->readAll().value();
    for (ofd::PackageEntry &entry : entries) {
        if (entry.path.endsWith(u"SignedValue.dat"))
            entry.bytes.back() ^= 1; // The end of the signature's value.
    }
    const QByteArray forged = ofd::writePackage(entries).value();
    QCOMPARE(UseOffice::namesOf(*UseService(m_office->keeper()).checkDocument(forged, u"乙.ofd"_s, empty)),
        QStringList{u"(not-evidence 0)"_s});
    QCOMPARE(UseOffice::namesOf(*UseService(m_office->keeper()).checkDocument(ofd, u"乙.ofd"_s, empty)),
        QStringList{u"not-in-log 2"_s});
    UseOffice elsewhere(RecordOffice::Keys::Own); // Another domain with the same names.
    const auto foreign = elsewhere.sealedFile(UseOffice::file(u"乙"_s));
    VERIFY_DONE(foreign);
    QCOMPARE(UseOffice::namesOf(*UseService(m_office->keeper()).checkDocument(foreign->ofd, u"乙.ofd"_s, empty)),
        QStringList());
}

void UseLogThinnedTest::aDamagedHeadIsTold()
{
    const auto desk = m_office->copyOfKeepersDesk();
    QFile head(desk->profile().path(u"members/sealkeeper/seal.head"_s));
    QVERIFY(head.open(QIODevice::WriteOnly | QIODevice::Truncate));
    head.write("no head");
    head.close();
    QCOMPARE(m_office->findings(*desk), QStringList{u"head-damaged 0"_s});
    // Work goes on, and the head is whole again.
    const QByteArray ofd = UseOffice::file(u"庚"_s);
    VERIFY_DONE(m_office->approved(ofd));
    const auto newer = m_office->copyOfKeepersDesk();
    QVERIFY(QFile::remove(newer->profile().path(u"members/sealkeeper/seal.head"_s)));
    QVERIFY(QFile::copy(head.fileName(), newer->profile().path(u"members/sealkeeper/seal.head"_s)));
    VERIFY_DONE(m_office->seal(*newer, ofd));
    QCOMPARE(m_office->findings(*newer), QStringList());
}

QTEST_MAIN(UseLogThinnedTest)
#include "UseLogThinnedTest.moc"
