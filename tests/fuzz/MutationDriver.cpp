// SPDX-License-Identifier: GPL-3.0-or-later
// Replays a fuzz target's seeds and mutations of them, the same ones in every run, where libFuzzer is not at hand.
#include <QByteArray>
#include <QDir>
#include <QFile>
#include <QList>

#include <cstdint>
#include <cstdio>
#include <random>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
/// A target may hand out seeds that it builds in code; without one the corpus folder alone is used.
extern "C" __attribute__((weak)) void wenyiFuzzSeeds(void (*add)(const uint8_t *data, size_t size));

namespace {

QList<QByteArray> seeds;

void addSeed(const uint8_t *data, size_t size)
{
    seeds.append(QByteArray(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size)));
}

void readCorpus(const QString &folder)
{
    const QDir dir(folder);
    for (const QString &name : dir.entryList(QDir::Files, QDir::Name)) {
        QFile file(dir.filePath(name));
        if (file.open(QIODevice::ReadOnly))
            seeds.append(file.read(1 << 20));
    }
}

class Mutator
{
public:
    QByteArray mutate(QByteArray bytes)
    {
        for (qsizetype change = 0, changes = 1 + pick(4); change < changes; ++change)
            changeOnce(bytes);
        return bytes;
    }
    qsizetype pick(qsizetype below)
    {
        return below <= 0 ? 0 : static_cast<qsizetype>(m_random() % static_cast<quint64>(below));
    }

private:
    void changeOnce(QByteArray &bytes)
    {
        const qsizetype at = pick(bytes.size());
        switch (pick(6)) {
        case 0:
            if (!bytes.isEmpty())
                bytes[at] = static_cast<char>(bytes[at] ^ (1 << pick(8)));
            break;
        case 1:
            if (!bytes.isEmpty())
                bytes[at] = static_cast<char>(pick(256));
            break;
        case 2:
            bytes.truncate(at);
            break;
        case 3:
            bytes.remove(at, 1 + pick(16));
            break;
        case 4:
            bytes.insert(at, bytes.mid(pick(bytes.size()), 1 + pick(64)));
            break;
        default:
            bytes.replace(at, 4, QByteArray(4, pick(2) ? '\xff' : '\0'));
        }
    }

    std::mt19937_64 m_random{20'260'101};
};

void feed(const QByteArray &bytes)
{
    LLVMFuzzerTestOneInput(reinterpret_cast<const uint8_t *>(bytes.constData()), static_cast<size_t>(bytes.size()));
}

/// So that a libFuzzer program can begin with them.
bool writeSeeds(const QString &folder)
{
    const QDir dir(folder);
    bool isWritten = dir.mkpath(QStringLiteral("."));
    for (qsizetype i = 0; i < seeds.size(); ++i) {
        QFile file(dir.filePath(QStringLiteral("seed-%1").arg(i)));
        isWritten = isWritten && file.open(QIODevice::WriteOnly) && file.write(seeds.at(i)) == seeds.at(i).size();
    }
    return isWritten;
}

} // namespace

int main(int argc, char **argv)
{
    int iterations = 1000;
    QString seedFolder;
    for (int i = 1; i < argc; ++i) {
        if (qstrcmp(argv[i], "--iterations") == 0 && i + 1 < argc)
            iterations = atoi(argv[++i]);
        else if (qstrcmp(argv[i], "--write-seeds") == 0 && i + 1 < argc)
            seedFolder = QString::fromLocal8Bit(argv[++i]);
        else
            readCorpus(QString::fromLocal8Bit(argv[i]));
    }
    if (wenyiFuzzSeeds)
        wenyiFuzzSeeds(addSeed);
    if (!seedFolder.isEmpty())
        return writeSeeds(seedFolder) ? 0 : 1;
    seeds.append(QByteArray());
    for (const QByteArray &seed : seeds)
        feed(seed);
    Mutator mutator;
    for (int i = 0; i < iterations; ++i)
        feed(mutator.mutate(seeds.at(mutator.pick(seeds.size()))));
    std::printf("%d seeds and %d mutations\n", static_cast<int>(seeds.size()), iterations);
    return 0;
}
