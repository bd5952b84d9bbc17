// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/token/OesDriver.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wenyi::token {

namespace {

constexpr int Ok = 0;
constexpr int NeedsPin = 1;
constexpr int Cancelled = 0x10;
constexpr int LongestList = 64 * 1024;
constexpr int LongestText = 1024;
constexpr int Slack = 1024; ///< What a library writes beyond the size that it told itself.

Error failureOf(unsigned long code, const char *function)
{
    const auto result = static_cast<quint32>(code);
    const QString detail = u"%1 0x%2"_s.arg(QLatin1StringView(function)).arg(result, 0, 16);
    if (result == Cancelled)
        return {ErrorCode::Cancelled, "token.cancelled", detail};
    if (result == NeedsPin)
        return {ErrorCode::WrongPin, "token.pin", detail};
    return {ErrorCode::Unavailable, "token.device", detail};
}

unsigned char *octets(QByteArray &bytes)
{
    return reinterpret_cast<unsigned char *>(bytes.data());
}

int sizeOf(const QByteArray &bytes)
{
    return static_cast<int>(bytes.size());
}

/// Asks for a length, bounds it, asks for the content.
template<typename Ask>
Result<QByteArray> written(Ask ask, int most, const char *function)
{
    int size = 0;
    if (const auto code = ask(nullptr, &size); code != Ok)
        return failureOf(static_cast<unsigned long>(code), function);
    if (size < 0 || size > most)
        return Error{ErrorCode::TooLarge, "token.device", QLatin1StringView(function)};
    QByteArray content(size + Slack, '\0');
    if (const auto code = ask(octets(content), &size); code != Ok)
        return failureOf(static_cast<unsigned long>(code), function);
    content.truncate(std::clamp<int>(size, 0, sizeOf(content)));
    return content;
}

} // namespace

Result<std::unique_ptr<Driver>> OesDriver::make(Library library)
{
    const Functions found{library.function<ProviderInfo>("OES_GetProviderInfo"),
        library.function<Text>("OES_GetSealList"), library.function<Text>("OES_GetSignMethod"),
        library.function<Text>("OES_GetSignDateTime"), library.function<Sign>("OES_Sign"),
        library.function<Seal>("OES_GetSeal")};
    if (!found.sealList || !found.signMethod || !found.signDateTime || !found.sign)
        return Error{ErrorCode::Unsupported, "token.driver-functions", u"OES_…"_s};
    return std::unique_ptr<Driver>(new OesDriver(found));
}

QString OesDriver::description() const
{
    QByteArray name(LongestText + Slack, '\0');
    QByteArray company = name;
    QByteArray version = name;
    QByteArray extended = name;
    int sizes[] = {LongestText, LongestText, LongestText, LongestText};
    if (!m_functions.providerInfo
        || m_functions.providerInfo(octets(name), &sizes[0], octets(company), &sizes[1], octets(version), &sizes[2],
               octets(extended), &sizes[3])
               != Ok)
        return u"OES (GB/T 33481)"_s;
    name.truncate(std::clamp(sizes[0], 0, LongestText));
    return shownName(name);
}

Result<Seals> OesDriver::seals()
{
    WENYI_TRY(const QByteArray list, written(m_functions.sealList, LongestList, "OES_GetSealList"));
    // ID1\0Name1\0ID2\0Name2\0\0
    const auto texts = splitNames(list, 2 * MostSeals);
    Seals all;
    for (qsizetype i = 0; i + 1 < texts.size(); i += 2)
        all.seals.append({shownName(texts[i]), shownName(texts[i + 1])});
    return all;
}

Result<QByteArray> OesDriver::rawId(const QString &seal) const
{
    WENYI_TRY(const QByteArray list, written(m_functions.sealList, LongestList, "OES_GetSealList"));
    auto known = rawName(splitNames(list, 2 * MostSeals), seal);
    if (!known)
        return Error{ErrorCode::NotFound, "token.no-seal", seal};
    return std::move(*known);
}

Result<SealData> OesDriver::readSeal(const ReadSeal &order)
{
    if (!m_functions.seal)
        return Error{ErrorCode::Unsupported, "token.no-seal-data", u"OES_GetSeal"_s};
    WENYI_TRY(QByteArray id, rawId(order.seal));
    const auto ask = [this, &id](
                         unsigned char *out, int *size) { return m_functions.seal(octets(id), sizeOf(id), out, size); };
    WENYI_TRY(const QByteArray data, written(ask, LargestSeal, "OES_GetSeal"));
    if (data.isEmpty() || data.size() > LargestSeal)
        return Error{ErrorCode::Unavailable, "token.device", u"OES_GetSeal"_s};
    return SealData{data};
}

Result<Sealed> OesDriver::seal(const SealDigest &order)
{
    WENYI_TRY(QByteArray id, rawId(order.seal));
    QByteArray property = order.property.toUtf8();
    QByteArray digest = order.digest;
    WENYI_TRY(QByteArray method, written(m_functions.signMethod, LongestText, "OES_GetSignMethod"));
    WENYI_TRY(QByteArray time, written(m_functions.signDateTime, LongestText, "OES_GetSignDateTime"));
    // One call with room for the largest: a provider that asks for a PIN would ask twice.
    QByteArray value(LargestSeal + Slack, '\0');
    int size = LargestSeal;
    const unsigned long code =
        m_functions.sign(octets(id), sizeOf(id), octets(property), sizeOf(property), octets(digest), sizeOf(digest),
            octets(method), sizeOf(method), octets(time), sizeOf(time), octets(value), &size);
    if (static_cast<quint32>(code) != Ok)
        return failureOf(code, "OES_Sign");
    if (size <= 0 || size > LargestSeal)
        return Error{ErrorCode::NotTrusted, "token.bad-signature", QString::number(size)};
    value.truncate(size);
    return Sealed{value};
}

} // namespace wenyi::token
