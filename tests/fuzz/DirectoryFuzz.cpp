// SPDX-License-Identifier: GPL-3.0-or-later
// Directories: their content has one form, the rules hold up against any content, only signed bytes open.
#include "shared/directory/Directory.h"
#include "shared/directory/DirectoryCodec.h"
#include "shared/directory/DirectoryRules.h"
#include "tests/shared/crypto/Hierarchy.h"

#include <cstdlib>

using namespace wenyi;
using namespace wenyi::directory;
using crypto::CertificatePurpose;

namespace {

struct Fixture
{
    tests::Hierarchy hierarchy;
    crypto::TrustStore trust = hierarchy.trust();
    QByteArray content;
    QByteArray oldForm;
    QByteArray withPdfs;
    QByteArray withPeers;
    QByteArray bytes;

    QByteArray certificate(const QString &id, CertificatePurpose purpose)
    {
        return hierarchy.issue(QStringLiteral("某"), id, purpose)->certificate().toDer();
    }

    Fixture()
    {
        const QString code = QStringLiteral("jyzf");
        const QString id = QStringLiteral("wang");
        DirectoryContent sample;
        sample.domain = QStringLiteral("江阴市");
        sample.version = 1;
        sample.issuedAt = tests::Hierarchy::now();
        sample.nextUpdate = tests::Hierarchy::days(30);
        sample.server = {QStringLiteral("tcp://127.0.0.1:9470"), QByteArray(CurveKeySize, 's'),
            certificate(QStringLiteral("server"), CertificatePurpose::Server)};
        sample.units.append({UnitCode(code), QStringLiteral("江阴市人民政府办公室"), {}, {}, {},
            certificate(code, CertificatePurpose::Unit), certificate(code, CertificatePurpose::UnitEncryption),
            UnitState::Active, {}});
        sample.groups.append({QStringLiteral("各单位"), {UnitCode(code)}});
        sample.aliases.append({QStringLiteral("政府办"), UnitCode(code)});
        sample.members.append({MemberId(id), UnitCode(code), QStringLiteral("王小明"), {}, 1, {Role::SealKeeper},
            certificate(id, CertificatePurpose::Member), certificate(id, CertificatePurpose::MemberEncryption)});
        sample.desktops.append({DesktopId(id), UnitCode(code), QByteArray(CurveKeySize, 'd'),
            certificate(id, CertificatePurpose::Desktop)});
        Digest digest;
        digest.bytes.fill(7);
        const Instant now = sample.issuedAt;
        sample.seals.append({SealId(id), UnitCode(code), QStringLiteral("章"), digest, MemberId(id), SealKind::Unit,
            {{SealState::Suspended, now, now, WithdrawalReason::KeeperChanged, now},
                {SealState::Revoked, now, now, WithdrawalReason::Lost, {}}}});
        crypto::KeySigner signer(
            *crypto::PrivateKey::fromPkcs8(hierarchy.operating().key().toPkcs8()), hierarchy.operating().certificate());
        content = encodeContent(sample);
        DirectoryContent sealless = sample;
        sealless.seals.clear();
        oldForm = encodeContent(sealless);
        oldForm[1] = 2; // Without seals both forms are alike.
        DirectoryContent forPdfs = sample;
        forPdfs.pdfAuthority = PdfAuthority{"root", "list"};
        withPdfs = encodeContent(forPdfs);
        forPdfs.peers = {
            {QStringLiteral("常州市"), "card", {}}, {QStringLiteral("江苏省"), "other", QStringLiteral("无锡市")}};
        withPeers = encodeContent(forPdfs);
        bytes = *Directory::sign(sample, signer);
    }
};

const Fixture &fixture()
{
    static const Fixture instance;
    return instance;
}

} // namespace

extern "C" void wenyiFuzzSeeds(void (*add)(const uint8_t *data, size_t size))
{
    for (const QByteArray &seed :
        {fixture().content, fixture().bytes, fixture().oldForm, fixture().withPdfs, fixture().withPeers})
        add(reinterpret_cast<const uint8_t *>(seed.constData()), static_cast<size_t>(seed.size()));
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    if (const auto content = decodeContent(bytes)) {
        // What an older form says is said again in the newest.
        const QByteArray again = encodeContent(*content);
        const bool isNewest = bytes.at(1) == again.at(1);
        if (isNewest ? again != bytes : encodeContent(*decodeContent(again)) != again)
            std::abort();
        if (checkContent(*content) && !checkSealsSucceed(content->seals, content->seals))
            std::abort();
    }
    const bool opens = Directory::open(bytes, fixture().trust, tests::Hierarchy::now()).has_value();
    if (opens != (bytes == fixture().bytes))
        std::abort();
    return 0;
}
