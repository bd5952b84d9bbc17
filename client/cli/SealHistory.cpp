// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/cli/SealHistory.h"

#include "client/cli/JsonForms.h"

#include <array>

using namespace Qt::StringLiterals;

namespace wenyi::cli {

namespace {

QString kindName(core::SealEventKind kind)
{
    // A seal that another keeper has is issued to that one.
    static constexpr std::array Names{
        "issued", "issued", "replaced", "suspended", "revoked", "resumption-asked", "resumed", "resumption-rejected"};
    return QString::fromLatin1(Names.at(static_cast<size_t>(kind)));
}

bool hasWords(core::SealEventKind kind)
{
    using enum core::SealEventKind;
    return kind != Issued && kind != HandedOver && kind != Replaced;
}

QJsonObject eventJson(const core::SealEvent &event)
{
    QJsonObject row{{u"act"_s, static_cast<qint64>(event.act)}, {u"at"_s, timeText(event.at)}, {u"by"_s, event.by},
        {u"byId"_s, event.byId}, {u"what"_s, kindName(event.kind)}};
    if (!event.keeper.isEmpty())
        row.insert(u"keeper"_s, event.keeper.toString());
    if (event.madeAt)
        row.insert(u"madeAt"_s, timeText(*event.madeAt));
    if (!event.replaces.isEmpty())
        row.insert(u"replaces"_s, event.replaces.toString());
    if (!event.successor.isEmpty())
        row.insert(u"successor"_s, event.successor.toString());
    if (event.since) {
        row.insert(u"since"_s, timeText(*event.since));
        row.insert(u"reason"_s, directory::withdrawalReasonName(event.reason));
    }
    if (event.application != 0)
        row.insert(u"application"_s, static_cast<qint64>(event.application));
    if (hasWords(event.kind))
        row.insert(u"words"_s, event.words);
    return row;
}

} // namespace

QJsonArray sealHistoryJson(const core::CertificateRegister &certificates, const SealId &seal)
{
    QJsonArray history;
    for (const core::SealEvent &event : core::sealHistory(certificates, seal))
        history.append(eventJson(event));
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
