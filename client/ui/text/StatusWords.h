// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/protocol/ServerReport.h"

#include <QString>

namespace wenyi::ui {

/// One figure of a server as a person reads it.
struct FigureWords
{
    QString name;
    QString value;
};

/// ● 正常 · 已运行3天, ▲ and what is to be seen to first.
QString healthWords(const protocol::ServerReport &report);
/// The figures that a report has, in a fixed order; what a server does not tell is not among them.
QList<FigureWords> figureWords(const protocol::ServerReport &report);
/// Storage alone: the store, the disk, quotas, retention.
QList<FigureWords> storageWords(const protocol::ServerReport &report);
/// 未回执 12 件，最早的已 3 天; nothing owed: an empty text.
QString owedWords(const protocol::UnitLine &unit, Instant now);
/// For how long the other unit has waited: 3 天.
QString ageWords(Instant since, Instant now);
/// 3天, 5小时, 12分钟, 8秒: the largest whole unit.
QString durationWords(qint64 seconds);
/// What a refusal's reason means to an administrator: what was tried.
QString refusalWords(const QByteArray &reason);

} // namespace wenyi::ui
