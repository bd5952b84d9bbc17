// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/records/RecordStanding.h"
#include "client/ui/session/Session.h"

namespace wenyi::ui {

/// Does one act on a record that the engine offered, as its dialog was filled in.
class FurtherActPresenter final : public QObject
{
    Q_OBJECT

public:
    /// `title`: of the record.
    FurtherActPresenter(
        Session &session, StreamId stream, QString title, core::FurtherAct act, QObject *parent = nullptr);

    const QString &title() const { return m_title; }
    const core::FurtherAct &act() const { return m_act; }
    /// `chosen`: ids of people, or of the step to return to.
    void perform(const QStringList &chosen, const QString &words);

Q_SIGNALS:
    void busyChanged(bool busy);
    void failed(const wenyi::Error &error);
    void done();

private:
    Session &m_session;
    StreamId m_stream;
    QString m_title;
    core::FurtherAct m_act;
};

} // namespace wenyi::ui
