// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/authority/CertificateRegister.h"

#include <QString>

namespace wenyi::ui {

/// 人员签名, 单位加密 …: what a certificate is for.
QString purposeWords(crypto::CertificatePurpose purpose);
/// 密钥泄露 …: why a certificate was revoked; 冻结 for a suspension.
QString revocationReasonWords(crypto::RevocationReason reason);
/// Shape and word: ●有效, ◆冻结, ■吊销, ○过期.
QString standingWords(core::CertificateStanding standing);
/// ▲待审核, ●已批准，待签发 …, of an application for a certificate or for lifting a suspension.
QString applicationStageWords(const core::Application &application);
/// What is asked for, in one line.
QString applicationWords(const core::Application &application, const core::RegisterState &state);
/// Name and id of who signs with that certificate; the fingerprint's beginning where the register knows nobody.
QString signerWords(const Digest &fingerprint, const core::RegisterState &state);

/// An act in words: what was done, to what, and the words that its officer wrote.
struct ActWords
{
    QString kind;   ///< 申请证书, 吊销 …
    QString about;  ///< Whose certificate, which application.
    QString words;  ///< The officer's; may be empty.
    QString office; ///< 系统管理员 …, or the operating CA.
};
ActWords wordsOf(const core::RegisterAct &act, const core::RegisterState &state);

/// 导出: every act as a line of CSV (RFC 4180; UTF-8 with its mark, so that WPS and Excel read it), the digest of each
/// for comparing; that of the last line is the head. What a spreadsheet would take for a formula begins with an
/// apostrophe.
QByteArray registerCsv(const std::vector<core::SignedAct> &acts, const core::RegisterState &state);

} // namespace wenyi::ui
