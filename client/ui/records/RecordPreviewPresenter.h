// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/ui/records/RecordSheet.h"
#include "client/ui/session/Session.h"

namespace wenyi::ui {

/// Loads one record after another for a window that shows it.
class RecordPreviewPresenter final : public QObject
{
    Q_OBJECT

public:
    RecordPreviewPresenter(Session &session, layout::FontSetRef fonts, QObject *parent = nullptr);

    /// An empty stream shows nothing.
    void show(const StreamId &stream);
    const StreamId &stream() const { return m_stream; }

Q_SIGNALS:
    void loaded(const wenyi::ui::RecordSheet &sheet);
    void cleared();
    void failed(const wenyi::Error &error);

private:
    Session &m_session;
    layout::FontSetRef m_fonts;
    StreamId m_stream;
    quint64 m_generation = 0;
};

} // namespace wenyi::ui
