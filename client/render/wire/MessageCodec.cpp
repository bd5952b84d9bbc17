// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/render/wire/MessageCodec.h"

#include "client/helper/MessageForm.h"

#include <limits>

namespace wenyi::render {

using helper::number;
using helper::readReason;

namespace {

constexpr qsizetype LongestWord = 64 * limits::KiB;
constexpr qsizetype LongestTitle = 4 * limits::KiB;
constexpr qsizetype LongestName = 1 * limits::KiB;
constexpr int MostGuards = 16;

void fieldsOf(CborWriter &writer, const OpenFile &body)
{
    writer.bytes(body.content);
}

void fieldsOf(CborWriter &writer, const RenderPage &body)
{
    for (const int value :
        {body.page, body.milliDpi, body.clip.x(), body.clip.y(), body.clip.width(), body.clip.height()})
        writer.integer(value);
}

void fieldsOf(CborWriter &writer, const ReadText &body)
{
    writer.integer(body.page);
}

void fieldsOf(CborWriter &, const ReadOutline &) {}

void fieldsOf(CborWriter &, const ReadSignatures &) {}

void fieldsOf(CborWriter &writer, const DecodePicture &body)
{
    writer.bytes(body.encoded);
}

void fieldsOf(CborWriter &writer, const PrepareSignature &body)
{
    for (const int value : {body.page, body.box.left, body.box.top, body.box.width, body.box.height, body.room,
             body.picture.width, body.picture.height})
        writer.integer(value);
    writer.text(QString::fromLatin1(body.subFilter));
    writer.integer(body.signedAt);
    writer.text(body.name);
    writer.text(body.reason);
    writer.bytes(body.picture.colours);
    writer.bytes(body.picture.alpha);
}

void fieldsOf(CborWriter &writer, const PreparedSignature &body)
{
    writer.bytes(body.increment);
    writer.integer(body.range);
    writer.integer(body.contents);
}

void fieldsOf(CborWriter &writer, const Ready &body)
{
    writer.startArray(body.guards.size());
    for (const QString &guard : body.guards)
        writer.text(guard);
    writer.endArray();
}

void fieldsOf(CborWriter &writer, const Opened &body)
{
    writer.startArray(body.pages.size());
    for (const PageSize &page : body.pages) {
        writer.startArray(2);
        writer.integer(page.width);
        writer.integer(page.height);
        writer.endArray();
    }
    writer.endArray();
    writer.text(body.title);
    writer.boolean(body.mayPrint);
}

void fieldsOf(CborWriter &writer, const Picture &body)
{
    writer.integer(body.width);
    writer.integer(body.height);
    writer.bytes(body.pixels);
}

void fieldsOf(CborWriter &writer, const PageText &body)
{
    writer.startArray(body.words.size());
    for (const TextWord &word : body.words) {
        writer.startArray(3);
        writer.text(word.text);
        writer.boolean(word.spaceAfter);
        // Four numbers a character one behind the other: an array each would cost as much again.
        writer.startArray(word.characters.size() * 4);
        for (const Box &box : word.characters) {
            for (const int value : {box.left, box.top, box.width, box.height})
                writer.integer(value);
        }
        writer.endArray();
        writer.endArray();
    }
    writer.endArray();
}

void fieldsOf(CborWriter &writer, const Outline &body)
{
    writer.startArray(body.entries.size());
    for (const OutlineEntry &entry : body.entries) {
        writer.startArray(4);
        writer.text(entry.title);
        writer.integer(entry.level);
        writer.integer(entry.page);
        writer.integer(entry.top);
        writer.endArray();
    }
    writer.endArray();
}

void fieldsOf(CborWriter &writer, const Signatures &body)
{
    writer.startArray(body.signatures.size());
    for (const Signature &signature : body.signatures) {
        writer.startArray(13);
        writer.text(signature.field);
        for (const int value : {signature.page, signature.box.left, signature.box.top, signature.box.width,
                 signature.box.height, static_cast<int>(signature.standing)})
            writer.integer(value);
        writer.text(QString::fromLatin1(signature.reason));
        writer.integer(signature.certification);
        writer.text(signature.signer);
        writer.text(signature.issuer);
        writer.integer(signature.signedAt);
        writer.bytes(signature.certificate);
        writer.endArray();
    }
    writer.endArray();
    writer.integer(body.strays);
}

void fieldsOf(CborWriter &writer, const Refused &body)
{
    writer.integer(static_cast<int>(body.code));
    writer.text(QString::fromLatin1(body.reason));
    writer.text(body.detail);
}

/// How many fields each kind has behind identifier and kind, in the order of the variant.
constexpr int RequestFields[] = {1, 6, 1, 0, 1, 0, 14};
constexpr int AnswerFields[] = {1, 3, 3, 1, 1, 3, 2, 3};

void read(CborReader &reader, OpenFile &body)
{
    body.content = reader.bytes(LargestFile);
}

void read(CborReader &reader, RenderPage &body)
{
    body.page = number(reader, 0, MostPages - 1);
    body.milliDpi = number(reader, LeastMilliDpi, MostMilliDpi);
    const int left = number(reader, 0, LargestSide);
    const int top = number(reader, 0, LargestSide);
    const int width = number(reader, 0, LargestSide);
    const int height = number(reader, 0, LargestSide);
    if (qint64(width) * height > MostPixels)
        reader.fail(ErrorCode::TooLarge, "render.picture-size");
    body.clip = QRect(left, top, width, height);
}

void read(CborReader &reader, ReadText &body)
{
    body.page = number(reader, 0, MostPages - 1);
}

void read(CborReader &, ReadOutline &) {}

void read(CborReader &, ReadSignatures &) {}

void read(CborReader &reader, DecodePicture &body)
{
    body.encoded = reader.bytes(LargestFile);
}

void read(CborReader &reader, PrepareSignature &body)
{
    body.page = number(reader, 0, MostPages - 1);
    body.box.left = number(reader, 0, LargestPage);
    body.box.top = number(reader, 0, LargestPage);
    body.box.width = number(reader, 0, LargestPage);
    body.box.height = number(reader, 0, LargestPage);
    body.room = number(reader, LeastSignatureRoom, MostSignatureRoom);
    body.picture.width = number(reader, 0, LargestSealSide);
    body.picture.height = number(reader, 0, LargestSealSide);
    body.subFilter = reader.text(64).toLatin1();
    body.signedAt = reader.integer();
    if (body.signedAt < 0 || body.signedAt > LatestTime)
        reader.fail(ErrorCode::Corrupt, "helper.message");
    body.name = reader.text(LongestName);
    body.reason = reader.text(LongestTitle);
    body.picture.colours = reader.bytes(LargestSealPicture);
    body.picture.alpha = reader.bytes(LargestSealPicture);
    const bool hasPicture = body.picture.width > 0 && body.picture.height > 0;
    if (body.isShown() != hasPicture)
        reader.fail(ErrorCode::Corrupt, "helper.message");
}

void read(CborReader &reader, PreparedSignature &body)
{
    body.increment = reader.bytes(LargestIncrement);
    const int size = static_cast<int>(body.increment.size());
    body.range = number(reader, 0, size);
    body.contents = number(reader, 0, size);
}

void read(CborReader &reader, Ready &body)
{
    for (qsizetype left = reader.startList(MostGuards); left > 0 && reader.ok(); --left)
        body.guards << reader.text(64);
    reader.endArray();
}

void read(CborReader &reader, Opened &body)
{
    for (qsizetype left = reader.startList(MostPages); left > 0 && reader.ok(); --left) {
        reader.startArray(2);
        PageSize page;
        page.width = number(reader, 1, LargestPage);
        page.height = number(reader, 1, LargestPage);
        body.pages << page;
        reader.endArray();
    }
    reader.endArray();
    body.title = reader.text(LongestTitle);
    body.mayPrint = reader.boolean();
}

void read(CborReader &reader, Picture &body)
{
    body.width = number(reader, 1, LargestSide);
    body.height = number(reader, 1, LargestSide);
    const qint64 pixels = qint64(body.width) * body.height;
    if (pixels > MostPixels) {
        reader.fail(ErrorCode::TooLarge, "render.picture-size");
        return;
    }
    body.pixels = reader.bytes(static_cast<qsizetype>(pixels * 4));
    if (body.pixels.size() != pixels * 4)
        reader.fail(ErrorCode::Corrupt, "helper.message");
}

TextWord readWord(CborReader &reader, qsizetype mostCharacters)
{
    TextWord word;
    reader.startArray(3);
    word.text = reader.text(LongestWord);
    word.spaceAfter = reader.boolean();
    const qsizetype numbers = reader.startList(mostCharacters * 4);
    if (numbers != word.text.toUcs4().size() * 4)
        reader.fail(ErrorCode::Corrupt, "helper.message");
    for (qsizetype left = numbers / 4; left > 0 && reader.ok(); --left) {
        Box box;
        box.left = number(reader, -LargestPage, LargestPage);
        box.top = number(reader, -LargestPage, LargestPage);
        box.width = number(reader, 0, LargestPage);
        box.height = number(reader, 0, LargestPage);
        word.characters << box;
    }
    reader.endArray();
    reader.endArray();
    return word;
}

void read(CborReader &reader, PageText &body)
{
    qsizetype charactersLeft = MostCharacters;
    for (qsizetype left = reader.startList(MostCharacters); left > 0 && reader.ok(); --left) {
        body.words << readWord(reader, charactersLeft);
        charactersLeft -= body.words.last().characters.size();
    }
    reader.endArray();
}

void read(CborReader &reader, Outline &body)
{
    for (qsizetype left = reader.startList(MostOutlineEntries); left > 0 && reader.ok(); --left) {
        reader.startArray(4);
        OutlineEntry entry;
        entry.title = reader.text(LongestTitle);
        entry.level = number(reader, 0, MostOutlineEntries);
        entry.page = number(reader, -1, MostPages - 1);
        entry.top = number(reader, 0, LargestPage);
        body.entries << entry;
        reader.endArray();
    }
    reader.endArray();
}

Signature readSignature(CborReader &reader)
{
    Signature signature;
    reader.startArray(13);
    signature.field = reader.text(LongestName);
    signature.page = number(reader, -1, MostPages - 1);
    signature.box.left = number(reader, -LargestPage, LargestPage);
    signature.box.top = number(reader, -LargestPage, LargestPage);
    signature.box.width = number(reader, 0, LargestPage);
    signature.box.height = number(reader, 0, LargestPage);
    signature.standing = static_cast<Standing>(number(reader, 0, static_cast<int>(Standing::Invalid)));
    signature.reason = readReason(reader);
    signature.certification = number(reader, 0, 3);
    signature.signer = reader.text(LongestName);
    signature.issuer = reader.text(LongestName);
    signature.signedAt = reader.integer();
    if (signature.signedAt < 0 || signature.signedAt > LatestTime)
        reader.fail(ErrorCode::Corrupt, "helper.message");
    signature.certificate = reader.bytes(LargestCertificate);
    reader.endArray();
    // Nobody stands behind what does not hold, and somebody behind what does.
    if ((signature.standing == Standing::Invalid) != signature.certificate.isEmpty()
        || (signature.standing == Standing::Whole) != signature.reason.isEmpty())
        reader.fail(ErrorCode::Corrupt, "helper.message");
    return signature;
}

void read(CborReader &reader, Signatures &body)
{
    for (qsizetype left = reader.startList(MostSignatures); left > 0 && reader.ok(); --left)
        body.signatures << readSignature(reader);
    reader.endArray();
    body.strays = number(reader, 0, std::numeric_limits<int>::max());
}

void read(CborReader &reader, Refused &body)
{
    body.code = static_cast<ErrorCode>(number(reader, 0, static_cast<int>(ErrorCode::Internal)));
    body.reason = readReason(reader);
    body.detail = reader.text(LongestTitle);
}

constexpr auto WriteFields = [](CborWriter &writer, const auto &body) { fieldsOf(writer, body); };
constexpr auto ReadFields = [](CborReader &reader, auto &body) { read(reader, body); };

} // namespace

QByteArray encode(const Request &request)
{
    return helper::encodeMessage(request, RequestFields, WriteFields);
}

QByteArray encode(const Answer &answer)
{
    return helper::encodeMessage(answer, AnswerFields, WriteFields);
}

Result<Request> decodeRequest(QByteArrayView content)
{
    return helper::decodeMessage<Request>(content, RequestFields, ReadFields);
}

Result<Answer> decodeAnswer(QByteArrayView content)
{
    return helper::decodeMessage<Answer>(content, AnswerFields, ReadFields);
}

} // namespace wenyi::render
