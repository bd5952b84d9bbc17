// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/SecretBytes.h"

#include <QByteArray>

namespace wenyi {

/// Where randomness comes from; handed in. shared/crypto has the real one.
class RandomSource
{
public:
    virtual ~RandomSource() = default;
    virtual void fill(char *bytes, qsizetype size) = 0;

    QByteArray bytes(qsizetype size)
    {
        QByteArray result(size, Qt::Uninitialized);
        fill(result.data(), size);
        return result;
    }
    SecretBytes secret(qsizetype size)
    {
        SecretBytes result(size);
        fill(result.data(), size);
        return result;
    }
};

} // namespace wenyi
