// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/exchange/DocumentHeader.h"

#include <span>
#include <variant>

/// Internal to DocumentHeader: its elements as data, for the reader, the writer and the rules alike.
namespace wenyi::exchange {

enum class Presence { Required, Optional };

/// One element of the schema, in its order.
struct HeaderElement
{
    using Member = std::variant<QString DocumentHeader::*, QStringList DocumentHeader::*, QDate DocumentHeader::*>;

    const char16_t *name;
    Member member;
    Presence presence = Presence::Optional;
    qsizetype longest = 0;         ///< Characters of one value.
    const char *pattern = nullptr; ///< A regular expression that the whole value matches.
};

inline constexpr QStringView HeaderNamespace = u"urn:wenyi:document-header:1";
inline constexpr qsizetype LongestHeaderList = 4096;

std::span<const HeaderElement> headerElements();

/// The name of a part's role in the schema; empty for PartRole::Header, which does not name itself.
QString partRoleName(PartRole role);

/// Whether every value keeps the rules of the schema.
Result<void> checkHeader(const DocumentHeader &header);

} // namespace wenyi::exchange
