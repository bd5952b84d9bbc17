// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

/// One hostile text.
struct HostileXml
{
    QByteArray name;
    QByteArray bytes;
};

/// What hostile makers do to a sound text in UTF-8: entities and DTDs from files and addresses, inclusion, style sheets
/// and schemas by address, bombs, encodings that are not what they say, depth. Each tries to make a reader open
/// something, or to exhaust it. `victim` is a file that exists.
QList<HostileXml> xmlCorpus(const QByteArray &sound, const QByteArray &victim);

/// The same for HTML: everything that makes a browser fetch.
QList<HostileXml> htmlCorpus(const QByteArray &victim);
