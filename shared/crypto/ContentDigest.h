// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Limits.h"
#include "shared/crypto/Sm3.h"
#include "shared/crypto/Sm3Lanes.h"

#include <QByteArray>

#include <optional>

namespace wenyi::crypto {

/// Content up to this size is named by its SM3 alone.
inline constexpr quint64 LargestPlainContent = limits::MiB;

/// 内容摘要: what content that lies or travels in blobs is named by (docs/decisions/0059). Larger content is digested
/// in leaves of 16 KiB, many beside each other; its name is the SM3 of
///
///     "wenyi content tree 1" 00 ‖ size (8 octets, big endian) ‖ SM3 of each leaf in order
class ContentDigest
{
public:
    static constexpr qsizetype Leaf = 16 * limits::KiB;

    /// Of so many bytes altogether. Where others come than were said, the digest is not that of any content.
    explicit ContentDigest(quint64 size);
    void add(QByteArrayView bytes);
    /// Of all that was added; afterwards the object is only good for being destroyed or replaced.
    Digest finish();

private:
    void addLeaves(QByteArrayView whole);

    bool m_isPlain;
    Sm3 m_digest;
    Sm3Lanes m_lanes;
    QByteArray m_begun; ///< Of a leaf that is not full.
};

/// The name of these bytes.
Digest contentDigest(QByteArrayView bytes);
/// Whether these bytes have that name: as ContentDigest gives it, or the plain SM3, which whatever was stored before
/// leaves were digested is named by, and what others made with one digest alone. Bytes that begin as the name of larger
/// content does when it is digested have no plain name, so that no name stands for two contents.
bool isNamed(QByteArrayView bytes, const Digest &name);

/// isNamed() of content that comes in parts. As slow as the plain SM3: where the bytes can be had again, ContentDigest
/// first is faster.
class ContentCheck
{
public:
    explicit ContentCheck(quint64 size);
    void add(QByteArrayView bytes);
    /// Whether all that was added has that name; afterwards the object is only good for being destroyed or replaced.
    bool isNamed(const Digest &name);

private:
    ContentDigest m_tree;
    std::optional<Sm3> m_plain; ///< Of larger content.
    QByteArray m_begin;         ///< As much as tells whether there is a plain name.
};

} // namespace wenyi::crypto
