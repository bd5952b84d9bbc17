// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/domain/DomainAuthority.h"
#include "client/core/sealing/FileSealing.h"
#include "client/core/uses/ApplicationService.h"
#include "tests/client/core/records/RecordOffice.h"

namespace wenyi::core {

/// The first unit of the sample domain at sealing files: who applies, who decides, who seals, each at a desktop.
class UseOffice
{
public:
    explicit UseOffice(RecordOffice::Keys keys = RecordOffice::Keys::Shared)
        : office(keys)
    {
    }

    Workspace &clerk() { return office.at(QStringLiteral("clerk")); }
    Workspace &leader() { return office.at(QStringLiteral("leader")); }
    Workspace &keeper() { return office.at(QStringLiteral("sealkeeper")); }

    /// A file with that text on its one page.
    static QByteArray file(const QString &text);
    static SealPlacing placing() { return {SealAt{0, {105, 160}}, {}}; }

    /// Applied for by a desktop's member; everybody knows of it.
    Result<Digest> apply(Workspace &desk, const QByteArray &ofd);
    Result<void> decide(Workspace &desk, const Digest &application, bool isApproved);
    /// Applied for by the clerk and approved by the leader.
    Result<Digest> approved(const QByteArray &ofd);
    /// Sealed at the keeper's desktop; nobody else knows of it yet.
    Result<SealedDocument> seal(const QByteArray &ofd) { return seal(keeper(), ofd); }
    Result<SealedDocument> seal(Workspace &desk, const QByteArray &ofd);
    /// All of it, and everybody knows.
    Result<SealedDocument> sealedFile(const QByteArray &ofd);
    /// Another desk with the keeper's key and a store of its own, as it is now: its profile in another folder.
    std::unique_ptr<Workspace> copyOfKeepersDesk();
    QString keepersFolder() { return keeper().profile().folder; }

    /// The keys of the unit's desktops as the directory has them.
    static journal::DesktopKeys desktopKeys(const Workspace &workspace);
    /// The domain's authority, for newer directories and revocation lists.
    Result<DomainAuthority> authority();

    /// The findings that a desktop tells, as "changed 2", in order; remarks in parentheses.
    QStringList findings(Workspace &desk);
    static QStringList namesOf(const QList<UseFinding> &findings);

    RecordOffice office;

private:
    QTemporaryDir m_copies;
    int m_count = 0;
};

} // namespace wenyi::core
