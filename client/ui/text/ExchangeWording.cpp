// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/text/ExchangeWording.h"

#include "client/ui/text/Wording.h"

#include <QCoreApplication>

#include <algorithm>
#include <iterator>
#include <utility>

namespace wenyi::ui {

namespace {

template<size_t Count, typename Kind>
QString wordOf(const char *const (&words)[Count], Kind kind)
{
    const auto index = static_cast<size_t>(kind);
    return index < Count ? QCoreApplication::translate("Exchange", words[index]) : QString();
}

} // namespace

QString channelWords(core::Channel channel)
{
    static const char *const words[] = {QT_TRANSLATE_NOOP("Exchange", "Network"), QT_TRANSLATE_NOOP("Exchange", "USB")};
    return wordOf(words, channel);
}

QString stageWords(exchange::DeliveryStage stage)
{
    static const char *const words[] = {QT_TRANSLATE_NOOP("Exchange", "Not delivered: waits to be sent"),
        QT_TRANSLATE_NOOP("Exchange", "Not delivered: packed"),
        QT_TRANSLATE_NOOP("Exchange", "Not delivered: on a USB drive"),
        QT_TRANSLATE_NOOP("Exchange", "Not delivered: being sent"),
        QT_TRANSLATE_NOOP("Exchange", "Not delivered: at the server"), QT_TRANSLATE_NOOP("Exchange", "Delivered"),
        QT_TRANSLATE_NOOP("Exchange", "Read"), QT_TRANSLATE_NOOP("Exchange", "Signed for"),
        QT_TRANSLATE_NOOP("Exchange", "Registered"), QT_TRANSLATE_NOOP("Exchange", "Concluded"),
        QT_TRANSLATE_NOOP("Exchange", "Returned"), QT_TRANSLATE_NOOP("Exchange", "Recalled"),
        QT_TRANSLATE_NOOP("Exchange", "Being recalled"), QT_TRANSLATE_NOOP("Exchange", "Not delivered: failed")};
    return wordOf(words, stage);
}

QString waitWords(const core::OnwardWait &wait, Instant now)
{
    static constexpr std::pair<const char *, const char *> reasons[] = {
        {"card.outdated", QT_TRANSLATE_NOOP("Exchange",
                              "The server of %1 has not taken this domain's newest card; it waits since %2")},
        {"link.acceptance",
            QT_TRANSLATE_NOOP("Exchange", "The server of %1 has it; that domain's newest card has not been taken here "
                                          "since %2")},
        {"link.down", QT_TRANSLATE_NOOP("Exchange", "The server of %1 has not been reached since %2")},
        {"store.full", QT_TRANSLATE_NOOP("Exchange", "The server of %1 has no room; it waits since %2")},
        {"unit.quota",
            QT_TRANSLATE_NOOP("Exchange", "This domain has no room left at the server of %1; it waits since %2")},
        {"", QT_TRANSLATE_NOOP("Exchange", "The server of %1 cannot take it for now; it waits since %2")}};
    const auto known = std::find_if(std::begin(reasons), std::end(reasons) - 1,
        [&wait](const auto &reason) { return wait.reason == reason.first; });
    return QCoreApplication::translate("Exchange", known->second).arg(wait.domain, timeWords(wait.since, now));
}

QString receiptWords(exchange::ReceiptKind kind)
{
    static const char *const words[] = {QT_TRANSLATE_NOOP("Exchange", "Receipt: accepted by the server"),
        QT_TRANSLATE_NOOP("Exchange", "Receipt: delivered"), QT_TRANSLATE_NOOP("Exchange", "Receipt: read"),
        QT_TRANSLATE_NOOP("Exchange", "Receipt: signed for"), QT_TRANSLATE_NOOP("Exchange", "Receipt: registered"),
        QT_TRANSLATE_NOOP("Exchange", "Receipt: returned"), QT_TRANSLATE_NOOP("Exchange", "Receipt: concluded")};
    return wordOf(words, kind);
}

QString itemWords(exchange::BundleItemKind kind)
{
    static const char *const words[] = {QT_TRANSLATE_NOOP("Exchange", "Journal entries"),
        QT_TRANSLATE_NOOP("Exchange", "Document"), QT_TRANSLATE_NOOP("Exchange", "Part of a document"),
        QT_TRANSLATE_NOOP("Exchange", "Receipt"), QT_TRANSLATE_NOOP("Exchange", "Content"),
        QT_TRANSLATE_NOOP("Exchange", "Directory"), QT_TRANSLATE_NOOP("Exchange", "Revocation list")};
    return wordOf(words, kind);
}

} // namespace wenyi::ui
