// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/sealing/SealedDocumentVerdict.h"
#include "client/core/viewing/PageText.h"
#include "client/core/viewing/PdfVerdict.h"

#include <QFuture>
#include <QImage>
#include <QRect>

#include <memory>
#include <optional>

/// 阅览: files as the viewer shows them, whatever their kind. No widgets.
namespace wenyi::core {

/// A page's paper.
struct PageSize
{
    double width = 210;  ///< mm
    double height = 297; ///< mm
    friend bool operator==(const PageSize &, const PageSize &) = default;
};

/// A heading and where it stands.
struct FileHeading
{
    QString title;
    int level = 1;      ///< 1 is the outermost.
    qsizetype page = 0; ///< Counts from 0.
    double top = 0;     ///< mm from the page's upper edge.
};

/// A seal or signature where it stands on a page, and what it was found to be worth.
struct ShownSeal
{
    qsizetype page = 0;
    layout::Rect box; ///< mm
    QString name;     ///< Whose seal it is, as the seal says.
    SealingConclusion conclusion = SealingConclusion::CannotBeChecked;
};

/// What a file says about itself.
struct FileFacts
{
    QString kind; ///< A stable name: "scene", "ofd", "pdf".
    QString title;
    QString author;
    QString created;               ///< As a date is written, or empty.
    QStringList replacedFonts;     ///< Shown in another face.
    QList<ofd::ShownDoubt> doubts; ///< What its pages do not show as it is.
    bool mayPrint = true;          ///< The file does not ask readers not to.
};

/// How soon a picture is wanted.
enum class Urgency {
    Later, ///< A thumbnail, a page that is not in view.
    Seen   ///< It is looked at now.
};

/// One picture of a page, or of a part of it.
struct PictureRequest
{
    qsizetype page = 0;
    double scale = 4;          ///< Pixels a millimetre; rotation is the view's matter.
    std::optional<QRect> tile; ///< In pixels of the whole page's picture at this scale; none for the whole page.
    Urgency urgency = Urgency::Seen;
};

/// Pixels of a picture that every kind of file gives; more is asked for in tiles.
inline constexpr double MostPicturePixels = 15e6;

using PagePicture = QFuture<Result<QImage>>;
using PageTextAnswer = QFuture<Result<PageText>>;

/// One opened file: its pages, their pictures and their text.
///
/// What is asked for is made elsewhere, never on the thread that asks; futures may be waited for by QFutureWatcher, and
/// cancelling one drops the work if it has not begun. A page that cannot be shown answers with an Error, and the other
/// pages are as good as ever. An answer may come after the file is gone.
class ViewedFile
{
public:
    virtual ~ViewedFile() = default;

    virtual FileFacts facts() const = 0;
    /// The size of each page, of those too that cannot be shown.
    virtual QList<PageSize> pages() const = 0;
    virtual QList<FileHeading> outline() const { return {}; }
    virtual QList<ShownSeal> seals() const { return {}; }
    /// What the file's own signatures are worth; none where the kind has no signatures that are judged here.
    virtual std::optional<PdfVerdict> signatures() const { return {}; }
    /// On white paper. Fails with NotFound "view.no-page", InvalidInput "layout.resolution" (as layout::renderPage()),
    /// and whatever is wrong with the page.
    virtual PagePicture picture(const PictureRequest &request) const = 0;
    /// Fails with NotFound "view.no-page", and whatever is wrong with the page.
    virtual PageTextAnswer text(qsizetype page) const = 0;
    /// What a printer draws. Null where the kind knows no scenes, the page cannot be shown, or it holds pictures that
    /// must not be decoded here: its picture is printed.
    virtual std::shared_ptr<const layout::PageScene> scene(qsizetype page) const
    {
        Q_UNUSED(page)
        return nullptr;
    }
};

using ViewedFileRef = std::shared_ptr<const ViewedFile>;

} // namespace wenyi::core
