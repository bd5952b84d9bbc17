// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/crypto/CertificateAuthority.h"
#include "shared/crypto/Signer.h"
#include "shared/crypto/Sm3.h"
#include "shared/exchange/EnvelopeBuilder.h"
#include "shared/exchange/EnvelopeReader.h"
#include "shared/exchange/Receipt.h"

#include <map>

namespace wenyi::tests {

/// The same bytes in every run.
class FixedRandom final : public RandomSource
{
public:
    void fill(char *bytes, qsizetype size) override;
    quint64 number(quint64 below) { return next() % below; }

private:
    quint64 next();
    quint64 m_state = 1;
};

/// One holder's keys with their certificates.
struct KeyHolder
{
    crypto::KeySigner signer;
    crypto::KeySigner encryption;
};

inline const UnitCode Office(QStringLiteral("11320281014000001A"));   ///< 江阴市人民政府办公室
inline const UnitCode Finance(QStringLiteral("11320281014000002B"));  ///< 江阴市财政局
inline const UnitCode Town(QStringLiteral("11320281014000003C"));     ///< 澄江镇人民政府
inline const UnitCode Stranger(QStringLiteral("11320281014000009X")); ///< Known to nobody as a recipient.

/// A small domain with real keys: an authority, four units with their desktops, a server.
class Domain
{
public:
    Domain();

    KeyHolder &unit(const UnitCode &code) { return m_units.at(code.toString()); }
    crypto::KeySigner &desktop(const UnitCode &code) { return m_desktops.at(code.toString()); }
    crypto::KeySigner &server() { return m_server.front(); }
    const crypto::CertificateAuthority &root() const { return m_authorities.at(0); }
    const crypto::CertificateAuthority &authority() const { return m_authorities.at(1); }
    FixedRandom &random() { return m_random; }
    Instant now() const { return m_now; }

    exchange::EnvelopeOrder order(const QList<UnitCode> &to);
    /// A notice with an attachment, for these units.
    exchange::Envelope envelope(const QList<UnitCode> &to);
    exchange::ReceiptFacts facts(
        const exchange::EnvelopeHeader &header, const UnitCode &unit, exchange::ReceiptKind kind) const;

private:
    crypto::KeySigner issue(const QString &name, const QString &id, crypto::CertificatePurpose purpose);

    Instant m_now = instantFromMilliseconds(1'780'000'000'000);
    FixedRandom m_random;
    std::vector<crypto::CertificateAuthority> m_authorities;
    std::map<QString, KeyHolder> m_units;
    std::map<QString, crypto::KeySigner> m_desktops;
    std::vector<crypto::KeySigner> m_server;
};

/// Gives the parts of an envelope as a blob store does.
exchange::PartSource partsOf(const exchange::Envelope &envelope);

/// The reason of a failure, or nothing.
template<typename T>
QByteArray reasonOf(const Result<T> &result)
{
    return result ? QByteArray() : result.error().reason;
}

QByteArray flipped(QByteArray bytes, qsizetype bit);

} // namespace wenyi::tests
