// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Result.h"

#include <QByteArray>

#include <memory>

namespace wenyi::token {

/// A foreign library that was loaded out of memory: what runs is what the client judged, whatever lies on the disk now.
class Library
{
public:
    /// Fails with Unsupported "token.driver-form" where the system cannot load it: another machine's, damaged, or a
    /// library that it needs is missing.
    static Result<Library> load(const QByteArray &content);

    /// The function of this name; nullptr where the library has none.
    template<typename Function>
    Function *function(const char *name) const
    {
        return reinterpret_cast<Function *>(symbol(name));
    }

private:
    explicit Library(void *handle)
        : m_handle(handle)
    {
    }
    void *symbol(const char *name) const;

    void *m_handle; ///< Never closed: drivers leave threads and handlers behind, and the process ends with its driver.
};

} // namespace wenyi::token
