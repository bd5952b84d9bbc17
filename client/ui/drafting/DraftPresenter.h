// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/ui/session/Session.h"
#include "client/ui/viewer/PageView.h"
#include "shared/document/FormatMending.h"

#include <QTimer>

namespace wenyi::ui {

/// What a draft's presenter was at when something failed.
enum class DraftWork { Loading, SettingPages, Saving, Submitting };

/// A draft on its way: sets its pages while it is typed, keeps its revisions, submits it.
class DraftPresenter final : public QObject
{
    Q_OBJECT

public:
    /// An empty stream is a draft that does not exist yet; it begins with its first saving.
    DraftPresenter(Session &session, SessionFacts facts, StreamId stream, QObject *parent = nullptr);
    /// What was typed and not saved yet is handed to the core thread.
    ~DraftPresenter() override;

    void load();
    /// Begins with a document that is there already.
    void begin(const document::OfficialDocument &document);
    /// The document as it is typed now: its pages and faults follow soon, its saving within two seconds of a pause.
    void edit(const document::OfficialDocument &document);
    void saveNow();
    /// Saves and hands it to the next step.
    void submit();

    /// The document with a fault put right; nothing where the rule does not know how.
    static std::optional<document::OfficialDocument> mended(
        const document::OfficialDocument &document, const document::FormatFault &fault);
    static document::OfficialDocument mendedWholly(const document::OfficialDocument &document);

    const StreamId &stream() const { return m_stream; }
    bool isSaved() const { return !m_isDirty && !m_isSaving; }
    Session &session() { return m_session; }
    const Clock &clock() const { return m_session.environment().clock; }

Q_SIGNALS:
    void loaded(const wenyi::document::OfficialDocument &document);
    void pagesSet(const wenyi::ui::SceneRef &scene);
    /// `mendable` says of each whether mended() gives something.
    void faultsFound(const QList<wenyi::document::FormatFault> &faults, const QList<bool> &mendable);
    void saving();
    void saved(wenyi::Instant at);
    void failed(wenyi::ui::DraftWork work, const wenyi::Error &error);
    void submitted();
    /// Another window made a version of the draft while nothing was typed here; what is typed next goes on from there.
    void renewed(const wenyi::document::OfficialDocument &document);

private:
    /// The revision that was kept, in its record.
    struct Kept
    {
        StreamId stream;
        Digest revision;
    };
    static Result<Kept> keep(Office &office, const StreamId &stream, const document::DraftRevision &revision);
    document::DraftRevision revision() const;
    void setPages();
    void findFaults();
    void finishSaving(const Result<Kept> &kept);
    void handIn();
    void renew();
    void takeUp(const core::DraftView &draft);

    static constexpr int PagesPause = 250; ///< ms
    static constexpr int SavePause = 1500; ///< ms; promised are two seconds.

    Session &m_session;
    SessionFacts m_facts;
    StreamId m_stream;
    document::OfficialDocument m_document;
    QList<document::Remark> m_remarks;
    QList<Digest> m_parents;
    /// What the saving under way kept; nothing until it has. The core thread alone looks at it.
    std::shared_ptr<std::optional<Kept>> m_underWay = std::make_shared<std::optional<Kept>>();
    bool m_isDirty = false;
    bool m_isSaving = false;
    bool m_isSubmitting = false;
    quint64 m_generation = 0;
    QTimer m_pagesTimer;
    QTimer m_saveTimer;
};

} // namespace wenyi::ui
