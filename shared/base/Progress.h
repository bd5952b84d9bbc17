// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <functional>

namespace wenyi {

/// Whether long work goes on.
enum class Continuation { GoOn, Cancel };
/// Told of what is done and of all, often, on the thread that does it; may be empty.
using Progress = std::function<Continuation(qint64 done, qint64 total)>;

} // namespace wenyi
