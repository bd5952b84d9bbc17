// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/uses/UseService.h"

namespace wenyi::core {

/// How far an application is; Void: its signature does not hold, or it stands there a second time.
enum class SealApplicationState { Pending, Approved, Refused, Used, Void };

/// Stable names: "pending".
QByteArray applicationStateName(SealApplicationState state);

/// An application as people see it.
struct ApplicationView
{
    AppliedUse applied;
    SealApplicationState state = SealApplicationState::Pending;
    std::optional<SealDecision> decision;
    std::optional<quint64> useNumber;
};

/// What somebody asks for.
struct ApplicationRequest
{
    QByteArray ofd;
    QString fileName; ///< For the eye; never a path.
    SealId seal;      ///< Empty: the unit's only one.
    quint64 copies = 1;
    QString reason;
};

/// 用印申请: asks for a seal on a file, and decides what others ask for.
class ApplicationService
{
public:
    explicit ApplicationService(Workspace &workspace)
        : m_workspace(workspace)
    {
    }

    /// Asks, with the file for the leader to look at; gives the application's id. Fails with InvalidInput
    /// "seal-application.reason", "seal-application.file-name", "seal-application.copies",
    /// "seal-application.which-seal", NotFound "seal-application.no-seal", and as ofd::readOfd(), signContent() and the
    /// journal do.
    Result<Digest> apply(const ApplicationRequest &request, const SecretBytes &pin);
    /// Approves or refuses. Fails with NotFound "seal-application.none", NotAllowed "seal-application.not-leader",
    /// "seal-application.own", "seal-application.keeper", "seal-application.decided", InvalidInput
    /// "seal-application.words", as UseJudge::isGenuine() does, and when approving as UseService::copyOf(): what cannot
    /// be looked at is not approved.
    Result<void> decide(const Digest &application, bool isApproved, const QString &words, const SecretBytes &pin);

    /// In the order in which they came.
    Result<QList<ApplicationView>> list();
    /// The application whose id begins so: at least 8 hexadecimal digits. Fails with NotFound "seal-application.none",
    /// InvalidInput "seal-application.id", "seal-application.ambiguous".
    Result<ApplicationView> find(const QString &beginning);

private:
    UseJudge judgeOf(const UseRegister &uses);
    Result<const directory::RegisteredSeal *> sealNamed(const SealId &id) const;
    Result<void> mayDecide(const AppliedUse &applied, const UseJudge &judge, bool isApproved) const;
    Result<void> write(QStringView kind, const QByteArray &content, const SignedStatement &statement,
        const QList<journal::BlobReference> &blobs, const SecretBytes &pin);

    Workspace &m_workspace;
};

} // namespace wenyi::core
