// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/token/wire/Messages.h"
#include "shared/base/Result.h"

#include <QString>

#include <optional>

namespace wenyi::core {

/// Names a key on a token in the place of a key file: NAME.token beside where NAME.key would lie.
///
///     {"format": 1, "driver": "/…/lib….so", "device": "…", "application": "…", "container": "…"}
struct TokenKey
{
    QString driver; ///< Path of one of the drivers that are allowed.
    token::KeyPlace place;

    /// Nothing where no such file lies. Fails with Corrupt "token.reference", Unsupported "token.reference-newer".
    static Result<std::optional<TokenKey>> read(const QString &keyFilePath);
    static Result<TokenKey> fromJson(const QByteArray &json);
    QByteArray toJson() const;
    Result<void> write(const QString &keyFilePath) const;
};

} // namespace wenyi::core
