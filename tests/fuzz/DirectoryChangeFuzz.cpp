// SPDX-License-Identifier: GPL-3.0-or-later
// Change files for directories: whatever they say, a directory that kept its rules never loses a seal or gets one back.
#include "shared/directory/DirectoryChangeFile.h"
#include "shared/directory/DirectoryDifference.h"
#include "shared/directory/DirectoryRules.h"

#include <cstdlib>

using namespace wenyi;
using namespace wenyi::directory;

namespace {

DirectoryContent sample()
{
    DirectoryContent content;
    content.domain = QStringLiteral("江阴市");
    content.version = 1;
    content.issuedAt = instantFromMilliseconds(1'795'000'000'000);
    content.nextUpdate = content.issuedAt + std::chrono::hours(24);
    content.server = {QStringLiteral("tcp://127.0.0.1:9470"), QByteArray(CurveKeySize, 's'), {}};
    for (const QString &code : {QStringLiteral("a"), QStringLiteral("b")}) {
        Unit unit;
        unit.code = UnitCode(code);
        unit.name = code + QStringLiteral("局");
        content.units.append(unit);
        for (const Role role : {Role::SystemAdministrator, Role::SealKeeper}) {
            Member member;
            member.id = MemberId(code + u'/' + roleName(role));
            member.unit = unit.code;
            member.name = QStringLiteral("王");
            member.roles = {role};
            content.members.append(member);
        }
        Digest digest;
        digest.bytes.fill(static_cast<decltype(digest.bytes)::value_type>(code.at(0).unicode()));
        content.seals.append({SealId(code), unit.code, unit.name, digest, content.members.constLast().id});
    }
    content.groups.append({QStringLiteral("各单位"), {UnitCode(QStringLiteral("a"))}});
    content.aliases.append({QStringLiteral("甲"), UnitCode(QStringLiteral("a"))});
    return content;
}

constexpr const char *Seeds[] = {
    R"({"changes":[{"change":"add-unit","unit":"c","name":"丙局","signingCertificate":"x","encryptionCertificate":"y"}]})",
    R"({"changes":[{"change":"rename-unit","unit":"a","name":"甲局","shortName":"甲"}]})",
    R"({"changes":[{"change":"remove-member","member":"b/seal-keeper"},{"change":"retire-unit","unit":"b","successor":"a"}]})",
    R"({"changes":[{"change":"set-roles","member":"a/seal-keeper","roles":["clerk"]}]})",
    R"({"changes":[{"change":"add-member","member":"a/x","unit":"a","name":"张","rank":3,"roles":["seal-keeper"],)"
    R"("signingCertificate":"x","encryptionCertificate":"y"},{"change":"set-keeper","seal":"a","keeper":"a/x"}]})",
    R"({"changes":[{"change":"move-member","member":"a/seal-keeper","unit":"b"}]})",
    R"({"changes":[{"change":"set-member","member":"a/seal-keeper","name":"李","post":"科长","rank":1}]})",
    R"({"changes":[{"change":"renew-certificate","certificate":"x","newKey":true}]})",
    R"({"changes":[{"change":"add-desktop","desktop":"d","unit":"a","curveKey":"00ff","connection":"standalone",)"
    R"("certificate":"x"},{"change":"remove-desktop","desktop":"d"}]})",
    R"({"changes":[{"change":"set-group","name":"各单位","units":["a","b"]},{"change":"remove-group","name":"各单位"}]})",
    R"({"changes":[{"change":"set-alias","name":"乙","unit":"b"},{"change":"remove-alias","name":"甲"}]})",
};

} // namespace

extern "C" void wenyiFuzzSeeds(void (*add)(const uint8_t *data, size_t size))
{
    for (const char *seed : Seeds)
        add(reinterpret_cast<const uint8_t *>(seed), strlen(seed));
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray json(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const auto changes =
        readChanges(json, [](const QString &) -> Result<QByteArray> { return QByteArray("no certificate"); });
    if (!changes)
        return 0;
    const DirectoryContent before = sample();
    DirectoryContent content = before;
    for (const DirectoryChange &change : *changes) {
        const DirectoryContent tried = content;
        if (!applyChange(content, change) && !differencesOf(tried, content).isEmpty())
            std::abort(); // Refused, and yet something was changed.
    }
    if (!checkSealsSucceed(before.seals, content.seals))
        std::abort();
    (void)checkContent(content).has_value();
    return 0;
}
