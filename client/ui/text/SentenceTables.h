// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <span>

/// The sentences as data; their translations stand in the context "Sentences".
namespace wenyi::ui::sentences {

struct Sentence
{
    const char *key; ///< A reason, a layer's prefix with its dot, or a format rule.
    const char *text;
};

std::span<const Sentence> ofReasons();
/// Making seals and placing them.
std::span<const Sentence> ofSealing();
/// Applications to use a seal, and the register of its uses.
std::span<const Sentence> ofSealUses();
std::span<const Sentence> ofProcesses();
std::span<const Sentence> ofAuthority();
/// PINs, backups and unblocking of key files.
std::span<const Sentence> ofKeys();
/// What seals and signatures by them are worth, and registering them.
std::span<const Sentence> ofSeals();
std::span<const Sentence> ofDirectory();
/// Signatures of PDFs, found and made.
std::span<const Sentence> ofPdfs();
/// Orders of other systems, and the folder through which they come.
std::span<const Sentence> ofIntegration();
/// A server's status, asked for by its administrator.
std::span<const Sentence> ofServerStatus();
/// Stores that are damaged, and desktops that come from the server anew.
std::span<const Sentence> ofRecovery();
/// What becomes of envelopes beside their way: withdrawn, sent again, urged.
std::span<const Sentence> ofExchange();
/// Audit logs, and what others were told of them.
std::span<const Sentence> ofAuditLogs();
std::span<const Sentence> ofLayers();
std::span<const Sentence> ofFormatRules();

} // namespace wenyi::ui::sentences
