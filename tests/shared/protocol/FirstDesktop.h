// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/protocol/ClientConnection.h"

#include <memory>

namespace wenyi::tests {

/// A desktop of the first form of the protocol: it knows requests 1 to 13, their answers and Notify. What else comes is
/// none of its language, and it does not go on. That today's codec writes these as it did is ReleasedFormsTest's.
class FirstDesktop
{
public:
    FirstDesktop(
        const QByteArray &endpoint, const protocol::CurvePublicKey &serverKey, const protocol::CurveKeyPair &keys);
    ~FirstDesktop();
    FirstDesktop(const FirstDesktop &) = delete;
    FirstDesktop &operator=(const FirstDesktop &) = delete;

    static bool knows(protocol::MessageType type);

    /// The answer, or the server's refusal as an Error. Fails with Unsupported "test.newer-message" (`detail`: its
    /// number) from the moment on when something came that it does not know, Unavailable "test.no-answer".
    template<typename Answer>
    Result<Answer> ask(const protocol::Body &request)
    {
        return protocol::answerAs<Answer>(answerTo(request));
    }
    /// How often it was told that a look is worth while.
    int notices() const;

private:
    Result<protocol::Body> answerTo(const protocol::Body &request);

    struct Private;
    std::unique_ptr<Private> m_d;
};

} // namespace wenyi::tests
