// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/document/DocumentUrgency.h"

namespace wenyi::document {

using namespace Qt::StringLiterals;

QString urgencyWord(DocumentUrgency urgency)
{
    return urgency == DocumentUrgency::Urgent ? u"特急"_s : u"加急"_s;
}

Result<DocumentUrgency> urgencyFromWord(QStringView word)
{
    for (const DocumentUrgency urgency : {DocumentUrgency::Expedited, DocumentUrgency::Urgent}) {
        if (urgencyWord(urgency) == word)
            return urgency;
    }
    return Error{ErrorCode::InvalidInput, "document.urgency-unknown", word.left(100).toString()};
}

} // namespace wenyi::document
