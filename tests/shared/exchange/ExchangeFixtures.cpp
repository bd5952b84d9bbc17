// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/shared/exchange/ExchangeFixtures.h"

namespace wenyi::tests {

using namespace exchange;
using namespace Qt::StringLiterals;

quint64 FixedRandom::next()
{
    m_state = m_state * 6364136223846793005ull + 1442695040888963407ull;
    return m_state >> 24;
}

void FixedRandom::fill(char *bytes, qsizetype size)
{
    for (qsizetype i = 0; i < size; ++i)
        bytes[i] = static_cast<char>(next());
}

crypto::KeySigner Domain::issue(const QString &name, const QString &id, crypto::CertificatePurpose purpose)
{
    auto key = *crypto::PrivateKey::generate();
    const auto year = std::chrono::hours(24 * 365);
    auto certificate =
        *authority().issue({name, u"江阴市"_s, id}, purpose, key.publicKey(), m_now - year, m_now + year, m_random);
    return {std::move(key), std::move(certificate)};
}

Domain::Domain()
{
    using enum crypto::CertificatePurpose;
    const auto years = std::chrono::hours(24 * 3650);
    m_authorities.push_back(*crypto::CertificateAuthority::createRoot(
        {u"根"_s, u"江阴市"_s, u"root"_s}, m_now - years, m_now + years, m_random));
    m_authorities.push_back(
        *root().createOperating({u"运行"_s, u"江阴市"_s, u"operating"_s}, m_now - years, m_now + years, m_random));
    for (const UnitCode &code : {Office, Finance, Town, Stranger}) {
        const QString id = code.toString();
        m_units.emplace(id, KeyHolder{issue(id, id, Unit), issue(id, id, UnitEncryption)});
        m_desktops.emplace(id, issue(id, u"desktop-"_s + id, Desktop));
    }
    m_server.push_back(issue(u"交换服务器"_s, u"server-1"_s, Server));
}

EnvelopeOrder Domain::order(const QList<UnitCode> &to)
{
    EnvelopeOrder order;
    order.id = EnvelopeId(u"0123456789abcdef0123456789abcdef"_s);
    order.sender = Office;
    order.desktop = DesktopId(u"11320281014033000A/desktop-office"_s);
    order.created = m_now;
    order.urgency = Urgency::Urgent;
    order.secrecy = Secrecy::Confidential;
    quint64 copy = 1;
    for (const UnitCode &code : to) {
        order.addressees.append(
            {unit(code).encryption.certificate(), {copy, copy + 4}, 5, PairPosition{2, crypto::sm3("before")}});
        copy += 5;
    }
    return order;
}

Envelope Domain::envelope(const QList<UnitCode> &to)
{
    auto builder = EnvelopeBuilder::begin(order(to), m_random);
    if (!builder || !builder->addPart(PartRole::Header, u"公文头.xml"_s, "<header/>")
        || !builder->addPart(PartRole::Document, u"关于开展安全生产检查的通知.ofd"_s, QByteArray(200'000, 'd'))
        || !builder->addPart(PartRole::Attachment, u"附件1.xlsx"_s, QByteArray(70'000, 'a')))
        qFatal("the envelope cannot be built");
    return *std::move(*builder).close(unit(Office).signer);
}

ReceiptFacts Domain::facts(const EnvelopeHeader &header, const UnitCode &unit, ReceiptKind kind) const
{
    ReceiptFacts facts;
    facts.envelope = header.routing().id;
    facts.envelopeDigest = header.digest();
    facts.unit = unit;
    facts.kind = kind;
    facts.time = m_now + std::chrono::minutes(5 * static_cast<int>(kind));
    facts.directoryHead = crypto::sm3("directory");
    if (kind != ReceiptKind::Accepted && kind != ReceiptKind::Delivered) {
        facts.member = MemberId(u"11320281014033000A/mailroom"_s);
        facts.memberName = u"张建国"_s;
    }
    if (kind == ReceiptKind::Returned)
        facts.reason = u"附件与附件说明不一致"_s;
    return facts;
}

PartSource partsOf(const Envelope &envelope)
{
    return [&envelope](const EnvelopePart &part) -> Result<QByteArray> {
        const qsizetype index = envelope.header.routing().parts.indexOf(part);
        return envelope.parts.at(index);
    };
}

QByteArray flipped(QByteArray bytes, qsizetype bit)
{
    bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ (1 << (bit % 8)));
    return bytes;
}

} // namespace wenyi::tests
