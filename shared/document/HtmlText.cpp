// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/document/HtmlText.h"

#include "shared/document/DocumentLimits.h"
#include "shared/document/HtmlReader.h"

#include <libxml/HTMLparser.h>

#include <QRegularExpression>

#include <memory>

namespace wenyi::document {

using namespace Qt::StringLiterals;

namespace {

struct FreeContext
{
    void operator()(htmlParserCtxt *context) const { htmlFreeParserCtxt(context); }
};
using ContextRef = std::unique_ptr<htmlParserCtxt, FreeContext>;

/// What libxml2 calls; it knows nothing of C++.
struct Parse
{
    HtmlReader &reader;
    htmlParserCtxt *context;

    void stopWhereTooLarge() const
    {
        if (reader.isTooLarge())
            xmlStopParser(context);
    }
};

QString toText(const xmlChar *text)
{
    return QString::fromUtf8(reinterpret_cast<const char *>(text));
}

void onStart(void *data, const xmlChar *name, const xmlChar **attributes)
{
    const Parse &parse = *static_cast<Parse *>(data);
    QHash<QString, QString> values;
    // Names and values in turn, up to a null; an attribute without a value has a null for it.
    for (; attributes && attributes[0]; attributes += 2)
        values.insert(toText(attributes[0]), attributes[1] ? toText(attributes[1]) : QString());
    parse.reader.start(toText(name), values);
    parse.stopWhereTooLarge();
}

void onEnd(void *data, const xmlChar *name)
{
    const Parse &parse = *static_cast<Parse *>(data);
    parse.reader.end(toText(name));
    parse.stopWhereTooLarge();
}

void onText(void *data, const xmlChar *text, int length)
{
    const Parse &parse = *static_cast<Parse *>(data);
    parse.reader.read(QString::fromUtf8(reinterpret_cast<const char *>(text), length));
    parse.stopWhereTooLarge();
}

void onComment(void *data, const xmlChar *text)
{
    static_cast<Parse *>(data)->reader.readComment(toText(text));
}

xmlSAXHandler handlers()
{
    xmlSAXHandler handler{};
    handler.startElement = onStart;
    handler.endElement = onEnd;
    handler.characters = onText;
    handler.ignorableWhitespace = onText;
    handler.comment = onComment;
    return handler;
}

} // namespace

Result<HtmlText> readHtml(const QString &html)
{
    if (html.size() > limits::HtmlText)
        return Error{ErrorCode::TooLarge, "document.html-too-large", QString::number(html.size())};
    // Declarations and Word's <![if !supportLists]> would be read as text. What ends with --> belongs to a comment.
    static const QRegularExpression declarations(u"<!(?!--)[^<>]{0,500}(?<!--)>"_s);
    QString plain = html;
    plain.remove(declarations).remove(QChar::Null);
    const QByteArray bytes = plain.toUtf8();
    [[maybe_unused]] static const bool isReady = (xmlInitParser(), true); // Before any two threads parse.

    HtmlReader reader(
        plain.contains(u"<!--StartFragment-->"_s) ? HtmlReader::Chosen::Fragment : HtmlReader::Chosen::All);
    const ContextRef context(htmlNewParserCtxt());
    if (!context)
        return Error{ErrorCode::Internal, "document.html-parser", {}};
    Parse parse{reader, context.get()};
    *context->sax = handlers();
    context->userData = &parse;
    constexpr int options =
        HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC;
    htmlCtxtReadMemory(context.get(), bytes.constData(), static_cast<int>(bytes.size()), nullptr, "UTF-8", options);
    if (reader.isTooLarge())
        return Error{ErrorCode::TooLarge, "document.html-too-large", {}};
    return reader.take();
}

} // namespace wenyi::document
