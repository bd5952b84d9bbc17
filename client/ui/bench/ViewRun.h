// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/ui/viewer/DocumentViewer.h"
#include "shared/layout/FontSet.h"

#include <QElapsedTimer>
#include <QJsonObject>
#include <QTimer>

#include <memory>

namespace wenyi::ui {

/// What one run is to do; see main.cpp.
struct ViewPlan
{
    QStringList files; ///< Each opened in a viewer of its own, to the picture with its first page.
    QString source;    ///< A text that is set again and again until there are `pages`, and scrolled through.
    qsizetype pages = 1000;
    QString fonts;
};

/// Opens files and scrolls through many pages, prints what that took as JSON, and ends the program.
class ViewRun final : public QObject
{
    Q_OBJECT

public:
    explicit ViewRun(ViewPlan plan);

    void begin();

private:
    void openNext();
    void startScrolling();
    void scrollOn();
    void finish();
    void fail(const QString &why);
    core::ViewedFileRef manyPages();

    ViewPlan m_plan;
    layout::FontSetRef m_fonts;
    std::unique_ptr<DocumentViewer> m_viewer;
    QElapsedTimer m_opening;
    QElapsedTimer m_scrolling;
    QElapsedTimer m_beat;
    QTimer m_heart; ///< Beats as often as it can: the longest pause is the longest time in which nobody was answered.
    QTimer m_step;
    qint64 m_longest = 0; ///< ns
    qint64 m_steps = 0;
    qsizetype m_mostBytes = 0;
    qsizetype m_next = 0;
    QJsonObject m_firstPage;
    QJsonObject m_result;
};

} // namespace wenyi::ui
