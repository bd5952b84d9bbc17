// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/token/TokenSettings.h"
#include "shared/base/Clock.h"
#include "shared/base/RandomSource.h"

#include <QString>

namespace wenyi::core {

/// What the composition root hands to everything below it; all of it outlives its users.
struct Environment
{
    const Clock &clock;
    RandomSource &random;
    QString resources; ///< Folder with modules/, domains/, documents/.
    QString fonts;     ///< Folder with the faces that come with the product.
    TokenSettings tokens = {};
};

} // namespace wenyi::core
