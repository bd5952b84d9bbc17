// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/cli/bench/SealedPages.h"

#include "client/cli/bench/BenchText.h"
#include "client/cli/bench/Figures.h"
#include "client/core/sealing/SealingService.h"
#include "client/core/sealing/VerificationService.h"
#include "shared/base/DurableFile.h"
#include "shared/document/DocumentLimits.h"
#include "shared/document/TextImport.h"

using namespace Qt::StringLiterals;

namespace wenyi::cli {

Result<SealedPages> SealedPages::make(int pages, const core::Environment &environment)
{
    SealedPages sealedPages;
    WENYI_TRY(sealedPages.m_office, BenchOffice::open({}, core::Connectedness::Connected, environment));
    WENYI_TRY(sealedPages.m_workspace, sealedPages.m_office->unlock(u"leader"_s));
    core::Workspace &workspace = *sealedPages.m_workspace;
    WENYI_TRY(const QByteArray text,
        readBounded(environment.resources + u"/documents/sample-notice.txt"_s, document::limits::ImportBytes));
    WENYI_TRY(auto imported, document::importText(text));
    fillIn(imported.document);
    WENYI_TRY(const auto document, longText(imported.document, pages, workspace.fonts()));
    const core::SealingService sealing(workspace);
    WENYI_TRY(const auto preview, sealing.preview(document));
    WENYI_TRY(const auto product, sealing.seal(preview, BenchOffice::pin(), std::nullopt));
    sealedPages.m_ofd = product.ofd;
    sealedPages.m_pages = preview.document.pages.scene.pages.size();
    return sealedPages;
}

Result<double> SealedPages::verify() const
{
    const core::VerificationService verification(
        m_workspace->trust(), m_workspace->directory(), m_workspace->environment().clock);
    const Stopwatch watch;
    WENYI_TRY(const auto verdict, verification.verify(m_ofd, m_workspace->profile().unit));
    const double took = watch.milliseconds();
    if (!verdict.isFullyValid())
        return Error{ErrorCode::Internal, "bench.wrong", QString::fromLatin1(core::conclusionName(verdict.conclusion))};
    return took;
}

} // namespace wenyi::cli
