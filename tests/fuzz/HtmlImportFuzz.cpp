// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/document/DocumentJson.h"
#include "shared/document/DocumentText.h"
#include "shared/document/HtmlImport.h"

#include <algorithm>
#include <cstdlib>

using namespace wenyi;
using namespace wenyi::document;
using namespace Qt::StringLiterals;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QString html = QString::fromUtf8(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const auto imported = importHtml(html);
    const auto blocks = blocksOfHtml(html);
    if (imported.has_value() != blocks.has_value())
        std::abort(); // What is read does not depend on what it is read for.
    if (!imported)
        return 0;
    // The document is one that others will take.
    const auto again = readDocumentJson(writeDocumentJson(imported->document));
    if (!again || *again != imported->document)
        std::abort();
    const QStringList texts = textsOf(*blocks);
    if (!std::all_of(texts.begin(), texts.end(), [](const QString &text) { return isPageText(text); }))
        std::abort();
    return 0;
}

extern "C" void wenyiFuzzSeeds(void (*add)(const uint8_t *data, size_t size))
{
    const QList<QByteArray> seeds{
        u"<html><head><style>p{x}</style></head><body><!--StartFragment--><h2>总体要求</h2><p class=MsoNormal "
        "style='mso-outline-level:1'><![if !supportLists]><span style='mso-list:Ignore'>一、&nbsp;</span><![endif]>"
        "检查\n范围<br>附件：1.表<o:p></o:p></p><!--EndFragment--></body></html>"_s.toUtf8(),
        u"<table><tr><td rowspan=2>甲<td colspan=2>乙<tr><td>1<td><table><tr><td>丙</table></table><ol start=3><li>"
        "<p>先<li>后<ul><li>点</ul></ol><del>去</del><img src=\"file:///etc/passwd\" alt=图><pre>a\nb</pre>"_s.toUtf8(),
        "<b><i>&#x4e00;&#0;&#xd800;&amp;</b></i><script>alert(1)</script><p style=\"display:none\">x</p>a</p></td>"};
    for (const QByteArray &seed : seeds)
        add(reinterpret_cast<const uint8_t *>(seed.constData()), static_cast<size_t>(seed.size()));
}
