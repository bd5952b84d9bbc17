// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Result.h"

#include <QList>
#include <QString>
#include <QStringView>

#include <optional>

namespace wenyi::document {

/// 文种: the 15 kinds of 《党政机关公文处理工作条例》, in its order.
enum class DocumentKind {
    Resolution,   ///< 决议
    Decision,     ///< 决定
    Order,        ///< 命令（令）
    Communique,   ///< 公报
    Proclamation, ///< 公告, to the country and abroad
    Announcement, ///< 通告, to those whom it concerns
    Opinions,     ///< 意见
    Notice,       ///< 通知
    Circular,     ///< 通报
    Report,       ///< 报告
    Request,      ///< 请示
    Reply,        ///< 批复
    Bill,         ///< 议案
    Letter,       ///< 函
    Minutes       ///< 纪要
};

/// All 15, in the regulation's order.
QList<DocumentKind> allDocumentKinds();

/// The kind's word: 通知; 命令 for 命令（令）.
QString kindWord(DocumentKind kind);

/// Takes the words of kindWord(), 令 and 命令(令). Fails with "document.kind-unknown".
Result<DocumentKind> kindFromWord(QStringView word);

/// The kind that a title ends with: 关于…的通知; nothing where it ends with none, as a plan's or an outline's does.
std::optional<DocumentKind> kindOfTitle(QStringView title);

/// 上行文: goes to a higher body and shows its 签发人 (GB/T 9704-2012 7.2.6).
bool goesUpward(DocumentKind kind);

} // namespace wenyi::document
