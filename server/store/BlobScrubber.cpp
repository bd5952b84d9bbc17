// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/BlobScrubber.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wenyi::server {

namespace {

QString subjectOf(const StoredBlob &blob)
{
    return u"%1 %2"_s.arg(blob.unit.toString(), QString::fromLatin1(blob.digest.toHex()));
}

} // namespace

void BlobScrubber::begin(const std::optional<StoredBlob> &blob)
{
    m_at = blob.value_or(StoredBlob());
    m_isReading = blob.has_value();
    m_isSecondLook = false;
    m_check.emplace(m_at.size);
    m_read = 0;
}

Result<bool> BlobScrubber::beginNext()
{
    WENYI_TRY(const auto next, m_store.blobs().wholeBehind(m_at.unit, m_at.digest));
    begin(next);
    return m_isReading;
}

Result<bool> BlobScrubber::beginNextAside()
{
    WENYI_TRY(const auto next, m_store.aside().nextBehind(m_at.unit, m_at.digest));
    begin(next);
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
    m_check->add(*part);
    m_read += length;
    m_figures.bytes += length;
    if (m_read < m_at.size)
        return true;
    isSound = m_check->isNamed(m_at.digest);
    return false;
}

Result<bool> BlobScrubber::readAsideOn(bool &isSound)
{
    isSound = false;
    for (quint64 bytes = 0; bytes < BytesInStep && m_read < m_at.size;) {
        WENYI_TRY(const auto piece, m_store.aside().piece(m_at, m_read));
        if (!piece || piece->length == 0 || piece->length > static_cast<quint64>(limits::BlobChunk))
            return false;
        const auto content = m_store.pieces().read(piece->place, 0, static_cast<qsizetype>(piece->length));
        // Whatever is wrong with it, it stays aside as it is.
        if (!content || static_cast<quint64>(content->size()) != piece->length)
            return false;
        m_check->add(*content);
        bytes += piece->length;
        m_read += piece->length;
    }
    if (m_read < m_at.size)
        return true;
    isSound = m_check->isNamed(m_at.digest);
    return false;
}

Result<BlobScrubber::Step> BlobScrubber::step()
{
    if (m_isAtAside && !m_isReading) {
        WENYI_TRY(m_isAtAside, beginNextAside());
    }
    return m_isAtAside ? stepAside() : stepWhole();
}

Result<BlobScrubber::Step> BlobScrubber::stepAside()
{
    m_isReading = false;
    WENYI_TRY(const auto known, m_store.blobs().find(m_at.unit, m_at.digest));
    if (!known || known->whole || known->size != m_at.size) {
        WENYI_CHECK(forgetAside(m_at));
        return Step();
    }
    bool isSound = false;
    WENYI_TRY(m_isReading, readAsideOn(isSound));
    if (!isSound)
        return Step();
    WENYI_TRY(const bool isTakenBack, takeBack(m_at));
    return isTakenBack ? Step{false, {}, m_at} : Step();
}

Result<BlobScrubber::Step> BlobScrubber::stepWhole()
{
    if (!m_isReading) {
        WENYI_TRY(const bool goesOn, beginNext());
        if (!goesOn) {
            ++m_figures.rounds;
            m_isAtAside = true;
            return Step{true};
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
        m_check.emplace(m_at.size);
        m_read = 0;
        return Step();
    }
    WENYI_CHECK(setAside(m_at));
    return Step{false, m_at, {}};
}

Result<void> BlobScrubber::setAside(const StoredBlob &blob)
{
    WENYI_TRY(const auto transaction, journal::Transaction::begin(m_store.database()));
    WENYI_TRY(const auto known, m_store.blobs().find(blob.unit, blob.digest));
    if (!known || !known->whole)
        return {};           // Dropped, or begun anew, since it was read.
    if (!m_store.isShared()) // What PostgreSQL keeps of it is all that there is.
        WENYI_CHECK(m_store.aside().keep(blob));
    WENYI_CHECK(m_store.blobs().setAside(blob.unit, blob.digest));
    WENYI_CHECK(m_store.audit().recordWithin(
        *transaction, u"server"_s, u"blob.set-aside"_s, u"blob.damaged"_s, subjectOf(blob)));
    WENYI_CHECK(transaction->commit());
    ++m_figures.damaged;
    return {};
}

Result<bool> BlobScrubber::takeBack(const StoredBlob &blob)
{
    WENYI_TRY(const auto transaction, journal::Transaction::begin(m_store.database()));
    WENYI_TRY(const auto known, m_store.blobs().find(blob.unit, blob.digest));
    if (!known || known->whole)
        return false;
    WENYI_CHECK(m_store.aside().takeBack(blob));
    WENYI_CHECK(m_store.audit().recordWithin(*transaction, u"server"_s, u"blob.taken-back"_s, {}, subjectOf(blob)));
    WENYI_CHECK(transaction->commit());
    return true;
}

Result<void> BlobScrubber::forgetAside(const StoredBlob &blob)
{
    WENYI_TRY(const auto transaction, journal::Transaction::begin(m_store.database()));
    WENYI_CHECK(m_store.aside().forget(blob));
    return transaction->commit();
}

} // namespace wenyi::server
