// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/viewing/PdfFile.h"

#include "shared/layout/Resolution.h"

#include <cmath>

using namespace Qt::StringLiterals;

namespace wenyi::core {

namespace {

constexpr double MicrometresPerUnit = 1000;

layout::Rect rectOf(const render::Box &box)
{
    return {box.left / MicrometresPerUnit, box.top / MicrometresPerUnit, box.width / MicrometresPerUnit,
        box.height / MicrometresPerUnit};
}

/// How the mark beside a signature speaks of it.
SealingConclusion conclusionOf(PdfConclusion conclusion)
{
    switch (conclusion) {
    case PdfConclusion::Valid:
        return SealingConclusion::Valid;
    case PdfConclusion::SignerUnknown:
        return SealingConclusion::CannotBeChecked;
    case PdfConclusion::Changed:
        return SealingConclusion::ContentChanged;
    case PdfConclusion::SignerInvalid:
        return SealingConclusion::SignerInvalid;
    default:
        return SealingConclusion::SignatureInvalid;
    }
}

/// An answer for which no helper is needed.
template<typename T>
QFuture<Result<T>> failed(ErrorCode code, const char *reason, const QString &detail)
{
    return QtFuture::makeReadyFuture(Result<T>(Error{code, reason, detail}));
}

/// Whether a word goes on where the last character ended, and does not begin another line.
bool isSameLine(const layout::Rect &last, const layout::Rect &next)
{
    const double middle = next.y + next.height / 2;
    return middle > last.y && middle < last.y + last.height && next.x + next.width > last.x;
}

/// Parts the word that ends a text from the next one on its line, if the file says so or a gap does.
void part(PageText &text, bool hasBlank, const layout::Rect &next)
{
    const layout::Rect last = text.boxes.constLast();
    const double gap = std::max(0.0, next.x - last.x - last.width);
    if (!hasBlank && gap < last.height / 2)
        return;
    text.text += u' ';
    text.boxes << layout::Rect{last.x + last.width, last.y, gap, last.height};
}

void addWord(PageText &text, const render::TextWord &word)
{
    const QList<uint> points = word.text.toUcs4();
    // The wire has a box for each code point: MessageCodec sees to it.
    for (qsizetype index = 0; index < points.size(); ++index) {
        const char32_t point = points.at(index);
        const QString units = QString::fromUcs4(&point, 1);
        text.text += units;
        text.boxes.insert(text.boxes.size(), units.size(), rectOf(word.characters.at(index)));
    }
}

} // namespace

Result<ViewedFileRef> PdfFile::open(const QByteArray &bytes, RenderProcess::Settings settings, const PdfTrust &trust)
{
    const PoolLeave leave;
    const std::shared_ptr<PdfFile> file(new PdfFile(std::move(settings)));
    WENYI_TRY(const render::Opened opened, waitFor(file->m_helper.open(bytes)));
    for (const render::PageSize &page : opened.pages)
        file->m_pages << PageSize{page.width / MicrometresPerUnit, page.height / MicrometresPerUnit};
    file->m_title = opened.title.trimmed();
    file->m_mayPrint = opened.mayPrint;
    // A file whose outline cannot be read is a file without one.
    if (const auto outline = waitFor(file->m_helper.ask<render::Outline>(render::ReadOutline{}))) {
        for (const render::OutlineEntry &entry : outline->entries) {
            if (file->hasPage(entry.page))
                file->m_outline << FileHeading{
                    entry.title, entry.level + 1, entry.page, entry.top / MicrometresPerUnit};
        }
    }
    file->m_verdict = judgePdf(waitFor(file->m_helper.ask<render::Signatures>(render::ReadSignatures{})), trust);
    return file;
}

QList<ShownSeal> PdfFile::seals() const
{
    QList<ShownSeal> shown;
    for (const PdfSignatureFinding &finding : m_verdict.signatures) {
        if (hasPage(finding.signature.page))
            shown << ShownSeal{finding.signature.page, rectOf(finding.signature.box), finding.signature.signer,
                conclusionOf(finding.conclusion)};
    }
    return shown;
}

FileFacts PdfFile::facts() const
{
    FileFacts facts;
    facts.kind = u"pdf"_s;
    facts.title = m_title;
    facts.mayPrint = m_mayPrint;
    return facts;
}

PagePicture PdfFile::picture(const PictureRequest &request) const
{
    if (!hasPage(request.page))
        return failed<QImage>(ErrorCode::NotFound, "view.no-page", QString::number(request.page));
    const double milliDpi = std::round(request.scale * layout::MillimetresPerInch * 1000);
    // Written so that a NaN fails too.
    if (!(milliDpi >= render::LeastMilliDpi && milliDpi <= render::MostMilliDpi))
        return failed<QImage>(ErrorCode::InvalidInput, "layout.resolution", QString::number(request.scale));
    render::RenderPage question{static_cast<int>(request.page), static_cast<int>(milliDpi), {}};
    if (request.tile) {
        question.clip = *request.tile & QRect(0, 0, render::LargestSide, render::LargestSide);
        if (question.clip.isEmpty()) // Which would ask for the whole page.
            return failed<QImage>(ErrorCode::InvalidInput, "render.clip", {});
    }
    const auto turn = request.urgency == Urgency::Seen ? RenderProcess::Turn::Next : RenderProcess::Turn::Last;
    return m_helper.ask<QImage, render::Picture>(question, turn, imageOf);
}

PageTextAnswer PdfFile::text(qsizetype page) const
{
    if (!hasPage(page))
        return failed<PageText>(ErrorCode::NotFound, "view.no-page", QString::number(page));
    return m_helper.ask<PageText, render::PageText>(render::ReadText{static_cast<int>(page)}, RenderProcess::Turn::Next,
        [](const render::PageText &words) { return textOf(words); });
}

PageText textOf(const render::PageText &page)
{
    PageText text;
    bool hasBlank = false;
    for (const render::TextWord &word : page.words) {
        if (word.characters.isEmpty())
            continue;
        const layout::Rect first = rectOf(word.characters.first());
        const bool isFirst = text.boxes.isEmpty();
        if (!isFirst && !isSameLine(text.boxes.constLast(), first)) {
            text.text += u'\n';
            text.boxes << layout::Rect{};
        } else if (!isFirst) {
            part(text, hasBlank, first);
        }
        addWord(text, word);
        hasBlank = word.spaceAfter;
    }
    return text;
}

} // namespace wenyi::core
