// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayList>

/// A PDF of these objects, the first being the catalogue, with a right table of where they lie.
QByteArray pdfOf(const QByteArrayList &objects);

/// A stream object with these entries in its dictionary besides the length.
QByteArray streamOf(const QByteArray &entries, const QByteArray &content);

/// One page of that size in points, with a drawing and more entries for page and catalogue.
QByteArray onePage(const QByteArray &size = "595 842",
    const QByteArray &drawing = "BT /F 24 Tf 72 700 Td (Wenyi) Tj ET", const QByteArray &ofPage = {},
    const QByteArray &ofCatalogue = {});
