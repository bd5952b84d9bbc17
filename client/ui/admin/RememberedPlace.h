// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/domain/SealAdministration.h"

namespace wenyi::ui {

/// Where a domain's set-up puts the directory: beside the authority's folder.
QString besideAuthority(const QString &folder);

/// Which authority this machine administered last; empty where none.
core::AuthorityPlace rememberedPlace();
void rememberPlace(const core::AuthorityPlace &place);

} // namespace wenyi::ui
