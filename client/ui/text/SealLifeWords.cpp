// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/text/SealLifeWords.h"

#include <QCoreApplication>

namespace wenyi::ui {

SealStanding standingOf(const directory::RegisteredSeal &seal, const std::optional<Instant> &validTo, Instant now)
{
    switch (seal.state()) {
    case directory::SealState::Suspended:
        return SealStanding::Suspended;
    case directory::SealState::Revoked:
        return SealStanding::Revoked;
    case directory::SealState::Active:
        break;
    }
    return validTo && *validTo < now ? SealStanding::Ended : SealStanding::InUse;
}

QString standingWords(SealStanding standing)
{
    static const char *const words[] = {QT_TRANSLATE_NOOP("SealLife", "● in use"),
        QT_TRANSLATE_NOOP("SealLife", "▲ suspended"), QT_TRANSLATE_NOOP("SealLife", "■ revoked"),
        QT_TRANSLATE_NOOP("SealLife", "◆ ended")};
    return QCoreApplication::translate("SealLife", words[static_cast<size_t>(standing)]);
}

QString sealKindWords(directory::SealKind kind)
{
    static const char *const words[] = {
        QT_TRANSLATE_NOOP("SealLife", "unit's seal"), QT_TRANSLATE_NOOP("SealLife", "personal seal")};
    return QCoreApplication::translate("SealLife", words[static_cast<size_t>(kind)]);
}

QString eventWords(core::SealEventKind kind)
{
    static const char *const words[] = {QT_TRANSLATE_NOOP("SealLife", "registered and issued"),
        QT_TRANSLATE_NOOP("SealLife", "handed over"), QT_TRANSLATE_NOOP("SealLife", "revoked as replaced"),
        QT_TRANSLATE_NOOP("SealLife", "suspended"), QT_TRANSLATE_NOOP("SealLife", "revoked"),
        QT_TRANSLATE_NOOP("SealLife", "resumption asked for"), QT_TRANSLATE_NOOP("SealLife", "resumed"),
        QT_TRANSLATE_NOOP("SealLife", "resumption rejected")};
    return QCoreApplication::translate("SealLife", words[static_cast<size_t>(kind)]);
}

} // namespace wenyi::ui
