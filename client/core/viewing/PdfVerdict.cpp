// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/viewing/PdfVerdict.h"

#include "shared/base/VisibleText.h"

#include <algorithm>

namespace wenyi::core {

namespace {

using crypto::Certificate;
using crypto::RevocationKnowledge;

/// A name out of a foreign file as it may be shown: what cannot be seen is replaced by what can.
QString shownName(const QString &name)
{
    if (name.isEmpty() || isVisibleText(name))
        return name;
    QString shown;
    for (const char32_t point : name.toUcs4()) {
        const QString character = QString::fromUcs4(&point, 1);
        shown += point == U' ' || isVisibleText(character) ? character : QStringLiteral("\uFFFD");
    }
    return shown;
}

/// What the certificate of a signature that is otherwise sound makes of it.
void judgeSigner(PdfSignatureFinding &finding, const PdfTrust &trust)
{
    const auto certificate = Certificate::fromDer(finding.signature.certificate, crypto::TakenSuites::Sm2AndP256);
    const auto known = certificate ? trust.roots.verifySigner(*certificate, finding.signedAt().value_or(trust.at))
                                   : Result<RevocationKnowledge>(certificate.error());
    finding.conclusion = PdfConclusion::SignerUnknown;
    if (!certificate || (!known && known.error().reason == "certificate.chain")) {
        finding.reason = "pdf-signature.signer-unknown";
    } else if (!known) {
        finding.conclusion = PdfConclusion::SignerInvalid;
        finding.reason = known.error().reason;
    } else if (*known == RevocationKnowledge::RevokedLater) {
        // The time is the signer's claim alone, and who stole a key would claim an earlier one.
        finding.conclusion = PdfConclusion::SignerInvalid;
        finding.reason = "certificate.revoked";
    } else if (*known == RevocationKnowledge::SuspendedLater) {
        finding.conclusion = PdfConclusion::SignerInvalid;
        finding.reason = "certificate.suspended";
    } else if (*known == RevocationKnowledge::Unknown) {
        finding.reason = "pdf-signature.revocation-unknown";
    } else {
        finding.conclusion = PdfConclusion::Valid;
    }
}

PdfSignatureFinding judge(const render::Signature &signature, const PdfTrust &trust)
{
    PdfSignatureFinding finding{signature, signature.reason, PdfConclusion::Invalid};
    for (QString *name : {&finding.signature.field, &finding.signature.signer, &finding.signature.issuer})
        *name = shownName(*name);
    switch (signature.standing) {
    case render::Standing::Whole:
        judgeSigner(finding, trust);
        break;
    case render::Standing::Changed:
        finding.conclusion = PdfConclusion::Changed;
        break;
    case render::Standing::Invalid:
        break;
    }
    return finding;
}

} // namespace

QByteArray pdfConclusionName(PdfConclusion conclusion)
{
    static constexpr const char *names[] = {
        "valid", "signer-unknown", "not-signed", "changed", "signer-invalid", "invalid", "removed"};
    return names[static_cast<size_t>(conclusion)];
}

std::optional<Instant> PdfSignatureFinding::signedAt() const
{
    return signature.signedAt > 0 ? std::optional(instantFromMilliseconds(signature.signedAt)) : std::nullopt;
}

PdfTrust pdfTrustOf(crypto::TrustStore trust, const directory::Directory &directory, Instant at)
{
    directory.addPdfAuthorityTo(trust);
    return {std::move(trust), at};
}

PdfVerdict judgePdf(const Result<render::Signatures> &found, const PdfTrust &trust)
{
    PdfVerdict verdict;
    if (!found) {
        verdict.fault = found.error();
        verdict.conclusion = PdfConclusion::Invalid;
        return verdict;
    }
    for (const render::Signature &signature : found->signatures)
        verdict.signatures << judge(signature, trust);
    const auto worse = [](const PdfSignatureFinding &a, const PdfSignatureFinding &b) {
        return a.conclusion < b.conclusion;
    };
    if (found->strays > 0)
        verdict.conclusion = PdfConclusion::Removed;
    else if (!verdict.signatures.isEmpty())
        verdict.conclusion =
            std::max_element(verdict.signatures.cbegin(), verdict.signatures.cend(), worse)->conclusion;
    return verdict;
}

} // namespace wenyi::core
