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
};

/// Two versions compared, ready to be shown.
struct ComparedVersions
{
    core::VersionChain chain;
    document::DocumentComparison comparison;
    QList<document::Difference> differences;
    document::ChangeCount count;
};
using ComparedVersionsRef = std::shared_ptr<const ComparedVersions>;

/// 最终稿, 显示修订, 原稿.
enum class RevisionView { Final, Marked, Original };

/// 比较: loads two versions of a record's draft, compares them and sets their pages away from the windows' thread, and
/// keeps what a person merged of a fork.
class ComparePresenter final : public QObject
{
    Q_OBJECT

public:
    ComparePresenter(Session &session, SessionFacts facts, StreamId stream, QObject *parent = nullptr);

    void load();
    void compare(const Digest &before, const Digest &after);
    void setPages(RevisionView view);
    /// Writes the pages that are shown.
    void savePdf(const QString &path);
    /// A further revision with both heads as parents; `keepsBefore` as for document::mergeVersions().
    void merge(const QList<bool> &keepsBefore);

    const Clock &clock() const { return m_session.environment().clock; }

Q_SIGNALS:
    void loaded(const wenyi::ui::VersionList &list);
    void compared(const wenyi::ui::ComparedVersionsRef &versions);
    void pagesSet(const wenyi::ui::SceneRef &scene);
    void saved(const QString &path);
    void merged();
    void failed(const wenyi::Error &error);

private:
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
