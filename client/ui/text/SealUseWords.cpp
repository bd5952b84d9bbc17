// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/text/SealUseWords.h"

#include "client/ui/text/Sentences.h"

#include <QCoreApplication>

namespace wenyi::ui {

QString useFindingWords(const core::UseFinding &finding)
{
    static const char *const words[] = {QT_TRANSLATE_NOOP("SealUses", "A use of this number is missing"),
        QT_TRANSLATE_NOOP("SealUses", "The use is not what its keeper signed, or not what the next one followed"),
        QT_TRANSLATE_NOOP("SealUses", "Two uses of one number, or two documents of one use"),
        QT_TRANSLATE_NOOP("SealUses", "Nothing that holds entitles the use"),
        QT_TRANSLATE_NOOP("SealUses", "The application had been used before"),
        QT_TRANSLATE_NOOP("SealUses", "The note beside the seal's key tells of a later use that is not here"),
        QT_TRANSLATE_NOOP("SealUses", "The note beside the seal's key cannot be read"),
        QT_TRANSLATE_NOOP("SealUses", "The document bears a use that is not here"),
        QT_TRANSLATE_NOOP("SealUses", "The document bears the seal and names no use"),
        QT_TRANSLATE_NOOP("SealUses", "An entry cannot be read"),
        QT_TRANSLATE_NOOP("SealUses", "An application or decision that counts for nothing"),
        QT_TRANSLATE_NOOP("SealUses", "Whoever approved it is no leader of the unit today"),
        QT_TRANSLATE_NOOP("SealUses", "The seal on the document does not hold and tells nothing about its uses")};
    const QString what = QCoreApplication::translate("SealUses", words[static_cast<size_t>(finding.fault)]);
    if (!finding.error)
        return what;
    return QCoreApplication::translate("SealUses", "%1: %2").arg(what, sentenceFor(*finding.error));
}

QString applicationStateWords(core::SealApplicationState state)
{
    static const char *const words[] = {QT_TRANSLATE_NOOP("SealUses", "to be decided"),
        QT_TRANSLATE_NOOP("SealUses", "approved"), QT_TRANSLATE_NOOP("SealUses", "refused"),
        QT_TRANSLATE_NOOP("SealUses", "used"), QT_TRANSLATE_NOOP("SealUses", "void")};
    return QCoreApplication::translate("SealUses", words[static_cast<size_t>(state)]);
}

} // namespace wenyi::ui
