// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/layout/PageScene.h"
#include "shared/layout/Typesetter.h"

#include <QDateTime>

namespace wenyi::layout {

/// What a PDF says about itself.
struct PdfInfo
{
    QString title; ///< Empty: the scene's.
    QString author;
    QDateTime created; ///< Written as both dates; handed in, so that the same scene gives the same bytes.
    QList<OutlineHeading> outline;
};

/// The scene as PDF/A-2b: faces embedded as subsets, text that copies out as the runs' text, a seal's Multiply kept.
/// Fails with InvalidInput "layout.no-pages", "layout.page-size", "layout.outline-page", "layout.pdf-date",
/// "layout.font-embed", "layout.picture…" (readPictureHeader), Internal "layout.pdf-write".
Result<QByteArray> writePdf(const DocumentScene &scene, const PdfInfo &info);

} // namespace wenyi::layout
