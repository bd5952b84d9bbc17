// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/RevocationListReader.h"

#include "shared/crypto/Der.h"

namespace wenyi::crypto {

namespace {

constexpr qsizetype MostEntries = 100'000;
/// An entry without a reason, its number of one octet.
constexpr qsizetype ShortestEntry = 20;
constexpr qsizetype LongestSerial = 64;

// Object identifiers as they are encoded: a list has one for each of its entries.
constexpr QByteArrayView Sm2WithSm3("\x2a\x81\x1c\xcf\x55\x01\x83\x75", 8);
constexpr QByteArrayView EcdsaWithSha256("\x2a\x86\x48\xce\x3d\x04\x03\x02", 8);
constexpr QByteArrayView ListNumber("\x55\x1d\x14", 3);
constexpr QByteArrayView EntryReason("\x55\x1d\x15", 3);
/// Extensions that are nothing but a reason, up to its number: most entries of most lists have these, and taking them
/// apart element by element costs more than all the rest of an entry.
constexpr QByteArrayView ReasonAlone("\x30\x0c\x30\x0a\x06\x03\x55\x1d\x15\x04\x03\x0a\x01", 13);
constexpr QByteArrayView DeltaIndicator("\x55\x1d\x1b", 3);
constexpr QByteArrayView DistributionPoint("\x55\x1d\x1c", 3);
constexpr QByteArrayView CertificateIssuer("\x55\x1d\x1d", 3);

Error malformed(const char *what)
{
    return Error{ErrorCode::Corrupt, "revocation-list.form", QString::fromLatin1(what)};
}

struct Extension
{
    QByteArrayView id;
    bool isCritical = false;
    QByteArrayView value;
};

Result<Extension> readExtension(DerReader &list)
{
    WENYI_TRY(DerReader fields, list.enter());
    Extension extension;
    WENYI_TRY(const DerElement id, fields.element(DerTag::ObjectIdentifier));
    extension.id = id.content;
    if (fields.isNext(DerTag::Boolean)) {
        WENYI_TRY(extension.isCritical, fields.boolean());
    }
    WENYI_TRY(extension.value, fields.octetString());
    WENYI_CHECK(fields.finish());
    return extension;
}

Result<quint64> readListNumber(QByteArrayView der)
{
    DerReader reader(der);
    WENYI_TRY(const QByteArrayView octets, reader.unsignedInteger(sizeof(quint64)));
    WENYI_CHECK(reader.finish());
    quint64 number = 0;
    for (const char octet : octets)
        number = number << 8 | static_cast<quint8>(octet);
    return number;
}

Result<RevocationReason> reasonOf(char number, bool isDelta)
{
    switch (const auto told = static_cast<RevocationReason>(number)) {
    case RevocationReason::RemoveFromList:
        if (!isDelta)
            return malformed("removal from a complete list");
        return told;
    case RevocationReason::KeyCompromise:
    case RevocationReason::AuthorityCompromise:
    case RevocationReason::AffiliationChanged:
    case RevocationReason::Superseded:
    case RevocationReason::CessationOfOperation:
    case RevocationReason::CertificateHold:
    case RevocationReason::PrivilegeWithdrawn:
        return told;
    case RevocationReason::Unspecified:
        break;
    }
    return RevocationReason::Unspecified;
}

Result<RevocationReason> readReason(QByteArrayView der, bool isDelta)
{
    DerReader reader(der);
    WENYI_TRY(const DerElement reason, reader.element(DerTag::Enumerated));
    WENYI_CHECK(reader.finish());
    if (reason.content.size() != 1)
        return malformed("reason");
    return reasonOf(reason.content.front(), isDelta);
}

Result<RevocationReason> readEntryExtensions(DerReader &entry, bool isDelta)
{
    if (entry.rest().size() == ReasonAlone.size() + 1 && entry.rest().startsWith(ReasonAlone))
        return reasonOf(entry.rest().back(), isDelta);
    RevocationReason reason = RevocationReason::Unspecified;
    bool hasReason = false;
    WENYI_TRY(DerReader list, entry.enter());
    while (!list.atEnd()) {
        WENYI_TRY(const Extension extension, readExtension(list));
        if (extension.isCritical || extension.id == CertificateIssuer)
            return Error{ErrorCode::Unsupported, "revocation-list.extension", QStringLiteral("of an entry")};
        if (extension.id != EntryReason)
            continue;
        if (hasReason)
            return malformed("reason twice");
        hasReason = true;
        WENYI_TRY(reason, readReason(extension.value, isDelta));
    }
    WENYI_CHECK(entry.finish());
    return reason;
}

Result<void> readEntries(DerReader &list, qsizetype size, RevocationListFacts &facts)
{
    facts.revoked.reserve(std::min(size / ShortestEntry, MostEntries));
    while (!list.atEnd()) {
        if (facts.revoked.size() == MostEntries)
            return Error{ErrorCode::TooLarge, "revocation-list.size", QString::number(MostEntries)};
        WENYI_TRY(DerReader entry, list.enter());
        WENYI_TRY(const QByteArrayView serial, entry.unsignedInteger(LongestSerial));
        Revocation revocation;
        WENYI_TRY(revocation.at, entry.time());
        if (!entry.atEnd()) {
            WENYI_TRY(revocation.reason, readEntryExtensions(entry, facts.base.has_value()));
        }
        facts.revoked.add(serial, revocation);
    }
    if (!facts.revoked.close())
        return malformed("serial number twice");
    return {};
}

Result<void> readListExtensions(DerReader &tagged, RevocationListFacts &facts)
{
    QList<QByteArrayView> seen;
    WENYI_TRY(DerReader list, tagged.enter());
    WENYI_CHECK(tagged.finish());
    while (!list.atEnd()) {
        WENYI_TRY(const Extension extension, readExtension(list));
        if (seen.contains(extension.id))
            return malformed("extension twice");
        seen.append(extension.id);
        if (extension.id == ListNumber) {
            WENYI_TRY(facts.number, readListNumber(extension.value));
        } else if (extension.id == DeltaIndicator) {
            // RFC 5280 5.2.4: who does not know the extension must not take a delta for the whole.
            if (!extension.isCritical)
                return malformed("delta that is not marked as critical");
            WENYI_TRY(facts.base, readListNumber(extension.value));
        } else if (extension.isCritical || extension.id == DistributionPoint) {
            // A distribution point may say that the list is not about all certificates.
            return Error{ErrorCode::Unsupported, "revocation-list.extension",
                QString::fromLatin1(extension.id.toByteArray().toHex())};
        }
    }
    if (facts.base && (facts.number == 0 || *facts.base >= facts.number))
        return malformed("number of a delta");
    return {};
}

/// TBSCertList. Gives the algorithm as it is named inside.
Result<QByteArrayView> readSigned(DerReader &fields, RevocationListFacts &facts)
{
    WENYI_TRY(const qint64 version, fields.integer());
    if (version != 1)
        return malformed("version");
    WENYI_TRY(const DerElement algorithm, fields.element(DerTag::Sequence));
    WENYI_TRY(const DerElement issuer, fields.element(DerTag::Sequence));
    facts.issuer = issuer.raw;
    WENYI_TRY(facts.thisUpdate, fields.time());
    WENYI_TRY(facts.nextUpdate, fields.time());
    if (facts.nextUpdate < facts.thisUpdate)
        return malformed("validity");
    std::optional<DerElement> entries;
    if (fields.isNext(DerTag::Sequence)) {
        WENYI_TRY(entries, fields.element());
    }
    // What the extensions say decides how entries are read, and stands behind them.
    if (fields.isNext(contextTag(0))) {
        WENYI_TRY(DerReader tagged, fields.enter(contextTag(0)));
        WENYI_CHECK(readListExtensions(tagged, facts));
    }
    WENYI_CHECK(fields.finish());
    if (entries) {
        WENYI_TRY(DerReader list, fields.inside(*entries));
        WENYI_CHECK(readEntries(list, entries->content.size(), facts));
    }
    return algorithm.raw;
}

Result<RevocationListFacts> readFacts(QByteArrayView der)
{
    RevocationListFacts facts;
    DerReader outer(der);
    WENYI_TRY(DerReader list, outer.enter());
    WENYI_CHECK(outer.finish());
    WENYI_TRY(const DerElement signedPart, list.element(DerTag::Sequence));
    facts.signedPart = signedPart.raw;
    WENYI_TRY(const DerElement algorithm, list.element(DerTag::Sequence));
    WENYI_TRY(const DerBitString signature, list.bitString());
    WENYI_CHECK(list.finish());
    if (signature.unusedBits != 0)
        return malformed("signature");
    facts.signature = signature.octets;
    WENYI_TRY(DerReader names, list.inside(algorithm));
    WENYI_TRY(const DerElement name, names.element(DerTag::ObjectIdentifier));
    WENYI_TRY(DerReader fields, list.inside(signedPart));
    WENYI_TRY(const QByteArrayView inside, readSigned(fields, facts));
    // RFC 5280 5.1.1.2: the name outside must equal the signed one.
    if (inside != algorithm.raw || (name.content != Sm2WithSm3 && name.content != EcdsaWithSha256))
        return malformed("signature algorithm");
    facts.signedUnder = name.content == Sm2WithSm3 ? Suite::Sm2WithSm3 : Suite::EcdsaP256WithSha256;
    return facts;
}

} // namespace

Result<RevocationListFacts> readRevocationList(QByteArrayView der)
{
    if (der.size() > DerReader::MaximumSize)
        return Error{ErrorCode::TooLarge, "revocation-list.size", QString::number(der.size())};
    auto facts = readFacts(der);
    if (!facts && facts.error().reason.startsWith("der."))
        return malformed(facts.error().reason.constData());
    return facts;
}

} // namespace wenyi::crypto
