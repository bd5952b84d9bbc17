// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QWidget;

namespace wenyi::ui {

class Session;

/// Opens 印章管理 beside its parent, over the authority's folder that was used last; a window that is open already
/// comes to the front.
void showSealAdministration(Session &session, QWidget *parent);

} // namespace wenyi::ui
