// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Clock.h"
#include "shared/directory/DirectoryContent.h"
#include "shared/ofd/Signature.h"
#include "shared/seal/UseMark.h"

namespace wenyi::core {

/// What entitles a use: the issuing of a document that the process led, or an approved application.
enum class WarrantKind { Issue, Application };

/// 用印依据.
struct UseWarrant
{
    WarrantKind kind = WarrantKind::Application;
    Digest id;       ///< The entry of the issuing act, or the application's id.
    StreamId record; ///< The issued document's; empty for an application.
    Digest approved; ///< What the approver's signature names: the issued document's digest, or the file's SM3.

    friend bool operator==(const UseWarrant &, const UseWarrant &) = default;
};

/// 用印登记: one use of a seal as its keeper announced it; the signature on the document names the digest of this.
struct SealUse
{
    SealId seal;
    Digest sealDigest;  ///< SM3 of the seal's DER.
    quint64 number = 0; ///< Of this seal; counts from 1.
    Digest previous;    ///< Of the use before; null for the first.
    UseWarrant warrant;
    Digest content;         ///< SM3 of what was sealed, before the seal was on it.
    QString title;          ///< The document's title, or the file's name.
    QString documentNumber; ///< 发文字号; empty for a file.
    quint64 copies = 0;     ///< Printed copies that are entitled; 0: as the document's delivery says.
    quint64 pages = 0;
    QList<ofd::Stamp> places; ///< To the thousandth of a millimetre.
    Instant at;               ///< In whole seconds, as the signature tells it.
    MemberId keeper;
    DesktopId desktop;

    QByteArray toBytes() const;
    /// Fails with Corrupt or TooLarge "cbor.…", Unsupported "seal-use.version".
    static Result<SealUse> fromBytes(QByteArrayView bytes);
    Digest digest() const;
    seal::UseMark mark() const { return {number, digest(), previous}; }
};

/// A use with what came of it: what the register holds. The sealed document lies in a blob beside the entry, so that
/// there is no use whose document nobody has.
struct CompletedUse
{
    SealUse use;
    Digest document;  ///< SM3 of the sealed document.
    Digest signature; ///< SM3 of the seal's signature (SES_Signature) in it.
    Digest copy;      ///< The blob with the sealed document.

    QByteArray toBytes() const;
    /// Fails as SealUse::fromBytes() does.
    static Result<CompletedUse> fromBytes(QByteArrayView bytes);
};

} // namespace wenyi::core
