// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/records/RecordPreviewPresenter.h"

#include <QThreadPool>

namespace wenyi::ui {

RecordPreviewPresenter::RecordPreviewPresenter(Session &session, layout::FontSetRef fonts, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_fonts(std::move(fonts))
{
    connect(&m_session, &Session::changed, this, [this] { show(m_stream); });
}

void RecordPreviewPresenter::show(const StreamId &stream)
{
    m_stream = stream;
    const quint64 generation = ++m_generation;
    if (stream.isEmpty()) {
        Q_EMIT cleared();
        return;
    }
    m_session.ask([stream](Office &office) { return loadSheet(office, stream); })
        .then(QThreadPool::globalInstance(),
            [fonts = m_fonts](const Result<RecordSheet> &sheet) -> Result<RecordSheet> {
                if (!sheet)
                    return sheet;
                return setPages(*sheet, fonts);
            })
        .then(this, [this, generation](const Result<RecordSheet> &sheet) {
            if (generation != m_generation)
                return;
            if (sheet) {
                Q_EMIT loaded(*sheet);
                return;
            }
            m_session.fetchMissing(sheet.error());
            Q_EMIT failed(sheet.error());
        });
}

} // namespace wenyi::ui
