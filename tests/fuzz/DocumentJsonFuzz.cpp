// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/document/DocumentJson.h"
#include "shared/document/DraftRevision.h"
#include "shared/document/FormatRules.h"

#include <cstdlib>

using namespace wenyi::document;
using namespace Qt::StringLiterals;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArrayView bytes(data, static_cast<qsizetype>(size));
    if (const auto document = readDocumentJson(bytes)) {
        // What is taken reads back as the same document, and its rules can be checked.
        const auto again = readDocumentJson(writeDocumentJson(*document));
        if (!again || *again != *document)
            std::abort();
        checkFormat(*document);
    }
    if (const auto revision = readRevisionJson(bytes)) {
        const auto again = readRevisionJson(writeRevisionJson(*revision));
        if (!again || *again != *revision)
            std::abort();
    }
    return 0;
}

extern "C" void wenyiFuzzSeeds(void (*add)(const uint8_t *data, size_t size))
{
    OfficialDocument document;
    document.kind = u"通知"_s;
    document.number = u"澄政办发〔2004〕28号"_s;
    document.title = u"关于开展检查的通知"_s;
    document.recipients = QStringList{u"各镇人民政府"_s};
    document.body = {
        Paragraph{u"现通知如下。"_s}, Heading{1, u"一、范围"_s}, Table{{{u"甲"_s, u"乙"_s}}}, Picture{u"blob:00"_s}};
    document.attachments = {{u"名单"_s, {Paragraph{u"“全部”。"_s}}}};
    document.date = QDate(2004, 6, 18);
    const wenyi::Digest parent;
    const DraftRevision revision{
        document, {{u"顾晓岚"_s, wenyi::MemberId(u"m"_s), {}, {1, 0, 1, 2}, u"改"_s, RemarkState::Open}}, {parent}};
    for (const QByteArray &seed : {writeDocumentJson(document), writeRevisionJson(revision)})
        add(reinterpret_cast<const uint8_t *>(seed.constData()), static_cast<size_t>(seed.size()));
}
