// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/viewing/ViewedFile.h"
#include "shared/layout/paint/PictureDecoder.h"

#include <QHash>

namespace wenyi::core {

using SceneRef = std::shared_ptr<const layout::DocumentScene>;

/// What a SceneFile is made of.
struct SceneContent
{
    SceneRef scene; ///< Not null.
    FileFacts facts;
    QList<FileHeading> outline;
    QList<ShownSeal> seals;
    QHash<qsizetype, Error> faults; ///< Pages that cannot be shown, and why.
    layout::PixelSource pictures;   ///< Who decodes pictures that others made; none where all are our own.
};

/// A file whose pages are scenes: a draft as it is set, an OFD. Pictures are painted in Qt's pool.
class SceneFile final : public ViewedFile
{
public:
    explicit SceneFile(SceneContent content);
    ~SceneFile() override;

    FileFacts facts() const override;
    QList<PageSize> pages() const override;
    QList<FileHeading> outline() const override;
    QList<ShownSeal> seals() const override;
    PagePicture picture(const PictureRequest &request) const override;
    PageTextAnswer text(qsizetype page) const override;
    /// Null too for a page with pictures of others: whoever draws the scene would decode them.
    std::shared_ptr<const layout::PageScene> scene(qsizetype page) const override;

private:
    struct Shared; ///< Outlives the file until the last picture under way is painted.
    std::shared_ptr<Shared> m_shared;
};

/// Whose pictures a scene holds: those of others are decoded by a helper process.
enum class Origin { Own, Foreign };

/// A document that is set or read already, with what its seals were found to be worth. Null for a null scene.
ViewedFileRef viewScene(const SceneRef &scene, const std::optional<SealedDocumentVerdict> &verdict = std::nullopt,
    Origin origin = Origin::Own);

/// Every place on a page where a seal of the verdict stands.
QList<ShownSeal> shownSeals(const SealedDocumentVerdict &verdict);

} // namespace wenyi::core
