// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/BlobScrubber.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wenyi::server {

Result<bool> BlobScrubber::beginNext()
{
    WENYI_TRY(const auto next, m_store.blobs().wholeBehind(m_at.unit, m_at.digest));
    m_at = next.value_or(StoredBlob());
    m_isReading = next.has_value();
    m_isSecondLook = false;
    m_hash = crypto::Sm3();
    m_read = 0;
    return m_isReading;
}

Result<bool> BlobScrubber::readOn(bool &isSound)
{
    const quint64 length = std::min(BytesInStep, m_at.size - m_read);
    const auto part = m_store.blobs().read(m_at.unit, m_at.digest, m_read, length);
    isSound = false;
    if (!part && part.error().code == ErrorCode::NotFound) {
        isSound = true; // Dropped meanwhile.
        return false;
    }
    if (!part && part.error().code != ErrorCode::Corrupt)
        return part.error();
    if (!part || static_cast<quint64>(part->size()) != length)
        return false;
    m_hash.add(*part);
    m_read += length;
    m_figures.bytes += length;
    if (m_read < m_at.size)
        return true;
    isSound = m_hash.finish() == m_at.digest;
    return false;
}

Result<BlobScrubber::Step> BlobScrubber::step()
{
    if (!m_isReading) {
        WENYI_TRY(const bool goesOn, beginNext());
        if (!goesOn) {
            ++m_figures.rounds;
            return Step{true, {}};
        }
    }
    bool isSound = false;
    const auto goesOn = readOn(isSound);
    m_isReading = goesOn && *goesOn;
    if (!goesOn)
        return goesOn.error();
    if (*goesOn || isSound)
        return Step();
    if (!m_isSecondLook) {
        m_isReading = true;
        m_isSecondLook = true;
        m_hash = crypto::Sm3();
        m_read = 0;
        return Step();
    }
    WENYI_CHECK(setAside(m_at));
    return Step{false, m_at};
}

Result<void> BlobScrubber::setAside(const StoredBlob &blob)
{
    WENYI_TRY(const auto transaction, journal::Transaction::begin(m_store.database()));
    WENYI_TRY(const auto known, m_store.blobs().find(blob.unit, blob.digest));
    if (!known || !known->whole)
        return {}; // Dropped, or begun anew, since it was read.
    WENYI_CHECK(m_store.blobs().setAside(blob.unit, blob.digest));
    const QString subject = u"%1 %2"_s.arg(blob.unit.toString(), QString::fromLatin1(blob.digest.toHex()));
    WENYI_CHECK(
        m_store.audit().recordWithin(*transaction, u"server"_s, u"blob.set-aside"_s, u"blob.damaged"_s, subject));
    WENYI_CHECK(transaction->commit());
    ++m_figures.damaged;
    return {};
}

} // namespace wenyi::server
