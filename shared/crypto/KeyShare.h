// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Clock.h"
#include "shared/base/RandomSource.h"
#include "shared/crypto/Certificate.h"
#include "shared/crypto/PinKey.h"
#include "shared/crypto/PrivateKey.h"

#include <QByteArray>
#include <QString>

#include <array>

namespace wenyi::crypto {

/// 分管人: who keeps one share of a backup, under a PIN of their own.
struct Custodian
{
    QString name;
    SecretBytes pin;
};

/// 密钥备份分片: a third of a private key's backup. Two of the three give the key back, one alone gives nothing.
///
/// The key is encrypted under a key that is drawn for the backup; that one is split (SecretSharing) and each part lies
/// in a share under its custodian's PIN, the encrypted private key beside it in each. What a share says in clear (whose
/// key, which share, whose hands, when) is authenticated with the part. Wrong PINs are not counted: shares lie on media
/// that nobody writes to, and a part that was guessed is of no use without the second (docs/SECURITY.md).
class KeyShare
{
public:
    static constexpr int Shares = 3;
    static constexpr qsizetype LongestName = 64; ///< Of a custodian, in UTF-16 units.

    /// The bytes of the three share files, in the custodians' order. Fails with InvalidInput "key-share.custodian" (a
    /// name that is empty, too long or not to be read), "key-share.one-custodian" (two shares for one name),
    /// "key-file.pin-length", "key-file.cost", "key-file.certificate" (the key is another one).
    static Result<std::array<QByteArray, Shares>> split(const PrivateKey &key, const Certificate &certificate,
        const std::array<Custodian, Shares> &custodians, Instant at, KeyDerivationCost cost, RandomSource &random);
    /// Reads what can be read without a PIN. Fails with Corrupt "key-share.damaged", Unsupported "key-share.suite".
    static Result<KeyShare> fromBytes(const QByteArray &bytes);
    /// What fromBytes() does with a file; fails besides with NotFound "file.missing".
    static Result<KeyShare> open(const QString &path);

    const Certificate &certificate() const { return m_certificate; }
    int number() const { return m_number; } ///< 1 to Shares.
    const QString &custodian() const { return m_custodian; }
    Instant madeAt() const { return m_madeAt; }
    /// The same in the three shares of one backup, and drawn for it.
    const Digest &backup() const { return m_backup; }

    /// The private key of certificate() out of two shares. Fails with WrongPin "key-share.pin" (`detail`: whose),
    /// InvalidInput "key-share.other-key", "key-share.other-backup", "key-share.same" (one share twice), and NotTrusted
    /// "key-share.altered" where both open and do not fit: one of them was made anew by somebody who knew its PIN.
    static Result<PrivateKey> join(
        const KeyShare &one, const SecretBytes &pinOfOne, const KeyShare &other, const SecretBytes &pinOfOther);

private:
    explicit KeyShare(Certificate certificate)
        : m_certificate(std::move(certificate))
    {
    }
    Result<SecretBytes> openPart(const SecretBytes &pin) const;

    Certificate m_certificate;
    QByteArray m_headBytes;
    QByteArray m_protectedPart;
    QByteArray m_sealedKey;
    QByteArray m_salt;
    KeyDerivationCost m_cost;
    int m_number = 0;
    QString m_custodian;
    Instant m_madeAt{};
    Digest m_backup;
};

} // namespace wenyi::crypto
