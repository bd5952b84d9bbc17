// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/outgoing/Submission.h"
#include "client/core/sealing/SealingService.h"
#include "shared/ofd/OfdWriter.h"
#include "tests/client/core/SampleOffice.h"

namespace wenyi::core::tests {

/// The sample notice as another system of the unit makes it: pages under the unit's seal that say of themselves what
/// they are given to say, or nothing. The keeper holds the unit's seal.
inline Result<QByteArray> foreignOfd(Workspace &keeper, int serial, const QList<ofd::CustomData> &said = {})
{
    const SealingService sealing(keeper);
    WENYI_TRY(const auto preview, sealing.preview(SampleOffice::notice(serial)));
    ofd::DocumentInfo info;
    info.title = preview.document.header.title;
    info.created = QDate(2026, 6, 18);
    info.modified = info.created;
    info.creator = u"Another office system"_s;
    info.customData = said;
    WENYI_TRY(const QByteArray ofd, ofd::writeOfd({preview.document.pages.scene, info, {}, {}}));
    WENYI_TRY(const auto sealedOne,
        sealing.seal(ofd, preview.stamps, ofd::Coverage::CloseDocument, SampleOffice::pin(), std::nullopt));
    return sealedOne.ofd;
}

/// What the other system says of it.
inline exchange::DocumentHeader foreignHeader(int serial)
{
    exchange::DocumentHeader header;
    header.kind = u"通知"_s;
    header.number = u"澄政办发〔2026〕%1号"_s.arg(serial);
    header.title = u"关于系统对接的第%1号通知"_s.arg(serial);
    header.recipients = {u"江阴市财政局"_s};
    header.signatories = {u"江阴市人民政府办公室"_s};
    header.date = QDate(2026, 6, 18);
    return header;
}

} // namespace wenyi::core::tests
