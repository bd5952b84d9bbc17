// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/admin/ServerFolder.h"

#include "server/admin/Files.h"
#include "server/admin/HeldKey.h"
#include "shared/base/DurableFile.h"
#include "shared/base/FileLock.h"
#include "shared/crypto/KeyFile.h"
#include "shared/crypto/Sm3.h"
#include "shared/crypto/SystemRandom.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace wenyi::server {

namespace {

constexpr qsizetype LargestTrustFile = 4 * limits::MiB;
constexpr qsizetype LargestSecretFile = 4 * limits::KiB;

Result<protocol::CurveKeyPair> curvePairFrom(const QByteArray &hex)
{
    // SecretBytes, since the bytes in between are the key too.
    SecretBytes secret(QByteArray::fromHex(hex.trimmed()));
    return protocol::CurveKeyPair::fromSecret(std::move(secret));
}

Result<crypto::Certificate> certificateFrom(const QByteArray &bytes)
{
    return bytes.startsWith("-----BEGIN") ? crypto::Certificate::fromPem(bytes) : crypto::Certificate::fromDer(bytes);
}

/// Takes a root, then authorities, then revocation lists, whatever order the files come in.
Result<crypto::TrustStore> trustFrom(const QList<QByteArray> &files, Instant at)
{
    crypto::TrustStore trust;
    QList<crypto::Certificate> authorities;
    QList<QByteArray> lists;
    for (const QByteArray &bytes : files) {
        const auto certificate = certificateFrom(bytes);
        if (!certificate) {
            lists.append(bytes);
            continue;
        }
        WENYI_TRY(const crypto::CertificatePurpose purpose, certificate->purpose());
        if (purpose == crypto::CertificatePurpose::RootAuthority)
            trust.addRoot(*certificate);
        else
            authorities.append(*certificate);
    }
    for (const crypto::Certificate &authority : authorities)
        WENYI_CHECK(trust.addAuthority(authority, at));
    for (const QByteArray &list : lists)
        WENYI_CHECK(trust.addRevocationList(list));
    return trust;
}

QByteArray markOf(const QString &path)
{
    const QFileInfo info(path);
    return QByteArray::number(info.lastModified().toMSecsSinceEpoch()) + '/' + QByteArray::number(info.size()) + ' ';
}

/// The certificate's key where it comes with its PIN. Either by itself is to fit what is here of the other, if it is.
Result<std::optional<HeldKey>> givenKey(const ServerFiles &files, const QString &keptKey, const QString &keptPin)
{
    if (files.certificateKey.isEmpty() && files.pin.isEmpty())
        return std::optional<HeldKey>();
    const QString key = files.certificateKey.isEmpty() ? keptKey : files.certificateKey;
    const QString pin = files.pin.isEmpty() ? keptPin : files.pin;
    if (!files.certificateKey.isEmpty())
        WENYI_CHECK(crypto::KeyFile::open(key));
    if (!QFileInfo::exists(key) || (files.pin.isEmpty() && !QFileInfo::exists(pin)))
        return std::optional<HeldKey>();
    WENYI_TRY(HeldKey given, HeldKey::open(key, pin));
    const bool isPair = !files.certificateKey.isEmpty() && !files.pin.isEmpty();
    return isPair ? std::optional(std::move(given)) : std::nullopt;
}

Result<std::optional<HeldKey>> givenTimeStampKey(const ServerFiles &files)
{
    if (files.timeStampKey.isEmpty() && files.timeStampPin.isEmpty())
        return std::optional<HeldKey>();
    if (files.timeStampKey.isEmpty() || files.timeStampPin.isEmpty())
        return Error{ErrorCode::InvalidInput, "server.time-stamp-pair", files.timeStampKey + files.timeStampPin};
    WENYI_TRY(HeldKey given, HeldKey::open(files.timeStampKey, files.timeStampPin));
    const auto purpose = given.certificate.purpose();
    if (!purpose || *purpose != crypto::CertificatePurpose::TimeStamp)
        return Error{ErrorCode::NotTrusted, "certificate.purpose", files.timeStampKey};
    return std::optional(std::move(given));
}

Result<void> checkCurveKey(const QString &path)
{
    if (path.isEmpty())
        return {};
    WENYI_TRY(const QByteArray hex, readBounded(path, LargestSecretFile));
    WENYI_CHECK(curvePairFrom(hex));
    return {};
}

} // namespace

ServerFolder::ServerFolder(QString path)
    : m_path(std::move(path))
{
}

QString ServerFolder::file(QStringView name) const
{
    return m_path + u'/' + name.toString();
}

QString ServerFolder::storePath() const
{
    return file(u"store");
}

Result<ServerFolder> ServerFolder::create(
    const QString &path, const Configuration &configuration, const ServerFiles &files, RandomSource &random, Instant at)
{
    const ServerFolder folder(path);
    if (QFileInfo::exists(folder.file(u"server.toml")))
        return Error{ErrorCode::AlreadyExists, "server.exists", path};
    WENYI_CHECK(Configuration::parse(configuration.toToml()));
    if (!QDir().mkpath(folder.file(u"keys")) || !QDir().mkpath(folder.file(u"trust")))
        return Error{ErrorCode::StorageFailure, "server.folder", path};
    QFile::setPermissions(folder.file(u"keys"), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    if (files.curveKey.isEmpty()) {
        const auto pair = protocol::CurveKeyPair::generate(random);
        WENYI_CHECK(writeFile(folder.file(u"keys/curve.key"), pair.secretKey.view().toByteArray().toHex()));
    }
    ServerFolder taking = folder;
    WENYI_CHECK(taking.update(files, at));
    // Last, for it is what makes the folder a server's.
    WENYI_CHECK(writeFile(folder.file(u"server.toml"), configuration.toToml()));
    return folder;
}

Result<ServerFolder> ServerFolder::open(const QString &path)
{
    ServerFolder folder(path);
    if (!QFileInfo::exists(folder.file(u"server.toml")))
        return Error{ErrorCode::NotFound, "server.none", path};
    return folder;
}

QStringList ServerFolder::trustFiles() const
{
    QStringList paths;
    const QDir trust(file(u"trust"));
    for (const QString &name : trust.entryList(QDir::Files, QDir::Name))
        paths.append(trust.filePath(name));
    return paths;
}

Result<QList<QByteArray>> ServerFolder::checkTrust(const ServerFiles &files, Instant at) const
{
    QList<QByteArray> added;
    QList<QByteArray> all;
    for (const QString &path : files.trust) {
        WENYI_TRY(const QByteArray bytes, readBounded(path, LargestTrustFile));
        added.append(bytes);
    }
    for (const QString &path : trustFiles()) {
        WENYI_TRY(const QByteArray bytes, readBounded(path, LargestTrustFile));
        all.append(bytes);
    }
    all += added;
    WENYI_TRY(const crypto::TrustStore trusted, trustFrom(all, at));
    if (files.directory.isEmpty())
        return added;
    WENYI_TRY(const QByteArray directoryBytes, readBounded(files.directory, limits::CborBytes));
    const auto current = domain(at);
    WENYI_TRY(const auto next, Domain::open(directoryBytes, trusted, at, current ? current->get() : nullptr));
    if (current && (*current)->digest() != next->digest())
        WENYI_CHECK(next->directory().checkSucceeds((*current)->directory()));
    return added;
}

Result<void> ServerFolder::update(const ServerFiles &files, Instant at, std::chrono::milliseconds patience)
{
    FileLock alone(updateLockPath());
    WENYI_CHECK(alone.acquire(patience));
    WENYI_TRY(const QList<QByteArray> trustBytes, checkTrust(files, at));
    WENYI_CHECK(checkCurveKey(files.curveKey));
    WENYI_TRY(const auto certificateKey, givenKey(files, file(u"keys/server.key"), file(u"keys/server.pin")));
    WENYI_TRY(const auto timeStampKey, givenTimeStampKey(files));
    for (const QByteArray &bytes : trustBytes)
        WENYI_CHECK(writeFile(file(u"trust/") + QString::fromLatin1(crypto::sm3(bytes).toHex().left(16)), bytes));
    crypto::SystemRandom random;
    if (certificateKey)
        WENYI_CHECK(certificateKey->keep(file(u"keys/server"), random));
    if (timeStampKey)
        WENYI_CHECK(timeStampKey->keep(file(u"keys/time-stamp"), random));
    const bool isKept = certificateKey.has_value();
    const std::pair<QString, QStringView> asTheyAre[] = {{files.curveKey, u"keys/curve.key"},
        {isKept ? QString() : files.certificateKey, u"keys/server.key"},
        {isKept ? QString() : files.pin, u"keys/server.pin"}};
    for (const auto &[from, to] : asTheyAre) {
        if (from.isEmpty())
            continue;
        WENYI_TRY(const QByteArray bytes, readBounded(from, limits::MiB));
        WENYI_CHECK(writeFile(file(to), bytes));
    }
    if (files.directory.isEmpty())
        return {};
    WENYI_TRY(const QByteArray directoryBytes, readBounded(files.directory, limits::CborBytes));
    return writeFile(file(u"directory.wyd"), directoryBytes);
}

Result<Configuration> ServerFolder::configuration() const
{
    return Configuration::read(file(u"server.toml"));
}

Result<protocol::CurveKeyPair> ServerFolder::curveKeys() const
{
    WENYI_TRY(const QByteArray hex, readBounded(file(u"keys/curve.key"), LargestSecretFile));
    return curvePairFrom(hex);
}

Result<protocol::CurveKeyPair> ServerFolder::standbyKeys() const
{
    WENYI_TRY(const QByteArray hex, readBounded(file(u"keys/standby.key"), LargestSecretFile));
    return curvePairFrom(hex);
}

Result<std::unique_ptr<crypto::Signer>> ServerFolder::signer() const
{
    return openSigner(file(u"keys/server.key"), file(u"keys/server.pin"));
}

Result<std::unique_ptr<crypto::Signer>> ServerFolder::timeStampSigner() const
{
    if (!QFileInfo::exists(file(u"keys/time-stamp.key")))
        return std::unique_ptr<crypto::Signer>();
    return openSigner(file(u"keys/time-stamp.key"), file(u"keys/time-stamp.pin"));
}

Result<void> ServerFolder::checkTimeStamps(Instant at) const
{
    WENYI_TRY(const Configuration settings, configuration());
    if (settings.timeStampsPerMinute <= 0)
        return Error{ErrorCode::NotAllowed, "time-stamp.turned-off", u"time-stamps-per-minute"_s};
    const QString path = file(u"keys/time-stamp.key");
    if (!QFileInfo::exists(path))
        return Error{ErrorCode::NotFound, "time-stamp.no-key", path};
    WENYI_TRY(const crypto::KeyFile keyFile, crypto::KeyFile::open(path));
    const int left = keyFile.attemptsLeft();
    if (left < crypto::KeyFile::AllowedAttempts)
        return left > 0 ? Error{ErrorCode::WrongPin, "key-file.pin", path}
                        : Error{ErrorCode::Locked, "key-file.locked", path};
    WENYI_TRY(const auto stamping, timeStampSigner());
    WENYI_TRY(const auto inForce, domain(at));
    WENYI_CHECK(inForce->trust().verifyTimeStamper(stamping->certificate(), at));
    return {};
}

Result<crypto::TrustStore> ServerFolder::trust(Instant at) const
{
    QList<QByteArray> files;
    for (const QString &path : trustFiles()) {
        WENYI_TRY(const QByteArray bytes, readBounded(path, LargestTrustFile));
        files.append(bytes);
    }
    return trustFrom(files, at);
}

Result<std::shared_ptr<const Domain>> ServerFolder::domain(Instant at, const Domain *before) const
{
    if (!QFileInfo::exists(file(u"directory.wyd")))
        return Error{ErrorCode::NotFound, "server.no-directory", m_path};
    WENYI_TRY(const crypto::TrustStore trusted, trust(at));
    WENYI_TRY(const QByteArray bytes, readBounded(file(u"directory.wyd"), limits::CborBytes));
    return Domain::open(bytes, trusted, at, before);
}

Result<void> ServerFolder::checkListed(const Domain &domain) const
{
    const directory::Server &listed = domain.directory().content().server;
    WENYI_TRY(const protocol::CurveKeyPair keys, curveKeys());
    WENYI_TRY(const crypto::KeyFile keyFile, crypto::KeyFile::open(file(u"keys/server.key")));
    if (listed.curveKey != keys.publicKey.toBytes() || listed.certificate != keyFile.certificate().toDer())
        return Error{ErrorCode::NotTrusted, "server.not-in-directory", listed.endpoint};
    return {};
}

QByteArray ServerFolder::updateMark() const
{
    QByteArray mark;
    for (const QString &path : trustFiles() + QStringList{file(u"directory.wyd")})
        mark += markOf(path);
    return mark;
}

QByteArray ServerFolder::configurationMark() const
{
    return markOf(file(u"server.toml"));
}

QString ServerFolder::lockPath() const
{
    return file(u"server.lock");
}

QString ServerFolder::updateLockPath() const
{
    return file(u"update.lock");
}

} // namespace wenyi::server
