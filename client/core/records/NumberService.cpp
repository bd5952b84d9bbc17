// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/records/NumberService.h"

#include "client/core/records/OfficeClock.h"
#include "shared/document/DocumentNumber.h"
#include "shared/document/RunningNumber.h"
#include "shared/modules/FieldValue.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wenyi::core {

using modules::NumberEvent;
using modules::NumberEventKind;
using modules::SeriesKey;

namespace {

/// More terms than an office has had in its time.
constexpr int MostTerms = 1'000;
/// What one event gives up at most.
constexpr int MostAtOnce = 10'000;

/// Whether a number is of the form that a rule's series gives.
bool isOfForm(const QJsonValue &number, const modules::NumberSeriesRule &rule)
{
    if (!number.isString())
        return true;
    const auto running = document::RunningNumber::parse(number.toString());
    return rule.running ? running && running->word == *rule.running : !running;
}

QJsonValue numberValue(const modules::NumberSeriesRule &rule, modules::FieldKind kind, const SeriesKey &key, int number)
{
    if (rule.running)
        return document::RunningNumber{*rule.running, number}.toString();
    if (kind == modules::FieldKind::DocumentNumber)
        return document::DocumentNumber{key.numberCode, key.year, number}.toString();
    return number;
}

} // namespace

SeriesKey NumberService::key(const modules::ModuleDefinition &definition, const modules::NumberSeriesRule &rule) const
{
    // Where the year cannot be told nothing is drawn (checkYear()).
    const int year = OfficeClock(m_workspace).year().value_or(yearInChina(m_workspace.environment().clock.now()));
    const bool isByTerm = rule.period == modules::NumberPeriod::Term;
    SeriesKey key{m_workspace.profile().unit, rule.series, {}, isByTerm ? 0 : year, isByTerm ? 1 : 0};
    const modules::FormField *field = definition.form.field(rule.field);
    const directory::Unit *unit = m_workspace.directory().unit(key.unit);
    if (field && field->kind == modules::FieldKind::DocumentNumber && !rule.running && unit)
        key.numberCode = unit->numberCode;
    return key;
}

Result<SeriesKey> NumberService::current(
    const modules::ModuleDefinition &definition, const modules::NumberSeriesRule &rule)
{
    SeriesKey now = key(definition, rule);
    while (now.term > 0 && now.term < MostTerms) {
        SeriesKey next = now;
        ++next.term;
        WENYI_TRY(const SeriesView view, series(next));
        if (view.series.owner().isEmpty())
            break;
        now = next;
    }
    return now;
}

bool NumberService::isOnlyDesktop() const
{
    const auto &desktops = m_workspace.directory().content().desktops;
    return std::none_of(desktops.begin(), desktops.end(), [this](const directory::Desktop &desktop) {
        return desktop.unit == m_workspace.profile().unit && desktop.id != m_workspace.profile().desktop;
    });
}

Result<SeriesView> NumberService::series(const SeriesKey &key)
{
    SeriesView view;
    WENYI_TRY(const auto entries, m_workspace.journal().stream(key.stream()));
    for (const auto &[stored, number, payload] : entries) {
        if (stored.entry.kind != SeriesEventKind || !payload)
            continue;
        const auto event = NumberEvent::fromBytes(*payload, stored.id, stored.entry.desktop);
        const Result<void> applied = event ? view.series.apply(*event) : Result<void>(event.error());
        if (!applied)
            view.refused.append({stored.id, applied.error()});
        else if (event->kind == NumberEventKind::Open)
            view.isConfirmed = number.has_value() || isOnlyDesktop();
    }
    return view;
}

Result<void> NumberService::checkRole() const
{
    if (!m_workspace.member().has(directory::Role::Registrar))
        return Error{ErrorCode::NotAllowed, "number.role", m_workspace.member().id.toString()};
    return {};
}

Result<void> NumberService::checkYear() const
{
    WENYI_CHECK(OfficeClock(m_workspace).year());
    return {};
}

// The entry of an event, which is applied to the series on the way: what the rules refuse is not written.
Result<journal::NewEntry> NumberService::entryOf(
    const SeriesKey &key, NumberEvent event, modules::NumberSeries &series) const
{
    event.desktop = m_workspace.profile().desktop;
    event.at = m_workspace.environment().clock.now();
    WENYI_CHECK(series.apply(event));
    const QByteArray payload = event.toBytes();
    WENYI_CHECK(NumberEvent::fromBytes(payload, {}, event.desktop));
    return journal::NewEntry{
        key.stream(), u"series"_s, SeriesEventKind.toString(), payload, {}, m_workspace.profile().unit.toString()};
}

Result<void> NumberService::append(const SeriesKey &key, NumberEvent event)
{
    WENYI_CHECK(checkRole());
    WENYI_CHECK(checkYear());
    WENYI_TRY(SeriesView view, series(key));
    if (event.kind != NumberEventKind::Open && !view.series.owner().isEmpty() && !view.isConfirmed)
        return Error{ErrorCode::Unavailable, "number.unconfirmed", key.stream().toString()};
    WENYI_TRY(const auto entry, entryOf(key, std::move(event), view.series));
    WENYI_CHECK(m_workspace.journal().append(m_workspace.member().id, {entry}));
    return {};
}

Result<void> NumberService::open(const SeriesKey &key, int first)
{
    WENYI_TRY(const SeriesView view, series(key));
    if (!view.series.owner().isEmpty())
        return {};
    NumberEvent event;
    event.kind = NumberEventKind::Open;
    event.range = {first, first};
    return append(key, event);
}

Result<void> NumberService::openAll()
{
    for (const modules::ModuleDefinition *definition : m_workspace.modules().modules()) {
        for (const modules::NumberSeriesRule &rule : definition->series)
            WENYI_CHECK(openCurrent(*definition, rule));
    }
    return {};
}

Result<void> NumberService::openCurrent(
    const modules::ModuleDefinition &definition, const modules::NumberSeriesRule &rule)
{
    WENYI_TRY(const SeriesKey now, current(definition, rule));
    return open(now);
}

Result<void> NumberService::goOnFrom(const SeriesKey &key, int last, const QString &reason)
{
    WENYI_TRY(const SeriesView view, series(key));
    if (view.series.owner().isEmpty())
        return open(key, last + 1);
    WENYI_TRY(int next, view.series.next(m_workspace.profile().desktop));
    if (next > last + 1)
        return Error{ErrorCode::NotAllowed, "series.taken", QString::number(next - 1)};
    for (; next <= last; next += MostAtOnce)
        WENYI_CHECK(giveUp(key, {next, std::min(last, next + MostAtOnce - 1)}, reason));
    return {};
}

Result<SeriesKey> NumberService::beginTerm(const SeriesKey &now, int first)
{
    if (now.term == 0)
        return Error{ErrorCode::NotAllowed, "number.no-terms", now.series};
    SeriesKey next = now;
    ++next.term;
    WENYI_CHECK(open(next, first));
    return next;
}

Result<modules::NumberRange> NumberService::lease(const SeriesKey &key, const DesktopId &to, int count)
{
    const directory::Desktop *desktop = m_workspace.directory().desktop(to);
    if (!desktop || desktop->unit != key.unit)
        return Error{ErrorCode::NotFound, "number.no-such-desktop", to.toString()};
    WENYI_TRY(const SeriesView view, series(key));
    // The block begins at the owner's free end, which only the owner's own next number tells once its leases are used.
    WENYI_TRY(const int first, view.series.next(m_workspace.profile().desktop));
    NumberEvent event;
    event.kind = NumberEventKind::Lease;
    event.range = {first, first + count - 1};
    event.to = to;
    WENYI_CHECK(append(key, event));
    return event.range;
}

Result<void> NumberService::handOver(const SeriesKey &key, const DesktopId &to)
{
    const directory::Desktop *desktop = m_workspace.directory().desktop(to);
    if (!desktop || desktop->unit != key.unit)
        return Error{ErrorCode::NotFound, "number.no-such-desktop", to.toString()};
    NumberEvent event;
    event.kind = NumberEventKind::HandOver;
    event.to = to;
    return append(key, event);
}

Result<void> NumberService::giveUp(const SeriesKey &key, modules::NumberRange range, const QString &reason)
{
    NumberEvent event;
    event.kind = NumberEventKind::Void;
    event.range = range;
    event.reason = reason;
    return append(key, event);
}

Result<QList<modules::NumberGap>> NumberService::gaps(const SeriesKey &key)
{
    WENYI_TRY(const SeriesView view, series(key));
    return view.series.gaps();
}

Result<NumberService::Drawn> NumberService::draw(const SeriesKey &key, const StreamId &record)
{
    WENYI_TRY(SeriesView view, series(key));
    if (const auto has = view.series.numberOf(record))
        return Drawn{*has, {}};
    WENYI_CHECK(checkRole());
    WENYI_CHECK(checkYear());
    if (view.series.owner().isEmpty()) {
        WENYI_CHECK(open(key));
        WENYI_TRY(view, series(key));
    }
    if (!view.isConfirmed)
        return Error{ErrorCode::Unavailable, "number.unconfirmed", key.stream().toString()};
    NumberEvent event;
    event.kind = NumberEventKind::Draw;
    event.record = record;
    WENYI_TRY(const int number, view.series.next(m_workspace.profile().desktop));
    event.range = {number, number};
    WENYI_TRY(auto entry, entryOf(key, event, view.series));
    return Drawn{number, std::move(entry)};
}

Result<void> NumberService::checkNoneBrought(const modules::ModuleDefinition &definition, const QJsonObject &values)
{
    for (const modules::NumberSeriesRule &rule : definition.series) {
        if (values.contains(rule.field))
            return Error{ErrorCode::NotAllowed, "number.not-drawn", rule.field};
    }
    return {};
}

Result<QList<journal::NewEntry>> NumberService::fillIn(const modules::ModuleDefinition &definition,
    const modules::TaskRules &rules, const modules::Record &record, QJsonObject &values)
{
    QList<journal::NewEntry> entries;
    for (const modules::NumberSeriesRule &rule : definition.series) {
        const QJsonValue has = record.values().value(rule.field);
        if (!rules.required.contains(rule.field) || definition.seriesOf(rule.field, record.values()) != &rule)
            continue;
        if (!modules::isUnset(has) && isOfForm(has, rule))
            continue;
        WENYI_TRY(const SeriesKey series, current(definition, rule));
        WENYI_TRY(const Drawn drawn, draw(series, record.stream));
        const modules::FormField *field = definition.form.field(rule.field);
        const auto kind = field ? field->kind : modules::FieldKind::SerialNumber;
        values.insert(rule.field, numberValue(rule, kind, series, drawn.number));
        if (drawn.entry)
            entries.append(*drawn.entry);
    }
    return entries;
}

} // namespace wenyi::core
