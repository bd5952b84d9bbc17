// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/ui/records/RecordSheet.h"
#include "client/ui/session/Session.h"

namespace wenyi::ui {

/// What a person decided in the signing dialog.
struct Decision
{
    modules::ActionKind kind = modules::ActionKind::Complete; ///< Complete or ReturnTo.
    modules::TaskId task;
    QString outcome;  ///< Complete.
    QString returnTo; ///< ReturnTo: the task's node.
    QJsonObject values;
    QString opinion;
};

/// Loads a record for signing and does what the person decided on exactly what was shown.
class SigningPresenter final : public QObject
{
    Q_OBJECT

public:
    SigningPresenter(Session &session, SessionFacts facts, StreamId stream, QObject *parent = nullptr);

    void load();
    void decide(const Decision &decision, SecretBytes pin);
    const SessionFacts &facts() const { return m_facts; }
    Session &session() const { return m_session; }
    const Clock &clock() const { return m_session.environment().clock; }

Q_SIGNALS:
    void loaded(const wenyi::ui::RecordSheet &sheet);
    void busyChanged(bool busy);
    void failed(const wenyi::Error &error);
    void done();

private:
    Session &m_session;
    SessionFacts m_facts;
    StreamId m_stream;
    Digest m_shown; ///< Of the document that the person saw: what is signed.
};

} // namespace wenyi::ui
