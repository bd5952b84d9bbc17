// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/domain/SealAdministration.h"
#include "client/ui/session/Session.h"

#include <QImage>

namespace wenyi::ui {

using SealOverviewRef = std::shared_ptr<const core::SealOverview>;

/// What an officer does with seals.
enum class SealActKind {
    Suspend,          ///< 停用
    Revoke,           ///< 作废
    AskToResume,      ///< 申请恢复
    DecideResumption, ///< 审批恢复
    HandOver,         ///< 发放
    BackUp,           ///< 备份
    Restore,          ///< 恢复备份
    TakeSample,       ///< 补留印模
    Publish           ///< 发布
};

/// One act as it was filled in; what does not belong to its kind is empty.
struct SealActOrder
{
    SealActKind kind = SealActKind::Publish;
    SealId seal;
    quint64 application = 0;
    bool isApproved = false;
    directory::WithdrawalReason reason = directory::WithdrawalReason::Unspecified;
    Instant since;
    QString words;
    QString officerKey;
    QString file;   ///< A backup, new or old; a seal.
    QString medium; ///< The keeper's.
};

/// One seal's picture and history.
struct SealSheetOfRegister
{
    SealId seal;
    QImage face;
    QSizeF measure; ///< mm
    Error noFace;   ///< Why there is no picture, where `face` is null.
    QList<core::SealEvent> history;
};

/// 印章管理: reads the register of an authority's folder and has its officers' acts done, off the windows' thread.
class SealsPresenter final : public QObject
{
    Q_OBJECT

public:
    SealsPresenter(Session &session, core::AuthorityPlace place, QObject *parent = nullptr);

    const core::AuthorityPlace &place() const { return m_place; }
    /// Goes on with another authority; load() reads it.
    void setPlace(const core::AuthorityPlace &place);
    /// What comes for a place that was left is dropped.
    void load();
    /// What comes for one that was asked for before is dropped.
    void open(const SealId &seal);
    /// Ends with acted() or actFailed(); the overview is loaded anew in both cases, since a part of it may be done.
    void act(const SealActOrder &order, SecretBytes officerPin, SecretBytes authorityPin);
    /// Where the authority's folder has the key of the officer whose work it is.
    QString officerKeyFor(SealActKind kind) const;
    Instant now() const { return m_session.environment().clock.now(); }
    Session &session() const { return m_session; }

Q_SIGNALS:
    void loaded(const wenyi::ui::SealOverviewRef &overview);
    void opened(const wenyi::ui::SealSheetOfRegister &sheet);
    void failed(const wenyi::Error &error);
    void busyChanged(bool busy);
    void acted(wenyi::ui::SealActKind kind);
    void actFailed(const wenyi::Error &error);

private:
    Session &m_session;
    core::AuthorityPlace m_place;
    SealId m_chosen;
};

} // namespace wenyi::ui
