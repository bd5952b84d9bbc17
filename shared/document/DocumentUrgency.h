// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Result.h"

#include <QString>
#include <QStringView>

namespace wenyi::document {

/// 紧急程度 of a document: 加急 or 特急; telegrams have grades of their own (《党政机关公文处理工作条例》).
enum class DocumentUrgency { Expedited, Urgent };

/// 加急 or 特急.
QString urgencyWord(DocumentUrgency urgency);

/// Fails with "document.urgency-unknown".
Result<DocumentUrgency> urgencyFromWord(QStringView word);

} // namespace wenyi::document
