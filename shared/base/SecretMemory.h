// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

namespace wenyi {

/// Memory for keys and PINs: pages of their own, which no core dump holds, and which are locked against swapping as far
/// as the system permits (RLIMIT_MEMLOCK). Any thread may call.
class SecretMemory
{
public:
    /// Zeroed. Throws std::bad_alloc where the machine has no more.
    static void *take(std::size_t size);
    /// Wipes it, whatever its user did. `size` as it was taken.
    static void give(void *memory, std::size_t size) noexcept;
};

/// For containers whose content is secret.
template<typename T>
struct SecretAllocator
{
    using value_type = T;
    SecretAllocator() = default;
    template<typename Other>
    SecretAllocator(const SecretAllocator<Other> &)
    {
    }
    T *allocate(std::size_t count) { return static_cast<T *>(SecretMemory::take(count * sizeof(T))); }
    void deallocate(T *memory, std::size_t count) noexcept { SecretMemory::give(memory, count * sizeof(T)); }
    friend bool operator==(const SecretAllocator &, const SecretAllocator &) { return true; }
};

/// For programs that hold keys: no core dump of this process, and no other process of the same person may look into its
/// memory. To be called first thing; ends the program where the system refuses.
void keepMemoryPrivate();

} // namespace wenyi
