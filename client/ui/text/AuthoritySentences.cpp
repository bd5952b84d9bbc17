// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/text/SentenceTables.h"

namespace wenyi::ui::sentences {

std::span<const Sentence> ofAuthority()
{
    static constexpr Sentence table[] = {
        {"register.officer", QT_TRANSLATE_NOOP("Sentences",
                                 "Only an appointed officer of the authority may do this, with their own key.")},
        {"register.role", QT_TRANSLATE_NOOP("Sentences", "This is another officer's work. Nothing was changed.")},
        {"register.same-person",
            QT_TRANSLATE_NOOP("Sentences", "Two people are needed for this. Nothing was changed.")},
        {"register.no-application", QT_TRANSLATE_NOOP("Sentences", "There is no application of that number.")},
        {"register.not-approved",
            QT_TRANSLATE_NOOP("Sentences", "The application is not approved yet by the security administrator.")},
        {"register.decided", QT_TRANSLATE_NOOP("Sentences", "The application was decided or carried out already.")},
        {"register.no-certificate",
            QT_TRANSLATE_NOOP("Sentences", "The register has no certificate of that serial number.")},
        {"register.state",
            QT_TRANSLATE_NOOP("Sentences", "The certificate is not in a state that allows this; `ca show` tells it.")},
        {"register.application", QT_TRANSLATE_NOOP("Sentences",
                                     "The application lacks a name, an id, a purpose or a length that is allowed.")},
        {"register.renewal",
            QT_TRANSLATE_NOOP("Sentences", "A renewal is for the same subject and purpose. Nothing was changed.")},
        {"register.other-certificate",
            QT_TRANSLATE_NOOP("Sentences", "The certificate is not the one that was approved. It was refused.")},
        {"register.reason", QT_TRANSLATE_NOOP("Sentences", "A certificate is not revoked for that reason.")},
        {"register.words",
            QT_TRANSLATE_NOOP("Sentences", "The words are too long or have characters that cannot be seen.")},
        {"register.no-complete-list",
            QT_TRANSLATE_NOOP("Sentences", "A complete revocation list comes first. Please publish one.")},
        {"register.chain",
            QT_TRANSLATE_NOOP("Sentences", "The register was altered: its lines do not follow on one another.")},
        {"register.signature",
            QT_TRANSLATE_NOOP("Sentences", "The register was altered: a line is not signed by its officer.")},
        {"register.head", QT_TRANSLATE_NOOP("Sentences",
                              "The act that was noted is not in the register: its end was cut off, or all of "
                              "it was written anew.")},
        {"register.head-form", QT_TRANSLATE_NOOP("Sentences",
                                   "What was noted is no head of the register: that has 64 hexadecimal digits.")},
        {"register.no-seal", QT_TRANSLATE_NOOP("Sentences", "The register has no seal of that id.")},
        {"register.own-seal", QT_TRANSLATE_NOOP("Sentences",
                                  "Nobody lifts the suspension of a seal that they keep. Nothing was changed.")},
        {"register.other-seal",
            QT_TRANSLATE_NOOP("Sentences", "The register has another seal of that id, or one that is used no more.")},
        {"register.seal", QT_TRANSLATE_NOOP("Sentences", "What is told of the seal is not complete.")},
        {"register.suite", QT_TRANSLATE_NOOP("Sentences",
                               "A certificate for PDFs is for a P-256 key; please make one by `pdf new-key`.")},
        {"authority.no-pdf",
            QT_TRANSLATE_NOOP("Sentences", "The domain has no authority for PDFs yet; `ca pdf-authority` makes one.")},
        {"authority.pdf-exists", QT_TRANSLATE_NOOP("Sentences", "The domain has an authority for PDFs already.")},
        {"key-file.other-suite",
            QT_TRANSLATE_NOOP("Sentences", "The key is of P-256, which is for signatures on PDFs alone.")},
        {"crypto.suite", QT_TRANSLATE_NOOP("Sentences", "The key is of another suite than SM2. Nothing was done.")},
        {"certificate.suite", QT_TRANSLATE_NOOP("Sentences",
                                  "The authority issues no certificate of that purpose for keys of that kind.")},
        {"certificate-request.form", QT_TRANSLATE_NOOP("Sentences", "The file is no request for a certificate.")},
        {"certificate-request.algorithm",
            QT_TRANSLATE_NOOP(
                "Sentences", "The request is not signed as its key's kind demands. Please make it anew.")},
    };
    return table;
}

} // namespace wenyi::ui::sentences
