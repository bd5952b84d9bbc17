// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QWidget;

namespace wenyi::core {
struct Environment;
}

namespace wenyi::ui {

/// Opens 证书与密钥管理 beside its parent; one that is open already comes to the front.
void showAuthority(const core::Environment &environment, QWidget *parent);

} // namespace wenyi::ui
