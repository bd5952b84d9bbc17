// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/cli/demo/DemoOffice.h"
#include "client/core/records/RecordService.h"
#include "client/core/sealing/SealedDocumentVerdict.h"

namespace wenyi::cli {

/// One official document from a clerk's draft to signed-for and registered in two other units, one by USB.
class DemoStory
{
public:
    explicit DemoStory(DemoOffice &office)
        : m_office(office)
    {
    }

    /// Every step; the first failure ends it.
    Result<void> run(const QByteArray &sourceText);

private:
    // Drafting and deciding, in the sending unit.
    Result<void> enrol();
    Result<void> draftOffline(const QByteArray &sourceText);
    Result<void> review();
    Result<void> issue();
    Result<void> number();
    Result<void> seal();
    Result<void> dispatch();
    // Receiving, over the network and by stick.
    Result<void> receiveOverNetwork();
    Result<void> handleAtBureau();
    Result<void> carryToTown();
    Result<void> carryBack();
    Result<void> track();
    // Verifying afresh from disk.
    Result<void> verifyEverything();
    Result<void> verifyDesktops();
    Result<void> verifySender();
    Result<void> verifyUses(core::Workspace &desk, const QByteArray &ofd);
    Result<void> verifyRecipients();

    Result<core::Workspace *> at(const QString &name) { return m_office.at(name); }
    /// A synchronisation of UNIT/MEMBER's desktop with the server.
    Result<void> synchronise(const QString &name);
    /// Does the step that waits for the member: the outcome of the act, signed with the PIN where the step wants it.
    Result<void> act(const QString &name, const StreamId &stream, const QString &act, const QString &outcome,
        const QString &words = {}, const QJsonObject &values = {}, const Digest &document = {});
    /// Signs for, registers, proposes and instructs at a receiving unit.
    Result<void> handleIncoming(const QString &unit, const StreamId &stream, const QString &channel);
    Result<StreamId> onlyIncoming(const QString &name);
    Result<void> keepReceipts(const QString &name);
    void tell(const QString &who, const QString &what) { m_office.tell(who, what); }

    DemoOffice &m_office;
    StreamId m_stream;       ///< The outgoing record.
    StreamId m_bureauStream; ///< The incoming records.
    StreamId m_townStream;
};

} // namespace wenyi::cli
