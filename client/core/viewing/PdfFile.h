// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/render/RenderThread.h"
#include "client/core/viewing/ViewedFile.h"

namespace wenyi::core {

/// A PDF as its helper process shows it. A page that the helper dies of costs that page.
class PdfFile final : public ViewedFile
{
public:
    /// Waits for the helper, so not to be called on a thread that must not wait. Signatures are judged by `trust`; a
    /// file whose signatures cannot be read says so and is shown. Fails as RenderProcess::open() does.
    static Result<ViewedFileRef> open(
        const QByteArray &bytes, RenderProcess::Settings settings = {}, const PdfTrust &trust = {});

    FileFacts facts() const override;
    QList<PageSize> pages() const override { return m_pages; }
    QList<FileHeading> outline() const override { return m_outline; }
    QList<ShownSeal> seals() const override;
    std::optional<PdfVerdict> signatures() const override { return m_verdict; }
    /// A tile is cut where the page ends. Fails with InvalidInput "render.clip" for one that lies beside it.
    PagePicture picture(const PictureRequest &request) const override;
    PageTextAnswer text(qsizetype page) const override;

private:
    explicit PdfFile(RenderProcess::Settings settings)
        : m_helper(std::move(settings))
    {
    }
    bool hasPage(qsizetype page) const { return page >= 0 && page < m_pages.size(); }

    RenderThread m_helper;
    QList<PageSize> m_pages;
    QList<FileHeading> m_outline;
    PdfVerdict m_verdict;
    QString m_title;
    bool m_mayPrint = true;
};

/// The helper's words as lines of text. A line goes on as long as words follow one another to the right.
PageText textOf(const render::PageText &page);

} // namespace wenyi::core
