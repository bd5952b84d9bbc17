// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/viewing/SceneFile.h"
#include "client/ui/viewer/PageView.h"
#include "shared/document/TextImport.h"
#include "shared/layout/Typesetter.h"

#include <QFile>

namespace wenyi::ui {

/// The sample notice with its pages.
struct SampleFile
{
    document::OfficialDocument document;
    layout::FontSetRef fonts;
    core::SceneRef scene;

    bool load()
    {
        QFile file(QStringLiteral(WENYI_SOURCE_DIR "/resources/documents/sample-notice.txt"));
        if (!file.open(QIODevice::ReadOnly))
            return false;
        document = document::importText(file.readAll()).value().document;
        fonts = layout::FontSet::load(qEnvironmentVariable("WENYI_FONTS")).value();
        scene = std::make_shared<layout::DocumentScene>(layout::typeset(document, fonts).value().scene);
        return true;
    }

    /// A paragraph of several lines that stands whole on a page, and where.
    std::pair<QString, core::TextRange> paragraphOn(const core::PageText &text) const
    {
        QList<document::Block> blocks = document.body;
        for (const document::Attachment &attachment : document.attachments)
            blocks += attachment.body;
        for (const document::Block &block : blocks) {
            const auto *paragraph = std::get_if<document::Paragraph>(&block);
            if (!paragraph || paragraph->text.size() < 60)
                continue;
            const QList<core::TextRange> found = core::findIn(text, paragraph->text);
            if (!found.isEmpty() && core::areasOf(text, found.constFirst()).size() > 1)
                return {paragraph->text, found.constFirst()};
        }
        return {};
    }

    /// The scroll bar's value at which a page's upper edge stands a gap under that of the view.
    static int topOf(const PageView &view, qsizetype page)
    {
        PagePlacing placing;
        placing.place(view.file()->pages(), view.zoom() * view.logicalDpiX() / 25.4, 0, view.viewport()->width());
        return static_cast<int>(placing.rectOf(page).top() - PagePlacing::Gap);
    }
};

} // namespace wenyi::ui
