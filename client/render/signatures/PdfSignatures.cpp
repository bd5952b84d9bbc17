// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/render/signatures/PdfSignatures.h"

#include "client/render/signatures/CoveredRange.h"
#include "client/render/signatures/SignatureFields.h"
#include "shared/crypto/CmsSignature.h"
#include "shared/crypto/Sm3.h"

#include <QDateTime>

#include <algorithm>

namespace wenyi::render {

namespace {

constexpr qsizetype LongestName = 200; ///< Characters.
constexpr QByteArrayView CadesKind("ETSI.CAdES.detached");

/// Why a signature cannot be judged by what its dictionary says of itself; empty where it can.
QByteArray faultOf(const SignatureField &field)
{
    if (!field.isDictionary || field.filter.isEmpty() || field.subFilter.isEmpty())
        return "pdf-signature.dictionary";
    if (field.subFilter == "adbe.pkcs7.sha1" || field.subFilter == "adbe.x509.rsa_sha1")
        return "pdf-signature.weak-kind";
    if (field.subFilter != "adbe.pkcs7.detached" && field.subFilter != CadesKind)
        return "pdf-signature.kind";
    if (!field.type.isEmpty() && field.type != "Sig")
        return "pdf-signature.dictionary";
    return {};
}

/// Two digits of a text; -1 where none stand there.
int twoDigits(QByteArrayView text, qsizetype at)
{
    bool isNumber = false;
    const int number = at + 2 <= text.size() ? text.sliced(at, 2).toByteArray().toInt(&isNumber) : -1;
    return isNumber && number >= 0 ? number : -1;
}

/// The time of a /M (ISO 32000 7.9.4) to the second, whose offset from UTC may be left out; 0 where it is none. Read by
/// hand: expressions and time zones want memory and files that a confined process does not get.
qint64 millisecondsOf(QByteArrayView text)
{
    constexpr qsizetype Date = 2;    // Behind "D:".
    constexpr qsizetype Offset = 16; // Behind the seconds.
    const auto part = [text](qsizetype index) { return twoDigits(text, Date + 2 * index); };
    const QDate day(part(0) * 100 + part(1), part(2), part(3));
    const QTime time(part(4), part(5), part(6));
    if (!text.startsWith("D:") || part(0) < 0 || part(1) < 0 || !day.isValid() || !time.isValid())
        return 0;
    qint64 seconds = 0;
    if (text.size() > Offset && (text[Offset] == '+' || text[Offset] == '-')) {
        const int hours = twoDigits(text, Offset + 1);
        const int minutes = twoDigits(text, Offset + 4);
        seconds = (std::max(hours, 0) * 60 + std::max(minutes, 0)) * 60;
        seconds = text[Offset] == '-' ? -seconds : seconds;
    }
    return QDateTime(day, time, Qt::UTC).addSecs(-seconds).toMSecsSinceEpoch();
}

void fillIn(Signature &signature, const crypto::CmsSigner &signer, const SignatureField &field)
{
    signature.signer = signer.name.left(LongestName);
    signature.issuer = signer.issuer.left(LongestName);
    signature.certificate = signer.certificate;
    if (signer.signedAt)
        signature.signedAt = std::clamp<qint64>(toMilliseconds(*signer.signedAt), 0, LatestTime);
    else if (field.subFilter == CadesKind) // ETSI EN 319 142-1 5.3: there the dictionary alone tells it.
        signature.signedAt = std::clamp<qint64>(millisecondsOf(field.time), 0, LatestTime);
}

/// A signature with where what it covers ends, by which signatures are put into order.
struct Judged
{
    Signature signature;
    qsizetype end = 0;
};

Judged judge(const SignatureField &field, QByteArrayView file)
{
    Judged judged{
        {field.name, field.page, field.box, Standing::Invalid, faultOf(field), field.certification, {}, {}, 0, {}},
        file.size()};
    Signature &signature = judged.signature;
    if (!signature.reason.isEmpty())
        return judged;
    const auto range = coveredRange(file, field.byteRange, field.contents);
    if (!range) {
        signature.reason = range.error().reason;
        return judged;
    }
    judged.end = range->end();
    const auto signer = crypto::verifyDetachedCms(field.contents, range->parts());
    if (!signer || signer->certificate.size() > LargestCertificate) {
        signature.reason = signer ? QByteArray("cms.certificate") : signer.error().reason;
        return judged;
    }
    if (field.subFilter == CadesKind && !signer->namesCertificate) {
        signature.reason = "pdf-signature.cades";
        return judged;
    }
    fillIn(signature, *signer, field);
    signature.standing = range->isWholeFile ? Standing::Whole : Standing::Changed;
    if (!range->isWholeFile)
        signature.reason = "pdf-signature.changed-after";
    return judged;
}

/// Where something stands in the bytes that only signatures have, whether or not an object of the file leads there:
/// a form that was exchanged does not make a signature vanish without a trace.
int tracesIn(QByteArrayView file)
{
    constexpr int Most = 10'000;
    constexpr QByteArrayView Key("/ByteRange");
    int traces = 0;
    for (qsizetype at = file.indexOf(Key); at >= 0 && traces < Most; at = file.indexOf(Key, at)) {
        at += Key.size();
        qsizetype next = at;
        while (next < file.size() && QByteArrayView(" \t\r\n\f").contains(file[next]))
            ++next;
        traces += next < file.size() && file[next] == '[' ? 1 : 0;
    }
    return traces;
}

} // namespace

void warmUpSignatures()
{
    (void)crypto::sm3({});
}

Result<Signatures> readSignatures(const QByteArray &pdf)
{
    WENYI_TRY(const SignatureFields found, findSignatureFields(pdf));
    QList<Judged> judged;
    int known = found.dictionaries;
    for (const SignatureField &field : found.fields) {
        judged << judge(field, pdf);
        known += field.hasRange ? 1 : 0;
    }
    std::stable_sort(judged.begin(), judged.end(), [](const Judged &a, const Judged &b) { return a.end < b.end; });
    Signatures signatures;
    for (const Judged &one : judged)
        signatures.signatures << one.signature;
    signatures.strays = std::max(0, tracesIn(pdf) - known);
    // Bytes that a later signature covers were added before it was put; what they are is not looked into.
    const bool isCoveredLater = std::any_of(signatures.signatures.cbegin(), signatures.signatures.cend(),
        [](const Signature &signature) { return signature.standing == Standing::Whole; });
    for (Signature &signature : signatures.signatures) {
        if (isCoveredLater && signature.standing == Standing::Changed)
            signature.reason = "pdf-signature.signed-later";
    }
    return signatures;
}

} // namespace wenyi::render
