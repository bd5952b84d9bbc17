// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/exchange/AuditHeads.h"

#include "client/core/exchange/DesktopMarks.h"
#include "shared/base/CborReader.h"
#include "shared/base/CborWriter.h"

using namespace Qt::StringLiterals;

namespace wenyi::core {

namespace {

constexpr quint64 NoteVersion = 1;

QByteArray noteOf(const journal::AuditHead &head)
{
    CborWriter out;
    out.startArray(3);
    out.unsignedInteger(NoteVersion);
    out.unsignedInteger(head.number);
    out.digest(head.hash);
    out.endArray();
    return out.take();
}

Result<journal::AuditHead> readNote(QByteArrayView bytes)
{
    CborReader in(bytes);
    in.startArray(3);
    if (in.unsignedInteger() != NoteVersion)
        in.fail(ErrorCode::Unsupported, "audit.note-version");
    journal::AuditHead head;
    head.number = in.unsignedInteger(std::numeric_limits<qint64>::max());
    head.hash = in.digest();
    in.endArray();
    WENYI_CHECK(in.finish());
    return head;
}

} // namespace

StreamId AuditHeads::stream(const DesktopId &desktop)
{
    return StreamId(u"audit/"_s + desktop.toString());
}

Result<bool> AuditHeads::note()
{
    if (!m_workspace.contentKey())
        return false;
    const Instant now = m_workspace.environment().clock.now();
    DesktopMarks marks(m_workspace.journal().database());
    WENYI_TRY(const journal::AuditHead head, m_workspace.audit().head());
    WENYI_TRY(const auto newest, marks.auditNote());
    // A clock that was put back does not silence the notes.
    const bool isDue = now - newest.at >= Pause || now < newest.at;
    if (head.number == newest.row || !isDue)
        return false;
    const journal::NewEntry entry{stream(m_workspace.profile().desktop), u"audit"_s, Kind.toString(), noteOf(head), {},
        m_workspace.profile().unit.toString()};
    WENYI_CHECK(m_workspace.journal().append(m_workspace.member().id, {entry}));
    WENYI_CHECK(marks.keepAuditNote({head.number, now}));
    return true;
}

Result<AuditHeads::Notes> AuditHeads::noted()
{
    const DesktopId &self = m_workspace.profile().desktop;
    WENYI_TRY(const auto entries, m_workspace.journal().stream(stream(self)));
    Notes notes;
    for (const auto &[stored, number, payload] : entries) {
        // What another desktop wrote into this stream says nothing of this one's log.
        if (stored.entry.kind != Kind || stored.entry.desktop != self)
            continue;
        if (!payload) {
            ++notes.unreadable;
            continue;
        }
        WENYI_TRY(const journal::AuditHead head, readNote(*payload));
        notes.heads.append(head);
    }
    return notes;
}

Result<qsizetype> AuditHeads::check()
{
    WENYI_TRY(const Notes notes, noted());
    WENYI_CHECK(m_workspace.audit().follows(notes.heads));
    if (notes.unreadable > 0)
        return Error{ErrorCode::Corrupt, "audit.notes-unreadable", QString::number(notes.unreadable)};
    return notes.heads.size();
}

} // namespace wenyi::core
