// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/cli/bench/BenchOffice.h"

namespace wenyi::cli {

/// A long document under the seal of an office that was set up for it, to verify again and again.
class SealedPages
{
public:
    /// Our own notice as often as it takes to fill so many pages, sealed. Fails as setting and sealing do.
    static Result<SealedPages> make(int pages, const core::Environment &environment);

    /// Milliseconds of one whole verification, from the file's bytes to the conclusion. Fails with Internal
    /// "bench.wrong" where the document is not found to be fully valid.
    Result<double> verify() const;
    qsizetype pages() const { return m_pages; }
    const QByteArray &ofd() const { return m_ofd; }

private:
    SealedPages() = default;

    std::unique_ptr<BenchOffice> m_office;
    std::unique_ptr<core::Workspace> m_workspace;
    QByteArray m_ofd;
    qsizetype m_pages = 0;
};

} // namespace wenyi::cli
