// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/outgoing/Submission.h"

#include "shared/exchange/DocumentHeaderElements.h"
#include "shared/exchange/ExchangeLimits.h"
#include "shared/exchange/Names.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wenyi::core {

namespace {

Error badField(const QString &field)
{
    return Error{ErrorCode::InvalidInput, "submission.field", field.left(80)};
}

Error badValue(const QString &field)
{
    return Error{ErrorCode::InvalidInput, "submission.value", field};
}

Result<QString> textOf(const QString &field, const QJsonValue &value)
{
    if (!value.isString())
        return badField(field);
    return value.toString();
}

Result<QStringList> listOf(const QString &field, const QJsonValue &value)
{
    if (!value.isArray())
        return badField(field);
    QStringList texts;
    for (const QJsonValue &item : value.toArray()) {
        WENYI_TRY(const QString text, textOf(field, item));
        texts.append(text);
    }
    return texts;
}

/// Puts a JSON value where an element of the header keeps it; its rules are checked when the header is written.
class ElementTaker
{
public:
    ElementTaker(exchange::DocumentHeader &header, QString name, QJsonValue value)
        : m_header(header)
        , m_name(std::move(name))
        , m_value(std::move(value))
    {
    }
    Result<void> operator()(QString exchange::DocumentHeader::*member) const
    {
        WENYI_TRY(m_header.*member, textOf(m_name, m_value));
        return {};
    }
    Result<void> operator()(QStringList exchange::DocumentHeader::*member) const
    {
        WENYI_TRY(m_header.*member, listOf(m_name, m_value));
        return {};
    }
    Result<void> operator()(QDate exchange::DocumentHeader::*member) const
    {
        WENYI_TRY(const QString text, textOf(m_name, m_value));
        const QDate date = QDate::fromString(text, Qt::ISODate);
        if (!date.isValid() || date.toString(Qt::ISODate) != text)
            return badValue(m_name);
        m_header.*member = date;
        return {};
    }

private:
    exchange::DocumentHeader &m_header;
    QString m_name;
    QJsonValue m_value;
};

Result<exchange::DocumentHeader> headerOf(const QJsonValue &value)
{
    if (!value.isObject())
        return badField(u"header"_s);
    const QJsonObject object = value.toObject();
    exchange::DocumentHeader header;
    for (auto at = object.begin(); at != object.end(); ++at) {
        const auto elements = exchange::headerElements();
        const auto element = std::find_if(elements.begin(), elements.end(),
            [&](const exchange::HeaderElement &one) { return QStringView(one.name) == at.key(); });
        if (element == elements.end())
            return badField(u"header."_s + at.key());
        WENYI_CHECK(std::visit(ElementTaker(header, u"header."_s + at.key(), at.value()), element->member));
    }
    return header;
}

Result<QString> fileNameOf(const QString &field, const QJsonValue &value)
{
    WENYI_TRY(const QString name, textOf(field, value));
    if (!exchange::isFileName(name))
        return Error{ErrorCode::InvalidInput, "submission.file-name", name.left(200)};
    return name;
}

Result<void> checkMessage(const QString &message)
{
    if (message.isEmpty() || !exchange::isPlainLine(message, LongestMessageId))
        return badValue(u"message"_s);
    return {};
}

Result<void> takeField(SubmissionOrder &order, const QString &field, const QJsonValue &value)
{
    if (field == u"message") {
        WENYI_TRY(order.message, textOf(field, value));
        return checkMessage(order.message);
    }
    if (field == u"header") {
        WENYI_TRY(order.header, headerOf(value));
    } else if (field == u"document") {
        WENYI_TRY(order.document, fileNameOf(field, value));
    } else if (field == u"attachments") {
        WENYI_TRY(order.attachments, listOf(field, value));
        for (const QString &name : std::as_const(order.attachments))
            WENYI_CHECK(fileNameOf(field, name));
    } else if (field == u"to") {
        WENYI_TRY(order.recipients, listOf(field, value));
        if (order.recipients.isEmpty() || order.recipients.size() > exchange::bounds::Recipients)
            return badValue(field);
    } else if (field == u"urgency") {
        WENYI_TRY(const QString word, textOf(field, value));
        const auto urgency = exchange::urgencyFromWord(word);
        if (!urgency)
            return badValue(field);
        order.urgency = *urgency;
    } else if (field == u"printQuota") {
        const double quota = value.toDouble(-1);
        if (!(quota >= 0 && quota <= 10'000) || quota != static_cast<double>(static_cast<int>(quota)))
            return badValue(field);
        order.printQuota = static_cast<quint64>(quota);
    } else {
        return badField(field);
    }
    return {};
}

Result<void> checkSize(QByteArrayView bytes)
{
    if (bytes.size() > exchange::bounds::DocumentHeader)
        return Error{ErrorCode::TooLarge, "submission.too-large", QString::number(bytes.size())};
    return {};
}

} // namespace

Result<SubmissionOrder> SubmissionOrder::fromJson(QByteArrayView json)
{
    WENYI_CHECK(checkSize(json));
    QJsonParseError fault;
    const QJsonDocument parsed = QJsonDocument::fromJson(json.toByteArray(), &fault);
    if (!parsed.isObject())
        return Error{ErrorCode::InvalidInput, "submission.json", fault.errorString()};
    const QJsonObject object = parsed.object();
    SubmissionOrder order;
    for (auto at = object.begin(); at != object.end(); ++at)
        WENYI_CHECK(takeField(order, at.key(), at.value()));
    for (const QString &needed : {u"header"_s, u"document"_s}) {
        if (!object.contains(needed))
            return badField(needed);
    }
    return order;
}

Result<SubmissionOrder> SubmissionOrder::fromXml(QByteArrayView xml)
{
    SubmissionOrder order;
    WENYI_TRY(order.header, exchange::DocumentHeader::fromXml(xml));
    for (const exchange::DocumentHeaderPart &part : std::as_const(order.header.parts)) {
        if (part.role == exchange::PartRole::Source)
            return Error{ErrorCode::Unsupported, "submission.source", part.name};
        if (part.role == exchange::PartRole::Document)
            order.document = part.name;
        else
            order.attachments.append(part.name);
    }
    return order;
}

} // namespace wenyi::core
