// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/render/RenderThread.h"

#include <QCoreApplication>
#include <QThreadPool>

#include <atomic>
#include <utility>

namespace wenyi::core {

namespace {

constexpr int MostOnLeave = 8;
std::atomic<int> onLeave = 0; ///< Of the pool's threads, of which there is one set for the whole program.
thread_local bool isOnLeave = false;

/// The application waits for the pool as it goes, but only once no thread hears of any event any more: what waited there
/// for a helper's answer then would wait for ever, and the application with it. Done before, answers still come.
void waitForPool()
{
    QThreadPool::globalInstance()->waitForDone();
}

void haveThePoolWaitedFor()
{
    qAddPostRoutine(&waitForPool);
}

Q_COREAPP_STARTUP_FUNCTION(haveThePoolWaitedFor)

} // namespace

PoolLeave::PoolLeave()
    : m_isOutermost(!std::exchange(isOnLeave, true))
    , m_isGranted(m_isOutermost && onLeave.fetch_add(1) < MostOnLeave)
{
    if (m_isGranted)
        QThreadPool::globalInstance()->releaseThread();
}

PoolLeave::~PoolLeave()
{
    if (!m_isOutermost)
        return;
    isOnLeave = false;
    onLeave.fetch_sub(1);
    if (m_isGranted)
        QThreadPool::globalInstance()->reserveThread();
}

QImage imageOf(const render::Picture &picture)
{
    auto pixels = std::make_unique<QByteArray>(picture.pixels);
    const auto *first = reinterpret_cast<const uchar *>(pixels->constData());
    const auto forget = [](void *held) { delete static_cast<QByteArray *>(held); };
    return QImage(first, picture.width, picture.height, picture.width * 4, QImage::Format_ARGB32_Premultiplied, forget,
        pixels.release());
}

RenderThread::RenderThread(RenderProcess::Settings settings)
    : m_process(new RenderProcess(std::move(settings)))
{
    m_process->moveToThread(&m_thread);
    QObject::connect(&m_thread, &QThread::finished, m_process, &QObject::deleteLater);
    m_thread.setObjectName(QStringLiteral("foreign file"));
    m_thread.start();
}

RenderThread::~RenderThread()
{
    m_thread.quit();
    m_thread.wait();
}

void RenderThread::prepare() const
{
    QMetaObject::invokeMethod(m_process, &RenderProcess::prepare, Qt::QueuedConnection);
}

QFuture<Result<render::Opened>> RenderThread::open(const QByteArray &content) const
{
    const auto promise = started<render::Opened>();
    QMetaObject::invokeMethod(
        m_process,
        [process = m_process, promise, content] {
            process->open(content, [promise](Result<render::Opened> answer) {
                promise->addResult(std::move(answer));
                promise->finish();
            });
        },
        Qt::QueuedConnection);
    return promise->future();
}

} // namespace wenyi::core
