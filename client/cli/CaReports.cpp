// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/cli/Ca.h"
#include "client/cli/JsonForms.h"
#include "client/core/domain/AuthorityWork.h"

#include <QJsonArray>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace wenyi::cli {

namespace {

struct ListArguments
{
    CaArguments ca;
    bool applications = false;
};

struct VerifyArguments
{
    CaArguments ca;
    std::string head;
};

struct ShowArguments
{
    CaArguments ca;
    std::string serial;
};

QString stateName(core::CertificateStanding standing)
{
    switch (standing) {
    case core::CertificateStanding::Suspended:
        return u"suspended"_s;
    case core::CertificateStanding::Revoked:
        return u"revoked"_s;
    case core::CertificateStanding::Expired:
        return u"expired"_s;
    case core::CertificateStanding::Good:
        break;
    }
    return u"valid"_s;
}

QString stateName(core::ApplicationState state)
{
    switch (state) {
    case core::ApplicationState::Open:
        return u"open"_s;
    case core::ApplicationState::Approved:
        return u"approved"_s;
    case core::ApplicationState::Rejected:
        return u"rejected"_s;
    case core::ApplicationState::Done:
        break;
    }
    return u"done"_s;
}

QJsonObject certificateJson(const core::RegisteredCertificate &registered, Instant now)
{
    const crypto::Certificate &certificate = registered.certificate;
    const auto purpose = certificate.purpose();
    QJsonObject object{{u"serial"_s, QString::fromLatin1(certificate.serialNumber())},
        {u"name"_s, certificate.commonName()}, {u"organization"_s, certificate.organization()},
        {u"id"_s, certificate.subjectId()}, {u"purpose"_s, purpose ? wordOf(*purpose) : QString()},
        {u"suite"_s, crypto::suiteName(certificate.suite())}, {u"notBefore"_s, timeText(certificate.notBefore())},
        {u"notAfter"_s, timeText(certificate.notAfter())}, {u"state"_s, stateName(core::standingOf(registered, now))}};
    if (registered.revocation) {
        object.insert(u"reason"_s, wordOf(registered.revocation->reason));
        object.insert(u"since"_s, timeText(registered.revocation->revokedAt));
        object.insert(u"words"_s, registered.words);
    }
    if (!registered.replacedBy.isEmpty())
        object.insert(u"replacedBy"_s, QString::fromLatin1(registered.replacedBy));
    return object;
}

QJsonObject applicationJson(const core::Application &application)
{
    QJsonObject object{{u"application"_s, static_cast<qint64>(application.number)}, {u"at"_s, timeText(application.at)},
        {u"state"_s, stateName(application.state)}, {u"words"_s, application.words}};
    if (const auto *wanted = std::get_if<core::CertificateApplication>(&application.wanted)) {
        object.insert(u"name"_s, wanted->subject.commonName);
        object.insert(u"id"_s, wanted->subject.subjectId);
        object.insert(u"purpose"_s, wordOf(wanted->purpose));
        object.insert(u"years"_s, wanted->years);
        object.insert(u"renews"_s, QString::fromLatin1(wanted->renews));
    } else if (const auto *release = std::get_if<core::ReleaseApplication>(&application.wanted)) {
        object.insert(u"releases"_s, QString::fromLatin1(release->serialNumber));
    } else {
        object.insert(u"resumes"_s, std::get<core::SealResumption>(application.wanted).seal.toString());
    }
    return object;
}

Result<void> list(const ListArguments &arguments, const Context &context)
{
    WENYI_TRY(const auto opened, openRegister(arguments.ca, context));
    const core::RegisterState &state = opened->state();
    QJsonArray rows;
    if (arguments.applications) {
        for (const auto &[number, application] : state.applications()) {
            const QJsonObject row = applicationJson(application);
            context.output.line(
                u"%1  %2  %3 %4%5"_s.arg(number).arg(stateName(application.state), row.value(u"name"_s).toString(),
                    row.value(u"releases"_s).toString(), row.value(u"resumes"_s).toString()));
            rows.append(row);
        }
        context.output.result({{u"applications"_s, rows}});
        return {};
    }
    const Instant now = context.environment.clock.now();
    for (const QByteArray &serial : state.serialNumbers()) {
        const QJsonObject row = certificateJson(*state.certificate(serial), now);
        context.output.line(
            u"%1  %2  %3  %4  %5"_s.arg(row.value(u"serial"_s).toString(), row.value(u"state"_s).toString(),
                row.value(u"purpose"_s).toString(), row.value(u"id"_s).toString(), row.value(u"name"_s).toString()));
        rows.append(row);
    }
    context.output.result({{u"certificates"_s, rows}});
    return {};
}

Result<void> show(const ShowArguments &arguments, const Context &context)
{
    WENYI_TRY(const auto opened, openRegister(arguments.ca, context));
    const QByteArray serial = QByteArray::fromStdString(arguments.serial);
    const core::RegisteredCertificate *registered = opened->state().certificate(serial);
    if (!registered)
        return Error{ErrorCode::NotFound, "register.no-certificate", QString::fromLatin1(serial)};
    const QJsonObject object = certificateJson(*registered, context.environment.clock.now());
    for (auto field = object.begin(); field != object.end(); ++field)
        context.output.line(u"%1: %2"_s.arg(field.key(), field.value().toString()));
    context.output.result(object);
    return {};
}

/// The head that the auditor noted; null where none is given.
Result<Digest> notedHead(const VerifyArguments &arguments)
{
    const QByteArray hex = QByteArray::fromStdString(arguments.head);
    if (hex.isEmpty())
        return Digest();
    const auto head = Digest::fromHex(hex);
    if (!head)
        return Error{ErrorCode::InvalidInput, "register.head-form", QString::fromLatin1(hex)};
    if (head->isNull()) // No act has it, and below it says that nothing was noted.
        return Error{ErrorCode::NotTrusted, "register.head", QString::fromLatin1(hex)};
    return *head;
}

Result<void> verify(const VerifyArguments &arguments, const Context &context)
{
    WENYI_TRY(const Digest noted, notedHead(arguments));
    WENYI_TRY(const auto opened, openRegister(arguments.ca, context));
    WENYI_CHECK(core::AuthorityWork(fromArgument(arguments.ca.folder), context.environment).verify(*opened, noted));
    const QString head = QString::fromLatin1(opened->head().toHex());
    const auto size = static_cast<qint64>(opened->state().size());
    context.output.line(u"%1 acts, head %2"_s.arg(size).arg(head));
    context.output.result({{u"acts"_s, size}, {u"head"_s, head}});
    return {};
}

} // namespace

void addCaReports(Command &ca, Chosen &chosen)
{
    auto listing = std::make_shared<ListArguments>();
    Command &all = ca.addCommand("list", "Every certificate and what it is worth");
    addAuthorityFolder(all, listing->ca);
    all.addFlag("--applications", listing->applications, "The applications instead");
    runWhenChosen(all, chosen, listing, list);
    auto showing = std::make_shared<ShowArguments>();
    Command &one = ca.addCommand("show", "One certificate");
    addAuthorityFolder(one, showing->ca);
    one.addOption("serial", showing->serial, "Its serial number").required();
    runWhenChosen(one, chosen, showing, show);
    auto checking = std::make_shared<VerifyArguments>();
    Command &check = ca.addCommand("verify",
        "Every signature and certificate of the register; the auditor keeps the number of acts and the head it tells");
    addAuthorityFolder(check, checking->ca);
    check.addOption("--head", checking->head, "A head that was noted before: is it still in the register?");
    runWhenChosen(check, chosen, checking, verify);
}

} // namespace wenyi::cli
