// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace wenyi::server {

/// SQL as the server writes it for SQLite, in PostgreSQL's words: `?` and `?1` become `$1`, INTEGER, BLOB and TEXT the
/// types that hold and order the same, x'00' a bytea; STRICT and WITHOUT ROWID go; `offset`, which is a column of ours
/// and a reserved word there, is quoted. Text in quotes and comments stay. What has no counterpart ("INSERT OR …") must
/// not be written.
QByteArray toPostgres(QByteArrayView sql);

} // namespace wenyi::server
