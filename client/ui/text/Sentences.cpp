// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/text/Sentences.h"

#include "client/ui/text/SentenceTables.h"
#include "client/ui/text/WithdrawalWords.h"

#include <QCoreApplication>

namespace wenyi::ui {

namespace {

const char *find(std::span<const sentences::Sentence> table, QByteArrayView key)
{
    for (const sentences::Sentence &sentence : table) {
        if (key == QByteArrayView(sentence.key))
            return sentence.text;
    }
    return nullptr;
}

/// The text for the reason itself; null where only its layer or code has one.
const char *findOwn(QByteArrayView reason)
{
    using namespace sentences;
    for (const auto &table : {ofReasons(), ofProcesses(), ofSealing(), ofSealUses(), ofAuthority(), ofKeys(), ofSeals(),
             ofDirectory(), ofPdfs(), ofIntegration(), ofServerStatus(), ofRecovery(), ofExchange(), ofAuditLogs()}) {
        if (const char *text = find(table, reason))
            return text;
    }
    return nullptr;
}

QString translated(const char *text)
{
    return QCoreApplication::translate("Sentences", text);
}

QString sentenceForCode(ErrorCode code)
{
    switch (code) {
    case ErrorCode::InvalidInput:
        return QCoreApplication::translate(
            "Sentences", "What was entered is not allowed. Please correct it and try again.");
    case ErrorCode::NotFound:
        return QCoreApplication::translate(
            "Sentences", "What was asked for is not here. Please synchronise and try again.");
    case ErrorCode::AlreadyExists:
        return QCoreApplication::translate("Sentences", "It exists already. Nothing was done twice.");
    case ErrorCode::NotAllowed:
        return QCoreApplication::translate(
            "Sentences", "The rules or your role do not allow this. Nothing was changed.");
    case ErrorCode::NotTrusted:
        return QCoreApplication::translate(
            "Sentences", "A signature or certificate does not hold. Nothing was taken in.");
    case ErrorCode::TooLarge:
        return QCoreApplication::translate("Sentences", "It is larger than allowed. Please make it smaller.");
    case ErrorCode::Corrupt:
        return QCoreApplication::translate("Sentences", "The data is damaged. Nothing was taken in.");
    case ErrorCode::Unsupported:
        return QCoreApplication::translate("Sentences", "This program does not know that version. Please update it.");
    case ErrorCode::WrongPin:
        return QCoreApplication::translate("Sentences", "The PIN is wrong. Please type it again.");
    case ErrorCode::Locked:
        return QCoreApplication::translate("Sentences", "It is locked. Please ask the system administrator.");
    case ErrorCode::Unavailable:
        return QCoreApplication::translate("Sentences", "It cannot be reached at this moment. Please try again later.");
    case ErrorCode::Cancelled:
        return QCoreApplication::translate("Sentences", "Cancelled. Nothing was changed.");
    case ErrorCode::StorageFailure:
        return QCoreApplication::translate(
            "Sentences", "The disk or the store failed. Please check free space and try again.");
    case ErrorCode::Internal:
        break;
    }
    return QCoreApplication::translate(
        "Sentences", "Something inside the program failed. Please note the details and tell the system administrator.");
}

} // namespace

QString sentenceFor(const Error &error)
{
    if (error.reason == "sealing.seal-withdrawn")
        return translated(findOwn(error.reason)).arg(withdrawalWords(error.detail));
    if (const char *own = findOwn(error.reason))
        return translated(own);
    if (const char *rule = find(sentences::ofFormatRules(), error.reason))
        return translated(rule);
    const QByteArrayView reason(error.reason);
    if (const char *layer = find(sentences::ofLayers(), reason.first(reason.indexOf('.') + 1)))
        return translated(layer);
    return sentenceForCode(error.code);
}

bool hasOwnSentence(const QByteArray &reason)
{
    return findOwn(reason) != nullptr;
}

QString sentenceForRule(const document::FormatFault &fault)
{
    const char *text = find(sentences::ofFormatRules(), fault.rule);
    return text ? translated(text) : fault.hint;
}

} // namespace wenyi::ui
