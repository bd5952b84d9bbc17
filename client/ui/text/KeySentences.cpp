// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/text/SentenceTables.h"

namespace wenyi::ui::sentences {

std::span<const Sentence> ofKeys()
{
    static constexpr Sentence table[] = {
        {"key-file.not-locked",
            QT_TRANSLATE_NOOP("Sentences", "The key file is not locked. There is nothing to unblock.")},
        {"key-file.other-lock",
            QT_TRANSLATE_NOOP("Sentences",
                "The permission was used already, or was for an earlier lock. Please make a new request.")},
        {"lock-pause.not-allowed", QT_TRANSLATE_NOOP("Sentences",
                                       "The domain does not allow such a long pause. Please choose a shorter one.")},
        {"key-share.damaged",
            QT_TRANSLATE_NOOP(
                "Sentences", "The share of the backup is damaged, or is none. Please take another custodian's share.")},
        {"key-share.suite",
            QT_TRANSLATE_NOOP("Sentences", "The share was made by a newer program. Please update this one.")},
        {"key-share.custodian",
            QT_TRANSLATE_NOOP(
                "Sentences", "The name of a custodian is missing, too long, or has characters that cannot be seen.")},
        {"key-share.one-custodian",
            QT_TRANSLATE_NOOP("Sentences", "Three shares are for three people. The same name was given twice.")},
        {"key-share.pin",
            QT_TRANSLATE_NOOP("Sentences", "The PIN of this custodian's share is wrong. Please type it again.")},
        {"key-share.other-key", QT_TRANSLATE_NOOP("Sentences",
                                    "The two shares are of different keys or certificates. Nothing was restored.")},
        {"key-share.other-backup", QT_TRANSLATE_NOOP("Sentences",
                                       "The two shares are of different backups of the key. Nothing was restored.")},
        {"key-share.same",
            QT_TRANSLATE_NOOP("Sentences", "It is the same share twice. A second custodian's share is needed.")},
        {"key-share.altered", QT_TRANSLATE_NOOP("Sentences",
                                  "The two shares do not fit: one of them was altered. Please take the third one.")},
        {"key-share.exists", QT_TRANSLATE_NOOP("Sentences",
                                 "There is a file already where a share is to be written. Nothing was written.")},
        {"pin.too-short",
            QT_TRANSLATE_NOOP("Sentences", "The new PIN is too short: it has 6 characters at the least.")},
        {"pin.repeated",
            QT_TRANSLATE_NOOP("Sentences", "The new PIN repeats the same characters. Please choose another one.")},
        {"pin.sequential", QT_TRANSLATE_NOOP("Sentences",
                               "The new PIN is a row of neighbouring characters. Please choose another one.")},
        {"pin-change.same", QT_TRANSLATE_NOOP("Sentences", "The new PIN is the old one. Please choose another one.")},
        {"pin-change.differs",
            QT_TRANSLATE_NOOP("Sentences", "The new PIN was not typed the same twice. Please type it again.")},
        {"pin-change.other-pin",
            QT_TRANSLATE_NOOP("Sentences",
                "One of the key files has another PIN, so none was changed. Please change that one by itself first.")},
        {"pin-change.no-files",
            QT_TRANSLATE_NOOP("Sentences", "There is no key file here whose PIN could be changed.")},
        {"pin-change.unfinished",
            QT_TRANSLATE_NOOP("Sentences", "The new PIN counts, but the disk did not take every key file yet. Please "
                                           "check the disk and unlock with the new PIN.")},
        {"pin-change.damaged",
            QT_TRANSLATE_NOOP("Sentences",
                "A change of PIN was begun and its journal is damaged. Please ask the system administrator.")},
        {"unblock.request-form", QT_TRANSLATE_NOOP("Sentences", "The file is no request for unblocking a key.")},
        {"unblock.permission-form",
            QT_TRANSLATE_NOOP("Sentences", "The file is no permission for unblocking a key, or it is damaged.")},
        {"unblock.signature", QT_TRANSLATE_NOOP("Sentences",
                                  "The permission is not signed by this authority's officer. Nothing was unblocked.")},
        {"unblock.officer",
            QT_TRANSLATE_NOOP("Sentences",
                "The permission is another officer's. Only the security administrator may unblock a key.")},
        {"unblock.other-file",
            QT_TRANSLATE_NOOP("Sentences", "The permission is for another key file. Nothing was unblocked.")},
        {"unblock.expired",
            QT_TRANSLATE_NOOP("Sentences",
                "The permission is older than a week, or this machine's clock is wrong. Please make a new request.")},
        {"unblock.revocation-unknown",
            QT_TRANSLATE_NOOP("Sentences", "No current revocation list tells whether the officer's certificate holds. "
                                           "Please ask for a new permission.")},
    };
    return table;
}

} // namespace wenyi::ui::sentences
