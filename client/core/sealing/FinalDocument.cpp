// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/sealing/FinalDocument.h"

#include "shared/document/DocumentFields.h"
#include "shared/document/DocumentNumber.h"
#include "shared/document/FormatRules.h"
#include "shared/document/RunningNumber.h"
#include "shared/exchange/DocumentHeaderElements.h"
#include "shared/ofd/OfdWriter.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wenyi::core {

namespace {

Result<void> checkFormatForSealing(const document::OfficialDocument &document)
{
    const auto faults = document::checkFormat(document);
    if (!document::blocksTypesetting(faults))
        return {};
    QStringList rules;
    for (const document::FormatFault &fault : faults) {
        if (fault.severity == document::FaultSeverity::Error)
            rules.append(QString::fromLatin1(fault.rule));
    }
    return Error{ErrorCode::InvalidInput, "sealing.format", rules.join(u' ')};
}

/// The texts of one element, for CustomData.
struct ElementTexts
{
    const exchange::DocumentHeader &header;

    QStringList operator()(QString exchange::DocumentHeader::*member) const { return {header.*member}; }
    QStringList operator()(QStringList exchange::DocumentHeader::*member) const { return header.*member; }
    QStringList operator()(QDate exchange::DocumentHeader::*member) const
    {
        return {(header.*member).toString(Qt::ISODate)};
    }
};

ofd::DocumentInfo infoOf(const exchange::DocumentHeader &header, Instant at)
{
    ofd::DocumentInfo info;
    info.title = header.title;
    info.author = header.signatories.join(u'、');
    info.created = toDateTime(at).date();
    info.modified = info.created;
    info.creator = u"Wenyi"_s;
    info.creatorVersion = u"0.1"_s;
    info.customData = customDataOf(header);
    return info;
}

} // namespace

Result<QString> identifierOf(const QString &text, const UnitCode &issuer, const QDate &date)
{
    const auto running = document::RunningNumber::parse(text);
    if (running && date.isValid()) {
        const bool isOrders = running->word == document::RunningNumber::Word::Order;
        return u"%1-%2-%3%4%5"_s.arg(issuer.toString(), date.toString(u"yyyy"_s), isOrders ? u"1"_s : u"2"_s,
            date.toString(u"MMdd"_s), u"%1"_s.arg(running->serial, 5, 10, QChar(u'0')));
    }
    const auto number = document::DocumentNumber::parse(text);
    if (!number)
        return Error{ErrorCode::InvalidInput, "sealing.no-number", text};
    return u"%1-%2-%3"_s.arg(issuer.toString()).arg(number->year, 4, 10, QChar(u'0')).arg(number->serial);
}

Result<exchange::DocumentHeader> documentHeaderOf(const document::OfficialDocument &document, const UnitCode &issuer)
{
    exchange::DocumentHeader header;
    WENYI_TRY(header.identifier, identifierOf(document.number, issuer, document.date));
    header.kind = document.kind;
    header.copyNumber = document.copyNumber;
    header.secrecy = document.secrecy;
    header.urgency = document.urgency;
    header.issuerMark = document.issuerMark;
    header.number = document.number;
    header.signers = document.signers;
    header.title = document::titleOf(document);
    header.recipients = document.recipients;
    for (const document::Attachment &attachment : document.attachments)
        header.attachments.append(attachment.name);
    header.signatories = document.signatories;
    header.date = document.date;
    header.note = document.note;
    header.copyTo = document.copyTo;
    header.printer = document.printer;
    header.printDate = document.printDate;
    return header;
}

QList<ofd::CustomData> customDataOf(const exchange::DocumentHeader &header)
{
    QList<ofd::CustomData> data;
    for (const exchange::HeaderElement &element : exchange::headerElements()) {
        const QStringList texts = std::visit(ElementTexts{header}, element.member);
        for (const QString &text : texts) {
            if (!text.isEmpty())
                data.append({QStringView(element.name).toString(), text});
        }
    }
    return data;
}

QList<ofd::CustomData> headerDataIn(const QList<ofd::CustomData> &data)
{
    QList<ofd::CustomData> known = data;
    known.removeIf([](const ofd::CustomData &one) {
        return std::none_of(exchange::headerElements().begin(), exchange::headerElements().end(),
            [&](const exchange::HeaderElement &element) { return QStringView(element.name) == one.name; });
    });
    return known;
}

ofd::CustomData closedByStamp()
{
    return {u"生效标志"_s, u"签发人签名章"_s};
}

ofd::CustomData closedUnsealed()
{
    return {u"生效标志"_s, u"不加盖印章"_s};
}

Result<FinalDocument> finishDocument(const document::OfficialDocument &document, const UnitCode &issuer,
    const layout::FontSetRef &fonts, Instant at, const layout::PictureSource &pictures, const layout::StampSize &stamp)
{
    WENYI_CHECK(checkFormatForSealing(document));
    FinalDocument final{document, {}, {}, {}};
    WENYI_TRY(final.header, documentHeaderOf(document, issuer));
    WENYI_TRY(final.pages, layout::typeset(document, fonts, pictures, stamp));
    if (!final.pages.missingCharacters.isEmpty())
        return Error{ErrorCode::InvalidInput, "sealing.missing-characters", final.pages.missingCharacters};
    ofd::OfdContent content{final.pages.scene, infoOf(final.header, at), {}, {}};
    if (document.signing == document::Signing::SignatureStamp)
        content.info.customData.append(closedByStamp());
    else if (document::bearsNoSeal(document))
        content.info.customData.append(closedUnsealed());
    for (const layout::OutlineHeading &heading : final.pages.outline)
        content.outline.append({heading.title, heading.level, heading.page, heading.top});
    WENYI_TRY(final.ofd, ofd::writeOfd(content));
    return final;
}

} // namespace wenyi::core
