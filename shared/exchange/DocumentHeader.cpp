// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/exchange/DocumentHeader.h"

#include "shared/exchange/DocumentHeaderElements.h"
#include "shared/exchange/ExchangeLimits.h"

#include <QStringDecoder>
#include <QXmlStreamReader>
#include <QXmlStreamWriter>

namespace wenyi::exchange {

namespace {

constexpr QStringView Version = u"1";

Error refused(const QByteArray &reason, const QString &detail = {})
{
    return Error{ErrorCode::Corrupt, "document-header." + reason, detail};
}

/// Writes one element, or each of a list.
class ElementWriter
{
public:
    ElementWriter(QXmlStreamWriter &out, const DocumentHeader &header, const HeaderElement &element)
        : m_out(out)
        , m_header(header)
        , m_name(QStringView(element.name).toString())
    {
    }
    void operator()(QString DocumentHeader::*member) { write(m_header.*member); }
    void operator()(QStringList DocumentHeader::*member)
    {
        for (const QString &value : m_header.*member)
            write(value);
    }
    void operator()(QDate DocumentHeader::*member) { write((m_header.*member).toString(Qt::ISODate)); }

private:
    void write(const QString &value)
    {
        if (!value.isEmpty())
            m_out.writeTextElement(m_name, value);
    }

    QXmlStreamWriter &m_out;
    const DocumentHeader &m_header;
    QString m_name;
};

/// Puts the value of an element where it belongs; false where it stands there already or is no value.
class ElementStore
{
public:
    ElementStore(DocumentHeader &header, QString value)
        : m_header(header)
        , m_value(std::move(value))
    {
    }
    bool operator()(QString DocumentHeader::*member) const
    {
        if (!(m_header.*member).isEmpty() || m_value.isEmpty())
            return false;
        m_header.*member = m_value;
        return true;
    }
    bool operator()(QStringList DocumentHeader::*member) const
    {
        if ((m_header.*member).size() >= LongestHeaderList)
            return false;
        (m_header.*member).append(m_value);
        return true;
    }
    bool operator()(QDate DocumentHeader::*member) const
    {
        const QDate date = QDate::fromString(m_value, Qt::ISODate);
        if (!(m_header.*member).isNull() || date.toString(Qt::ISODate) != m_value)
            return false;
        m_header.*member = date;
        return date.isValid();
    }

private:
    DocumentHeader &m_header;
    QString m_value;
};

/// Reads the one form that the schema has, element by element in its order.
class HeaderReader
{
public:
    explicit HeaderReader(const QString &xml)
        : m_in(xml)
    {
    }

    Result<DocumentHeader> read()
    {
        WENYI_CHECK(readRoot());
        size_t next = 0;
        for (;;) {
            WENYI_TRY(const bool another, toNextChild());
            if (!another)
                break;
            if (m_in.name() == u"Parts") {
                WENYI_CHECK(readParts());
                break;
            }
            WENYI_CHECK(readElement(next));
        }
        WENYI_CHECK(readEnd());
        WENYI_CHECK(checkHeader(m_header));
        return m_header;
    }

private:
    Error fault() const
    {
        if (m_in.hasError())
            return refused("malformed", m_in.errorString());
        const auto type = m_in.tokenType();
        if (type == QXmlStreamReader::DTD || type == QXmlStreamReader::EntityReference
            || type == QXmlStreamReader::ProcessingInstruction)
            return refused("dtd", m_in.tokenString());
        return refused("element", m_in.name().toString().left(80));
    }

    /// Steps over white space and comments to an element in our namespace, or to the end of the one around it.
    Result<bool> toNextChild()
    {
        for (;;) {
            const auto type = m_in.readNext();
            if (type == QXmlStreamReader::EndElement)
                return false;
            if (type == QXmlStreamReader::StartDocument)
                WENYI_CHECK(checkEncoding());
            if (type == QXmlStreamReader::StartElement && m_in.namespaceUri() == HeaderNamespace)
                return true;
            const bool skipped = type == QXmlStreamReader::StartDocument || type == QXmlStreamReader::Comment
                                 || (type == QXmlStreamReader::Characters && m_in.isWhitespace());
            if (!skipped)
                return fault();
        }
    }

    Result<void> checkEncoding() const
    {
        const QStringView encoding = m_in.documentEncoding();
        if (!encoding.isEmpty() && encoding.compare(u"utf-8", Qt::CaseInsensitive) != 0)
            return refused("encoding", encoding.toString().left(80));
        return {};
    }

    Result<void> readRoot()
    {
        WENYI_TRY(const bool found, toNextChild());
        if (!found || m_in.name() != u"DocumentHeader")
            return fault();
        const auto attributes = m_in.attributes();
        if (attributes.size() != 1 || attributes.value(QStringLiteral("version")) != Version)
            return Error{ErrorCode::Unsupported, "document-header.version", {}};
        return {};
    }

    Result<void> readElement(size_t &next)
    {
        const auto elements = headerElements();
        while (next < elements.size() && m_in.name() != QStringView(elements[next].name))
            ++next;
        if (next == elements.size() || !m_in.attributes().isEmpty())
            return fault();
        const HeaderElement &element = elements[next];
        const QString value = m_in.readElementText(QXmlStreamReader::ErrorOnUnexpectedElement);
        if (m_in.hasError())
            return fault();
        if (!std::visit(ElementStore(m_header, value), element.member))
            return refused("value", QStringView(element.name).toString() + QStringLiteral(": ") + value.left(80));
        return {};
    }

    Result<void> readParts()
    {
        if (!m_in.attributes().isEmpty())
            return fault();
        for (;;) {
            WENYI_TRY(const bool another, toNextChild());
            if (!another)
                break;
            if (m_in.name() != u"Part" || m_header.parts.size() >= bounds::Parts)
                return fault();
            WENYI_CHECK(readPart());
            WENYI_TRY(const bool child, toNextChild());
            if (child)
                return fault();
        }
        WENYI_TRY(const bool another, toNextChild());
        return another ? Result<void>(fault()) : Result<void>();
    }

    Result<void> readPart()
    {
        const auto attributes = m_in.attributes();
        const QStringView roleName = attributes.value(QStringLiteral("role"));
        const QString size = attributes.value(QStringLiteral("size")).toString();
        const auto digest = Digest::fromHex(attributes.value(QStringLiteral("sm3")).toLatin1());
        DocumentHeaderPart part;
        bool known = false;
        for (const PartRole role : {PartRole::Document, PartRole::Attachment, PartRole::Source}) {
            if (roleName == partRoleName(role)) {
                part.role = role;
                known = true;
            }
        }
        part.name = attributes.value(QStringLiteral("name")).toString();
        part.size = size.toLongLong();
        if (!known || attributes.size() != 4 || !digest || QString::number(part.size) != size)
            return refused("parts", part.name.left(80));
        part.digest = *digest;
        m_header.parts.append(part);
        return {};
    }

    Result<void> readEnd()
    {
        for (;;) {
            const auto type = m_in.readNext();
            if (type == QXmlStreamReader::EndDocument)
                return {};
            if (type != QXmlStreamReader::Comment && !(type == QXmlStreamReader::Characters && m_in.isWhitespace()))
                return fault();
        }
    }

    QXmlStreamReader m_in;
    DocumentHeader m_header;
};

} // namespace

Result<QByteArray> DocumentHeader::toXml() const
{
    WENYI_CHECK(checkHeader(*this));
    QByteArray xml;
    QXmlStreamWriter out(&xml);
    out.setAutoFormatting(true);
    out.setAutoFormattingIndent(2);
    out.writeStartDocument();
    out.writeStartElement(QStringLiteral("DocumentHeader"));
    out.writeDefaultNamespace(HeaderNamespace.toString());
    out.writeAttribute(QStringLiteral("version"), Version.toString());
    for (const HeaderElement &element : headerElements())
        std::visit(ElementWriter(out, *this, element), element.member);
    out.writeStartElement(QStringLiteral("Parts"));
    for (const DocumentHeaderPart &part : parts) {
        out.writeEmptyElement(QStringLiteral("Part"));
        out.writeAttribute(QStringLiteral("role"), partRoleName(part.role));
        out.writeAttribute(QStringLiteral("name"), part.name);
        out.writeAttribute(QStringLiteral("size"), QString::number(part.size));
        out.writeAttribute(QStringLiteral("sm3"), QString::fromLatin1(part.digest.toHex()));
    }
    out.writeEndDocument();
    if (xml.size() > bounds::DocumentHeader)
        return Error{ErrorCode::TooLarge, "document-header.too-large", QString::number(xml.size())};
    return xml;
}

Result<DocumentHeader> DocumentHeader::fromXml(QByteArrayView xml)
{
    if (xml.size() > bounds::DocumentHeader)
        return Error{ErrorCode::TooLarge, "document-header.too-large", QString::number(xml.size())};
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString text = decoder.decode(xml);
    if (decoder.hasError())
        return refused("encoding");
    return HeaderReader(text).read();
}

} // namespace wenyi::exchange
