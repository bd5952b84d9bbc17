// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/handling/FilingCheck.h"

#include "shared/base/CborReader.h"
#include "shared/base/CborWriter.h"

#include <algorithm>

namespace wenyi::core {

namespace {

constexpr quint64 CheckVersion = 1;
constexpr qsizetype MostFiledSeals = 1'000;
constexpr qsizetype MostWords = 100;
constexpr qsizetype LongestFiledName = 1'000;
constexpr qsizetype LongestWord = 100;

void writeMoment(CborWriter &out, const std::optional<Instant> &at)
{
    if (at)
        out.instant(*at);
    else
        out.null();
}

std::optional<Instant> readMoment(CborReader &in)
{
    if (in.takeNull())
        return {};
    return in.instant();
}

/// By their names, which stay the same whatever conclusions a later version knows.
void write(CborWriter &out, SealingConclusion conclusion)
{
    out.text(QString::fromLatin1(conclusionName(conclusion)));
}

/// A stable name. Nothing else may stand there, so that what was read is written back as it came.
QByteArray readStableWord(CborReader &in)
{
    const QByteArray word = in.text(LongestWord).toUtf8();
    if (in.ok() && std::any_of(word.begin(), word.end(), [](char c) { return c < ' ' || c > '~'; }))
        in.fail(ErrorCode::Corrupt, "filing-check.word");
    return word;
}

SealingConclusion readFiledConclusion(CborReader &in)
{
    const QByteArray name = readStableWord(in);
    for (int value = 0; value <= static_cast<int>(SealingConclusion::SealRemoved); ++value) {
        if (conclusionName(static_cast<SealingConclusion>(value)) == name)
            return static_cast<SealingConclusion>(value);
    }
    if (in.ok())
        in.fail(ErrorCode::Corrupt, "filing-check.conclusion", QString::fromLatin1(name));
    return SealingConclusion::Malformed;
}

void write(CborWriter &out, const QByteArrayList &words)
{
    out.startArray(words.size());
    for (const QByteArray &word : words)
        out.text(QString::fromLatin1(word));
    out.endArray();
}

QByteArrayList readStableWords(CborReader &in)
{
    QByteArrayList words;
    for (qsizetype left = in.startList(MostWords); left > 0 && in.ok(); --left)
        words.append(readStableWord(in));
    in.endArray();
    return words;
}

void write(CborWriter &out, const FiledSeal &seal)
{
    out.startArray(8);
    out.text(seal.name);
    out.text(seal.sealId);
    out.text(seal.signer);
    write(out, seal.conclusion);
    writeMoment(out, seal.sealedAt);
    writeMoment(out, seal.stampedAt);
    writeMoment(out, seal.revocationsAsOf);
    write(out, seal.reasons);
    out.endArray();
}

FiledSeal readFiledSeal(CborReader &in)
{
    FiledSeal seal;
    in.startArray(8);
    seal.name = in.text(LongestFiledName);
    seal.sealId = in.text(LongestFiledName);
    seal.signer = in.text(LongestFiledName);
    seal.conclusion = readFiledConclusion(in);
    seal.sealedAt = readMoment(in);
    seal.stampedAt = readMoment(in);
    seal.revocationsAsOf = readMoment(in);
    seal.reasons = readStableWords(in);
    in.endArray();
    return seal;
}

/// As it is read again: names come from files, which others made.
FiledSeal filed(const SealFinding &finding)
{
    FiledSeal seal{finding.name().left(LongestFiledName / 4), finding.sealId.left(LongestFiledName / 4),
        finding.signerName.left(LongestFiledName / 4), finding.conclusion, finding.sealedAt, finding.verdict.stampedAt,
        finding.verdict.revocationsAsOf, {}};
    for (const seal::SealStepResult &step : finding.verdict.steps) {
        if (!step.reason.isEmpty() && seal.reasons.size() < MostWords)
            seal.reasons.append(step.reason);
    }
    if (finding.fault && seal.reasons.size() < MostWords)
        seal.reasons.append(finding.fault->reason);
    return seal;
}

} // namespace

QByteArray FilingCheck::toBytes() const
{
    CborWriter out;
    out.startArray(8);
    out.unsignedInteger(CheckVersion);
    out.digest(document);
    write(out, conclusion);
    out.instant(at);
    out.id(by);
    out.unsignedInteger(directoryVersion);
    out.startArray(seals.size());
    for (const FiledSeal &seal : seals)
        write(out, seal);
    out.endArray();
    write(out, doubts);
    out.endArray();
    return out.take();
}

Result<FilingCheck> FilingCheck::fromBytes(QByteArrayView bytes)
{
    CborReader in(bytes);
    FilingCheck check;
    in.startArray(8);
    if (const quint64 version = in.unsignedInteger(); in.ok() && version != CheckVersion)
        in.fail(ErrorCode::Unsupported, "filing-check.version", QString::number(version));
    check.document = in.digest();
    check.conclusion = readFiledConclusion(in);
    check.at = in.instant();
    check.by = in.id<MemberId>();
    check.directoryVersion = in.unsignedInteger();
    for (qsizetype left = in.startList(MostFiledSeals); left > 0 && in.ok(); --left)
        check.seals.append(readFiledSeal(in));
    in.endArray();
    check.doubts = readStableWords(in);
    in.endArray();
    WENYI_CHECK(in.finish());
    return check;
}

FilingCheck filingCheckOf(const SealedDocumentVerdict &verdict, const Digest &document)
{
    FilingCheck check;
    check.document = document;
    check.conclusion = verdict.conclusion;
    for (const SealFinding &finding : verdict.seals) {
        if (check.seals.size() < MostFiledSeals)
            check.seals.append(filed(finding));
    }
    for (const ofd::ShownDoubt &doubt : verdict.doubts) {
        const QByteArray kind(doubt.kind);
        if (!check.doubts.contains(kind) && check.doubts.size() < MostWords)
            check.doubts.append(kind);
    }
    return check;
}

} // namespace wenyi::core
