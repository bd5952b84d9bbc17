// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace wenyi::tests {

/// Has the n-th allocation of this thread fail, once: one of C++'s `new`, or one of SQLite's. What takes its memory
/// from malloc() itself is left alone: Qt's strings and lists, OpenSSL, libzmq. Linked into one test program, whose
/// `new` is this one from then on.
class FailingMemory
{
public:
    enum class Of { New, Sqlite };
    /// Stands before SQLite's memory, with nothing set aside beside it. Before the first store is opened; false when it
    /// is too late for that.
    static bool install();
    /// The allocation with that number, counted from 0 now, fails; nothing fails before. Those of Qt's hash tables are
    /// neither failed nor counted.
    static void failAt(Of of, long allocation);
    /// The same of C++'s in the thread that is begun next, and in no other.
    static void failInNextThreadAt(long allocation);
    /// From now on nothing fails. Tells whether it took place.
    static bool heal();
};

} // namespace wenyi::tests
