// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/text/SentenceTables.h"

namespace wenyi::ui::sentences {

std::span<const Sentence> ofSealUses()
{
    static constexpr Sentence table[] = {
        {"sealing.no-application", QT_TRANSLATE_NOOP("Sentences",
                                       "No leader approved sealing this file. Please have a seal applied for first.")},
        {"sealing.application-pending",
            QT_TRANSLATE_NOOP("Sentences", "The application to seal this file is not decided yet.")},
        {"sealing.application-refused",
            QT_TRANSLATE_NOOP("Sentences", "The application to seal this file was refused.")},
        {"sealing.application-used",
            QT_TRANSLATE_NOOP("Sentences", "The application to seal this file is used up. Each entitles one sealing.")},
        {"seal-application.not-leader",
            QT_TRANSLATE_NOOP("Sentences", "Only a leader of the unit may decide about the use of its seals.")},
        {"seal-application.own",
            QT_TRANSLATE_NOOP("Sentences", "Nobody decides an application of their own. Please ask another leader.")},
        {"seal-application.keeper", QT_TRANSLATE_NOOP("Sentences",
                                        "The keeper of a seal does not approve its use. Please ask another leader.")},
        {"seal-application.decided", QT_TRANSLATE_NOOP("Sentences", "The application is decided already.")},
        {"seal-application.none",
            QT_TRANSLATE_NOOP("Sentences", "There is no such application here. Please synchronise and look again.")},
        {"seal-application.again",
            QT_TRANSLATE_NOOP("Sentences", "The same application stands here a second time and counts for nothing.")},
        {"seal-application.id",
            QT_TRANSLATE_NOOP("Sentences", "Please give the application's number, at least its first 8 characters.")},
        {"seal-application.ambiguous",
            QT_TRANSLATE_NOOP("Sentences", "Several applications begin so. Please give more of the number.")},
        {"seal-application.reason",
            QT_TRANSLATE_NOOP("Sentences", "Please say in up to 500 characters what the seal is needed for.")},
        {"seal-application.file-name",
            QT_TRANSLATE_NOOP("Sentences", "The file's name is empty, too long or holds hidden characters.")},
        {"seal-application.copies", QT_TRANSLATE_NOOP("Sentences", "The number of copies is 1 to 10000.")},
        {"seal-application.words",
            QT_TRANSLATE_NOOP("Sentences", "The opinion is too long or holds hidden characters.")},
        {"seal-application.which-seal",
            QT_TRANSLATE_NOOP("Sentences", "The unit has several seals. Please say which one is applied for.")},
        {"seal-application.no-seal", QT_TRANSLATE_NOOP("Sentences", "The unit has no such seal.")},
        {"seal-use.actor",
            QT_TRANSLATE_NOOP("Sentences", "Another person or desktop wrote this than the one it names.")},
        {"seal-use.signature-differs",
            QT_TRANSLATE_NOOP("Sentences", "The personal signature is about something else than what stands here.")},
        {"seal-use.other-document",
            QT_TRANSLATE_NOOP("Sentences", "The approval is about another document or another seal.")},
        {"seal-use.no-issue", QT_TRANSLATE_NOOP("Sentences", "The issuing that this use names is not in the records.")},
        {"seal-use.chain", QT_TRANSLATE_NOOP("Sentences", "The use before is not the one that this use followed.")},
        {"seal-use.head-ahead",
            QT_TRANSLATE_NOOP("Sentences", "Beside the seal's key a later use is noted than the log has.")},
        {"seal-use.copy",
            QT_TRANSLATE_NOOP("Sentences", "The copy kept with the register is not the document it was made of.")},
        {"seal-use.not-whole",
            QT_TRANSLATE_NOOP("Sentences", "The register of seal uses is not whole. Please see what was found.")},
        {"outgoing.not-issuer",
            QT_TRANSLATE_NOOP("Sentences", "Somebody else issued this document. Nobody but the person who issued it "
                                           "puts the signature stamp on it.")},
        {"outgoing.other-stamp",
            QT_TRANSLATE_NOOP("Sentences", "The signature stamp on the document is not that of the person who issued "
                                           "it. Nothing was sent; please return it to be stamped.")},
        {"outgoing.not-as-issued", QT_TRANSLATE_NOOP("Sentences",
                                       "The document is not the one that the leader issued. Please open it again.")},
    };
    return table;
}

} // namespace wenyi::ui::sentences
