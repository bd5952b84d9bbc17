// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/cli/DirectoryReport.h"

#include "client/cli/Ca.h"
#include "client/cli/JsonForms.h"
#include "client/ui/text/DirectoryWords.h"
#include "shared/directory/PeerDomain.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wenyi::cli {

using directory::Directory;
using directory::DirectoryDifference;

namespace {

QJsonArray roleNames(const directory::Member &member)
{
    QJsonArray names;
    for (const directory::Role role : member.roles)
        names.append(directory::roleName(role));
    return names;
}

QJsonArray codesOf(const QList<UnitCode> &units)
{
    QJsonArray codes;
    for (const UnitCode &code : units)
        codes.append(code.toString());
    return codes;
}

QJsonObject certificateJson(const Directory &directory, const QByteArray &der)
{
    const crypto::Certificate *certificate = directory.certificate(der);
    if (!certificate)
        return {};
    return {{u"serial"_s, QString::fromLatin1(certificate->serialNumber())},
        {u"notAfter"_s, timeText(certificate->notAfter())}};
}

QString connectionName(directory::Connection connection)
{
    return connection == directory::Connection::Connected ? u"connected"_s : u"standalone"_s;
}

QStringList unitLines(const Directory &directory, const directory::Unit &unit)
{
    const bool isRetired = unit.state == directory::UnitState::Retired;
    QStringList lines{
        u"%1  %2  %3%4"_s.arg(unit.code.toString(), unit.name, unit.shortName, isRetired ? u"  retired"_s : QString())};
    for (const directory::Member *member : directory.membersOf(unit.code)) {
        QStringList roles;
        for (const directory::Role role : member->roles)
            roles.append(ui::roleWords(role));
        lines.append(u"    %1  %2  %3  %4"_s.arg(member->id.toString(), member->name, member->post, roles.join(u'、')));
    }
    for (const directory::Desktop &desktop : directory.content().desktops) {
        if (desktop.unit == unit.code)
            lines.append(u"    %1  %2"_s.arg(desktop.id.toString(), connectionName(desktop.connection)));
    }
    for (const directory::RegisteredSeal &seal : directory.content().seals) {
        if (seal.unit == unit.code)
            lines.append(u"    %1  %2  %3  %4"_s.arg(
                seal.id.toString(), seal.name, directory::sealStateName(seal.state()), seal.keeper.toString()));
    }
    return lines;
}

QJsonObject unitReport(const Directory &directory, const directory::Unit &unit)
{
    QJsonObject json{{u"code"_s, unit.code.toString()}, {u"name"_s, unit.name}, {u"shortName"_s, unit.shortName},
        {u"numberCode"_s, unit.numberCode},
        {u"state"_s, unit.state == directory::UnitState::Active ? u"active"_s : u"retired"_s},
        {u"signingCertificate"_s, certificateJson(directory, unit.signingCertificate)},
        {u"encryptionCertificate"_s, certificateJson(directory, unit.encryptionCertificate)}};
    QJsonArray former;
    for (const QByteArray &der : unit.formerCertificates)
        former.append(certificateJson(directory, der));
    if (!former.isEmpty())
        json.insert(u"formerCertificates"_s, former);
    if (unit.parent)
        json.insert(u"parent"_s, unit.parent->toString());
    if (unit.successor)
        json.insert(u"successor"_s, unit.successor->toString());
    return json;
}

QJsonArray membersJson(const Directory &directory)
{
    QJsonArray rows;
    for (const directory::Member &member : directory.content().members)
        rows.append(
            QJsonObject{{u"id"_s, member.id.toString()}, {u"unit"_s, member.unit.toString()}, {u"name"_s, member.name},
                {u"post"_s, member.post}, {u"rank"_s, member.rank}, {u"roles"_s, roleNames(member)},
                {u"signingCertificate"_s, certificateJson(directory, member.signingCertificate)},
                {u"encryptionCertificate"_s, certificateJson(directory, member.encryptionCertificate)}});
    return rows;
}

QByteArray thingName(DirectoryDifference::Thing thing)
{
    static constexpr const char *Names[] = {
        "domain", "server", "unit", "member", "desktop", "seal", "group", "alias", "peer"};
    return Names[static_cast<size_t>(thing)];
}

/// One certificate with whose it is.
struct Held
{
    QString whose;
    const crypto::Certificate *certificate;
};

QList<Held> certificatesOf(const Directory &directory)
{
    QList<Held> held;
    const auto add = [&](const QString &whose, const QByteArray &der) {
        if (const crypto::Certificate *certificate = directory.certificate(der))
            held.append({whose, certificate});
    };
    const directory::DirectoryContent &content = directory.content();
    add(content.server.endpoint, content.server.certificate);
    for (const directory::Unit &unit : content.units) {
        if (unit.state == directory::UnitState::Retired)
            continue;
        add(unit.code.toString(), unit.signingCertificate);
        add(unit.code.toString(), unit.encryptionCertificate);
    }
    for (const directory::Member &member : content.members) {
        add(member.id.toString(), member.signingCertificate);
        add(member.id.toString(), member.encryptionCertificate);
    }
    for (const directory::Desktop &desktop : content.desktops)
        add(desktop.id.toString(), desktop.certificate);
    return held;
}

QString addressOf(const directory::PeerDomain &peer)
{
    return peer.directory.content().server.endpoint;
}

QJsonArray peersJson(const Directory &directory)
{
    QJsonArray peers;
    for (const directory::PeerDomain &peer : directory.peers()) {
        QList<UnitCode> units;
        for (const directory::Unit &unit : peer.directory.content().units)
            units.append(unit.code);
        peers.append(QJsonObject{{u"domain"_s, peer.name()}, {u"via"_s, peer.via},
            {u"root"_s, QString::fromLatin1(peer.root.fingerprint().toHex())}, {u"endpoint"_s, addressOf(peer)},
            {u"excerptVersion"_s, static_cast<qint64>(peer.directory.content().version)},
            {u"units"_s, codesOf(units)}});
    }
    return peers;
}

} // namespace

QStringList directoryLines(const Directory &directory)
{
    const directory::DirectoryContent &content = directory.content();
    QStringList lines{u"%1  %2  %3 – %4  %5"_s.arg(content.domain)
                          .arg(content.version)
                          .arg(timeText(content.issuedAt), timeText(content.nextUpdate), content.server.endpoint)};
    for (const directory::Unit &unit : content.units)
        lines.append(unitLines(directory, unit));
    for (const directory::UnitGroup &group : content.groups) {
        QStringList codes;
        for (const UnitCode &code : group.units)
            codes.append(code.toString());
        lines.append(u"%1: %2"_s.arg(group.name, codes.join(u", "_s)));
    }
    for (const directory::Alias &alias : content.aliases)
        lines.append(u"%1: %2"_s.arg(alias.name, alias.unit.toString()));
    for (const directory::PeerDomain &peer : directory.peers()) {
        lines.append(u"@%1  %2  %3  %4"_s.arg(
            peer.name(), QString::fromLatin1(peer.root.fingerprint().toHex()), addressOf(peer), peer.via));
        for (const directory::Unit &unit : peer.directory.content().units)
            lines.append(u"    %1  %2"_s.arg(unit.code.toString(), unit.name));
    }
    return lines;
}

QJsonObject directoryJson(const Directory &directory)
{
    const directory::DirectoryContent &content = directory.content();
    QJsonArray units;
    for (const directory::Unit &unit : content.units)
        units.append(unitReport(directory, unit));
    QJsonArray desktops;
    for (const directory::Desktop &desktop : content.desktops)
        desktops.append(QJsonObject{{u"id"_s, desktop.id.toString()}, {u"unit"_s, desktop.unit.toString()},
            {u"connection"_s, connectionName(desktop.connection)},
            {u"certificate"_s, certificateJson(directory, desktop.certificate)}});
    QJsonArray seals;
    for (const directory::RegisteredSeal &seal : content.seals)
        seals.append(registeredSealJson(seal));
    QJsonArray groups;
    for (const directory::UnitGroup &group : content.groups)
        groups.append(QJsonObject{{u"name"_s, group.name}, {u"units"_s, codesOf(group.units)}});
    QJsonArray aliases;
    for (const directory::Alias &alias : content.aliases)
        aliases.append(QJsonObject{{u"name"_s, alias.name}, {u"unit"_s, alias.unit.toString()}});
    return {{u"domain"_s, content.domain}, {u"version"_s, static_cast<qint64>(content.version)},
        {u"issuedAt"_s, timeText(content.issuedAt)}, {u"nextUpdate"_s, timeText(content.nextUpdate)},
        {u"endpoint"_s, content.server.endpoint}, {u"units"_s, units}, {u"members"_s, membersJson(directory)},
        {u"desktops"_s, desktops}, {u"seals"_s, seals}, {u"groups"_s, groups}, {u"aliases"_s, aliases},
        {u"peers"_s, peersJson(directory)}, {u"digest"_s, QString::fromLatin1(directory.digest().toHex())}};
}

QJsonArray endingSoon(const Directory &directory, Instant before)
{
    QList<Held> held = certificatesOf(directory);
    held.removeIf([before](const Held &one) { return one.certificate->notAfter() > before; });
    std::stable_sort(held.begin(), held.end(),
        [](const Held &a, const Held &b) { return a.certificate->notAfter() < b.certificate->notAfter(); });
    QJsonArray rows;
    for (const Held &one : std::as_const(held)) {
        const auto purpose = one.certificate->purpose();
        rows.append(QJsonObject{{u"whose"_s, one.whose}, {u"purpose"_s, purpose ? wordOf(*purpose) : QString()},
            {u"serial"_s, QString::fromLatin1(one.certificate->serialNumber())},
            {u"notAfter"_s, timeText(one.certificate->notAfter())}});
    }
    return rows;
}

QJsonObject differenceJson(const DirectoryDifference &difference)
{
    static constexpr const char *Kinds[] = {"added", "removed", "changed"};
    QJsonObject json{{u"kind"_s, QString::fromLatin1(Kinds[static_cast<size_t>(difference.kind)])},
        {u"thing"_s, QString::fromLatin1(thingName(difference.thing))}, {u"id"_s, difference.id},
        {u"name"_s, difference.name}, {u"words"_s, ui::differenceWords(difference)}};
    if (difference.kind == DirectoryDifference::Kind::Changed) {
        json.insert(u"field"_s, QString::fromLatin1(difference.field));
        json.insert(u"before"_s, difference.before);
        json.insert(u"after"_s, difference.after);
    }
    return json;
}

} // namespace wenyi::cli
