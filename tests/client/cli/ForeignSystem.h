// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/client/cli/CommandOffice.h"

#include <QJsonArray>

namespace wenyi::cli::tests {

/// Another office system of 江阴市人民政府办公室: it has a sealed OFD of its own making and knows nothing but files.
class ForeignSystem
{
public:
    /// Seals its document by the unit's key, as such a system has it.
    explicit ForeignSystem(const CommandOffice &office);

    const QByteArray &ofd() const { return m_ofd; }
    /// The document header as the order has it.
    static QJsonObject header(int serial);
    /// An order for 江阴市财政局 with the document and an attachment.
    static QJsonObject order(const QString &message, int serial);
    /// Puts an order with its files into a folder, which is made; the order's file comes last.
    bool write(const QString &folder, const QJsonObject &order) const;

private:
    QByteArray m_ofd;
};

/// A folder's file, or nothing.
QByteArray contentOf(const QString &path);
QJsonObject jsonOf(const QString &path);
/// The names in a folder, sorted.
QStringList namesIn(const QString &folder);

} // namespace wenyi::cli::tests
