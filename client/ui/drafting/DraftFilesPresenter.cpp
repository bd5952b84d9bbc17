// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/drafting/DraftFilesPresenter.h"

#include <QFileInfo>
#include <QtConcurrent>

namespace wenyi::ui {

DraftFilesPresenter::DraftFilesPresenter(Session &session, QObject *parent)
    : QObject(parent)
    , m_session(session)
{
    connect(&m_work, &LongWork::progressed, this, &DraftFilesPresenter::progressed);
}

void DraftFilesPresenter::read(const QString &path)
{
    begin(QFileInfo(path).fileName(), [path](const document::ImportContext &context, const Progress &progress) {
        return core::readForImport(path, context, progress);
    });
}

void DraftFilesPresenter::read(const core::ClippedText &clipped, const QString &name)
{
    begin(name, [clipped](const document::ImportContext &context, const Progress &) {
        return core::readForImport(clipped, context);
    });
}

void DraftFilesPresenter::begin(const QString &name, const Reading &reading)
{
    cancel();
    const quint64 number = m_reading;
    Q_EMIT this->reading(name);
    // The workspace only says what it knows; reading and recognising hold up nothing that waits for it.
    m_session.ask([](Office &office) { return Result<document::ImportContext>(office.imports.context()); })
        .then(QThreadPool::globalInstance(),
            [reading, progress = m_work.begin()](
                const Result<document::ImportContext> &context) -> Result<document::ImportedText> {
                if (!context)
                    return context.error();
                return reading(*context, progress);
            })
        .then(this, [this, number](const Result<document::ImportedText> &imported) {
            if (number != m_reading)
                return;
            if (imported)
                Q_EMIT recognised(*imported);
            else
                Q_EMIT notRead(imported.error());
        });
}

void DraftFilesPresenter::cancel()
{
    ++m_reading;
    m_work.cancel();
}

void DraftFilesPresenter::write(const QString &path, const document::OfficialDocument &document)
{
    Answer<Result<void>> writing(
        QtConcurrent::run([path, document]() -> Result<void> { return core::writeDocx(path, document); }));
    writing.then(this, [this, path](const Result<void> &done) {
        if (done)
            Q_EMIT written(path);
        else
            Q_EMIT notWritten(done.error());
    });
}

} // namespace wenyi::ui
