// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Digest.h"
#include "shared/base/Result.h"

#include <QByteArrayView>
#include <QStringList>

#include <span>

namespace wenyi::crypto {

struct Sm3Kernel;

/// SM3 and HMAC-SM3 of many messages beside each other, each in a lane of the processor's registers. For a single
/// message Sm3.h is the way.
class Sm3Lanes
{
public:
    /// A message in two pieces, so that what stands before some content need not be copied together with it.
    struct Message
    {
        QByteArrayView head;
        QByteArrayView body;
    };

    /// The ways that this processor can go, the fastest first; "OpenSSL", one message after the other, is always the
    /// last: digests as Sm3.h, HMACs by OpenSSL.
    static QStringList ways();
    /// By a named one of ways(). Fails with NotFound "sm3.way".
    static Result<Sm3Lanes> by(const QString &way);
    /// By the fastest way.
    Sm3Lanes();

    /// The digest of each message. All heads have one length and all bodies have one, which may differ from the heads'.
    void digest(std::span<const Message> messages, std::span<Digest> digests) const;
    /// The digest of each message, of whatever lengths.
    void digestEach(std::span<const QByteArrayView> messages, std::span<Digest> digests) const;
    /// The HMAC of each message, under the same rule.
    void hmac(QByteArrayView key, std::span<const Message> messages, std::span<Digest> macs) const;

private:
    explicit Sm3Lanes(const Sm3Kernel *kernel);
    /// What the kernel does: act(some messages, the first's number) until they are done or too few. How many were.
    template<typename Act>
    size_t inRuns(std::span<const Message> messages, const Act &act) const;
    const Sm3Kernel *m_kernel; ///< None: OpenSSL.
};

} // namespace wenyi::crypto
