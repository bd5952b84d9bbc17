// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/admin/DetailsBelow.h"

#include "client/ui/widgets/PlainTable.h"

#include <QPlainTextEdit>
#include <QSplitter>

using namespace Qt::StringLiterals;

namespace wenyi::ui {

QSplitter *detailsBelow(PlainTable &table, QPlainTextEdit &details, const QString &name, QWidget *parent)
{
    details.setObjectName(u"details"_s);
    details.setAccessibleName(name);
    details.setReadOnly(true);
    details.setTabChangesFocus(true);
    auto *parts = new QSplitter(Qt::Vertical, parent);
    parts->addWidget(&table);
    parts->addWidget(&details);
    parts->setStretchFactor(0, 4);
    parts->setStretchFactor(1, 2);
    parts->setChildrenCollapsible(false);
    return parts;
}

} // namespace wenyi::ui
