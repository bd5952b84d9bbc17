// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/records/DraftFiles.h"
#include "client/ui/session/LongWork.h"
#include "client/ui/session/Session.h"

namespace wenyi::ui {

/// 导入, 导出 of a draft: reads in the background what is to become its text, and writes it as docx.
class DraftFilesPresenter final : public QObject
{
    Q_OBJECT

public:
    explicit DraftFilesPresenter(Session &session, QObject *parent = nullptr);

    /// One thing at a time: what is being read already is given up.
    void read(const QString &path);
    void read(const core::ClippedText &clipped, const QString &name);
    /// Nothing more is heard of what is being read.
    void cancel();
    void write(const QString &path, const document::OfficialDocument &document);

Q_SIGNALS:
    void reading(const QString &name);
    /// Of LongWork::Whole.
    void progressed(int done);
    void recognised(const wenyi::document::ImportedText &imported);
    void notRead(const wenyi::Error &error);
    void written(const QString &path);
    void notWritten(const wenyi::Error &error);

private:
    using Reading = std::function<Result<document::ImportedText>(const document::ImportContext &, const Progress &)>;
    void begin(const QString &name, const Reading &reading);

    Session &m_session;
    LongWork m_work;
    quint64 m_reading = 0; ///< Counts what was begun or given up: what belongs to an earlier one is late.
};

} // namespace wenyi::ui
