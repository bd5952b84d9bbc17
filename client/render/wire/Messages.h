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
inline constexpr int MostSignatures = 200;
inline constexpr qsizetype LargestCertificate = 64 * limits::KiB;
/// Bytes that are kept free for a signature's value: at least for one certificate, at most for a long chain.
inline constexpr int LeastSignatureRoom = 1'024;
inline constexpr int MostSignatureRoom = 256 * 1'024;
inline constexpr qsizetype LargestSealPicture = 16 * limits::MiB; ///< Deflated.
inline constexpr int LargestSealSide = 4'096;                     ///< In pixels.
/// An update behind a file: picture, value, and objects of the file that were changed.
inline constexpr qsizetype LargestIncrement = 64 * limits::MiB;
inline constexpr qint64 LatestTime = 253'402'300'799'999; ///< The end of the year 9999.
inline constexpr int LeastMilliDpi = 1'000;
inline constexpr int MostMilliDpi = 2'400'000;
/// A frame; what a file or a picture has besides its bytes is small.
inline constexpr qsizetype LargestRequest = LargestFile + 64 * limits::KiB;
inline constexpr qsizetype LargestAnswer = MostPixels * 4 + 64 * limits::KiB;

struct Box
{
    int left = 0;
    int top = 0;
    int width = 0;
    int height = 0;
    friend bool operator==(const Box &, const Box &) = default;
};

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

/// 签名: whatever the file says of signatures, judged as far as the file alone allows.
struct ReadSignatures
{
};

/// A picture of any format that pages hold; needs no file opened. One of more than MostPixels comes scaled down.
struct DecodePicture
{
    QByteArray encoded;
};

/// Colours and transparency apart, each deflated (RFC 1950) line by line, as a PDF holds them.
struct SealPicture
{
    int width = 0; ///< Pixels.
    int height = 0;
    QByteArray colours; ///< Three octets a pixel.
    QByteArray alpha;   ///< One.
};

/// What is to be added to the file so that it can be signed (签署): a field with room for a value.
struct PrepareSignature
{
    int page = 0; ///< From 0; of a field that is not shown too.
    Box box;      ///< Where it is shown; empty: nowhere.
    QByteArray subFilter;
    qint64 signedAt = 0; ///< As for Signature.
    QString name;        ///< The signer's.
    QString reason;
    int room = LeastSignatureRoom; ///< Bytes of the value.
    SealPicture picture;           ///< Of one that is shown.

    bool isShown() const { return box.width > 0 && box.height > 0; }
};

using RequestBody =
    std::variant<OpenFile, RenderPage, ReadText, ReadOutline, DecodePicture, ReadSignatures, PrepareSignature>;

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
    QString title = {};   ///< As the file tells it.
    bool mayPrint = true; ///< The file's rights (ISO 32000 7.6.4.2) allow it.
};

/// Pixels line by line without gaps, four bytes each as QImage::Format_ARGB32_Premultiplied keeps them.
struct Picture
{
    int width = 0;
    int height = 0;
    QByteArray pixels;
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
    int top = 0;   ///< From the page's upper edge; 0 where only the page is told.
};

struct Outline
{
    QList<OutlineEntry> entries;
};

/// What became of what one signature was put under.
enum class Standing {
    Whole,   ///< It holds, and covers every byte of the file but its own value.
    Changed, ///< It holds for what it covers, and the file has more than that.
    Invalid  ///< It does not hold, or does not say clearly what it covers.
};

/// One signature of a PDF (ISO 32000 12.8).
struct Signature
{
    QString field; ///< The full name of its field.
    int page = -1; ///< From 0; -1: it is shown on none.
    Box box;       ///< Where it is shown.
    Standing standing = Standing::Invalid;
    QByteArray reason;     ///< Why it is no better: "pdf-signature.…", "cms.…"; empty for Whole.
    int certification = 0; ///< What the first signer allows afterwards, the P of DocMDP: 1 to 3; 0: says nothing.
    QString signer;        ///< As the certificate says; like all that follows, empty for Invalid.
    QString issuer;
    qint64 signedAt = 0;    ///< As claimed, in milliseconds since 1970; 0: not told.
    QByteArray certificate; ///< DER. Whether it is anybody's whom we know the helper is not asked.
};

struct Signatures
{
    QList<Signature> signatures; ///< By what they cover, the earliest first.
    int strays = 0;              ///< Places that look like a signature and belong to no field.
};

struct Refused
{
    ErrorCode code = ErrorCode::Internal;
    QByteArray reason;
    QString detail;
};

/// What stands where the range of a signature will be told, once it is known.
inline constexpr char RangeRoom[] = "[0 ********** ********** **********]";

/// The answer to PrepareSignature: bytes that are to stand behind the file, and places in them.
struct PreparedSignature
{
    QByteArray increment;
    int range = 0;    ///< Of RangeRoom.
    int contents = 0; ///< Of the brackets with zeros between them where the value will be.
};

using AnswerBody = std::variant<Ready, Opened, Picture, PageText, Outline, Refused, Signatures, PreparedSignature>;

struct Answer
{
    quint64 id = 0;
    AnswerBody body;
};

} // namespace wenyi::render
