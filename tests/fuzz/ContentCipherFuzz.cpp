// SPDX-License-Identifier: GPL-3.0-or-later
// Protected content: nothing opens but what was protected.
#include "shared/crypto/ContentCipher.h"

#include <QList>

#include <cstdlib>

using namespace wenyi;
using namespace wenyi::crypto;

namespace {

class CountingRandom final : public RandomSource
{
public:
    void fill(char *bytes, qsizetype size) override
    {
        for (qsizetype i = 0; i < size; ++i)
            bytes[i] = static_cast<char>(++m_count);
    }

private:
    int m_count = 0;
};

struct Fixture
{
    CountingRandom random;
    SecretBytes key = random.secret(ContentKeySize);
    QList<QByteArray> plain{{}, "text", QByteArray(ContentChunkSize, 'x'), QByteArray(ContentChunkSize + 100, 'y')};
    QList<QByteArray> sealedBytes;

    Fixture()
    {
        for (const QByteArray &bytes : plain)
            sealedBytes.append(*protect(key, bytes, "context", random));
    }
};

const Fixture &fixture()
{
    static const Fixture instance;
    return instance;
}

} // namespace

extern "C" void wenyiFuzzSeeds(void (*add)(const uint8_t *data, size_t size))
{
    for (const QByteArray &bytes : fixture().sealedBytes)
        add(reinterpret_cast<const uint8_t *>(bytes.constData()), static_cast<size_t>(bytes.size()));
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const auto opened = unprotect(fixture().key, bytes, "context");
    const qsizetype index = fixture().sealedBytes.indexOf(bytes);
    if (opened.has_value() != (index >= 0) || (opened && *opened != fixture().plain[index]))
        std::abort();
    if (unprotect(fixture().key, bytes, "another context"))
        std::abort();
    return 0;
}
