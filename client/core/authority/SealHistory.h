// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/authority/CertificateRegister.h"

namespace wenyi::core {

enum class SealEventKind {
    Issued,            ///< 备案与发放
    HandedOver,        ///< 移交
    Replaced,          ///< 换证重制: revoked by the act that registered its successor.
    Suspended,         ///< 停用
    Revoked,           ///< 作废
    ResumptionAsked,   ///< 申请恢复
    Resumed,           ///< 恢复
    ResumptionRejected ///< 不同意恢复
};

/// One act of the register about a seal. What does not belong to its kind is empty.
struct SealEvent
{
    quint64 act = 0;
    Instant at;
    QString by;   ///< Common name of who signed the act.
    QString byId; ///< And the subject's id.
    SealEventKind kind = SealEventKind::Issued;
    MemberId keeper;
    std::optional<Instant> madeAt;
    SealId replaces;
    SealId successor;
    std::optional<Instant> since;
    directory::WithdrawalReason reason = directory::WithdrawalReason::Unspecified;
    quint64 application = 0; ///< Which one was decided.
    QString words;
};

/// 查询: every act of the register about a seal, oldest first; empty where it knows none.
QList<SealEvent> sealHistory(const CertificateRegister &certificates, const SealId &seal);

} // namespace wenyi::core
