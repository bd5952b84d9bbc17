// SPDX-License-Identifier: GPL-3.0-or-later
// Requests and permissions for unblocking a key file, and the journal of a change of PIN.
#include "client/core/authority/KeyUnblocking.h"
#include "client/core/profile/PinChange.h"
#include "shared/base/CborWriter.h"
#include "shared/base/DurableFile.h"
#include "shared/crypto/SystemRandom.h"
#include "tests/client/core/authority/AuthorityOffice.h"

#include <QFile>

using namespace wenyi;
using namespace wenyi::core;
using namespace Qt::StringLiterals;

namespace {

/// A locked key file of an authority's, made once.
struct Office
{
    Office()
    {
        const auto holder = office.officer(u"unit/leader"_s);
        const QString path = office.folder.filePath(u"leader.key"_s);
        if (!crypto::KeyFile::create(path, holder.key(), holder.certificate(), pin("135790"), {12}, office.random))
            qFatal("No key file");
        file.emplace(crypto::KeyFile::open(path).value());
        certificates = office.staffed();
        const auto issued =
            certificates->append(CertificateIssue{0, holder.certificate().toDer()}, office.operatingSigner);
        if (!issued || !writeDurably(path + u".attempts"_s, "10\n"))
            qFatal("No lock");
    }
    static SecretBytes pin(const char *text) { return SecretBytes(QByteArrayView(text)); }

    tests::AuthorityOffice office;
    std::optional<crypto::KeyFile> file;
    std::unique_ptr<CertificateRegister> certificates;
};

Office &office()
{
    static Office made;
    return made;
}

} // namespace

extern "C" void wenyiFuzzSeeds(void (*add)(const uint8_t *data, size_t size))
{
    const auto addBytes = [add](const QByteArray &bytes) {
        add(reinterpret_cast<const uint8_t *>(bytes.constData()), static_cast<size_t>(bytes.size()));
    };
    Office &made = office();
    const auto request = UnblockRequest::make(*made.file, made.office.random).value();
    addBytes(request.toBytes());
    addBytes(permitUnblocking(*made.certificates, request, {}, made.office.security).value());
    CborWriter journal;
    journal.startArray(2);
    journal.unsignedInteger(1);
    journal.startArray(1);
    journal.startArray(3);
    journal.text(u"sign.key"_s);
    journal.digest({});
    journal.bytes(readBounded(made.office.folder.filePath(u"leader.key"_s), 1 << 20).value());
    journal.endArray();
    journal.endArray();
    journal.endArray();
    addBytes(journal.take());
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    Office &made = office();
    if (const auto request = UnblockRequest::fromBytes(bytes)) {
        if (request->toBytes() != bytes)
            qFatal("A request has two forms");
    }
    // No revocation list: not even the honest permission is taken.
    if (unblock(*made.file, bytes, {made.office.trust, made.office.operating.certificate()}, made.office.clock.now()))
        qFatal("Unblocked");
    static const QTemporaryDir folder;
    QFile journal(folder.filePath(u"pin-change.journal"_s));
    if (!journal.open(QIODevice::WriteOnly) || journal.write(bytes) != bytes.size())
        qFatal("No journal");
    journal.close();
    (void)finishPinChange(folder.path()).has_value();
    return 0;
}
