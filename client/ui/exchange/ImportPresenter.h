// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/exchange/CourierService.h"
#include "client/ui/session/LongWork.h"
#include "client/ui/session/Session.h"

namespace wenyi::ui {

/// What became of one item of a package, with the title of what it belongs to.
struct ImportRow
{
    core::ImportLine line;
    QString title;
    QString unitName; ///< Who gave a receipt.
};

/// What became of a package.
struct ImportSheet
{
    core::ImportReport report;
    QList<ImportRow> rows;
};

/// U盘导入: which packages lie in a folder, and taking one in.
class ImportPresenter final : public QObject
{
    Q_OBJECT

public:
    explicit ImportPresenter(Session &session, QObject *parent = nullptr);

    /// Whether this member may take anything in; failed() tells why not.
    void load();
    void look(const QString &folder);
    void take(const QString &folder, const QString &fileName, exchange::GapPolicy gaps);
    void cancel() { m_work.cancel(); }
    const Clock &clock() const { return m_session.environment().clock; }

Q_SIGNALS:
    void loaded();
    void found(const QList<wenyi::core::FoundBundle> &bundles);
    /// Of 1000; at the end of it the package is verified and its items are taken.
    void progressed(int done);
    void taken(const wenyi::ui::ImportSheet &sheet);
    void failed(const wenyi::Error &error);
    /// The package as a whole was not taken: nothing changed.
    void notTaken(const wenyi::Error &error);

private:
    Session &m_session;
    LongWork m_work;
};

} // namespace wenyi::ui
