// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/cli/PdfDesk.h"

#include "client/cli/JsonForms.h"
#include "client/ui/text/PdfSignatureWords.h"

using namespace Qt::StringLiterals;

namespace wenyi::cli {

namespace {
constexpr char MemberPin[] = "WENYI_MEMBER_PIN";
} // namespace

void addPdfDeskOptions(Command &command, PdfDeskArguments &arguments)
{
    command.addOption("--member", arguments.member, "Who signs there; not needed where only one member may unlock it");
    command.addOption("--member-pin-file", arguments.memberPinFile,
        "File with that member's PIN; else the variable WENYI_MEMBER_PIN, else the key's PIN");
}

Result<std::unique_ptr<core::Workspace>> unlockPdfDesk(const QString &folder, const MemberId &member,
    const PdfDeskArguments &arguments, const SecretBytes &keyPin, const Context &context)
{
    if (arguments.memberPinFile.empty() && !qEnvironmentVariableIsSet(MemberPin))
        return core::Workspace::unlock(folder, member, keyPin, context.environment);
    WENYI_TRY(const auto pin, readPin(arguments.memberPinFile, MemberPin));
    return core::Workspace::unlock(folder, member, pin, context.environment);
}

void tellListAge(const std::optional<core::RevocationAge> &age, const Output &output, QJsonObject &result)
{
    if (const QString words = ui::pdfListAgeWords(age); !words.isEmpty())
        output.line(words);
    if (age)
        result.insert(
            u"revocationList"_s, QJsonObject{{u"issued"_s, timeText(age->issued)}, {u"due"_s, timeText(age->due)},
                                     {u"isOverdue"_s, age->state != core::RevocationAge::State::Current}});
}

} // namespace wenyi::cli
