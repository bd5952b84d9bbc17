// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/library/include/wenyi/Client.h"

#include "client/library/DesktopWork.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace wenyi::client {

namespace {

template<typename T>
Outcome<T> outcomeOf(Result<T> result)
{
    if (result)
        return std::move(*result);
    return failureOf(result.error());
}

/// Parts of Qt want one; a program of ours that has one keeps it.
void makeApplication()
{
    static int argc = 1;
    static char name[] = "wenyi-client";
    static char *argv[] = {name, nullptr};
    if (!QCoreApplication::instance())
        static QCoreApplication application(argc, argv);
}

} // namespace

struct Desktop::Parts
{
    explicit Parts(std::unique_ptr<DesktopWork> opened)
        : work(std::move(opened))
    {
    }
    std::unique_ptr<DesktopWork> work;
};

Desktop::Desktop(std::unique_ptr<Parts> parts)
    : m_parts(std::move(parts))
{
}

Desktop::Desktop(Desktop &&) noexcept = default;
Desktop &Desktop::operator=(Desktop &&) noexcept = default;
Desktop::~Desktop() = default;

Outcome<Desktop> Desktop::open(const Settings &settings)
{
    makeApplication();
    auto work = std::make_unique<DesktopWork>();
    if (const auto opened = work->open(settings); !opened)
        return failureOf(opened.error());
    return Desktop(std::make_unique<Parts>(std::move(work)));
}

Outcome<bool> Desktop::synchronise()
{
    return outcomeOf(m_parts->work->synchronise());
}

std::vector<Refusal> Desktop::refusals() const
{
    return m_parts->work->refusals();
}

Outcome<Sent> Desktop::send(const std::string &orderFile, const std::string &message)
{
    return outcomeOf(m_parts->work->send(textOf(orderFile), textOf(message)));
}

Outcome<std::vector<Delivery>> Desktop::track(const std::string &message)
{
    return outcomeOf(m_parts->work->track(textOf(message)));
}

Outcome<std::vector<Arrival>> Desktop::arrivals()
{
    return outcomeOf(m_parts->work->arrivals());
}

Outcome<std::string> Desktop::save(const std::string &record, const std::string &folder)
{
    return outcomeOf(m_parts->work->save(StreamId(textOf(record)), textOf(folder)));
}

Outcome<bool> Desktop::signFor(const std::string &record)
{
    return outcomeOf(m_parts->work->answer(StreamId(textOf(record)), exchange::ReceiptKind::SignedFor, {}));
}

Outcome<bool> Desktop::returnDocument(const std::string &record, const std::string &reason)
{
    return outcomeOf(m_parts->work->answer(StreamId(textOf(record)), exchange::ReceiptKind::Returned, textOf(reason)));
}

} // namespace wenyi::client
