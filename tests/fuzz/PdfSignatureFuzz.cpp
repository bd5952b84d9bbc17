// SPDX-License-Identifier: GPL-3.0-or-later
// Signatures of a foreign PDF: form, byte range and CMS. Whatever is found fits over the wire, and what is called whole
// covers every byte but one hexadecimal string. What is prepared for a further signature has its room where it says.
#include "client/render/signatures/CoveredRange.h"
#include "client/render/signatures/PdfSignatures.h"
#include "client/render/signatures/SignatureFields.h"
#include "client/render/signatures/SignatureIncrement.h"
#include "client/render/wire/MessageCodec.h"
#include "shared/crypto/CmsSignature.h"

#include <algorithm>
#include <cstdlib>

using namespace wenyi;
using namespace wenyi::render;

namespace {

constexpr qsizetype LengthSize = 4;

void expect(bool holds)
{
    if (!holds)
        std::abort();
}

/// What lies between the parts is digits in brackets.
void expectNothingHidden(const QByteArray &pdf, const CoveredRange &range)
{
    const QByteArrayView gap = QByteArrayView(pdf).sliced(
        range.before.size(), range.behind.data() - range.before.data() - range.before.size());
    expect(gap.front() == '<' && gap.back() == '>' && range.end() <= pdf.size());
    expect(std::all_of(gap.begin() + 1, gap.end() - 1, [](char digit) { return std::isxdigit(quint8(digit)); }));
    expect(range.isWholeFile == (range.before.size() + gap.size() + range.behind.size() == pdf.size()));
}

/// An update that a signature can be put into, whatever the file is.
void expectRoom(const QByteArray &pdf)
{
    PrepareSignature wanted;
    wanted.subFilter = "adbe.pkcs7.detached";
    wanted.box = {1'000, 1'000, 20'000, 20'000};
    wanted.picture = {1, 1, "c", "a"};
    const auto prepared = prepareSignature(pdf, wanted);
    if (!prepared)
        return;
    const QByteArrayView increment(prepared->increment);
    expect(increment.sliced(prepared->range).startsWith(RangeRoom));
    expect(increment.sliced(prepared->contents).startsWith('<' + QByteArray(2 * wanted.room, '0') + '>'));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    (void)crypto::verifyDetachedCms(bytes, {bytes});
    const auto signatures = readSignatures(bytes);
    if (signatures)
        expect(decodeAnswer(QByteArrayView(encode(Answer{1, *signatures})).sliced(LengthSize)).has_value());
    expectRoom(bytes);
    if (const auto fields = findSignatureFields(bytes)) {
        for (const SignatureField &field : fields->fields) {
            if (const auto range = coveredRange(bytes, field.byteRange, field.contents))
                expectNothingHidden(bytes, *range);
        }
    }
    return 0;
}
