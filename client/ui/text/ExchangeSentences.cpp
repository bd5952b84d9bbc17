// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/text/SentenceTables.h"

namespace wenyi::ui::sentences {

std::span<const Sentence> ofExchange()
{
    static constexpr Sentence table[] = {
        {"arrival.withdrawn",
            QT_TRANSLATE_NOOP("Sentences", "Its sender had taken it back before it came, so it was not taken in.")},
        {"ruling.undelivered",
            QT_TRANSLATE_NOOP("Sentences", "The server says that it did not deliver a document to this unit, since the "
                                           "unit was retired. Please ask its sender to send it again.")},
        {"arrival.undelivered",
            QT_TRANSLATE_NOOP("Sentences", "The server had said that it could not deliver it to this unit, so it was "
                                           "not taken in. Please ask its sender to send it again.")},
        {"adapter.recalled",
            QT_TRANSLATE_NOOP("Sentences",
                "The document was recalled from everybody before the server had confirmed it. Whether it had gone out "
                "by then is not known here; if somebody signed for it, its receipts will say so.")},
        {"adapter.taken-back",
            QT_TRANSLATE_NOOP("Sentences", "The document was recalled from everybody, and the server took it back "
                                           "before anybody had answered it.")},
        {"urge.words", QT_TRANSLATE_NOOP("Sentences", "Please write in one line what the recipients are to read.")},
        {"urge.nobody", QT_TRANSLATE_NOOP("Sentences",
                            "It cannot be urged now: it was answered, has not reached the server, or was "
                            "urged within the last working hour.")},
        {"directive.nobody-to-urge",
            QT_TRANSLATE_NOOP(
                "Sentences", "Nobody was urged: they have answered, or were urged within the last working hour.")},
        {"resend.not-sent", QT_TRANSLATE_NOOP("Sentences", "The document has not been dispatched yet.")},
        {"resend.nobody", QT_TRANSLATE_NOOP("Sentences", "Nobody is to receive it. Please choose recipients.")},
        {"resend.as-first",
            QT_TRANSLATE_NOOP("Sentences", "Further units get what was dispatched, with the same attachments, urgency "
                                           "and print quota. Please name only them.")},
        {"resend.has-it",
            QT_TRANSLATE_NOOP("Sentences",
                "One of these units has the document already, or it is on its way there; it is not sent twice.")},
        {"resend.had-it",
            QT_TRANSLATE_NOOP("Sentences", "One of these units returned the document, or it was taken back from it. "
                                           "Please confirm that it is to have it again.")},
        {"resend.not-kept",
            QT_TRANSLATE_NOOP("Sentences", "What was sent is not here as a whole, so it cannot be sent from here to "
                                           "anybody else. Please dispatch the document anew.")},
    };
    return table;
}

} // namespace wenyi::ui::sentences
