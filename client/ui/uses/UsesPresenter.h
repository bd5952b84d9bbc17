// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/uses/UseService.h"
#include "client/core/viewing/ViewedFile.h"
#include "client/ui/session/Session.h"
#include "client/ui/uses/UseProof.h"

#include <QHash>

namespace wenyi::ui {

/// 用印登记簿 as a window shows it: the register with what was found, and how people and seals are called.
struct UsesSheet
{
    core::RegisterReport report;
    QHash<MemberId, QString> names;
    QHash<SealId, QString> seals;
    Instant now;

    QString nameOf(const MemberId &member) const { return names.value(member, member.toString()); }
    QString sealName(const SealId &seal) const { return seals.value(seal, seal.toString()); }
};

/// Loads and checks the register, again whenever something changed, and opens the document of a use.
class UsesPresenter final : public QObject
{
    Q_OBJECT

public:
    explicit UsesPresenter(Session &session, QObject *parent = nullptr);

    void load();
    /// The sealed document as it was written down with its use.
    void open(const core::LoggedUse &logged);
    /// Judges a use by the evidence that was kept with it; ends with proven() or notProven().
    void prove(const core::LoggedUse &logged);

Q_SIGNALS:
    void loaded(const wenyi::ui::UsesSheet &sheet);
    void opened(const QString &name, const wenyi::core::ViewedFileRef &file);
    void failed(const wenyi::Error &error);
    /// `entry`: the use's.
    void proven(const wenyi::Digest &entry, const wenyi::ui::UseProof &proof);
    void notProven(const wenyi::Digest &entry, const wenyi::Error &error);

private:
    Session &m_session;
};

/// How the directory calls its members and a unit's seals.
QHash<MemberId, QString> memberNames(const core::Workspace &workspace);
QHash<SealId, QString> sealNames(const core::Workspace &workspace);

} // namespace wenyi::ui
