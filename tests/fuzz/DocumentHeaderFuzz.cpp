// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/exchange/DocumentHeader.h"

#include <cstdlib>

using namespace wenyi;
using namespace wenyi::exchange;

/// What is read can be written, and is the same when it is read again.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const auto header = DocumentHeader::fromXml(QByteArrayView(data, static_cast<qsizetype>(size)));
    if (!header)
        return 0;
    const auto xml = header->toXml();
    if (!xml)
        return xml.error().code == ErrorCode::TooLarge ? 0 : (abort(), 0);
    const auto again = DocumentHeader::fromXml(*xml);
    if (!again || *again != *header)
        abort();
    return 0;
}

extern "C" void wenyiFuzzSeeds(void (*add)(const uint8_t *data, size_t size))
{
    const QString line = QStringLiteral("公文 & <头>");
    DocumentHeader header;
    header.identifier = QStringLiteral("11320281014000001A-2026-28");
    header.secrecy = QStringLiteral("秘密★1年");
    header.urgency = QStringLiteral("加急");
    header.copyNumber = QStringLiteral("000001");
    header.kind = header.title = header.number = header.note = header.distribution = line;
    header.signers = header.recipients = header.attachments = header.copyTo = QStringList{line, line};
    header.date = header.printDate = QDate(2026, 6, 18);
    header.parts = {
        {PartRole::Document, QStringLiteral("a.ofd"), 1, {}}, {PartRole::Source, QStringLiteral("a"), 1, {}}};
    const auto xml = header.toXml();
    if (!xml)
        abort();
    add(reinterpret_cast<const uint8_t *>(xml->constData()), static_cast<size_t>(xml->size()));
}
