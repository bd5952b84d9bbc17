// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/client/core/sealing/OddSealOffice.h"

/// T17: sealed documents that were made to show what their seal does not cover.
namespace wenyi::core::tests {

using Entries = QList<ofd::PackageEntry>;
using EntriesChange = std::function<void(Entries &)>;

/// One sealed document and what was done to it.
struct Wrap
{
    const char *name;
    EntriesChange before = {};          ///< To the document before it was sealed.
    OddSealOffice::XmlChange list = {}; ///< To Signature.xml before the value was made over it: a careless maker.
    EntriesChange after = {};           ///< To the sealed document.
    /// How its files are packed; as writePackage() does where nothing is said.
    std::function<QByteArray(const Entries &)> pack = {};
    ofd::Coverage coverage = ofd::Coverage::LeaveOpen;
    const char *conclusion = "valid";
    const char *told = ""; ///< One of tellings().
};

QList<Wrap> wrapsOfContent();    ///< Files under the seal, altered.
QList<Wrap> wrapsOfCoverage();   ///< Files that are shown and are not under the seal.
QList<Wrap> wrapsOfSignatures(); ///< The list of signatures, Signature.xml, its parts.
QList<Wrap> wrapsOfPackages();   ///< The ZIP itself.
QList<Wrap> goodHabits();        ///< What other makers do, none of it a fault.

/// The sample document with everything that a package may hold besides: an embedded font, a picture, custom tags, an
/// extension.
Entries wrapEntries();
QByteArray wrapped(const OddSealOffice &office, const Wrap &wrap);

/// What a person is told besides the conclusion: "changed PATH", "uncovered PATH", "extra PATH", "removed PATH", "fault
/// REASON", "step REASON"; "refused REASON" for what is no package.
QStringList tellings(const Result<SealedDocumentVerdict> &verdict);

/// The entry of that path; the test ends where there is none.
ofd::PackageEntry &entryOf(Entries &entries, const QString &path);
EntriesChange replaced(const char *path, const QByteArray &from, const QByteArray &to);
EntriesChange added(const char *path, const QByteArray &bytes);
EntriesChange removed(const char *path);
EntriesChange renamed(const char *from, const char *to);
EntriesChange both(const EntriesChange &first, const EntriesChange &second);
OddSealOffice::XmlChange inList(const QByteArray &from, const QByteArray &to);

} // namespace wenyi::core::tests
