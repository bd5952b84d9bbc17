// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/protocol/ServerReport.h"

#include "shared/base/CborReader.h"
#include "shared/base/CborWriter.h"

#include <limits>

namespace wenyi::protocol {

namespace {

constexpr quint64 Version = 1;
constexpr qsizetype NameLimit = 256;
constexpr qsizetype NamesLimit = 512;
/// A count on the wire is never over this, so that it fits whatever its reader makes of it.
constexpr quint64 LargestCount = std::numeric_limits<qint64>::max();

/// The end of the year 9999: what lies beyond is no moment that anybody could reckon with.
constexpr qint64 LatestMoment = 253'402'300'799'999;

Instant readInstant(CborReader &in)
{
    const qint64 milliseconds = in.integer();
    if (milliseconds >= 0 && milliseconds <= LatestMoment)
        return instantFromMilliseconds(milliseconds);
    in.fail(ErrorCode::Corrupt, "report.time", QString::number(milliseconds));
    return {};
}

void write(CborWriter &out, const NamedFigures &figures)
{
    out.startArray(figures.size());
    for (auto figure = figures.begin(); figure != figures.end(); ++figure) {
        out.startArray(2);
        out.bytes(figure.key());
        out.integer(*figure);
        out.endArray();
    }
    out.endArray();
}

NamedFigures readFigures(CborReader &in)
{
    NamedFigures figures;
    const qsizetype count = in.startList(NamesLimit);
    for (qsizetype i = 0; i < count && in.ok(); ++i) {
        in.startArray(2);
        const QByteArray name = in.bytes(NameLimit);
        // In order, so that there is one form of each report.
        if (!figures.isEmpty() && !(figures.lastKey() < name))
            in.fail(ErrorCode::Corrupt, "report.names", QString::fromLatin1(name));
        figures.insert(name, in.integer());
        in.endArray();
    }
    in.endArray();
    return figures;
}

void write(CborWriter &out, const std::optional<Instant> &moment)
{
    if (moment)
        out.instant(*moment);
    else
        out.null();
}

std::optional<Instant> readMoment(CborReader &in)
{
    if (in.takeNull())
        return std::nullopt;
    return readInstant(in);
}

void write(CborWriter &out, const DesktopLine &line)
{
    out.startArray(6);
    out.id(line.desktop);
    out.id(line.unit);
    out.instant(line.since);
    out.unsignedInteger(line.silentSeconds);
    out.unsignedInteger(line.directory);
    out.unsignedInteger(line.behind);
    out.endArray();
}

void read(CborReader &in, DesktopLine &line)
{
    in.startArray(6);
    line.desktop = in.id<DesktopId>();
    line.unit = in.id<UnitCode>();
    line.since = readInstant(in);
    line.silentSeconds = in.unsignedInteger(LargestCount);
    line.directory = in.unsignedInteger(LargestCount);
    line.behind = in.unsignedInteger(LargestCount);
    in.endArray();
}

void write(CborWriter &out, const OwedLine &line)
{
    out.startArray(3);
    out.id(line.sender);
    out.unsignedInteger(line.number);
    out.instant(line.since);
    out.endArray();
}

void read(CborReader &in, OwedLine &line)
{
    in.startArray(3);
    line.sender = in.id<UnitCode>();
    line.number = in.unsignedInteger(LargestCount);
    line.since = readInstant(in);
    in.endArray();
}

void write(CborWriter &out, const UnitLine &line)
{
    out.startArray(7);
    out.id(line.unit);
    out.startArray(static_cast<qsizetype>(line.waiting.size()));
    for (const quint64 waiting : line.waiting)
        out.unsignedInteger(waiting);
    out.endArray();
    write(out, line.waitingSince);
    out.unsignedInteger(line.owed);
    write(out, line.owedSince);
    out.unsignedInteger(line.storedBytes);
    out.startArray(line.owedTo.size());
    for (const OwedLine &owed : line.owedTo)
        write(out, owed);
    out.endArray();
    out.endArray();
}

void read(CborReader &in, UnitLine &line)
{
    in.startArray(7);
    line.unit = in.id<UnitCode>();
    in.startArray(static_cast<qsizetype>(line.waiting.size()));
    for (quint64 &waiting : line.waiting)
        waiting = in.unsignedInteger(LargestCount);
    in.endArray();
    line.waitingSince = readMoment(in);
    line.owed = in.unsignedInteger(LargestCount);
    line.owedSince = readMoment(in);
    line.storedBytes = in.unsignedInteger(LargestCount);
    const qsizetype count = in.startList(OwedLines);
    for (qsizetype i = 0; i < count && in.ok(); ++i)
        read(in, line.owedTo.emplaceBack());
    in.endArray();
    in.endArray();
}

void write(CborWriter &out, const StatusSample &sample)
{
    out.startArray(10);
    out.unsignedInteger(sample.number);
    out.instant(sample.at);
    for (const quint64 value : {sample.envelopes, sample.envelopeBytes, sample.requests, sample.refused,
             sample.strangers, sample.activeDesktops, sample.waiting, sample.storeBytes})
        out.unsignedInteger(value);
    out.endArray();
}

void read(CborReader &in, StatusSample &sample)
{
    in.startArray(10);
    sample.number = in.unsignedInteger(LargestCount);
    sample.at = readInstant(in);
    for (quint64 *value : {&sample.envelopes, &sample.envelopeBytes, &sample.requests, &sample.refused,
             &sample.strangers, &sample.activeDesktops, &sample.waiting, &sample.storeBytes})
        *value = in.unsignedInteger(LargestCount);
    in.endArray();
}

template<typename Line>
void writeList(CborWriter &out, const QList<Line> &lines)
{
    out.startArray(lines.size());
    for (const Line &line : lines)
        write(out, line);
    out.endArray();
}

template<typename Line>
void readList(CborReader &in, QList<Line> &lines)
{
    const qsizetype count = in.startList(ReportLines);
    for (qsizetype i = 0; i < count && in.ok(); ++i)
        read(in, lines.emplaceBack());
    in.endArray();
}

} // namespace

Result<QByteArray> ServerReport::toBytes() const
{
    CborWriter out;
    out.startArray(9);
    out.unsignedInteger(Version);
    out.instant(at);
    out.instant(startedAt);
    out.bytes(ailment);
    write(out, figures);
    write(out, refusals);
    writeList(out, desktops);
    writeList(out, units);
    writeList(out, samples);
    out.endArray();
    QByteArray bytes = out.take();
    if (bytes.size() > LargestReport)
        return Error{ErrorCode::TooLarge, "report.size", QString::number(bytes.size())};
    return bytes;
}

Result<QByteArray> ServerReport::toFittingBytes() const
{
    auto bytes = toBytes();
    if (bytes || bytes.error().code != ErrorCode::TooLarge)
        return bytes;
    ServerReport shorter = *this;
    for (UnitLine &line : shorter.units)
        line.owedTo.clear();
    return shorter.toBytes();
}

Result<ServerReport> ServerReport::fromBytes(QByteArrayView bytes)
{
    if (bytes.size() > LargestReport)
        return Error{ErrorCode::TooLarge, "report.size", QString::number(bytes.size())};
    CborReader in(bytes);
    in.startArray(9);
    if (const quint64 version = in.unsignedInteger(); in.ok() && version != Version)
        in.fail(ErrorCode::Unsupported, "report.version", QString::number(version));
    ServerReport report;
    report.at = readInstant(in);
    report.startedAt = readInstant(in);
    report.ailment = in.bytes(NameLimit);
    report.figures = readFigures(in);
    report.refusals = readFigures(in);
    readList(in, report.desktops);
    readList(in, report.units);
    readList(in, report.samples);
    in.endArray();
    WENYI_CHECK(in.finish());
    return report;
}

std::optional<qint64> ServerReport::figure(const QByteArray &name) const
{
    const auto found = figures.find(name);
    return found == figures.end() ? std::nullopt : std::optional(*found);
}

} // namespace wenyi::protocol
