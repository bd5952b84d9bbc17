// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/render/wire/Messages.h"
#include "shared/base/Result.h"

#include <QImage>

#include <memory>

namespace Poppler {
class Document;
class Page;
} // namespace Poppler

namespace wenyi::render {

/// One foreign file, opened by Poppler, and pictures. Everything here works on hostile bytes, so it runs confined.
class Renderer
{
public:
    Renderer();
    ~Renderer();

    /// Never fails by itself: a refusal is an answer too.
    AnswerBody answer(const RequestBody &request);

private:
    Result<AnswerBody> answerTo(const OpenFile &request);
    Result<AnswerBody> answerTo(const RenderPage &request);
    Result<AnswerBody> answerTo(const ReadText &request);
    Result<AnswerBody> answerTo(const ReadOutline &request);
    Result<AnswerBody> answerTo(const DecodePicture &request);
    Result<AnswerBody> answerTo(const ReadSignatures &request);
    Result<AnswerBody> answerTo(const PrepareSignature &request);
    Result<std::unique_ptr<Poppler::Page>> page(int index) const;

    QByteArray m_content; ///< Poppler reads from it.
    std::unique_ptr<Poppler::Document> m_document;
    QList<PageSize> m_pages; ///< Of the document.
};

/// The picture as it goes over the wire. TooLarge "render.picture-size".
Result<AnswerBody> pictureAnswer(const QImage &picture);

} // namespace wenyi::render
