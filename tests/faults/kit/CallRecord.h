// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace wenyi::faults {

/// One call of a program that changed a file or synced it, as the recorder wrote it down: this head, the path, and
/// `size` bytes that the kind tells of.
struct CallRecord
{
    enum Kind : std::uint32_t {
        Write,      ///< `size` bytes at `offset` of the file.
        Resize,     ///< The file has `offset` bytes.
        Sync,       ///< Of the file.
        SyncFolder, ///< Of the folder that the path names.
        Create,     ///< The path is the name of a new, empty file.
        Link,       ///< The path is a name of the file from now on.
        Rename,     ///< The path is the name of what had the name in the bytes.
        Unlink,     ///< The path is no name any more.
        MakeFolder, ///< There is a folder of this path.
        Said,       ///< The bytes went to the standard output: the world knows them.
        Sent,       ///< `offset` octets are about to go to a socket; only where SendsVariable asks for it.
    };
    static constexpr const char *JournalVariable = "WENYI_CALL_JOURNAL"; ///< The file that records go to.
    static constexpr const char *FolderVariable = "WENYI_CALL_FOLDER";   ///< Nothing outside of it is recorded.
    static constexpr const char *SendsVariable = "WENYI_CALL_SENDS";     ///< Whatever it says: sends are recorded too.

    std::uint32_t kind;
    std::uint32_t pathLength;
    std::uint64_t file; ///< The inode's number, which may serve another file after the last name is gone.
    std::int64_t offset;
    std::uint64_t size;
};
static_assert(sizeof(CallRecord) == 32, "it is written and read as it lies in memory");

} // namespace wenyi::faults
