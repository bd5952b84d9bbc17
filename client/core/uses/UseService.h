// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/sealing/SealingService.h"
#include "client/core/uses/RegisterCheck.h"

#include <QHash>

namespace wenyi::core {

/// What is to be put under the seal, and what entitles that.
struct UseOrder
{
    QByteArray ofd;
    QList<ofd::Stamp> stamps;
    ofd::Coverage coverage = ofd::Coverage::CloseDocument;
    UseWarrant warrant;
    QString title;
    QString documentNumber; ///< 发文字号; empty for a file.
    quint64 copies = 0;
    quint64 pages = 0;
    std::optional<ProvidedSeal> provided = {}; ///< Nothing: the seal whose key the member holds.
    Progress progress = {};                    ///< Of a provider at work; it may stop it.
};

/// More entries of the transaction that writes the use; the record's own are the last.
using AlsoWritten =
    std::function<Result<QList<journal::NewEntry>>(const SealedDocument &, const journal::BlobReference &)>;

/// The register with all that was found wrong or worth knowing.
struct RegisterReport
{
    UseRegister uses;
    QHash<Digest, Approval> approvals; ///< By the use's entry; only those that hold.
    QList<UseFinding> findings;
};

/// 用印登记: seals, and writes each use of a seal into the unit's register before anybody gets the sealed document.
class UseService
{
public:
    explicit UseService(Workspace &workspace)
        : m_workspace(workspace)
    {
    }

    /// The application that entitles me to seal these bytes with my seal now, or a provider's. Fails as
    /// UseJudge::entitling() does, and with NotAllowed "sealing.no-seal".
    Result<AppliedUse> entitling(const Digest &document, const std::optional<ProvidedSeal> &provided = {});
    /// Seals under the seal's next number. The use, the sealed document and what else is written are durable in one
    /// transaction before the document is handed out; a failure leaves no use and hands out no document. One program of
    /// a desktop seals at a time. Fails as SealingService::seal(), entitling(), signContent() and
    /// journal::Journal::append() do, and with Unavailable "file.locked".
    Result<SealedDocument> seal(const UseOrder &order, const SecretBytes &pin, const AlsoWritten &also = {});

    /// Reads and checks the whole register, with the heads beside the seal keys of this desktop.
    Result<RegisterReport> check();
    /// What the seals of my unit on a document tell, held against the register. Fails as VerificationService::verify()
    /// does where the document cannot be read.
    Result<QList<UseFinding>> checkDocument(const QByteArray &ofd, const QString &name, const UseRegister &uses) const;
    /// The sealed document of a use, or the file of an application, as it was written down with it. Fails with Corrupt
    /// "seal-use.copy" where it is another one, and as journal::BlobStore::read() does.
    Result<QByteArray> copyOf(const LoggedUse &logged) const;
    Result<QByteArray> copyOf(const AppliedUse &applied) const;

private:
    UseJudge judgeOf(const UseRegister &uses);
    Result<const AppliedUse *> entitling(
        const Digest &document, const UseRegister &uses, const std::optional<ProvidedSeal> &provided);
    Result<journal::NewEntry> entryOf(const SealUse &use, const SealedDocument &sealedDocument,
        const journal::BlobReference &blob, crypto::Signer &signer) const;
    Result<SealUse> announce(const UseOrder &order, const UseRegister &uses);
    Result<QByteArray> copy(const Digest &blob, const journal::Audience &key, const Digest &digest) const;
    Result<QList<UseHead>> readHeads(QList<UseFinding> &findings) const;
    void keepHead(const SealUse &use, const std::optional<ProvidedSeal> &provided);
    void note(const QString &what, const Error &error);
    QString headPath(const std::optional<ProvidedSeal> &provided) const;

    Workspace &m_workspace;
};

/// Finds issuing acts in the records of a desktop's journal. Fails with NotFound "seal-use.no-issue", NotTrusted
/// "seal-use.other-document", and as verifyStatement() does.
IssueFinder issueFinder(Workspace &workspace);

} // namespace wenyi::core
