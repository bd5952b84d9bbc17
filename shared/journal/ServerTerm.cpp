// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/journal/ServerTerm.h"

#include "shared/base/CborReader.h"
#include "shared/base/CborWriter.h"

#include <limits>

namespace wenyi::journal {

namespace {

constexpr quint64 TermVersion = 1;
constexpr qsizetype SignatureLimit = 256;

} // namespace

QByteArray ServerTerm::signedBytes() const
{
    CborWriter out;
    out.startArray(5);
    out.text(u"wenyi server term");
    out.unsignedInteger(TermVersion);
    out.unsignedInteger(facts.number);
    out.unsignedInteger(static_cast<quint64>(facts.kind));
    out.instant(facts.at);
    out.endArray();
    return out.take();
}

Result<ServerTerm> ServerTerm::sign(const TermFacts &facts, crypto::Signer &serverSigner)
{
    ServerTerm term{facts, {}};
    WENYI_TRY(term.signature, serverSigner.sign(term.signedBytes()));
    return term;
}

Result<void> ServerTerm::verify(const crypto::PublicKey &serverKey) const
{
    if (!serverKey.verify(signedBytes(), signature))
        return Error{ErrorCode::NotTrusted, "term.signature", QString::number(facts.number)};
    return {};
}

QByteArray ServerTerm::toBytes() const
{
    CborWriter out;
    out.startArray(5);
    out.unsignedInteger(TermVersion);
    out.unsignedInteger(facts.number);
    out.unsignedInteger(static_cast<quint64>(facts.kind));
    out.instant(facts.at);
    out.bytes(signature);
    out.endArray();
    return out.take();
}

Result<ServerTerm> ServerTerm::fromBytes(QByteArrayView bytes)
{
    CborReader in(bytes);
    in.startArray(5);
    if (in.unsignedInteger() != TermVersion)
        in.fail(ErrorCode::Unsupported, "term.version");
    ServerTerm term;
    term.facts.number = in.unsignedInteger(std::numeric_limits<qint64>::max());
    const quint64 kind = in.unsignedInteger();
    if (in.ok() && (kind > static_cast<quint64>(TermKind::Restored) || term.facts.number == 0))
        in.fail(ErrorCode::Corrupt, "term.kind", QString::number(kind));
    term.facts.kind = static_cast<TermKind>(kind);
    term.facts.at = in.instant();
    term.signature = in.bytes(SignatureLimit);
    in.endArray();
    WENYI_CHECK(in.finish());
    return term;
}

} // namespace wenyi::journal
