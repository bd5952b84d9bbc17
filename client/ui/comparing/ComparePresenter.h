// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/records/VersionService.h"
#include "client/ui/session/Session.h"
#include "client/ui/viewer/PageView.h"
#include "shared/document/DocumentMerge.h"

namespace wenyi::ui {

/// The versions that a person can choose from; two heads are a fork that waits to be merged.
struct VersionList
{
    QList<core::Version> versions;
    bool isForked = false;
    bool mayWrite = false; ///< Whether the draft is mine to write: not behind its issuing, and my task.
};

/// Two versions compared, ready to be shown.
struct ComparedVersions
{
    core::VersionChain chain;
    document::DocumentComparison comparison;
    QList<document::Difference> differences;
    document::ChangeCount count;
    document::MarkedDocument marked; ///< Who made each change of all the versions between.
};
using ComparedVersionsRef = std::shared_ptr<const ComparedVersions>;

/// 最终稿, 显示修订, 原稿.
enum class RevisionView { Final, Marked, Original };

/// A change where it stands on the pages.
struct PageChange
{
    document::MarkedChange change;
    QList<std::pair<qsizetype, layout::Rect>> areas; ///< Page and mm; at least one.
};

/// The pages of a comparison with the changes on them; those of one text alone have none.
struct ComparedPages
{
    SceneRef scene;
    QList<PageChange> changes;
};

/// 比较: loads two versions of a record's draft, compares them and sets their pages away from the windows' thread, and
/// keeps what a person merged of a fork or decided about another's changes.
class ComparePresenter final : public QObject
{
    Q_OBJECT

public:
    ComparePresenter(Session &session, SessionFacts facts, StreamId stream, QObject *parent = nullptr);

    void load();
    void compare(const Digest &before, const Digest &after);
    /// `keepsBefore` are the differences that the final text does not take over.
    void setPages(RevisionView view, const QList<bool> &keepsBefore = {});
    /// Writes the pages that are shown.
    void savePdf(const QString &path);
    /// A further revision with both heads as parents; `keepsBefore` as for document::mergeVersions().
    void merge(const QList<bool> &keepsBefore);
    /// A further revision made from the later version (core::VersionService::keepDecided()).
    void keepDecided(const QList<bool> &keepsBefore);

    const Clock &clock() const { return m_session.environment().clock; }
    const MemberId &member() const { return m_facts.member; }

Q_SIGNALS:
    void loaded(const wenyi::ui::VersionList &list);
    void compared(const wenyi::ui::ComparedVersionsRef &versions);
    void pagesSet(const wenyi::ui::ComparedPages &pages);
    void saved(const QString &path);
    void merged();
    /// The later version of those that were compared, and what was made of it.
    void decidedKept(const wenyi::Digest &from, const wenyi::Digest &kept);
    /// The record went on: the draft is mine to write now, or no longer.
    void mayWriteChanged(bool mayWrite);
    void failed(const wenyi::Error &error);

private:
    void checkRight();

    Session &m_session;
    SessionFacts m_facts;
    StreamId m_stream;
    Digest m_before;
    Digest m_after;
    ComparedVersionsRef m_compared;
    SceneRef m_scene;
    quint64 m_generation = 0;
    quint64 m_pagesGeneration = 0;
};

} // namespace wenyi::ui
