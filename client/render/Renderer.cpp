// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/render/Renderer.h"

#include "client/render/signatures/PdfSignatures.h"
#include "client/render/signatures/SignatureIncrement.h"
#include "shared/layout/paint/PictureDecoder.h"

#include <poppler-qt6.h>

#include <cmath>
#include <new>

using namespace Qt::StringLiterals;

namespace wenyi::render {

namespace {

constexpr double PointsPerInch = 72;
constexpr double MicrometresPerPoint = 25'400 / PointsPerInch;
constexpr qsizetype LongestTitle = 1000; ///< Characters; under what the wire takes in bytes.
constexpr int DeepestOutline = 32;

/// Micrometres of a length in points, however wild; a page has no place for what is not a number.
int micrometres(double points, int least = -LargestPage)
{
    if (!std::isfinite(points))
        return std::max(least, 0);
    return static_cast<int>(std::clamp(std::round(points * MicrometresPerPoint), double(least), double(LargestPage)));
}

Box boxOf(const QRectF &rectangle)
{
    return {micrometres(rectangle.x()), micrometres(rectangle.y()), micrometres(rectangle.width(), 0),
        micrometres(rectangle.height(), 0)};
}

/// A word with a box for each code point; one whose boxes do not match its text gets the whole word's box for each.
TextWord wordOf(const Poppler::TextBox &box)
{
    TextWord word{box.text(), box.hasSpaceAfter(), {}};
    const qsizetype characters = word.text.toUcs4().size();
    for (qsizetype i = 0; i < characters; ++i) {
        const QRectF place = box.charBoundingBox(static_cast<int>(i));
        word.characters << boxOf(place.isNull() ? box.boundingBox() : place);
    }
    return word;
}

/// Where on its page a destination stands; 0 where it shows the page as a whole.
int topOf(const Poppler::LinkDestination &target, const PageSize &page)
{
    using Destination = Poppler::LinkDestination;
    const auto kind = target.kind();
    const bool isPlace = (kind == Destination::destXYZ && target.isChangeTop()) || kind == Destination::destFitH
                         || kind == Destination::destFitBH || kind == Destination::destFitR;
    // Poppler tells a part of the page's height.
    const double top = target.top() * page.height;
    return isPlace && top > 0 ? static_cast<int>(std::min(std::round(top), double(page.height))) : 0;
}

/// The outline flattened, and bounded: a hostile one may be a ring.
void collectOutline(
    const QVector<Poppler::OutlineItem> &items, int level, const QList<PageSize> &pages, Outline &outline)
{
    for (const Poppler::OutlineItem &item : items) {
        if (outline.entries.size() >= MostOutlineEntries || level > DeepestOutline)
            return;
        const auto target = item.destination();
        const int page = target ? target->pageNumber() - 1 : -1;
        const bool isThere = page >= 0 && page < pages.size();
        outline.entries << OutlineEntry{
            item.name().left(LongestTitle), level, isThere ? page : -1, isThere ? topOf(*target, pages.at(page)) : 0};
        if (item.hasChildren())
            collectOutline(item.children(), level + 1, pages, outline);
    }
}

/// The whole page in pixels.
Result<QSize> pixelSize(const Poppler::Page &page, double dpi)
{
    const QSizeF points = page.pageSizeF();
    const double width = std::ceil(points.width() / PointsPerInch * dpi);
    const double height = std::ceil(points.height() / PointsPerInch * dpi);
    if (!(width >= 1 && height >= 1 && width <= LargestSide && height <= LargestSide))
        return Error{ErrorCode::TooLarge, "render.page-size", u"%1 x %2"_s.arg(points.width()).arg(points.height())};
    return QSize(static_cast<int>(width), static_cast<int>(height));
}

} // namespace

Renderer::Renderer()
{
    // Poppler's own complaints about a file would be the file's words in our log.
    Poppler::setDebugErrorFunction([](const QString &, const QVariant &) {}, {});
}

Renderer::~Renderer() = default;

AnswerBody Renderer::answer(const RequestBody &request)
{
    try {
        auto answer = std::visit([this](const auto &body) { return answerTo(body); }, request);
        if (answer)
            return *std::move(answer);
        return Refused{answer.error().code, answer.error().reason, answer.error().detail.left(LongestTitle)};
    } catch (const std::bad_alloc &) {
        return Refused{ErrorCode::TooLarge, "render.memory", {}};
    } catch (const std::exception &exception) {
        return Refused{ErrorCode::Corrupt, "render.pdf", QString::fromLocal8Bit(exception.what()).left(LongestTitle)};
    }
}

Result<AnswerBody> Renderer::answerTo(const OpenFile &request)
{
    m_document.reset();
    m_content = request.content;
    m_document = Poppler::Document::loadFromData(m_content);
    if (!m_document)
        return Error{ErrorCode::Corrupt, "render.pdf", {}};
    if (m_document->isLocked()) {
        m_document.reset();
        return Error{ErrorCode::Locked, "render.locked", {}};
    }
    const int count = m_document->numPages();
    if (count < 1 || count > MostPages) {
        m_document.reset();
        return Error{ErrorCode::TooLarge, "render.page-count", QString::number(count)};
    }
    m_document->setRenderHint(Poppler::Document::Antialiasing);
    m_document->setRenderHint(Poppler::Document::TextAntialiasing);
    m_document->setPaperColor(Qt::white);
    Opened opened;
    opened.title = m_document->title().left(LongestTitle);
    opened.mayPrint = m_document->okToPrint();
    for (int i = 0; i < count; ++i) {
        const std::unique_ptr<Poppler::Page> page = m_document->page(i);
        const QSizeF size = page ? page->pageSizeF() : QSizeF();
        opened.pages << PageSize{micrometres(size.width(), 1), micrometres(size.height(), 1)};
    }
    m_pages = opened.pages;
    return opened;
}

Result<std::unique_ptr<Poppler::Page>> Renderer::page(int index) const
{
    if (!m_document)
        return Error{ErrorCode::NotFound, "render.no-file", {}};
    if (index < 0 || index >= m_document->numPages())
        return Error{ErrorCode::NotFound, "render.no-page", QString::number(index)};
    auto page = m_document->page(index);
    if (!page)
        return Error{ErrorCode::Corrupt, "render.page", QString::number(index)};
    return page;
}

Result<AnswerBody> Renderer::answerTo(const RenderPage &request)
{
    WENYI_TRY(const auto page, this->page(request.page));
    const double dpi = request.milliDpi / 1000.0;
    WENYI_TRY(const QSize whole, pixelSize(*page, dpi));
    const QRect all(QPoint(), whole);
    const QRect clip = request.clip.isEmpty() ? all : request.clip & all;
    if (clip.isEmpty())
        return Error{ErrorCode::InvalidInput, "render.clip", {}};
    if (qint64(clip.width()) * clip.height() > MostPixels)
        return Error{ErrorCode::TooLarge, "render.picture-size", {}};
    return pictureAnswer(page->renderToImage(dpi, dpi, clip.x(), clip.y(), clip.width(), clip.height()));
}

Result<AnswerBody> Renderer::answerTo(const ReadText &request)
{
    WENYI_TRY(const auto page, this->page(request.page));
    PageText text;
    qsizetype charactersLeft = MostCharacters;
    for (const auto &box : page->textList()) {
        const TextWord word = wordOf(*box);
        charactersLeft -= word.characters.size();
        if (charactersLeft < 0 || text.words.size() == MostCharacters)
            break;
        text.words << word;
    }
    return text;
}

Result<AnswerBody> Renderer::answerTo(const ReadOutline &)
{
    if (!m_document)
        return Error{ErrorCode::NotFound, "render.no-file", {}};
    Outline outline;
    collectOutline(m_document->outline(), 0, m_pages, outline);
    return outline;
}

Result<AnswerBody> Renderer::answerTo(const ReadSignatures &)
{
    if (!m_document)
        return Error{ErrorCode::NotFound, "render.no-file", {}};
    WENYI_TRY(Signatures signatures, readSignatures(m_content));
    return signatures;
}

Result<AnswerBody> Renderer::answerTo(const PrepareSignature &request)
{
    if (!m_document)
        return Error{ErrorCode::NotFound, "render.no-file", {}};
    WENYI_TRY(PreparedSignature prepared, prepareSignature(m_content, request));
    if (prepared.increment.size() > LargestIncrement)
        return Error{ErrorCode::TooLarge, "pdf-sign.structure", {}};
    return prepared;
}

Result<AnswerBody> Renderer::answerTo(const DecodePicture &request)
{
    WENYI_TRY(const QImage picture, layout::decodePicture(request.encoded));
    const double over = double(picture.width()) * picture.height() / MostPixels;
    if (over <= 1)
        return pictureAnswer(picture);
    const QSizeF fitting = QSizeF(picture.size()) / std::sqrt(over);
    const QSize size(std::max(1, static_cast<int>(fitting.width())), std::max(1, static_cast<int>(fitting.height())));
    return pictureAnswer(picture.scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation));
}

Result<AnswerBody> pictureAnswer(const QImage &picture)
{
    if (picture.isNull())
        return Error{ErrorCode::Corrupt, "render.page", {}};
    if (qint64(picture.width()) * picture.height() > MostPixels)
        return Error{ErrorCode::TooLarge, "render.picture-size", {}};
    const QImage even = picture.convertToFormat(QImage::Format_ARGB32_Premultiplied);
    const qsizetype line = qsizetype(even.width()) * 4;
    Picture answer{even.width(), even.height(), QByteArray(line * even.height(), Qt::Uninitialized)};
    for (int y = 0; y < even.height(); ++y)
        std::memcpy(answer.pixels.data() + y * line, even.constScanLine(y), static_cast<size_t>(line));
    return answer;
}

} // namespace wenyi::render
