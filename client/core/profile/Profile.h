// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Result.h"
#include "shared/base/StrongId.h"
#include "shared/directory/Directory.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <array>

namespace wenyi::core {

/// 终端档案: what one desktop keeps in a folder, as far as it can be read before anyone unlocks it.
///
///     profile.json            domain, unit, desktop, connection, server, members who may unlock
///     trust/*.der, *.crl      root, operating CA, revocation list
///     trust/pdf-SM3.crl       of an authority for PDFs that the directory told earlier (FormerPdfList)
///     directory.wyd           the newest directory, signed
///     members/NAME/*.key      that member's key files, each under the member's PIN
///     members/NAME/pin-change.journal  while that member's PIN is changed (PinChange)
///     members/NAME/seal.head  the newest use of the seal whose key lies there; seal-DIGEST.head of a provider's
///     members/NAME/*.token    in the place of one: where the key lies on a token (sign, seal)
///     sync.json               limits and pause of synchronising (SyncSettings)
///     trust/drivers.json      the drivers of tokens that may be loaded
///     store.keys              the store's key, wrapped for each member
///     store.db, blobs/        the encrypted store and blobs
///     store.rescue            the desktop's keys once more, under a key out of the store's (StoreRescue)
///     store.damaged-…/        a store that was put aside (recoverStore())
///     seal-uses.lock          held while one program seals
struct Profile
{
    QString folder;
    QString domain;
    UnitCode unit;
    DesktopId desktop;
    directory::Connection connection = directory::Connection::Connected;
    QString endpoint;          ///< "tcp://host:port", several parted by spaces; empty on a standalone desktop.
    QByteArray serverCurveKey; ///< 32 bytes; empty on a standalone desktop.
    QList<MemberId> members;

    /// Reads the description. Fails with NotFound "file.missing", Corrupt "profile.damaged".
    static Result<Profile> open(const QString &folder);
    /// Writes the description into the folder. Fails with AlreadyExists "profile.exists".
    Result<void> create() const;

    QString path(const QString &name) const { return folder + u'/' + name; }
    QString memberFolder(const MemberId &member) const;
    QString memberPath(const MemberId &member, QStringView file) const;
};

/// Names of a member's key files. Not every member has every key.
namespace keyfile {
inline constexpr QStringView PersonalSigning = u"sign.key";
inline constexpr QStringView PersonalEncryption = u"encrypt.key";
inline constexpr QStringView UnitSigning = u"unit.key";            ///< Mail room: envelopes and receipts.
inline constexpr QStringView UnitEncryption = u"unit-encrypt.key"; ///< Mail room: opens envelopes.
inline constexpr QStringView Seal = u"seal.key";                   ///< Seal keeper: the unit's seal.
inline constexpr QStringView SealData = u"seal.esl";               ///< Seal keeper: the seal itself (SESeal, DER).
inline constexpr QStringView SealHead = u"seal.head";              ///< Seal keeper: the newest use of the seal.
inline constexpr QStringView PdfSigning = u"pdf.key";              ///< Who signs PDFs: of P-256 (decision 35).
/// All SM2 keys, the one first that the store hangs on.
inline constexpr std::array All{PersonalEncryption, PersonalSigning, UnitSigning, UnitEncryption, Seal};
/// Everything that the member's PIN opens.
inline constexpr std::array UnderPin{
    PersonalEncryption, PersonalSigning, UnitSigning, UnitEncryption, Seal, PdfSigning};
/// The second suite is taken of the file alone that PDFs are signed with.
inline crypto::TakenSuites suitesOf(QStringView name)
{
    return name == PdfSigning ? crypto::TakenSuites::Sm2AndP256 : crypto::TakenSuites::Sm2;
}
} // namespace keyfile

} // namespace wenyi::core
