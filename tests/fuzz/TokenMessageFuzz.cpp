// SPDX-License-Identifier: GPL-3.0-or-later
// What the client and the token helper say to each other: any bytes are read or refused on both sides.
#include "client/helper/Frames.h"
#include "client/token/wire/MessageCodec.h"

#include <cstdlib>

using namespace wenyi::token;

namespace {

constexpr qsizetype LengthSize = 4;

template<typename Message>
void expectOneForm(const wenyi::Result<Message> &message, QByteArrayView content)
{
    // There is one form of each message: whatever is taken is written back as it came.
    if (message && QByteArrayView(encode(*message)).sliced(LengthSize) != content)
        std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArrayView bytes(data, static_cast<qsizetype>(size));
    wenyi::helper::FrameReader frames(64 * 1024);
    frames.append(bytes);
    for (int i = 0; i < 8; ++i) {
        const auto content = frames.next();
        if (!content || !*content)
            break;
        expectOneForm(decodeRequest(**content), **content);
        expectOneForm(decodeAnswer(**content), **content);
    }
    return 0;
}

extern "C" void wenyiFuzzSeeds(void (*add)(const uint8_t *data, size_t size))
{
    const auto seed = [add](const QByteArray &frame) {
        add(reinterpret_cast<const uint8_t *>(frame.constData()), static_cast<size_t>(frame.size()));
    };
    const QByteArray blob(40, 'b');
    const QByteArray digest(DigestSize, 'd');
    const QString name = QStringLiteral("印章");
    seed(encode(Request{1, LoadDriver{DriverKind::Skf, blob}}));
    seed(encode(Request{2, ListDevices{}}));
    seed(encode(Request{3, OpenKey{{name, name, name}, wenyi::SecretBytes(QByteArrayView("135790")), 0x80000101}}));
    seed(encode(Request{4, SignDigest{digest}}));
    seed(encode(Request{5, ListSeals{}}));
    seed(encode(Request{6, SealDigest{name, QStringLiteral("/Doc_0/Signature.xml"), digest}}));
    seed(encode(Request{7, ReadSeal{name}}));
    seed(encode(Request{8, AskPin{{name, name, name}}}));
    seed(encode(Request{9, ChangePin{{name, name, name}, wenyi::SecretBytes(QByteArrayView("135790")),
                               wenyi::SecretBytes(QByteArrayView("246801"))}}));
    quint64 id = 0;
    for (const AnswerBody &body : QList<AnswerBody>{Loaded{name, {QStringLiteral("seccomp")}},
             Devices{{{name, name, {0x1041, 0x80000101}, {{name, name, blob}, {name, {}, {}}}}}}, KeyOpened{blob},
             Signed{QByteArray(SignatureSize, 's')}, Seals{{{name, name}, {{}, {}}}}, Sealed{blob}, SealData{blob},
             PinStanding{name, 7, true}, PinChanged{},
             Refused{wenyi::ErrorCode::WrongPin, "token.pin", QStringLiteral("7")}})
        seed(encode(Answer{++id, body}));
}
