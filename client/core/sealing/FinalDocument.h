// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Clock.h"
#include "shared/base/Result.h"
#include "shared/base/StrongId.h"
#include "shared/document/OfficialDocument.h"
#include "shared/exchange/DocumentHeader.h"
#include "shared/layout/Typesetter.h"
#include "shared/ofd/OfdContent.h"

#include <QByteArray>

namespace wenyi::core {

/// A document as it is to be sealed: set on its pages and written as OFD, with no seal yet.
struct FinalDocument
{
    document::OfficialDocument document;
    exchange::DocumentHeader header; ///< Without parts; the envelope adds them.
    layout::TypesetDocument pages;
    QByteArray ofd;
};

/// GWBS 公文标识 of a number: the issuing unit's code, the year and the serial. A 令号 or 期号 has no year and begins
/// anew each term: the year is that of `date`, and the serial, of ten digits, 1 (令) or 2 (纪要), month, day and
/// number, so that none meets another one's. Fails with InvalidInput "sealing.no-number" where the text is no such
/// number, or one of the latter without a date.
Result<QString> identifierOf(const QString &number, const UnitCode &issuer, const QDate &date);

/// The elements of GB/T 33480 as the document has them. The identifier is the issuing unit's code, the year and the
/// serial of the number. Fails with InvalidInput "sealing.no-number" where the document has none.
Result<exchange::DocumentHeader> documentHeaderOf(const document::OfficialDocument &document, const UnitCode &issuer);

/// The same elements as an OFD's CustomData holds them.
QList<ofd::CustomData> customDataOf(const exchange::DocumentHeader &header);
/// What of an OFD's CustomData are elements of a document header.
QList<ofd::CustomData> headerDataIn(const QList<ofd::CustomData> &data);

/// 生效标志: what a document that a signature stamp closes (GB/T 9704 7.3.5.3) says of itself, under that stamp. Others
/// say nothing, and are closed by a unit's seal.
ofd::CustomData closedByStamp();
/// What minutes say of themselves that bear no seal.
ofd::CustomData closedUnsealed();

/// Sets the document and writes the OFD; the same document, faces and day give the same bytes.
/// Fails with InvalidInput "sealing.format" (`detail`: the rules that are broken), "sealing.missing-characters"
/// (`detail`: the characters), "sealing.no-number", and as layout::typeset() and ofd::writeOfd() do.
Result<FinalDocument> finishDocument(const document::OfficialDocument &document, const UnitCode &issuer,
    const layout::FontSetRef &fonts, Instant at, const layout::PictureSource &pictures = {},
    const layout::StampSize &stamp = layout::StampSize());

} // namespace wenyi::core
