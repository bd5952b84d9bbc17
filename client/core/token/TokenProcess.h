// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/threads/DirectInput.h"
#include "client/core/token/TokenDrivers.h"
#include "client/core/token/TokenSettings.h"
#include "client/helper/Frames.h"
#include "client/token/wire/MessageCodec.h"
#include "shared/base/Progress.h"

#include <QDeadlineTimer>
#include <QProcess>

#include <chrono>
#include <memory>

namespace wenyi::core {

/// 密钥进程: the helper that holds one foreign driver, one question after the other, as seen from the client.
///
/// It waits for each answer, where a thread may: on the thread that owns the keys. A helper that lets a question wait
/// too long is killed with all that it started, and so is one that says what was not asked; the next question starts
/// another one, in which no key is open. No question is ever put a second time: it may have spent a PIN.
class TokenProcess
{
public:
    explicit TokenProcess(TokenDriver driver, TokenSettings settings = {});
    /// Lets the driver take leave of its token, for as long as patience allows.
    ~TokenProcess();
    TokenProcess(const TokenProcess &) = delete;
    TokenProcess &operator=(const TokenProcess &) = delete;

    /// Body is what answers the question: Devices, KeyOpened, Signed, Seals, Sealed, … Progress is told how much of the
    /// patience is used up, ten times a second; where it cancels the helper is killed. Fails with what driver and
    /// helper refuse ("token.…"), what readDriver() fails with, Unavailable "token.not-started", "token.crashed",
    /// "token.time", Cancelled "token.cancelled", Corrupt "token.answer".
    template<typename Body>
    Result<Body> ask(token::RequestBody question, const Progress &progress = {})
    {
        WENYI_TRY(auto answer, put(std::move(question), progress));
        if (auto *body = std::get_if<Body>(&answer))
            return std::move(*body);
        return discard({ErrorCode::Corrupt, "token.answer", {}});
    }
    /// Starts the helper and loads the driver, unless that is done; what the driver says of itself. Progress and
    /// failures are those of ask().
    Result<token::Loaded> load(const Progress &progress = {});

    const TokenDriver &driver() const { return m_driver; }
    qint64 processId() const { return m_process ? m_process->processId() : 0; } ///< 0 while none runs.

private:
    Result<token::AnswerBody> put(token::RequestBody question, const Progress &progress);
    Result<token::AnswerBody> exchange(
        token::RequestBody question, std::chrono::milliseconds patience, const Progress &progress = {});
    /// For one answer.
    struct Patience
    {
        std::chrono::milliseconds whole;
        const Progress &progress;
        QDeadlineTimer deadline{whole};
    };
    Result<void> send(token::RequestBody question, const Patience &patience);
    Result<token::AnswerBody> receive(const Patience &patience);
    /// Waits for more of the answer. Fails as ask() does.
    Result<void> await(const Patience &patience);
    Result<void> start(const Progress &progress);
    Error late();
    Error crashed();
    Error cancelled();
    /// Kills the helper; gives the error back.
    Error discard(Error error);

    TokenDriver m_driver;
    TokenSettings m_settings;
    std::unique_ptr<QProcess> m_process;
    std::unique_ptr<DirectInput> m_input; ///< Of the process.
    helper::FrameReader m_frames{token::LargestAnswer};
    token::Loaded m_loaded;
    quint64 m_lastId = 0;
};

} // namespace wenyi::core
