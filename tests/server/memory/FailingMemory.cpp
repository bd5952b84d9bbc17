// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/memory/FailingMemory.h"

#include <sqlcipher/sqlite3.h>

#include <atomic>
#include <cstdlib>
#include <cstring>
#include <dlfcn.h>
#include <new>

namespace wenyi::tests {

namespace {

constexpr long Never = -1;

/// Taken by the first thread that asks for memory and had none before.
std::atomic<long> nextThreadsNews = Never;
thread_local long newsLeft = nextThreadsNews.exchange(Never);
thread_local long sqlitesLeft = Never;
thread_local bool failed = false;

bool failsNow(long &left) noexcept
{
    if (left == Never || left-- > 0)
        return false;
    left = Never;
    failed = true;
    return true;
}

/// Qt 6.4's hash tables insert in functions that may not throw: where those get no memory the process ends, as it does
/// for Qt's strings, and that it comes back whole is shown elsewhere (F01).
bool isOfHashTable(const void *caller) noexcept
{
    Dl_info info = {};
    return ::dladdr(caller, &info) != 0 && info.dli_sname && std::strstr(info.dli_sname, "QHash");
}

void *taken(std::size_t size, const void *caller) noexcept
{
    const bool isCounted = newsLeft != Never && !isOfHashTable(caller);
    return isCounted && failsNow(newsLeft) ? nullptr : std::malloc(size > 0 ? size : 1);
}

void *takenOrThrown(std::size_t size, const void *caller)
{
    if (void *memory = taken(size, caller))
        return memory;
    throw std::bad_alloc();
}

sqlite3_mem_methods real;

void *takeForSqlite(int size)
{
    return failsNow(sqlitesLeft) ? nullptr : real.xMalloc(size);
}

void *takeAnewForSqlite(void *memory, int size)
{
    return failsNow(sqlitesLeft) ? nullptr : real.xRealloc(memory, size);
}

} // namespace

bool FailingMemory::install()
{
    if (sqlite3_config(SQLITE_CONFIG_GETMALLOC, &real) != SQLITE_OK)
        return false;
    sqlite3_mem_methods failing = real;
    failing.xMalloc = takeForSqlite;
    failing.xRealloc = takeAnewForSqlite;
    return sqlite3_config(SQLITE_CONFIG_MALLOC, &failing) == SQLITE_OK
           && sqlite3_config(SQLITE_CONFIG_LOOKASIDE, 0, 0) == SQLITE_OK;
}

void FailingMemory::failAt(Of of, long allocation)
{
    failed = false;
    (of == Of::New ? newsLeft : sqlitesLeft) = allocation;
}

void FailingMemory::failInNextThreadAt(long allocation)
{
    newsLeft = Never; // This thread's is there before.
    nextThreadsNews = allocation;
}

bool FailingMemory::heal()
{
    newsLeft = Never;
    sqlitesLeft = Never;
    return failed;
}

} // namespace wenyi::tests

void *operator new(std::size_t size)
{
    return wenyi::tests::takenOrThrown(size, __builtin_return_address(0));
}

void *operator new[](std::size_t size)
{
    return wenyi::tests::takenOrThrown(size, __builtin_return_address(0));
}

void *operator new(std::size_t size, const std::nothrow_t &) noexcept
{
    return wenyi::tests::taken(size, __builtin_return_address(0));
}

void *operator new[](std::size_t size, const std::nothrow_t &) noexcept
{
    return wenyi::tests::taken(size, __builtin_return_address(0));
}

void operator delete(void *memory) noexcept
{
    std::free(memory);
}

void operator delete[](void *memory) noexcept
{
    std::free(memory);
}

void operator delete(void *memory, std::size_t) noexcept
{
    std::free(memory);
}

void operator delete[](void *memory, std::size_t) noexcept
{
    std::free(memory);
}

void operator delete(void *memory, const std::nothrow_t &) noexcept
{
    std::free(memory);
}

void operator delete[](void *memory, const std::nothrow_t &) noexcept
{
    std::free(memory);
}
