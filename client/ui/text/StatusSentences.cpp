// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/text/SentenceTables.h"

namespace wenyi::ui::sentences {

std::span<const Sentence> ofServerStatus()
{
    static constexpr Sentence table[] = {
        {"status.role", QT_TRANSLATE_NOOP("Sentences", "Only a system administrator can see how the server is.")},
        {"status.challenge",
            QT_TRANSLATE_NOOP("Sentences", "It took too long, or the connection was a new one. Please try again.")},
        {"status.not-opened",
            QT_TRANSLATE_NOOP("Sentences",
                "The server does not show its status any more: the connection is a new one, or the time is up. Please "
                "type your PIN again.")},
        {"status.other-server", QT_TRANSLATE_NOOP("Sentences", "The server has another certificate than this desktop's "
                                                               "directory says. Please synchronise and try again.")},
        {"status.other-desktop",
            QT_TRANSLATE_NOOP("Sentences", "The question was signed for another desktop. Nothing was shown.")},
        {"status.old-server",
            QT_TRANSLATE_NOOP("Sentences", "This server is an older one and cannot show its status here. "
                                           "“wenyi-server status” on its machine shows it.")},
        {"status-ticket.form", QT_TRANSLATE_NOOP("Sentences", "The signed question to the server is malformed.")},
        {"status-ticket.version",
            QT_TRANSLATE_NOOP("Sentences", "The signed question is of a version that is not known here.")},
        {"status-ticket.signer",
            QT_TRANSLATE_NOOP("Sentences",
                "The question was not signed with the key that the directory names for you. Please ask the security "
                "administrator.")},
        {"status-ticket.signature",
            QT_TRANSLATE_NOOP("Sentences", "The signature of the question does not hold. Nothing was shown.")},
        {"report.version",
            QT_TRANSLATE_NOOP("Sentences", "The server's report is of a newer version. Please update the program.")},
        {"report.size", QT_TRANSLATE_NOOP("Sentences", "The server's report is too large to be sent.")},
        {"report.names", QT_TRANSLATE_NOOP("Sentences", "The server's report is malformed. It was not taken.")},
        {"report.time",
            QT_TRANSLATE_NOOP("Sentences", "The server's report names a time that cannot be. It was not taken.")},
    };
    return table;
}

} // namespace wenyi::ui::sentences
