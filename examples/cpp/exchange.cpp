// SPDX-License-Identifier: GPL-3.0-or-later
// What another office system does with the client library: sends an order, takes what arrived, and looks how far its
// message is. The PIN comes from the variable WENYI_PIN.
#include <wenyi/Client.h>

#include <cstdlib>
#include <iostream>

namespace client = wenyi::client;

namespace {

int fail(const client::Failure &failure)
{
    std::cerr << failure.sentence << " (" << failure.code << ' ' << failure.reason << ": " << failure.detail << ")\n";
    return 1;
}

/// Signs for everything that arrived, after its files are safe in this system's own folder.
int takeArrivals(client::Desktop &desktop, const std::string &folder)
{
    const auto arrivals = desktop.arrivals();
    if (!arrivals)
        return fail(arrivals.failure());
    for (const client::Arrival &arrival : arrivals.value()) {
        const auto saved = desktop.save(arrival.record, folder);
        if (!saved)
            return fail(saved.failure());
        if (const auto done = desktop.signFor(arrival.record); !done)
            return fail(done.failure());
        std::cout << "arrived " << arrival.title << " from " << arrival.sender.name << ": " << saved.value() << '\n';
    }
    return 0;
}

int send(client::Desktop &desktop, const std::string &order)
{
    const auto sent = desktop.send(order);
    if (!sent)
        return fail(sent.failure());
    std::cout << (sent->isNew ? "sent " : "known ") << sent->message << ' ' << sent->envelope << '\n';
    if (const auto done = desktop.synchronise(); !done)
        return fail(done.failure());
    // What the server does not take now stays here and goes with a later synchronisation.
    for (const client::Refusal &refusal : desktop.refusals())
        std::cout << "refused " << refusal.subject << ": " << refusal.failure.sentence << " (" << refusal.failure.reason
                  << ")\n";
    const auto deliveries = desktop.track(sent->message);
    if (!deliveries)
        return fail(deliveries.failure());
    for (const client::Delivery &delivery : deliveries.value())
        std::cout << delivery.unit.name << ": " << delivery.stage << '\n';
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    const char *pin = std::getenv("WENYI_PIN");
    const std::string what = argc == 5 ? argv[3] : "";
    if (!pin || (what != "send" && what != "receive")) {
        std::cerr << "usage: WENYI_PIN=… exchange PROFILE MEMBER send ORDER.json | receive FOLDER\n";
        return 2;
    }
    auto desktop = client::Desktop::open({argv[1], argv[2], pin, {}});
    if (!desktop)
        return fail(desktop.failure());
    // What cannot go now goes later; a document that is to be received has to come, though.
    const auto online = desktop->synchronise();
    if (!online)
        return fail(online.failure());
    const int status = what == "send" ? send(desktop.value(), argv[4]) : takeArrivals(desktop.value(), argv[4]);
    (void)desktop->synchronise();
    return status;
}
