// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/directory/DirectoryDifference.h"

namespace wenyi::ui {

/// 拟稿人, 印章管理员 …
QString roleWords(directory::Role role);

/// "+ 人员 张三（…/zhang）", "~ 人员 张三（…/zhang）：角色 由「拟稿人」改为「核稿人」".
QString differenceWords(const directory::DirectoryDifference &difference);

} // namespace wenyi::ui
