// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/render/RenderProcess.h"

#include <QLoggingCategory>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace wenyi::render;

namespace wenyi::core {

namespace {

Q_LOGGING_CATEGORY(log, "wenyi.render", QtInfoMsg)

/// A start is the machine's work and not the file's.
constexpr std::chrono::seconds StartPatience{20};
constexpr int DeathsOfAQuestion = 2;
constexpr int AnswersThatForgive = 100;
constexpr qsizetype LongestLogLine = 500;
/// The ticket of the file given once more, which nobody waits for.
constexpr quint64 Reopening = 0;

/// What is refused once helpers died of a question: everything about its page, whatever is drawn or read of it, the
/// outline, the signatures. Empty for a file and for a picture.
QByteArray subjectOf(const RequestBody &body)
{
    if (const auto *drawn = std::get_if<RenderPage>(&body))
        return QByteArray::number(drawn->page);
    if (const auto *read = std::get_if<ReadText>(&body))
        return QByteArray::number(read->page);
    if (std::holds_alternative<ReadSignatures>(body))
        return QByteArrayLiteral("signatures");
    return std::holds_alternative<ReadOutline>(body) ? QByteArrayLiteral("outline") : QByteArray();
}

const Error NotStarted{ErrorCode::Unavailable, "render.not-started", {}};
const Error Crashed{ErrorCode::Unavailable, "render.crashed", {}};
const Error Late{ErrorCode::Unavailable, "render.time", {}};
const Error GivenUp{ErrorCode::Unavailable, "render.given-up", {}};

/// Limits and the filter of calls are always there, or the helper does not begin; files and processes are out of its
/// reach by one of these.
bool isShutIn(const QStringList &guards)
{
    return guards.contains(u"landlock"_s) || guards.contains(u"container"_s);
}

} // namespace

RenderProcess::RenderProcess(Settings settings, QObject *parent)
    : QObject(parent)
    , m_settings(std::move(settings))
    , m_containers(m_settings.containers)
{
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, &RenderProcess::outOfPatience);
}

RenderProcess::~RenderProcess()
{
    if (!m_process)
        return;
    m_process->disconnect(this);
    m_process->kill();
    m_process->waitForFinished(1000); // Collects what was killed; it does not wait for any work.
}

void RenderProcess::prepare()
{
    if (!m_process && !m_givenUp)
        start();
}

RenderProcess::Ticket RenderProcess::open(const QByteArray &content, Answered<Opened> answered)
{
    if (content.size() > LargestFile) {
        // Said by the same way as every answer: later.
        const Ticket ticket = ++m_lastTicket;
        answer({ticket, {},
                   [answered = std::move(answered)](const Result<AnswerBody> &result) { answered(result.error()); }, 0,
                   {}},
            Error{ErrorCode::TooLarge, "render.file-size", QString::number(content.size())});
        return ticket;
    }
    m_file = content;
    m_hasFile = true;
    return ask<Opened>(OpenFile{content}, std::move(answered));
}

RenderProcess::Ticket RenderProcess::put(const RequestBody &body, Taker answered, Wish wish)
{
    Question question{++m_lastTicket, body, std::move(answered), 0, std::move(wish)};
    const Ticket ticket = question.ticket;
    if (m_givenUp) {
        answer(std::move(question), *m_givenUp);
    } else {
        const bool isLast = question.wish.turn == Turn::Last;
        const auto place = std::find_if(m_waiting.cbegin(), m_waiting.cend(),
            [isLast](const Question &other) { return !isLast && other.wish.turn == Turn::Last; });
        m_waiting.insert(place, std::move(question));
    }
    advance();
    return ticket;
}

void RenderProcess::cancel(Ticket ticket)
{
    std::erase_if(m_waiting, [ticket](const Question &question) { return question.ticket == ticket; });
    if (m_asked && m_asked->ticket == ticket)
        m_asked->answered = {}; // It is under way; the next one waits for its end.
}

/// Until the first one waits that is to be put: what nobody wants any more is dropped, what helpers died of refused.
void RenderProcess::passOver()
{
    while (!m_waiting.empty()) {
        Question &next = m_waiting.front();
        const auto refused = m_refused.constFind(subjectOf(next.body));
        const bool isWanted = !next.wish.isStillThere || next.wish.isStillThere();
        if (isWanted && refused == m_refused.cend())
            return;
        if (isWanted)
            answer(std::move(next), *refused);
        m_waiting.pop_front();
    }
}

/// Puts the next question, if the helper is there and idle.
void RenderProcess::advance()
{
    if (m_asked)
        return;
    passOver();
    if (m_waiting.empty())
        return;
    if (!m_process)
        return start();
    if (!m_isReady)
        return;
    const bool opens = std::holds_alternative<OpenFile>(m_waiting.front().body);
    if (m_hasFile && !m_knowsFile && !opens && !std::holds_alternative<DecodePicture>(m_waiting.front().body))
        return send({Reopening, OpenFile{m_file}, {}, 0, {}});
    Question next = std::move(m_waiting.front());
    m_waiting.pop_front();
    send(std::move(next));
}

void RenderProcess::start()
{
    const auto contained = isContained() ? containedRenderCommand(m_settings.program) : std::nullopt;
    if (isContained() && !contained) {
        qCInfo(log) << "no program here makes containers: the helper is confined by its own means alone";
        m_containers = Containers::Never;
    }
    const RenderCommand command = contained ? *contained : bareRenderCommand(m_settings.program);
    m_process = std::make_unique<QProcess>();
    m_process->setProcessEnvironment(renderEnvironment());
    m_frames = helper::FrameReader(LargestAnswer);
    connect(m_process.get(), &QProcess::readyReadStandardOutput, this, &RenderProcess::readAnswers);
    connect(m_process.get(), &QProcess::readyReadStandardError, this, &RenderProcess::readLog);
    connect(m_process.get(), &QProcess::finished, this, &RenderProcess::processEnded);
    connect(m_process.get(), &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            QMetaObject::invokeMethod(this, &RenderProcess::processEnded, Qt::QueuedConnection);
    });
    m_process->start(command.program, command.arguments);
    m_patience.start(StartPatience);
}

void RenderProcess::send(Question question)
{
    m_process->write(encode(Request{question.ticket, question.body}));
    m_asked = std::move(question);
    m_patience.start(m_settings.patience);
}

void RenderProcess::readAnswers()
{
    m_frames.append(m_process->readAllStandardOutput());
    while (m_process) {
        const auto content = m_frames.next();
        if (content && !*content)
            return;
        auto answer = content ? decodeAnswer(**content) : Result<Answer>(content.error());
        const quint64 expected = m_asked ? m_asked->ticket : 0;
        const bool isAwaited = answer && answer->id == expected
                               && std::holds_alternative<Ready>(answer->body) != m_isReady && (m_asked || !m_isReady);
        if (!isAwaited) {
            // A helper that says what was not asked is not ours any more.
            qCWarning(log) << "the helper spoke out of turn and is killed"
                           << (answer ? QString() : describe(answer.error()));
            discardProcess();
            return onDeath();
        }
        take(*std::move(answer));
    }
}

void RenderProcess::readLog()
{
    const QByteArray said = m_process->readAllStandardError().left(LongestLogLine);
    qCInfo(log).noquote() << "the helper says:" << QString::fromUtf8(said).simplified();
}

void RenderProcess::take(Answer answer)
{
    m_patience.stop();
    if (auto *ready = std::get_if<Ready>(&answer.body)) {
        m_isReady = true;
        m_guards = ready->guards;
        if (!isShutIn(m_guards))
            qCWarning(log) << "the helper is confined by" << m_guards << "only";
        return advance();
    }
    Question asked = *std::exchange(m_asked, std::nullopt);
    if (++m_answersSinceDeath >= AnswersThatForgive)
        m_deathsInARow = 0;
    if (std::holds_alternative<OpenFile>(asked.body)) {
        m_knowsFile = true; // Also that it cannot be opened: the questions will be told so.
        m_reopenDeaths = 0;
    }
    if (auto *refused = std::get_if<Refused>(&answer.body))
        this->answer(std::move(asked), Error{refused->code, refused->reason, refused->detail});
    else
        this->answer(std::move(asked), std::move(answer.body));
    advance();
}

void RenderProcess::processEnded()
{
    if (!m_process)
        return;
    const bool hadStarted = m_isReady;
    qCWarning(log) << "the helper ended:" << m_process->errorString();
    discardProcess();
    if (hadStarted)
        return onDeath();
    if (isContained()) {
        qCWarning(log) << "containers do not work here: the helper is confined by its own means alone";
        m_containers = Containers::Never;
        return advance();
    }
    giveUp(NotStarted);
}

/// The process goes at once, and nothing that it still says is heard.
void RenderProcess::discardProcess()
{
    m_patience.stop();
    QProcess *process = m_process.release();
    process->disconnect(this);
    process->setParent(this);
    connect(process, &QProcess::finished, process, &QObject::deleteLater);
    if (process->state() == QProcess::NotRunning)
        process->deleteLater();
    else
        process->kill();
    m_isReady = false;
    m_knowsFile = false;
    m_guards.clear();
}

/// What was asked is asked again, unless it is what helpers die of.
void RenderProcess::onDeath()
{
    ++m_allDeaths;
    m_answersSinceDeath = 0;
    const bool hadEnough = ++m_deathsInARow >= m_settings.mostDeaths;
    if (m_asked) {
        Question asked = *std::exchange(m_asked, std::nullopt);
        const bool opened = std::holds_alternative<OpenFile>(asked.body);
        const int deaths = asked.ticket == Reopening ? ++m_reopenDeaths : ++asked.deaths;
        if (deaths >= DeathsOfAQuestion) {
            if (opened)
                giveUp(Crashed);
            else
                refuse(asked.body, Crashed);
            answer(std::move(asked), Crashed);
        } else if (asked.ticket != Reopening && asked.answered) {
            m_waiting.push_front(std::move(asked));
        }
    }
    if (hadEnough)
        giveUp(GivenUp);
    advance();
}

void RenderProcess::outOfPatience()
{
    qCWarning(log) << "the helper took too long and is killed";
    discardProcess();
    ++m_allDeaths;
    m_answersSinceDeath = 0;
    if (!m_asked)
        return giveUp(NotStarted);
    Question asked = *std::exchange(m_asked, std::nullopt);
    if (std::holds_alternative<OpenFile>(asked.body))
        giveUp(Late);
    else
        refuse(asked.body, Late);
    answer(std::move(asked), Late);
    if (++m_deathsInARow >= m_settings.mostDeaths)
        giveUp(GivenUp);
    advance();
}

void RenderProcess::refuse(const RequestBody &body, const Error &error)
{
    if (const QByteArray subject = subjectOf(body); !subject.isEmpty())
        m_refused.insert(subject, error);
}

/// From the event loop, so that whoever asked may do anything in return, also destroy this.
void RenderProcess::answer(Question question, Result<AnswerBody> result)
{
    if (!question.answered)
        return;
    QMetaObject::invokeMethod(
        this,
        [answered = std::move(question.answered), result = std::move(result)]() mutable {
            answered(std::move(result));
        },
        Qt::QueuedConnection);
}

void RenderProcess::giveUp(const Error &error)
{
    if (!m_givenUp)
        m_givenUp = error;
    for (Question &question : std::exchange(m_waiting, {}))
        answer(std::move(question), *m_givenUp);
}

} // namespace wenyi::core
