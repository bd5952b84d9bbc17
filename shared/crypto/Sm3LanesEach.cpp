// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/OpenSslHandles.h"
#include "shared/crypto/Sm3.h"
#include "shared/crypto/Sm3Kernel.h"
#include "shared/crypto/Sm3Lanes.h"

#include <QtEndian>

#include <algorithm>
#include <cstring>
#include <numeric>

namespace wenyi::crypto {

namespace {

constexpr qsizetype BlockSize = 64;
constexpr qsizetype LengthSize = 8;
/// Below so many lanes at work the library takes a message alone about as fast.
constexpr size_t LeastMessages = 3;

/// One lane with the message that is in it: first its whole blocks where they lie, then its end, padded.
struct Lane
{
    size_t message = 0;
    const unsigned char *at = nullptr;
    size_t blocks = 0; ///< Still to do from `at`.
    bool isInEnd = false;
    bool isIdle = true;
    std::array<unsigned char, 2 * BlockSize> end{};
    size_t endBlocks = 0;
};

/// Messages of any lengths, the longest first; a lane that is done takes the next one.
class Relay
{
public:
    Relay(const Sm3Kernel &kernel, std::span<const QByteArrayView> messages, std::span<Digest> digests)
        : m_kernel(kernel)
        , m_messages(messages)
        , m_digests(digests)
        , m_order(messages.size())
    {
        std::iota(m_order.begin(), m_order.end(), size_t(0));
        std::stable_sort(m_order.begin(), m_order.end(),
            [messages](size_t a, size_t b) { return messages[a].size() > messages[b].size(); });
    }

    void run()
    {
        for (size_t lane = 0; lane < m_kernel.lanes; ++lane)
            takeNext(lane);
        while (const size_t blocks = blocksTogether()) {
            compress(blocks);
            for (size_t lane = 0; lane < m_kernel.lanes; ++lane)
                advance(lane, blocks);
        }
    }

private:
    void takeNext(size_t number)
    {
        Lane &lane = m_lanes[number];
        lane.isIdle = m_next == m_order.size();
        if (lane.isIdle)
            return;
        lane.message = m_order[m_next++];
        const QByteArrayView bytes = m_messages[lane.message];
        lane.at = octets(bytes.data());
        lane.blocks = static_cast<size_t>(bytes.size() / BlockSize);
        lane.isInEnd = false;
        // 5.2: a one, noughts, and the length in bits.
        const qsizetype left = bytes.size() % BlockSize;
        lane.endBlocks = left + 1 + LengthSize > BlockSize ? 2 : 1;
        lane.end.fill(0);
        if (left > 0)
            std::memcpy(lane.end.data(), bytes.data() + (bytes.size() - left), static_cast<size_t>(left));
        lane.end[static_cast<size_t>(left)] = 0x80;
        qToBigEndian(static_cast<quint64>(bytes.size()) * 8,
            lane.end.data() + lane.endBlocks * BlockSize - static_cast<size_t>(LengthSize));
        for (size_t word = 0; word < Sm3InitialState.size(); ++word)
            m_states[word * m_kernel.lanes + number] = Sm3InitialState[word];
        if (lane.blocks == 0)
            beginEnd(lane);
    }

    static void beginEnd(Lane &lane)
    {
        lane.isInEnd = true;
        lane.at = lane.end.data();
        lane.blocks = lane.endBlocks;
    }

    /// How many blocks all lanes at work have at the least; 0 when none works.
    size_t blocksTogether() const
    {
        size_t blocks = 0;
        for (size_t lane = 0; lane < m_kernel.lanes; ++lane) {
            if (!m_lanes[lane].isIdle)
                blocks = blocks == 0 ? m_lanes[lane].blocks : std::min(blocks, m_lanes[lane].blocks);
        }
        return blocks;
    }

    void compress(size_t blocks)
    {
        const auto working = std::find_if(
            m_lanes.begin(), m_lanes.begin() + m_kernel.lanes, [](const Lane &lane) { return !lane.isIdle; });
        std::array<const unsigned char *, Sm3Kernel::MostLanes> places{};
        // An idle lane does what another does; nobody reads its state.
        for (size_t lane = 0; lane < m_kernel.lanes; ++lane)
            places[lane] = m_lanes[lane].isIdle ? working->at : m_lanes[lane].at;
        m_kernel.compress(m_states.data(), places.data(), blocks);
    }

    void advance(size_t number, size_t blocks)
    {
        Lane &lane = m_lanes[number];
        if (lane.isIdle)
            return;
        lane.at += blocks * BlockSize;
        lane.blocks -= blocks;
        if (lane.blocks > 0)
            return;
        if (!lane.isInEnd) {
            beginEnd(lane);
            return;
        }
        for (size_t word = 0; word < Sm3InitialState.size(); ++word)
            qToBigEndian(m_states[word * m_kernel.lanes + number], m_digests[lane.message].bytes.data() + 4 * word);
        takeNext(number);
    }

    const Sm3Kernel &m_kernel;
    std::span<const QByteArrayView> m_messages;
    std::span<Digest> m_digests;
    std::vector<size_t> m_order; ///< Numbers of messages, the longest first.
    size_t m_next = 0;           ///< In m_order.
    std::array<Lane, Sm3Kernel::MostLanes> m_lanes;
    alignas(64) std::array<uint32_t, Sm3InitialState.size() * Sm3Kernel::MostLanes> m_states{};
};

} // namespace

void Sm3Lanes::digestEach(std::span<const QByteArrayView> messages, std::span<Digest> digests) const
{
    Q_ASSERT(messages.size() == digests.size());
    if (m_kernel && messages.size() >= LeastMessages) {
        Relay(*m_kernel, messages, digests).run();
        return;
    }
    for (size_t i = 0; i < messages.size(); ++i)
        digests[i] = sm3(messages[i]);
}

} // namespace wenyi::crypto
