// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/base/SecretMemory.h"

#include <QtGlobal>

#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <array>
#include <cstring>
#include <mutex>
#include <new>

namespace wenyi {

namespace {

/// Keys have 32 bytes, key files and their content some hundred. What is larger has pages of its own.
constexpr std::array<std::size_t, 4> SlotSizes{64, 256, 1024, 4096};
constexpr std::size_t BlockSize = 64 * 1024;

void *takePages(std::size_t size)
{
    void *pages = mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (pages == MAP_FAILED)
        throw std::bad_alloc();
    // Where the limit for locked memory is used up the page may be swapped; docs/SECURITY.md says so.
    (void)mlock(pages, size);
    (void)madvise(pages, size, MADV_DONTDUMP);
    return pages;
}

std::size_t wholePages(std::size_t size)
{
    static const auto page = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
    return (size + page - 1) / page * page;
}

/// Slots of a few sizes, cut from blocks that are kept for the program's life.
class SlotPool
{
public:
    void *take(std::size_t size)
    {
        const std::size_t slot = slotFor(size);
        const std::lock_guard lock(m_mutex);
        if (!m_free[slot])
            cutBlock(slot);
        Free *first = m_free[slot];
        m_free[slot] = first->next;
        first->next = nullptr;
        return first;
    }

    void give(void *memory, std::size_t size) noexcept
    {
        const std::size_t slot = slotFor(size);
        explicit_bzero(memory, SlotSizes[slot]);
        const std::lock_guard lock(m_mutex);
        m_free[slot] = new (memory) Free{m_free[slot]};
    }

private:
    struct Free
    {
        Free *next;
    };

    static std::size_t slotFor(std::size_t size)
    {
        std::size_t slot = 0;
        while (SlotSizes[slot] < size)
            ++slot;
        return slot;
    }

    void cutBlock(std::size_t slot)
    {
        auto *block = static_cast<char *>(takePages(BlockSize));
        for (std::size_t at = 0; at < BlockSize; at += SlotSizes[slot])
            m_free[slot] = new (block + at) Free{m_free[slot]};
    }

    std::mutex m_mutex;
    std::array<Free *, SlotSizes.size()> m_free{};
};

/// Never destroyed: secrets in other static objects may go later.
SlotPool &pool()
{
    static auto *const slots = new SlotPool;
    return *slots;
}

} // namespace

void *SecretMemory::take(std::size_t size)
{
    return size <= SlotSizes.back() ? pool().take(size) : takePages(wholePages(size));
}

void SecretMemory::give(void *memory, std::size_t size) noexcept
{
    if (size <= SlotSizes.back())
        return pool().give(memory, size);
    explicit_bzero(memory, size);
    munmap(memory, wholePages(size));
}

void keepMemoryPrivate()
{
    const rlimit none{0, 0};
    if (setrlimit(RLIMIT_CORE, &none) != 0 || prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0)
        qFatal("core dumps cannot be forbidden");
}

} // namespace wenyi
