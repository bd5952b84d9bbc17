// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayList>
#include <QStringList>

namespace wenyi::faults {

/// A text as files may hold it: UTF-8, UTF-16 in both orders, GB18030.
QByteArrayList formsOf(const QString &text);
bool holds(const QByteArray &bytes, const QString &text);
/// The files below a folder, whatever their kind, that hold a text or cannot be read.
QStringList filesThatHold(const QString &folder, const QString &text);

} // namespace wenyi::faults
