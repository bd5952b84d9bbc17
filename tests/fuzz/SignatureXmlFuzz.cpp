// SPDX-License-Identifier: GPL-3.0-or-later
// Signature.xml: however it is bent, a page that it does not name with the right digest is not called protected.
#include "shared/ofd/SignatureReader.h"

#include "tests/shared/ofd/SampleDocument.h"

#include <algorithm>
#include <cstdlib>

using namespace wenyi::ofd;
using namespace wenyi::ofd::tests;

namespace {

const QString SignaturePath = QStringLiteral("Doc_0/Signs/Sign_0/Signature.xml");
const QString PagePath = QStringLiteral("Doc_0/Pages/Page_1/Content.xml");

/// A sealed document whose second page was changed afterwards.
const QList<PackageEntry> &forged()
{
    static const QList<PackageEntry> entries = [] {
        auto all = Package::open(signedOnce(samplePackage(), sampleRequest(), "value"))->readAll().value();
        std::ranges::find(all, PagePath, &PackageEntry::path)->bytes.replace("第二页文", "第二页丈");
        return all;
    }();
    return entries;
}

} // namespace

extern "C" void wenyiFuzzSeeds(void (*add)(const uint8_t *data, size_t size))
{
    const QByteArray bytes = std::ranges::find(forged(), SignaturePath, &PackageEntry::path)->bytes;
    add(reinterpret_cast<const uint8_t *>(bytes.constData()), static_cast<size_t>(bytes.size()));
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    QList<PackageEntry> entries = forged();
    std::ranges::find(entries, SignaturePath, &PackageEntry::path)->bytes =
        QByteArray(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const auto package = Package::open(writePackage(entries).value());
    const auto list = package ? readSignatures(*package) : wenyi::Result<SignatureList>(package.error());
    if (!list)
        return 0;
    for (const OfdSignature &signature : list->signatures) {
        if (signature.referencesMatch() && signature.coversWhatIsShown())
            std::abort(); // No input of a fuzzer finds the digest of a page that nobody signed.
    }
    return 0;
}
