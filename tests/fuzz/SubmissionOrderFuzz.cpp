// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/outgoing/Submission.h"
#include "shared/exchange/Names.h"

#include <algorithm>
#include <cstdlib>

using namespace wenyi;

/// Whatever an order says, the files that it names are plain names, and its message is a line.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArrayView bytes(data, static_cast<qsizetype>(size));
    for (const auto &order : {core::SubmissionOrder::fromJson(bytes), core::SubmissionOrder::fromXml(bytes)}) {
        if (!order)
            continue;
        const bool arePlain = exchange::isFileName(order->document)
                              && std::all_of(order->attachments.begin(), order->attachments.end(),
                                  [](const QString &name) { return exchange::isFileName(name); });
        if (!arePlain || !exchange::isPlainLine(order->message, core::LongestMessageId) || order->printQuota > 10'000)
            std::abort();
    }
    return 0;
}

extern "C" void wenyiFuzzSeeds(void (*add)(const uint8_t *data, size_t size))
{
    const QByteArray json = R"({"message": "oa-1", "document": "a.ofd", "attachments": ["b.xlsx"], "to": ["各镇"],
 "urgency": "特急", "printQuota": 3, "header": {"GWBS": "11320281014000001A-2026-28", "WZ": "通知", "FH": "000001",
 "MJHBMQX": "秘密★1年", "JJCD": "加急", "FWJGBZ": "a", "FWZH": "a", "QFR": ["a"], "BT": "b", "ZSJG": ["c", "d"],
 "FJSM": ["e"], "FWJGSM": ["f"], "CWRQ": "2026-06-18", "FZ": "g", "CSJG": ["h"], "YFJG": "i", "YFRQ": "2026-06-18",
 "FBCC": "j"}})";
    if (!core::SubmissionOrder::fromJson(json))
        std::abort();
    add(reinterpret_cast<const uint8_t *>(json.constData()), static_cast<size_t>(json.size()));
}
