// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/directory/CertificatePlace.h"

#include "shared/crypto/Certificate.h"

#include <algorithm>

namespace wenyi::directory {

namespace {

using crypto::Certificate;
using crypto::CertificatePurpose;

/// The field of the item with this id; null where there is none.
template<typename Items, typename Id>
QByteArray *fieldOf(Items &items, Id Items::value_type::*id, const Id &wanted, QByteArray Items::value_type::*field)
{
    const auto found = std::find_if(items.begin(), items.end(), [&](const auto &item) { return item.*id == wanted; });
    return found == items.end() ? nullptr : &((*found).*field);
}

QByteArray *fieldFor(DirectoryContent &content, CertificatePurpose purpose, const QString &subject)
{
    switch (purpose) {
    case CertificatePurpose::Server:
        return &content.server.certificate;
    case CertificatePurpose::Unit:
        return fieldOf(content.units, &Unit::code, UnitCode(subject), &Unit::signingCertificate);
    case CertificatePurpose::UnitEncryption:
        return fieldOf(content.units, &Unit::code, UnitCode(subject), &Unit::encryptionCertificate);
    case CertificatePurpose::Member:
        return fieldOf(content.members, &Member::id, MemberId(subject), &Member::signingCertificate);
    case CertificatePurpose::MemberEncryption:
        return fieldOf(content.members, &Member::id, MemberId(subject), &Member::encryptionCertificate);
    case CertificatePurpose::Desktop:
        return fieldOf(content.desktops, &Desktop::id, DesktopId(subject), &Desktop::certificate);
    default:
        return nullptr;
    }
}

} // namespace

Result<QByteArray *> placeOf(DirectoryContent &content, const QByteArray &certificate, KeyChange key)
{
    WENYI_TRY(const auto next, Certificate::fromDer(certificate));
    WENYI_TRY(const auto purpose, next.purpose());
    QByteArray *place = fieldFor(content, purpose, next.subjectId());
    if (!place)
        return Error{ErrorCode::NotFound, "directory-edit.unknown", next.subjectId()};
    WENYI_TRY(const auto present, Certificate::fromDer(*place));
    const bool isSameKey = present.publicKey().toDer() == next.publicKey().toDer();
    if (isSameKey != (key == KeyChange::SameKey))
        return Error{ErrorCode::InvalidInput, "directory-edit.other-key", next.subjectId()};
    if (next.notBefore() < present.notBefore() || next.notAfter() < present.notAfter())
        return Error{ErrorCode::InvalidInput, "directory-edit.older-certificate", next.subjectId()};
    return place;
}

} // namespace wenyi::directory
