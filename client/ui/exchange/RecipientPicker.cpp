// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/exchange/RecipientPicker.h"

#include "client/ui/text/ExchangeWording.h"

#include <QHash>
#include <QLineEdit>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QStandardItemModel>
#include <QTreeView>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace wenyi::ui {

namespace {

enum Role { UnitsRole = Qt::UserRole + 1, SearchRole };

QStandardItem *itemOf(const QString &words, const QStringList &codes, const QString &search)
{
    auto *item = new QStandardItem(words);
    item->setData(codes, UnitsRole);
    item->setData(search, SearchRole);
    return item;
}

QStandardItem *headingOf(const QString &words)
{
    QStandardItem *item = itemOf(words, {}, {});
    item->setSelectable(false);
    return item;
}

} // namespace

RecipientPicker::RecipientPicker(QWidget *parent)
    : QWidget(parent)
    , m_search(new QLineEdit(this))
    , m_model(new QStandardItemModel(this))
    , m_filtered(new QSortFilterProxyModel(this))
    , m_tree(new QTreeView(this))
{
    m_search->setObjectName(u"recipientSearch"_s);
    m_search->setPlaceholderText(tr("Find a unit or group to add"));
    m_search->setAccessibleName(tr("Find a unit or group"));
    m_search->setClearButtonEnabled(true);
    m_filtered->setSourceModel(m_model);
    m_filtered->setFilterRole(SearchRole);
    m_filtered->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_filtered->setRecursiveFilteringEnabled(true);
    m_tree->setModel(m_filtered);
    m_tree->setHeaderHidden(true);
    m_tree->setAccessibleName(tr("Units and groups"));
    m_tree->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_tree->setExpandsOnDoubleClick(false);
    m_tree->setMinimumHeight(fontMetrics().lineSpacing() * 7);
    m_tree->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored);
    auto *add = new QPushButton(tr("&Add"), this);
    add->setObjectName(u"addRecipient"_s);
    add->setAutoDefault(false);
    add->setToolTip(tr("Add the chosen unit or group"));
    auto *row = new QHBoxLayout;
    row->addWidget(m_search, 1);
    row->addWidget(add);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addLayout(row);
    layout->addWidget(m_tree, 1);
    connect(m_search, &QLineEdit::textChanged, this, &RecipientPicker::filter);
    connect(m_search, &QLineEdit::returnPressed, this, &RecipientPicker::chooseFirst);
    connect(m_tree, &QTreeView::activated, this, &RecipientPicker::choose);
    connect(add, &QPushButton::clicked, this, [this] {
        if (m_tree->currentIndex().isValid())
            choose(m_tree->currentIndex());
        else
            chooseFirst();
    });
}

void RecipientPicker::addUnit(const core::Recipient &recipient, const core::RecipientBook &book,
    QHash<UnitCode, QStandardItem *> &items, QStandardItem *root)
{
    if (items.contains(recipient.unit))
        return;
    QStandardItem *parent = root;
    const core::Recipient *above = recipient.parent ? book.recipient(*recipient.parent) : nullptr;
    if (above) {
        addUnit(*above, book, items, root);
        parent = items.value(above->unit);
    }
    QStandardItem *item = itemOf(tr("%1 (%2)").arg(recipient.label(), channelWords(*recipient.channel)),
        {recipient.unit.toString()}, recipient.label() + u' ' + recipient.shortName);
    items.insert(recipient.unit, item);
    parent->appendRow(item);
}

void RecipientPicker::showBook(const core::RecipientBook &book)
{
    m_model->clear();
    QStandardItem *units = headingOf(tr("Units"));
    m_model->appendRow(units);
    QHash<UnitCode, QStandardItem *> items;
    for (const core::Recipient &recipient : book.recipients)
        addUnit(recipient, book, items, units);
    QStandardItem *groups = headingOf(tr("Groups"));
    for (const core::RecipientGroup &group : book.groups) {
        QStringList codes;
        QStringList names;
        for (const UnitCode &unit : group.units) {
            codes.append(unit.toString());
            if (const core::Recipient *recipient = book.recipient(unit))
                names.append(recipient->name);
        }
        QStandardItem *item =
            itemOf(tr("%1 (%n units)", nullptr, static_cast<int>(codes.size())).arg(group.name), codes, group.name);
        item->setToolTip(names.join(u'、').toHtmlEscaped());
        groups->appendRow(item);
    }
    if (groups->hasChildren())
        m_model->appendRow(groups);
    else
        delete groups;
    m_tree->expandAll();
}

void RecipientPicker::filter(const QString &text)
{
    m_filtered->setFilterFixedString(text.trimmed());
    m_tree->expandAll();
    m_tree->setCurrentIndex({});
}

void RecipientPicker::choose(const QModelIndex &index)
{
    QList<UnitCode> units;
    for (const QString &code : index.data(UnitsRole).toStringList())
        units.append(UnitCode(code));
    if (!units.isEmpty())
        Q_EMIT chosen(units);
}

void RecipientPicker::chooseFirst()
{
    if (m_search->text().trimmed().isEmpty())
        return;
    QModelIndex index = m_filtered->index(0, 0);
    while (index.isValid() && index.data(UnitsRole).toStringList().isEmpty())
        index = m_tree->indexBelow(index);
    if (!index.isValid())
        return;
    choose(index);
    m_search->clear();
}

} // namespace wenyi::ui
