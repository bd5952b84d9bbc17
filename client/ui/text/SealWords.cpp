// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/text/SealWords.h"

#include <QCoreApplication>
#include <QHash>

#include <algorithm>

namespace wenyi::ui {

QString stepWords(seal::SealStep step)
{
    static const char *const words[] = {QT_TRANSLATE_NOOP("Seals", "Form of the signature"),
        QT_TRANSLATE_NOOP("Seals", "Signature value"), QT_TRANSLATE_NOOP("Seals", "Signer's certificate"),
        QT_TRANSLATE_NOOP("Seals", "Time of sealing"), QT_TRANSLATE_NOOP("Seals", "Content unchanged"),
        QT_TRANSLATE_NOOP("Seals", "What was sealed"), QT_TRANSLATE_NOOP("Seals", "Maker's signature on the seal"),
        QT_TRANSLATE_NOOP("Seals", "Maker's certificate"), QT_TRANSLATE_NOOP("Seals", "Seal within its period"),
        QT_TRANSLATE_NOOP("Seals", "Signer belongs to the seal"), QT_TRANSLATE_NOOP("Seals", "Time stamp"),
        QT_TRANSLATE_NOOP("Seals", "Seal registered"), QT_TRANSLATE_NOOP("Seals", "Algorithm that the file names")};
    return QCoreApplication::translate("Seals", words[static_cast<size_t>(step)]);
}

QString outcomeWords(seal::StepOutcome outcome)
{
    static const char *const words[] = {QT_TRANSLATE_NOOP("Seals", "✔ holds"),
        QT_TRANSLATE_NOOP("Seals", "▲ holds, with a remark"), QT_TRANSLATE_NOOP("Seals", "▲ not checked"),
        QT_TRANSLATE_NOOP("Seals", "■ does not hold")};
    return QCoreApplication::translate("Seals", words[static_cast<size_t>(outcome)]);
}

QString doubtWords(const ofd::ShownDoubt &doubt)
{
    static const QHash<QByteArray, const char *> words{
        {"off-page", QT_TRANSLATE_NOOP("Seals", "Something lies beside the page")},
        {"invisible-text", QT_TRANSLATE_NOOP("Seals", "Text without ink")},
        {"white-text", QT_TRANSLATE_NOOP("Seals", "White text on white ground")},
        {"clipped-text", QT_TRANSLATE_NOOP("Seals", "Text that is cut away")},
        {"covered-text", QT_TRANSLATE_NOOP("Seals", "Text with something laid over it")},
        {"unseen-text", QT_TRANSLATE_NOOP("Seals", "Text that leaves no ink on the page")},
        {"other-outline", QT_TRANSLATE_NOOP("Seals", "Characters that the file's own font draws as others")},
        {"tiny-text", QT_TRANSLATE_NOOP("Seals", "Text too small to read")},
        {"huge-text", QT_TRANSLATE_NOOP("Seals", "Text larger than a page can show")},
        {"missing-glyph", QT_TRANSLATE_NOOP("Seals", "Characters that its font does not have")},
        {"other-glyph", QT_TRANSLATE_NOOP("Seals", "Numbers drawn as other numbers than the text says")},
        {"hidden-characters", QT_TRANSLATE_NOOP("Seals", "Hidden characters in the text")},
        {"look-alike-characters", QT_TRANSLATE_NOOP("Seals", "Characters that only look like the common ones")},
        {"drawn-words", QT_TRANSLATE_NOOP("Seals", "Figures in a line that look like writing and are no text")},
        {"page-size", QT_TRANSLATE_NOOP("Seals", "A page too small to see")},
        {"damaged-page", QT_TRANSLATE_NOOP("Seals", "A page that cannot be shown")},
        {"not-shown", QT_TRANSLATE_NOOP("Seals", "The file holds something that is not shown")},
        {"hidden-annotation", QT_TRANSLATE_NOOP("Seals", "A hidden note")},
        {"screen-only-annotation", QT_TRANSLATE_NOOP("Seals", "A note that is shown and not printed")},
        {"action", QT_TRANSLATE_NOOP("Seals", "The file wants to start something")},
        {"versions", QT_TRANSLATE_NOOP("Seals", "The file holds other versions of the document")},
        {"several-documents", QT_TRANSLATE_NOOP("Seals", "The file holds further documents")}};
    const QString text = QCoreApplication::translate("Seals", words.value(doubt.kind, words.value("not-shown")));
    return doubt.page < 0 ? text : QCoreApplication::translate("Seals", "%1 (page %2)").arg(text).arg(doubt.page + 1);
}

QString conclusionWords(core::SealingConclusion conclusion)
{
    static const char *const words[] = {QT_TRANSLATE_NOOP("Seals", "The seal is valid"),
        QT_TRANSLATE_NOOP("Seals", "The seal is valid, with a remark"),
        QT_TRANSLATE_NOOP(
            "Seals", "Minutes bear no seal; the sending unit's signature on the envelope vouches for them"),
        QT_TRANSLATE_NOOP("Seals", "The seal could not be checked completely"),
        QT_TRANSLATE_NOOP("Seals", "The document bears no seal"),
        QT_TRANSLATE_NOOP("Seals", "Not valid: the seal is not that of the sending unit"),
        QT_TRANSLATE_NOOP("Seals", "Not valid: part of the document is not under the seal"),
        QT_TRANSLATE_NOOP("Seals", "Not valid: seal or certificate was outside its period"),
        QT_TRANSLATE_NOOP("Seals", "Not valid: seal or certificate was suspended at the time of sealing"),
        QT_TRANSLATE_NOOP("Seals", "Not valid: seal or certificate is revoked"),
        QT_TRANSLATE_NOOP("Seals", "Not valid: the seal itself is not genuine or not registered"),
        QT_TRANSLATE_NOOP("Seals", "Not valid: the signer's certificate does not hold"),
        QT_TRANSLATE_NOOP("Seals", "Not valid: the content was altered after sealing"),
        QT_TRANSLATE_NOOP("Seals", "Not valid: the signature does not hold"),
        QT_TRANSLATE_NOOP("Seals", "Not valid: the signature cannot be read"),
        QT_TRANSLATE_NOOP("Seals", "Not valid: a seal was removed from the document")};
    return QCoreApplication::translate("Seals", words[static_cast<size_t>(conclusion)]);
}

QString conclusionWords(const core::SealedDocumentVerdict &verdict)
{
    const auto isStamp = [](const core::SealFinding &finding) { return finding.registeredMember.has_value(); };
    if (!verdict.isClosedByStamp || std::none_of(verdict.seals.begin(), verdict.seals.end(), isStamp))
        return conclusionWords(verdict.conclusion);
    using enum core::SealingConclusion;
    switch (verdict.conclusion) {
    case Valid:
        return QCoreApplication::translate("Seals", "The issuer's signature stamp is valid");
    case ValidWithRemarks:
        return QCoreApplication::translate("Seals", "The issuer's signature stamp is valid, with a remark");
    case CannotBeChecked:
        return QCoreApplication::translate("Seals", "The issuer's signature stamp could not be checked completely");
    default:
        return conclusionWords(verdict.conclusion);
    }
}

QString stampOwnerWords(const core::SealFinding &finding)
{
    return finding.isLeaders ? QCoreApplication::translate("Seals", "✔ of a leader of the unit")
                             : QCoreApplication::translate("Seals", "▲ of somebody who is no leader of the unit today");
}

} // namespace wenyi::ui
