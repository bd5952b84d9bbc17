// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/memory/FailingMemory.h"

#include <sqlcipher/sqlite3.h>

#include <cstdlib>
#include <new>

namespace wenyi::tests {

namespace {

constexpr long Never = -1;

thread_local long newsLeft = Never;
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

void *taken(std::size_t size) noexcept
{
    return failsNow(newsLeft) ? nullptr : std::malloc(size > 0 ? size : 1);
}

void *takenOrThrown(std::size_t size)
{
    if (void *memory = taken(size))
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

bool FailingMemory::heal()
{
    newsLeft = Never;
    sqlitesLeft = Never;
    return failed;
}

} // namespace wenyi::tests

void *operator new(std::size_t size)
{
    return wenyi::tests::takenOrThrown(size);
}

void *operator new[](std::size_t size)
{
    return wenyi::tests::takenOrThrown(size);
}

void *operator new(std::size_t size, const std::nothrow_t &) noexcept
{
    return wenyi::tests::taken(size);
}

void *operator new[](std::size_t size, const std::nothrow_t &) noexcept
{
    return wenyi::tests::taken(size);
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
