// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/uses/UsesPresenter.h"

#include "client/core/sealing/VerificationService.h"
#include "client/core/viewing/OfdFile.h"

namespace wenyi::ui {

namespace {

Result<UsesSheet> readUses(Office &office)
{
    core::Workspace &workspace = *office.workspace;
    UsesSheet sheet;
    WENYI_TRY(sheet.report, core::UseService(workspace).check());
    sheet.names = memberNames(workspace);
    sheet.seals = sealNames(workspace);
    sheet.now = workspace.environment().clock.now();
    return sheet;
}

/// With its seals and what they are worth now.
Result<core::ViewedFileRef> readDocument(Office &office, const core::LoggedUse &logged)
{
    core::Workspace &workspace = *office.workspace;
    WENYI_TRY(const QByteArray ofd, core::UseService(workspace).copyOf(logged));
    const core::VerificationService verification(
        workspace.trust(), workspace.directory(), workspace.environment().clock);
    WENYI_TRY(const auto verdict, verification.verify(ofd, workspace.profile().unit));
    return core::openOfd(ofd, workspace.fonts(), verdict);
}

} // namespace

QHash<MemberId, QString> memberNames(const core::Workspace &workspace)
{
    QHash<MemberId, QString> names;
    for (const directory::Member &member : workspace.directory().content().members)
        names.insert(member.id, member.name);
    return names;
}

QHash<SealId, QString> sealNames(const core::Workspace &workspace)
{
    QHash<SealId, QString> names;
    for (const directory::RegisteredSeal &seal : workspace.directory().content().seals)
        names.insert(seal.id, seal.name);
    return names;
}

UsesPresenter::UsesPresenter(Session &session, QObject *parent)
    : QObject(parent)
    , m_session(session)
{
    connect(&m_session, &Session::changed, this, &UsesPresenter::load);
}

void UsesPresenter::load()
{
    m_session.ask([](Office &office) { return readUses(office); }).then(this, [this](const Result<UsesSheet> &sheet) {
        if (sheet)
            Q_EMIT loaded(*sheet);
        else
            Q_EMIT failed(sheet.error());
    });
}

void UsesPresenter::open(const core::LoggedUse &logged)
{
    m_session.ask([logged](Office &office) { return readDocument(office, logged); })
        .then(this, [this, name = logged.use().title](const Result<core::ViewedFileRef> &file) {
            if (file)
                Q_EMIT opened(name, *file);
            else
                Q_EMIT failed(file.error());
        });
}

void UsesPresenter::prove(const core::LoggedUse &logged)
{
    m_session.ask([logged](Office &office) { return readProof(*office.workspace, logged); })
        .then(this, [this, entry = logged.origin.entry](const Result<UseProof> &proof) {
            if (proof)
                Q_EMIT proven(entry, *proof);
            else
                Q_EMIT notProven(entry, proof.error());
        });
}

} // namespace wenyi::ui
