// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/exchange/DocumentHeaderElements.h"

#include "shared/exchange/ExchangeLimits.h"
#include "shared/exchange/Names.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace wenyi::exchange {

namespace {

using H = DocumentHeader;
constexpr auto Required = Presence::Required;
constexpr auto Optional = Presence::Optional;

const std::array<HeaderElement, 18> elements{{
    {u"GWBS", &H::identifier, Required, 40, "[A-Z0-9]{9,18}-[0-9]{4}-[1-9][0-9]{0,9}"},
    {u"WZ", &H::kind, Required, 40},
    {u"FH", &H::copyNumber, Optional, 10, "[0-9]{1,10}"},
    {u"MJHBMQX", &H::secrecy, Optional, 20, "(秘密|机密|绝密)(★.+)?"},
    {u"JJCD", &H::urgency, Optional, 4, "特提|特急|加急|平急"},
    {u"FWJGBZ", &H::issuerMark, Optional, 500},
    {u"FWZH", &H::number, Optional, 100},
    {u"QFR", &H::signers, Optional, 100},
    {u"BT", &H::title, Required, 500},
    {u"ZSJG", &H::recipients, Optional, 500},
    {u"FJSM", &H::attachments, Optional, 500},
    {u"FWJGSM", &H::signatories, Optional, 500},
    {u"CWRQ", &H::date, Required},
    {u"FZ", &H::note, Optional, 1000},
    {u"CSJG", &H::copyTo, Optional, 500},
    {u"YFJG", &H::printer, Optional, 500},
    {u"YFRQ", &H::printDate, Optional},
    {u"FBCC", &H::distribution, Optional, 100},
}};

Error badValue(const HeaderElement &element, const QString &value)
{
    return Error{ErrorCode::Corrupt, "document-header.value",
        QStringView(element.name).toString() + QStringLiteral(": ") + value.left(80)};
}

Error missing(const HeaderElement &element)
{
    return Error{ErrorCode::Corrupt, "document-header.element", QStringView(element.name).toString()};
}

Result<void> checkText(const HeaderElement &element, const QString &value)
{
    if (value.isEmpty() || !isPlainLine(value, element.longest))
        return badValue(element, value);
    if (!element.pattern)
        return {};
    const QRegularExpression form(QRegularExpression::anchoredPattern(QString::fromUtf8(element.pattern)));
    return form.match(value).hasMatch() ? Result<void>() : badValue(element, value);
}

/// The rules of one element for each type of value.
class Rule
{
public:
    Rule(const DocumentHeader &header, const HeaderElement &element)
        : m_header(header)
        , m_element(element)
    {
    }
    Result<void> operator()(QString DocumentHeader::*member) const
    {
        const QString &value = m_header.*member;
        return value.isEmpty() ? absent() : checkText(m_element, value);
    }
    Result<void> operator()(QStringList DocumentHeader::*member) const
    {
        const QStringList &values = m_header.*member;
        if (values.isEmpty())
            return absent();
        if (values.size() > LongestHeaderList)
            return badValue(m_element, QString::number(values.size()));
        for (const QString &value : values)
            WENYI_CHECK(checkText(m_element, value));
        return {};
    }
    Result<void> operator()(QDate DocumentHeader::*member) const
    {
        const QDate date = m_header.*member;
        if (date.isNull())
            return absent();
        if (!date.isValid() || date.year() < 1000 || date.year() > 9999)
            return badValue(m_element, date.toString(Qt::ISODate));
        return {};
    }

private:
    Result<void> absent() const
    {
        return m_element.presence == Presence::Required ? Result<void>(missing(m_element)) : Result<void>();
    }

    const DocumentHeader &m_header;
    const HeaderElement &m_element;
};

Result<void> checkParts(const QList<DocumentHeaderPart> &parts)
{
    const auto documents = std::count_if(
        parts.begin(), parts.end(), [](const DocumentHeaderPart &part) { return part.role == PartRole::Document; });
    const bool good = std::all_of(parts.begin(), parts.end(), [](const DocumentHeaderPart &part) {
        return !partRoleName(part.role).isEmpty() && isFileName(part.name) && part.size >= 0
               && part.size <= bounds::Part;
    });
    if (documents != 1 || !good || parts.size() > bounds::Parts)
        return Error{ErrorCode::Corrupt, "document-header.parts", QString::number(parts.size())};
    return {};
}

} // namespace

std::span<const HeaderElement> headerElements()
{
    return elements;
}

QString partRoleName(PartRole role)
{
    switch (role) {
    case PartRole::Document:
        return QStringLiteral("document");
    case PartRole::Attachment:
        return QStringLiteral("attachment");
    case PartRole::Source:
        return QStringLiteral("source");
    case PartRole::Header:
        break;
    }
    return {};
}

Result<void> checkHeader(const DocumentHeader &header)
{
    for (const HeaderElement &element : elements)
        WENYI_CHECK(std::visit(Rule(header, element), element.member));
    return checkParts(header.parts);
}

} // namespace wenyi::exchange
