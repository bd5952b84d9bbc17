// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/crypto/Signer.h"

#include <memory>

namespace wenyi::crypto {

/// A signer by an SM2 key who draws the random numbers of its signatures beforehand, on a thread of its own while nobody
/// waits: what is left to do once the message is there takes a tenth of the time. For a server, which signs with each
/// group that it commits. With a key of another suite, and where none is drawn yet, it signs as KeySigner does.
///
/// What is drawn is as secret as the key, is wiped when it is used or goes, and is never used twice; a process that has
/// one must not be forked and go on in both.
class PreparedSigner final : public Signer
{
public:
    /// Numbers that are kept ready.
    static constexpr int Ready = 32;

    explicit PreparedSigner(KeySigner signer);
    ~PreparedSigner() override;

    const Certificate &certificate() const override;
    /// From any thread. The first call begins the drawing.
    Result<QByteArray> sign(QByteArrayView message) override;
    /// How many numbers are ready.
    int ready() const;

private:
    struct Private;
    std::unique_ptr<Private> m_d;
};

} // namespace wenyi::crypto
