// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/text/SentenceTables.h"

namespace wenyi::ui::sentences {

std::span<const Sentence> ofAuditLogs()
{
    static constexpr Sentence table[] = {
        {"audit.chain", QT_TRANSLATE_NOOP("Sentences", "A row of the audit log was deleted, altered or put in. Please "
                                                       "leave the desktop as it is and tell the auditor.")},
        {"audit.cut",
            QT_TRANSLATE_NOOP("Sentences", "The end of the audit log was cut off: rows that were told of before are "
                                           "not there. Please leave the desktop as it is and tell the auditor.")},
        {"audit.rewritten",
            QT_TRANSLATE_NOOP("Sentences", "The audit log was written anew: it is another one than was told of before. "
                                           "Please leave the desktop as it is and tell the auditor.")},
        {"audit.notes-unreadable",
            QT_TRANSLATE_NOOP("Sentences",
                "The audit log holds, but notes of it in the journal cannot be opened, so that nobody can tell what "
                "they said. Please have the system administrator hand out the content keys again.")},
        {"audit.head-form",
            QT_TRANSLATE_NOOP("Sentences",
                "This is no head of an audit log: a number, a colon and 64 hexadecimal digits. Please copy it again.")},
        {"heads.none",
            QT_TRANSLATE_NOOP("Sentences", "Nobody has told of an audit log here, so there is nothing to compare.")},
        {"heads.not-of-this",
            QT_TRANSLATE_NOOP(
                "Sentences", "None of the heads in the file is of this desktop's audit log, so nothing was compared.")},
        {"heads.form", QT_TRANSLATE_NOOP(
                           "Sentences", "The file of heads is damaged or no such file. Please have it written again.")},
        {"heads.size",
            QT_TRANSLATE_NOOP("Sentences", "The file of heads is too large. Please have it written for one unit.")},
    };
    return table;
}

} // namespace wenyi::ui::sentences
