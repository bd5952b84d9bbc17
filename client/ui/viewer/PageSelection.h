// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/viewing/PageTexts.h"

#include <QObject>

namespace wenyi::ui {

/// 选中: the text between two places of a file, over lines and pages.
class PageSelection final : public QObject
{
    Q_OBJECT

public:
    explicit PageSelection(QObject *parent = nullptr);

    void setFile(core::ViewedFileRef file);
    /// The pages in view: their texts are made ready.
    void setSeen(const QList<qsizetype> &pages);
    /// Whether a person could select text at this place (mm).
    bool hasTextAt(qsizetype page, const layout::Point &place) const;

    void begin(qsizetype page, const layout::Point &place);
    void extendTo(qsizetype page, const layout::Point &place);
    void selectPage(qsizetype page);
    void clear();
    bool isEmpty() const;
    QList<layout::Rect> areasOn(qsizetype page) const;
    /// As it would be copied; the texts of pages that are not there yet are left out.
    QString text() const;
    /// Puts it onto the clipboard, once the texts of all its pages are there.
    void copy();

Q_SIGNALS:
    void changed();
    void copied();

private:
    /// Before a character; -1 for the end of the page.
    struct Place
    {
        qsizetype page = -1;
        qsizetype character = 0;
        friend auto operator<=>(const Place &, const Place &) = default;
    };
    std::pair<Place, Place> ordered() const;
    core::TextRange rangeOn(qsizetype page) const;
    Place placeAt(qsizetype page, const layout::Point &place) const;
    void wantTexts();
    void copyIfWhole();

    core::PageTexts m_texts;
    QList<qsizetype> m_seen;
    Place m_anchor;
    Place m_end;
    bool m_copies = false;  ///< As soon as the texts are there.
    qsizetype m_whole = -1; ///< A page to be selected as soon as its text is there.
};

} // namespace wenyi::ui
