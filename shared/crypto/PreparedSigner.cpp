// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/PreparedSigner.h"

#include "shared/crypto/Sm2Signature.h"
#include "shared/crypto/Sm2Signing.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <new>
#include <optional>
#include <system_error>
#include <thread>

namespace wenyi::crypto {

struct PreparedSigner::Private
{
    explicit Private(KeySigner bySigner)
        : signer(std::move(bySigner))
    {
    }

    /// Draws until as many are ready as are kept; the drawing thread.
    void run();
    /// One of those that are ready, with the key that signs by it.
    std::optional<Sm2Nonce> take();

    KeySigner signer;
    std::mutex mutex; ///< Guards what follows.
    std::condition_variable changed;
    std::deque<Sm2Nonce> nonces;
    bool isStopping = false;
    bool isBegun = false;
    std::mutex signing; ///< Held where the following signs.
    std::optional<Sm2SigningKey> key;
    std::thread thread;
};

void PreparedSigner::Private::run()
{
    // A key of its own: the library's workspace is for one thread.
    const auto drawing = Sm2SigningKey::of(signer.key());
    std::unique_lock lock(mutex);
    while (drawing && !isStopping) {
        if (nonces.size() >= static_cast<std::size_t>(Ready)) {
            changed.wait(lock);
            continue;
        }
        lock.unlock();
        Result<Sm2Nonce> drawn = drawing->draw();
        lock.lock();
        if (!drawn)
            return; // It signs without, then.
        try {
            nonces.push_back(std::move(*drawn));
        } catch (const std::bad_alloc &) {
            return;
        }
    }
}

std::optional<Sm2Nonce> PreparedSigner::Private::take()
{
    std::optional<Sm2Nonce> nonce;
    {
        const std::lock_guard lock(mutex);
        if (!isBegun && signer.key().suite() == Suite::Sm2WithSm3) {
            isBegun = true;
            try {
                thread = std::thread(&Private::run, this);
            } catch (const std::system_error &) {
                // The machine has no thread for it: the library signs alone.
            }
        }
        if (nonces.empty())
            return nonce;
        nonce = std::move(nonces.front());
        nonces.pop_front();
    }
    changed.notify_one();
    return nonce;
}

PreparedSigner::PreparedSigner(KeySigner signer)
    : m_d(std::make_unique<Private>(std::move(signer)))
{
}

PreparedSigner::~PreparedSigner()
{
    {
        const std::lock_guard lock(m_d->mutex);
        m_d->isStopping = true;
    }
    m_d->changed.notify_one();
    if (m_d->thread.joinable())
        m_d->thread.join();
}

const Certificate &PreparedSigner::certificate() const
{
    return m_d->signer.certificate();
}

Result<QByteArray> PreparedSigner::sign(QByteArrayView message)
{
    while (auto nonce = m_d->take()) {
        const std::lock_guard lock(m_d->signing);
        if (!m_d->key) {
            WENYI_TRY(m_d->key, Sm2SigningKey::of(m_d->signer.key()));
        }
        const Digest digest = sm2Digest(m_d->signer.certificate().publicKey(), message);
        WENYI_TRY(auto signature, m_d->key->sign(digest, std::move(*nonce)));
        if (signature)
            return std::move(*signature);
    }
    const std::lock_guard lock(m_d->signing);
    return m_d->signer.sign(message);
}

int PreparedSigner::ready() const
{
    const std::lock_guard lock(m_d->mutex);
    return static_cast<int>(m_d->nonces.size());
}

} // namespace wenyi::crypto
