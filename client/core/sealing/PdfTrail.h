// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/profile/Workspace.h"

/// 签名留痕: what is signed with a key for PDFs stands in the desktop's audit log, as each use of a seal does.
namespace wenyi::core {

/// What a row calls a PDF that is to be signed and who signs it: the file's SM3, and behind it the serial number of the
/// key file's certificate where there is one that can be read; a token's is not known before its PIN is tried.
QString pdfTrailSubject(const QByteArray &pdf, const QString &keyFile);

/// A row "pdf.sign" of whoever unlocked the workspace: a try, before any key is opened, or why it was refused. Fails as
/// journal::AuditLog::record() does; nothing is to be signed then.
Result<void> recordPdfTry(Workspace &workspace, const QString &subject, const QByteArray &reason = {});

/// Does `work`, which signs, behind its row. A refusal has a row of its own; that it could not be written is worse than
/// the refusal.
template<typename Work>
auto withPdfTrail(Workspace &workspace, const QString &subject, Work work) -> decltype(work())
{
    WENYI_CHECK(recordPdfTry(workspace, subject));
    auto done = work();
    if (!done)
        WENYI_CHECK(recordPdfTry(workspace, subject, done.error().reason));
    return done;
}

} // namespace wenyi::core
