// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/render/RenderCommand.h"
#include "client/helper/Frames.h"
#include "client/render/wire/MessageCodec.h"

#include <QHash>
#include <QObject>
#include <QProcess>
#include <QTimer>

#include <chrono>
#include <deque>
#include <functional>
#include <memory>
#include <optional>

namespace wenyi::core {

/// 查看进程: the helper that reads one foreign file, one request after the other, as seen from the client.
///
/// It is started by the first question or before, killed when it lets one wait too long, and started again when it
/// died; what it says is as foreign as the file. Answers come on the thread that asked, never from inside ask(), and
/// not at all once this is gone. A page that it died of twice, or was killed over, is not asked about again; after
/// several deaths the whole file is refused. Everything then fails at once with Unavailable "render.given-up".
class RenderProcess final : public QObject
{
    Q_OBJECT

public:
    enum class Containers { Never, WhereTheyWork };

    struct Settings
    {
        QString program = renderProgram();
        Containers containers = Containers::WhereTheyWork;
        std::chrono::milliseconds patience{20'000}; ///< With one request.
        int mostDeaths = 4;                         ///< In a row; a hundred answers in between and all is forgotten.
    };

    /// Who comes first when several questions wait.
    enum class Turn { Next, Last };
    struct Wish
    {
        Turn turn = Turn::Next;
        std::function<bool()> isStillThere; ///< Asked when the question's turn comes; none: it is.
    };

    /// Names one question while it waits.
    using Ticket = quint64;
    template<typename Body>
    using Answered = std::function<void(Result<Body>)>;

    explicit RenderProcess(Settings settings, QObject *parent = nullptr);
    ~RenderProcess() override;

    /// Starts the helper if none runs, so that the first question finds it ready.
    void prepare();

    /// The file that the questions are about; once, before any of them but DecodePicture.
    Ticket open(const QByteArray &content, Answered<render::Opened> answered);

    /// Body is what answers the question: Picture, PageText, Outline, Signatures. Fails with what the helper refused
    /// ("render.…", "layout.picture…", "pdf-signature.…"), Unavailable "render.crashed", "render.time",
    /// "render.given-up", "render.not-started", "render.sandbox", Corrupt "render.answer".
    template<typename Body>
    Ticket ask(const render::RequestBody &question, Answered<Body> answered, Wish wish)
    {
        const auto taker = [answered = std::move(answered)](Result<render::AnswerBody> answer) {
            if (!answer)
                return answered(std::move(answer).error());
            if (auto *body = std::get_if<Body>(&*answer))
                return answered(std::move(*body));
            answered(Error{ErrorCode::Corrupt, "render.answer", {}});
        };
        return put(question, taker, std::move(wish));
    }
    template<typename Body>
    Ticket ask(const render::RequestBody &question, Answered<Body> answered)
    {
        return ask<Body>(question, std::move(answered), Wish());
    }

    /// The question is not put any more and its answer not given.
    void cancel(Ticket ticket);

    /// What confines the running helper; empty while none runs.
    const QStringList &guards() const { return m_guards; }
    /// The process that was started: the helper, or the container around it; 0 while none runs.
    qint64 processId() const { return m_process ? m_process->processId() : 0; }
    /// How often a helper died or was killed.
    int deaths() const { return m_allDeaths; }

private:
    struct Question
    {
        Ticket ticket = 0;
        render::RequestBody body;
        std::function<void(Result<render::AnswerBody>)> answered;
        int deaths = 0; ///< That it was put before.
        Wish wish;
    };

    using Taker = std::function<void(Result<render::AnswerBody>)>;
    Ticket put(const render::RequestBody &body, Taker answered, Wish wish);
    void passOver();
    void advance();
    void start();
    void send(Question question);
    void readAnswers();
    void readLog();
    void take(render::Answer answer);
    void processEnded();
    void discardProcess();
    void onDeath();
    void outOfPatience();
    void answer(Question question, Result<render::AnswerBody> result);
    void refuse(const render::RequestBody &body, const Error &error);
    void giveUp(const Error &error);
    bool isContained() const { return m_containers == Containers::WhereTheyWork; }

    Settings m_settings;
    Containers m_containers;
    std::unique_ptr<QProcess> m_process;
    helper::FrameReader m_frames{render::LargestAnswer};
    QStringList m_guards;
    QByteArray m_file; ///< Given to every new helper.
    bool m_hasFile = false;
    bool m_isReady = false;   ///< The helper said that it is confined.
    bool m_knowsFile = false; ///< This helper.
    int m_reopenDeaths = 0;   ///< Helpers in a row that died of being given the file again.
    std::deque<Question> m_waiting;
    std::optional<Question> m_asked;
    QHash<QByteArray, Error> m_refused; ///< Pages that are not asked about again, outline, signatures.
    std::optional<Error> m_givenUp;
    QTimer m_patience{this};
    Ticket m_lastTicket = 0;
    int m_deathsInARow = 0;
    int m_answersSinceDeath = 0;
    int m_allDeaths = 0;
};

} // namespace wenyi::core
