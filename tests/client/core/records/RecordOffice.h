// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/domain/DomainBuilder.h"
#include "client/core/profile/Workspace.h"
#include "client/core/records/RecordService.h"
#include "shared/crypto/SystemRandom.h"
#include "shared/document/OfficialDocument.h"
#include "shared/journal/UnitLog.h"

#include <QTemporaryDir>

#include <map>
#include <memory>

namespace wenyi::core {

/// A clock that moves only when told.
class HandClock final : public Clock
{
public:
    Instant now() const override { return m_now; }
    void advance(std::chrono::milliseconds by) { m_now += by; }

private:
    Instant m_now = instantFromMilliseconds(1'795'000'000'000);
};

/// The first unit of the sample domain with a second registrar, a desktop for each member with real keys and a real
/// store, and a server's log between them.
class RecordOffice
{
public:
    /// Whether its domain is the one that all offices of a test program are copies of.
    enum class Keys { Shared, Own };
    explicit RecordOffice(
        Keys keys = Keys::Shared, const QString &resources = QStringLiteral(WENYI_SOURCE_DIR "/resources"));

    /// The workspace of a member ("clerk"), unlocked when it is first asked for.
    Workspace &at(const QString &member);
    /// The same desktop unlocked by another program: a connection and projections of its own.
    std::unique_ptr<Workspace> again(const QString &member);
    MemberId memberId(const QString &member) const;
    /// Something in the domain's folder.
    QString path(const QString &name) const { return m_domain.folder + u'/' + name; }
    const Environment &environment() const { return m_environment; }
    const SecretBytes &pin() const { return m_pin; }
    /// The desktop pushes what it has and takes what the log has, blobs included.
    Result<void> exchange(const QString &member);
    /// All unlocked desktops, until all have everything.
    Result<void> exchangeAll();
    /// Does the first open act of a member on a record, with an opinion and the PIN.
    Result<Digest> complete(const QString &member, const StreamId &stream, const QJsonObject &values = {});
    /// Everything that the record projection keeps on a desktop, one line a row, in a fixed order.
    QStringList dump(const QString &member);

    HandClock clock;

private:
    Result<void> push(Workspace &workspace);
    Result<void> pull(Workspace &workspace);

    crypto::SystemRandom m_random;
    SecretBytes m_pin;
    QTemporaryDir m_folder;
    Environment m_environment;
    UnitCode m_unit;
    Domain m_domain;
    std::optional<crypto::KeySigner> m_server;
    std::unique_ptr<journal::Database> m_database;
    std::optional<journal::UnitLog> m_log;
    std::map<QString, std::unique_ptr<Workspace>> m_workspaces;
};

/// Why something failed, for a person; empty when it did not.
template<typename T>
QString faultOf(const Result<T> &result)
{
    return result ? QString() : describe(result.error());
}

/// The reason of a failure; empty when there is none.
template<typename T>
QByteArray reasonOf(const Result<T> &result)
{
    return result ? QByteArray() : result.error().reason;
}

/// A notice with all that a draft needs to be submitted.
document::OfficialDocument sampleNotice();

} // namespace wenyi::core

#define VERIFY_DONE(result) QCOMPARE(wenyi::core::faultOf(result), QString())
#define COMPARE_REASON(result, expected) QCOMPARE(wenyi::core::reasonOf(result), QByteArray(expected))
