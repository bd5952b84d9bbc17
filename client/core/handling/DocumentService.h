// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/outgoing/OutgoingService.h"
#include "shared/document/DraftRevision.h"
#include "shared/layout/PageScene.h"

namespace wenyi::core {

/// The document of a record as it is now: a draft, or a sealed OFD with what its seals are worth.
struct RecordDocument
{
    /// SM3 of the draft, or of the sealed OFD: what a personal signature at the record names.
    Digest digest;
    std::optional<document::OfficialDocument> draft; ///< With the number and date that the record has got since.
    QList<document::Remark> remarks;                 ///< Of the draft.
    QByteArray ofd;
    std::optional<SealedDocumentVerdict> verdict;
    std::optional<layout::DocumentScene> scene; ///< The OFD's pages, with the seals that hold.
    QStringList replacedFonts;                  ///< Fonts that the OFD names and does not hold, shown in another face.
};

/// 公文: reads the document of a record, whichever way it came to be here.
class DocumentService
{
public:
    explicit DocumentService(Workspace &workspace)
        : m_workspace(workspace)
    {
    }

    /// A sealed document is verified before any of it is read, and has to bear the seal of the unit that it comes from:
    /// the envelope's sender, or this unit; minutes that bear none by rule that unit's envelope (vouchByEnvelope()).
    /// Fails as DraftService::load(), ArrivalService::documentOfd(), OutgoingService::sealedOfd(),
    /// VerificationService::verify() and ofd::readOfd() do.
    Result<RecordDocument> load(const modules::Record &record);

private:
    /// Whether the record's document is sealed, and did not go back to be written since.
    Result<bool> isSealedAsItStands(const modules::Record &record) const;
    Result<RecordDocument> readSealed(const QByteArray &ofd, const UnitCode &issuer) const;
    Result<RecordDocument> readDraft(const modules::Record &record);

    Workspace &m_workspace;
};

} // namespace wenyi::core
