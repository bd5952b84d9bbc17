// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/document/DocumentJson.h"
#include "shared/document/TextImport.h"
#include "shared/document/TextSegments.h"

#include <cstdlib>

using namespace wenyi::document;
using namespace Qt::StringLiterals;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArrayView bytes(data, static_cast<qsizetype>(size));
    const auto imported = importText(bytes);
    if (!imported)
        return 0;
    // Every segment has its finding, in order, and the document is one that others will take.
    QStringList sources;
    for (const ImportFinding &finding : imported->findings) {
        if (!finding.source.isEmpty())
            sources.append(finding.source);
    }
    QStringList segments;
    for (const TextSegment &segment : segmentsOf(*decodeText(bytes)))
        segments.append(segment.text);
    const auto again = readDocumentJson(writeDocumentJson(imported->document));
    if (sources != segments || !again || *again != imported->document)
        std::abort();
    return 0;
}

extern "C" void wenyiFuzzSeeds(void (*add)(const uint8_t *data, size_t size))
{
    const QString notice = u"000001\n秘密★1年\n特急\n江阴市财政局文件\n澄财发〔2026〕3号　签发人：黄建华\n"
                           "关于印发《管理办法》的通知\n各镇人民政府、市各直属单位：\n现将《管理办法》印发给你们。\n"
                           "附件：1.名单\n2.表\n江阴市财政局\n二〇二六年三月五日\n（联系人：钱程）\n附件1\n管理办法\n"
                           "一、总则\n（一）目的\n1. 甲。　　（1）乙\n单位\t人数\n甲镇\t3\n主题词：财政 通知\n"
                           "抄送：市委办公室。\n江阴市财政局办公室　2026年3月6日印发\n"_s;
    const QString plan = u"江阴市防汛预案\n澄政办发[2004]028号  二OO四年六月十八日\n各镇人民政府：\n"
                         "现将《江阴市防汛预案》印发给你们。\n主题词：防汛\n按照要求制定。\n一、目标"_s;
    for (const QByteArray &seed : {notice.toUtf8(), plan.toUtf8()})
        add(reinterpret_cast<const uint8_t *>(seed.constData()), static_cast<size_t>(seed.size()));
}
