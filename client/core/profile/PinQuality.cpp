// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/profile/PinQuality.h"

#include <algorithm>

namespace wenyi::core {

namespace {

constexpr int LongestRepeated = 3;
constexpr int ManyDigits = 10;
constexpr int StrongLength = 12;

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// Of UTF-8: bytes that go on in a character are no beginning of one.
int charactersOf(QByteArrayView pin)
{
    return static_cast<int>(
        std::count_if(pin.begin(), pin.end(), [](char c) { return (static_cast<quint8>(c) & 0xc0) != 0x80; }));
}

bool isRepeated(QByteArrayView pin)
{
    for (qsizetype period = 1; period <= LongestRepeated; ++period) {
        if (pin.size() > period && std::equal(pin.begin() + period, pin.end(), pin.begin()))
            return true;
    }
    return false;
}

int stepBetween(char from, char to)
{
    const int step = to - from;
    // 890 goes on as 78 does, and 109 as 21.
    if (isDigit(from) && isDigit(to) && std::abs(step) == 9)
        return step > 0 ? -1 : 1;
    return step;
}

bool isSequential(QByteArrayView pin)
{
    const int step = stepBetween(pin[0], pin[1]);
    for (qsizetype i = 1; i < pin.size(); ++i) {
        if (stepBetween(pin[i - 1], pin[i]) != step)
            return false;
    }
    return std::abs(step) == 1;
}

} // namespace

Result<void> checkNewPin(const SecretBytes &pin)
{
    const auto refused = [](const char *reason) { return Error{ErrorCode::InvalidInput, reason, {}}; };
    if (charactersOf(pin.view()) < ShortestNewPin)
        return refused("pin.too-short");
    if (isRepeated(pin.view()))
        return refused("pin.repeated");
    if (isSequential(pin.view()))
        return refused("pin.sequential");
    return {};
}

PinStrength strengthOf(const SecretBytes &pin)
{
    const QByteArrayView bytes = pin.view();
    const bool isDigits = std::all_of(bytes.begin(), bytes.end(), isDigit);
    const int characters = charactersOf(bytes);
    if (isDigits && characters < ManyDigits)
        return PinStrength::Days;
    return !isDigits && characters >= StrongLength ? PinStrength::Strong : PinStrength::Fair;
}

} // namespace wenyi::core
