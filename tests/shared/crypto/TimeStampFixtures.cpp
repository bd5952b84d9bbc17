// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/shared/crypto/TimeStampFixtures.h"

#include "shared/crypto/Sm3.h"
#include "shared/crypto/TimeStampAuthority.h"

namespace wenyi::tests {

using crypto::DerWriter;

QByteArray stampedFreely(const FreeToken &token, crypto::Signer &signer)
{
    DerWriter imprint;
    imprint.raw(crypto::algorithmForm(token.method).bytes()).octetString(crypto::sm3(token.data).view());
    DerWriter info;
    info.integer(token.version)
        .objectIdentifier(crypto::TimeStampPolicy)
        .sequence(imprint)
        .integer(5)
        .generalizedTime(token.at)
        .raw(token.behindTime);
    DerWriter identifier;
    if (token.certificateMethod)
        identifier.raw(crypto::algorithmForm(*token.certificateMethod).bytes());
    identifier.octetString(token.certificateDigest.value_or(crypto::sm3(signer.certificate().toDer()).toBytes()));
    const DerWriter list = DerWriter().sequence(identifier);
    crypto::CmsContent content{token.type, DerWriter().sequence(info).bytes(), {}, true};
    if (token.hasCertificateAttribute)
        content.attributes.append(
            {"1.2.840.113549.1.9.16.2.47", DerWriter().sequence(DerWriter().sequence(list)).bytes()});
    return *crypto::writeCms(content, signer);
}

QByteArray stampedBy(crypto::Signer &signer, Instant at, QByteArrayView data)
{
    crypto::SystemRandom random;
    const FixedClock clock(at);
    const auto authority = crypto::TimeStampAuthority::create(signer, clock, random);
    if (!authority)
        qFatal("%s", qPrintable(describe(authority.error())));
    const auto answer = [&authority](
                            const QByteArray &request) -> Result<QByteArray> { return authority->answer(request); };
    const auto token = crypto::requestTimeStamp(data, answer, random);
    if (!token)
        qFatal("%s", qPrintable(describe(token.error())));
    return *token;
}

} // namespace wenyi::tests
