// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/ui/admin/AuthorityPresenter.h"

#include <QPushButton>

namespace wenyi::ui {

/// A button for the work of one of the three officers: for another one it is disabled, and its tip says whose it is.
class OfficerButton final : public QPushButton
{
    Q_OBJECT

public:
    OfficerButton(const QString &words, directory::Role owner, QWidget *parent);

    /// `fits`: whether what is chosen allows it.
    void weigh(directory::Role acting, bool fits);

private:
    directory::Role m_owner;
};

/// Whose work such an act is, for a button of it; one of an officer's.
inline directory::Role ownerOf(const core::RegisterContent &content)
{
    return core::officerFor(content).value();
}

} // namespace wenyi::ui
