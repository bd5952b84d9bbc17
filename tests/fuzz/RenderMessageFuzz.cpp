// SPDX-License-Identifier: GPL-3.0-or-later
// What the client and the render helper say to each other: any bytes are read or refused on both sides.
#include "client/helper/Frames.h"
#include "client/render/wire/MessageCodec.h"

#include <cstdlib>

using namespace wenyi::render;

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
    quint64 id = 0;
    for (const RequestBody &body : QList<RequestBody>{OpenFile{blob}, RenderPage{3, 200'000, QRect(1, 2, 300, 400)},
             ReadText{7}, ReadOutline{}, DecodePicture{blob}, ReadSignatures{}})
        seed(encode(Request{++id, body}));
    const TextWord word{QStringLiteral("公文"), true, {Box{1, 2, 3, 4}, Box{5, -6, 70000, 8}}};
    for (const AnswerBody &body : QList<AnswerBody>{Ready{{QStringLiteral("seccomp")}},
             Opened{{{210'000, 297'000}}, QStringLiteral("通知"), false}, Picture{2, 5, blob}, PageText{{word, word}},
             Outline{{{QStringLiteral("一、总则"), 1, 4, 70'000}}},
             Refused{wenyi::ErrorCode::Corrupt, "render.pdf", QStringLiteral("xref")},
             Signatures{
                 {{QStringLiteral("Signature1"), 0, {1, 2, 3, 4}, Standing::Changed, "pdf-signature.changed-after", 2,
                      QStringLiteral("张三"), QStringLiteral("根"), 1'780'000'000'000, blob},
                     {{}, -1, {}, Standing::Invalid, "cms.form", 0, {}, {}, 0, {}}},
                 3}})
        seed(encode(Answer{++id, body}));
    seed(encode(Request{1, ReadText{1}}) + encode(Request{2, ReadText{2}}));
}
