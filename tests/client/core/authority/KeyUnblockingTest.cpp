// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/authority/KeyUnblocking.h"

#include "shared/base/CborReader.h"
#include "shared/base/CborWriter.h"
#include "tests/client/core/authority/AuthorityOffice.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::core;
using namespace wenyi::core::tests;
using directory::Role;

namespace {

template<typename T>
QByteArray reasonOf(const Result<T> &result)
{
    return result ? QByteArray("none") : result.error().reason;
}

SecretBytes secret(const char *text)
{
    return SecretBytes(QByteArrayView(text));
}

/// What a permission's file holds.
struct Parts
{
    SignedAct appointment;
    SignedAct act;
    QByteArray list;
};

Parts partsOf(const QByteArray &permission)
{
    CborReader in(permission);
    in.startArray(6);
    in.unsignedInteger();
    std::array<QByteArray, 4> bytes;
    for (QByteArray &part : bytes)
        part = in.bytes(1 << 20);
    Parts parts{readAct(bytes[0], bytes[1]).value(), readAct(bytes[2], bytes[3]).value(), in.bytes(1 << 20)};
    in.endArray();
    if (!in.finish())
        qFatal("a permission has another form");
    return parts;
}

QByteArray fileOf(const Parts &parts)
{
    CborWriter out;
    out.startArray(6);
    out.unsignedInteger(1);
    for (const SignedAct *act : {&parts.appointment, &parts.act}) {
        out.bytes(act->bytes);
        out.bytes(act->signature);
    }
    out.bytes(parts.list);
    out.endArray();
    return out.take();
}

} // namespace

/// 解锁: the security administrator's permission, for one file and one lock; each misuse is a test.
class KeyUnblockingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void theOfficerPermitsAndThePinStays();
    void aPermissionIsGoodOnce();
    void thePermissionForAnotherFileUnblocksNothing();
    void theSameKeyUnderAnotherPinIsAnotherFile();
    void noOtherOfficerPermits();
    void aForgedPermissionOfAnotherOfficerUnblocksNothing();
    void anOfficerOfNobodysMakingUnblocksNothing();
    void aRevokedOfficersPermissionUnblocksNothing();
    void whoWasReplacedPermitsNothing();
    void withoutACurrentListNothingIsUnblocked();
    void aPermissionIsGoodForAWeek();
    void nobodyUnblocksTheirOwnKey();
    void aRevokedKeyIsNotUnblocked();
    void anUnknownCertificateIsNotPermitted();
    void everyBitOfAPermissionCounts();
    void aBentRequestIsRefused();
    void whatIsNotLockedNeedsNoPermission();

private:
    /// A key file whose certificate stands in the register, under the PIN 135790.
    crypto::KeyFile keyFile(const QString &id);
    void lock(const crypto::KeyFile &file);
    QByteArray permissionFor(const crypto::KeyFile &file);
    UnblockTrust trust() const { return {m_office->trust, m_office->operating.certificate()}; }
    QByteArray unblocked(const crypto::KeyFile &file, const QByteArray &permission) const
    {
        return reasonOf(unblock(file, permission, trust(), m_office->clock.now()));
    }
    /// Registers a certificate that no application led to.
    void registerIssue(const crypto::Certificate &certificate)
    {
        QVERIFY(m_register->append(CertificateIssue{0, certificate.toDer()}, m_office->operatingSigner));
    }
    QByteArray publishList(std::chrono::hours lifetime = std::chrono::days(30))
    {
        CertificationService service(*m_register, m_office->operating, m_office->environment);
        return service.publish(CertificateRegister::ListKind::Complete, lifetime, m_office->system).value();
    }

    std::unique_ptr<AuthorityOffice> m_office;
    std::unique_ptr<CertificateRegister> m_register;
};

void KeyUnblockingTest::init()
{
    m_register.reset();
    m_office = std::make_unique<AuthorityOffice>();
    m_register = m_office->staffed();
    registerIssue(m_office->system.certificate());
    registerIssue(m_office->security.certificate());
    registerIssue(m_office->auditor.certificate());
    publishList();
}

crypto::KeyFile KeyUnblockingTest::keyFile(const QString &id)
{
    const auto holder = m_office->officer(id);
    registerIssue(holder.certificate());
    const QString path = m_office->folder.filePath(QString(id).replace(u'/', u'-') + u".key"_s);
    if (!crypto::KeyFile::create(path, holder.key(), holder.certificate(), secret("135790"), {12}, m_office->random))
        qFatal("no key file");
    return crypto::KeyFile::open(path).value();
}

void KeyUnblockingTest::lock(const crypto::KeyFile &file)
{
    for (int attempt = 0; attempt < 10; ++attempt)
        QVERIFY(!file.unlock(secret("000000")));
    QCOMPARE(reasonOf(file.unlock(secret("135790"))), "key-file.locked");
}

QByteArray KeyUnblockingTest::permissionFor(const crypto::KeyFile &file)
{
    const auto request = UnblockRequest::fromBytes(UnblockRequest::make(file, m_office->random)->toBytes());
    return permitUnblocking(*m_register, request.value(), u"本人到场，已核验证件"_s, m_office->security).value();
}

void KeyUnblockingTest::theOfficerPermitsAndThePinStays()
{
    const auto file = keyFile(u"unit/leader"_s);
    lock(file);
    const quint64 before = m_register->state().size();
    const QByteArray permission = permissionFor(file);
    // It stands in the register before the owner has it.
    QCOMPARE(m_register->state().size(), before + 1);
    const auto *act = std::get_if<UnblockPermission>(&m_register->acts().back().act.content);
    QVERIFY(act);
    QCOMPARE(act->serialNumber, file.certificate().serialNumber());
    QCOMPARE(act->words, u"本人到场，已核验证件"_s);
    QVERIFY(m_office->open()->verify(m_office->trust));
    QCOMPARE(reasonOf(file.unlock(secret("135790"))), "key-file.locked");
    QCOMPARE(unblocked(file, permission), "none");
    QCOMPARE(file.attemptsLeft(), 10);
    QCOMPARE(reasonOf(file.unlock(secret("000000"))), "key-file.pin");
    QVERIFY(file.unlock(secret("135790")));
}

void KeyUnblockingTest::aPermissionIsGoodOnce()
{
    const auto file = keyFile(u"unit/leader"_s);
    lock(file);
    const QByteArray permission = permissionFor(file);
    QCOMPARE(unblocked(file, permission), "none");
    QCOMPARE(unblocked(file, permission), "key-file.not-locked");
    lock(file);
    QCOMPARE(unblocked(file, permission), "key-file.other-lock");
    const QByteArray next = permissionFor(file);
    QCOMPARE(unblocked(file, permission), "key-file.other-lock");
    QCOMPARE(unblocked(file, next), "none");
}

void KeyUnblockingTest::thePermissionForAnotherFileUnblocksNothing()
{
    const auto file = keyFile(u"unit/leader"_s);
    const auto other = keyFile(u"unit/clerk"_s);
    lock(file);
    lock(other);
    QCOMPARE(unblocked(file, permissionFor(other)), "unblock.other-file");
    QCOMPARE(file.attemptsLeft(), 0);
}

void KeyUnblockingTest::theSameKeyUnderAnotherPinIsAnotherFile()
{
    auto file = keyFile(u"unit/leader"_s);
    lock(file);
    const QByteArray permission = permissionFor(file);
    QCOMPARE(unblocked(file, permission), "none");
    QVERIFY(file.changePin(secret("135790"), secret("246813"), m_office->random));
    lock(file);
    QCOMPARE(unblocked(file, permission), "unblock.other-file");
}

void KeyUnblockingTest::noOtherOfficerPermits()
{
    const auto file = keyFile(u"unit/leader"_s);
    lock(file);
    const auto request = UnblockRequest::make(file, m_office->random).value();
    QCOMPARE(reasonOf(permitUnblocking(*m_register, request, {}, m_office->system)), "register.role");
    QCOMPARE(reasonOf(permitUnblocking(*m_register, request, {}, m_office->auditor)), "register.role");
    QCOMPARE(reasonOf(permitUnblocking(*m_register, request, {}, m_office->operatingSigner)), "register.officer");
    auto stranger = m_office->officer(u"unit/stranger"_s);
    QCOMPARE(reasonOf(permitUnblocking(*m_register, request, {}, stranger)), "register.officer");
}

/// Past the register, with what another officer has: an appointment, and a key.
void KeyUnblockingTest::aForgedPermissionOfAnotherOfficerUnblocksNothing()
{
    const auto file = keyFile(u"unit/leader"_s);
    lock(file);
    const Parts good = partsOf(permissionFor(file));
    const SignedAct *auditor = nullptr;
    for (const SignedAct &act : m_register->acts()) {
        const auto *appointed = std::get_if<OfficerAppointment>(&act.act.content);
        if (appointed && appointed->role == Role::Auditor)
            auditor = &act;
    }
    QVERIFY(auditor);
    RegisterAct act = good.act.act;
    act.signer = m_office->auditor.certificate().fingerprint();
    const SignedAct forged = signAct(act, m_office->auditor).value();
    QCOMPARE(unblocked(file, fileOf({*auditor, forged, good.list})), "unblock.officer");
    QCOMPARE(unblocked(file, fileOf({good.appointment, forged, good.list})), "unblock.signature");
    // Under the security administrator's name.
    const SignedAct borrowed = signAct(good.act.act, m_office->auditor).value();
    QCOMPARE(unblocked(file, fileOf({good.appointment, borrowed, good.list})), "unblock.signature");
    // Another act of the right officer is no permission.
    const SignedAct other =
        signAct({1, {}, act.at, m_office->security.certificate().fingerprint(), ApplicationDecision{1, true, {}}},
            m_office->security)
            .value();
    QCOMPARE(unblocked(file, fileOf({good.appointment, other, good.list})), "unblock.permission-form");
    QCOMPARE(unblocked(file, fileOf(good)), "none");
}

void KeyUnblockingTest::anOfficerOfNobodysMakingUnblocksNothing()
{
    const auto file = keyFile(u"unit/leader"_s);
    lock(file);
    const Parts good = partsOf(permissionFor(file));
    // A member of the domain appoints himself: by his own key, under the operating CA's name, and of another authority.
    auto member = m_office->officer(u"unit/clerk"_s);
    const auto forge = [&](crypto::Signer &appointer, const Digest &named) {
        const SignedAct appointment =
            signAct({2, {}, good.act.act.at, named,
                        OfficerAppointment{Role::SecurityAdministrator, member.certificate().toDer()}},
                appointer)
                .value();
        RegisterAct act = good.act.act;
        act.signer = member.certificate().fingerprint();
        return fileOf({appointment, signAct(act, member).value(), good.list});
    };
    QCOMPARE(unblocked(file, forge(member, member.certificate().fingerprint())), "unblock.signature");
    QCOMPARE(unblocked(file, forge(member, m_office->operating.certificate().fingerprint())), "unblock.signature");
    AuthorityOffice elsewhere;
    QCOMPARE(unblocked(file, forge(elsewhere.operatingSigner, elsewhere.operating.certificate().fingerprint())),
        "unblock.signature");
    QCOMPARE(file.attemptsLeft(), 0);
}

void KeyUnblockingTest::aRevokedOfficersPermissionUnblocksNothing()
{
    const auto file = keyFile(u"unit/leader"_s);
    lock(file);
    const QByteArray permission = permissionFor(file);
    const QByteArray stolen = m_office->security.certificate().serialNumber();
    auto next = m_office->officer(u"authority/next"_s);
    QVERIFY(m_register->append(
        OfficerAppointment{Role::SecurityAdministrator, next.certificate().toDer()}, m_office->operatingSigner));
    QVERIFY(m_register->append(CertificateRevocation{stolen, crypto::RevocationReason::KeyCompromise, {}}, next));
    const QByteArray list = publishList();
    // The desktop has the newer list, the permission the older one.
    UnblockTrust knowing = trust();
    QVERIFY(knowing.trust.addRevocationList(list));
    QCOMPARE(reasonOf(unblock(file, permission, knowing, m_office->clock.now())), "certificate.revoked");
    // And the other way round.
    Parts parts = partsOf(permission);
    parts.list = list;
    QCOMPARE(unblocked(file, fileOf(parts)), "certificate.revoked");
    QCOMPARE(file.attemptsLeft(), 0);
}

void KeyUnblockingTest::whoWasReplacedPermitsNothing()
{
    const auto file = keyFile(u"unit/leader"_s);
    lock(file);
    auto next = m_office->officer(u"authority/next"_s);
    QVERIFY(m_register->append(
        OfficerAppointment{Role::SecurityAdministrator, next.certificate().toDer()}, m_office->operatingSigner));
    registerIssue(next.certificate());
    const auto request = UnblockRequest::make(file, m_office->random).value();
    QCOMPARE(reasonOf(permitUnblocking(*m_register, request, {}, m_office->security)), "register.officer");
    const auto permission = permitUnblocking(*m_register, request, {}, next);
    QCOMPARE(unblocked(file, permission.value()), "none");
}

void KeyUnblockingTest::withoutACurrentListNothingIsUnblocked()
{
    const auto file = keyFile(u"unit/leader"_s);
    lock(file);
    Parts parts = partsOf(permissionFor(file));
    const QByteArray list = parts.list;
    parts.list.clear();
    QCOMPARE(unblocked(file, fileOf(parts)), "unblock.revocation-unknown");
    publishList(std::chrono::hours(1));
    m_office->clock.time += std::chrono::hours(2);
    UnblockTrust stale = trust();
    QVERIFY(stale.trust.addRevocationList(m_register->list(CertificateRegister::ListKind::Complete).value()));
    QCOMPARE(reasonOf(unblock(file, fileOf(parts), stale, m_office->clock.now())), "unblock.revocation-unknown");
    // A list of somebody else's making is none.
    parts.list = QByteArray("no list");
    QCOMPARE(unblocked(file, fileOf(parts)), "revocation-list.form");
    parts.list = list;
    QCOMPARE(unblocked(file, fileOf(parts)), "none");
}

void KeyUnblockingTest::aPermissionIsGoodForAWeek()
{
    const auto file = keyFile(u"unit/leader"_s);
    lock(file);
    const QByteArray permission = permissionFor(file);
    const Instant given = m_office->clock.now();
    const auto at = [&](Instant time) { return reasonOf(unblock(file, permission, trust(), time)); };
    QCOMPARE(at(given + std::chrono::days(7) + std::chrono::seconds(1)), "unblock.expired");
    QCOMPARE(at(given - std::chrono::hours(24) - std::chrono::seconds(1)), "unblock.expired");
    QCOMPARE(at(given + std::chrono::days(7)), "none");
}

void KeyUnblockingTest::nobodyUnblocksTheirOwnKey()
{
    const auto file = keyFile(u"authority/security"_s);
    lock(file);
    const auto request = UnblockRequest::make(file, m_office->random).value();
    QCOMPARE(reasonOf(permitUnblocking(*m_register, request, {}, m_office->security)), "register.same-person");
}

void KeyUnblockingTest::aRevokedKeyIsNotUnblocked()
{
    for (const auto reason : {crypto::RevocationReason::CertificateHold, crypto::RevocationReason::KeyCompromise}) {
        const auto file = keyFile(u"unit/leader%1"_s.arg(int(reason)));
        lock(file);
        QVERIFY(m_register->append(
            CertificateRevocation{file.certificate().serialNumber(), reason, {}}, m_office->security));
        const auto request = UnblockRequest::make(file, m_office->random).value();
        QCOMPARE(reasonOf(permitUnblocking(*m_register, request, {}, m_office->security)), "register.state");
    }
}

void KeyUnblockingTest::anUnknownCertificateIsNotPermitted()
{
    const auto file = keyFile(u"unit/leader"_s);
    lock(file);
    auto request = UnblockRequest::make(file, m_office->random).value();
    request.certificate = m_office->officer(u"unit/unknown"_s).certificate();
    QCOMPARE(reasonOf(permitUnblocking(*m_register, request, {}, m_office->security)), "register.no-certificate");
    AuthorityOffice elsewhere;
    request.certificate = elsewhere.security.certificate();
    QCOMPARE(reasonOf(permitUnblocking(*m_register, request, {}, m_office->security)), "register.no-certificate");
}

void KeyUnblockingTest::everyBitOfAPermissionCounts()
{
    const auto file = keyFile(u"unit/leader"_s);
    lock(file);
    const QByteArray good = permissionFor(file);
    for (qsizetype at = 0; at < good.size(); at += 7) {
        QByteArray altered = good;
        altered[at] = static_cast<char>(altered[at] ^ (1 << (at % 8)));
        QVERIFY2(unblocked(file, altered) != "none", QByteArray::number(at).constData());
        QVERIFY(unblocked(file, good.left(at)) != "none");
    }
    QCOMPARE(unblocked(file, good + 'x'), "unblock.permission-form");
    QCOMPARE(unblocked(file, {}), "unblock.permission-form");
    QCOMPARE(unblocked(file, good), "none");
}

void KeyUnblockingTest::aBentRequestIsRefused()
{
    const auto file = keyFile(u"unit/leader"_s);
    lock(file);
    const auto request = UnblockRequest::make(file, m_office->random).value();
    const QByteArray good = request.toBytes();
    const auto read = UnblockRequest::fromBytes(good);
    QVERIFY(read && read->keyFile == file.digest() && read->lock == request.lock
            && read->certificate == file.certificate());
    for (qsizetype at = 0; at < good.size(); ++at)
        QCOMPARE(reasonOf(UnblockRequest::fromBytes(good.left(at))), "unblock.request-form");
    QCOMPARE(reasonOf(UnblockRequest::fromBytes(good + 'x')), "unblock.request-form");
    QByteArray newer = good;
    newer[1] = 2;
    QCOMPARE(reasonOf(UnblockRequest::fromBytes(newer)), "unblock.request-form");
}

void KeyUnblockingTest::whatIsNotLockedNeedsNoPermission()
{
    const auto file = keyFile(u"unit/leader"_s);
    QCOMPARE(reasonOf(UnblockRequest::make(file, m_office->random)), "key-file.not-locked");
}

QTEST_GUILESS_MAIN(KeyUnblockingTest)
#include "KeyUnblockingTest.moc"
