// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/viewing/SceneFile.h"

#include "client/core/viewing/ForeignPictures.h"
#include "client/core/viewing/Painting.h"

#include <QMutex>
#include <QPromise>
#include <QSet>
#include <QThreadPool>

#include <algorithm>
#include <functional>
#include <utility>
#include <vector>

using namespace Qt::StringLiterals;

namespace wenyi::core {

namespace {

constexpr int BeforeOthers = 1; ///< In the pool.

using IsUnwanted = std::function<bool()>;

/// Work that gives the answer, unless nobody wants it any more when its turn comes; it is told how to ask for that.
template<typename T, typename Work>
std::pair<QFuture<Result<T>>, std::function<void()>> answering(Work work)
{
    auto promise = std::make_shared<QPromise<Result<T>>>();
    promise->start();
    QFuture<Result<T>> future = promise->future();
    return {future, [promise, work = std::move(work)] {
                if (!promise->isCanceled())
                    promise->addResult(work([promise] { return promise->isCanceled(); }));
                promise->finish();
            }};
}

/// Tells whether items hold a picture; items of groups that stand in many places are looked at once.
class PictureFinder
{
public:
    bool isIn(const QList<layout::SceneItem> &items)
    {
        return std::ranges::any_of(items, [this](const layout::SceneItem &item) {
            if (const auto *group = std::get_if<layout::Group>(&item))
                return isIn(*group);
            return std::holds_alternative<layout::Image>(item);
        });
    }

private:
    bool isIn(const layout::Group &group)
    {
        if (m_known.contains(group.items.get()))
            return false;
        m_known.insert(group.items.get());
        return isIn(*group.items);
    }

    QSet<const void *> m_known;
};

} // namespace

struct SceneFile::Shared
{
    explicit Shared(SceneContent made)
        : content(std::move(made))
    {
    }

    /// A painter belongs to one thread at a time; each keeps the outlines it has met.
    std::unique_ptr<ForeignPainter> takePainter()
    {
        const QMutexLocker lock(&mutex);
        if (idle.empty())
            return std::make_unique<ForeignPainter>(content.pictures);
        auto painter = std::move(idle.back());
        idle.pop_back();
        return painter;
    }

    void giveBack(std::unique_ptr<ForeignPainter> painter)
    {
        const QMutexLocker lock(&mutex);
        idle.push_back(std::move(painter));
    }

    Result<const layout::PageScene *> page(qsizetype number) const
    {
        if (number < 0 || number >= content.scene->pages.size())
            return Error{ErrorCode::NotFound, "view.no-page", QString::number(number)};
        if (const auto fault = content.faults.constFind(number); fault != content.faults.cend())
            return *fault;
        return &content.scene->pages.at(number);
    }

    Result<QImage> paint(const PictureRequest &request, const IsUnwanted &isUnwanted)
    {
        WENYI_TRY(const layout::PageScene *scene, page(request.page));
        auto painter = takePainter();
        painter->stopWhen(isUnwanted);
        auto image =
            request.tile ? painter->area(*scene, request.scale, *request.tile) : painter->whole(*scene, request.scale);
        painter->stopWhen({});
        giveBack(std::move(painter));
        return image;
    }

    const SceneContent content;
    QMutex mutex;
    std::vector<std::unique_ptr<ForeignPainter>> idle;
};

SceneFile::SceneFile(SceneContent content)
    : m_shared(std::make_shared<Shared>(std::move(content)))
{
}

SceneFile::~SceneFile() = default;

FileFacts SceneFile::facts() const
{
    return m_shared->content.facts;
}

QList<PageSize> SceneFile::pages() const
{
    QList<PageSize> sizes;
    sizes.reserve(m_shared->content.scene->pages.size());
    for (const layout::PageScene &page : m_shared->content.scene->pages)
        sizes.append({page.width, page.height});
    return sizes;
}

QList<FileHeading> SceneFile::outline() const
{
    return m_shared->content.outline;
}

QList<ShownSeal> SceneFile::seals() const
{
    return m_shared->content.seals;
}

PagePicture SceneFile::picture(const PictureRequest &request) const
{
    auto [picture, work] = answering<QImage>(
        [shared = m_shared, request](const IsUnwanted &isUnwanted) { return shared->paint(request, isUnwanted); });
    painting::add(request.urgency, std::move(work));
    return picture;
}

PageTextAnswer SceneFile::text(qsizetype page) const
{
    auto [text, work] = answering<PageText>([shared = m_shared, page](const IsUnwanted &) -> Result<PageText> {
        WENYI_TRY(const layout::PageScene *scene, shared->page(page));
        return textOf(*scene);
    });
    QThreadPool::globalInstance()->start(std::move(work), BeforeOthers);
    return text;
}

std::shared_ptr<const layout::PageScene> SceneFile::scene(qsizetype page) const
{
    const auto scene = m_shared->page(page);
    if (!scene || (m_shared->content.pictures && PictureFinder().isIn((*scene)->items)))
        return nullptr;
    return std::shared_ptr<const layout::PageScene>(m_shared, *scene);
}

ViewedFileRef viewScene(const SceneRef &scene, const std::optional<SealedDocumentVerdict> &verdict, Origin origin)
{
    if (!scene)
        return nullptr;
    SceneContent content;
    content.scene = scene;
    content.facts.kind = u"scene"_s;
    content.facts.title = scene->title;
    if (verdict)
        content.seals = shownSeals(*verdict);
    if (origin == Origin::Foreign)
        content.pictures = decodedByHelper();
    return std::make_shared<SceneFile>(std::move(content));
}

QList<ShownSeal> shownSeals(const SealedDocumentVerdict &verdict)
{
    QList<ShownSeal> seals;
    for (const SealFinding &finding : verdict.seals) {
        for (const ofd::Stamp &stamp : finding.stamps) {
            layout::Rect box = stamp.boundary;
            if (stamp.clip)
                box = {box.x + stamp.clip->x, box.y + stamp.clip->y, stamp.clip->width, stamp.clip->height};
            seals.append({stamp.page, box, finding.name(), finding.conclusion});
        }
    }
    return seals;
}

} // namespace wenyi::core
