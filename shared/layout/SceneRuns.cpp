// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/layout/SceneRuns.h"

#include <QHash>

namespace wenyi::layout {

namespace {

class RunFinder
{
public:
    explicit RunFinder(const std::function<void(const GlyphRun &)> &see)
        : m_see(see)
    {
    }

    void find(const QList<SceneItem> &items, int depth = 0)
    {
        for (const SceneItem &item : items) {
            if (const auto *run = std::get_if<GlyphRun>(&item))
                m_see(*run);
            else if (const auto *group = std::get_if<Group>(&item); group && depth < DeepestGroup)
                find(*group, depth);
        }
    }

private:
    void find(const Group &group, int depth)
    {
        // Tiles share their items. Met again further out, more of what is in them is painted.
        const auto known = m_depths.constFind(group.items.get());
        if (known != m_depths.cend() && *known <= depth)
            return;
        m_depths.insert(group.items.get(), depth);
        find(*group.items, depth + 1);
    }

    const std::function<void(const GlyphRun &)> &m_see;
    QHash<const void *, int> m_depths; ///< At which groups were met.
};

} // namespace

void forEachRun(const DocumentScene &scene, const std::function<void(const GlyphRun &)> &see)
{
    RunFinder finder(see);
    for (const PageScene &page : scene.pages)
        finder.find(page.items);
}

} // namespace wenyi::layout
