// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/domain/AuthorityFolder.h"
#include "client/core/domain/AuthorityWork.h"
#include "client/core/exchange/ArrivalService.h"
#include "client/core/exchange/CourierService.h"
#include "client/core/exchange/ReceiptService.h"
#include "client/core/handling/ActService.h"
#include "client/core/handling/DocumentService.h"
#include "client/core/records/RecordList.h"
#include "client/core/uses/UseService.h"
#include "shared/crypto/Sm3.h"
#include "shared/exchange/BundleMedium.h"
#include "shared/layout/Gb9704.h"
#include "tests/client/core/StampOffice.h"
#include "tests/client/core/exchange/ExchangeOffice.h"

#include <QDir>
#include <QTest>

#include <cmath>

using namespace wenyi;
using namespace wenyi::core;
using namespace wenyi::core::tests;
using namespace Qt::StringLiterals;

/// 命令: the stamp of whoever issued it (签发人签名章, GB/T 9704 7.3.5.3) is what closes a document in the town.
class SignatureStampTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void standsByRule_data();
    void standsByRule();
    void nobodySignsWhatItsRecordSendsElsewhere();
    void aDraftWithoutAnySealIsKept();
    void nobodyStampsBeforeItIsIssued();
    void nobodyStampsWhatAnotherIssued();
    void whatItsIssuerCannotStampIsIssuedAnew();
    void aUnitsSealDoesNotCloseAnOrder();
    void aStampDoesNotCloseANotice();
    void whatChangedSinceIsNotStamped();
    void severalSignersAreRefused();
    void aWrongPinStampsNothing();
    void anotherOnesStampIsNotSent();
    void anOrderGoesFromDraftToSignedFor();
    void whoHasNoStampCannotStamp();
    // Last, and in this order: what they suspend stays so.
    void aSuspendedStampStampsNothing();
    void aSuspendedCertificateStampsNothing();

private:
    std::unique_ptr<Workspace> desk(const QString &name) const { return informed(*m_office, u"澄江镇/"_s + name); }
    Result<StreamId> numbered(const document::OfficialDocument &document) const
    {
        return numberedAt(townOf(*m_office), document);
    }
    static document::OfficialDocument order() { return orderOf(u"澄江镇人民政府"_s, {u"镇　长"_s}); }
    static bool awaits(Workspace &desk, const StreamId &stream);
    /// What the newest row of the audit log says about the seal.
    static QString noted(Workspace &desk);

    std::unique_ptr<ExchangeOffice> m_exchange;
    const SampleOffice *m_office = nullptr;
    SealId m_stamp;
    StreamId m_order; ///< Issued and numbered, not stamped.
};

void SignatureStampTest::initTestCase()
{
    m_exchange = std::make_unique<ExchangeOffice>();
    m_office = &m_exchange->office;
    const auto made = giveStamp(*m_office, u"澄江镇/leader"_s);
    QVERIFY2(made, reasonOf(made).constData());
    m_stamp = made->id;
    QVERIFY(NumberService(*desk(u"mailroom"_s)).openAll());
    const auto stream = numbered(order());
    QVERIFY2(stream, reasonOf(stream).constData());
    m_order = *stream;
}

bool SignatureStampTest::awaits(Workspace &desk, const StreamId &stream)
{
    return !RecordService(desk).load(stream)->possible.isEmpty();
}

QString SignatureStampTest::noted(Workspace &desk)
{
    const auto newest = desk.audit().newest(1);
    return newest && !newest->isEmpty() ? newest->first().what + u' ' + newest->first().reason : QString();
}

void SignatureStampTest::standsByRule_data()
{
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("height");
    QTest::newRow("a signature") << 36 << 12;
    QTest::newRow("a name seal") << 18 << 18;
    QTest::newRow("a high one") << 40 << 35;
}

/// In a row of text each character stands in its cell: what is measured is where cells and boxes end.
void SignatureStampTest::standsByRule()
{
    QFETCH(int, width);
    QFETCH(int, height);
    using namespace layout::gb9704;
    document::OfficialDocument document = order();
    document.number = u"澄镇政发〔2026〕1号"_s;
    document.date = QDate(2026, 11, 30);
    const layout::StampSize size{double(width), double(height)};
    const auto desktop = desk(u"leader"_s);
    const auto final = finishDocument(
        document, desktop->profile().unit, desktop->fonts(), desktop->environment().clock.now(), {}, size);
    QVERIFY2(final, reasonOf(final).constData());
    QCOMPARE(final->pages.sealPlaces.size(), 1);
    const layout::SealPlace &place = final->pages.sealPlaces.first();
    const layout::Rect box = layout::stampBox(place, size);
    const auto field = [&](const QString &name) {
        for (const layout::SceneField &one : final->pages.scene.pages.at(place.page).fields) {
            if (one.name == name)
                return one.bounds;
        }
        return layout::Rect{};
    };
    const layout::Rect body = field(u"body"_s);
    const layout::Rect duty = field(u"signatory"_s);
    const layout::Rect date = field(u"date"_s);
    // 右空四字; the duty ends two characters left of it, their middles on one line.
    QVERIFY(std::abs(box.x + box.width - (BodyRight - 4 * Cell)) < 0.1);
    QVERIFY2(std::abs(duty.x + duty.width - (box.x - 2 * Cell)) < 0.1,
        qPrintable(QString::number(duty.x + duty.width - (box.x - 2 * Cell))));
    QVERIFY(std::abs(duty.y + duty.height / 2 - (box.y + box.height / 2)) < 0.1);
    // 下空二行, and one under it, however high it is.
    QVERIFY(box.y - (body.y + body.height) > 2 * Pitch);
    QVERIFY(date.y - (box.y + box.height) > Pitch);
    QVERIFY(std::abs(date.x + date.width - (BodyRight - 4 * Cell)) < 0.1);
}

/// The record's own field says whom the process asks to close the document.
void SignatureStampTest::nobodySignsWhatItsRecordSendsElsewhere()
{
    const auto clerk = desk(u"clerk"_s);
    const auto stream = ImportService(*clerk).begin(order());
    QVERIFY2(stream, reasonOf(stream).constData());
    const auto first = DraftService(*clerk).load(*stream);
    QVERIFY(first);
    document::DraftRevision other = first->content;
    other.document.signing = document::Signing::Seals;
    other.parents = {first->info.revision};
    QVERIFY(DraftService(*clerk).save(*stream, other));
    QVERIFY(doStep(*clerk, *stream, u"submit"_s));

    Workspace &reviewer = *clerk; // In a town the clerk reviews too.
    const SecretBytes pin = SampleOffice::pin();
    const auto agree = [&] {
        ActRequest request;
        request.task = RecordService(reviewer).load(*stream)->possible.first().possible.task.id;
        request.outcome = u"agree"_s;
        request.document = documentDigest(DraftService(reviewer).load(*stream)->content.document);
        return reasonOf(ActService(reviewer).act(*stream, request, &pin));
    };
    QCOMPARE(agree(), QByteArray("act.other-signing"));
    QVERIFY(awaits(reviewer, *stream));
    const auto changed = DraftService(reviewer).load(*stream);
    document::DraftRevision alike = changed->content;
    alike.document.signing = document::Signing::SignatureStamp;
    alike.parents = {changed->info.revision};
    QVERIFY(DraftService(reviewer).save(*stream, alike));
    QCOMPARE(agree(), QByteArray());
}

void SignatureStampTest::aDraftWithoutAnySealIsKept()
{
    document::OfficialDocument minutes = SampleOffice::notice();
    minutes.number.clear();
    minutes.signing = document::Signing::Unsealed;
    const auto clerk = desk(u"clerk"_s);
    const auto stream = ImportService(*clerk).begin(minutes);
    QVERIFY2(stream, reasonOf(stream).constData());
    QCOMPARE(RecordService(*clerk).load(*stream)->record.values().value(u"signing"_s).toString(), u"不加盖印章"_s);
}

void SignatureStampTest::nobodyStampsBeforeItIsIssued()
{
    const auto clerk = desk(u"clerk"_s);
    const auto stream = ImportService(*clerk).begin(order());
    QVERIFY2(stream, reasonOf(stream).constData());
    QCOMPARE(reasonOf(OutgoingService(*desk(u"leader"_s)).sealPreview(*stream)), QByteArray("outgoing.not-issued"));
    // With a preview of another order, as a changed window would hand it in.
    const auto leader = desk(u"leader"_s);
    const auto other = OutgoingService(*leader).sealPreview(m_order);
    QVERIFY2(other, reasonOf(other).constData());
    QCOMPARE(reasonOf(OutgoingService(*leader).seal(*stream, *other, SampleOffice::pin())),
        QByteArray("record.not-your-step"));
}

void SignatureStampTest::nobodyStampsWhatAnotherIssued()
{
    const auto leader = desk(u"leader"_s);
    const auto preview = OutgoingService(*leader).sealPreview(m_order);
    QVERIFY2(preview, reasonOf(preview).constData());
    QCOMPARE(preview->owner, SealOwner::Member);
    for (const QString &name : {u"sealkeeper"_s, u"clerk"_s}) {
        const auto other = desk(name);
        QCOMPARE(reasonOf(OutgoingService(*other).sealPreview(m_order)), QByteArray("outgoing.not-issuer"));
        const auto sealedDocument = OutgoingService(*other).seal(m_order, *preview, SampleOffice::pin());
        QCOMPARE(reasonOf(sealedDocument), QByteArray("record.not-your-step"));
        QCOMPARE(noted(*other), u"seal.use record.not-your-step"_s);
    }
    QVERIFY(awaits(*leader, m_order));
}

/// The registrar sends back what waits for somebody who is away; whoever issues it then is who stamps it.
void SignatureStampTest::whatItsIssuerCannotStampIsIssuedAnew()
{
    const auto stream = numbered(order());
    QVERIFY2(stream, reasonOf(stream).constData());
    const QString number = OutgoingService(*desk(u"leader"_s)).document(*stream)->number;
    {
        const auto registrar = desk(u"mailroom"_s);
        const auto page = RecordList(*registrar).page({Box::InHand, u"outgoing"_s, {}}, {}, 50);
        QVERIFY2(page, reasonOf(page).constData());
        QStringList acts;
        for (const RecordRow &row : page->rows) {
            if (row.stream == *stream)
                acts.append(row.act);
        }
        QCOMPARE(acts, QStringList{modules::ReturnAct.toString()});
        QCOMPARE(reasonOf(OutgoingService(*registrar).sealPreview(*stream)), QByteArray("outgoing.not-issuer"));
        ActRequest back;
        back.kind = modules::ActionKind::ReturnTo;
        back.task = RecordService(*registrar).load(*stream)->possible.first().possible.task.id;
        back.returnTo = u"issue"_s;
        back.opinion.words = u"签发人调离。"_s;
        const auto returned = ActService(*registrar).act(*stream, back);
        QVERIFY2(returned, reasonOf(returned).constData());
    }
    const SecretBytes pin = SampleOffice::pin();
    {
        // What was issued before is not any more; now it is shown with the number and the date that it has.
        const auto leader = desk(u"leader"_s);
        QCOMPARE(reasonOf(OutgoingService(*leader).sealPreview(*stream)), QByteArray("outgoing.not-issued"));
        const auto view = RecordService(*leader).load(*stream);
        ActRequest issue;
        issue.task = view->possible.first().possible.task.id;
        issue.outcome = u"agree"_s;
        issue.opinion.words = u"同意发布。"_s;
        issue.document = DocumentService(*leader).load(view->record)->digest;
        const auto issued = ActService(*leader).act(*stream, issue, &pin);
        QVERIFY2(issued, reasonOf(issued).constData());
    }
    // On another day: the document that goes on is still the one that was issued, under the number that it had.
    QVERIFY(doStep(*desk(u"mailroom"_s), *stream, u"numbered"_s, {}, {{u"issueDate"_s, u"2026-12-02"_s}}));
    const auto leader = desk(u"leader"_s);
    const auto preview = OutgoingService(*leader).sealPreview(*stream);
    QVERIFY2(preview, reasonOf(preview).constData());
    QCOMPARE(preview->document.document.number, number);
    QCOMPARE(preview->document.document.date, QDate(2026, 12, 2));
    const auto stamped = OutgoingService(*leader).seal(*stream, *preview, pin);
    QVERIFY2(stamped, reasonOf(stamped).constData());
    QVERIFY(stamped->verdict.isFullyValid());
}

void SignatureStampTest::aUnitsSealDoesNotCloseAnOrder()
{
    const auto leader = desk(u"leader"_s);
    QCOMPARE(
        reasonOf(OutgoingService(*leader).sealPreview(m_order, SealOwner::Unit)), QByteArray("sealing.stamp-closes"));
    auto preview = OutgoingService(*leader).sealPreview(m_order);
    QVERIFY(preview);
    preview->owner = SealOwner::Unit;
    QCOMPARE(reasonOf(OutgoingService(*leader).seal(m_order, *preview, SampleOffice::pin())),
        QByteArray("sealing.stamp-closes"));
    QCOMPARE(reasonOf(placed(*OutgoingService(*leader).sealPreview(m_order), {{}, RidingSeal{}})),
        QByteArray("sealing.stamp-rides"));
}

void SignatureStampTest::aStampDoesNotCloseANotice()
{
    document::OfficialDocument notice = SampleOffice::notice();
    notice.number.clear();
    notice.issuers = notice.signatories = {u"澄江镇人民政府"_s};
    notice.issuerMark = u"澄江镇人民政府文件"_s;
    notice.recipients = {u"江阴市财政局"_s};
    const auto stream = numbered(notice);
    QVERIFY2(stream, reasonOf(stream).constData());
    const auto leader = desk(u"leader"_s);
    QVERIFY(!awaits(*leader, *stream)); // It is the seal keeper's.
    QCOMPARE(
        reasonOf(OutgoingService(*leader).sealPreview(*stream, SealOwner::Member)), QByteArray("sealing.seal-closes"));
    const auto keeper = desk(u"sealkeeper"_s);
    auto preview = OutgoingService(*keeper).sealPreview(*stream);
    QVERIFY2(preview, reasonOf(preview).constData());
    QCOMPARE(preview->owner, SealOwner::Unit);
    preview->owner = SealOwner::Member;
    QCOMPARE(reasonOf(OutgoingService(*keeper).seal(*stream, *preview, SampleOffice::pin())),
        QByteArray("outgoing.not-issuer"));
}

/// The same guard as a keeper's: the page that was shown is of what was issued.
void SignatureStampTest::whatChangedSinceIsNotStamped()
{
    const auto leader = desk(u"leader"_s);
    auto preview = OutgoingService(*leader).sealPreview(m_order);
    QVERIFY(preview);
    preview->document.document.body = {document::Paragraph{u"另一道命令。"_s}};
    QCOMPARE(reasonOf(OutgoingService(*leader).seal(m_order, *preview, SampleOffice::pin())),
        QByteArray("outgoing.not-as-issued"));
    QVERIFY(awaits(*leader, m_order));
}

void SignatureStampTest::severalSignersAreRefused()
{
    const auto stream = numbered(orderOf(u"澄江镇人民政府"_s, {u"镇　长"_s, u"书　记"_s}));
    QVERIFY2(stream, reasonOf(stream).constData());
    QCOMPARE(reasonOf(OutgoingService(*desk(u"leader"_s)).sealPreview(*stream)), QByteArray("sealing.several-signers"));
}

void SignatureStampTest::aWrongPinStampsNothing()
{
    const auto leader = desk(u"leader"_s);
    OutgoingService outgoing(*leader);
    const auto preview = outgoing.sealPreview(m_order);
    QVERIFY(preview);
    const auto tried = outgoing.seal(m_order, *preview, SecretBytes(QByteArrayView("000000")));
    QCOMPARE(tried.error().code, ErrorCode::WrongPin);
    QCOMPARE(noted(*leader), u"seal.use "_s + QString::fromLatin1(tried.error().reason));
    // It stood there before it was tried.
    const auto rows = leader->audit().newest(2);
    QVERIFY(rows && rows->at(1).what == u"seal.use"_s && rows->at(1).reason.isEmpty());
    QVERIFY(awaits(*leader, m_order));
    QCOMPARE(reasonOf(outgoing.sealedOfd(m_order)), QByteArray("outgoing.not-sealed"));
}

/// The step is the issuer's own, but the stamp in it is somebody else's, as a changed program would write it.
void SignatureStampTest::anotherOnesStampIsNotSent()
{
    const auto made = giveStamp(*m_office, u"澄江镇/clerk"_s);
    QVERIFY2(made, reasonOf(made).constData());
    const auto stream = numbered(order());
    QVERIFY2(stream, reasonOf(stream).constData());
    const auto leader = desk(u"leader"_s);
    const auto clerk = desk(u"clerk"_s);
    const SecretBytes pin = SampleOffice::pin();
    const SealingService clerks(*clerk, SealOwner::Member);
    const auto preview = clerks.preview(*OutgoingService(*leader).document(*stream));
    QVERIFY2(preview, reasonOf(preview).constData());
    const auto stamped = clerks.seal(*preview, pin, std::nullopt);
    QVERIFY2(stamped, reasonOf(stamped).constData());

    RecordService records(*leader);
    const auto blob = leader->blobs().store(stamped->ofd, **leader->contentKey(), leader->environment().random);
    QVERIFY2(blob, reasonOf(blob).constData());
    ActRequest request;
    request.task = records.load(*stream)->possible.first().possible.task.id;
    request.outcome = u"sealed"_s;
    request.references = {{SealedOfdReference.toString(), blob->digest}};
    request.document = stamped->digest;
    auto entries = records.actEntries(*stream, request, &pin);
    QVERIFY2(entries, reasonOf(entries).constData());
    entries->last().blobs.append(*blob);
    QVERIFY(leader->journal().append(leader->member().id, *entries));

    const auto mailRoom = desk(u"mailroom"_s);
    DispatchChoice choice;
    choice.recipients = {u"江阴市财政局"_s};
    const auto sent = OutgoingService(*mailRoom).dispatch(*stream, choice);
    QCOMPARE(reasonOf(sent), QByteArray("outgoing.other-stamp"));
    QVERIFY(awaits(*mailRoom, *stream));
}

void SignatureStampTest::anOrderGoesFromDraftToSignedFor()
{
    const auto leader = desk(u"leader"_s);
    OutgoingService outgoing(*leader);
    const auto preview = outgoing.sealPreview(m_order);
    QVERIFY2(preview, reasonOf(preview).constData());
    const auto stamped = outgoing.seal(m_order, *preview, SampleOffice::pin());
    QVERIFY2(stamped, reasonOf(stamped).constData());
    QVERIFY(stamped->verdict.isFullyValid());
    QCOMPARE(noted(*leader), u"seal.use "_s);
    QVERIFY(!awaits(*leader, m_order));
    // It is the person's and in no register of the unit's.
    const auto uses = UseService(*leader).check();
    QVERIFY(uses && uses->uses.uses.isEmpty() && uses->findings.isEmpty());
    QVERIFY(UseService(*leader).checkDocument(stamped->ofd, u"order"_s, uses->uses)->isEmpty());
    // Its step is signed, and names the very bytes.
    const auto checks = RecordService(*leader).verifySignatures(m_order);
    QVERIFY(checks && checks->constLast().statement);
    QCOMPARE(checks->constLast().statement->document, stamped->digest);

    // To the mail room, and by stick to the bureau, which signs for it.
    const auto mailRoom = desk(u"mailroom"_s);
    DispatchChoice choice;
    choice.recipients = {u"江阴市财政局"_s};
    const auto dispatched = OutgoingService(*mailRoom).dispatch(m_order, choice);
    QVERIFY2(dispatched, reasonOf(dispatched).constData());
    const QString stick = m_office->path(u"stick"_s);
    QVERIFY(QDir().mkpath(stick));
    exchange::FolderMedium medium(stick);
    Workspace &finance = *m_exchange->finance;
    QVERIFY(finance.takeDirectory(readBounded(authorityOf(*m_office).directory, 1 << 26).value()));
    const auto out = CourierService(*mailRoom).exportTo(finance.profile().desktop, medium);
    QVERIFY2(out, reasonOf(out).constData());
    const auto in = CourierService(finance).import(medium, out->fileName);
    QVERIFY2(in, reasonOf(in).constData());
    QCOMPARE(in->refused(), 0);
    QCOMPARE(in->arrivals.size(), 1);
    const StreamId incoming = incomingStream(dispatched->envelope);
    const auto arrived = DocumentService(finance).load(RecordService(finance).load(incoming)->record);
    QVERIFY2(arrived, reasonOf(arrived).constData());
    QVERIFY(arrived->verdict->isFullyValid());
    QVERIFY(arrived->verdict->isClosedByStamp);
    QCOMPARE(arrived->verdict->seals.size(), 1);
    QCOMPARE(arrived->verdict->seals.first().registeredMember, std::optional(leader->member().id));
    QVERIFY(arrived->verdict->seals.first().isLeaders);
    const auto signedFor = ReceiptService(finance).signFor(incoming, SampleOffice::pin());
    QVERIFY2(signedFor, reasonOf(signedFor).constData());
}

void SignatureStampTest::aSuspendedCertificateStampsNothing()
{
    initTestCase(); // An office in which the stamp is in force.
    QVERIFY(!QTest::currentTestFailed());
    const auto before = desk(u"leader"_s);
    const auto preview = OutgoingService(*before).sealPreview(m_order);
    QVERIFY2(preview, reasonOf(preview).constData());
    const AuthorityPlace place = authorityOf(*m_office);
    const AuthorityWork work(place.folder, m_office->environment());
    const SecretBytes pin = SampleOffice::pin();
    auto officer = openOfficer(place.folder + u"/officers/security.key"_s, pin);
    QVERIFY2(officer, reasonOf(officer).constData());
    const auto certificates = work.open();
    QVERIFY2(certificates, reasonOf(certificates).constData());
    const auto own = crypto::Certificate::fromDer(before->member().signingCertificate);
    const CertificateRevocation hold{own->serialNumber(), crypto::RevocationReason::CertificateHold, u"遗失"_s};
    const auto held = (*certificates)->append(hold, *officer);
    QVERIFY2(held, reasonOf(held).constData());
    AuthorityWork::Publication publication;
    publication.target = m_office->path(u"next.crl"_s);
    publication.directory = publication.newDirectory = place.directory;
    auto system = openOfficer(place.folder + u"/officers/system.key"_s, pin);
    QVERIFY2(system, reasonOf(system).constData());
    const auto published = work.publish(**certificates, publication, *system, pin);
    QVERIFY2(published, reasonOf(published).constData());
    const auto leader = desk(u"leader"_s);
    QCOMPARE(reasonOf(OutgoingService(*leader).seal(m_order, *preview, pin)), QByteArray("certificate.suspended"));
    QVERIFY(awaits(*leader, m_order));
}

void SignatureStampTest::aSuspendedStampStampsNothing()
{
    const auto stream = numbered(order());
    QVERIFY2(stream, reasonOf(stream).constData());
    m_order = *stream;
    const auto preview = OutgoingService(*desk(u"leader"_s)).sealPreview(m_order);
    QVERIFY2(preview, reasonOf(preview).constData());
    const SealAdministration seals(authorityOf(*m_office), m_office->environment());
    const SecretBytes pin = SampleOffice::pin();
    const OfficerKey officer{authorityOf(*m_office).folder + u"/officers/security.key"_s, pin};
    SealWithdrawalAct act;
    act.seal = m_stamp;
    act.state = directory::SealState::Suspended;
    act.reason = directory::WithdrawalReason::Lost;
    act.since = m_office->environment().clock.now();
    const auto suspended = seals.withdraw(act, officer, pin);
    QVERIFY2(suspended, reasonOf(suspended).constData());
    const auto leader = desk(u"leader"_s);
    QCOMPARE(reasonOf(OutgoingService(*leader).sealPreview(m_order)), QByteArray("sealing.seal-withdrawn"));
    QCOMPARE(reasonOf(OutgoingService(*leader).seal(m_order, *preview, pin)), QByteArray("sealing.seal-withdrawn"));
    QVERIFY(awaits(*leader, m_order));
}

void SignatureStampTest::whoHasNoStampCannotStamp()
{
    const auto stream = numbered(order());
    QVERIFY2(stream, reasonOf(stream).constData());
    const auto leader = desk(u"leader"_s);
    const QString stamp = leader->profile().memberPath(leader->member().id, keyfile::PersonalSealData);
    QVERIFY(QFile::rename(stamp, stamp + u".away"_s));
    QCOMPARE(reasonOf(OutgoingService(*leader).sealPreview(*stream)), QByteArray("sealing.no-stamp"));
    QVERIFY(QFile::rename(stamp + u".away"_s, stamp));
}

QTEST_MAIN(SignatureStampTest)
#include "SignatureStampTest.moc"
