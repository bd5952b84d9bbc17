// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/token/TokenSettings.h"
#include "shared/base/Clock.h"
#include "shared/base/NetworkShare.h"
#include "shared/base/RandomSource.h"

#include <QString>

#include <functional>

namespace wenyi::core {

/// What the composition root hands to everything below it; all of it outlives its users.
struct Environment
{
    const Clock &clock;
    RandomSource &random;
    QString resources; ///< Folder with modules/, domains/, documents/.
    QString fonts;     ///< Folder with the faces that come with the product.
    TokenSettings tokens = {};
    /// The kind of file system that a folder lies on, as wenyi::fileSystemKind() tells it.
    std::function<quint64(const QString &)> fileSystemKind = wenyi::fileSystemKind;
};

} // namespace wenyi::core
