// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/text/PdfSignatureWords.h"

#include "client/ui/text/Sentences.h"

#include <QCoreApplication>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace wenyi::ui {

namespace {

QString translated(const char *text)
{
    return QCoreApplication::translate("PdfSignatures", text);
}

/// With the year: a signature is often an old one.
QString claimedTime(Instant at)
{
    return toDateTime(at).toLocalTime().toString(u"yyyy-MM-dd hh:mm"_s);
}

/// ISO 32000 12.8.2.2, table 257.
QString certificationWords(int level)
{
    static const char *const words[] = {QT_TRANSLATE_NOOP("PdfSignatures", "no change"),
        QT_TRANSLATE_NOOP("PdfSignatures", "filling in and signing"),
        QT_TRANSLATE_NOOP("PdfSignatures", "filling in, signing and annotating")};
    return translated(words[level - 1]);
}

} // namespace

QString pdfConclusionWords(core::PdfConclusion conclusion)
{
    static const char *const words[] = {
        QT_TRANSLATE_NOOP("PdfSignatures", "The signature is valid and covers the whole file"),
        QT_TRANSLATE_NOOP("PdfSignatures",
            "Certificate not trusted: the signature is intact and covers the whole file, but nobody here knows the "
            "signer's certificate"),
        QT_TRANSLATE_NOOP("PdfSignatures", "The file bears no electronic signature; a seal in its pages is a picture"),
        QT_TRANSLATE_NOOP("PdfSignatures", "Changed after signing"),
        QT_TRANSLATE_NOOP("PdfSignatures", "Signature not valid: the signer's certificate does not hold"),
        QT_TRANSLATE_NOOP("PdfSignatures", "Signature not valid"),
        QT_TRANSLATE_NOOP("PdfSignatures", "Signature not valid: a signature was taken out of the file's fields")};
    return translated(words[static_cast<size_t>(conclusion)]);
}

QList<SignatureLine> signatureLines(const core::PdfSignatureFinding &finding)
{
    QList<SignatureLine> lines;
    if (!finding.reason.isEmpty())
        lines << SignatureLine{translated(QT_TRANSLATE_NOOP("PdfSignatures", "Reason")),
            sentenceFor({ErrorCode::NotTrusted, finding.reason, {}})};
    if (!finding.signature.issuer.isEmpty())
        lines << SignatureLine{
            translated(QT_TRANSLATE_NOOP("PdfSignatures", "Certificate issued by")), finding.signature.issuer};
    if (const auto at = finding.signedAt())
        lines << SignatureLine{
            translated(QT_TRANSLATE_NOOP("PdfSignatures", "Time that the signer claims")), claimedTime(*at)};
    if (finding.signature.certification > 0)
        lines << SignatureLine{translated(QT_TRANSLATE_NOOP("PdfSignatures", "The signer allows afterwards")),
            certificationWords(finding.signature.certification)};
    if (!finding.signature.field.isEmpty())
        lines << SignatureLine{
            translated(QT_TRANSLATE_NOOP("PdfSignatures", "Signature field")), finding.signature.field};
    return lines;
}

QString signatureTitle(const core::PdfSignatureFinding &finding)
{
    if (!finding.signature.signer.isEmpty())
        return finding.signature.signer;
    return translated(QT_TRANSLATE_NOOP("PdfSignatures", "Signer unknown"));
}

QString pdfVerdictWords(const core::PdfVerdict &verdict)
{
    if (verdict.fault)
        return translated(QT_TRANSLATE_NOOP("PdfSignatures", "Signatures could not be read: %1"))
            .arg(sentenceFor(*verdict.fault));
    QStringList who;
    for (const core::PdfSignatureFinding &finding : verdict.signatures) {
        const auto at = finding.signedAt();
        const bool isKnown = !finding.signature.signer.isEmpty();
        if (isKnown && at)
            who << translated(QT_TRANSLATE_NOOP("PdfSignatures", "%1, signed %2"))
                       .arg(signatureTitle(finding), claimedTime(*at));
        else if (isKnown)
            who << signatureTitle(finding);
    }
    const QString words = pdfConclusionWords(verdict.conclusion);
    return who.isEmpty() ? words : translated(QT_TRANSLATE_NOOP("PdfSignatures", "%1: %2")).arg(words, who.join(u'；'));
}

QString pdfListAgeWords(const std::optional<core::RevocationAge> &age)
{
    if (!age || age->state == core::RevocationAge::State::Current)
        return {};
    const auto day = [](Instant at) {
        return QLocale().toString(toDateTime(at).toLocalTime().date(), QLocale::LongFormat);
    };
    return translated(QT_TRANSLATE_NOOP("PdfSignatures",
                          "The newest list of revoked signers of PDFs is of %1; the next one should have come by %2. "
                          "Until it comes nobody takes a signature of today for valid. Please synchronise, or ask the "
                          "system administrator for a newer directory."))
        .arg(day(age->issued), day(age->due));
}

} // namespace wenyi::ui
