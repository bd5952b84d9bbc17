// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/TestDomain.h"

#include "server/admin/Files.h"
#include "shared/crypto/KeyFile.h"
#include "shared/directory/DirectoryChange.h"
#include "shared/exchange/Names.h"
#include "shared/journal/Entry.h"

#include <QDebug>

namespace wenyi::tests {

using crypto::CertificatePurpose;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

/// The value, or the end of the test program with the reason.
template<typename T>
T expect(Result<T> result)
{
    if (!result)
        qFatal("%s", qUtf8Printable(describe(result.error())));
    return std::move(*result);
}
void expect(const Result<void> &result)
{
    if (!result)
        qFatal("%s", qUtf8Printable(describe(result.error())));
}

constexpr auto year = std::chrono::hours(24 * 365);

} // namespace

protocol::PushEntries TestDesktop::write(int count, qsizetype payload)
{
    protocol::PushEntries push;
    for (int i = 0; i < count; ++i) {
        journal::Entry entry;
        entry.desktop = id;
        entry.sequence = chain.sequence + 1;
        entry.previous = chain.id;
        entry.stream = StreamId(u"s-1"_s);
        entry.streamType = u"outgoing"_s;
        entry.kind = u"draft.revision"_s;
        entry.time = {1'795'000'000'000 + static_cast<qint64>(entry.sequence), 0};
        entry.actor = MemberId(u"clerk"_s);
        entry.payload = QByteArray(payload, static_cast<char>(entry.sequence));
        const journal::StoredEntry stored = expect(journal::encodeEntry(entry));
        chain = {entry.sequence, stored.id};
        push.entries.append(stored.bytes);
    }
    push.head = expect(journal::SignedHead::sign(id, chain, SystemClock().now(), signer)).toBytes();
    return push;
}

TestDomain::TestDomain(const QString &name, const QString &suffix)
    : m_suffix(suffix)
    , m_now(m_clock.now())
{
    m_content.domain = name;
    const auto from = m_now - 24h;
    m_root = std::make_unique<crypto::CertificateAuthority>(expect(
        crypto::CertificateAuthority::createRoot({u"根"_s, name, u"root"_s}, from, m_now + 10 * year, m_random)));
    m_operating = std::make_unique<crypto::CertificateAuthority>(
        expect(m_root->createOperating({u"运营"_s, name, u"operating"_s}, from, m_now + 5 * year, m_random)));
    m_serverSigner = std::make_unique<crypto::KeySigner>(issue(u"server"_s, CertificatePurpose::Server));
    m_serverCurve = protocol::CurveKeyPair::generate(m_random);
    m_content.issuedAt = m_now;
    m_content.nextUpdate = m_now + 24h * 30;
    m_content.server = {
        u"tcp://127.0.0.1:7301"_s, m_serverCurve->publicKey.toBytes(), m_serverSigner->certificate().toDer()};
    addUnit(unit(Office), name + u"人民政府办公室"_s);
    addUnit(unit(Finance), name + u"财政局"_s);
    addUnit(unit(Town), (suffix.isEmpty() ? u"澄江镇人民政府"_s : name + u"城关镇人民政府"_s));
    server::Configuration configuration;
    configuration.endpoint = "tcp://127.0.0.1:*";
    configuration.diskReserve = 0;
    configuration.metrics.clear();
    configuration.log.file = "server.log";
    m_folder = std::make_unique<server::ServerFolder>(
        expect(server::ServerFolder::create(path(), configuration, writeServerFiles(), m_random, m_now)));
}

crypto::KeySigner TestDomain::issue(const QString &id, CertificatePurpose purpose)
{
    crypto::PrivateKey key = expect(crypto::PrivateKey::generate());
    crypto::Certificate certificate = expect(
        m_operating->issue({id, m_content.domain, id}, purpose, key.publicKey(), m_now - 1h, m_now + year, m_random));
    return {std::move(key), std::move(certificate)};
}

void TestDomain::addUnit(const UnitCode &code, const QString &name)
{
    m_unitSigners.emplace(code, issue(code.toString(), CertificatePurpose::Unit));
    m_unitEncryption.emplace(code, issue(code.toString(), CertificatePurpose::UnitEncryption).certificate());
    directory::Unit unit;
    unit.code = code;
    unit.name = name;
    unit.signingCertificate = m_unitSigners.at(code).certificate().toDer();
    unit.encryptionCertificate = m_unitEncryption.at(code).toDer();
    m_content.units.append(unit);
    for (int i = 1; i <= 2; ++i)
        addDesktop(code, i);
}

void TestDomain::addDesktop(const UnitCode &unit, int index)
{
    const DesktopId id(unit.toString() + u"-"_s + QString::number(index));
    TestDesktop desktop{
        id, unit, protocol::CurveKeyPair::generate(m_random), issue(id.toString(), CertificatePurpose::Desktop), {}};
    m_content.desktops.append({id, unit, desktop.curve.publicKey.toBytes(), desktop.signer.certificate().toDer(),
        directory::Connection::Connected});
    m_desktops.emplace(id, std::move(desktop));
}

QByteArray TestDomain::signDirectory()
{
    ++m_content.version;
    crypto::KeySigner signer(
        expect(crypto::PrivateKey::fromPkcs8(m_operating->key().toPkcs8())), m_operating->certificate());
    return expect(directory::Directory::sign(m_content, signer));
}

server::ServerFiles TestDomain::writeServerFiles()
{
    const SecretBytes pin(QByteArrayView("246810"));
    expect(crypto::KeyFile::create(file(u"server.key"_s),
        expect(crypto::PrivateKey::fromPkcs8(m_serverSigner->key().toPkcs8())), m_serverSigner->certificate(), pin,
        {12}, m_random));
    expect(server::writeFile(file(u"server.pin"_s), "246810\n"));
    expect(server::writeFile(file(u"curve.key"_s), m_serverCurve->secretKey.view().toByteArray().toHex()));
    expect(server::writeFile(file(u"root.pem"_s), m_root->certificate().toPem()));
    expect(server::writeFile(file(u"operating.der"_s), m_operating->certificate().toDer()));
    expect(server::writeFile(file(u"directory.wyd"_s), signDirectory()));
    return {file(u"directory.wyd"_s), {file(u"operating.der"_s), file(u"root.pem"_s)}, file(u"server.key"_s),
        file(u"server.pin"_s), file(u"curve.key"_s)};
}

TestDesktop &TestDomain::desktop(const UnitCode &unit, int index)
{
    return m_desktops.at(DesktopId(unit.toString() + u"-"_s + QString::number(index)));
}

protocol::ClientConnection::Settings TestDomain::settings(
    const QByteArray &endpoint, const TestDesktop &desktop, std::optional<protocol::CurveKeyPair> otherKeys)
{
    return {endpoint, m_serverCurve->publicKey, otherKeys ? std::move(*otherKeys) : desktop.curve.clone(),
        [id = desktop.id] {
            return protocol::Hello{1, 1, id, 0};
        },
        {}, {20ms, 200ms}};
}

std::unique_ptr<protocol::ClientConnection> TestDomain::connect(const QByteArray &endpoint, const TestDesktop &desktop)
{
    return std::make_unique<protocol::ClientConnection>(settings(endpoint, desktop), m_random);
}

Result<void> TestDomain::dropFromDirectory(const DesktopId &desktop)
{
    m_content.desktops.removeIf([&desktop](const directory::Desktop &known) { return known.id == desktop; });
    return publish();
}

Result<void> TestDomain::addDesktops(const UnitCode &unit, int count)
{
    for (int i = 1; i <= count; ++i)
        addDesktop(unit, 2 + i);
    return publish();
}

Result<MemberId> TestDomain::addMember(const UnitCode &unit, const QString &name, const QList<directory::Role> &roles)
{
    const MemberId id(unit.toString() + u'/' + name);
    const auto &signer = m_memberSigners.emplace(id, issue(id.toString(), CertificatePurpose::Member)).first->second;
    directory::Member member;
    member.id = id;
    member.unit = unit;
    member.name = name;
    member.roles = roles;
    member.signingCertificate = signer.certificate().toDer();
    member.encryptionCertificate = issue(id.toString(), CertificatePurpose::MemberEncryption).certificate().toDer();
    m_content.members.append(member);
    WENYI_CHECK(publish());
    return id;
}

Result<void> TestDomain::setRoles(const MemberId &member, const QList<directory::Role> &roles)
{
    for (directory::Member &known : m_content.members) {
        if (known.id == member)
            known.roles = roles;
    }
    return publish();
}

Result<void> TestDomain::retire(const UnitCode &unit, const UnitCode &successor)
{
    m_content.desktops.removeIf([&unit](const directory::Desktop &known) { return known.unit == unit; });
    for (directory::Unit &known : m_content.units) {
        if (known.code == unit) {
            known.state = directory::UnitState::Retired;
            known.successor = successor;
        }
    }
    return publish();
}

Result<void> TestDomain::renewServer()
{
    m_serverSigner = std::make_unique<crypto::KeySigner>(issue(u"server"_s, CertificatePurpose::Server));
    m_content.server.certificate = m_serverSigner->certificate().toDer();
    m_content.issuedAt = m_clock.now();
    QFile::remove(file(u"server.key"_s));
    return m_folder->update(writeServerFiles(), m_clock.now());
}

Result<void> TestDomain::renewUnit(const UnitCode &unit, Former former)
{
    m_unitSigners.erase(unit);
    const auto &renewed =
        m_unitSigners.emplace(unit, issue(unit.toString(), CertificatePurpose::Unit)).first->second.certificate();
    WENYI_CHECK(
        directory::applyChange(m_content, directory::RenewCertificate{renewed.toDer(), directory::KeyChange::NewKey}));
    for (directory::Unit &known : m_content.units) {
        if (former == Former::Untold)
            known.formerCertificates.clear();
    }
    return publish();
}

Result<void> TestDomain::foundUnit(const UnitCode &unit, const QString &name)
{
    addUnit(unit, name);
    return publish();
}

Result<void> TestDomain::reinstate(const UnitCode &unit)
{
    for (directory::Unit &known : m_content.units) {
        if (known.code == unit) {
            known.state = directory::UnitState::Active;
            known.successor.reset();
        }
    }
    return addDesktops(unit, 1);
}

Result<void> TestDomain::publish()
{
    m_content.issuedAt = m_clock.now();
    WENYI_CHECK(server::writeFile(file(u"next.wyd"_s), signDirectory()));
    return m_folder->update({file(u"next.wyd"_s), {}, {}, {}, {}}, m_clock.now());
}

directory::PeerCard TestDomain::card()
{
    crypto::KeySigner signer(
        expect(crypto::PrivateKey::fromPkcs8(m_operating->key().toPkcs8())), m_operating->certificate());
    return {m_content.domain, m_root->certificate().toDer(), {m_operating->certificate().toDer()},
        expect(directory::Directory::signExcerpt(m_content, signer))};
}

Result<void> TestDomain::peerWith(TestDomain &other, const QString &via)
{
    m_content.peers.removeIf([&other](const directory::Peering &known) { return known.name == other.name(); });
    m_content.peers.append({other.name(), other.card().toBytes(), via});
    for (const auto &[code, certificate] : other.m_unitEncryption)
        m_unitEncryption.emplace(code, certificate);
    return publish();
}

Result<void> TestDomain::dropPeers()
{
    m_content.peers.clear();
    return publish();
}

Result<void> TestDomain::setEndpoint(const QByteArray &endpoint, const QString &connectsTo)
{
    m_content.server.endpoint = QString::fromLatin1(endpoint);
    WENYI_TRY(server::Configuration configuration, m_folder->configuration());
    configuration.endpoint = endpoint;
    configuration.peerLinks = connectsTo.toUtf8();
    return server::writeFile(path() + u"/server.toml"_s, configuration.toToml());
}

Result<void> TestDomain::giveTimeStampKey()
{
    const crypto::KeySigner stamper = issue(u"时间戳"_s, CertificatePurpose::TimeStamp);
    m_timeStamper = stamper.certificate();
    WENYI_CHECK(crypto::KeyFile::create(file(u"stamp.key"_s), stamper.key(), stamper.certificate(),
        SecretBytes(QByteArrayView("864213")), {12}, m_random));
    WENYI_CHECK(server::writeFile(file(u"stamp.pin"_s), "864213\n"));
    server::ServerFiles files;
    files.timeStampKey = file(u"stamp.key"_s);
    files.timeStampPin = file(u"stamp.pin"_s);
    return m_folder->update(files, m_clock.now());
}

Result<void> TestDomain::revoke(const crypto::Certificate &certificate)
{
    const Instant now = m_clock.now();
    const auto list = expect(m_operating->revocationList(
        {{certificate.serialNumber(), now, crypto::RevocationReason::KeyCompromise}}, 1, now, now + 24h * 30));
    WENYI_CHECK(server::writeFile(file(u"list.crl"_s), list));
    return m_folder->update({{}, {file(u"list.crl"_s)}, {}, {}, {}}, now);
}

crypto::TrustStore TestDomain::trust() const
{
    crypto::TrustStore trust;
    trust.addRoot(m_root->certificate());
    expect(trust.addAuthority(m_operating->certificate(), m_now));
    return trust;
}

exchange::Envelope TestDomain::envelope(const UnitCode &from, const QList<UnitCode> &to, qsizetype size,
    exchange::Urgency urgency, exchange::Secrecy secrecy)
{
    exchange::EnvelopeOrder order;
    order.id = EnvelopeId(exchange::newIdentifier(m_random));
    order.sender = from;
    order.desktop = desktop(from).id;
    order.created = m_clock.now();
    order.urgency = urgency;
    order.secrecy = secrecy;
    for (const UnitCode &unit : to)
        order.addressees.append({m_unitEncryption.at(unit), {}, 10, m_pairs[{from, unit}].following()});
    exchange::EnvelopeBuilder builder = expect(exchange::EnvelopeBuilder::begin(std::move(order), m_random));
    expect(builder.addPart(exchange::PartRole::Header, u"header.xml"_s, "<header/>"));
    expect(builder.addPart(exchange::PartRole::Document, u"通知.ofd"_s, m_random.bytes(size)));
    exchange::Envelope envelope = expect(std::move(builder).close(unitSigner(from)));
    for (const UnitCode &unit : to)
        expect(
            m_pairs[{from, unit}].take(envelope.header.routing().recipient(unit)->position, envelope.header.digest()));
    return envelope;
}

exchange::Receipt TestDomain::receipt(
    const exchange::EnvelopeHeader &header, const UnitCode &unit, exchange::ReceiptKind kind, crypto::Signer &signer)
{
    exchange::ReceiptFacts facts;
    facts.envelope = header.routing().id;
    facts.envelopeDigest = header.digest();
    facts.unit = unit;
    facts.kind = kind;
    facts.time = m_clock.now();
    if (kind != exchange::ReceiptKind::Delivered && kind != exchange::ReceiptKind::Accepted) {
        facts.member = MemberId(u"mailroom"_s);
        facts.memberName = u"孙丽华"_s;
    }
    if (kind == exchange::ReceiptKind::Returned)
        facts.reason = u"不属于本单位职责范围"_s;
    return expect(exchange::Receipt::sign(facts, signer));
}

Result<QByteArray> sendWhole(
    protocol::ClientConnection &connection, const exchange::Envelope &envelope, std::chrono::milliseconds timeout)
{
    const protocol::SendEnvelope send{envelope.header.toBytes()};
    WENYI_TRY(protocol::EnvelopeState state, ask<protocol::EnvelopeState>(connection, send, timeout));
    const QList<exchange::EnvelopePart> &parts = envelope.header.routing().parts;
    for (qsizetype i = 0; i < parts.size() && !state.receipt; ++i) {
        const QByteArray &bytes = envelope.parts[i];
        const auto size = static_cast<quint64>(bytes.size());
        protocol::BlobState have{parts[i].digest, 0};
        for (const protocol::BlobState &missing : state.missing) {
            if (missing.digest == parts[i].digest)
                have = missing;
        }
        while (have.have < size) {
            const QByteArray chunk = bytes.mid(static_cast<qsizetype>(have.have), 64 * limits::KiB);
            WENYI_TRY(have, ask<protocol::BlobState>(
                                connection, protocol::PutBlob{parts[i].digest, size, have.have, chunk}, timeout));
        }
    }
    if (!state.receipt) {
        WENYI_TRY(state, ask<protocol::EnvelopeState>(connection, send, timeout));
    }
    if (!state.receipt)
        return Error{ErrorCode::Internal, "test.not-accepted", {}};
    return *state.receipt;
}

} // namespace wenyi::tests
