// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/layout/FontSet.h"

namespace wenyi::layout {

/// How the characters of a name seal are cut.
enum class Carving {
    Relief,  ///< 朱文: red characters in a red frame.
    Intaglio ///< 白文: characters left out of a red ground.
};

/// A person's square seal (个人名章). No rule of the state fixes its size; 18 to 20 mm are usual for offices.
struct NameSealDesign
{
    QString name;     ///< 2 to 6 characters, set from top to bottom and from right to left.
    double side = 18; ///< mm, 10 to 40.
    Carving carving = Carving::Relief;
};

/// Draws the seal in pure red on a transparent ground, as a PNG that is to be shown `side` mm wide and high. Two
/// characters stand one below the other; of three the first has the right column to itself; more stand in two columns.
/// `resolution` and failures as of drawSealPicture(), and InvalidInput "seal-picture.person".
Result<QByteArray> drawNameSeal(const NameSealDesign &design, const FontSet &fonts, int resolution = 600);

} // namespace wenyi::layout
