// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace wenyi::faults {

/// The seed of this run: WENYI_FAULT_SEED, or the fixed one. It is printed, so that a failure can be had again.
inline quint32 faultSeed(quint32 fixed)
{
    const quint32 chosen = qEnvironmentVariableIsSet("WENYI_FAULT_SEED")
                               ? static_cast<quint32>(qEnvironmentVariable("WENYI_FAULT_SEED").toUInt())
                               : fixed;
    qInfo("seed %u", chosen);
    return chosen;
}

/// How many, or how often: what the variable says, or as many as every run does.
inline int faultCount(const char *variable, int usual)
{
    return qEnvironmentVariableIsSet(variable) ? qEnvironmentVariableIntValue(variable) : usual;
}

} // namespace wenyi::faults
