// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/ofd/Xml.h"

#include "shared/base/Limits.h"

#include <QRegularExpression>
#include <QStringDecoder>
#include <QXmlStreamReader>

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

using namespace Qt::StringLiterals;

namespace wenyi::ofd {

namespace {

const QString Namespace = u"http://www.ofdspec.org/2016"_s;
constexpr qsizetype LargestFile = 64 * limits::MiB;
constexpr qsizetype MostElements = 500'000;
constexpr size_t MostDepth = 64;
constexpr qsizetype MostAttributes = 256;

bool isOurs(QStringView namespaceUri)
{
    return namespaceUri.isEmpty() || namespaceUri.startsWith(u"http://www.ofdspec.org");
}

/// The text of a file in one of the Chinese encodings, which the XML reader does not know of itself.
std::optional<QString> decodedChinese(const QByteArray &bytes)
{
    static const QRegularExpression declaration(
        u"^\\s*<\\?xml[^>]*encoding\\s*=\\s*[\"'](gb18030|gbk|gb2312|cp936)[\"']"_s,
        QRegularExpression::CaseInsensitiveOption);
    if (!declaration.match(QString::fromLatin1(bytes.first(std::min<qsizetype>(bytes.size(), 200)))).hasMatch())
        return std::nullopt;
    QStringDecoder decoder("GB18030");
    if (!decoder.isValid())
        return std::nullopt;
    const QString text = decoder(bytes);
    return decoder.hasError() ? std::nullopt : std::optional(text);
}

bool isSameName(const QString &name, QStringView wanted)
{
    return name.size() == wanted.size() && name.compare(wanted, Qt::CaseInsensitive) == 0;
}

XmlElement elementAt(const QXmlStreamReader &reader)
{
    XmlElement element;
    element.name = reader.name().toString();
    const QXmlStreamAttributes attributes = reader.attributes();
    for (const QXmlStreamAttribute &attribute : attributes)
        element.attributes.append({attribute.name().toString(), attribute.value().toString()});
    return element;
}

} // namespace

bool XmlElement::is(QStringView wanted) const
{
    return isSameName(name, wanted);
}

const XmlElement *XmlElement::child(QStringView childName) const
{
    // As it should be written counts first, so that a twin in another case hides nothing.
    const XmlElement *otherCase = nullptr;
    for (const XmlElement &candidate : children) {
        if (candidate.name == childName)
            return &candidate;
        if (!otherCase && candidate.is(childName))
            otherCase = &candidate;
    }
    return otherCase;
}

QString XmlElement::attribute(QStringView attributeName) const
{
    const QString *otherCase = nullptr;
    for (const auto &[key, value] : attributes) {
        if (key == attributeName)
            return value;
        if (!otherCase && isSameName(key, attributeName))
            otherCase = &value;
    }
    return otherCase ? *otherCase : QString();
}

bool XmlElement::hasAttribute(QStringView attributeName) const
{
    return std::ranges::any_of(attributes, [&](const auto &pair) { return isSameName(pair.first, attributeName); });
}

QString XmlElement::childText(QStringView childName) const
{
    const XmlElement *found = child(childName);
    return found ? found->text.trimmed() : QString();
}

Result<XmlElement> parseXml(const QByteArray &bytes)
{
    const Error limitsError{ErrorCode::TooLarge, "ofd.xml-limits", {}};
    if (bytes.size() > LargestFile)
        return limitsError;
    QXmlStreamReader reader;
    if (const auto text = decodedChinese(bytes))
        reader.addData(*text); // As text, the encoding that it declares no longer counts.
    else
        reader.addData(bytes);
    std::vector<XmlElement> open(1); // The first one takes the root.
    qsizetype elements = 0;
    while (!reader.atEnd()) {
        switch (reader.readNext()) {
        case QXmlStreamReader::DTD:
            return Error{ErrorCode::Corrupt, "ofd.xml-dtd", {}};
        case QXmlStreamReader::StartElement:
            if (++elements > MostElements || open.size() > MostDepth || reader.attributes().size() > MostAttributes)
                return limitsError;
            if (isOurs(reader.namespaceUri()))
                open.push_back(elementAt(reader));
            else
                reader.skipCurrentElement();
            break;
        case QXmlStreamReader::EndElement: {
            XmlElement done = std::move(open.back());
            open.pop_back();
            open.back().children.append(std::move(done));
            break;
        }
        case QXmlStreamReader::Characters:
            open.back().text += reader.text();
            break;
        case QXmlStreamReader::EntityReference:
            return Error{ErrorCode::Corrupt, "ofd.xml-dtd", {}};
        default:
            break;
        }
    }
    if (reader.hasError() || open.size() != 1 || open.front().children.size() != 1)
        return Error{ErrorCode::Corrupt, "ofd.xml-malformed", reader.errorString()};
    return std::move(open.front().children.front());
}

XmlWriter::XmlWriter(const QString &root)
    : m_writer(&m_bytes)
{
    m_writer.writeStartDocument();
    m_writer.writeNamespace(Namespace, u"ofd"_s);
    m_writer.writeStartElement(Namespace, root);
}

XmlWriter &XmlWriter::start(const QString &name)
{
    m_writer.writeStartElement(Namespace, name);
    return *this;
}

XmlWriter &XmlWriter::attribute(const QString &name, const QString &value)
{
    check(value);
    m_writer.writeAttribute(name, value);
    return *this;
}

XmlWriter &XmlWriter::text(const QString &value)
{
    check(value);
    m_writer.writeCharacters(value);
    return *this;
}

XmlWriter &XmlWriter::end()
{
    m_writer.writeEndElement();
    return *this;
}

XmlWriter &XmlWriter::element(const QString &name, const QString &value)
{
    return start(name).text(value).end();
}

XmlWriter &XmlWriter::optional(const QString &name, const QString &value)
{
    return value.isEmpty() ? *this : element(name, value);
}

void XmlWriter::check(const QString &value)
{
    if (!value.isValidUtf16())
        m_badCharacter = true;
    for (const QChar character : value) {
        const ushort code = character.unicode();
        if ((code < 0x20 && code != u'\t' && code != u'\n') || code == 0xFFFE || code == 0xFFFF)
            m_badCharacter = true;
    }
}

Result<QByteArray> XmlWriter::finish()
{
    m_writer.writeEndDocument();
    if (m_badCharacter || m_writer.hasError())
        return Error{ErrorCode::InvalidInput, "ofd.text-character", {}};
    return std::move(m_bytes);
}

QString formatNumber(double value, int decimals)
{
    QString text = QString::number(value, 'f', decimals);
    if (text.contains(u'.')) {
        while (text.endsWith(u'0'))
            text.chop(1);
        if (text.endsWith(u'.'))
            text.chop(1);
    }
    return text == u"-0" ? u"0"_s : text;
}

QList<double> parseNumbers(QStringView text, qsizetype maximum)
{
    QList<double> numbers;
    qsizetype at = 0;
    const auto isSeparator = [&](qsizetype i) { return text[i].isSpace() || text[i] == u','; };
    while (numbers.size() < maximum) {
        while (at < text.size() && isSeparator(at))
            ++at;
        qsizetype end = at;
        while (end < text.size() && !isSeparator(end))
            ++end;
        if (end == at)
            break;
        bool ok = false;
        const double number = text.sliced(at, end - at).toDouble(&ok);
        if (!ok || !std::isfinite(number))
            break;
        numbers.append(number);
        at = end;
    }
    return numbers;
}

} // namespace wenyi::ofd
