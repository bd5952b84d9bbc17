// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/sealing/FileSealing.h"

#include "client/core/uses/UseService.h"
#include "shared/crypto/Sm3.h"
#include "shared/ofd/OfdReader.h"
#include "shared/ofd/SignatureReader.h"

using namespace Qt::StringLiterals;

namespace wenyi::core {

SealingService FileSealing::sealing() const
{
    return m_provided ? SealingService(m_workspace, m_provided, m_progress) : SealingService(m_workspace, m_owner);
}

Result<FileSealing::Places> FileSealing::places(const QByteArray &ofd, const SealPlacing &placing) const
{
    WENYI_TRY(const auto face, sealing().face());
    WENYI_TRY(const auto package, ofd::Package::open(ofd));
    WENYI_TRY(const auto document, ofd::readOfd(package, m_workspace.fonts()));
    WENYI_TRY(const auto stamps, stampsOf(document.content.scene, face, placing));
    WENYI_TRY(const auto earlier, ofd::readSignatures(package));
    for (const ofd::OfdSignature &signature : earlier.signatures)
        WENYI_CHECK(checkApart(stamps, signature.stamps));
    return Places{stamps, document.content.scene.pages.size()};
}

Result<QList<ofd::Stamp>> FileSealing::stamps(const QByteArray &ofd, const SealPlacing &placing) const
{
    WENYI_TRY(const auto found, places(ofd, placing));
    return found.stamps;
}

Result<SealedDocument> FileSealing::trySeal(
    const QByteArray &ofd, const SealPlacing &placing, ofd::Coverage coverage, const SecretBytes &pin) const
{
    WENYI_TRY(const auto found, places(ofd, placing));
    // A person's own seal needs nobody's leave, and is in no register.
    if (m_owner == SealOwner::Member)
        return sealing().seal(ofd, found.stamps, coverage, pin, std::nullopt);
    UseService uses(m_workspace);
    const Digest digest = crypto::sm3(ofd);
    WENYI_TRY(const AppliedUse applied, uses.entitling(digest, m_provided));
    UseOrder order{ofd, found.stamps, coverage, {WarrantKind::Application, applied.id, {}, digest},
        applied.application.fileName, {}, applied.application.copies, static_cast<quint64>(found.pages)};
    order.provided = m_provided;
    order.progress = m_progress;
    return uses.seal(order, pin);
}

Result<SealedDocument> FileSealing::seal(
    const QByteArray &ofd, const SealPlacing &placing, ofd::Coverage coverage, const SecretBytes &pin)
{
    auto sealedDocument = trySeal(ofd, placing, coverage, pin);
    const QByteArray reason = sealedDocument ? QByteArray() : sealedDocument.error().reason;
    // A use that leaves no trace is not handed out.
    WENYI_CHECK(m_workspace.audit().record(m_workspace.member().id.toString(), u"seal.use"_s,
        QString::fromLatin1(reason), QString::fromLatin1(crypto::sm3(ofd).toHex())));
    return sealedDocument;
}

} // namespace wenyi::core
