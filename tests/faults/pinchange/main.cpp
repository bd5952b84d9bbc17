// SPDX-License-Identifier: GPL-3.0-or-later
// FOLDER FROM TO: changes the PIN of the keys in a member's folder once it reads a line.
#include "client/core/profile/PinChange.h"
#include "shared/crypto/SystemRandom.h"

#include <cstdio>

using namespace wenyi;

int main(int argc, char **argv)
{
    if (argc != 4)
        return 2;
    const auto say = [](const QByteArray &line) {
        std::printf("%s\n", line.constData());
        std::fflush(stdout);
    };
    say("ready");
    char line[16];
    if (!std::fgets(line, sizeof line, stdin))
        return 2;
    crypto::SystemRandom random;
    const auto changed = core::changePin(QString::fromLocal8Bit(argv[1]), SecretBytes(QByteArrayView(argv[2])),
        SecretBytes(QByteArrayView(argv[3])), random);
    say(changed ? QByteArray("changed") : changed.error().reason);
    return 0;
}
