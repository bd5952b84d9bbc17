// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/modules/ModuleDefinition.h"

namespace wenyi::modules {

namespace {

QString nameOf(const QList<NamedWord> &words, const QString &id)
{
    for (const NamedWord &word : words) {
        if (word.id == id)
            return word.name;
    }
    return id;
}

} // namespace

const HolidayCalendar &ModuleDefinition::holidays() const
{
    static const HolidayCalendar weekends;
    return calendar ? *calendar : weekends;
}

QString ModuleDefinition::roleName(const QString &role) const
{
    return nameOf(roles, role);
}

QString ModuleDefinition::outcomeName(const QString &outcome) const
{
    return nameOf(outcomes, outcome);
}

QString ModuleDefinition::actName(const QString &act) const
{
    return nameOf(acts, act);
}

const NumberSeriesRule *ModuleDefinition::seriesOf(const QString &field, const QJsonObject &values) const
{
    const NumberSeriesRule *usual = nullptr;
    for (const NumberSeriesRule &rule : series) {
        if (rule.field != field)
            continue;
        if (rule.condition && rule.condition->holds(values))
            return &rule;
        if (!rule.condition && !usual)
            usual = &rule;
    }
    return usual;
}

} // namespace wenyi::modules
