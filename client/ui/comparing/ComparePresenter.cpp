// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/comparing/ComparePresenter.h"

#include "shared/base/DurableFile.h"
#include "shared/document/RemarkAnchor.h"
#include "shared/layout/PdfWriter.h"
#include "shared/layout/Typesetter.h"

#include <QHash>
#include <QtConcurrent>

#include <algorithm>

namespace wenyi::ui {

namespace {

ComparedVersionsRef comparedOf(const core::VersionChain &chain)
{
    ComparedVersions versions{chain, {}, {}, {}, {}};
    versions.comparison = document::compareDocuments(chain.documents.constFirst(), chain.documents.constLast());
    versions.differences = document::differencesOf(versions.comparison);
    versions.count = document::countChanges(versions.comparison);
    document::ChangeTracking tracking(chain.documents.constFirst(), chain.makers.constFirst());
    for (qsizetype i = 1; i < chain.documents.size(); ++i)
        tracking.add(chain.documents.at(i), chain.makers.at(i));
    versions.marked = tracking.marked();
    return std::make_shared<const ComparedVersions>(std::move(versions));
}

/// Each change once, in the order in which it is first met on the pages.
QList<PageChange> changesOn(const layout::TypesetDocument &pages, const document::MarkedDocument &marked)
{
    const QList<document::MarkedChange> all = document::changesOf(marked);
    QList<PageChange> changes;
    QHash<int, qsizetype> known;
    for (const layout::ChangePlace &place : pages.changes) {
        if (!known.contains(place.change)) {
            known.insert(place.change, changes.size());
            changes.append({all.at(place.change), {}});
        }
        changes[known.value(place.change)].areas.append({place.page, place.box});
    }
    return changes;
}

Result<ComparedPages> pagesOf(const ComparedVersionsRef &versions, RevisionView view, const QList<bool> &keepsBefore,
    const layout::FontSetRef &fonts)
{
    const document::OfficialDocument &before = versions->chain.documents.constFirst();
    const document::OfficialDocument &after = versions->chain.documents.constLast();
    const auto set = [&]() -> Result<layout::TypesetDocument> {
        if (view == RevisionView::Marked)
            return layout::typesetMarked(versions->marked, fonts);
        if (view == RevisionView::Original)
            return layout::typeset(before, fonts);
        if (!keepsBefore.contains(true))
            return layout::typeset(after, fonts);
        return layout::typeset(document::mergeVersions(before, after, versions->comparison, keepsBefore), fonts);
    };
    WENYI_TRY(auto pages, set());
    const QList<PageChange> changes = changesOn(pages, versions->marked);
    return ComparedPages{std::make_shared<layout::DocumentScene>(std::move(pages.scene)), changes};
}

/// Remarks of both versions where their words stand in the merged one.
QList<document::Remark> remarksOf(
    const core::DraftView &before, const core::DraftView &after, const document::OfficialDocument &merged)
{
    auto remarks = document::reanchored(after.content.remarks, after.content.document, merged);
    for (qsizetype i = 0; i < before.content.remarks.size(); ++i) {
        const document::Remark &remark = before.content.remarks.at(i);
        const auto isSame = [&remark](const document::Remark &other) {
            return other.member == remark.member && other.time == remark.time && other.text == remark.text;
        };
        if (std::ranges::none_of(remarks, isSame))
            remarks += document::reanchored({remark}, before.content.document, merged);
    }
    return remarks;
}

} // namespace

ComparePresenter::ComparePresenter(Session &session, SessionFacts facts, StreamId stream, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_facts(std::move(facts))
    , m_stream(std::move(stream))
{
    connect(&m_session, &Session::changed, this, &ComparePresenter::checkRight);
}

void ComparePresenter::load()
{
    m_session
        .ask([stream = m_stream](Office &office) -> Result<VersionList> {
            core::VersionService service(*office.workspace);
            WENYI_TRY(const auto versions, service.versions(stream));
            WENYI_TRY(const auto forks, office.drafts.forks(stream));
            return VersionList{versions, !forks.isEmpty(), office.drafts.checkMayWrite(stream).has_value()};
        })
        .then(this, [this](const Result<VersionList> &list) {
            if (list)
                Q_EMIT loaded(*list);
            else
                Q_EMIT failed(list.error());
        });
}

void ComparePresenter::compare(const Digest &before, const Digest &after)
{
    m_before = before;
    m_after = after;
    const quint64 generation = ++m_generation;
    m_session
        .ask([stream = m_stream, before, after](
                 Office &office) { return core::VersionService(*office.workspace).chain(stream, before, after); })
        .then(this, [this, generation](const Result<core::VersionChain> &chain) {
            if (generation != m_generation)
                return;
            if (!chain) {
                Q_EMIT failed(chain.error());
                return;
            }
            Answer(QtConcurrent::run(comparedOf, *chain))
                .then(this, [this, generation](const ComparedVersionsRef &versions) {
                    if (generation != m_generation)
                        return;
                    m_compared = versions;
                    Q_EMIT compared(versions);
                });
        });
}

void ComparePresenter::checkRight()
{
    m_session.ask([stream = m_stream](Office &office) { return office.drafts.checkMayWrite(stream); })
        .then(this, [this](const Result<void> &allowed) { Q_EMIT mayWriteChanged(allowed.has_value()); });
}

void ComparePresenter::setPages(RevisionView view, const QList<bool> &keepsBefore)
{
    if (!m_compared)
        return;
    const quint64 generation = ++m_pagesGeneration;
    Answer(QtConcurrent::run(pagesOf, m_compared, view, keepsBefore, m_facts.fonts))
        .then(this, [this, generation](const Result<ComparedPages> &pages) {
            if (generation != m_pagesGeneration)
                return;
            if (!pages) {
                Q_EMIT failed(pages.error());
                return;
            }
            m_scene = pages->scene;
            Q_EMIT pagesSet(*pages);
        });
}

void ComparePresenter::savePdf(const QString &path)
{
    if (!m_scene)
        return;
    layout::PdfInfo info;
    info.author = m_facts.memberName;
    info.created = toDateTime(clock().now());
    const auto write = [scene = m_scene, info, path]() -> Result<void> {
        WENYI_TRY(const QByteArray pdf, layout::writePdf(*scene, info));
        return writeDurably(path, pdf);
    };
    Answer(QtConcurrent::run(write)).then(this, [this, path](const Result<void> &written) {
        if (written)
            Q_EMIT saved(path);
        else
            Q_EMIT failed(written.error());
    });
}

void ComparePresenter::merge(const QList<bool> &keepsBefore)
{
    if (!m_compared)
        return;
    const auto document = document::mergeVersions(m_compared->chain.documents.constFirst(),
        m_compared->chain.documents.constLast(), m_compared->comparison, keepsBefore);
    m_session
        .ask([stream = m_stream, before = m_before, after = m_after, document](Office &office) -> Result<Digest> {
            WENYI_TRY(const auto one, office.drafts.load(stream, before));
            WENYI_TRY(const auto other, office.drafts.load(stream, after));
            return office.drafts.merge(stream, document, remarksOf(one, other, document));
        })
        .then(this, [this](const Result<Digest> &revision) {
            if (!revision) {
                Q_EMIT failed(revision.error());
                return;
            }
            m_session.noteChange();
            Q_EMIT merged();
        });
}

void ComparePresenter::keepDecided(const QList<bool> &keepsBefore)
{
    if (!m_compared)
        return;
    m_session
        .ask([stream = m_stream, before = m_before, after = m_after, keepsBefore](Office &office) {
            return core::VersionService(*office.workspace).keepDecided(stream, before, after, keepsBefore);
        })
        .then(this, [this, from = m_after](const Result<Digest> &kept) {
            if (!kept) {
                Q_EMIT failed(kept.error());
                return;
            }
            m_session.noteChange();
            Q_EMIT decidedKept(from, *kept);
        });
}

} // namespace wenyi::ui
