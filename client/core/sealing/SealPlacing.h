// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Result.h"
#include "shared/layout/PageScene.h"
#include "shared/ofd/Signature.h"
#include "shared/seal/ElectronicSeal.h"

#include <optional>
#include <variant>

/// Where seals stand that no signatory of ours has a place for. Pure; millimetres.
namespace wenyi::core {

/// A seal at a chosen position.
struct SealAt
{
    qsizetype page = 0; ///< Counts from 0.
    layout::Point centre;
};

/// A seal in the middle of words that stand on a page.
struct SealAtWords
{
    QString words;          ///< Blanks and letter case make no difference.
    int occurrence = 1;     ///< Counts from 1 through the whole document; 0: the last one.
    layout::Point offset{}; ///< To the right and down.
};

/// Along which edge of the pages a riding seal lies.
enum class PageEdge { Right, Left, Top, Bottom };

/// 骑缝章: one seal in slices over the edges of all pages, whole again where the pages are fanned out.
struct RidingSeal
{
    PageEdge edge = PageEdge::Right;
    std::optional<double> along; ///< Of the seal's middle, from the upper or left edge; the page's middle if not given.
    double margin = 0;           ///< Free between slice and edge, for printers; at most 20.
    /// Pages that share one seal, 2 to 50; as many as leave slices of 4 mm if not given. More pages are parted evenly,
    /// each part with a whole seal, so that no page is alone.
    std::optional<int> pagesPerSeal;
};

/// Where one signature's seal shows: at one place, over the edges, or both.
struct SealPlacing
{
    std::variant<std::monostate, SealAt, SealAtWords> place;
    std::optional<RidingSeal> riding;
};

inline constexpr qsizetype MostRidingPages = 1000;
inline constexpr double NarrowestSlice = 3; ///< mm

/// Where a seal with its middle there stands.
layout::Rect boxAround(const layout::Point &centre, const seal::SealFace &face);

/// The stamps of a placing, those of the riding seal last. Fails with InvalidInput "sealing.nowhere"; NotFound
/// "sealing.no-page", "sealing.no-words" (`detail`: how often they are there); InvalidInput "sealing.off-page" where a
/// part of the seal would be missing, NotAllowed "sealing.blank-page" (GB/T 9704 7.3.5.1: a page of which nothing but
/// its number can be read); InvalidInput "sealing.riding-one-page", "sealing.riding-slice" for slices under 3 mm,
/// "sealing.riding-margin", TooLarge "sealing.riding-pages".
Result<QList<ofd::Stamp>> stampsOf(
    const layout::DocumentScene &scene, const seal::SealFace &face, const SealPlacing &placing);

/// Whether what would show of the new stamps lies apart from what shows of those that stand (GB/T 9704 7.3.5.1: seals
/// neither touch nor cross). Fails with NotAllowed "sealing.over-seal" (`detail`: the page).
Result<void> checkApart(const QList<ofd::Stamp> &stamps, const QList<ofd::Stamp> &standing);

} // namespace wenyi::core
