// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/shared/seal/SealFixtures.h"

namespace wenyi::tests {

/// Gives a signature value over bytes.
using SignFunction = std::function<QByteArray(const QByteArray &toSign)>;

/// A seal and a signature by it, as any program of either version may write them: nothing in it is checked.
struct FreeSes
{
    enum class Form { Old, New }; ///< GM/T 0031-2014 (version 1), GB/T 38540-2020 (version 4).

    Form form = Form::New;
    // The seal.
    QString mark = QStringLiteral("ES");
    int headerVersion = 4;
    seal::SealInfo info;
    int type = 1;
    int listType = 0; ///< 0: the one that fits the lists.
    std::optional<QByteArray> width = {};
    crypto::Signer *maker = nullptr;
    QByteArray makerCertificate = {}; ///< In place of the maker's.
    QByteArray makerAlgorithm = "1.2.156.10197.1.501";
    SignFunction makerSign = {};
    QByteArray behindSeal = {}; ///< One more element of SESeal.
    // The signature.
    int version = 4;
    crypto::Signer *signer = nullptr;
    QByteArray signerCertificate = {};
    QByteArray algorithm = "1.2.156.10197.1.501";
    SignFunction sign = {};
    Instant at;
    std::optional<QByteArray> timeText = {}; ///< Version 1's time as it stands there.
    QByteArray dataHash;
    QString path;
    QByteArray behindSigned = {}; ///< One more element of TBS_Sign.
    QByteArray behind = {};       ///< One more element of SES_Signature.
};

/// The domain's office sealed "content" on 2026-11-21, rightly.
FreeSes ordinarySes(const SealDomain &domain, FreeSes::Form form);
QByteArray sealBytes(const FreeSes &ses);
/// The whole SES_Signature; `otherSeal` in place of the seal that is described.
QByteArray sesBytes(const FreeSes &ses, const std::optional<QByteArray> &otherSeal = {});

/// Where Signature.xml lies, as ordinarySes() says.
inline const QString SesPath = QStringLiteral("/Doc_0/Signs/Sign_0/Signature.xml");
/// The conclusion, then every step that did not pass with its reason: "revoked | signing-time certificate.revoked".
QByteArray toldBy(const seal::SealVerdict &verdict);

} // namespace wenyi::tests
