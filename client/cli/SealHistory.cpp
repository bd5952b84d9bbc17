// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/cli/SealHistory.h"

#include "client/cli/JsonForms.h"

using namespace Qt::StringLiterals;

namespace wenyi::cli {

namespace {

/// What an act says of the seal; nothing where it is about something else.
struct Told
{
    const core::CertificateRegister &certificates;
    const SealId &seal;

    template<typename Other>
    QJsonObject operator()(const Other &) const
    {
        return {};
    }
    QJsonObject operator()(const core::SealRegistration &act) const
    {
        if (act.replaces == seal)
            return {{u"what"_s, u"replaced"_s}, {u"successor"_s, act.seal.id.toString()}};
        if (act.seal.id != seal)
            return {};
        QJsonObject object{{u"what"_s, u"issued"_s}, {u"keeper"_s, act.seal.keeper.toString()}};
        if (act.madeAt)
            object.insert(u"madeAt"_s, timeText(*act.madeAt));
        if (!act.replaces.isEmpty())
            object.insert(u"replaces"_s, act.replaces.toString());
        return object;
    }
    QJsonObject operator()(const core::SealWithdrawalAct &act) const
    {
        if (act.seal != seal)
            return {};
        return {{u"what"_s, directory::sealStateName(act.state)}, {u"since"_s, timeText(act.since)},
            {u"reason"_s, directory::withdrawalReasonName(act.reason)}, {u"words"_s, act.words}};
    }
    QJsonObject operator()(const core::SealResumption &act) const
    {
        if (act.seal != seal)
            return {};
        return {{u"what"_s, u"resumption-asked"_s}, {u"words"_s, act.words}};
    }
    QJsonObject operator()(const core::ApplicationDecision &act) const
    {
        const auto &applications = certificates.state().applications();
        const auto application = applications.find(act.application);
        const auto *resumption = application == applications.end()
                                     ? nullptr
                                     : std::get_if<core::SealResumption>(&application->second.wanted);
        if (!resumption || resumption->seal != seal)
            return {};
        return {{u"what"_s, act.isApproved ? u"resumed"_s : u"resumption-rejected"_s},
            {u"application"_s, static_cast<qint64>(act.application)}, {u"words"_s, act.words}};
    }
};

} // namespace

QJsonArray sealHistory(const core::CertificateRegister &certificates, const SealId &seal)
{
    QJsonArray history;
    for (const core::SignedAct &act : certificates.acts()) {
        QJsonObject row = std::visit(Told{certificates, seal}, act.act.content);
        if (row.isEmpty())
            continue;
        const crypto::Certificate *officer = certificates.state().signer(act.act.signer);
        row.insert(u"act"_s, static_cast<qint64>(act.act.number));
        row.insert(u"at"_s, timeText(act.act.at));
        row.insert(u"by"_s, officer ? officer->commonName() : QString());
        row.insert(u"byId"_s, officer ? officer->subjectId() : QString());
        history.append(row);
    }
    return history;
}

QString historyLine(const QJsonObject &act)
{
    QStringList parts{QString::number(act.value(u"act"_s).toInteger()), act.value(u"at"_s).toString(),
        act.value(u"what"_s).toString(), act.value(u"by"_s).toString()};
    for (const QString &name : {u"keeper"_s, u"madeAt"_s, u"replaces"_s, u"successor"_s, u"since"_s, u"reason"_s}) {
        if (const QString text = act.value(name).toString(); !text.isEmpty())
            parts.append(name + u": "_s + text);
    }
    parts.append(act.value(u"words"_s).toString());
    return parts.join(u"  "_s).trimmed();
}

} // namespace wenyi::cli
