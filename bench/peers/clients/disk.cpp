// SPDX-License-Identifier: GPL-3.0-or-later
// What the disk does for the same bytes without any exchange: one file, appended, one fdatasync a group.
#include "Measure.h"

#include <fcntl.h>

int main(int argc, char **argv)
{
    using namespace wenyi::peers;
    const Order order = orderFromArguments(argc, argv);
    const std::string path = order.name + "/raw";
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (file < 0)
        fail(path + " cannot be written");
    const std::string document = noise(order.size);
    Ledger ledger(order);
    int durable = 0;
    for (int i = 0; i < order.count; ++i) {
        ledger.leaves(i);
        if (::write(file, document.data(), document.size()) != static_cast<ssize_t>(document.size()))
            fail(path + " cannot be written");
        if ((i + 1) % order.group != 0 && i + 1 != order.count)
            continue;
        if (::fdatasync(file) != 0)
            fail(path + " cannot be synced");
        for (; durable <= i; ++durable) {
            ledger.accepted(durable);
            ledger.arrived(durable, order.size);
        }
    }
    ::close(file);
    ::unlink(path.c_str());
    ledger.print();
}
