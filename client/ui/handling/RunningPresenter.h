// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/records/RunningRecords.h"
#include "client/ui/records/RecordSheet.h"
#include "client/ui/session/Session.h"

namespace wenyi::ui {

/// 运转监控: reads which records of the unit wait for somebody, again whenever something changed, and what may be done
/// to one of them. Of what they say nothing is read but the number.
class RunningPresenter final : public QObject
{
    Q_OBJECT

public:
    explicit RunningPresenter(Session &session, QObject *parent = nullptr);

    Session &session() { return m_session; }
    void load();
    /// Asks what may be done to a record; ends with judged() or failed(). Only the last question is answered.
    void judge(const StreamId &stream);

Q_SIGNALS:
    void loaded(const wenyi::core::RunningRecords &running, wenyi::Instant now);
    void failed(const wenyi::Error &error);
    /// With no document, fields or title but the module's name and the number.
    void judged(const wenyi::ui::RecordSheet &sheet);

private:
    Session &m_session;
    quint64 m_question = 0;
};

} // namespace wenyi::ui
