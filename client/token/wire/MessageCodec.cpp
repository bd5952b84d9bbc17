// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/token/wire/MessageCodec.h"

#include "client/helper/MessageForm.h"

namespace wenyi::token {

using helper::number;

namespace {

constexpr qsizetype LongestDetail = 4 * limits::KiB;
constexpr int MostGuards = 16;

void fieldsOf(CborWriter &writer, const LoadDriver &body)
{
    writer.integer(static_cast<int>(body.kind));
    writer.bytes(body.library);
}

void fieldsOf(CborWriter &writer, const ListDevices &body)
{
    writer.boolean(body.namesOnly);
}

void writePlace(CborWriter &writer, const KeyPlace &place)
{
    writer.text(place.device);
    writer.text(place.application);
    writer.text(place.container);
}

void fieldsOf(CborWriter &writer, const OpenKey &body)
{
    writePlace(writer, body.place);
    writer.bytes(body.pin.view());
    writer.unsignedInteger(body.mechanism);
}

void fieldsOf(CborWriter &writer, const SignDigest &body)
{
    writer.bytes(body.digest);
}

void fieldsOf(CborWriter &, const ListSeals &) {}

void fieldsOf(CborWriter &writer, const SealDigest &body)
{
    writer.text(body.seal);
    writer.text(body.property);
    writer.bytes(body.digest);
}

void fieldsOf(CborWriter &writer, const ReadSeal &body)
{
    writer.text(body.seal);
}

void fieldsOf(CborWriter &writer, const AskPin &body)
{
    writePlace(writer, body.place);
}

void fieldsOf(CborWriter &writer, const ChangePin &body)
{
    writePlace(writer, body.place);
    writer.bytes(body.from.view());
    writer.bytes(body.to.view());
}

void fieldsOf(CborWriter &writer, const Loaded &body)
{
    writer.text(body.description);
    writer.startArray(body.guards.size());
    for (const QString &guard : body.guards)
        writer.text(guard);
    writer.endArray();
}

void writeKey(CborWriter &writer, const TokenKey &key)
{
    writer.startArray(3);
    writer.text(key.application);
    writer.text(key.container);
    writer.bytes(key.certificate);
    writer.endArray();
}

void fieldsOf(CborWriter &writer, const Devices &body)
{
    writer.startArray(body.devices.size());
    for (const Device &device : body.devices) {
        writer.startArray(4);
        writer.text(device.name);
        writer.text(device.label);
        writer.startArray(device.mechanisms.size());
        for (const quint64 mechanism : device.mechanisms)
            writer.unsignedInteger(mechanism);
        writer.endArray();
        writer.startArray(device.keys.size());
        for (const TokenKey &key : device.keys)
            writeKey(writer, key);
        writer.endArray();
        writer.endArray();
    }
    writer.endArray();
}

void fieldsOf(CborWriter &writer, const KeyOpened &body)
{
    writer.bytes(body.certificate);
}

void fieldsOf(CborWriter &writer, const Signed &body)
{
    writer.bytes(body.signature);
}

void fieldsOf(CborWriter &writer, const Seals &body)
{
    writer.startArray(body.seals.size());
    for (const SealName &seal : body.seals) {
        writer.startArray(2);
        writer.text(seal.id);
        writer.text(seal.name);
        writer.endArray();
    }
    writer.endArray();
}

void fieldsOf(CborWriter &writer, const Sealed &body)
{
    writer.bytes(body.signature);
}

void fieldsOf(CborWriter &writer, const SealData &body)
{
    writer.bytes(body.seal);
}

void fieldsOf(CborWriter &writer, const PinStanding &body)
{
    writer.text(body.label);
    writer.integer(body.attemptsLeft);
    writer.boolean(body.isLow);
}

void fieldsOf(CborWriter &, const PinChanged &) {}

void fieldsOf(CborWriter &writer, const Refused &body)
{
    writer.integer(static_cast<int>(body.code));
    writer.text(QString::fromLatin1(body.reason));
    writer.text(body.detail);
}

constexpr int RequestFields[] = {2, 1, 5, 1, 0, 3, 1, 3, 5};
constexpr int AnswerFields[] = {2, 1, 1, 1, 1, 1, 1, 3, 0, 3};

QByteArray exactly(CborReader &reader, qsizetype size)
{
    QByteArray bytes = reader.bytes(size);
    if (bytes.size() != size)
        reader.fail(ErrorCode::Corrupt, "helper.message");
    return bytes;
}

/// What stands for a thing must be there.
QByteArray something(CborReader &reader, qsizetype most)
{
    QByteArray bytes = reader.bytes(most);
    if (bytes.isEmpty())
        reader.fail(ErrorCode::Corrupt, "helper.message");
    return bytes;
}

void read(CborReader &reader, LoadDriver &body)
{
    body.kind = static_cast<DriverKind>(number(reader, 0, static_cast<int>(DriverKind::Oes)));
    body.library = something(reader, LargestDriver);
}

void read(CborReader &reader, ListDevices &body)
{
    body.namesOnly = reader.boolean();
}

void readPlace(CborReader &reader, KeyPlace &place)
{
    place.device = reader.text(LongestName);
    place.application = reader.text(LongestName);
    place.container = reader.text(LongestName);
}

SecretBytes readPin(CborReader &reader)
{
    QByteArray pin = reader.bytes(LongestPin);
    SecretBytes secret((QByteArrayView(pin)));
    helper::wipe(pin);
    return secret;
}

void read(CborReader &reader, OpenKey &body)
{
    readPlace(reader, body.place);
    body.pin = readPin(reader);
    body.mechanism = reader.unsignedInteger();
}

void read(CborReader &reader, SignDigest &body)
{
    body.digest = exactly(reader, DigestSize);
}

void read(CborReader &, ListSeals &) {}

void read(CborReader &reader, SealDigest &body)
{
    body.seal = reader.text(LongestName);
    body.property = reader.text(LongestName);
    body.digest = exactly(reader, DigestSize);
}

void read(CborReader &reader, ReadSeal &body)
{
    body.seal = reader.text(LongestName);
}

void read(CborReader &reader, AskPin &body)
{
    readPlace(reader, body.place);
}

void read(CborReader &reader, ChangePin &body)
{
    readPlace(reader, body.place);
    body.from = readPin(reader);
    body.to = readPin(reader);
}

void read(CborReader &reader, Loaded &body)
{
    body.description = reader.text(LongestName);
    for (qsizetype left = reader.startList(MostGuards); left > 0 && reader.ok(); --left)
        body.guards << reader.text(64);
    reader.endArray();
}

Device readDevice(CborReader &reader)
{
    Device device;
    reader.startArray(4);
    device.name = reader.text(LongestName);
    device.label = reader.text(LongestName);
    for (qsizetype left = reader.startList(MostMechanisms); left > 0 && reader.ok(); --left)
        device.mechanisms << reader.unsignedInteger();
    reader.endArray();
    for (qsizetype left = reader.startList(MostKeys); left > 0 && reader.ok(); --left) {
        reader.startArray(3);
        TokenKey key;
        key.application = reader.text(LongestName);
        key.container = reader.text(LongestName);
        key.certificate = reader.bytes(LargestCertificate);
        device.keys << key;
        reader.endArray();
    }
    reader.endArray();
    reader.endArray();
    return device;
}

void read(CborReader &reader, Devices &body)
{
    for (qsizetype left = reader.startList(MostDevices); left > 0 && reader.ok(); --left)
        body.devices << readDevice(reader);
    reader.endArray();
}

void read(CborReader &reader, KeyOpened &body)
{
    body.certificate = something(reader, LargestCertificate);
}

void read(CborReader &reader, Signed &body)
{
    body.signature = exactly(reader, SignatureSize);
}

void read(CborReader &reader, Seals &body)
{
    for (qsizetype left = reader.startList(MostSeals); left > 0 && reader.ok(); --left) {
        reader.startArray(2);
        SealName seal;
        seal.id = reader.text(LongestName);
        seal.name = reader.text(LongestName);
        body.seals << seal;
        reader.endArray();
    }
    reader.endArray();
}

void read(CborReader &reader, Sealed &body)
{
    body.signature = something(reader, LargestSeal);
}

void read(CborReader &reader, SealData &body)
{
    body.seal = something(reader, LargestSeal);
}

void read(CborReader &reader, PinStanding &body)
{
    body.label = reader.text(LongestName);
    body.attemptsLeft = number(reader, PinStanding::Unknown, MostAttempts);
    body.isLow = reader.boolean();
}

void read(CborReader &, PinChanged &) {}

void read(CborReader &reader, Refused &body)
{
    body.code = static_cast<ErrorCode>(number(reader, 0, static_cast<int>(ErrorCode::Internal)));
    body.reason = helper::readReason(reader);
    body.detail = reader.text(LongestDetail);
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

} // namespace wenyi::token
