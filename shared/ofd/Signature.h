// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Error.h"
#include "shared/layout/PageScene.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <optional>

/// Signatures of an OFD package (GB/T 33190 18). Their signed values are opaque bytes here: shared/seal knows them.
namespace wenyi::ofd {

enum class SignatureType {
    Seal, ///< The signed value is a GB/T 38540 SES_Signature.
    Sign  ///< The signed value is a GB/T 35275 SignedData.
};

/// Where a seal stands: a StampAnnot.
struct Stamp
{
    qsizetype page = 0;               ///< Counts from 0.
    layout::Rect boundary;            ///< mm on the page, of the whole seal; may reach beyond the page.
    std::optional<layout::Rect> clip; ///< The part that shows, mm from the boundary's upper left corner.
    /// The part of the seal that shows, mm on the page.
    layout::Rect shown() const
    {
        return clip ? layout::Rect{boundary.x + clip->x, boundary.y + clip->y, clip->width, clip->height} : boundary;
    }
    friend bool operator==(const Stamp &, const Stamp &) = default;
};

/// The program that signed.
struct SignatureProvider
{
    QString name;
    QString version;
    QString company;
    friend bool operator==(const SignatureProvider &, const SignatureProvider &) = default;
};

/// 签名扩展属性: a name and a value that stand in Signature.xml under the signature (GM/T 0099 B.2).
struct SignatureParameter
{
    QString name;
    QString type; ///< Free text; may be empty.
    QString value;
    friend bool operator==(const SignatureParameter &, const SignatureParameter &) = default;
};

enum class ReferenceResult {
    Match,
    Mismatch,
    Missing,      ///< The file is not in the package.
    UnknownMethod ///< CheckMethod is not SM3: nothing is said about the file.
};

/// One file that a signature protects.
struct SignatureReference
{
    QString path; ///< In the package, without leading slash; as written where it cannot be one.
    QByteArray checkValue;
    ReferenceResult result = ReferenceResult::Missing;
};

enum class UncoveredKind {
    SignatureList,  ///< Signatures.xml, which the standard leaves open so that more seals may follow.
    LaterSignature, ///< A file of another signature that the list names.
    NotShown,       ///< Nothing that is shown leads to it.
    NotProtected    ///< It is part of what is shown: the signature does not cover the document.
};

/// A file of the package that a signature's references do not protect.
struct UncoveredFile
{
    QString path;
    UncoveredKind kind = UncoveredKind::NotProtected;
    friend bool operator==(const UncoveredFile &, const UncoveredFile &) = default;
};

/// One signature as the package holds it, with the check of everything but its signed value.
struct OfdSignature
{
    QString id;
    SignatureType type = SignatureType::Seal;
    std::optional<Error> fault; ///< Why it cannot be read; the rest is then empty or incomplete.
    QString path;               ///< Of Signature.xml, without leading slash.
    QByteArray bytes;           ///< Of Signature.xml exactly: what the signed value is over.
    SignatureProvider provider;
    QString method;   ///< SignatureMethod, e.g. "1.2.156.10197.1.501".
    QString dateTime; ///< SignatureDateTime as written.
    QList<SignatureParameter> parameters;
    QString checkMethod; ///< As written.
    QList<SignatureReference> references;
    QList<UncoveredFile> uncovered;
    QList<Stamp> stamps;
    QByteArray seal;        ///< Seal.esl; empty where there is none.
    QByteArray signedValue; ///< SignedValue.dat.

    /// Every reference holds, and there is at least one.
    bool referencesMatch() const;
    /// No file that is shown is without protection.
    bool coversWhatIsShown() const;
};

/// All signatures of a package.
struct SignatureList
{
    QList<OfdSignature> signatures; ///< In the order of Signatures.xml.
    /// Signature.xml files in the package, or named by references, that Signatures.xml does not list: taken out of it?
    QStringList unlisted;
};

} // namespace wenyi::ofd
