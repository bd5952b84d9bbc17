// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/admin/Server.h"
#include "shared/crypto/CertificateAuthority.h"
#include "shared/crypto/SystemRandom.h"
#include "shared/directory/PeerCard.h"
#include "shared/exchange/EnvelopeBuilder.h"
#include "shared/exchange/PairSequence.h"
#include "shared/protocol/ClientConnection.h"

#include <QTemporaryDir>

#include <map>
#include <memory>

namespace wenyi::tests {

inline const UnitCode Office(QStringLiteral("ZFB"));
inline const UnitCode Finance(QStringLiteral("CZJ"));
inline const UnitCode Town(QStringLiteral("CJZ"));

/// One desktop with its keys and its own chain of entries.
struct TestDesktop
{
    DesktopId id;
    UnitCode unit;
    protocol::CurveKeyPair curve;
    crypto::KeySigner signer;
    journal::ChainPosition chain;

    /// The next entries of the chain with their signed head; the chain goes on behind them.
    protocol::PushEntries write(int count, qsizetype payload = 100);
};

/// A whole domain in a temporary folder: authority, three units with two desktops each, and a server's folder, ready
/// to be started in this process or as a child.
class TestDomain
{
public:
    /// Of another name, every code and id in it with something behind it, for tests of several domains.
    explicit TestDomain(const QString &name = QStringLiteral("江阴市"), const QString &suffix = {});

    TestDesktop &desktop(const UnitCode &unit, int index = 1);
    crypto::KeySigner &unitSigner(const UnitCode &unit) { return m_unitSigners.at(unit); }
    crypto::KeySigner &serverSigner() { return *m_serverSigner; }
    const crypto::Certificate &serverCertificate() const { return m_serverSigner->certificate(); }
    crypto::SystemRandom &random() { return m_random; }
    const SystemClock &clock() const { return m_clock; }
    server::ServerFolder &folder() { return *m_folder; }
    QString path() const { return m_dir.path() + QStringLiteral("/server"); }
    QString file(const QString &name) const { return m_dir.path() + u'/' + name; }

    /// Starts the server in this process.
    Result<std::unique_ptr<server::Server>> start() { return server::Server::start(*m_folder, m_clock); }
    /// A desktop's settings for a server at this endpoint.
    protocol::ClientConnection::Settings settings(
        const QByteArray &endpoint, const TestDesktop &desktop, std::optional<protocol::CurveKeyPair> otherKeys = {});
    std::unique_ptr<protocol::ClientConnection> connect(const QByteArray &endpoint, const TestDesktop &desktop);

    /// So many more desktops of a unit, numbered on from 3, in a directory of the next version.
    Result<void> addDesktops(const UnitCode &unit, int count);
    /// A member UNIT/NAME with these roles and keys of its own, in a directory of the next version.
    Result<MemberId> addMember(const UnitCode &unit, const QString &name, const QList<directory::Role> &roles);
    /// The member's roles from the next version of the directory on.
    Result<void> setRoles(const MemberId &member, const QList<directory::Role> &roles);
    crypto::KeySigner &memberSigner(const MemberId &member) { return m_memberSigners.at(member); }
    /// Signs a directory of the next version without this desktop and hands it to the server's folder.
    Result<void> dropFromDirectory(const DesktopId &desktop);
    /// A new certificate of the server with a new key, in a directory of the next version; the server's folder has all
    /// of it, and the key file and its PIN are server.key and server.pin here.
    Result<void> renewServer();
    /// Whether a directory tells the certificate of before as a former one, or as programs of before knew it, nothing.
    enum class Former { Untold, Told };
    /// A new certificate of the unit with a new key, in a directory of the next version.
    Result<void> renewUnit(const UnitCode &unit, Former former = Former::Untold);
    /// One more unit with two desktops, in a directory of the next version.
    Result<void> foundUnit(const UnitCode &unit, const QString &name);
    /// Signs a directory of the next version in which the unit is retired, and hands it to the server's folder.
    Result<void> retire(const UnitCode &unit, const UnitCode &successor);
    /// The same in which a retired unit receives again, by a third desktop.
    Result<void> reinstate(const UnitCode &unit);
    /// What other domains are told of this one.
    directory::PeerCard card();
    /// Signs a directory that vouches for the other domain as well, and hands it to the server's folder; via: the
    /// linked domain that leads there. From then on envelopes may be made for its units. Again takes its card anew.
    Result<void> peerWith(TestDomain &other, const QString &via = {});
    /// Signs a directory of the next version that vouches for nobody else, and hands it to the server's folder.
    Result<void> dropPeers();
    const crypto::Certificate &unitEncryption(const UnitCode &unit) const { return m_unitEncryption.at(unit); }
    /// Envelopes may be made for a unit with this certificate too.
    void know(const UnitCode &unit, const crypto::Certificate &encryption)
    {
        m_unitEncryption.emplace(unit, encryption);
    }
    /// Has the directory tell of the endpoint that the server has, and has the server connect to these peers.
    Result<void> setEndpoint(const QByteArray &endpoint, const QString &connectsTo = {});
    const QString &name() const { return m_content.domain; }
    UnitCode unit(const UnitCode &code) const { return UnitCode(code.toString() + m_suffix); }
    /// A notice for these units with attachments of this many bytes.
    exchange::Envelope envelope(const UnitCode &from, const QList<UnitCode> &to, qsizetype size = 20'000,
        exchange::Urgency urgency = exchange::Urgency::Ordinary,
        exchange::Secrecy secrecy = exchange::Secrecy::Unclassified);
    /// A key for time stamps with its PIN, handed to the server's folder.
    Result<void> giveTimeStampKey();
    /// The certificate of that key.
    const crypto::Certificate &timeStamper() const { return *m_timeStamper; }
    /// Hands the server a list that revokes a certificate from now on.
    Result<void> revoke(const crypto::Certificate &certificate);
    crypto::TrustStore trust() const;
    exchange::Receipt receipt(const exchange::EnvelopeHeader &header, const UnitCode &unit, exchange::ReceiptKind kind,
        crypto::Signer &signer);

private:
    crypto::KeySigner issue(const QString &id, crypto::CertificatePurpose purpose);
    void addUnit(const UnitCode &code, const QString &name);
    void addDesktop(const UnitCode &unit, int index);
    /// Signs the directory as it is now and hands it to the server's folder.
    Result<void> publish();
    QByteArray signDirectory();
    server::ServerFiles writeServerFiles();

    QTemporaryDir m_dir;
    QString m_suffix;
    SystemClock m_clock;
    crypto::SystemRandom m_random;
    Instant m_now;
    std::unique_ptr<crypto::CertificateAuthority> m_root;
    std::unique_ptr<crypto::CertificateAuthority> m_operating;
    std::unique_ptr<crypto::KeySigner> m_serverSigner;
    std::optional<protocol::CurveKeyPair> m_serverCurve;
    directory::DirectoryContent m_content;
    std::optional<crypto::Certificate> m_timeStamper;
    std::map<UnitCode, crypto::KeySigner> m_unitSigners;
    std::map<UnitCode, crypto::Certificate> m_unitEncryption;
    std::map<MemberId, crypto::KeySigner> m_memberSigners;
    std::map<DesktopId, TestDesktop> m_desktops;
    std::map<std::pair<UnitCode, UnitCode>, exchange::PairSequence> m_pairs;
    std::unique_ptr<server::ServerFolder> m_folder;
};

/// Sends an envelope the whole way: asks what is missing, puts the parts in chunks, gives the acceptance receipt.
Result<QByteArray> sendWhole(protocol::ClientConnection &connection, const exchange::Envelope &envelope,
    std::chrono::milliseconds timeout = std::chrono::seconds(20));

/// Waits for a request's answer as one type.
template<typename Answer>
Result<Answer> ask(protocol::ClientConnection &connection, protocol::Body request,
    std::chrono::milliseconds timeout = std::chrono::seconds(20))
{
    return protocol::answerAs<Answer>(connection.request(std::move(request), timeout).result());
}

/// The reason of a failure, or nothing.
template<typename T>
QByteArray reasonOf(const Result<T> &result)
{
    return result ? QByteArray() : result.error().reason;
}

} // namespace wenyi::tests
