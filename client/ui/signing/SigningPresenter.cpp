// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/signing/SigningPresenter.h"

#include <QThreadPool>

namespace wenyi::ui {

SigningPresenter::SigningPresenter(Session &session, SessionFacts facts, StreamId stream, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_facts(std::move(facts))
    , m_stream(std::move(stream))
{
}

void SigningPresenter::load()
{
    Q_EMIT busyChanged(true);
    m_session
        .ask([stream = m_stream](Office &office) -> Result<RecordSheet> {
            WENYI_TRY(auto sheet, loadSheet(office, stream));
            return judgeActs(office, std::move(sheet));
        })
        .then(QThreadPool::globalInstance(),
            [fonts = m_facts.fonts](const Result<RecordSheet> &sheet) -> Result<RecordSheet> {
                if (!sheet)
                    return sheet;
                return setPages(*sheet, fonts);
            })
        .then(this, [this](const Result<RecordSheet> &sheet) {
            Q_EMIT busyChanged(false);
            if (!sheet) {
                Q_EMIT failed(sheet.error());
                return;
            }
            m_shown = sheet->digest;
            Q_EMIT loaded(*sheet);
        });
}

void SigningPresenter::decide(const Decision &decision, SecretBytes pin)
{
    core::ActRequest request;
    request.kind = decision.kind;
    request.task = decision.task;
    request.outcome = decision.outcome;
    request.returnTo = decision.returnTo;
    request.values = decision.values;
    request.opinion.words = decision.opinion;
    request.document = m_shown;
    Q_EMIT busyChanged(true);
    auto secret = std::make_shared<SecretBytes>(std::move(pin));
    m_session
        .ask([stream = m_stream, request, secret](Office &office) {
            return office.acts.act(stream, request, secret->isEmpty() ? nullptr : secret.get());
        })
        .then(this, [this](const Result<void> &acted) {
            Q_EMIT busyChanged(false);
            if (!acted) {
                Q_EMIT failed(acted.error());
                return;
            }
            m_session.noteChange();
            Q_EMIT done();
        });
}

} // namespace wenyi::ui
