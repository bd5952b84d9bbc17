// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/exchange/EnvelopeManifest.h"

#include <functional>

namespace wenyi::exchange {

/// One part, decrypted and verified.
struct OpenedPart
{
    PartRole role = PartRole::Document;
    QString name; ///< For the eye and for a save dialog; never a path.
    QByteArray content;
};

/// An envelope that held in every check.
struct OpenedEnvelope
{
    EnvelopeHeader header;
    EnvelopeRecipient recipient; ///< What the envelope grants the unit that opened it.
    EnvelopeManifest manifest;   ///< The sender's signature over the content, to be kept with it.
    QList<OpenedPart> parts;     ///< The document header first.
};

/// Gives the encrypted bytes of a part, e.g. out of the blob store.
using PartSource = std::function<Result<QByteArray>(const EnvelopePart &)>;

/// Opens envelopes for one unit.
class EnvelopeReader
{
public:
    /// The key is the one of the unit's encryption certificate; it must outlive the reader.
    EnvelopeReader(UnitCode unit, const crypto::PrivateKey &encryptionKey);

    /// Verifies everything and then gives it all, or gives nothing. Fails with the reasons of
    /// EnvelopeHeader::verify() and EnvelopeManifest::verify(), with NotAllowed "envelope.not-for-you", NotTrusted
    /// "envelope.key-altered", "envelope.manifest-altered", "envelope.part-altered", and with what `source` fails with.
    Result<OpenedEnvelope> open(
        const EnvelopeHeader &header, const crypto::Certificate &senderUnit, const PartSource &source) const;

    /// The same of an envelope that the unit sent itself, by the key that EnvelopeBuilder::keyFor() gave it; it grants
    /// the unit nothing.
    Result<OpenedEnvelope> openOwn(const EnvelopeHeader &header, const QByteArray &wrappedKey,
        const crypto::Certificate &senderUnit, const PartSource &source) const;

private:
    Result<OpenedEnvelope> openBy(const EnvelopeHeader &header, const EnvelopeRecipient &recipient,
        const crypto::Certificate &senderUnit, const PartSource &source) const;
    Result<EnvelopeManifest> openManifest(
        const EnvelopeRouting &routing, const SecretBytes &contentKey, const crypto::Certificate &senderUnit) const;

    UnitCode m_unit;
    const crypto::PrivateKey &m_key;
};

} // namespace wenyi::exchange
