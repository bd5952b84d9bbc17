// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/client/core/render/PdfParts.h"

QByteArray pdfOf(const QByteArrayList &objects)
{
    QByteArray pdf = "%PDF-1.7\n";
    QByteArray table = "0000000000 65535 f \n";
    for (qsizetype i = 0; i < objects.size(); ++i) {
        table += QByteArray::number(pdf.size()).rightJustified(10, '0') + " 00000 n \n";
        pdf += QByteArray::number(i + 1) + " 0 obj\n" + objects.at(i) + "\nendobj\n";
    }
    const QByteArray count = QByteArray::number(objects.size() + 1);
    const QByteArray start = QByteArray::number(pdf.size());
    return pdf + "xref\n0 " + count + '\n' + table + "trailer\n<</Size " + count + "/Root 1 0 R>>\nstartxref\n" + start
           + "\n%%EOF\n";
}

QByteArray streamOf(const QByteArray &entries, const QByteArray &content)
{
    return "<<" + entries + "/Length " + QByteArray::number(content.size()) + ">>stream\n" + content + "\nendstream";
}

QByteArray onePage(
    const QByteArray &size, const QByteArray &drawing, const QByteArray &ofPage, const QByteArray &ofCatalogue)
{
    return pdfOf({"<</Type/Catalog/Pages 2 0 R" + ofCatalogue + ">>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 " + size
            + "]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>" + ofPage + ">>",
        streamOf({}, drawing), "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        // A form that draws itself.
        streamOf("/Type/XObject/Subtype/Form/BBox[0 0 900 900]/Resources<</XObject<</X 6 0 R>>>>", "/X Do /X Do")});
}
