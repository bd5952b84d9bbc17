// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/crypto/CertificateAuthority.h"
#include "shared/crypto/SystemRandom.h"
#include "shared/journal/Journal.h"
#include "tests/shared/journal/FaultyDisk.h"

#include <QTemporaryDir>

#include <memory>

namespace wenyi::journal {

/// A clock that moves only when told.
class HandClock final : public Clock
{
public:
    Instant now() const override { return m_now; }
    void advance(std::chrono::milliseconds by) { m_now += by; }

private:
    Instant m_now = instantFromMilliseconds(1'795'000'000'000);
};

/// Keeps per stream the texts of its entries in the order in which they were applied: the state that replicas compare.
class TextProjection final : public Projection
{
public:
    QString name() const override { return QStringLiteral("texts"); }
    int version() const override { return m_version; }
    Result<void> createTables(Database &database) override;
    Result<void> dropTables(Database &database) override;
    Result<void> apply(Database &database, const ProjectedEntry &entry) override;
    Result<void> reset(Database &database, const StreamId &stream) override;

    int m_version = 1;
};

/// One desktop with a real store in a folder, a real key and a journal.
class TestDesktop
{
public:
    TestDesktop(const QString &id, HandClock &clock, const SecretBytes &contentKey);

    /// Opens the store again, as after a restart.
    Result<void> open();
    /// Leaves the store as a crash would.
    void close();
    Result<QList<Digest>> write(const QString &stream, const QString &text);
    /// Stream → texts, from the projection.
    QMap<QString, QStringList> state();
    QByteArray filePath() const { return m_folder.filePath(QStringLiteral("store.db")).toUtf8(); }

    DesktopId id;
    crypto::KeySigner signer;
    TextProjection projection;
    std::unique_ptr<Database> database;
    std::unique_ptr<Journal> journal;
    bool onFaultyDisk = false;
    OwnEntries own = OwnEntries::AreHere;

private:
    HandClock &m_clock;
    crypto::SystemRandom m_random;
    QTemporaryDir m_folder;
    ContentKeyring m_keyring;
};

/// A server's log for one unit, in memory, and the desktops around it.
class Office
{
public:
    explicit Office(int desktops);

    /// The desktop pushes what it has and takes what the log has beyond what it knows.
    Result<void> exchange(TestDesktop &desktop);
    Result<void> push(TestDesktop &desktop);
    Result<void> pull(TestDesktop &desktop, qsizetype maximumBytes = 1 << 20);
    Result<crypto::PublicKey> keyOf(const DesktopId &desktop) const;
    DesktopKeys keys() const;

    HandClock clock;
    UnitCode unit{QStringLiteral("11320281014033000A")};
    crypto::KeySigner serverSigner;
    std::unique_ptr<Database> serverDatabase;
    std::unique_ptr<UnitLog> log;
    std::vector<std::unique_ptr<TestDesktop>> desktops;

private:
    QTemporaryDir m_folder;
};

/// A signer with a fresh self-made certificate; journals ask only for the key.
crypto::KeySigner makeSigner(const QString &name);

} // namespace wenyi::journal
