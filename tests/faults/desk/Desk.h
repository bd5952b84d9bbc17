// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/exchange/ReceiptService.h"
#include "client/core/outgoing/OutgoingService.h"
#include "client/core/records/RecordList.h"

#include <QTextStream>

namespace wenyi::faults {

/// One person at one desktop, who does by command what waits there and says at once what was acknowledged.
///
/// What the person has in mind but not on the screen is forgotten when the program dies: the next one looks into the
/// store and goes on from there, as people do.
class Desk
{
public:
    Desk(std::unique_ptr<core::Workspace> workspace, QByteArray endpoint, QTextStream &out)
        : m_workspace(std::move(workspace))
        , m_endpoint(std::move(endpoint))
        , m_out(out)
    {
    }

    /// Does each line's command and says "done" or "failed" behind it, until there are no more.
    void follow(QTextStream &commands);

private:
    /// draft N · act [MOST] · sync · read. Fails as the services do; "desk.command" for another word.
    Result<void> obey(const QStringList &words);
    /// Begins the document with that number unless it stands here, and gives it a second revision.
    Result<void> draft(int number);
    /// Does the tasks that are this person's on so many records; on all below zero.
    Result<void> act(int most);
    Result<void> actOn(const StreamId &stream, const core::PossibleAct &possible);
    Result<void> dispatch(const StreamId &stream);
    Result<void> synchronise();
    /// Opens each record, its draft and its sealed document: what must work when nothing can be written.
    Result<void> read();
    Result<QList<core::RecordRow>> rows(const QList<core::Box> &boxes);
    void say(const QStringList &words);

    std::unique_ptr<core::Workspace> m_workspace;
    QByteArray m_endpoint;
    QTextStream &m_out;
};

} // namespace wenyi::faults
