// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/document/RunningNumber.h"
#include "shared/modules/Condition.h"
#include "shared/modules/FormDefinition.h"
#include "shared/modules/HolidayCalendar.h"
#include "shared/modules/ProcessDefinition.h"
#include "shared/modules/SheetDefinition.h"

#include <QList>
#include <QString>

#include <chrono>
#include <memory>
#include <optional>

namespace wenyi::modules {

/// A word of the module's own and what the person reads: a role, an outcome.
struct NamedWord
{
    QString id;
    QString name;
};

/// A column of the module's list.
struct ListColumn
{
    QString field;
    int width = 10; ///< In characters.
};

/// How far a number series counts before it begins anew.
enum class NumberPeriod {
    Year, ///< "year"
    Term  ///< "term": through the years, until the office begins a new one (届).
};

/// Which field draws its value from a number series. Of several for one field the first whose condition the record
/// fulfils draws, and where there is none the one without a condition.
struct NumberSeriesRule
{
    QString field;  ///< Of kind document-number or serial-number.
    QString series; ///< Name of the series within the unit; the number code and the period complete it.
    /// "第N号", "第N期": the number without number code and year. Nothing: as the field's kind writes it.
    std::optional<document::RunningNumber::Word> running = {};
    NumberPeriod period = NumberPeriod::Year;
    std::optional<Condition> condition = {};
};

/// module.json with the three other files of its folder: one version of a business module.
struct ModuleDefinition
{
    QString id;
    int version = 1;
    QString name;                       ///< Chinese, e.g. 发文.
    QString titleField;                 ///< What a record is called in lists.
    std::chrono::hours urgeInterval{0}; ///< A task is urged once in that time (催办); 0: as often as one likes.
    QList<NamedWord> roles;
    QList<NamedWord> outcomes;
    QList<NamedWord> acts;
    QList<ListColumn> columns;
    QList<NumberSeriesRule> series;
    FormDefinition form;
    ProcessDefinition process;
    SheetDefinition sheet;
    std::shared_ptr<const HolidayCalendar> calendar; ///< What working days are reckoned by; see holidays().

    /// The calendar; weekends alone where there is none.
    const HolidayCalendar &holidays() const;
    /// The Chinese name; the id itself where there is none.
    QString roleName(const QString &role) const;
    QString outcomeName(const QString &outcome) const;
    QString actName(const QString &act) const;
    /// The rule that a field of a record draws by; null where it draws by none.
    const NumberSeriesRule *seriesOf(const QString &field, const QJsonObject &values) const;
};

} // namespace wenyi::modules
