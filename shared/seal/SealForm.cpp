// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/seal/SealForm.h"

#include <QRegularExpression>

#include <algorithm>

namespace wenyi::seal {

using crypto::DerReader;
using crypto::DerTag;
using crypto::DerWriter;
using namespace Qt::StringLiterals;

Result<QByteArray> readBits(DerReader &reader, qsizetype maximum, bool &isOdd)
{
    WENYI_TRY(const crypto::DerBitString bits, reader.bitString());
    if (bits.octets.size() > maximum)
        return Error{ErrorCode::TooLarge, "seal.size", QString::number(bits.octets.size())};
    isOdd = isOdd || bits.unusedBits != 0;
    return bits.octets.toByteArray();
}

Result<QByteArray> readAlgorithm(DerReader &reader, bool &isOdd)
{
    WENYI_TRY(QByteArray algorithm, reader.objectIdentifier());
    isOdd = isOdd || algorithm != Sm2WithSm3;
    return algorithm;
}

Result<QByteArray> readOctets(DerReader &reader, qsizetype maximum)
{
    WENYI_TRY(const QByteArrayView octets, reader.octetString());
    if (octets.size() > maximum)
        return Error{ErrorCode::TooLarge, "seal.size", QString::number(octets.size())};
    return octets.toByteArray();
}

Result<QList<SealExtension>> readExtensions(DerReader &reader)
{
    QList<SealExtension> extensions;
    const bool isTagged = reader.isNext(crypto::contextTag(0));
    if (!isTagged && !reader.isNext(DerTag::Sequence))
        return extensions;
    DerReader list = reader;
    if (isTagged) {
        WENYI_TRY(DerReader tagged, reader.enter(crypto::contextTag(0)));
        WENYI_TRY(list, tagged.enter());
        WENYI_CHECK(tagged.finish());
    } else {
        WENYI_TRY(list, reader.enter());
    }
    while (!list.atEnd()) {
        if (extensions.size() == limits::Extensions)
            return Error{ErrorCode::TooLarge, "seal.size", {}};
        WENYI_TRY(DerReader fields, list.enter());
        SealExtension extension;
        WENYI_TRY(extension.id, fields.objectIdentifier());
        if (fields.isNext(DerTag::Boolean)) {
            WENYI_TRY(extension.isCritical, fields.boolean());
        }
        WENYI_TRY(extension.value, readOctets(fields, limits::Picture));
        WENYI_CHECK(fields.finish());
        extensions.append(extension);
    }
    return extensions;
}

DerWriter extensionsForm(const QList<SealExtension> &extensions)
{
    if (extensions.isEmpty())
        return {};
    DerWriter list;
    for (const SealExtension &extension : extensions) {
        DerWriter fields;
        fields.objectIdentifier(extension.id);
        if (extension.isCritical) // X.690 11.5: a default is not written.
            fields.boolean(true);
        fields.octetString(extension.value);
        list.sequence(fields);
    }
    return DerWriter().explicitTag(0, DerWriter().sequence(list));
}

Result<void> verifySm2(QByteArrayView certificate, QByteArrayView algorithm, QByteArrayView message,
    QByteArrayView value, const char *certificateReason)
{
    const auto isNamed = [algorithm](const char *name) { return algorithm == QByteArrayView(name); };
    if (!isNamed(Sm2WithSm3) && std::none_of(OddAlgorithms.begin(), OddAlgorithms.end(), isNamed))
        return Error{ErrorCode::Unsupported, "seal.algorithm", QString::fromLatin1(algorithm)};
    const Result<crypto::Certificate> signer = crypto::Certificate::fromDer(certificate);
    if (!signer)
        return Error{ErrorCode::NotTrusted, certificateReason, describe(signer.error())};
    return signer->publicKey().verify(message, value);
}

std::optional<Instant> timeFromText(const QByteArray &octets)
{
    static const QRegularExpression form(
        u"^(\\d{4})-?(\\d\\d)-?(\\d\\d)[ T]?(\\d\\d):?(\\d\\d):?(\\d\\d)(?:\\.\\d{1,9})?Z?$"_s);
    if (octets.size() > 40)
        return {};
    const auto match = form.match(QString::fromLatin1(octets));
    if (!match.hasMatch())
        return {};
    const auto number = [&match](int group) { return match.captured(group).toInt(); };
    const QDateTime time(QDate(number(1), number(2), number(3)), QTime(number(4), number(5), number(6)), Qt::UTC);
    if (!time.isValid())
        return {};
    return instantFromMilliseconds(time.toMSecsSinceEpoch());
}

bool isAscii(const QString &text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u' ' && c <= u'~'; });
}

} // namespace wenyi::seal
