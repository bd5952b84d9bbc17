// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/records/SeriesOverview.h"
#include "client/ui/session/Session.h"

namespace wenyi::ui {

/// The unit's number series as a window shows them.
struct NumbersSheet
{
    QList<core::DrawnSeries> series;
    DesktopId desktop;         ///< This one.
    QList<DesktopId> desktops; ///< All of the unit's.
    bool mayChange = false;    ///< Whether who is at work is a registrar.
};

/// 编号序列: reads the series, again whenever something changed, and has them go on.
class NumbersPresenter final : public QObject
{
    Q_OBJECT

public:
    explicit NumbersPresenter(Session &session, QObject *parent = nullptr);

    void load();
    /// Goes on behind the last number that was given elsewhere; ends with acted() or actFailed().
    void goOn(const modules::SeriesKey &key, int last, const QString &reason);
    /// Begins the term after that one, which counts on from `last`; ends the same.
    void beginTerm(const modules::SeriesKey &key, int last);

Q_SIGNALS:
    void loaded(const wenyi::ui::NumbersSheet &sheet);
    void failed(const wenyi::Error &error);
    void busyChanged(bool busy);
    void acted();
    void actFailed(const wenyi::Error &error);

private:
    using Work = std::function<Result<void>(core::NumberService &)>;
    void act(Work work);

    Session &m_session;
};

} // namespace wenyi::ui
