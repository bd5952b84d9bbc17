// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/sealing/SealingService.h"

#include "client/core/sealing/PaintedDoubts.h"
#include "client/core/sealing/SealedScene.h"
#include "client/core/sealing/UseParameter.h"
#include "client/core/sealing/VerificationService.h"
#include "shared/base/DurableFile.h"
#include "shared/crypto/Sm3.h"
#include "shared/crypto/TimeStampToken.h"
#include "shared/layout/PdfWriter.h"
#include "shared/layout/paint/PictureDecoder.h"
#include "shared/ofd/OfdReader.h"

#include <QDateTime>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace wenyi::core {

namespace {

constexpr qsizetype MaximumSeal = 8 * limits::MiB;

QString sealPath(const Workspace &workspace, SealOwner owner)
{
    const QStringView file = owner == SealOwner::Unit ? keyfile::SealData : keyfile::PersonalSealData;
    return workspace.profile().memberPath(workspace.member().id, file);
}

layout::StampSize sizeOf(const seal::SealFace &face)
{
    return {static_cast<double>(face.width), static_cast<double>(face.height)};
}

/// Beside the signer's duty. The process knows one 签发人.
Result<QList<ofd::Stamp>> signatureStamps(const layout::TypesetDocument &pages, const seal::SealFace &face)
{
    if (pages.sealPlaces.isEmpty())
        return Error{ErrorCode::InvalidInput, "sealing.no-place", {}};
    if (pages.sealPlaces.size() > 1)
        return Error{ErrorCode::InvalidInput, "sealing.several-signers", QString::number(pages.sealPlaces.size())};
    const layout::SealPlace &place = pages.sealPlaces.constFirst();
    return QList<ofd::Stamp>{{place.page, layout::stampBox(place, sizeOf(face)), {}}};
}

/// Nothing is sealed that a person cannot see on its pages as it is.
Result<void> checkShown(const QByteArray &ofd, const layout::FontSetRef &fonts)
{
    WENYI_TRY(const auto package, ofd::Package::open(ofd));
    WENYI_TRY(const auto document, ofd::readOfd(package, fonts));
    QStringList told;
    for (const ofd::ShownDoubt &doubt : paintedDoubts(document, fonts))
        told.append(ofd::describe(doubt));
    if (told.isEmpty())
        return {};
    return Error{ErrorCode::NotAllowed, "sealing.not-as-shown", told.join(u"; "_s)};
}

} // namespace

Result<void> checkCloses(const document::OfficialDocument &document, SealOwner owner)
{
    const bool isByStamp = document.signing == document::Signing::SignatureStamp;
    if (isByStamp == (owner == SealOwner::Member))
        return {};
    return Error{ErrorCode::NotAllowed, isByStamp ? "sealing.stamp-closes" : "sealing.seal-closes", document.number};
}

Result<SealPreview> placed(SealPreview preview, const SealPlacing &placing)
{
    const layout::DocumentScene &scene = preview.document.pages.scene;
    const bool isByRule = std::holds_alternative<std::monostate>(placing.place);
    if (!isByRule && preview.byRule.size() != 1)
        return Error{ErrorCode::NotAllowed, "sealing.several-places", QString::number(preview.byRule.size())};
    if (placing.riding && preview.owner == SealOwner::Member)
        return Error{ErrorCode::NotAllowed, "sealing.stamp-rides", {}};
    if (isByRule && !placing.riding) {
        preview.stamps = preview.byRule;
        return preview;
    }
    WENYI_TRY(auto stamps, stampsOf(scene, preview.face, placing));
    preview.stamps = isByRule ? preview.byRule + stamps : std::move(stamps);
    return preview;
}

QList<SealOwner> SealingService::ownersAt(const Workspace &workspace)
{
    QList<SealOwner> owners;
    for (const SealOwner owner : {SealOwner::Unit, SealOwner::Member}) {
        if (QFileInfo::exists(sealPath(workspace, owner)))
            owners.append(owner);
    }
    return owners;
}

Result<seal::ElectronicSeal> SealingService::ownSeal() const
{
    const QString path = sealPath(m_workspace, m_owner);
    if (!QFileInfo::exists(path))
        return Error{ErrorCode::NotAllowed, m_owner == SealOwner::Unit ? "sealing.no-seal" : "sealing.no-stamp",
            m_workspace.member().id.toString()};
    WENYI_TRY(const QByteArray der, readBounded(path, MaximumSeal));
    return seal::ElectronicSeal::fromDer(der);
}

Result<seal::ElectronicSeal> SealingService::electronicSeal() const
{
    WENYI_TRY(auto used, m_provided ? Result<seal::ElectronicSeal>(m_provided->seal) : ownSeal());
    const directory::RegisteredSeal *known = m_workspace.directory().sealOf(used.digest());
    // Whose seal it is decides what its use needs, so that the one is no way around the other.
    const bool isUnits = m_owner == SealOwner::Unit;
    const bool isOfKind = (used.info().type != seal::SealType::Personal) == isUnits;
    if (!isOfKind || (known && (known->kind == directory::SealKind::Unit) != isUnits))
        return Error{ErrorCode::NotAllowed, "sealing.other-kind", used.info().name};
    if (const directory::SealWithdrawal *withdrawal = known ? known->withdrawal() : nullptr)
        return Error{ErrorCode::NotAllowed, "sealing.seal-withdrawn", directory::describe(*withdrawal)};
    if (m_provided)
        WENYI_CHECK(checkProvided(used, known));
    return used;
}

Result<void> SealingService::checkProvided(
    const seal::ElectronicSeal &given, const directory::RegisteredSeal *known) const
{
    // A seal of our own lies in its keeper's folder, under a PIN; a provider shows its seals to whoever works here.
    if (!known || known->unit != m_workspace.profile().unit)
        return Error{ErrorCode::NotAllowed, "sealing.not-registered", given.info().name};
    if (known->keeper != m_workspace.member().id)
        return Error{ErrorCode::NotAllowed, "sealing.other-keeper", given.info().name};
    const VerificationService verification(
        m_workspace.trust(), m_workspace.directory(), m_workspace.environment().clock);
    const seal::SealVerdict verdict = verification.verifySeal(given);
    if (verdict.conclusion > seal::SealConclusion::CannotBeChecked)
        return Error{ErrorCode::NotTrusted, "sealing.seal-invalid",
            QString::fromLatin1(seal::conclusionName(verdict.conclusion))};
    return {};
}

RevocationAge SealingService::revocationAge() const
{
    const directory::Unit *unit = m_workspace.directory().unit(m_workspace.profile().unit);
    const auto certificate = crypto::Certificate::fromDer(unit ? unit->signingCertificate : QByteArray());
    if (!certificate)
        return {RevocationAge::State::TooOld, {}, {}, {}};
    return revocationAgeFor(m_workspace.trust(), *certificate, m_workspace.environment().clock.now());
}

Result<QList<ofd::Stamp>> SealingService::stampsFor(
    const layout::TypesetDocument &pages, const seal::SealFace &face) const
{
    return m_owner == SealOwner::Unit ? sealStamps(pages, face) : signatureStamps(pages, face);
}

Result<QList<ofd::Stamp>> SealingService::sealStamps(
    const layout::TypesetDocument &pages, const seal::SealFace &face) const
{
    const directory::Unit *unit = m_workspace.directory().unit(m_workspace.profile().unit);
    QList<ofd::Stamp> stamps;
    for (const layout::SealPlace &place : pages.sealPlaces) {
        const bool isOurs = unit && m_workspace.directory().unitNamed(place.signatory) == unit;
        if (isOurs)
            stamps.append({place.page, layout::sealBox(place, face.width), {}});
    }
    if (stamps.isEmpty())
        return Error{ErrorCode::InvalidInput, "sealing.no-place", unit ? unit->name : QString()};
    return stamps;
}

Result<FinalDocument> SealingService::finish(const document::OfficialDocument &document) const
{
    layout::StampSize stamp;
    if (m_owner == SealOwner::Member) {
        WENYI_TRY(const auto own, face());
        stamp = sizeOf(own);
    }
    return finishDocument(
        document, m_workspace.profile().unit, m_workspace.fonts(), m_workspace.environment().clock.now(), {}, stamp);
}

Result<SealPreview> SealingService::preview(const document::OfficialDocument &document) const
{
    WENYI_CHECK(checkCloses(document, m_owner));
    WENYI_TRY(const auto used, electronicSeal());
    SealPreview preview;
    preview.owner = m_owner;
    preview.face = used.info().face;
    preview.sealName = used.info().name;
    preview.provided = m_provided;
    WENYI_TRY(preview.document, finish(document));
    WENYI_TRY(preview.byRule, stampsFor(preview.document.pages, preview.face));
    preview.stamps = preview.byRule;
    // Of several issuers each puts its own seal, and the list of signatures stays open for the others.
    const bool isOnlyOurs = preview.document.pages.sealPlaces.size() == preview.byRule.size();
    preview.coverage = isOnlyOurs ? ofd::Coverage::CloseDocument : ofd::Coverage::LeaveOpen;
    preview.revocations = revocationAge();
    return preview;
}

Result<SealedDocument> SealingService::seal(
    const SealPreview &preview, const SecretBytes &pin, const std::optional<NumberedUse> &use) const
{
    return seal(preview.document.ofd, preview.stamps, preview.coverage, pin, use);
}

Result<SealedDocument> SealingService::seal(const QByteArray &ofd, const QList<ofd::Stamp> &stamps,
    ofd::Coverage coverage, const SecretBytes &pin, const std::optional<NumberedUse> &use) const
{
    WENYI_TRY(const auto used, electronicSeal());
    WENYI_CHECK(checkAge(revocationAge()));
    WENYI_CHECK(checkShown(ofd, m_workspace.fonts()));
    const Instant now = use ? use->at : m_workspace.environment().clock.now();
    ofd::SignatureRequest request;
    request.provider = {u"Wenyi"_s, u"0.1"_s, u"文驿"_s};
    request.time = now;
    request.stamps = stamps;
    request.coverage = coverage;
    request.seal = used.toDer();
    // A provider takes no extensions: what it signs is the digest of Signature.xml, and the number stands there.
    if (m_provided && use)
        request.parameters.append(useParameter(use->mark));
    WENYI_TRY(const auto preparation, ofd::prepareSignature(ofd, request));
    WENYI_TRY(const auto made, signatureOver(preparation, used, pin, now, use));
    const seal::SealSignature value = stampedIfPossible(made);
    auto sealedDocument = completed(preparation, value);
    if (sealedDocument || !value.timeStamp())
        return sealedDocument;
    // A stamp that spoils the file is left out where the seal is good without.
    auto unstamped = completed(preparation, made);
    if (unstamped)
        noteStampFault(sealedDocument.error());
    return unstamped;
}

Result<seal::SealSignature> SealingService::signatureOver(const ofd::SignaturePreparation &preparation,
    const seal::ElectronicSeal &used, const SecretBytes &pin, Instant at, const std::optional<NumberedUse> &use) const
{
    const Digest dataHash = crypto::sm3(preparation.signatureXml);
    if (m_provided)
        return signatureByProvider(dataHash, preparation.signaturePath, at);
    const bool isUnits = m_owner == SealOwner::Unit;
    WENYI_TRY(const auto signer, m_workspace.openKey(isUnits ? keyfile::Seal : keyfile::PersonalSigning, pin));
    const seal::SealingRequest sealing{
        dataHash, preparation.signaturePath, at, use ? QList{use->mark.toExtension()} : QList<seal::SealExtension>()};
    return seal::signWithSeal(used, *signer, sealing, m_workspace.trust());
}

Result<seal::SealSignature> SealingService::signatureByProvider(
    const Digest &dataHash, const QString &path, Instant at) const
{
    WENYI_TRY(const auto drivers, TokenDrivers::read(m_workspace.profile()));
    WENYI_TRY(const TokenDriver driver, drivers.at(m_provided->driver));
    TokenProcess provider(driver, m_workspace.environment().tokens);
    auto given = sealByProvider(provider, m_provided->seal.info().id, dataHash, path, m_progress);
    if (!given)
        return providerError(given.error());
    seal::SealSignature made = *std::move(given);
    if (made.seal().toDer() != m_provided->seal.toDer())
        return Error{ErrorCode::NotTrusted, "token.other-seal", driver.path};
    // It tells a time of its own, which the use register and every later judgement would rest on.
    const auto claimed = made.claimedTime();
    if (!claimed || std::chrono::abs(*claimed - at) > crypto::ClockTolerance)
        return Error{ErrorCode::NotTrusted, "sealing.provider-clock",
            claimed ? toDateTime(*claimed).toString(Qt::ISODate) : QString()};
    return made;
}

Result<SealedDocument> SealingService::completed(
    const ofd::SignaturePreparation &preparation, const seal::SealSignature &value) const
{
    SealedDocument sealedDocument;
    WENYI_TRY(sealedDocument.ofd, ofd::finishSignature(preparation, value.toDer()));
    const VerificationService verification(
        m_workspace.trust(), m_workspace.directory(), m_workspace.environment().clock);
    // A person's seal does not stand for the unit's.
    const auto issuer = m_owner == SealOwner::Unit ? std::optional(m_workspace.profile().unit) : std::nullopt;
    WENYI_TRY(sealedDocument.verdict, verification.verify(sealedDocument.ofd, issuer));
    // A standalone desktop may have no list of revocations that reaches to now: for a while that is no reason to
    // refuse.
    if (sealedDocument.verdict.conclusion > SealingConclusion::CannotBeChecked)
        return Error{ErrorCode::NotTrusted, "sealing.not-valid",
            QString::fromLatin1(conclusionName(sealedDocument.verdict.conclusion))};
    sealedDocument.digest = crypto::sm3(sealedDocument.ofd);
    sealedDocument.signature = crypto::sm3(value.toDer());
    return sealedDocument;
}

void SealingService::noteStampFault(const Error &fault) const
{
    (void)m_workspace.audit().record(
        m_workspace.member().id.toString(), u"seal.time-stamp"_s, QString::fromLatin1(fault.reason), {});
}

seal::SealSignature SealingService::stampedIfPossible(const seal::SealSignature &signature) const
{
    const auto token = m_workspace.timeStamps().tokenOver(signature.value(), m_workspace.environment().random);
    using enum ErrorCode;
    // Offline, or a server that gives none: nothing that anybody has to hear of.
    if (!token
        && (token.error().code == Unavailable || token.error().code == Cancelled || token.error().code == Unsupported))
        return signature;
    const auto stamped = [&]() -> Result<seal::SealSignature> {
        if (!token)
            return token.error();
        WENYI_TRY(const auto proven, crypto::TimeStampToken::fromDer(*token));
        // One of the two clocks is wrong, and whose it is nobody here can tell.
        if (std::chrono::abs(proven.time() - m_workspace.environment().clock.now()) > crypto::ClockTolerance)
            return Error{
                ErrorCode::NotTrusted, "time-stamp.other-clock", toDateTime(proven.time()).toString(Qt::ISODate)};
        return seal::withTimeStamp(signature, *token, m_workspace.trust());
    }();
    if (stamped)
        return *stamped;
    // The seal is good without; what is wrong with the stamps is for an administrator to see.
    noteStampFault(stamped.error());
    return signature;
}

Result<seal::SealFace> SealingService::face() const
{
    WENYI_TRY(const auto used, electronicSeal());
    return used.info().face;
}

Result<QByteArray> SealingService::pdfCopy(const SealPreview &preview) const
{
    layout::PdfInfo info;
    info.title = preview.document.header.title;
    info.author = preview.document.header.signatories.join(u'、');
    info.created = toDateTime(m_workspace.environment().clock.now());
    info.outline = preview.document.pages.outline;
    auto sealedPages = withSeal(preview.document.pages.scene, preview.face, preview.stamps);
    return layout::writePdf(layout::withPortablePictures(std::move(sealedPages)), info);
}

} // namespace wenyi::core
