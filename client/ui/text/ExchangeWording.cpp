// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/text/ExchangeWording.h"

#include <QCoreApplication>

#include <iterator>

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
