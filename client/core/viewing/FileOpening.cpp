// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/viewing/FileOpening.h"

#include "client/core/viewing/OfdFile.h"
#include "client/core/viewing/PdfFile.h"

#include <QtConcurrent>

namespace wenyi::core {

namespace {

constexpr qsizetype LargestFile = 1024 * 1024 * 1024;

Result<ViewedFileRef> open(const QByteArray &bytes, const layout::FontSetRef &fonts, const PdfTrust &trust)
{
    if (bytes.size() > LargestFile)
        return Error{ErrorCode::TooLarge, "view.file-size", QString::number(bytes.size())};
    if (bytes.startsWith("PK\x03\x04"))
        return openOfd(bytes, fonts);
    if (bytes.startsWith("%PDF-"))
        return PdfFile::open(bytes, {}, trust);
    return Error{ErrorCode::Unsupported, "view.kind-unknown", {}};
}

} // namespace

QFuture<Result<ViewedFileRef>> openForViewing(
    const QByteArray &bytes, const layout::FontSetRef &fonts, const PdfTrust &trust)
{
    return QtConcurrent::run(open, bytes, fonts, trust);
}

} // namespace wenyi::core
