// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/cli/ArrivalJson.h"

#include "client/cli/JsonForms.h"
#include "client/cli/VerdictReport.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace wenyi::cli {

QJsonObject arrivalJson(const core::Workspace &workspace, const core::ArrivedEnvelope &arrived,
    const exchange::DocumentHeader &header, const core::SealedDocumentVerdict &verdict)
{
    const exchange::EnvelopeRouting &routing = arrived.header.routing();
    return {{u"record"_s, arrived.stream.toString()}, {u"envelope"_s, routing.id.toString()},
        {u"sender"_s, unitJson(workspace, routing.sender)}, {u"sentAt"_s, timeText(routing.created)},
        {u"channel"_s, channelName(arrived.entry.channel)}, {u"urgency"_s, exchange::urgencyWord(routing.urgency)},
        {u"identifier"_s, header.identifier}, {u"number"_s, header.number}, {u"title"_s, header.title},
        {u"secrecy"_s, header.secrecy}, {u"date"_s, header.date.toString(Qt::ISODate)},
        {u"attachments"_s, QJsonArray::fromStringList(header.attachments)}, {u"verdict"_s, verdictJson(verdict)}};
}

} // namespace wenyi::cli
