// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/profile/PersonalSeal.h"
#include "client/core/profile/Workspace.h"
#include "client/core/sealing/FinalDocument.h"
#include "client/core/sealing/RevocationAge.h"
#include "client/core/sealing/SealPlacing.h"
#include "client/core/sealing/SealedDocumentVerdict.h"
#include "client/core/token/SealProvider.h"
#include "shared/ofd/SignatureWriter.h"
#include "shared/seal/UseMark.h"

namespace wenyi::core {

/// What the seal keeper looks at before sealing: the pages, and where the seal will come.
struct SealPreview
{
    FinalDocument document;
    seal::SealFace face;
    QString sealName;
    SealOwner owner = SealOwner::Unit;
    QList<ofd::Stamp> byRule; ///< GB/T 9704 7.3.5: over signatory and date, or beside the signer's duty.
    QList<ofd::Stamp> stamps; ///< Where it comes: by rule unless a person placed it.
    ofd::Coverage coverage = ofd::Coverage::CloseDocument;
    RevocationAge revocations;            ///< Too old: seal() refuses.
    std::optional<ProvidedSeal> provided; ///< Nothing: the seal whose key the member holds.
};

/// The preview with its seal by rule (`placing` names no place) or at a place, and with a riding seal where one is
/// wanted. Fails as stampsOf() does, and with NotAllowed "sealing.several-places" where the rule has more than one
/// place for the seal, so that one cannot stand for them, "sealing.stamp-rides": a signature stamp is no riding seal.
Result<SealPreview> placed(SealPreview preview, const SealPlacing &placing);

/// GB/T 9704 7.3.5 has one mark that makes a document valid: whether it is this kind of seal. Fails with NotAllowed
/// "sealing.stamp-closes", "sealing.seal-closes". Pure.
Result<void> checkCloses(const document::OfficialDocument &document, SealOwner owner);

/// A document under its seal.
struct SealedDocument
{
    QByteArray ofd;
    Digest digest;    ///< SM3 of the OFD.
    Digest signature; ///< SM3 of the seal's own signature (SES_Signature) in it.
    SealedDocumentVerdict verdict;
};

/// The use of the seal that a signature is announced as, and its time.
struct NumberedUse
{
    Instant at;
    seal::UseMark mark;
};

/// 用印: puts the unit's seal on a final document, or a member's own on a file. Whatever a unit sends out goes through
/// UseService, which numbers the use and writes it down; what is sealed here without a use stands in no log.
class SealingService
{
public:
    explicit SealingService(Workspace &workspace, SealOwner owner = SealOwner::Unit)
        : m_workspace(workspace)
        , m_owner(owner)
    {
    }
    /// With the unit's seal that a vendor's provider keeps, where there is one, and else with the member's. What a
    /// provider gives back is judged as our own seals are before anybody gets it; it asks the person for the PIN of
    /// that seal itself, and progress may stop it.
    SealingService(Workspace &workspace, const std::optional<ProvidedSeal> &provided, Progress progress = {})
        : m_workspace(workspace)
        , m_provided(provided)
        , m_progress(std::move(progress))
    {
    }

    /// Sets the document with its number, and with room for the member's own seal where that one is put. Fails as
    /// finishDocument() does.
    Result<FinalDocument> finish(const document::OfficialDocument &document) const;
    /// Fails with NotAllowed "sealing.no-seal" where the member keeps no seal, "sealing.no-stamp" where they have none
    /// of their own, "sealing.seal-withdrawn" where it is suspended or revoked (`detail`: directory::describe() of the
    /// withdrawal), "sealing.stamp-closes" and "sealing.seal-closes" where the other kind makes the document valid
    /// (GB/T 9704 7.3.5), InvalidInput "sealing.no-place" where no signatory of the document is the unit,
    /// "sealing.several-signers" where several stamps would close it, and as finish() does.
    Result<SealPreview> preview(const document::OfficialDocument &document) const;
    /// Seals what the preview showed, with the server's time stamp where one comes within seconds and the product
    /// verifies with it. The product is verified before it is handed out: NotTrusted "sealing.not-valid" with what is
    /// wrong. Nor is anything sealed, or a PIN spent, where the list of revocations is too old: checkAge(). Fails also
    /// as Workspace::openKey(), seal::signWithSeal() and ofd::prepareSignature() do; a failure leaves nothing behind.
    Result<SealedDocument> seal(
        const SealPreview &preview, const SecretBytes &pin, const std::optional<NumberedUse> &use) const;
    /// Adds the unit's seal to an OFD that others have sealed before (联合行文) or that was made elsewhere; the last
    /// seal closes the document. Fails with NotAllowed "sealing.not-as-shown" (`detail`: ofd::describe() of each doubt)
    /// where the pages do not show what the file holds.
    Result<SealedDocument> seal(const QByteArray &ofd, const QList<ofd::Stamp> &stamps, ofd::Coverage coverage,
        const SecretBytes &pin, const std::optional<NumberedUse> &use) const;
    /// The member's seal, or the provider's. Fails with NotAllowed "sealing.no-seal", "sealing.no-stamp",
    /// "sealing.seal-withdrawn", "sealing.other-kind"; of a provider's also with "sealing.not-registered",
    /// "sealing.other-keeper", and with NotTrusted "sealing.seal-invalid" where it does not hold.
    Result<seal::ElectronicSeal> electronicSeal() const;
    /// Which of the two kinds of seals the member has on this desktop, the unit's first.
    static QList<SealOwner> ownersAt(const Workspace &workspace);
    /// The face of the member's seal. Fails as electronicSeal() does.
    Result<seal::SealFace> face() const;
    /// The document as PDF with the seal's picture on it: a copy for the eye, which proves nothing.
    Result<QByteArray> pdfCopy(const SealPreview &preview) const;

private:
    Result<seal::ElectronicSeal> ownSeal() const;
    Result<void> checkProvided(const seal::ElectronicSeal &given, const directory::RegisteredSeal *known) const;
    Result<seal::SealSignature> signatureOver(const ofd::SignaturePreparation &preparation,
        const seal::ElectronicSeal &used, const SecretBytes &pin, Instant at,
        const std::optional<NumberedUse> &use) const;
    Result<seal::SealSignature> signatureByProvider(const Digest &dataHash, const QString &path, Instant at) const;
    RevocationAge revocationAge() const;
    seal::SealSignature stampedIfPossible(const seal::SealSignature &signature) const;
    void noteStampFault(const Error &fault) const;
    /// The file under this signature, verified.
    Result<SealedDocument> completed(
        const ofd::SignaturePreparation &preparation, const seal::SealSignature &value) const;
    Result<QList<ofd::Stamp>> stampsFor(const layout::TypesetDocument &pages, const seal::SealFace &face) const;
    Result<QList<ofd::Stamp>> sealStamps(const layout::TypesetDocument &pages, const seal::SealFace &face) const;

    Workspace &m_workspace;
    SealOwner m_owner = SealOwner::Unit;
    std::optional<ProvidedSeal> m_provided;
    Progress m_progress;
};

} // namespace wenyi::core
