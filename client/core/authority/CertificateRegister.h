// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/authority/RegisterState.h"
#include "shared/crypto/TrustStore.h"
#include "shared/journal/Database.h"

#include <functional>
#include <memory>
#include <vector>

namespace wenyi::core {

/// 证书台账: the register of an operating CA, a file of signed and chained acts in the authority's folder.
///
/// Nothing is ever changed or taken out: a line that is missing or altered breaks the chain, and nobody can write one
/// without an officer's key. That its last lines were cut off is seen by who keeps the head elsewhere (findNoted()).
/// Several programs may work with one file; each takes what the others wrote before it writes.
class CertificateRegister
{
public:
    /// Opens the register, or begins an empty one; reads all acts and their chain. Fails with Corrupt "register.chain",
    /// as RegisterState::apply() and readAct() do, and as the store does.
    static Result<std::unique_ptr<CertificateRegister>> open(
        const QString &path, const crypto::Certificate &operating, const Clock &clock);

    const RegisterState &state() const { return m_state; }
    const std::vector<SignedAct> &acts() const { return m_acts; }
    /// Digest of the last act; null where there is none.
    Digest head() const;

    /// Signs an act and writes it, on disk when this returns; the act's number. Fails as RegisterState::apply() and
    /// signAct() do and as the store does; nothing is written then.
    Result<quint64> append(const RegisterContent &content, crypto::Signer &signer);
    /// The same for several in one go: all or none.
    Result<void> appendAll(const QList<RegisterContent> &contents, crypto::Signer &signer);
    /// Makes a list and publishes it. `make` is told the number that it will have and the complete list that it is to
    /// be a delta to; nothing for a complete list. Fails with NotAllowed "register.no-complete-list" for a delta to
    /// none, and as append() does.
    using ListMaker = std::function<Result<QByteArray>(quint64 number, std::optional<quint64> base)>;
    enum class ListKind { Complete, Delta };
    Result<QByteArray> publish(ListKind kind, const ListMaker &make, crypto::Signer &signer);
    /// The newest list of the kind as it was published. Fails with NotFound "register.no-list".
    Result<QByteArray> list(ListKind kind) const;

    /// Looks at everything that open() takes on trust: every act's signature, and that every certificate is the
    /// operating CA's and was issued under the roots, or under the authority for PDFs that the operating CA entered.
    /// Fails with NotTrusted "register.signature", "certificate.…", Corrupt "register.list"; `detail` tells the act's
    /// number.
    Result<void> verify(const crypto::TrustStore &trust) const;
    /// The number of the act whose head somebody noted when it was the last one. Fails with NotTrusted "register.head":
    /// acts were cut off since, or all were written anew, which a chain alone does not show.
    Result<quint64> findNoted(const Digest &head) const;

private:
    CertificateRegister(
        std::unique_ptr<journal::Database> database, const crypto::Certificate &operating, const Clock &clock);
    Result<void> takeNew();
    Result<void> write(const RegisterContent &content, crypto::Signer &signer);
    Result<void> forget(const Result<void> &failure, const RegisterState &before, size_t size);
    static void addPdfAuthority(const SignedAct &act, crypto::TrustStore &trust);
    Result<void> verifyAct(const SignedAct &act, const crypto::TrustStore &trust) const;

    std::unique_ptr<journal::Database> m_database;
    const Clock &m_clock;
    RegisterState m_state;
    std::vector<SignedAct> m_acts;
};

} // namespace wenyi::core
