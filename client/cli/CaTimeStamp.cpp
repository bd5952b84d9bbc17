// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/cli/Ca.h"
#include "client/cli/Unlock.h"
#include "shared/base/DurableFile.h"
#include "shared/base/Limits.h"
#include "shared/crypto/KeyFile.h"
#include "shared/crypto/TimeStampAuthority.h"
#include "shared/crypto/TimeStampToken.h"

#include <QDateTime>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace wenyi::cli {

namespace {

struct TimeStampArguments
{
    std::string key;
    std::string pinFile;
    std::string request;
    std::string target;
};

Result<void> stamp(const TimeStampArguments &arguments, const Context &context)
{
    WENYI_TRY(const QByteArray request, readBounded(fromArgument(arguments.request), 4 * limits::KiB));
    WENYI_TRY(const auto asked, crypto::TimeStampRequest::fromDer(request));
    WENYI_TRY(const auto file, crypto::KeyFile::open(fromArgument(arguments.key)));
    WENYI_TRY(const auto pin, readPin(arguments.pinFile));
    WENYI_TRY(auto key, file.unlock(pin));
    crypto::KeySigner signer(std::move(key), file.certificate());
    WENYI_TRY(const auto authority,
        crypto::TimeStampAuthority::create(signer, context.environment.clock, context.environment.random));
    const QByteArray answer = authority.answer(request);
    // A refusal is an answer too (RFC 3161 2.4.2), and whoever asked has a program that reads it.
    const QString target = fromArgument(arguments.target);
    WENYI_CHECK(writeDurably(target, answer));
    WENYI_TRY(const QByteArray token, crypto::tokenFromResponse(answer, asked));
    WENYI_TRY(const auto given, crypto::TimeStampToken::fromDer(token));
    const QString serial = QString::fromLatin1(given.serialNumber().toHex());
    const QString time = toDateTime(given.time()).toString(Qt::ISODate);
    context.output.line(u"%1  %2  %3"_s.arg(serial, time, target));
    context.output.result({{u"serial"_s, serial}, {u"time"_s, time}, {u"file"_s, target}});
    return {};
}

} // namespace

void addCaTimeStamp(Command &ca, Chosen &chosen)
{
    auto arguments = std::make_shared<TimeStampArguments>();
    Command &command = ca.addCommand("timestamp", "Answer a time-stamp request (RFC 3161) by a time-stamp key");
    command
        .addOption("--key", arguments->key,
            "Key file whose certificate is for time stamps; whether it was revoked is not looked up: who checks the "
            "token does")
        .required();
    command.addOption("--pin-file", arguments->pinFile, "File with the key's PIN; else the variable WENYI_PIN");
    command
        .addOption("--request", arguments->request,
            "The request, as `openssl ts -query -sm3 -cert` makes one; its digest has to be SM3")
        .required();
    command.addOption("--out", arguments->target, "Where the answer goes, a token or a refusal").required();
    runWhenChosen(command, chosen, arguments, stamp);
}

} // namespace wenyi::cli
