// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/ContentDigest.h"

#include <QtEndian>

#include <algorithm>
#include <array>

namespace wenyi::crypto {

namespace {

/// With the zero at its end.
constexpr QByteArrayView TreeMark("wenyi content tree 1", 21);
/// As many lanes as the widest kernel has.
constexpr qsizetype LeavesInRun = 16;

bool mayBePlain(QByteArrayView begin)
{
    return !begin.startsWith(TreeMark);
}

} // namespace

ContentDigest::ContentDigest(quint64 size)
    : m_isPlain(size <= LargestPlainContent)
{
    if (m_isPlain)
        return;
    std::array<char, 8> told{};
    qToBigEndian(size, told.data());
    m_digest.add(TreeMark);
    m_digest.add(QByteArrayView(told));
}

void ContentDigest::addLeaves(QByteArrayView whole)
{
    std::array<Sm3Lanes::Message, LeavesInRun> leaves;
    std::array<Digest, LeavesInRun> digests;
    for (qsizetype at = 0; at < whole.size();) {
        size_t count = 0;
        for (; count < leaves.size() && at < whole.size(); at += Leaf)
            leaves[count++] = {{}, whole.sliced(at, Leaf)};
        m_lanes.digest(std::span(leaves).first(count), std::span(digests).first(count));
        for (size_t i = 0; i < count; ++i)
            m_digest.add(digests[i].view());
    }
}

void ContentDigest::add(QByteArrayView bytes)
{
    if (m_isPlain) {
        m_digest.add(bytes);
        return;
    }
    if (!m_begun.isEmpty()) {
        const qsizetype more = std::min(Leaf - m_begun.size(), bytes.size());
        m_begun += bytes.first(more);
        bytes = bytes.sliced(more);
        if (m_begun.size() < Leaf)
            return;
        addLeaves(m_begun);
        m_begun.clear();
    }
    const qsizetype whole = bytes.size() / Leaf * Leaf;
    addLeaves(bytes.first(whole));
    m_begun += bytes.sliced(whole);
}

Digest ContentDigest::finish()
{
    if (!m_begun.isEmpty())
        m_digest.add(sm3(m_begun).view());
    return m_digest.finish();
}

Digest contentDigest(QByteArrayView bytes)
{
    ContentDigest digest(static_cast<quint64>(bytes.size()));
    digest.add(bytes);
    return digest.finish();
}

bool isNamed(QByteArrayView bytes, const Digest &name)
{
    if (contentDigest(bytes) == name)
        return true;
    return static_cast<quint64>(bytes.size()) > LargestPlainContent && mayBePlain(bytes) && sm3(bytes) == name;
}

ContentCheck::ContentCheck(quint64 size)
    : m_tree(size)
{
    if (size > LargestPlainContent)
        m_plain.emplace();
}

void ContentCheck::add(QByteArrayView bytes)
{
    if (m_begin.size() < TreeMark.size())
        m_begin += bytes.first(std::min(bytes.size(), TreeMark.size() - m_begin.size()));
    m_tree.add(bytes);
    if (m_plain)
        m_plain->add(bytes);
}

bool ContentCheck::isNamed(const Digest &name)
{
    return m_tree.finish() == name || (m_plain && mayBePlain(m_begin) && m_plain->finish() == name);
}

} // namespace wenyi::crypto
