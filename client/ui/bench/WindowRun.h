// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/ui/app/MainWindow.h"
#include "client/ui/session/Session.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonObject>

#include <memory>

namespace wenyi::ui {

/// What one run is to do; see main.cpp.
struct WindowPlan
{
    QString mode;
    QString profile;
    MemberId member;
    int rounds = 1;
    qint64 started = 0; ///< When the process was started, ns of the steady clock.
};

/// Opens windows as the plan says, prints what that took as JSON, and ends the program.
class WindowRun final : public QObject
{
    Q_OBJECT

public:
    WindowRun(WindowPlan plan, const core::Environment &environment);
    ~WindowRun() override;

    void begin();

private:
    using Next = void (WindowRun::*)();
    double sinceStart() const;
    void openEmpty(Next next);
    void openMain(Next next);
    void unlock();
    void emptyPainted();
    void listPainted();
    void emptyPaintedAgain();
    void listPaintedAgain();
    void choosePreview();
    void awaitPreview();
    void openEditor();
    void finish();
    void fail(const QString &why);
    /// Goes on when a condition holds, looking again and again, since windows say nothing of it.
    void when(std::function<bool()> holds, Next next);

    WindowPlan m_plan;
    Session m_session;
    SessionFacts m_facts;
    std::unique_ptr<QWidget> m_window;
    QElapsedTimer m_opening;
    QJsonObject m_result;
    QJsonArray m_emptyAgain;
    QJsonArray m_listAgain;
};

} // namespace wenyi::ui
