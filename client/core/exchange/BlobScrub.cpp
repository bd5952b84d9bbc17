// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/exchange/BlobScrub.h"

using namespace Qt::StringLiterals;

namespace wenyi::core {

Result<qsizetype> BlobScrub::run()
{
    WENYI_TRY(const qsizetype found, putAside(m_gate.ask([this] { return m_workspace.blobs().foundDamaged(); })));
    const QByteArray chance = m_gate.ask([this] { return m_workspace.environment().random.bytes(1); });
    WENYI_TRY(const qsizetype looked, look(static_cast<quint8>(chance.at(0))));
    return found + looked;
}

Result<qsizetype> BlobScrub::look(quint8 first)
{
    // Files that are there do not change: reading them needs no gate, and must not hold up whoever owns the store.
    return putAside(journal::BlobStore::scrubPart(m_workspace.profile().path(u"blobs"_s), first));
}

Result<qsizetype> BlobScrub::putAside(const QList<Digest> &suspects)
{
    qsizetype count = 0;
    for (const Digest &digest : suspects) {
        const auto aside = m_gate.ask([&]() -> Result<bool> {
            const auto read = m_workspace.blobs().readStored(digest);
            if (read || read.error().code != ErrorCode::Corrupt) {
                m_workspace.blobs().forgetDamaged(digest);
                return false; // Whole after all: it could not be opened for a moment.
            }
            WENYI_CHECK(m_workspace.blobs().setAside(digest));
            WENYI_CHECK(m_workspace.audit().record(m_workspace.profile().desktop.toString(), u"blob.set-aside"_s,
                u"blob.damaged"_s, QString::fromLatin1(digest.toHex())));
            m_workspace.blobs().forgetDamaged(digest);
            return true;
        });
        if (!aside)
            return aside.error();
        count += *aside ? 1 : 0;
    }
    return count;
}

} // namespace wenyi::core
