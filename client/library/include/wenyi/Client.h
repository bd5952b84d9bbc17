// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

/// What a program in C++ needs to exchange official documents through a desktop of its unit. Nothing here but the
/// standard library; all texts are UTF-8. docs/INTEGRATION.md says what the words mean.
///
/// One major version of this library keeps what stands here: functions and fields are added, none is changed.
#define WENYI_CLIENT_VERSION 1
#if defined(__GNUC__)
#define WENYI_CLIENT_API __attribute__((visibility("default")))
#else
#define WENYI_CLIENT_API
#endif

namespace wenyi::client {

/// Why something was not done: nothing was changed then.
struct Failure
{
    std::string code;     ///< What the caller can do about it: "unavailable" may succeed later.
    std::string reason;   ///< A stable key: "submission.another".
    std::string detail;   ///< For the log.
    std::string sentence; ///< For a person.
};

/// What was asked for, or why it failed. Looking into the one that it is not throws std::bad_variant_access.
template<typename T>
class Outcome
{
public:
    Outcome(T value)
        : m_content(std::move(value))
    {
    }
    Outcome(Failure failure)
        : m_content(std::move(failure))
    {
    }
    explicit operator bool() const { return std::holds_alternative<T>(m_content); }
    T &value() { return std::get<T>(m_content); }
    const T &value() const { return std::get<T>(m_content); }
    T *operator->() { return &value(); }
    const T *operator->() const { return &value(); }
    const Failure &failure() const { return std::get<Failure>(m_content); }

private:
    std::variant<T, Failure> m_content;
};

/// Whose desktop a program works through: a member with the mail room's role.
struct Settings
{
    std::string profile; ///< Folder of the desktop's profile.
    std::string member;  ///< Needed where several members may unlock it.
    std::string pin;
    std::string data; ///< Where the product's data files lie; empty: where it was installed to.
};

struct Unit
{
    std::string code;
    std::string name;
};

/// What became of a message: the same answer whenever it is sent again.
struct Sent
{
    std::string message;
    std::string record;
    std::string envelope;
    bool isNew = true; ///< It was not sent before.
    std::vector<Unit> recipients;
};

/// A signed statement of a unit, or of the server, about a delivery.
struct Receipt
{
    std::string kind;   ///< "accepted", "delivered", "opened", "signed-for", "registered", "returned", "concluded"
    std::string time;   ///< UTC: 2026-11-21T08:09:41.000Z
    std::string member; ///< Whose act it tells; empty where it is nobody's.
    std::string reason; ///< Of a return.
};

/// How far a message is with one of its recipients.
struct Delivery
{
    Unit unit;
    std::string channel; ///< "server" or "bundle"
    std::string stage;   ///< The words of Receipt::kind, or "queued", "packed", "exported", "sending", "failed" …
    std::vector<Receipt> receipts;
};

/// A document that arrived.
struct Arrival
{
    std::string record;
    std::string envelope;
    Unit sender;
    std::string identifier; ///< GWBS 公文标识
    std::string number;     ///< FWZH 发文字号
    std::string title;      ///< BT 标题
    std::string conclusion; ///< What its seals are worth now: "valid", "valid-with-remarks", "unsealed", "cannot-be-checked" …
};

/// What was refused at a synchronisation while the rest of it went on.
struct Refusal
{
    std::string subject; ///< An id: the envelope's where one was not taken, which then stays here and is tried again.
    Failure failure;
};

/// A desktop whose profile is unlocked. One thread at a time uses it; several of them may live in a program.
class WENYI_CLIENT_API Desktop
{
public:
    /// Fails with the reasons of unlocking: "key-file.pin", "key-file.locked", "unlock.which-member" …
    static Outcome<Desktop> open(const Settings &settings);
    Desktop(Desktop &&) noexcept;
    Desktop &operator=(Desktop &&) noexcept;
    ~Desktop();

    /// Brings this desktop and its server to the same state. False where no server answers, or the desktop has none:
    /// what was done here goes with a later synchronisation.
    Outcome<bool> synchronise();
    /// What the last synchronise() was refused; empty where it was nothing, or no server answered.
    std::vector<Refusal> refusals() const;
    /// Sends an order (NAME.json or NAME.xml with its files beside it), each message once; synchronise() carries it.
    /// `message` names what the order does not name itself.
    Outcome<Sent> send(const std::string &orderFile, const std::string &message = {});
    /// Fails with "record.none" for a message that was never sent.
    Outcome<std::vector<Delivery>> track(const std::string &message);
    /// What arrived and is neither signed for nor returned, oldest first.
    Outcome<std::vector<Arrival>> arrivals();
    /// Writes header.xml, document.ofd and attachments into FOLDER/ENVELOPE, which is given back. What a seal that does
    /// not hold stands on is not written: "arrival.seal".
    Outcome<std::string> save(const std::string &record, const std::string &folder);
    /// True where this was done now, false where it had been done before.
    Outcome<bool> signFor(const std::string &record);
    /// The same; the sender reads the reason.
    Outcome<bool> returnDocument(const std::string &record, const std::string &reason);

private:
    struct Parts;
    explicit Desktop(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> m_parts;
};

} // namespace wenyi::client
