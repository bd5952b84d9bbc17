// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/crypto/Sm2Points.h"

#include <QByteArray>
#include <QHash>

#include <memory>
#include <mutex>

/// Internal to shared/crypto.
namespace wenyi::crypto::sm2 {

/// Multiples of the keys whose signatures come again and again, as those of a domain's units do at its server: with them
/// a signature takes a third of the time. From any thread.
class KnownKeys
{
public:
    /// Signatures of a key after which its multiples are made.
    static constexpr int Often = 8;
    /// Keys whose multiples are kept: 4 MB.
    static constexpr qsizetype Most = 64;
    /// Keys whose signatures are counted.
    static constexpr qsizetype MostCounted = 1024;

    /// Counts one more signature of the key; its multiples where there are any, and null otherwise.
    std::shared_ptr<const Multiples> of(QByteArrayView bytes, const Affine &point);
    qsizetype kept() const;

private:
    struct Known
    {
        int signatures = 0;
        quint64 lastAsked = 0;
        std::shared_ptr<const Multiples> multiples;
    };
    /// Makes room for one more where there is none.
    void forgetOldest(bool isWithMultiples, qsizetype most);

    mutable std::mutex m_mutex;
    QHash<QByteArray, Known> m_keys;
    quint64 m_asked = 0;
    qsizetype m_kept = 0;
};

} // namespace wenyi::crypto::sm2
