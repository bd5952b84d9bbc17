// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/domain/DomainBuilder.h"
#include "client/core/profile/Workspace.h"

#include <QTemporaryDir>

#include <memory>

namespace wenyi::cli {

/// An office of four members with real keys, seals and encrypted stores, to measure in.
///
/// Key files take the least key derivation: unlocking is slow on purpose and is not what a bench measures.
class BenchOffice
{
public:
    /// Opens the office in a folder, or sets it up there; a folder of its own that is removed afterwards when none is
    /// named.
    static Result<std::unique_ptr<BenchOffice>> open(
        const QString &folder, core::Connectedness connection, const core::Environment &environment);

    /// The members: "mailroom", "clerk" (registers and handles too), "leader", "admin".
    MemberId member(const QString &name) const;
    Result<std::unique_ptr<core::Workspace>> unlock(const QString &name) const;
    /// Where a member's desktop has its profile.
    Result<QString> profile(const QString &name) const;
    const core::Domain &domain() const { return m_domain; }
    static SecretBytes pin();

private:
    explicit BenchOffice(const core::Environment &environment)
        : m_environment(environment)
    {
    }

    core::Environment m_environment;
    std::unique_ptr<QTemporaryDir> m_own;
    core::Domain m_domain;
};

} // namespace wenyi::cli
