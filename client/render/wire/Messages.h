// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Error.h"
#include "shared/base/Limits.h"

#include <QByteArray>
#include <QList>
#include <QRect>
#include <QStringList>

#include <variant>

/// What the client and the render helper say to each other about one foreign file.
///
/// Lengths on a page are whole micrometres from its upper left corner as it is shown; pixels are those of the whole
/// page at the resolution asked for. Neither side believes the other: both bound every size before they allocate.
namespace wenyi::render {

inline constexpr qsizetype LargestFile = 128 * limits::MiB;
/// Of one picture; more is asked for in tiles. An A4 page has 15 million at 400 dots an inch.
inline constexpr qint64 MostPixels = 16 * 1024 * 1024;
inline constexpr int LargestSide = 1 << 18;    ///< Of a page in pixels, at any resolution.
inline constexpr int LargestPage = 20'000'000; ///< Twenty metres.
inline constexpr int MostPages = 20'000;
inline constexpr int MostCharacters = 200'000; ///< Of one page.
inline constexpr int MostOutlineEntries = 10'000;
inline constexpr int LeastMilliDpi = 1'000;
inline constexpr int MostMilliDpi = 2'400'000;
/// A frame; what a file or a picture has besides its bytes is small.
inline constexpr qsizetype LargestRequest = LargestFile + 64 * limits::KiB;
inline constexpr qsizetype LargestAnswer = MostPixels * 4 + 64 * limits::KiB;

/// The file that later requests are about.
struct OpenFile
{
    QByteArray content;
};

struct RenderPage
{
    int page = 0; ///< From 0.
    int milliDpi = 96'000;
    QRect clip; ///< In pixels; empty means the whole page.
};

struct ReadText
{
    int page = 0;
};

struct ReadOutline
{
};

/// A picture of any format that pages hold; needs no file opened. One of more than MostPixels comes scaled down.
struct DecodePicture
{
    QByteArray encoded;
};

using RequestBody = std::variant<OpenFile, RenderPage, ReadText, ReadOutline, DecodePicture>;

struct Request
{
    quint64 id = 0;
    RequestBody body;
};

/// The helper's first word, sent unasked under id 0 once it is confined.
struct Ready
{
    QStringList guards; ///< What confines it: "limits", "seccomp", "landlock", "container".
};

struct PageSize
{
    int width = 0;
    int height = 0;
    friend bool operator==(const PageSize &, const PageSize &) = default;
};

struct Opened
{
    QList<PageSize> pages;
};

/// Pixels line by line without gaps, four bytes each as QImage::Format_ARGB32_Premultiplied keeps them.
struct Picture
{
    int width = 0;
    int height = 0;
    QByteArray pixels;
};

struct Box
{
    int left = 0;
    int top = 0;
    int width = 0;
    int height = 0;
    friend bool operator==(const Box &, const Box &) = default;
};

struct TextWord
{
    QString text;
    bool spaceAfter = false;
    QList<Box> characters; ///< One a code point of the text.
};

/// The words of a page in reading order.
struct PageText
{
    QList<TextWord> words;
};

struct OutlineEntry
{
    QString title;
    int level = 0;
    int page = -1; ///< -1: leads to no page of this file.
};

struct Outline
{
    QList<OutlineEntry> entries;
};

struct Refused
{
    ErrorCode code = ErrorCode::Internal;
    QByteArray reason;
    QString detail;
};

using AnswerBody = std::variant<Ready, Opened, Picture, PageText, Outline, Refused>;

struct Answer
{
    quint64 id = 0;
    AnswerBody body;
};

} // namespace wenyi::render
