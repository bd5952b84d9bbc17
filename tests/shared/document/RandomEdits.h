// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/document/OfficialDocument.h"

#include <QRandomGenerator>

/// Documents and changes to them by chance, the same for the same seed.
class RandomEdits
{
public:
    explicit RandomEdits(quint32 seed)
        : m_random(seed)
    {
    }

    wenyi::document::OfficialDocument document();
    /// Some of everything that people do to a draft: words, paragraphs moved, added and taken out, tables, attachments.
    wenyi::document::OfficialDocument edited(wenyi::document::OfficialDocument document);
    /// About so many pages of text.
    wenyi::document::OfficialDocument longDocument(int pages);

private:
    int below(int limit) { return static_cast<int>(m_random.bounded(limit)); }
    QString words(int count);
    QString paragraph();
    QString editedText(QString text);
    wenyi::document::Block block();
    void editBody(QList<wenyi::document::Block> &body);

    QRandomGenerator m_random;
};
