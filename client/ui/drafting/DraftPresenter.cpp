// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/drafting/DraftPresenter.h"

#include "client/ui/drafting/DraftText.h"
#include "shared/layout/Typesetter.h"

#include <QThreadPool>
#include <QtConcurrent>

using namespace Qt::StringLiterals;

namespace wenyi::ui {

namespace {

constexpr qsizetype MostFaults = 200;

/// A number and a date of issue come with later steps: until then their places on the page stay as they are.
Result<SceneRef> sceneOf(const document::OfficialDocument &document, const layout::FontSetRef &fonts)
{
    WENYI_TRY(auto pages, layout::typeset(document, fonts));
    return SceneRef(std::make_shared<layout::DocumentScene>(std::move(pages.scene)));
}

Result<Digest> completeDraft(Office &office, const StreamId &stream, const document::OfficialDocument &document)
{
    WENYI_TRY(const auto view, office.records.load(stream));
    for (const core::PossibleAct &possible : view.possible) {
        if (possible.possible.rules.act != u"draft"_s)
            continue;
        core::ActRequest request;
        request.task = possible.possible.task.id;
        request.outcome = u"submit"_s;
        request.values =
            core::DraftService::valuesOf(document, possible.possible.rules.editable, view.definition->form);
        request.document = core::documentDigest(document);
        return office.records.act(stream, request);
    }
    return Error{ErrorCode::NotAllowed, "draft.not-your-task", {}};
}

} // namespace

DraftPresenter::DraftPresenter(Session &session, SessionFacts facts, StreamId stream, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_facts(std::move(facts))
    , m_stream(std::move(stream))
{
    m_pagesTimer.setSingleShot(true);
    m_pagesTimer.setInterval(PagesPause);
    m_saveTimer.setSingleShot(true);
    m_saveTimer.setInterval(SavePause);
    connect(&m_pagesTimer, &QTimer::timeout, this, &DraftPresenter::setPages);
    connect(&m_saveTimer, &QTimer::timeout, this, &DraftPresenter::saveNow);
    connect(&m_session, &Session::changed, this, &DraftPresenter::renew);
}

DraftPresenter::~DraftPresenter()
{
    if (!m_isDirty)
        return;
    // While a saving is under way its revision is not known here yet; by the time of this one the core thread knows it.
    const auto underWay = m_isSaving ? m_underWay : nullptr;
    m_session.ask([stream = m_stream, last = revision(), underWay](Office &office) mutable {
        if (underWay && *underWay) {
            stream = (*underWay)->stream;
            last.parents = {(*underWay)->revision};
        }
        return keep(office, stream, last);
    });
}

void DraftPresenter::load()
{
    if (m_stream.isEmpty()) {
        const QDate today = toDateTime(clock().now()).toLocalTime().date();
        m_document = newDocument(m_facts.unitName, today);
        Q_EMIT loaded(m_document);
        setPages();
        return;
    }
    m_session.ask([stream = m_stream](Office &office) { return office.drafts.load(stream); })
        .then(this, [this](const Result<core::DraftView> &draft) {
            if (!draft) {
                Q_EMIT failed(DraftWork::Loading, draft.error());
                return;
            }
            takeUp(*draft);
            Q_EMIT loaded(m_document);
            setPages();
        });
}

void DraftPresenter::takeUp(const core::DraftView &draft)
{
    m_document = draft.content.document;
    m_remarks = draft.content.remarks;
    m_parents = {draft.info.revision};
}

void DraftPresenter::renew()
{
    // What is typed here and the other version are a fork, which a person merges.
    const auto isBusy = [this] { return m_parents.isEmpty() || !isSaved() || m_isSubmitting; };
    if (isBusy())
        return;
    m_session
        .ask([stream = m_stream](Office &office) -> Result<core::DraftView> {
            WENYI_TRY(const auto forks, office.drafts.forks(stream));
            if (!forks.isEmpty())
                return Error{ErrorCode::NotAllowed, "draft.not-newest", stream.toString()};
            return office.drafts.load(stream);
        })
        .then(this, [this, isBusy](const Result<core::DraftView> &draft) {
            if (!draft || isBusy() || m_parents.constFirst() == draft->info.revision)
                return;
            takeUp(*draft);
            Q_EMIT renewed(m_document);
            setPages();
        });
}

void DraftPresenter::begin(const document::OfficialDocument &document)
{
    m_document = document;
    Q_EMIT loaded(m_document);
    m_isDirty = true;
    setPages();
    saveNow();
}

void DraftPresenter::edit(const document::OfficialDocument &document)
{
    if (document == m_document)
        return;
    m_document = document;
    m_isDirty = true;
    m_pagesTimer.start();
    m_saveTimer.start();
}

std::optional<document::OfficialDocument> DraftPresenter::mended(
    const document::OfficialDocument &document, const document::FormatFault &fault)
{
    return document::mendFault(document, fault);
}

document::OfficialDocument DraftPresenter::mendedWholly(const document::OfficialDocument &document)
{
    return document::mendFaults(document).document;
}

void DraftPresenter::findFaults()
{
    QList<document::FormatFault> faults = document::checkFormat(m_document);
    faults.resize(std::min(faults.size(), MostFaults)); // More than a person reads at once.
    QList<bool> mendable;
    for (const document::FormatFault &fault : std::as_const(faults))
        mendable.append(document::mendFault(m_document, fault).has_value());
    Q_EMIT faultsFound(faults, mendable);
}

void DraftPresenter::setPages()
{
    const quint64 generation = ++m_generation;
    findFaults();
    Answer(QtConcurrent::run(sceneOf, m_document, m_facts.fonts))
        .then(this, [this, generation](const Result<SceneRef> &scene) {
            if (generation != m_generation)
                return;
            if (scene)
                Q_EMIT pagesSet(*scene);
            else
                Q_EMIT failed(DraftWork::SettingPages, scene.error());
        });
}

document::DraftRevision DraftPresenter::revision() const
{
    return {m_document, m_remarks, m_parents};
}

Result<DraftPresenter::Kept> DraftPresenter::keep(
    Office &office, const StreamId &stream, const document::DraftRevision &revision)
{
    if (!stream.isEmpty()) {
        WENYI_TRY(const Digest kept, office.drafts.save(stream, revision));
        return Kept{stream, kept};
    }
    WENYI_TRY(const StreamId begun, office.drafts.create(revision.document));
    WENYI_TRY(const auto draft, office.drafts.load(begun));
    return Kept{begun, draft.info.revision};
}

void DraftPresenter::saveNow()
{
    m_saveTimer.stop();
    if (!m_isDirty || m_isSaving)
        return;
    m_isDirty = false;
    m_isSaving = true;
    Q_EMIT saving();
    m_session
        .ask([stream = m_stream, revision = revision(), underWay = m_underWay](Office &office) {
            underWay->reset();
            const auto kept = keep(office, stream, revision);
            if (kept)
                *underWay = *kept;
            return kept;
        })
        .then(this, [this](const Result<Kept> &kept) { finishSaving(kept); });
}

void DraftPresenter::finishSaving(const Result<Kept> &kept)
{
    m_isSaving = false;
    if (!kept) {
        m_isDirty = true;
        m_isSubmitting = false;
        Q_EMIT failed(DraftWork::Saving, kept.error());
        return;
    }
    const bool isNew = m_stream.isEmpty();
    m_stream = kept->stream;
    m_parents = {kept->revision};
    Q_EMIT saved(clock().now());
    if (isNew)
        m_session.noteChange();
    if (m_isDirty)
        saveNow(); // Typed while the last one was being kept.
    else if (m_isSubmitting)
        handIn();
}

void DraftPresenter::submit()
{
    const auto faults = document::checkFormat(m_document);
    if (document::blocksTypesetting(faults)) {
        findFaults();
        Q_EMIT failed(
            DraftWork::Submitting, {ErrorCode::InvalidInput, faults.constFirst().rule, faults.constFirst().hint});
        return;
    }
    m_isSubmitting = true;
    if (m_isDirty || m_stream.isEmpty()) {
        m_isDirty = true;
        saveNow();
    } else if (!m_isSaving) {
        handIn();
    }
}

void DraftPresenter::handIn()
{
    m_session
        .ask([stream = m_stream, document = m_document](
                 Office &office) { return completeDraft(office, stream, document); })
        .then(this, [this](const Result<Digest> &entry) {
            m_isSubmitting = false;
            if (!entry) {
                Q_EMIT failed(DraftWork::Submitting, entry.error());
                return;
            }
            m_session.noteChange();
            Q_EMIT submitted();
        });
}

} // namespace wenyi::ui
