// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/text/SentenceTables.h"

namespace wenyi::ui::sentences {

std::span<const Sentence> ofSeals()
{
    static constexpr Sentence table[] = {
        {"seal.expired", QT_TRANSLATE_NOOP("Sentences", "The seal was used outside its period of validity.")},
        {"seal.withdrawn",
            QT_TRANSLATE_NOOP("Sentences", "The seal was revoked before it was put here. Do not rely on it.")},
        {"seal.suspended",
            QT_TRANSLATE_NOOP("Sentences", "The seal was suspended when it was put here. Do not rely on it.")},
        {"seal.withdrawn-later", QT_TRANSLATE_NOOP("Sentences",
                                     "The seal was withdrawn later; a time stamp proves that it was put before.")},
        {"seal.withdrawn-later-claimed",
            QT_TRANSLATE_NOOP("Sentences",
                "The seal was withdrawn later, in good order; that it was put before is only what its signer says.")},
        {"seal.withdrawn-unproven",
            QT_TRANSLATE_NOOP("Sentences",
                "The seal was withdrawn later, and that it was put before is only what its signer says: whoever had it "
                "may have dated it back. Please ask the sending unit.")},
        {"seal.not-registered", QT_TRANSLATE_NOOP("Sentences", "The seal is not registered in the directory.")},
        {"seal.data-hash", QT_TRANSLATE_NOOP("Sentences", "What was sealed has been altered since.")},
        {"seal.odd-encoding",
            QT_TRANSLATE_NOOP("Sentences", "Some of its fields are encoded in another way than the standard says.")},
        {"seal.critical-extension",
            QT_TRANSLATE_NOOP(
                "Sentences", "It has an extension that this program does not know and that its maker calls critical.")},
        {"seal.property",
            QT_TRANSLATE_NOOP("Sentences", "What is said to be sealed has another name than what is here.")},
        {"seal.other-method",
            QT_TRANSLATE_NOOP("Sentences", "The file names another algorithm than the one that it was signed with.")},
        {"seal.unknown-method",
            QT_TRANSLATE_NOOP("Sentences", "The file calls the algorithm by a name that this program does not know.")},
        {"seal.signer-certificate",
            QT_TRANSLATE_NOOP("Sentences", "The signer's certificate does not hold or cannot be read.")},
        {"seal.signer-not-listed",
            QT_TRANSLATE_NOOP("Sentences", "The signer is not among those who may use the seal.")},
        {"seal.maker-signature",
            QT_TRANSLATE_NOOP("Sentences",
                "The maker's signature on the seal does not hold: it was altered, or is not the maker's.")},
        {"seal.maker-certificate", QT_TRANSLATE_NOOP("Sentences", "The maker's certificate cannot be read.")},
        {"seal.signed-in-future", QT_TRANSLATE_NOOP("Sentences", "The time of sealing lies in the future.")},
        {"seal.no-time", QT_TRANSLATE_NOOP("Sentences", "There is no time of sealing to judge by.")},
        {"seal.revocation-unknown",
            QT_TRANSLATE_NOOP("Sentences", "There is no revocation list that reaches to this time, so whether the "
                                           "certificate was revoked is not known.")},
        {"seal.registration-unknown",
            QT_TRANSLATE_NOOP("Sentences", "Whether the seal is registered could not be looked up.")},
        {"seal.time-stamp-unchecked",
            QT_TRANSLATE_NOOP(
                "Sentences", "There is a time stamp of the first version's form, which this program does not check.")},
        {"time-stamp.imprint", QT_TRANSLATE_NOOP("Sentences", "The time stamp is that of another signature.")},
        {"time-stamp.digest-method",
            QT_TRANSLATE_NOOP("Sentences", "The time stamp is of a kind that this program does not check.")},
        {"time-stamp.authority",
            QT_TRANSLATE_NOOP("Sentences", "Who gave the time stamp was not entitled to at that time.")},
        {"time-stamp.authority-unknown",
            QT_TRANSLATE_NOOP("Sentences", "The time stamp is of an authority that is not known here.")},
        {"time-stamp.authority-revoked",
            QT_TRANSLATE_NOOP("Sentences",
                "The time-stamp authority was revoked later for a reason that leaves all its stamps without value.")},
        {"time-stamp.authority-suspended",
            QT_TRANSLATE_NOOP(
                "Sentences", "The time-stamp authority is suspended, so nothing can be built on its stamps for now.")},
        {"time-stamp.refused",
            QT_TRANSLATE_NOOP("Sentences", "The time-stamp authority refused. Please ask the system administrator.")},
        {"certificate.revoked-later",
            QT_TRANSLATE_NOOP("Sentences", "The certificate was revoked later, after the sealing.")},
        {"certificate.suspended-later",
            QT_TRANSLATE_NOOP("Sentences", "The certificate was suspended later, after the sealing.")},
        {"seal.none", QT_TRANSLATE_NOOP("Sentences", "It is a digital signature without a seal: no unit has sealed.")},
        {"sealing.not-as-shown",
            QT_TRANSLATE_NOOP("Sentences", "The document was not sealed: its pages do not show everything that the "
                                           "file holds. Please have it made anew.")},
        {"sealing.missing-characters",
            QT_TRANSLATE_NOOP(
                "Sentences", "Some characters have no font, so the document cannot be sealed. Please mend them.")},
        {"seal-issue.not-valid",
            QT_TRANSLATE_NOOP("Sentences", "The seal itself does not hold, so it is not registered.")},
        {"seal-issue.other-unit",
            QT_TRANSLATE_NOOP("Sentences", "The seal is not for the keeper's unit, so it is not registered.")},
        {"seal-issue.no-keeper", QT_TRANSLATE_NOOP("Sentences", "The keeper is not in the directory.")},
        {"seal-issue.no-such-seal", QT_TRANSLATE_NOOP("Sentences", "The unit has no seal of that id.")},
        {"seal-issue.registered",
            QT_TRANSLATE_NOOP("Sentences", "The seal is registered already. Nothing was done twice.")},
        {"seal-issue.no-key", QT_TRANSLATE_NOOP("Sentences", "The member keeps no key for a seal on this desktop.")},
        {"seal-issue.diameter", QT_TRANSLATE_NOOP("Sentences", "A unit's seal is 20 to 60 mm wide.")},
        {"seal-issue.years", QT_TRANSLATE_NOOP("Sentences", "A seal is made for 1 to 10 years.")},
        {"seal-sample.none", QT_TRANSLATE_NOOP("Sentences", "No picture of this seal is kept here. Its own file, from "
                                                            "beside its keeper's key, brings it back.")},
        {"seal-sample.altered",
            QT_TRANSLATE_NOOP("Sentences", "The picture that is kept is not that of the registered seal. Please keep "
                                           "it anew from the seal's own file.")},
        {"seal-sample.not-registered",
            QT_TRANSLATE_NOOP("Sentences", "The file's seal is none that the register knows. Nothing was kept.")},
        {"seal-sample.picture",
            QT_TRANSLATE_NOOP("Sentences", "The seal's picture is of a kind that cannot be shown here.")},
        {"seal-backup.officer", QT_TRANSLATE_NOOP("Sentences",
                                    "The backup was not signed by an officer of the authority. It was refused.")},
        {"seal-backup.signature", QT_TRANSLATE_NOOP("Sentences", "The backup was altered. It was refused.")},
        {"seal-backup.other-seal",
            QT_TRANSLATE_NOOP("Sentences", "The backup is that of another seal than it says. It was refused.")},
        {"seal-backup.not-registered",
            QT_TRANSLATE_NOOP("Sentences", "The directory in force does not know the seal. Nothing was done.")},
        {"seal-state.active", QT_TRANSLATE_NOOP("Sentences", "The seal is not suspended. Nothing was changed.")},
        {"seal-state.suspended", QT_TRANSLATE_NOOP("Sentences", "The seal is suspended already. Nothing was changed.")},
        {"seal-state.revoked",
            QT_TRANSLATE_NOOP("Sentences", "The seal is revoked, which is for good. Nothing was changed.")},
        {"seal-state.too-often",
            QT_TRANSLATE_NOOP("Sentences", "The seal was suspended too often. Please have it revoked and replaced.")},
        {"seal-state.not-told", QT_TRANSLATE_NOOP("Sentences", "The register has withdrawn a seal that the directory "
                                                               "cannot tell so; one of both is an old copy. Nothing "
                                                               "was signed.")},
        {"seal-state.since",
            QT_TRANSLATE_NOOP("Sentences", "Since when the seal is not to be trusted cannot lie in the future.")},
        {"seal-state.time-form",
            QT_TRANSLATE_NOOP("Sentences", "A moment is told as 2026-06-15, 2026-06-15T08:00 or 2026-06-15T00:00Z.")},
    };
    return table;
}

} // namespace wenyi::ui::sentences
