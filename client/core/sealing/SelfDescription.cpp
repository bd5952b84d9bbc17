// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/sealing/SelfDescription.h"

#include "client/core/sealing/FinalDocument.h"
#include "shared/ofd/OfdReader.h"

namespace wenyi::core {

Result<bool> tellsOf(const exchange::DocumentHeader &header, const QByteArray &ofd, SelfDescription wanted)
{
    WENYI_TRY(const auto package, ofd::Package::open(ofd));
    WENYI_TRY(const auto read, ofd::readOfd(package));
    const QList<ofd::CustomData> own = headerDataIn(read.content.info.customData);
    if (own.isEmpty())
        return wanted == SelfDescription::Optional;
    return own == customDataOf(header);
}

} // namespace wenyi::core
