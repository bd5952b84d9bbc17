// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/RandomSource.h"
#include "shared/crypto/Certificate.h"
#include "shared/crypto/PinKey.h"
#include "shared/crypto/PrivateKey.h"

#include <QByteArray>
#include <QString>

namespace wenyi::crypto {

/// A private key with its certificate in a file, encrypted under a PIN (scrypt, then protect()).
///
/// Wrong PINs are counted beside the file (PATH.attempts), each before it is tried; after ten in a row the file is
/// locked, until a lock that was given a name is released under it. A copied file does not carry the count: then
/// scrypt's cost alone stands in the way (docs/SECURITY.md).
class KeyFile
{
public:
    static constexpr int AllowedAttempts = 10;

    /// Writes the file durably; an existing file is not replaced ("key-file.exists"). The PIN has 4 to 1024 bytes
    /// ("key-file.pin-length"), the cost lies within its bounds ("key-file.cost"), the certificate is the key's
    /// ("key-file.certificate").
    static Result<void> create(const QString &path, const PrivateKey &key, const Certificate &certificate,
        const SecretBytes &pin, KeyDerivationCost cost, RandomSource &random);
    /// The same in the place of a file that lies there, whose key and count of wrong PINs are gone then: the old file
    /// or the new one lies there, whatever happens. That it may be replaced is for the caller to have found out.
    static Result<void> replace(const QString &path, const PrivateKey &key, const Certificate &certificate,
        const SecretBytes &pin, KeyDerivationCost cost, RandomSource &random);
    /// The same under a PIN that was drawn, which needs no dear derivation.
    static Result<void> replace(const QString &path, const PrivateKey &key, const Certificate &certificate,
        const DrawnPin &pin, RandomSource &random);
    /// Reads what can be read without the PIN. Fails with NotFound "file.missing", Corrupt "key-file.damaged",
    /// Unsupported "key-file.suite", and for a key of a suite that is not taken "key-file.other-suite".
    static Result<KeyFile> open(const QString &path, TakenSuites taken = TakenSuites::Sm2);
    /// What open() does with the content of a file.
    static Result<KeyFile> fromBytes(
        const QString &path, const QByteArray &bytes, TakenSuites taken = TakenSuites::Sm2);

    const Certificate &certificate() const { return m_certificate; }
    /// 0 when the file is locked or its count cannot be read.
    int attemptsLeft() const;
    /// Fails with WrongPin "key-file.pin", Locked "key-file.locked", Corrupt "key-file.damaged", StorageFailure
    /// "key-file.attempts" where the count cannot be kept, Unavailable "key-file.busy".
    Result<PrivateKey> unlock(const SecretBytes &pin) const;
    /// The content of the file under the next PIN, and the file itself is not touched. The cost stays, but for a file
    /// under a drawn PIN: what comes after that may be a person's. Fails as unlock() does.
    Result<QByteArray> underPin(const SecretBytes &from, const SecretBytes &to, RandomSource &random) const;
    /// Writes it. Fails as underPin() and writeDurably() do.
    Result<void> changePin(const SecretBytes &from, const SecretBytes &to, RandomSource &random);
    /// SM3 of the file: another PIN makes it another one.
    Digest digest() const;

    /// The name of the lock that too many wrong PINs put onto the file, drawn when it is first asked for and gone with
    /// the lock: a permission to release it is for this once. Fails with NotAllowed "key-file.not-locked", and as
    /// unlock() does where the count cannot be kept.
    Result<Digest> lockName(RandomSource &random) const;
    /// Forgets the count of wrong PINs; the PIN stays. Who may is for the caller to have found out. Fails with
    /// NotAllowed "key-file.not-locked", "key-file.other-lock", and as lockName() does.
    Result<void> release(const Digest &lockName) const;

private:
    KeyFile(QString path, QByteArray bytes, Certificate certificate);
    QString m_path;
    QByteArray m_bytes;
    Certificate m_certificate;
};

} // namespace wenyi::crypto
