// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/token/Library.h"

#include <sys/mman.h>
#include <unistd.h>

#include <dlfcn.h>
#include <fcntl.h>

namespace wenyi::token {

namespace {

Error unusable(const char *why)
{
    return {ErrorCode::Unsupported, "token.driver-form", QString::fromLocal8Bit(why ? why : "")};
}

bool writeAll(int file, const QByteArray &content)
{
    for (qsizetype written = 0; written < content.size();) {
        const ssize_t count = write(file, content.constData() + written, static_cast<size_t>(content.size() - written));
        if (count <= 0)
            return false;
        written += count;
    }
    return true;
}

} // namespace

Result<Library> Library::load(const QByteArray &content)
{
    const int file = memfd_create("wenyi-driver", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    if (file < 0)
        return unusable("memfd_create");
    // Sealed: nothing can change what was judged, not even this process.
    const bool isKept = writeAll(file, content)
                        && fcntl(file, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE | F_SEAL_SEAL) == 0;
    const QByteArray path = "/proc/self/fd/" + QByteArray::number(file);
    void *handle = isKept ? dlopen(path.constData(), RTLD_NOW | RTLD_LOCAL) : nullptr;
    const Error failure = unusable(isKept ? dlerror() : "memfd");
    close(file);
    if (!handle)
        return failure;
    return Library(handle);
}

void *Library::symbol(const char *name) const
{
    return dlsym(m_handle, name);
}

} // namespace wenyi::token
