// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/uses/ApplicationService.h"
#include "client/core/viewing/ViewedFile.h"
#include "client/ui/session/Session.h"

#include <QHash>

namespace wenyi::ui {

/// The applications that wait for a leader's word.
struct ApplicationsSheet
{
    QList<core::ApplicationView> waiting;
    QHash<MemberId, QString> names;
    QHash<SealId, QString> seals;
    Instant now;
};

/// 用印审批: loads what waits, shows the very file, and signs the leader's word.
class ApplicationsPresenter final : public QObject
{
    Q_OBJECT

public:
    explicit ApplicationsPresenter(Session &session, QObject *parent = nullptr);
    Session &session() const { return m_session; }

    void load();
    /// Opens the file of an application. What comes for one that was asked for before is dropped.
    void open(const core::ApplicationView &view);
    /// Nothing is approved whose file has not been shown.
    void decide(bool isApproved, const QString &words, SecretBytes pin);

Q_SIGNALS:
    void loaded(const wenyi::ui::ApplicationsSheet &sheet);
    void opened(const wenyi::core::ViewedFileRef &file);
    void busyChanged(bool busy);
    void failed(const wenyi::Error &error);
    void decided(bool isApproved);

private:
    Session &m_session;
    Digest m_chosen;
    bool m_isShown = false;
};

} // namespace wenyi::ui
