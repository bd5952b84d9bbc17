// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/exchange/CourierService.h"
#include "client/ui/session/LongWork.h"
#include "client/ui/session/Session.h"

namespace wenyi::ui {

/// A line of what a package is going to hold, with the title of what it belongs to.
struct CargoRow
{
    core::CargoLine line;
    QString title;
};

/// What a package is going to hold.
struct CargoSheet
{
    QList<CargoRow> rows;
    qint64 size = 0;
};

/// U盘导出: whom something waits for, what it is, and writing it.
class ExportPresenter final : public QObject
{
    Q_OBJECT

public:
    explicit ExportPresenter(Session &session, QObject *parent = nullptr);

    void load();
    void readContents(const DesktopId &addressee);
    void write(const DesktopId &addressee, const QString &folder);
    void cancel() { m_work.cancel(); }

Q_SIGNALS:
    void loaded(const QList<wenyi::core::CourierPeer> &peers);
    void contentsRead(const wenyi::ui::CargoSheet &sheet);
    /// Of 1000.
    void progressed(int done);
    /// The package lies on the drive, synced and read back.
    void written(const wenyi::core::ExportReport &report);
    /// Reading lists failed.
    void failed(const wenyi::Error &error);
    /// Nothing was written.
    void notWritten(const wenyi::Error &error);

private:
    Session &m_session;
    LongWork m_work;
};

} // namespace wenyi::ui
