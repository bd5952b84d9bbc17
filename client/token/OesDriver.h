// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/token/Driver.h"
#include "client/token/Library.h"

namespace wenyi::token {

/// A vendor's provider of seals (OES, the seal interface of GB/T 33481-2016 as readers of OFD call it): it keeps seals
/// and keys, asks for a PIN itself, and gives a whole SES_Signature.
class OesDriver final : public Driver
{
public:
    static Result<std::unique_ptr<Driver>> make(Library library);
    QString description() const override;
    Result<Seals> seals() override;
    Result<Sealed> seal(const SealDigest &order) override;
    Result<SealData> readSeal(const ReadSeal &order) override;

private:
    /// What is written is asked for twice: with no room for its length, then with room.
    using Text = int(unsigned char *out, int *size);
    using ProviderInfo = int(unsigned char *name, int *nameSize, unsigned char *company, int *companySize,
        unsigned char *version, int *versionSize, unsigned char *extended, int *extendedSize);
    using Seal = int(unsigned char *seal, int sealSize, unsigned char *data, int *size);
    using Sign = unsigned long(unsigned char *seal, int sealSize, unsigned char *property, int propertySize,
        unsigned char *digest, int digestSize, unsigned char *method, int methodSize, unsigned char *time, int timeSize,
        unsigned char *value, int *valueSize);

    struct Functions
    {
        ProviderInfo *providerInfo; ///< May be missing.
        Text *sealList;
        Text *signMethod;
        Text *signDateTime;
        Sign *sign;
        Seal *seal; ///< May be missing: later versions of the interface keep the seal to themselves.
    };
    explicit OesDriver(const Functions &functions)
        : m_functions(functions)
    {
    }

    /// The id as the provider writes it.
    Result<QByteArray> rawId(const QString &seal) const;

    Functions m_functions;
};

} // namespace wenyi::token
