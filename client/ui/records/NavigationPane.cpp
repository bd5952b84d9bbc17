// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/records/NavigationPane.h"

#include "client/ui/text/Wording.h"

#include <QPainter>
#include <QStandardItemModel>
#include <QStyledItemDelegate>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wenyi::ui {

namespace {

enum Role { BoxRole = Qt::UserRole + 1, ModuleRole, CountRole };
constexpr qint64 MostShown = 99;

/// 待办 first: what awaits somebody stands above what is done.
const QList<core::Box> &shownOrder()
{
    static const QList<core::Box> order{core::Box::Awaiting, core::Box::ToRead, core::Box::Circulated,
        core::Box::InHand, core::Box::Done, core::Box::Draft};
    return order;
}

/// What a leader is asked for; the rest lies under one head.
const QList<core::Box> &leadersOrder()
{
    static const QList<core::Box> order{core::Box::Awaiting, core::Box::ToRead};
    return order;
}

bool wantsAttention(core::Box box)
{
    return box == core::Box::Awaiting || box == core::Box::ToRead;
}

/// Paints the count in a pill at the right: red where something waits for the person, grey elsewhere.
class CountDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::paint(painter, option, index);
        const qint64 count = index.data(CountRole).toLongLong();
        if (count == 0)
            return;
        const QString words = count > MostShown ? u"99+"_s : QString::number(count);
        const int height = option.fontMetrics.height();
        const int width = std::max(height + 4, option.fontMetrics.horizontalAdvance(words) + height / 2 + 4);
        const QRect pill(option.rect.right() - width - 6, option.rect.center().y() - height / 2, width, height);
        const bool calls = wantsAttention(static_cast<core::Box>(index.data(BoxRole).toInt()));
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(Qt::NoPen);
        painter->setBrush(calls ? QColor(0xc0, 0x1c, 0x12) : QColor(0x6b, 0x72, 0x80));
        painter->drawRoundedRect(pill, height / 2.0, height / 2.0);
        painter->setPen(Qt::white);
        painter->drawText(pill, Qt::AlignCenter, words);
        painter->restore();
    }

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        QSize size = QStyledItemDelegate::sizeHint(option, index);
        size.setHeight(std::max(size.height(), option.fontMetrics.height() + 10));
        return size;
    }
};

} // namespace

NavigationPane::NavigationPane(const QList<modules::NamedWord> &modules, Home home, QWidget *parent)
    : QTreeView(parent)
    , m_model(new QStandardItemModel(this))
{
    setAccessibleName(tr("Navigation"));
    setHeaderHidden(true);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setItemDelegate(new CountDelegate(this));
    setModel(m_model);
    setFrameShape(QFrame::NoFrame);
    if (home == Home::Leader) {
        addLeadersHome(modules);
    } else {
        addBoxes(m_model->invisibleRootItem(), shownOrder(), {});
        addModules(m_model->invisibleRootItem(), modules);
        expandAll();
    }
    connect(selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex &current) {
        if (current.data(BoxRole).isValid())
            Q_EMIT chosen(static_cast<core::Box>(current.data(BoxRole).toInt()), current.data(ModuleRole).toString());
    });
}

NavigationPane::Home NavigationPane::homeOf(const QList<directory::Role> &roles)
{
    using enum directory::Role;
    const bool works = std::any_of(roles.begin(), roles.end(), [](directory::Role role) { return role != Leader; });
    return roles.contains(Leader) && !works ? Home::Leader : Home::Full;
}

void NavigationPane::addModules(QStandardItem *parent, const QList<modules::NamedWord> &modules)
{
    for (const modules::NamedWord &module : modules) {
        auto *item = new QStandardItem(module.name);
        item->setSelectable(false);
        parent->appendRow(item);
        addBoxes(item, shownOrder(), module.id);
    }
}

void NavigationPane::addLeadersHome(const QList<modules::NamedWord> &modules)
{
    QFont large = font();
    large.setPointSizeF(large.pointSizeF() * 1.25);
    setFont(large);
    QStandardItem *root = m_model->invisibleRootItem();
    addBoxes(root, leadersOrder(), {});
    itemOf(core::Box::Awaiting, {})->setText(tr("To sign"));
    auto *rest = new QStandardItem(tr("More"));
    rest->setSelectable(false);
    root->appendRow(rest);
    QList<core::Box> others = shownOrder();
    others.removeIf([](core::Box box) { return leadersOrder().contains(box); });
    addBoxes(rest, others, {});
    addModules(rest, modules);
}

void NavigationPane::addBoxes(QStandardItem *parent, const QList<core::Box> &boxes, const QString &module)
{
    for (const core::Box box : boxes) {
        auto *item = new QStandardItem(boxName(box));
        item->setData(static_cast<int>(box), BoxRole);
        item->setData(module, ModuleRole);
        parent->appendRow(item);
    }
}

QStandardItem *NavigationPane::itemOf(core::Box box, const QString &module) const
{
    const auto found =
        m_model->match(m_model->index(0, 0), BoxRole, static_cast<int>(box), -1, Qt::MatchExactly | Qt::MatchRecursive);
    for (const QModelIndex &index : found) {
        if (index.data(ModuleRole).toString() == module)
            return m_model->itemFromIndex(index);
    }
    return nullptr;
}

void NavigationPane::showCounts(const QList<core::BoxCount> &counts)
{
    QMap<std::pair<int, QString>, qint64> sums;
    for (const core::BoxCount &count : counts) {
        sums[{static_cast<int>(count.box), count.module}] += count.count;
        sums[{static_cast<int>(count.box), QString()}] += count.count;
    }
    const auto all =
        m_model->match(m_model->index(0, 0), BoxRole, u".*"_s, -1, Qt::MatchRegularExpression | Qt::MatchRecursive);
    for (const QModelIndex &index : all) {
        const auto box = static_cast<core::Box>(index.data(BoxRole).toInt());
        const qint64 count = sums.value({static_cast<int>(box), index.data(ModuleRole).toString()});
        QStandardItem *item = m_model->itemFromIndex(index);
        item->setData(count, CountRole);
        item->setData(
            count > 0 ? tr("%1, %2 records").arg(item->text()).arg(count) : item->text(), Qt::AccessibleTextRole);
        QFont words = font();
        words.setBold(count > 0 && wantsAttention(box));
        item->setFont(words);
    }
}

void NavigationPane::choose(core::Box box, const QString &module)
{
    if (const QStandardItem *item = itemOf(box, module))
        setCurrentIndex(item->index());
}

qint64 NavigationPane::count(core::Box box, const QString &module) const
{
    const QStandardItem *item = itemOf(box, module);
    return item ? item->data(CountRole).toLongLong() : 0;
}

} // namespace wenyi::ui
