// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/text/ActWords.h"

#include "client/ui/text/Wording.h"

#include <QCoreApplication>

#include <algorithm>

namespace wenyi::ui {

namespace {

QString words(const char *text)
{
    return QCoreApplication::translate("Acts", text);
}

/// What became of the certificate since; empty where nothing did.
QString sinceThen(const core::ActVerdict &verdict, Instant now)
{
    QString told;
    if (verdict.withdrawn && verdict.withdrawn->isSuspension())
        told += words(QT_TRANSLATE_NOOP("Acts", "; the certificate was suspended later, on %1"))
                    .arg(timeWords(verdict.withdrawn->at, now));
    else if (verdict.withdrawn)
        told += words(QT_TRANSLATE_NOOP("Acts", "; the certificate was revoked later, on %1"))
                    .arg(timeWords(verdict.withdrawn->at, now));
    if (verdict.expiredAt)
        told += words(QT_TRANSLATE_NOOP("Acts", "; the certificate ran out later, on %1"))
                    .arg(timeWords(*verdict.expiredAt, now));
    return told;
}

QString doubt(const core::ActVerdict &verdict, Instant now)
{
    if (verdict.provenAt)
        return words(QT_TRANSLATE_NOOP("Acts", "Doubtful: by a time stamp it was there on %1, before it claims to be"))
            .arg(timeWords(*verdict.provenAt, now));
    if (verdict.withdrawn)
        return words(QT_TRANSLATE_NOOP("Acts",
                         "Doubtful: the certificate was revoked or suspended on %1, and nothing proves that the "
                         "signature is older"))
            .arg(timeWords(verdict.withdrawn->at, now));
    return words(QT_TRANSLATE_NOOP("Acts", "Doubtful: the time that it claims lies in the future"));
}

QString judged(const core::ActVerdict &verdict, Instant now)
{
    using enum core::ActConclusion;
    switch (verdict.conclusion) {
    case Proven:
        return words(QT_TRANSLATE_NOOP("Acts", "The signature is valid; a time stamp proves that it was there on %1"))
                   .arg(timeWords(*verdict.provenAt, now))
               + sinceThen(verdict, now);
    case ClaimedTime:
        return words(QT_TRANSLATE_NOOP("Acts", "The signature is valid; its time is only what the signer claims"))
               + sinceThen(verdict, now);
    case Unchecked:
        if (verdict.provenAt && verdict.stampRanOut)
            return words(
                QT_TRANSLATE_NOOP("Acts", "The signature holds; a time stamp says that it was there on %1, but its "
                                          "authority's certificate ran out on %2 and no further stamp is over it"))
                .arg(timeWords(*verdict.provenAt, now), timeWords(*verdict.stampRanOut, now));
        return words(QT_TRANSLATE_NOOP(
            "Acts", "The signature holds; whether its certificate was revoked by then could not be looked up"));
    case Doubtful:
        return doubt(verdict, now);
    case Expired:
        return words(QT_TRANSLATE_NOOP("Acts", "Not valid: the certificate was outside its period"));
    case Revoked:
        return words(QT_TRANSLATE_NOOP("Acts", "Not valid: the certificate had been revoked or suspended"));
    case Invalid:
        break;
    }
    const bool isMissing = verdict.fault && verdict.fault->reason == "record.signature-missing";
    return isMissing ? words(QT_TRANSLATE_NOOP("Acts", "Not valid: it had to be signed and is not"))
                     : words(QT_TRANSLATE_NOOP("Acts", "Not valid: the signature does not hold"));
}

} // namespace

QString actMark(core::ActConclusion conclusion)
{
    static const char *const marks[] = {QT_TRANSLATE_NOOP("Acts", "✔ time proven"),
        QT_TRANSLATE_NOOP("Acts", "✔ time claimed"), QT_TRANSLATE_NOOP("Acts", "▲ not checked"),
        QT_TRANSLATE_NOOP("Acts", "▲ doubtful"), QT_TRANSLATE_NOOP("Acts", "■ not valid"),
        QT_TRANSLATE_NOOP("Acts", "■ not valid"), QT_TRANSLATE_NOOP("Acts", "■ not valid")};
    return words(marks[static_cast<size_t>(conclusion)]);
}

QString actSentence(const core::ActVerdict &verdict, Instant now)
{
    const bool hasMisfit = std::any_of(verdict.remarks.begin(), verdict.remarks.end(),
        [](const core::EvidenceRemark &remark) { return remark.fault.code == ErrorCode::NotTrusted; });
    QString sentence = judged(verdict, now);
    if (hasMisfit)
        sentence += words(QT_TRANSLATE_NOOP("Acts", "; something that was kept with it does not fit and was left out"));
    return words(QT_TRANSLATE_NOOP("Acts", "%1.")).arg(sentence);
}

} // namespace wenyi::ui
