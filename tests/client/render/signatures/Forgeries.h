// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/viewing/PdfVerdict.h"
#include "tests/client/render/signatures/PdfDraft.h"

#include <QList>

namespace wenyi::tests {

/// A file that must not pass for soundly signed.
struct Forgery
{
    QByteArray name;
    QByteArray bytes;
    core::PdfConclusion conclusion = core::PdfConclusion::Invalid;
    QByteArray reason; ///< Of the first signature; empty where it does not matter which rule refuses.
};

/// Who signs in earnest, and who is the attacker with a certificate of his own.
struct Signers
{
    SignBytes honest;
    SignBytes attacker;
};

/// The classes of Mladenov, Mainka et al. (2019, 2021) and Mainka, Mladenov, Rohlmann (2021), each with its variants.
QList<Forgery> universalForgeries(const Signers &signers);
QList<Forgery> savingAttacks(const Signers &signers);
QList<Forgery> wrappings(const Signers &signers);
QList<Forgery> shadowAttacks(const Signers &signers);
QList<Forgery> certificationAbuses(const Signers &signers);

} // namespace wenyi::tests
