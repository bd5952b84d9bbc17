// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/exchange/ContentInquiry.h"

#include "client/core/exchange/DesktopMarks.h"
#include "client/core/exchange/ExchangeProjection.h"
#include "client/core/exchange/OwedBlobs.h"

#include <optional>
#include <utility>

namespace wenyi::core {

Result<QList<Digest>> ContentInquiry::next()
{
    journal::Database &database = m_workspace.journal().database();
    DesktopMarks marks(database);
    const Instant now = m_workspace.environment().clock.now();
    WENYI_TRY(const auto last, marks.inquiry());
    // A clock that was put back silences nobody.
    if (last.at != Instant() && now >= last.at && now - last.at < Pause)
        return QList<Digest>();
    if (last.at == Instant()) {
        WENYI_CHECK(marks.keepInquiry({now, last.below}));
        return QList<Digest>();
    }
    auto below = last.below == 0 ? std::optional<qint64>() : std::optional(last.below);
    WENYI_TRY(auto blobs, ExchangeProjection::newestBlobs(database, below, AtOnce));
    blobs.removeIf([this](const journal::BlobReference &blob) { return !m_workspace.blobs().has(blob.digest); });
    // From the newest again behind the oldest.
    WENYI_CHECK(marks.keepInquiry({now, below.value_or(0)}));
    QList<Digest> digests;
    for (const journal::BlobReference &blob : std::as_const(blobs))
        digests.append(blob.digest);
    return digests;
}

QList<protocol::Body> ContentInquiry::requestsFor(const QList<Digest> &blobs)
{
    QList<protocol::Body> requests;
    for (const Digest &blob : blobs)
        requests.append(protocol::GetBlob{blob, 0, 1});
    return requests;
}

Result<qsizetype> ContentInquiry::take(const QList<Digest> &blobs, const std::vector<Result<protocol::Body>> &answers)
{
    OwedBlobs owed(m_workspace.journal().database());
    qsizetype missing = 0;
    for (qsizetype i = 0; i < blobs.size() && i < static_cast<qsizetype>(answers.size()); ++i) {
        const auto &answer = answers[static_cast<std::size_t>(i)];
        if (answer || answer.error().reason != "blob.none")
            continue;
        WENYI_CHECK(owed.add(blobs.at(i)));
        ++missing;
    }
    return missing;
}

} // namespace wenyi::core
