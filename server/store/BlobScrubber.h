// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/store/Store.h"
#include "shared/crypto/ContentDigest.h"

#include <optional>

namespace wenyi::server {

/// 数据巡检: reads every whole blob of every unit, one after the other in small steps, and sets aside which have rotted
/// (隔离): such a blob is here no more, so that it can come anew from a desktop that has it. Before them a round reads
/// what was set aside: on another disk, that of a standby which took over, it may be as it was, and is taken back.
class BlobScrubber
{
public:
    /// Bytes that one step reads.
    static constexpr quint64 BytesInStep = limits::MiB;

    /// The store outlives it.
    explicit BlobScrubber(Store &store)
        : m_store(store)
    {
    }

    struct Step
    {
        bool isRound = false;                   ///< All of them have been read since the round began.
        std::optional<StoredBlob> damaged = {}; ///< Found by this step and set aside, with a row of the audit log.
        std::optional<StoredBlob> sound = {};   ///< Was set aside and is taken back, with a row of the audit log.
    };
    /// Fails as reading and writing the store do; the next step goes on behind the blob.
    Result<Step> step();
    /// Since the server started.
    const ScrubFigures &figures() const { return m_figures; }

private:
    /// The next blob from its beginning; none where the round ends.
    Result<bool> beginNext();
    /// The next one that was set aside; none behind the last.
    Result<bool> beginNextAside();
    void begin(const std::optional<StoredBlob> &blob);
    /// Whether the blob under way goes on; `isSound` where it does not.
    Result<bool> readOn(bool &isSound);
    Result<bool> readAsideOn(bool &isSound);
    Result<Step> stepWhole();
    Result<Step> stepAside();
    Result<void> setAside(const StoredBlob &blob);
    /// Whether it was: not where it was dropped, or came anew.
    Result<bool> takeBack(const StoredBlob &blob);
    Result<void> forgetAside(const StoredBlob &blob);

    Store &m_store;
    StoredBlob m_at; ///< The one that is read, or was read last.
    bool m_isAtAside = true;
    bool m_isReading = false;
    bool m_isSecondLook = false;                 ///< Memory and wires err too: what is set aside was read twice.
    std::optional<crypto::ContentCheck> m_check; ///< Of the one that is read.
    quint64 m_read = 0;
    ScrubFigures m_figures;
};

} // namespace wenyi::server
