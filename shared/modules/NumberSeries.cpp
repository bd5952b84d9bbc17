// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/modules/NumberSeries.h"

#include "shared/base/CborReader.h"
#include "shared/base/CborWriter.h"

#include <QStringList>

#include <algorithm>

namespace wenyi::modules {

using namespace Qt::StringLiterals;

namespace {

constexpr quint64 PayloadVersion = 1;
// Five digits at most (GB/T 9704 sets no limit; no office comes near it in a year).
constexpr int MaximumNumber = 99'999;
constexpr int MaximumBlock = 10'000;
constexpr qsizetype MaximumReason = 2'000;
constexpr qsizetype MaximumId = 256;

Error refused(const QByteArray &reason, int number = 0)
{
    return Error{ErrorCode::NotAllowed, reason, number > 0 ? QString::number(number) : QString()};
}

bool isSound(NumberRange range)
{
    return range.first >= 1 && range.last >= range.first && range.last <= MaximumNumber
           && range.last - range.first < MaximumBlock;
}

} // namespace

StreamId SeriesKey::stream() const
{
    // The separator is escaped, so that two series can never share a stream.
    const auto part = [](QString text) { return text.replace(u'%', u"%25"_s).replace(u'/', u"%2F"_s); };
    const QString period = term > 0 ? u"term-%1"_s.arg(term) : QString::number(year);
    return StreamId(QStringList{u"series"_s, part(unit.toString()), part(series), part(numberCode), period}.join(u'/'));
}

QByteArray NumberEvent::toBytes() const
{
    CborWriter out;
    out.startArray(8);
    out.unsignedInteger(PayloadVersion);
    out.unsignedInteger(static_cast<quint64>(kind));
    out.integer(range.first);
    out.integer(range.last);
    out.id(to);
    out.id(record);
    out.text(reason);
    out.instant(at);
    out.endArray();
    return out.take();
}

Result<NumberEvent> NumberEvent::fromBytes(QByteArrayView bytes, const Digest &entry, const DesktopId &desktop)
{
    CborReader in(bytes);
    NumberEvent event;
    event.entry = entry;
    event.desktop = desktop;
    in.startArray(8);
    if (in.unsignedInteger() != PayloadVersion)
        in.fail(ErrorCode::Unsupported, "number-event.version");
    const quint64 kind = in.unsignedInteger(static_cast<quint64>(NumberEventKind::HandOver));
    const qint64 first = in.integer();
    const qint64 last = in.integer();
    event.to = in.id<DesktopId>(MaximumId);
    event.record = in.id<StreamId>(MaximumId);
    event.reason = in.text(MaximumReason);
    event.at = in.instant();
    in.endArray();
    if (kind == 0 || first < 0 || last < 0 || first > MaximumNumber || last > MaximumNumber)
        in.fail(ErrorCode::Corrupt, "number-event.field");
    WENYI_CHECK(in.finish());
    event.kind = static_cast<NumberEventKind>(kind);
    event.range = {static_cast<int>(first), static_cast<int>(last)};
    return event;
}

Result<void> NumberSeries::apply(const NumberEvent &event)
{
    if (event.kind == NumberEventKind::Open)
        return open(event);
    if (m_owner.isEmpty())
        return refused("series.not-open");
    switch (event.kind) {
    case NumberEventKind::Open:
        break;
    case NumberEventKind::Lease:
        return lease(event);
    case NumberEventKind::Draw:
        return draw(event);
    case NumberEventKind::Void:
        return giveUp(event);
    case NumberEventKind::HandOver:
        return handOver(event);
    }
    return Error{ErrorCode::InvalidInput, "series.range", {}};
}

Result<void> NumberSeries::open(const NumberEvent &event)
{
    if (!m_owner.isEmpty())
        return refused("series.open-already");
    if (event.range.first < 1 || event.range.first > MaximumNumber)
        return Error{ErrorCode::InvalidInput, "series.range", QString::number(event.range.first)};
    m_owner = event.desktop;
    m_free = event.range.first;
    return {};
}

Result<void> NumberSeries::lease(const NumberEvent &event)
{
    if (event.desktop != m_owner)
        return refused("series.not-owner");
    if (!isSound(event.range) || event.to.isEmpty())
        return Error{ErrorCode::InvalidInput, "series.range", {}};
    // A block begins where the owner's own numbers do, or gaps nobody holds would come into being.
    if (event.range.first != m_free)
        return refused("series.not-next", m_free);
    m_blocks.append({event.to, event.range});
    m_free = event.range.last + 1;
    return {};
}

Result<void> NumberSeries::draw(const NumberEvent &event)
{
    const int number = event.range.first;
    if (event.range.last != number || !isSound(event.range) || event.record.isEmpty())
        return Error{ErrorCode::InvalidInput, "series.range", {}};
    if (m_drawn.contains(number) || m_voided.contains(number))
        return refused("series.taken", number);
    if (!holds(event.desktop, event.range))
        return refused("series.not-holder", number);
    if (const auto now = next(event.desktop); !now || *now != number)
        return refused("series.not-next", number);
    if (numberOf(event.record))
        return refused("series.drawn-already", *numberOf(event.record));
    takeOut(event.desktop, event.range);
    m_drawn.emplace(number, event.record);
    return {};
}

Result<void> NumberSeries::giveUp(const NumberEvent &event)
{
    if (!isSound(event.range))
        return Error{ErrorCode::InvalidInput, "series.range", {}};
    if (event.reason.trimmed().isEmpty())
        return refused("series.reason");
    // Drawn ones may be given up by the owner alone, held ones by whoever holds them, from the front.
    const auto isDrawn = [this](int number) { return m_drawn.contains(number); };
    if (event.range.first == event.range.last && isDrawn(event.range.first)) {
        if (event.desktop != m_owner)
            return refused("series.not-owner");
        m_drawn.erase(event.range.first);
        m_voided.emplace(event.range.first, event.reason);
        return {};
    }
    if (!holds(event.desktop, event.range))
        return refused("series.not-holder", event.range.first);
    if (const auto now = next(event.desktop); !now || *now != event.range.first)
        return refused("series.not-next", event.range.first);
    takeOut(event.desktop, event.range);
    for (int number = event.range.first; number <= event.range.last; ++number)
        m_voided.emplace(number, event.reason);
    return {};
}

Result<void> NumberSeries::handOver(const NumberEvent &event)
{
    if (event.desktop != m_owner)
        return refused("series.not-owner");
    if (event.to.isEmpty())
        return Error{ErrorCode::InvalidInput, "series.range", {}};
    m_owner = event.to;
    return {};
}

// Whether all of a range is a desktop's to use: of one block of its own, or of the owner's free end.
bool NumberSeries::holds(const DesktopId &desktop, NumberRange range) const
{
    if (desktop == m_owner && range.first >= m_free)
        return true;
    return std::any_of(m_blocks.begin(), m_blocks.end(), [&](const Block &block) {
        return block.holder == desktop && block.rest.contains(range.first) && block.rest.contains(range.last);
    });
}

void NumberSeries::takeOut(const DesktopId &desktop, NumberRange range)
{
    for (Block &block : m_blocks) {
        if (block.holder == desktop && block.rest.contains(range.first)) {
            block.rest.first = range.last + 1;
            m_blocks.removeIf([](const Block &one) { return one.rest.first > one.rest.last; });
            return;
        }
    }
    m_free = range.last + 1;
}

Result<int> NumberSeries::next(const DesktopId &desktop) const
{
    if (m_owner.isEmpty())
        return refused("series.not-open");
    // A block of one's own first: an owner by hand-over uses up what it was leased before.
    if (const auto own = leases(desktop); !own.isEmpty())
        return own.constFirst().first;
    if (desktop != m_owner)
        return refused("series.not-holder");
    if (m_free > MaximumNumber)
        return refused("series.used-up");
    return m_free;
}

Result<int> NumberSeries::numberOf(const StreamId &record) const
{
    for (const auto &[number, holder] : m_drawn) {
        if (holder == record)
            return number;
    }
    return Error{ErrorCode::NotFound, "series.no-number", record.toString()};
}

QList<NumberRange> NumberSeries::leases(const DesktopId &desktop) const
{
    QList<NumberRange> leases;
    for (const Block &block : m_blocks) {
        if (block.holder == desktop)
            leases.append(block.rest);
    }
    return leases;
}

QList<NumberGap> NumberSeries::gaps() const
{
    QList<NumberGap> gaps;
    for (const auto &[number, reason] : m_voided) {
        if (!gaps.isEmpty() && gaps.constLast().range.last + 1 == number && gaps.constLast().reason == reason)
            gaps.last().range.last = number;
        else
            gaps.append(NumberGap{{number, number}, reason});
    }
    // What stands in a block below a number drawn elsewhere has not been used so far: a gap for whoever reads the
    // register.
    const int highest = m_drawn.empty() ? 0 : m_drawn.rbegin()->first;
    for (const Block &block : m_blocks) {
        if (block.rest.first < highest)
            gaps.append(NumberGap{{block.rest.first, std::min(block.rest.last, highest)}, {}});
    }
    std::sort(
        gaps.begin(), gaps.end(), [](const NumberGap &a, const NumberGap &b) { return a.range.first < b.range.first; });
    return gaps;
}

} // namespace wenyi::modules
