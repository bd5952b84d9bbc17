// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/render/wire/Messages.h"

// qpdf's header wants to hear that its pointers are those of the standard library.
#define POINTERHOLDER_TRANSITION 4
#include <qpdf/QPDF.hh>

#include <optional>

/// Where things lie on the pages of a PDF as qpdf reads them. For the files that include qpdf alone.
namespace wenyi::render {

using Rectangle = QPDFObjectHandle::Rectangle;

/// What is shown of a page, and how it is turned (ISO 32000 7.7.3.3).
struct PageFrame
{
    Rectangle shown; ///< In user space.
    int turn = 0;    ///< Degrees clockwise: 0, 90, 180, 270; anything else is as 0.
};

/// An entry of a dictionary, or of what it inherits from; null where nobody has it.
QPDFObjectHandle inherited(QPDFObjectHandle dictionary, const char *key);
/// Left, bottom, right, top in that order; empty where it is no rectangle of finite numbers.
std::optional<Rectangle> rectangleOf(QPDFObjectHandle value);
/// Nothing for a page without any size.
std::optional<PageFrame> frameOf(QPDFObjectHandle page);
/// Where a rectangle of user space lies on the page as it is shown: cropped and turned.
Box boxOnPage(const Rectangle &rectangle, const PageFrame &frame);
/// The other way round.
Rectangle rectangleOnPage(const Box &box, const PageFrame &frame);

} // namespace wenyi::render
