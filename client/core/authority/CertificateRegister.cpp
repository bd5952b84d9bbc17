// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/authority/CertificateRegister.h"

#include "client/core/schema/authority.h"
#include "shared/crypto/Sm3.h"
#include "shared/journal/Schema.h"

namespace wenyi::core {

using journal::Statement;
using journal::Transaction;

namespace {

constexpr quint32 RegisterId = 0x57594131; // "WYA1"

QString nameOf(CertificateRegister::ListKind kind)
{
    return kind == CertificateRegister::ListKind::Complete ? QStringLiteral("complete") : QStringLiteral("delta");
}

Result<void> store(journal::Database &database, const SignedAct &act)
{
    Statement insert(database, "INSERT INTO register_acts(number, bytes, signature) VALUES (?, ?, ?)");
    return insert.run(act.act.number, act.bytes, act.signature);
}

} // namespace

CertificateRegister::CertificateRegister(
    std::unique_ptr<journal::Database> database, const crypto::Certificate &operating, const Clock &clock)
    : m_database(std::move(database))
    , m_clock(clock)
    , m_state(operating)
{
}

Result<std::unique_ptr<CertificateRegister>> CertificateRegister::open(
    const QString &path, const crypto::Certificate &operating, const Clock &clock)
{
    WENYI_TRY(auto database, journal::Database::open(path, {std::nullopt, RegisterId}));
    WENYI_CHECK(journal::migrate(*database, "authority", schema::authority));
    std::unique_ptr<CertificateRegister> opened(new CertificateRegister(std::move(database), operating, clock));
    WENYI_CHECK(opened->takeNew());
    return opened;
}

Digest CertificateRegister::head() const
{
    return m_acts.empty() ? Digest() : m_acts.back().digest();
}

Result<void> CertificateRegister::takeNew()
{
    Statement select(*m_database, "SELECT bytes, signature FROM register_acts WHERE number > ? ORDER BY number");
    WENYI_TRY(bool more, select.bind(m_state.size()).next());
    while (more) {
        WENYI_TRY(auto act, readAct(select.bytes(0), select.bytes(1)));
        if (act.act.previous != head())
            return Error{ErrorCode::Corrupt, "register.chain", QString::number(act.act.number)};
        WENYI_CHECK(m_state.apply(act.act));
        m_acts.push_back(std::move(act));
        WENYI_TRY(more, select.next());
    }
    return {};
}

Result<void> CertificateRegister::write(const RegisterContent &content, crypto::Signer &signer)
{
    // Acts of one moment stand in their order; a clock that went back does not stop the office.
    const RegisterAct act{m_state.size() + 1, head(), std::max(m_clock.now(), m_state.lastAt()),
        signer.certificate().fingerprint(), content};
    WENYI_TRY(auto signedAct, signAct(act, signer));
    WENYI_CHECK(m_state.apply(act));
    m_acts.push_back(std::move(signedAct));
    return store(*m_database, m_acts.back());
}

/// What was folded in and did not reach the disk goes again.
Result<void> CertificateRegister::forget(const Result<void> &failure, const RegisterState &before, size_t size)
{
    if (!failure) {
        m_state = before;
        m_acts.erase(m_acts.begin() + static_cast<std::ptrdiff_t>(size), m_acts.end());
    }
    return failure;
}

Result<quint64> CertificateRegister::append(const RegisterContent &content, crypto::Signer &signer)
{
    WENYI_CHECK(appendAll({content}, signer));
    return m_state.size();
}

Result<void> CertificateRegister::appendAll(const QList<RegisterContent> &contents, crypto::Signer &signer)
{
    WENYI_TRY(const auto transaction, Transaction::begin(*m_database));
    WENYI_CHECK(takeNew());
    const RegisterState before = m_state;
    const size_t size = m_acts.size();
    const auto writeAll = [&]() -> Result<void> {
        for (const RegisterContent &content : contents)
            WENYI_CHECK(write(content, signer));
        return transaction->commit();
    };
    return forget(writeAll(), before, size);
}

Result<QByteArray> CertificateRegister::publish(ListKind kind, const ListMaker &make, crypto::Signer &signer)
{
    WENYI_TRY(const auto transaction, Transaction::begin(*m_database));
    WENYI_CHECK(takeNew());
    const RegisterState before = m_state;
    const size_t size = m_acts.size();
    std::optional<quint64> base;
    if (kind == ListKind::Delta)
        base = m_state.lastCompleteListNumber();
    if (base == 0)
        return Error{ErrorCode::NotAllowed, "register.no-complete-list", {}};
    const quint64 number = m_state.lastListNumber() + 1;
    WENYI_TRY(const QByteArray list, make(number, base));
    const auto writeBoth = [&]() -> Result<void> {
        WENYI_CHECK(write(ListPublication{number, base, crypto::sm3(list)}, signer));
        {
            Statement keep(*m_database, "INSERT OR REPLACE INTO register_lists(kind, number, bytes) VALUES (?, ?, ?)");
            WENYI_CHECK(keep.run(nameOf(kind), number, list));
        }
        return transaction->commit();
    };
    WENYI_CHECK(forget(writeBoth(), before, size));
    return list;
}

Result<QByteArray> CertificateRegister::list(ListKind kind) const
{
    Statement select(*m_database, "SELECT bytes FROM register_lists WHERE kind = ?");
    WENYI_TRY(const bool found, select.bind(nameOf(kind)).next());
    if (!found)
        return Error{ErrorCode::NotFound, "register.no-list", nameOf(kind)};
    return select.bytes(0);
}

Result<quint64> CertificateRegister::findNoted(const Digest &head) const
{
    const auto found =
        std::find_if(m_acts.begin(), m_acts.end(), [&](const SignedAct &act) { return act.digest() == head; });
    if (found == m_acts.end())
        return Error{ErrorCode::NotTrusted, "register.head", QString::fromLatin1(head.toHex())};
    return found->act.number;
}

/// The root of the second suite is trusted because the operating CA entered it: verifyAct() looks at that signature.
void CertificateRegister::addPdfAuthority(const SignedAct &act, crypto::TrustStore &trust)
{
    const auto *issue = std::get_if<CertificateIssue>(&act.act.content);
    if (!issue || issue->application != 0)
        return;
    const auto root = crypto::Certificate::fromDer(issue->certificate, crypto::TakenSuites::Sm2AndP256);
    if (root && root->suite() == crypto::Suite::EcdsaP256WithSha256)
        trust.addRoot(*root);
}

Result<void> CertificateRegister::verifyAct(const SignedAct &act, const crypto::TrustStore &trust) const
{
    const QString number = QString::number(act.act.number);
    const crypto::Certificate *signer = m_state.signer(act.act.signer);
    if (!signer || !act.verify(signer->publicKey()))
        return Error{ErrorCode::NotTrusted, "register.signature", number};
    const auto *appointment = std::get_if<OfficerAppointment>(&act.act.content);
    const auto *issue = std::get_if<CertificateIssue>(&act.act.content);
    if (!appointment && !issue)
        return {};
    WENYI_TRY(const auto certificate,
        crypto::Certificate::fromDer(appointment ? appointment->certificate : issue->certificate,
            issue ? crypto::TakenSuites::Sm2AndP256 : crypto::TakenSuites::Sm2));
    WENYI_TRY(const auto purpose, certificate.purpose());
    // What it was worth when it was issued; whether it was revoked since is what the register itself tells.
    const auto holds = trust.verify(certificate, purpose, certificate.notBefore());
    if (!holds)
        return Error{holds.error().code, holds.error().reason, number};
    return {};
}

Result<void> CertificateRegister::verify(const crypto::TrustStore &trust) const
{
    crypto::TrustStore known = trust;
    for (const SignedAct &act : m_acts) {
        addPdfAuthority(act, known);
        WENYI_CHECK(verifyAct(act, known));
    }
    for (const ListKind kind : {ListKind::Complete, ListKind::Delta}) {
        const auto bytes = list(kind);
        if (!bytes)
            continue;
        const Digest digest = crypto::sm3(*bytes);
        const auto isIts = [&](const SignedAct &act) {
            const auto *publication = std::get_if<ListPublication>(&act.act.content);
            return publication && publication->base.has_value() == (kind == ListKind::Delta)
                   && publication->digest == digest;
        };
        if (std::none_of(m_acts.begin(), m_acts.end(), isIts))
            return Error{ErrorCode::Corrupt, "register.list", nameOf(kind)};
    }
    return {};
}

} // namespace wenyi::core
