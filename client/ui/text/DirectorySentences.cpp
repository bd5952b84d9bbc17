// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/text/SentenceTables.h"

namespace wenyi::ui::sentences {

std::span<const Sentence> ofDirectory()
{
    static constexpr Sentence table[] = {
        {"directory.outdated", QT_TRANSLATE_NOOP("Sentences",
                                   "The directory of units is out of date. Please synchronise, or ask the system "
                                   "administrator for a newer one.")},
        {"directory.version-form",
            QT_TRANSLATE_NOOP("Sentences", "The directory of units was written for a newer version of the program. "
                                           "Please have the program on this desktop updated.")},
        {"directory.equivocation",
            QT_TRANSLATE_NOOP("Sentences", "Another unit or the server goes by another directory of the same version. "
                                           "Somebody may have been given "
                                           "false certificates. Please tell the security administrator.")},
        {"directory.kept-back",
            QT_TRANSLATE_NOOP("Sentences", "Others have gone by a newer directory for an hour, and the server does not "
                                           "give it to this desktop. Somebody may keep new and revoked certificates "
                                           "from you. Please tell the security administrator.")},
        {"directory.unknown-signer",
            QT_TRANSLATE_NOOP("Sentences", "The directory does not know the unit that signed this.")},
        {"directory.unknown-name",
            QT_TRANSLATE_NOOP("Sentences", "The unit is not in the directory. Please choose one from the list.")},
        {"directory.retired", QT_TRANSLATE_NOOP("Sentences", "The unit is retired and has no successor.")},
        {"directory.pdf-authority",
            QT_TRANSLATE_NOOP("Sentences",
                "What the directory tells of the authority for PDFs does not hold, so it was not taken in.")},
        {"directory.pdf-list-older",
            QT_TRANSLATE_NOOP("Sentences", "The directory has an older list of revoked signers of PDFs than the one of "
                                           "before, so it was not taken in.")},
        {"directory.pdf-signer-revived",
            QT_TRANSLATE_NOOP(
                "Sentences", "The directory brings a revoked signer of PDFs back, so it was not taken in.")},
        {"directory.peer-unit",
            QT_TRANSLATE_NOOP("Sentences",
                "A unit of the linked domain has a code that is used here already. One of them needs another code.")},
        {"directory.peer-via", QT_TRANSLATE_NOOP("Sentences", "The domain that is to lead there is not linked.")},
        {"directory.peer-twice", QT_TRANSLATE_NOOP("Sentences", "The domain is in the directory already.")},
        {"directory.peer-key", QT_TRANSLATE_NOOP("Sentences", "The linked domain's server has somebody else's key.")},
        {"directory.peer-older", QT_TRANSLATE_NOOP("Sentences", "What is told of a linked domain is older than what is "
                                                                "known, so it was not taken in.")},
        // As a linked domain says that has an old card of this one.
        {"envelope.signer",
            QT_TRANSLATE_NOOP("Sentences", "The sender's certificate is not the one in the directory. Please ask the "
                                           "system administrator.")},
        {"envelope.hop-signature",
            QT_TRANSLATE_NOOP("Sentences", "The certificate of a server on the way is not the one in the directory. "
                                           "Please ask the system administrator.")},
        {"envelope.card-outdated", QT_TRANSLATE_NOOP("Sentences",
                                       "The recipient's domain does not know the sender's newest certificate and did "
                                       "not take the new card for a month. Please ask the system administrator.")},
        {"envelope.not-taken",
            QT_TRANSLATE_NOOP("Sentences", "The server of the recipient's domain did not take the document for a "
                                           "month. Please ask the system administrator.")},
        {"directory.seal-revived",
            QT_TRANSLATE_NOOP("Sentences", "The directory brings a withdrawn seal back, so it was not taken in.")},
        {"directory.seal-since",
            QT_TRANSLATE_NOOP("Sentences",
                "The directory withdraws a seal from a later moment than before, so it was not taken in.")},
        {"directory.seal-left-out",
            QT_TRANSLATE_NOOP("Sentences", "The directory leaves a registered seal out, so it was not taken in.")},
        {"directory.seal-other", QT_TRANSLATE_NOOP("Sentences",
                                     "The directory makes another seal of a registered one, so it was not taken in.")},
        {"directory.seal-state",
            QT_TRANSLATE_NOOP("Sentences", "What is told of a seal's suspension or revocation cannot be.")},
        {"directory.keeper", QT_TRANSLATE_NOOP("Sentences", "A seal that is used is kept by a seal keeper of its unit, "
                                                            "a personal one by its person in that unit.")},
        {"directory-edit.unknown",
            QT_TRANSLATE_NOOP(
                "Sentences", "The changes name something that is not in the directory. Nothing was changed.")},
        {"directory-edit.known",
            QT_TRANSLATE_NOOP(
                "Sentences", "The changes add something that is in the directory already. Nothing was changed.")},
        {"directory-edit.keeps-seal",
            QT_TRANSLATE_NOOP("Sentences", "The member keeps a seal. Please hand it over or have it revoked first.")},
        {"directory-edit.unit-in-use",
            QT_TRANSLATE_NOOP(
                "Sentences", "The unit still has members, desktops or seals. Please move or remove them first.")},
        {"directory-edit.last-administrator",
            QT_TRANSLATE_NOOP("Sentences",
                "The unit's people would have no system administrator any more. Please appoint another one first.")},
        {"directory-edit.retired",
            QT_TRANSLATE_NOOP("Sentences", "The unit is retired, so nothing can be put into it. Nothing was changed.")},
        {"directory-edit.revoked",
            QT_TRANSLATE_NOOP("Sentences", "The seal is revoked, so nobody needs to keep it. Nothing was changed.")},
        {"directory-edit.personal-seal",
            QT_TRANSLATE_NOOP(
                "Sentences", "A personal seal is its person's and is not handed over. Nothing was changed.")},
        {"directory-edit.other-key",
            QT_TRANSLATE_NOOP("Sentences",
                "The certificate is not for the key that its subject has. Please say so where the key is a new one.")},
        {"directory-edit.older-certificate",
            QT_TRANSLATE_NOOP(
                "Sentences", "The certificate is older than the one in the directory. Nothing was changed.")},
        {"directory-edit.size", QT_TRANSLATE_NOOP("Sentences", "The change file is too large. Please part it.")},
        {"directory-edit.json", QT_TRANSLATE_NOOP("Sentences", "The change file is no JSON. Please correct it.")},
        {"directory-edit.form",
            QT_TRANSLATE_NOOP("Sentences",
                "The change file has something that is missing, unknown or of another kind; the details say where.")},
    };
    return table;
}

} // namespace wenyi::ui::sentences
