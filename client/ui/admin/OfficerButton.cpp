// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/admin/OfficerButton.h"

#include "client/ui/text/DirectoryWords.h"

namespace wenyi::ui {

OfficerButton::OfficerButton(const QString &words, directory::Role owner, QWidget *parent)
    : QPushButton(words, parent)
    , m_owner(owner)
{
    setAutoDefault(false);
    setEnabled(false);
}

void OfficerButton::weigh(directory::Role acting, bool fits)
{
    const bool isOwners = acting == m_owner;
    setEnabled(isOwners && fits);
    const QString tip = isOwners ? QString() : tr("This is the work of the %1.").arg(roleWords(m_owner));
    setToolTip(tip.toHtmlEscaped());
    setAccessibleDescription(tip);
}

} // namespace wenyi::ui
