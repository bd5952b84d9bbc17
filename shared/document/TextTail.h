// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/document/TextRecognition.h"

#include <QDate>

namespace wenyi::document {

/// 发文机关署名 and 成文日期 in a text: the segments [start, end), the last of which is or ends with the date. Where
/// there is none, both are the number of segments.
struct Signature
{
    qsizetype start = 0;
    qsizetype end = 0;
};

/// Looks for the first signature from the reader's position on.
Signature findSignature(const TextReader &reader);
void readSignature(TextReader &reader, const Signature &signature);

/// 附件说明 (附件：1.…) at the reader's position, with its further lines.
bool readAttachmentStatement(TextReader &reader);

/// Where the document's own paragraphs end at the latest: at an annexed 附件 or at 版记.
qsizetype findBodyEnd(const TextReader &reader);

/// Reads what follows the signature: 附注, 附件 on pages of their own and 版记. `annexedTitle` is what the document
/// distributes by its title or its text, if it does.
void readTail(TextReader &reader, const QString &annexedTitle);

} // namespace wenyi::document
