// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/sealing/TrustFiles.h"

#include "shared/base/DurableFile.h"
#include "shared/base/Limits.h"

#include <algorithm>

namespace wenyi::core {

using crypto::Certificate;

namespace {

constexpr qsizetype MaximumCertificates = 4 * limits::MiB;
constexpr qsizetype MaximumListFile = 24 * limits::MiB; ///< PEM takes a third more than DER.

Result<QList<Certificate>> readCertificates(const QStringList &paths, crypto::TakenSuites taken)
{
    QList<Certificate> certificates;
    for (const QString &path : paths) {
        WENYI_TRY(const QByteArray bytes, readBounded(path, MaximumCertificates));
        if (bytes.contains("-----BEGIN ")) {
            WENYI_TRY(const auto several, Certificate::listFromPem(bytes, taken));
            certificates += several;
        } else {
            WENYI_TRY(const auto one, Certificate::fromDer(bytes, taken));
            certificates.append(one);
        }
    }
    return certificates;
}

/// Whether a certificate may be a root is asked as of an authority under itself: it has to be one.
Result<void> addRoot(crypto::TrustStore &trust, const Certificate &root, Instant at)
{
    crypto::TrustStore alone;
    alone.addRoot(root);
    WENYI_CHECK(alone.addAuthority(root, at));
    trust.addRoot(root);
    return {};
}

/// In whatever order they stand in the files: until a round takes none any more.
Result<void> addAuthorities(crypto::TrustStore &trust, QList<Certificate> authorities, Instant at)
{
    std::optional<Error> refusal;
    for (bool isNew = true; isNew && !authorities.isEmpty();) {
        const qsizetype before = authorities.size();
        authorities.removeIf([&](const Certificate &authority) {
            const auto taken = trust.addAuthority(authority, at);
            if (!taken)
                refusal = taken.error();
            return taken.has_value();
        });
        isNew = authorities.size() < before;
    }
    if (!authorities.isEmpty())
        return *refusal;
    return {};
}

Result<QList<QByteArray>> readLists(const QString &path)
{
    static const QByteArray begin = "-----BEGIN X509 CRL-----";
    static const QByteArray end = "-----END X509 CRL-----";
    WENYI_TRY(const QByteArray bytes, readBounded(path, MaximumListFile));
    qsizetype at = bytes.indexOf(begin);
    if (at < 0)
        return QList<QByteArray>{bytes};
    QList<QByteArray> lists;
    for (; at >= 0; at = bytes.indexOf(begin, at)) {
        at += begin.size();
        const qsizetype to = bytes.indexOf(end, at);
        if (to < 0)
            return Error{ErrorCode::Corrupt, "revocation-list.form", path};
        lists.append(QByteArray::fromBase64(bytes.mid(at, to - at)));
        at = to;
    }
    return lists;
}

} // namespace

Result<crypto::TrustStore> readTrustFiles(const TrustFiles &files, Instant at)
{
    WENYI_TRY(auto authorities, readCertificates(files.roots, files.taken));
    crypto::TrustStore trust;
    const auto isRoot = [](const Certificate &one) { return one.commonName() == one.issuerCommonName(); };
    for (const Certificate &certificate : authorities) {
        if (isRoot(certificate))
            WENYI_CHECK(addRoot(trust, certificate, at));
    }
    authorities.removeIf(isRoot);
    WENYI_CHECK(addAuthorities(trust, std::move(authorities), at));
    for (const QString &path : files.lists) {
        WENYI_TRY(const auto lists, readLists(path));
        for (const QByteArray &list : lists)
            WENYI_CHECK(trust.addRevocationList(list));
    }
    return trust;
}

} // namespace wenyi::core
