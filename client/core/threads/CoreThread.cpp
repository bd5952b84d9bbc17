// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/threads/CoreThread.h"

#include <QMetaObject>

namespace wenyi::core {

CoreThread::CoreThread()
    : m_context(new QObject)
{
    m_thread.setObjectName(QStringLiteral("core"));
    m_context->moveToThread(&m_thread);
    m_thread.start();
}

CoreThread::~CoreThread()
{
    // Behind all work that waits already.
    post([this] {
        delete m_context;
        m_thread.quit();
    });
    m_thread.wait();
}

void CoreThread::post(std::function<void()> work)
{
    QMetaObject::invokeMethod(m_context, std::move(work), Qt::QueuedConnection);
}

void CoreThread::run(const std::function<void()> &work)
{
    if (QThread::currentThread() == &m_thread)
        work();
    else
        QMetaObject::invokeMethod(m_context, work, Qt::BlockingQueuedConnection);
}

} // namespace wenyi::core
