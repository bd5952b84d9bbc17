// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/text/SentenceTables.h"

namespace wenyi::ui::sentences {

std::span<const Sentence> ofProcesses()
{
    static constexpr Sentence table[] = {
        {"process.suspended",
            QT_TRANSLATE_NOOP("Sentences", "The record is suspended. It can be handled once it is resumed.")},
        {"process.not-suspended", QT_TRANSLATE_NOOP("Sentences", "The record is not suspended.")},
        {"process.not-starter",
            QT_TRANSLATE_NOOP(
                "Sentences", "Only who began the record, or an administrator, may do this. Nothing was changed.")},
        {"process.not-administrator",
            QT_TRANSLATE_NOOP("Sentences", "Only an administrator may do this. Nothing was changed.")},
        {"process.terminate-passed",
            QT_TRANSLATE_NOOP("Sentences",
                "A step was done that is never taken back. Only an administrator may terminate the record now.")},
        {"export.reason-required",
            QT_TRANSLATE_NOOP(
                "Sentences", "Records that are marked secret are exported for a reason. Nothing was written.")},
        {"table.columns", QT_TRANSLATE_NOOP("Sentences", "The list has no columns that could be exported.")},
        {"table.rows", QT_TRANSLATE_NOOP(
                           "Sentences", "The list is longer than a workbook takes. Please narrow it by the filter.")},
        {"table.write",
            QT_TRANSLATE_NOOP("Sentences",
                "The workbook cannot be written there. Please choose another folder, and close it where it is open.")},
        {"process.urged-lately", QT_TRANSLATE_NOOP("Sentences",
                                     "This step was urged a short while ago. Please wait before urging it again.")},
        {"process.own-task", QT_TRANSLATE_NOOP("Sentences", "This task is your own; there is nobody to urge.")},
        {"process.not-participant", QT_TRANSLATE_NOOP("Sentences", "You have had no part in this record.")},
        {"process.add-signer", QT_TRANSLATE_NOOP("Sentences", "This step takes no further signers.")},
        {"process.signer-twice", QT_TRANSLATE_NOOP("Sentences", "That person is among the signers already.")},
        {"process.no-signer", QT_TRANSLATE_NOOP("Sentences", "That person is not among those who have still to sign.")},
        {"process.not-opener",
            QT_TRANSLATE_NOOP("Sentences",
                "Only who sent it round to be countersigned, or an administrator, may take a signer out.")},
        {"process.last-signer", QT_TRANSLATE_NOOP("Sentences", "The only signer cannot be taken out.")},
        {"process.other-member",
            QT_TRANSLATE_NOOP(
                "Sentences", "That person cannot do this step. Please choose somebody of the unit who has the role.")},
        {"process.no-other-member", QT_TRANSLATE_NOOP("Sentences", "Please choose a person.")},
        {"process.no-timer", QT_TRANSLATE_NOOP("Sentences", "There is no such time limit at this step.")},
        {"process.timer-early", QT_TRANSLATE_NOOP("Sentences", "The time limit has not come yet.")},
        {"process.timer-fired", QT_TRANSLATE_NOOP("Sentences", "The time limit was told of already.")},
        {"process.unsupported-element",
            QT_TRANSLATE_NOOP(
                "Sentences", "The process has elements that are not supported; the log names each with its line.")},
        {"record-event.kind",
            QT_TRANSLATE_NOOP(
                "Sentences", "A newer program made this entry. It takes effect here once this program is updated.")},
    };
    return table;
}

} // namespace wenyi::ui::sentences
