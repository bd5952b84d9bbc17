// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/text/SentenceTables.h"

namespace wenyi::ui::sentences {

std::span<const Sentence> ofIntegration()
{
    static constexpr Sentence table[] = {
        {"submission.too-large", QT_TRANSLATE_NOOP("Sentences", "The order's file is larger than 1 MB.")},
        {"submission.json", QT_TRANSLATE_NOOP("Sentences", "The order is no JSON object.")},
        {"submission.field",
            QT_TRANSLATE_NOOP(
                "Sentences", "A field of the order is unknown, missing or of another type. Please correct the order.")},
        {"submission.value",
            QT_TRANSLATE_NOOP("Sentences", "A field of the order has a value that is not allowed there.")},
        {"submission.file-name",
            QT_TRANSLATE_NOOP("Sentences", "The order names a file by a name that is no plain file name.")},
        {"submission.source",
            QT_TRANSLATE_NOOP(
                "Sentences", "An order carries a document and attachments; a part with the role source is not taken.")},
        {"submission.order-file",
            QT_TRANSLATE_NOOP("Sentences", "An order is a file whose name ends in .json or .xml.")},
        {"submission.no-message",
            QT_TRANSLATE_NOOP("Sentences", "The order has no message id, by which it is sent once only.")},
        {"submission.message-differs",
            QT_TRANSLATE_NOOP("Sentences", "The order itself says another message id than was given.")},
        {"submission.part-file",
            QT_TRANSLATE_NOOP("Sentences", "A file that the order names is missing, empty or no regular file.")},
        {"submission.part-differs",
            QT_TRANSLATE_NOOP("Sentences",
                "A file has another size or digest than the order says, so nothing was sent. Please write both anew.")},
        {"submission.another",
            QT_TRANSLATE_NOOP("Sentences",
                "A message with this id and another content was sent before. Please give a new one an id of its own.")},
        {"adapter.folder", QT_TRANSLATE_NOOP("Sentences", "A folder cannot be made in the exchange folder.")},
        {"adapter.running",
            QT_TRANSLATE_NOOP("Sentences", "Another adapter works on this exchange folder. Nothing was done.")},
        {"adapter.move", QT_TRANSLATE_NOOP("Sentences", "A file or folder of the exchange folder cannot be moved.")},
        {"adapter.remove",
            QT_TRANSLATE_NOOP("Sentences", "A file or folder of the exchange folder cannot be removed.")},
        {"adapter.no-folder",
            QT_TRANSLATE_NOOP("Sentences", "An order is a folder with its files in it; this is a file or a link.")},
        {"adapter.no-file", QT_TRANSLATE_NOOP("Sentences", "A request is a file; this is a folder or a link.")},
        {"adapter.unreadable", QT_TRANSLATE_NOOP("Sentences", "A file of the order cannot be read.")},
    };
    return table;
}

} // namespace wenyi::ui::sentences
