// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/text/SentenceTables.h"

namespace wenyi::ui::sentences {

std::span<const Sentence> ofSealing()
{
    static constexpr Sentence table[] = {
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
