// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/cli/JsonForms.h"

#include "client/ui/text/Sentences.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace wenyi::cli {

QString timeText(Instant at)
{
    return toDateTime(at).toString(Qt::ISODateWithMs);
}

QJsonObject toJson(const Error &error)
{
    return {{u"code"_s, QString::fromLatin1(errorCodeName(error.code))},
        {u"reason"_s, QString::fromLatin1(error.reason)}, {u"detail"_s, error.detail},
        {u"sentence"_s, ui::sentenceFor(error)}};
}

QJsonObject toJson(const core::SyncReport &report)
{
    QJsonArray refused;
    for (const core::SyncRefusal &refusal : report.refused)
        refused.append(QJsonObject{{u"subject"_s, refusal.subject}, {u"error"_s, toJson(refusal.error)}});
    return {{u"entriesSent"_s, static_cast<qint64>(report.entriesPushed)},
        {u"entriesTaken"_s, static_cast<qint64>(report.entriesPulled)},
        {u"envelopesSent"_s, static_cast<qint64>(report.sent.size())},
        {u"envelopesTaken"_s, static_cast<qint64>(report.arrivals.size())},
        {u"receiptsSent"_s, static_cast<qint64>(report.receiptsSent)},
        {u"receiptsTaken"_s, static_cast<qint64>(report.receiptsTaken)},
        {u"urgesTaken"_s, static_cast<qint64>(report.urgesTaken)}, {u"refused"_s, refused}};
}

QJsonObject registeredSealJson(const directory::RegisteredSeal &seal)
{
    const bool isPersonal = seal.kind == directory::SealKind::Personal;
    QJsonObject object{{u"id"_s, seal.id.toString()}, {u"unit"_s, seal.unit.toString()}, {u"name"_s, seal.name},
        {u"kind"_s, isPersonal ? u"personal"_s : u"unit"_s}, {u"state"_s, sealStateName(seal.state())},
        {u"keeper"_s, seal.keeper.toString()}, {u"digest"_s, QString::fromLatin1(seal.digest.toHex())}};
    const directory::SealWithdrawal *withdrawal = seal.withdrawal();
    if (!withdrawal)
        return object;
    object.insert(u"reason"_s, withdrawalReasonName(withdrawal->reason));
    object.insert(u"since"_s, withdrawal->since ? timeText(*withdrawal->since) : QString());
    return object;
}

QString unitName(const core::Workspace &workspace, const UnitCode &unit)
{
    const directory::Unit *known = workspace.directory().unit(unit);
    return known ? known->name : unit.toString();
}

QJsonObject unitJson(const core::Workspace &workspace, const UnitCode &unit)
{
    return {{u"code"_s, unit.toString()}, {u"name"_s, unitName(workspace, unit)}};
}

QString noveltyName(core::Novelty novelty)
{
    return novelty == core::Novelty::New ? u"new"_s : u"known"_s;
}

QString channelName(core::Channel channel)
{
    return channel == core::Channel::Server ? u"server"_s : u"bundle"_s;
}

} // namespace wenyi::cli
