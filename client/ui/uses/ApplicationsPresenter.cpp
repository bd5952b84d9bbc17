// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/uses/ApplicationsPresenter.h"

#include "client/core/viewing/OfdFile.h"
#include "client/ui/uses/UsesPresenter.h"

namespace wenyi::ui {

namespace {

Result<ApplicationsSheet> readSheet(Office &office)
{
    core::Workspace &workspace = *office.workspace;
    ApplicationsSheet sheet;
    WENYI_TRY(const auto all, core::ApplicationService(workspace).list());
    for (const core::ApplicationView &view : all) {
        if (view.state == core::SealApplicationState::Pending)
            sheet.waiting.append(view);
    }
    sheet.names = memberNames(workspace);
    sheet.seals = sealNames(workspace);
    sheet.now = workspace.environment().clock.now();
    return sheet;
}

Result<core::ViewedFileRef> readFile(Office &office, const core::AppliedUse &applied)
{
    WENYI_TRY(const QByteArray ofd, core::UseService(*office.workspace).copyOf(applied));
    return core::openOfd(ofd, office.workspace->fonts());
}

} // namespace

ApplicationsPresenter::ApplicationsPresenter(Session &session, QObject *parent)
    : QObject(parent)
    , m_session(session)
{
    connect(&m_session, &Session::changed, this, &ApplicationsPresenter::load);
}

void ApplicationsPresenter::load()
{
    m_session.ask([](Office &office) { return readSheet(office); })
        .then(this, [this](const Result<ApplicationsSheet> &sheet) {
            if (sheet)
                Q_EMIT loaded(*sheet);
            else
                Q_EMIT failed(sheet.error());
        });
}

void ApplicationsPresenter::open(const core::ApplicationView &view)
{
    m_chosen = view.applied.id;
    m_isShown = false;
    m_session.ask([applied = view.applied](Office &office) { return readFile(office, applied); })
        .then(this, [this, id = view.applied.id](const Result<core::ViewedFileRef> &file) {
            if (id != m_chosen)
                return;
            if (!file) {
                Q_EMIT failed(file.error());
                return;
            }
            m_isShown = true;
            Q_EMIT opened(*file);
        });
}

void ApplicationsPresenter::decide(bool isApproved, const QString &words, SecretBytes pin)
{
    if (isApproved && !m_isShown)
        return;
    Q_EMIT busyChanged(true);
    auto secret = std::make_shared<SecretBytes>(std::move(pin));
    m_session
        .ask([id = m_chosen, isApproved, words, secret](Office &office) {
            return core::ApplicationService(*office.workspace).decide(id, isApproved, words, *secret);
        })
        .then(this, [this, isApproved](const Result<void> &done) {
            Q_EMIT busyChanged(false);
            if (!done) {
                Q_EMIT failed(done.error());
                return;
            }
            m_isShown = false;
            Q_EMIT decided(isApproved);
            m_session.noteChange();
        });
}

} // namespace wenyi::ui
