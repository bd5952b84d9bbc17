// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/text/SentenceTables.h"

namespace wenyi::ui::sentences {

std::span<const Sentence> ofSealing()
{
    static constexpr Sentence table[] = {
        {"sealing.no-seal", QT_TRANSLATE_NOOP("Sentences", "You keep no seal on this desktop.")},
        {"sealing.no-stamp", QT_TRANSLATE_NOOP("Sentences",
                                 "You have no seal of your own on this desktop. Please ask the system administrator.")},
        {"sealing.list-too-old", QT_TRANSLATE_NOOP("Sentences", "Nothing can be sealed: this desktop's list of revoked "
                                                                "certificates is too old. Please synchronise, or ask "
                                                                "the system administrator for a newer directory.")},
        {"sealing.seal-withdrawn",
            QT_TRANSLATE_NOOP("Sentences", "The seal may not be used: it is %1. Nothing was sealed.")},
        {"sealing.other-kind", QT_TRANSLATE_NOOP("Sentences",
                                   "The seal there is of another kind: a unit's in a person's place, or a person's "
                                   "in a unit's. Nothing was sealed.")},
        {"sealing.stamp-closes",
            QT_TRANSLATE_NOOP("Sentences", "This document is made valid by the signature stamp of whoever issued it, "
                                           "not by the unit's seal (GB/T 9704 7.3.5.3). Nothing was sealed.")},
        {"sealing.seal-closes",
            QT_TRANSLATE_NOOP("Sentences", "This document is made valid by the unit's seal, not by a signature stamp "
                                           "(GB/T 9704 7.3.5). Nothing was sealed.")},
        {"sealing.no-place", QT_TRANSLATE_NOOP("Sentences",
                                 "The document names no signatory for whom the seal could stand. Please return it.")},
        {"sealing.several-signers",
            QT_TRANSLATE_NOOP("Sentences", "The document names several signers, and one person alone has issued it. "
                                           "Signature stamps of several cannot be put here.")},
        {"sealing.stamp-rides",
            QT_TRANSLATE_NOOP("Sentences", "A signature stamp does not lie over the pages' edges.")},
        {"sealing.not-registered",
            QT_TRANSLATE_NOOP("Sentences", "The provider's seal is not registered for your unit. Nothing was sealed.")},
        {"sealing.other-keeper", QT_TRANSLATE_NOOP("Sentences",
                                     "The provider's seal is registered with another keeper. Nothing was sealed.")},
        {"sealing.seal-invalid",
            QT_TRANSLATE_NOOP("Sentences", "The provider's seal does not hold: it is not its maker's, or expired. "
                                           "Nothing was sealed.")},
        {"sealing.provider-clock",
            QT_TRANSLATE_NOOP("Sentences", "The seal provider tells a time that is more than ten minutes off this "
                                           "machine's. Nothing was sealed; please set the clock right.")},
        {"provider.time",
            QT_TRANSLATE_NOOP("Sentences", "The seal provider did not answer in time and was stopped. Nothing was "
                                           "sealed; please try again.")},
        {"provider.crashed",
            QT_TRANSLATE_NOOP("Sentences", "The seal provider failed. Nothing was sealed; please try again, and have "
                                           "it looked at if it happens again.")},
        {"provider.answer", QT_TRANSLATE_NOOP("Sentences",
                                "The seal provider answered what was not asked and was stopped. Nothing was sealed.")},
        {"provider.device", QT_TRANSLATE_NOOP("Sentences", "The seal provider reports a fault. Nothing was sealed.")},
        {"provider.bad-signature",
            QT_TRANSLATE_NOOP("Sentences", "What the seal provider gave is not this seal's signature over this "
                                           "document. Nothing was sealed; please have it looked at.")},
        {"provider.pin",
            QT_TRANSLATE_NOOP("Sentences", "The seal provider says that its PIN is wrong. Nothing was sealed.")},
        {"token.no-seal",
            QT_TRANSLATE_NOOP("Sentences", "The seal provider has no such seal any more. Nothing was sealed.")},
        {"token.which-seal",
            QT_TRANSLATE_NOOP("Sentences", "The seal provider has several seals. Please say which one is to be put.")},
        {"token.no-provider", QT_TRANSLATE_NOOP("Sentences", "This driver reaches keys on tokens and keeps no seals.")},
        {"token.no-seal-data",
            QT_TRANSLATE_NOOP("Sentences", "The seal provider does not show its seals, so they cannot be used here.")},
        {"token.other-seal",
            QT_TRANSLATE_NOOP(
                "Sentences", "The seal provider gave another seal than the one that was chosen. Nothing was sealed.")},
        {"sealing.nowhere", QT_TRANSLATE_NOOP("Sentences", "Please say where the seal is to stand.")},
        {"sealing.place-form",
            QT_TRANSLATE_NOOP("Sentences", "A place is told as PAGE,X,Y and an offset as X,Y, in millimetres.")},
        {"sealing.no-page", QT_TRANSLATE_NOOP("Sentences", "The document has no such page, so nothing was sealed.")},
        {"sealing.off-page",
            QT_TRANSLATE_NOOP("Sentences", "There the seal would reach beyond the page. Please choose another place.")},
        {"sealing.blank-page",
            QT_TRANSLATE_NOOP("Sentences", "A blank page bears no seal (GB/T 9704). Please choose a page with text.")},
        {"sealing.several-places", QT_TRANSLATE_NOOP("Sentences",
                                       "The seal has several places by rule here and cannot stand by hand for them.")},
        {"sealing.over-seal", QT_TRANSLATE_NOOP("Sentences",
                                  "Another seal stands there, and seals do not cross. Please choose another place.")},
        {"sealing.no-words",
            QT_TRANSLATE_NOOP("Sentences", "The words that the seal is to stand on are not there, or not so often.")},
        {"sealing.riding-one-page",
            QT_TRANSLATE_NOOP("Sentences", "A riding seal needs at least two pages to lie over.")},
        {"sealing.riding-slice",
            QT_TRANSLATE_NOOP("Sentences",
                "So many pages to one seal leave slices under 3 mm. Please let 2 to 50 pages share one, or fewer.")},
        {"sealing.riding-margin",
            QT_TRANSLATE_NOOP("Sentences", "The margin beside a riding seal may be 0 to 20 mm wide.")},
        {"sealing.riding-pages",
            QT_TRANSLATE_NOOP("Sentences", "A riding seal lies over 1000 pages at most. Please seal it in parts.")},
        {"seal-picture.unit",
            QT_TRANSLATE_NOOP("Sentences", "A seal's name has 2 to 30 characters, and 2 to 20 on an inner arc.")},
        {"seal-picture.line",
            QT_TRANSLATE_NOOP("Sentences", "Under the star stand at most two lines of 10 characters each.")},
        {"seal-picture.person", QT_TRANSLATE_NOOP("Sentences", "A name seal has 2 to 6 characters.")},
        {"seal-picture.size",
            QT_TRANSLATE_NOOP("Sentences", "A round seal is 20 to 60 mm wide, a name seal 10 to 40 mm.")},
        {"seal-picture.glyph",
            QT_TRANSLATE_NOOP("Sentences", "No font here has one of the seal's characters, so it cannot be drawn.")},
        {"seal-face.no-picture",
            QT_TRANSLATE_NOOP("Sentences", "Please name the picture that the seal is taken from.")},
        {"seal-face.picture-unused",
            QT_TRANSLATE_NOOP("Sentences", "A seal that is drawn needs no picture. Please say that it is a scan.")},
        {"seal-scan.no-ink",
            QT_TRANSLATE_NOOP("Sentences", "No seal or signature is found in the picture. Please scan it again.")},
        {"seal-scan.too-coarse", QT_TRANSLATE_NOOP("Sentences",
                                     "The picture is too coarse. Please scan it with at least 100 dots an inch.")},
        {"seal-scan.shape",
            QT_TRANSLATE_NOOP("Sentences",
                "There is more that is red in the picture than a seal. Please cut the picture down to the seal.")},
        {"seal-scan.size", QT_TRANSLATE_NOOP("Sentences", "What is scanned may be 5 to 100 mm long.")},
        {"seal-scan.resolution", QT_TRANSLATE_NOOP("Sentences", "A seal's picture has 96 to 600 dots an inch.")},
        {"seal-scan.face",
            QT_TRANSLATE_NOOP("Sentences", "The picture is too large for a seal. Please take fewer dots an inch.")},
    };
    return table;
}

} // namespace wenyi::ui::sentences
