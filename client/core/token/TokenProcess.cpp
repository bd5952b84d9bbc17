// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/token/TokenProcess.h"

#include "client/core/threads/HelperProgram.h"
#include "client/core/threads/ProcessGroup.h"

#include <QLoggingCategory>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace wenyi::token;

namespace wenyi::core {

namespace {

Q_LOGGING_CATEGORY(log, "wenyi.token", QtInfoMsg)

constexpr int CollectingTime = 1000; ///< ms, for a process that was killed.
constexpr int LeaveTaking = 2000;    ///< ms
constexpr int BetweenTellings = 100; ///< ms

/// What every driver may know; a provider of seals has a window of its own.
QProcessEnvironment environmentFor(const TokenDriver &driver, const TokenSettings &settings)
{
    QStringList names{u"HOME"_s};
    if (driver.kind == DriverKind::Oes)
        names << u"DISPLAY"_s << u"WAYLAND_DISPLAY"_s << u"XAUTHORITY"_s << u"XDG_RUNTIME_DIR"_s;
    QProcessEnvironment told = helperEnvironment(names);
    told.insert(u"PATH"_s, u"/usr/bin:/bin"_s);
    for (auto variable = settings.variables.cbegin(); variable != settings.variables.cend(); ++variable)
        told.insert(variable.key(), variable.value());
    return told;
}

} // namespace

TokenProcess::TokenProcess(TokenDriver driver, TokenSettings settings)
    : m_driver(std::move(driver))
    , m_settings(std::move(settings))
{
}

TokenProcess::~TokenProcess()
{
    if (!m_process)
        return;
    m_input->close();
    const int patience = std::min<int>(LeaveTaking, static_cast<int>(m_settings.patience.count()));
    if (!m_process->waitForFinished(patience))
        discard({});
}

Result<Loaded> TokenProcess::load(const Progress &progress)
{
    if (!m_process)
        WENYI_CHECK(start(progress));
    return m_loaded;
}

Result<AnswerBody> TokenProcess::put(RequestBody question, const Progress &progress)
{
    WENYI_CHECK(load(progress));
    const bool asksPerson = std::holds_alternative<SealDigest>(question);
    return exchange(std::move(question), asksPerson ? m_settings.personsTime : m_settings.patience, progress);
}

Result<void> TokenProcess::start(const Progress &progress)
{
    WENYI_TRY(QByteArray library, readDriver(m_driver));
    m_process = std::make_unique<QProcess>();
    m_process->setProcessEnvironment(environmentFor(m_driver, m_settings));
    m_process->setWorkingDirectory(u"/"_s);
    // What a driver prints is not for a log: it may be a PIN.
    m_process->setStandardErrorFile(QProcess::nullDevice());
    auto input = DirectInput::attach(*m_process);
    if (!input)
        return discard(input.error());
    m_input = std::move(*input);
    m_frames = helper::FrameReader(LargestAnswer);
    const QString program =
        m_settings.program.isEmpty() ? helperProgram(u"token"_s, u"wenyi-token"_s) : m_settings.program;
    m_process->start(program, QStringList());
    if (!m_process->waitForStarted()) {
        return discard({ErrorCode::Unavailable, "token.not-started", m_process->errorString()});
    }
    m_input->started();
    auto answer = exchange(LoadDriver{m_driver.kind, std::move(library)}, m_settings.patience, progress);
    if (!answer)
        return discard(answer.error());
    auto *loaded = std::get_if<Loaded>(&*answer);
    if (!loaded)
        return discard({ErrorCode::Corrupt, "token.answer", {}});
    m_loaded = std::move(*loaded);
    return {};
}

Result<AnswerBody> TokenProcess::exchange(
    RequestBody question, std::chrono::milliseconds patience, const Progress &progress)
{
    const Patience left{patience, progress};
    WENYI_CHECK(send(std::move(question), left));
    WENYI_TRY(auto answer, receive(left));
    if (auto *refused = std::get_if<Refused>(&answer))
        return Error{refused->code, refused->reason, refused->detail};
    return answer;
}

Result<void> TokenProcess::send(RequestBody question, const Patience &patience)
{
    QByteArray frame = encode(Request{++m_lastId, std::move(question)});
    const auto outcome = m_input->write(frame, patience.deadline);
    helper::wipe(frame);
    if (outcome == DirectInput::Outcome::Written)
        return {};
    return outcome == DirectInput::Outcome::Late ? late() : crashed();
}

Result<void> TokenProcess::await(const Patience &patience)
{
    for (;;) {
        const auto left = static_cast<int>(patience.deadline.remainingTime());
        if (m_process->waitForReadyRead(patience.progress ? std::min(left, BetweenTellings) : left)
            || m_process->bytesAvailable() > 0)
            return {};
        if (m_process->state() == QProcess::NotRunning || m_process->error() != QProcess::Timedout)
            return crashed();
        if (patience.deadline.hasExpired())
            return late();
        const qint64 whole = patience.whole.count();
        if (patience.progress
            && patience.progress(whole - patience.deadline.remainingTime(), whole) == Continuation::Cancel)
            return cancelled();
    }
}

Result<AnswerBody> TokenProcess::receive(const Patience &patience)
{
    for (;;) {
        m_frames.append(m_process->readAllStandardOutput());
        const auto content = m_frames.next();
        if (content && !*content) {
            WENYI_CHECK(await(patience));
            continue;
        }
        auto answer = content ? decodeAnswer(**content) : Result<Answer>(content.error());
        const auto *refused = answer ? std::get_if<Refused>(&answer->body) : nullptr;
        if (!answer || answer->id != m_lastId || (refused && !refused->reason.startsWith("token.")))
            return discard({ErrorCode::Corrupt, "token.answer", answer ? QString() : describe(answer.error())});
        return std::move(answer->body);
    }
}

Error TokenProcess::late()
{
    return discard({ErrorCode::Unavailable, "token.time", m_driver.path});
}

Error TokenProcess::crashed()
{
    return discard({ErrorCode::Unavailable, "token.crashed", m_driver.path});
}

Error TokenProcess::cancelled()
{
    return discard({ErrorCode::Cancelled, "token.cancelled", m_driver.path});
}

Error TokenProcess::discard(Error error)
{
    if (!m_process)
        return error;
    if (!error.reason.isEmpty())
        qCWarning(log) << "the helper of" << m_driver.path << "is ended:" << error.reason;
    const qint64 group = m_process->processId();
    if (m_process->state() != QProcess::NotRunning) {
        m_process->kill();
        m_process->waitForFinished(CollectingTime);
    }
    killProcessGroup(group);
    m_process.reset();
    m_input.reset();
    m_loaded = {};
    return error;
}

} // namespace wenyi::core
