// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/session/Examination.h"

#include "shared/crypto/Sm3Lanes.h"

#include <new>
#include <vector>

namespace wenyi::server {

Examination::Examination(const protocol::SendWhole &send, std::shared_ptr<const Domain> domain)
    : m_header(send.header)
    , m_parts(send.parts)
    , m_domain(std::move(domain))
{
}

bool Examination::begin()
{
    State expected = State::Open;
    return m_state.compare_exchange_strong(expected, State::Begun);
}

void Examination::end(State state) noexcept
{
    m_state = state;
    m_state.notify_all();
}

std::vector<QByteArrayView> Examination::views() const
{
    return {m_parts.begin(), m_parts.end()};
}

void Examination::find(QList<Digest> parts)
{
    Findings findings{exchange::EnvelopeHeader::fromBytes(m_header), std::nullopt, std::move(parts)};
    if (findings.header) {
        const exchange::EnvelopeRouting &routing = findings.header->routing();
        const auto certificate = m_domain->unitSigner(routing.sender, {routing.signer, routing.created});
        if (certificate && findings.header->verify(*certificate))
            findings.signer = certificate->fingerprint();
    }
    m_findings = std::move(findings);
}

void Examination::runAll(std::span<const std::shared_ptr<Examination>> examinations) noexcept
{
    std::vector<Examination *> begun;
    std::size_t done = 0;
    try {
        begun.reserve(examinations.size());
        std::vector<QByteArrayView> parts;
        for (const auto &examination : examinations) {
            if (!examination->begin())
                continue;
            begun.push_back(examination.get());
            parts.insert(parts.end(), examination->m_parts.begin(), examination->m_parts.end());
        }
        std::vector<Digest> digests(parts.size());
        crypto::Sm3Lanes().digestEach(parts, digests);
        auto next = digests.cbegin();
        for (; done < begun.size(); ++done) {
            const auto behind = next + begun[done]->m_parts.size();
            begun[done]->find(QList<Digest>(next, behind));
            begun[done]->end(State::Done);
            next = behind;
        }
    } catch (const std::bad_alloc &) {
        // Whose turn it is does it, and tells.
        for (; done < begun.size(); ++done)
            begun[done]->end(State::Lacking);
    }
}

const Examination::Findings &Examination::findings()
{
    State state = m_state;
    if (state == State::Open && begin()) {
        state = State::Lacking;
    } else {
        while ((state = m_state) == State::Begun)
            m_state.wait(State::Begun);
    }
    if (state == State::Lacking) {
        const std::vector<QByteArrayView> parts = views();
        std::vector<Digest> digests(parts.size());
        crypto::Sm3Lanes().digestEach(parts, digests);
        find(QList<Digest>(digests.begin(), digests.end()));
        end(State::Done);
    }
    return *m_findings;
}

} // namespace wenyi::server
