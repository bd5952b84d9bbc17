// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Clock.h"
#include "shared/base/Digest.h"
#include "shared/base/StrongId.h"
#include "shared/directory/Role.h"
#include "shared/directory/SealRegistry.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <optional>

namespace wenyi::directory {

/// Bytes of a CURVE public key (RFC 26/CurveZMQ).
inline constexpr qsizetype CurveKeySize = 32;

/// How many former certificates (曾用证书) are told of a unit or the server, the newest first (decision 57).
inline constexpr qsizetype MostFormer = 4;

/// Where the exchange server of the domain is reached, and by which keys it is known.
struct Server
{
    QString endpoint; ///< ZeroMQ's form: tcp://HOST:PORT.
    QByteArray curveKey;
    QByteArray certificate;                 ///< DER, purpose Server.
    QList<QByteArray> formerCertificates{}; ///< DER; what it signed by them before they were renewed still counts.
};

enum class UnitState { Active, Retired };

/// 单位, with the names by which others address it.
struct Unit
{
    UnitCode code;
    QString name;       ///< 全称
    QString shortName;  ///< 规范化简称; may be empty.
    QString numberCode; ///< 机关代字, e.g. 澄政办发; may be empty.
    std::optional<UnitCode> parent;
    QByteArray signingCertificate;    ///< DER, purpose Unit, subject id the code.
    QByteArray encryptionCertificate; ///< DER, purpose UnitEncryption.
    UnitState state = UnitState::Active;
    std::optional<UnitCode> successor;      ///< Of a retired unit: who receives what is still addressed to it.
    QList<QByteArray> formerCertificates{}; ///< DER; what it signed by them before they were renewed still counts.
};

/// A name that stands for several units, e.g. 各镇.
struct UnitGroup
{
    QString name;
    QList<UnitCode> units;
};

/// Another name of one unit.
struct Alias
{
    QString name;
    UnitCode unit;
};

/// 人员. Lists of members are in order of rank, smallest first, never of the name.
struct Member
{
    MemberId id;
    UnitCode unit;
    QString name;
    QString post; ///< 职务; may be empty.
    int rank = 0;
    QList<Role> roles;
    QByteArray signingCertificate;    ///< DER, purpose Member, subject id the member's id.
    QByteArray encryptionCertificate; ///< DER, purpose MemberEncryption.

    bool has(Role role) const { return roles.contains(role); }
};

/// Standalone desktops (单机) exchange by USB only and are admitted to no socket.
enum class Connection { Connected, Standalone };

/// 终端
struct Desktop
{
    DesktopId id;
    UnitCode unit;
    QByteArray curveKey;
    QByteArray certificate; ///< DER, purpose Desktop, subject id the desktop's id.
    Connection connection = Connection::Connected;
};

/// PDF签名CA, the domain's authority for signatures on PDFs: whom desktops know the signers of PDFs by (0035).
struct PdfAuthority
{
    QByteArray certificate;    ///< DER, a P-256 root.
    QByteArray revocationList; ///< Its newest complete list (DER); empty where none was published.
    friend bool operator==(const PdfAuthority &, const PdfAuthority &) = default;
};

/// Another exchange domain whose units may be written to, and who may write to ours (decision 40).
struct Peering
{
    QString name;    ///< Of the domain.
    QByteArray card; ///< Bytes of its PeerCard.
    QString via;     ///< The linked peer that leads there; empty where the two servers are linked themselves.
    friend bool operator==(const Peering &, const Peering &) = default;
};

/// Everything that the members of one exchange domain know about each other.
struct DirectoryContent
{
    QString domain;
    quint64 version = 0; ///< Counts from 1; never goes down.
    Instant issuedAt;
    Instant nextUpdate; ///< When a newer one is to be expected.
    Server server;
    QList<Unit> units;
    QList<UnitGroup> groups;
    QList<Alias> aliases;
    QList<Member> members;
    QList<Desktop> desktops;
    QList<RegisteredSeal> seals;
    /// The operating CA's newest complete list when the directory was issued (DER); empty where it has none. So a
    /// desktop hears of revocations wherever it hears of the directory, over the network or from a stick.
    QByteArray revocationList;
    std::optional<PdfAuthority> pdfAuthority; ///< Nothing where the domain has none.
    QList<Peering> peers;
};

} // namespace wenyi::directory
