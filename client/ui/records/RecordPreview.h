// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/ui/records/RecordPreviewPresenter.h"

#include <QWidget>

class QLabel;

namespace wenyi::ui {

class DocumentViewer;
class NoticeStrip;
class VerifyPanel;

/// 预览: the chosen record's document, with the check of its seal above it.
class RecordPreview final : public QWidget
{
    Q_OBJECT

public:
    RecordPreview(RecordPreviewPresenter &presenter, const Clock &clock, QWidget *parent = nullptr);

    PageView &pages();

Q_SIGNALS:
    /// A signed PDF copy of the sealed document that is shown.
    void signedPdfWanted(const wenyi::StreamId &stream, const QString &title);

private:
    void showSheet(const RecordSheet &sheet);
    void showStanding(const core::RecordStanding &standing);
    void clear();

    QLabel *m_title;
    QLabel *m_facts;
    QLabel *m_standing; ///< 现在：…
    QLabel *m_deadline; ///< Of the step that is most urgent.
    QLabel *m_filing;   ///< 归档核验
    const Clock &m_clock;
    NoticeStrip *m_notice;
    VerifyPanel *m_verify;
    DocumentViewer *m_pages;
    StreamId m_stream; ///< Of what is shown.
};

} // namespace wenyi::ui
