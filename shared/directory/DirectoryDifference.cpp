// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/directory/DirectoryDifference.h"

#include "shared/crypto/Certificate.h"
#include "shared/crypto/Sm3.h"
#include "shared/directory/PeerCard.h"

#include <QDateTime>
#include <QHash>
#include <QStringList>

namespace wenyi::directory {

using Kind = DirectoryDifference::Kind;
using Thing = DirectoryDifference::Thing;

namespace {

/// A field of a thing in words that stay the same.
struct Field
{
    QByteArray name;
    QString value;
};

using Fields = QList<Field>;

QString certificateText(const QByteArray &der, crypto::TakenSuites taken = crypto::TakenSuites::Sm2)
{
    const auto certificate = crypto::Certificate::fromDer(der, taken);
    if (!certificate)
        return {};
    return QString::fromLatin1(certificate->serialNumber()) + QStringLiteral(", ")
           + toDateTime(certificate->notAfter()).toString(Qt::ISODate);
}

template<typename Items, typename Text>
QString listed(const Items &items, const Text &text)
{
    QStringList parts;
    for (const auto &item : items)
        parts.append(text(item));
    return parts.join(u',');
}

QString codeText(const UnitCode &code)
{
    return code.toString();
}

Fields fieldsOf(const Server &server)
{
    return {{"endpoint", server.endpoint}, {"curve-key", QString::fromLatin1(server.curveKey.toHex())},
        {"certificate", certificateText(server.certificate)}};
}

Fields fieldsOf(const Unit &unit)
{
    return {{"name", unit.name}, {"short-name", unit.shortName}, {"number-code", unit.numberCode},
        {"parent", unit.parent.value_or(UnitCode()).toString()},
        {"signing-certificate", certificateText(unit.signingCertificate)},
        {"encryption-certificate", certificateText(unit.encryptionCertificate)},
        {"state", unit.state == UnitState::Active ? QStringLiteral("active") : QStringLiteral("retired")},
        {"successor", unit.successor.value_or(UnitCode()).toString()}};
}

Fields fieldsOf(const Member &member)
{
    return {{"unit", member.unit.toString()}, {"name", member.name}, {"post", member.post},
        {"rank", QString::number(member.rank)}, {"roles", listed(member.roles, roleName)},
        {"signing-certificate", certificateText(member.signingCertificate)},
        {"encryption-certificate", certificateText(member.encryptionCertificate)}};
}

Fields fieldsOf(const Desktop &desktop)
{
    const bool isConnected = desktop.connection == Connection::Connected;
    return {{"unit", desktop.unit.toString()}, {"curve-key", QString::fromLatin1(desktop.curveKey.toHex())},
        {"certificate", certificateText(desktop.certificate)},
        {"connection", isConnected ? QStringLiteral("connected") : QStringLiteral("standalone")}};
}

Fields fieldsOf(const RegisteredSeal &seal)
{
    return {{"unit", seal.unit.toString()}, {"name", seal.name}, {"digest", QString::fromLatin1(seal.digest.toHex())},
        {"keeper", seal.keeper.toString()},
        {"kind", seal.kind == SealKind::Unit ? QStringLiteral("unit") : QStringLiteral("personal")},
        {"state", seal.withdrawal() ? describe(*seal.withdrawal()) : sealStateName(seal.state())}};
}

Fields fieldsOf(const UnitGroup &group)
{
    return {{"units", listed(group.units, codeText)}};
}

Fields fieldsOf(const Alias &alias)
{
    return {{"unit", alias.unit.toString()}};
}

/// What an administrator compares with the other domain's word: its root, whole.
Fields fieldsOf(const Peering &peering)
{
    const auto card = PeerCard::fromBytes(peering.card);
    return {{"root", card ? QString::fromLatin1(card->rootFingerprint().toHex()) : QString()}, {"via", peering.via},
        {"card", QString::fromLatin1(crypto::sm3(peering.card).toHex())}};
}

QString idOf(const Unit &unit)
{
    return unit.code.toString();
}

template<typename Item>
QString idOf(const Item &item)
{
    if constexpr (requires { item.id; })
        return item.id.toString();
    else
        return item.name;
}

/// Whoever reads that a domain was added reads its root with it.
QString nameOf(const Peering &peering)
{
    const auto card = PeerCard::fromBytes(peering.card);
    return card ? QString::fromLatin1(card->rootFingerprint().toHex()) : QString();
}

template<typename Item>
QString nameOf(const Item &item)
{
    if constexpr (requires { item.name; })
        return item.name;
    else
        return item.unit.toString();
}

class Comparison
{
public:
    QList<DirectoryDifference> take() { return std::move(m_differences); }

    template<typename Item>
    void compare(Thing thing, const QString &id, const Item &before, const Item &after, const QString &name)
    {
        const Fields old = fieldsOf(before);
        const Fields next = fieldsOf(after);
        for (qsizetype index = 0; index < next.size(); ++index) {
            const Field &was = old.at(index);
            const Field &is = next.at(index);
            if (was.value != is.value)
                m_differences.append({Kind::Changed, thing, id, name, is.name, was.value, is.value});
        }
    }

    template<typename Item>
    void compareAll(Thing thing, const QList<Item> &before, const QList<Item> &after)
    {
        QHash<QString, const Item *> gone;
        for (const Item &item : before)
            gone.insert(idOf(item), &item);
        for (const Item &item : after) {
            const Item *was = gone.take(idOf(item));
            if (was)
                compare(thing, idOf(item), *was, item, nameOf(item));
            else
                m_differences.append({Kind::Added, thing, idOf(item), nameOf(item)});
        }
        for (const Item &item : before) {
            if (gone.contains(idOf(item)))
                m_differences.append({Kind::Removed, thing, idOf(item), nameOf(item)});
        }
    }

    void add(const DirectoryDifference &difference) { m_differences.append(difference); }

private:
    QList<DirectoryDifference> m_differences;
};

} // namespace

QList<DirectoryDifference> differencesOf(const DirectoryContent &older, const DirectoryContent &newer)
{
    Comparison comparison;
    if (older.domain != newer.domain)
        comparison.add({Kind::Changed, Thing::Domain, newer.domain, newer.domain, "name", older.domain, newer.domain});
    const auto pdfs = [](const DirectoryContent &content) {
        return content.pdfAuthority
                   ? certificateText(content.pdfAuthority->certificate, crypto::TakenSuites::Sm2AndP256)
                   : QString();
    };
    if (pdfs(older) != pdfs(newer))
        comparison.add(
            {Kind::Changed, Thing::Domain, newer.domain, newer.domain, "pdf-authority", pdfs(older), pdfs(newer)});
    comparison.compare(Thing::Server, newer.server.endpoint, older.server, newer.server, {});
    comparison.compareAll(Thing::Unit, older.units, newer.units);
    comparison.compareAll(Thing::Member, older.members, newer.members);
    comparison.compareAll(Thing::Desktop, older.desktops, newer.desktops);
    comparison.compareAll(Thing::Seal, older.seals, newer.seals);
    comparison.compareAll(Thing::Group, older.groups, newer.groups);
    comparison.compareAll(Thing::Alias, older.aliases, newer.aliases);
    comparison.compareAll(Thing::Peer, older.peers, newer.peers);
    return comparison.take();
}

} // namespace wenyi::directory
