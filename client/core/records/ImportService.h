// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/records/DraftService.h"
#include "shared/document/TextImport.h"

namespace wenyi::core {

/// 导入: a plain text or docx becomes a document, and the document a new outgoing record.
class ImportService
{
public:
    explicit ImportService(Workspace &workspace)
        : m_workspace(workspace)
    {
    }

    /// What recognising knows of the office: the number codes of the domain's units.
    document::ImportContext context() const;
    /// What is recognised in a text or docx, with a finding for every piece of it; nothing is written. Fails as
    /// document::importFile() does.
    Result<document::ImportedText> recognise(const QByteArray &bytes) const;
    /// Begins a record with what a person made of the recognised document. What belongs to later steps (number, date of
    /// issue, signers, printing date) is left in the document and not among the record's fields.
    Result<StreamId> begin(const document::OfficialDocument &document, const QJsonObject &extra = {});

private:
    Workspace &m_workspace;
};

} // namespace wenyi::core
