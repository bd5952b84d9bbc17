// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/render/WarmUp.h"

#include "client/render/Renderer.h"
#include "client/render/signatures/PdfSignatures.h"

#include <QBuffer>
#include <QImageReader>

namespace wenyi::render {

namespace {

/// A page with a word in a font that is not embedded. Poppler finds the objects without a table of them.
constexpr char Page[] = "%PDF-1.4\n"
                        "1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
                        "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
                        "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 72 72]/Contents 4 0 R"
                        "/Resources<</Font<</F 5 0 R>>>>>>endobj\n"
                        "4 0 obj<</Length 31>>stream\nBT /F 12 Tf 9 9 Td (Wenyi) Tj ET\nendstream endobj\n"
                        "5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n"
                        "trailer<</Root 1 0 R>>\n%%EOF\n";

} // namespace

void warmUp()
{
    Renderer renderer;
    renderer.answer(OpenFile{QByteArray(Page, sizeof Page - 1)});
    renderer.answer(RenderPage{});
    warmUpSignatures();
    renderer.answer(ReadSignatures{});
    // Large enough for Qt to convert it in threads of its pool.
    QImage large(600, 600, QImage::Format_RGB32);
    large.fill(Qt::white);
    (void)large.convertToFormat(QImage::Format_RGB888);
    const QImage picture = large.copy(0, 0, 16, 16);
    for (const char *format : {"png", "jpeg", "bmp", "tiff", "gif"}) {
        QByteArray bytes;
        QBuffer buffer(&bytes);
        buffer.open(QIODevice::ReadWrite);
        picture.save(&buffer, format);
        buffer.seek(0);
        (void)QImageReader(&buffer, format).read();
    }
}

} // namespace wenyi::render
