// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/document/docx/DocxProperties.h"

#include "shared/document/ChineseDate.h"
#include "shared/document/DocumentKind.h"
#include "shared/document/DocumentLimits.h"
#include "shared/document/DocumentText.h"
#include "shared/document/docx/DocxHead.h"

namespace wenyi::document {

namespace {

constexpr QStringView formats[] = {u"文件", u"信函", u"命令", u"纪要"};
constexpr QStringView signings[] = {u"加盖印章", u"不加盖印章", u"加盖签发人签名章"};

template<typename Enum, size_t Count>
void apply(const QString &word, const QStringView (&words)[Count], Enum &value)
{
    for (size_t i = 0; i < Count; ++i) {
        if (word == words[i])
            value = static_cast<Enum>(i);
    }
}

/// Empty where it is none that an element can have.
QString textOf(const QHash<QString, QString> &properties, QStringView name)
{
    const QString text = properties.value(name.toString());
    return text.size() <= limits::ElementText && isPageText(text) ? text : QString();
}

} // namespace

QList<std::pair<QString, QString>> docxProperties(const OfficialDocument &document)
{
    QList<std::pair<QString, QString>> properties{
        {docxproperty::Format.toString(), formats[static_cast<size_t>(document.format)].toString()},
        {docxproperty::Kind.toString(), document.kind},
        {docxproperty::Issuers.toString(), document.issuers.join(u'\n')},
        {docxproperty::Signing.toString(), signings[static_cast<size_t>(document.signing)].toString()}};
    if (hasJointMark(document))
        properties.append({docxproperty::IssuerMark.toString(), document.issuerMark});
    if (document.format == Format::Letter) {
        properties.append({docxproperty::Printer.toString(), document.printer});
        properties.append({docxproperty::PrintDate.toString(), chineseDate(document.printDate)});
    }
    return properties;
}

void applyDocxProperties(const QHash<QString, QString> &properties, OfficialDocument &document)
{
    apply(properties.value(docxproperty::Format.toString()), formats, document.format);
    document.signing = usualSigning(document.format);
    apply(properties.value(docxproperty::Signing.toString()), signings, document.signing);
    if (const auto kind = kindFromWord(properties.value(docxproperty::Kind.toString())))
        document.kind = properties.value(docxproperty::Kind.toString());
    document.printer = textOf(properties, docxproperty::Printer);
    document.printDate = parseChineseDate(textOf(properties, docxproperty::PrintDate)).value_or(QDate());
    const QStringList issuers = properties.value(docxproperty::Issuers.toString()).split(u'\n', Qt::SkipEmptyParts);
    for (const QString &issuer : issuers) {
        if (issuer.size() <= limits::ElementText && isPageText(issuer)
            && document.issuers.size() < limits::ElementEntries)
            document.issuers.append(issuer);
    }
}

QString jointMark(const QHash<QString, QString> &properties, const QStringList &issuers, const QString &tail)
{
    const QString mark = docxproperty::IssuerMark.toString();
    if (properties.contains(mark) && issuers.join(u'\n') == properties.value(docxproperty::Issuers.toString()))
        return textOf(properties, docxproperty::IssuerMark);
    const QString joined = issuers.join(QString()) + tail;
    return joined.size() <= limits::ElementText ? joined : QString();
}

} // namespace wenyi::document
