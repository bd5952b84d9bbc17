// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/ofd/ShownDoubts.h"
#include "tests/shared/ofd/OddFiles.h"

/// Pages that show something else than they hold, and how they are made.
namespace wenyi::core::tests {

using namespace Qt::StringLiterals;
using ofd::tests::Change;
using ofd::tests::Entries;
using ofd::tests::replaced;
using ofd::tests::xmlFile;

inline const QByteArray Line = ofd::tests::TwoCodes; ///< 关于公文, at 10, 20 mm.
inline const QString Page = ofd::tests::Page;
inline const QString Document = ofd::tests::Document;

/// One line of text at a place, with attributes of its object and of its code.
inline QByteArray text(const QByteArray &words, const QByteArray &attributes = {}, const QByteArray &inside = {},
    const QByteArray &boundary = "10 60 100 10")
{
    return "<ofd:TextObject ID=\"40\" Boundary=\"" + boundary + "\" Font=\"3\" Size=\"5\" " + attributes + ">" + inside
           + "<ofd:TextCode X=\"0\" Y=\"5\">" + words + "</ofd:TextCode></ofd:TextObject>";
}

inline QByteArray fill(const QByteArray &color)
{
    return "<ofd:FillColor Value=\"" + color + "\"/>";
}

/// A filled rectangle.
inline QByteArray box(const QByteArray &boundary, const QByteArray &size, const QByteArray &color)
{
    const QList<QByteArray> sides = size.split(' ');
    return "<ofd:PathObject ID=\"41\" Boundary=\"" + boundary + ' ' + size + "\" Fill=\"true\" Stroke=\"false\">"
           + fill(color) + "<ofd:AbbreviatedData>M 0 0 L " + sides[0] + " 0 L " + size + " L 0 " + sides[1]
           + " C</ofd:AbbreviatedData></ofd:PathObject>";
}

inline Change onPage(const QByteArray &objects)
{
    return replaced(Page, "</ofd:Layer>", objects + "</ofd:Layer>");
}

inline Change underPage(const QByteArray &objects)
{
    return replaced(Page, "<ofd:Layer ID=\"2\">", "<ofd:Layer ID=\"2\">" + objects);
}

inline Change withFile(const Change &change, const QString &path, const QByteArray &bytes)
{
    return [=](Entries &entries) {
        if (change)
            change(entries);
        entries.append({path, bytes});
    };
}

/// What is doubted, "kind" of each.
inline QByteArray kindsOf(const QList<ofd::ShownDoubt> &doubts)
{
    QByteArrayList kinds;
    for (const ofd::ShownDoubt &doubt : doubts)
        kinds.append(doubt.kind == "not-shown" ? doubt.kind + ' ' + doubt.detail.toLatin1() : doubt.kind);
    return kinds.join(", ");
}

inline QByteArray packed(const Change &change)
{
    Entries entries = ofd::tests::onePageEntries(Line);
    if (change)
        change(entries);
    return ofd::writePackage(entries).value();
}

/// A filled path of any form, from the page's corner.
inline QByteArray shape(const QByteArray &path, const QByteArray &color, const QByteArray &attributes = {})
{
    return "<ofd:PathObject ID=\"44\" Boundary=\"0 0 210 297\" Fill=\"true\" Stroke=\"false\" " + attributes + ">"
           + fill(color) + "<ofd:AbbreviatedData>" + path + "</ofd:AbbreviatedData></ofd:PathObject>";
}

} // namespace wenyi::core::tests
