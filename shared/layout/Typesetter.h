// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/document/OfficialDocument.h"
#include "shared/document/TrackedChanges.h"
#include "shared/layout/FontSet.h"
#include "shared/layout/PageScene.h"

#include <QList>
#include <QString>

#include <functional>

namespace wenyi::layout {

enum class SealKind {
    Seal,          ///< 印章: 下压 the signatory and the date (GB/T 9704 7.3.5.1).
    SignatureStamp ///< 签发人签名章: beside the signer's duty (7.3.5.3).
};

/// How large the signer's stamp is, for which room is left; its size is free (7.3.5.3).
struct StampSize
{
    double width = 40;  ///< mm
    double height = 20; ///< mm
};

/// Where a seal belongs.
struct SealPlace
{
    QString signatory;  ///< The organ; of a signature stamp the duty.
    qsizetype page = 0; ///< Counts from 0.
    Point centre;       ///< See sealBox().
    SealKind kind = SealKind::Seal;
};

/// A heading and where it stands, for the outline of PDF and OFD.
struct OutlineHeading
{
    QString title;
    int level = 1;
    qsizetype page = 0;
    double top = 0; ///< mm.
};

/// A piece of a changed stretch of text on a page: one for each line that it is on.
struct ChangePlace
{
    int change = 0;     ///< Its number in document::changesOf().
    qsizetype page = 0; ///< Counts from 0.
    Rect box;           ///< mm
};

/// A document on its pages.
struct TypesetDocument
{
    DocumentScene scene;
    QList<SealPlace> sealPlaces;
    QList<OutlineHeading> outline;
    QString missingCharacters;       ///< No face here has them: they must be mended before sealing.
    QList<ChangePlace> changes = {}; ///< Of typesetMarked(), as they are drawn.
};

/// Gives the bytes of a picture (PNG, JPEG) by its source in the document: "blob:…".
using PictureSource = std::function<Result<QByteArray>(const QString &source)>;

/// Sets an official document by GB/T 9704-2012 in its layout: 文件, 信函, 命令(令) or 纪要. The same document, faces
/// and pictures give the same pages. A stamp of the size that `stamp` names stands by rule at its place. Fails with
/// Unsupported "layout.table-columns" for a table of more than 24 columns, NotFound "layout.picture-missing" for a
/// picture in the text where no source was handed in, and as the source and readPictureHeader() do.
Result<TypesetDocument> typeset(const document::OfficialDocument &document, const FontSetRef &fonts,
    const PictureSource &pictures = {}, const StampSize &stamp = StampSize());

/// 花脸稿: the same pages with what was taken out struck through and what was added underlined, each in its author's
/// colour, and behind them a page that says who changed how much and when, and which elements besides the text. Not to
/// be sealed. Fails as typeset().
Result<TypesetDocument> typesetMarked(
    const document::MarkedDocument &document, const FontSetRef &fonts, const PictureSource &pictures = {});

/// The rectangle of a seal of that diameter at its place (mm).
Rect sealBox(const SealPlace &place, double diameter);
/// The rectangle of a signature stamp at its place (mm).
Rect stampBox(const SealPlace &place, const StampSize &stamp);

} // namespace wenyi::layout
