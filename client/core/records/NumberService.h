// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/profile/Workspace.h"
#include "shared/modules/NumberSeries.h"
#include "shared/modules/Record.h"

#include <optional>

namespace wenyi::core {

/// Kind of the journal's entries in a number series' stream.
inline constexpr QStringView SeriesEventKind = u"series.event";

/// Where a number series stands, as this desktop knows it.
struct SeriesView
{
    modules::NumberSeries series;
    /// Whether nobody can come before its opening any more: the unit's log has it, or the unit has no other desktop.
    bool isConfirmed = false;
    QList<std::pair<Digest, Error>> refused; ///< Events that took no effect: the entry and why.
};

/// 编号: draws 发文字号 and 收文编号 so that no two desktops of a unit can draw the same one, offline included.
///
/// A desktop becomes a series' owner by opening it. Two may do so at once while they do not see each other; the unit's
/// log decides, so nobody draws before the opening stands in it. From then on only the owner draws, and whoever it
/// leased a block to. Only a member with the role registrar does any of this ("number.role").
class NumberService
{
public:
    explicit NumberService(Workspace &workspace)
        : m_workspace(workspace)
    {
    }

    /// The series that a module's rule names, of this unit and the year of now (OfficeClock), or the first term of the
    /// office: document numbers under the unit's number code, register numbers and 令号 without one.
    modules::SeriesKey key(const modules::ModuleDefinition &definition, const modules::NumberSeriesRule &rule) const;
    /// The same in the term that the office is in: the last one that somebody opened.
    Result<modules::SeriesKey> current(
        const modules::ModuleDefinition &definition, const modules::NumberSeriesRule &rule);

    Result<SeriesView> series(const modules::SeriesKey &key);
    /// Opens the series where nobody has; `first` is where an office goes on from paper. Does nothing on an open one.
    Result<void> open(const modules::SeriesKey &key, int first = 1);
    /// Opens every series of every module: done when a registrar's desktop is online, so that it can draw when not.
    Result<void> openAll();
    /// Goes on behind the last number that was given on paper or in another program, whether or not the series is open:
    /// those up to it have no document here, for that reason. Fails with NotAllowed "series.taken" where it has gone
    /// further, and as open() and giveUp() do.
    Result<void> goOnFrom(const modules::SeriesKey &key, int last, const QString &reason);
    /// 换届: begins the next term of a series that counts through the years; numbers count from `first` again. Fails
    /// with NotAllowed "number.no-terms" where it counts by the year, and as open() does.
    Result<modules::SeriesKey> beginTerm(const modules::SeriesKey &now, int first = 1);
    /// Gives a block to another desktop of the unit. Fails as NumberSeries::apply() does.
    Result<modules::NumberRange> lease(const modules::SeriesKey &key, const DesktopId &to, int count);
    Result<void> handOver(const modules::SeriesKey &key, const DesktopId &to);
    /// 空号: a number, drawn or held, that no document will have. Fails as NumberSeries::apply() does.
    Result<void> giveUp(const modules::SeriesKey &key, modules::NumberRange range, const QString &reason);
    /// Numbers without a document, with the reasons.
    Result<QList<modules::NumberGap>> gaps(const modules::SeriesKey &key);

    /// Sets the numbers that a task requires and the record lacks, and gives the entries that draw them; they have to
    /// be appended together with the act. A record that drew a number before keeps it, unless it has become one that
    /// another form of number is for, as an order that was drafted as a notice. A series that nobody has opened
    /// yet is opened, which has to reach the unit's log first: then it fails with Unavailable "number.unconfirmed" and
    /// works after the next synchronisation. Fails also with NotAllowed "number.role", Unavailable "number.clock" and
    /// as NumberSeries does.
    Result<QList<journal::NewEntry>> fillIn(const modules::ModuleDefinition &definition,
        const modules::TaskRules &rules, const modules::Record &record, QJsonObject &values);

    /// A number that comes from anywhere but a series is refused: NotAllowed "number.not-drawn".
    static Result<void> checkNoneBrought(const modules::ModuleDefinition &definition, const QJsonObject &values);

private:
    struct Drawn
    {
        int number = 0;
        std::optional<journal::NewEntry> entry; ///< None where the record has its number already.
    };
    Result<Drawn> draw(const modules::SeriesKey &key, const StreamId &record);
    Result<void> openCurrent(const modules::ModuleDefinition &definition, const modules::NumberSeriesRule &rule);
    Result<void> checkRole() const;
    /// What is written into a series goes into the right one.
    Result<void> checkYear() const;
    Result<void> append(const modules::SeriesKey &key, modules::NumberEvent event);
    Result<journal::NewEntry> entryOf(
        const modules::SeriesKey &key, modules::NumberEvent event, modules::NumberSeries &series) const;
    bool isOnlyDesktop() const;

    Workspace &m_workspace;
};

} // namespace wenyi::core
