// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/text/SentenceTables.h"

namespace wenyi::ui::sentences {

std::span<const Sentence> ofRecovery()
{
    static constexpr Sentence table[] = {
        {"store.damaged", QT_TRANSLATE_NOOP("Sentences", "The store is damaged. Please recover it: it is put aside, "
                                                         "and the desktop comes from the server anew.")},
        {"store.set-back",
            QT_TRANSLATE_NOOP("Sentences",
                "The store lacks what the server has from this desktop already: an older one was put in its place, or "
                "its log is gone. Please recover it from the server.")},
        {"journal.own-altered",
            QT_TRANSLATE_NOOP("Sentences",
                "The server has entries in this desktop's name that are not in its store, so nothing was exchanged. "
                "Please tell the system administrator, who recovers the store where an older one was put in its "
                "place.")},
        {"journal.recovering",
            QT_TRANSLATE_NOOP("Sentences",
                "This desktop is coming from the server anew. Nothing is written until that is done; please see to the "
                "connection and try again then.")},
        {"journal.chain-lost",
            QT_TRANSLATE_NOOP("Sentences",
                "The server has less from this desktop than was sent to it, and the rest cannot be read any more. "
                "Please have the system administrator enrol a new desktop.")},
        {"recover.standalone",
            QT_TRANSLATE_NOOP("Sentences",
                "A standalone desktop has no server to come from. Please restore its folder from the backup.")},
        {"recover.in-use", QT_TRANSLATE_NOOP("Sentences",
                               "Another program has this desktop's store open. Please close it and try again.")},
        {"recover.no-keys",
            QT_TRANSLATE_NOOP("Sentences",
                "The desktop's keys can be read neither in its store nor beside it. Please have the system "
                "administrator enrol a new desktop.")},
        {"recover.store-whole",
            QT_TRANSLATE_NOOP("Sentences", "Nothing is wrong with the store, so it was left as it is.")},
    };
    return table;
}

} // namespace wenyi::ui::sentences
