// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/records/ImportService.h"

#include "shared/document/docx/DocxImport.h"

namespace wenyi::core {

document::ImportContext ImportService::context() const
{
    document::ImportContext context;
    for (const directory::Unit &unit : m_workspace.directory().content().units) {
        if (!unit.numberCode.isEmpty())
            context.issuersByCode.insert(unit.numberCode, unit.name);
    }
    return context;
}

Result<document::ImportedText> ImportService::recognise(const QByteArray &bytes) const
{
    return document::importFile(bytes, context());
}

Result<StreamId> ImportService::begin(const document::OfficialDocument &document, const QJsonObject &extra)
{
    return DraftService(m_workspace).create(document, extra);
}

} // namespace wenyi::core
