// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/viewer/PageSelection.h"

#include <QClipboard>
#include <QGuiApplication>

#include <algorithm>

namespace wenyi::ui {

namespace {
constexpr double Near = 3; ///< mm: so far from text a person still means it.
} // namespace

PageSelection::PageSelection(QObject *parent)
    : QObject(parent)
{
    connect(&m_texts, &core::PageTexts::arrived, this, [this](qsizetype page) {
        if (page == m_whole)
            selectPage(page);
        if (m_copies)
            copyIfWhole();
        if (!isEmpty())
            Q_EMIT changed();
    });
}

void PageSelection::setFile(core::ViewedFileRef file)
{
    m_texts.setFile(std::move(file));
    m_seen.clear();
    clear();
}

void PageSelection::setSeen(const QList<qsizetype> &pages)
{
    if (pages == m_seen)
        return;
    m_seen = pages;
    wantTexts();
}

void PageSelection::wantTexts()
{
    QList<qsizetype> wanted = m_seen;
    if (m_whole >= 0)
        wanted.append(m_whole);
    if (m_anchor.page >= 0) {
        const auto [first, last] = ordered();
        for (qsizetype page = first.page; page <= last.page && wanted.size() < core::PageTexts::MostKept; ++page)
            wanted.append(page);
    }
    m_texts.want(wanted);
}

bool PageSelection::hasTextAt(qsizetype page, const layout::Point &place) const
{
    const core::PageText *text = m_texts.find(page);
    const qsizetype at = text ? core::characterAt(*text, place) : -1;
    if (at < 0)
        return false;
    const layout::Rect &box = text->boxes.at(at);
    return place.x > box.x - Near && place.x < box.x + box.width + Near && place.y > box.y - Near
           && place.y < box.y + box.height + Near;
}

PageSelection::Place PageSelection::placeAt(qsizetype page, const layout::Point &place) const
{
    const core::PageText *text = m_texts.find(page);
    const qsizetype at = text ? core::characterAt(*text, place) : -1;
    if (at < 0)
        return {page, 0};
    const layout::Rect &box = text->boxes.at(at);
    return {page, place.x > box.x + box.width / 2 ? at + 1 : at};
}

void PageSelection::begin(qsizetype page, const layout::Point &place)
{
    m_whole = -1;
    m_anchor = placeAt(page, place);
    m_end = m_anchor;
    Q_EMIT changed();
}

void PageSelection::extendTo(qsizetype page, const layout::Point &place)
{
    if (m_anchor.page < 0)
        return;
    m_end = placeAt(page, place);
    wantTexts();
    Q_EMIT changed();
}

void PageSelection::selectPage(qsizetype page)
{
    const core::PageText *text = m_texts.find(page);
    m_whole = text ? -1 : page;
    m_anchor = {page, 0};
    m_end = {page, text ? text->text.size() : 0};
    wantTexts();
    Q_EMIT changed();
}

void PageSelection::clear()
{
    m_anchor = {};
    m_end = {};
    m_copies = false;
    m_whole = -1;
    Q_EMIT changed();
}

bool PageSelection::isEmpty() const
{
    return m_anchor.page < 0 || m_anchor == m_end;
}

std::pair<PageSelection::Place, PageSelection::Place> PageSelection::ordered() const
{
    return std::minmax(m_anchor, m_end);
}

core::TextRange PageSelection::rangeOn(qsizetype page) const
{
    const auto [first, last] = ordered();
    const core::PageText *text = m_texts.find(page);
    if (!text || isEmpty() || page < first.page || page > last.page)
        return {};
    const qsizetype from = page == first.page ? first.character : 0;
    const qsizetype to = page == last.page ? last.character : text->text.size();
    return {from, std::max<qsizetype>(0, to - from)};
}

QList<layout::Rect> PageSelection::areasOn(qsizetype page) const
{
    const core::TextRange range = rangeOn(page);
    return range.count == 0 ? QList<layout::Rect>() : core::areasOf(*m_texts.find(page), range);
}

QString PageSelection::text() const
{
    QStringList texts;
    const auto [first, last] = ordered();
    for (qsizetype page = first.page; page >= 0 && page <= last.page; ++page) {
        const core::TextRange range = rangeOn(page);
        if (range.count > 0)
            texts.append(core::copiedText(*m_texts.find(page), range));
    }
    return texts.join(u'\n');
}

void PageSelection::copy()
{
    m_copies = true;
    wantTexts();
    copyIfWhole();
}

void PageSelection::copyIfWhole()
{
    const auto [first, last] = ordered();
    for (qsizetype page = first.page; page >= 0 && page <= last.page; ++page) {
        if (!m_texts.find(page) && page - first.page < core::PageTexts::MostKept)
            return;
    }
    if (m_whole >= 0 && !m_texts.find(m_whole))
        return;
    m_copies = false;
    if (isEmpty())
        return;
    QGuiApplication::clipboard()->setText(text());
    Q_EMIT copied();
}

} // namespace wenyi::ui
