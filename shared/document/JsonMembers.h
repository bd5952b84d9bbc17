// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Result.h"

#include <QByteArrayView>
#include <QDate>
#include <QJsonArray>
#include <QJsonObject>
#include <QJsonValue>
#include <QSet>
#include <QString>
#include <QStringList>

#include <optional>

namespace wenyi::document {

/// Parses the bytes of one JSON object. Fails with "document.json-too-large", "document.json-syntax" or, since a later
/// member would silently win over an earlier one, "document.json-duplicate-member".
Result<QJsonObject> parseJsonObject(QByteArrayView json, qsizetype limit);

/// The first fault found in a JSON text; what is read after it is empty.
class JsonFault
{
public:
    /// Keeps the fault unless there is one already. `path` is for the person: "body[3].text".
    void set(ErrorCode code, QByteArray reason, QString path);
    bool isSet() const { return m_error.has_value(); }
    /// The fault as a result: for `WENYI_CHECK(fault.check())` when everything was read.
    Result<void> check() const;

private:
    std::optional<Error> m_error;
};

/// The members of one JSON object, read strictly: each has its type and its limit, and none is left unread.
///
/// The faults are "document.json-missing-member", "document.json-type", "document.json-value", "document.json-text"
/// (characters that no page shows), "document.json-too-large" and "document.json-unknown-member".
class JsonMembers
{
public:
    JsonMembers(const QJsonValue &value, QString path, JsonFault &fault);

    bool has(QLatin1StringView name) const { return m_object.contains(name); }
    /// Whether the member has to be there. An absent optional one reads as empty.
    enum class Presence { Required, Optional };
    QString text(QLatin1StringView name, qsizetype limit, Presence presence = Presence::Optional);
    QStringList texts(QLatin1StringView name, qsizetype entryLimit, qsizetype textLimit);
    /// yyyy-MM-dd; the fault of another form or no date of the calendar is "document.json-value".
    QDate date(QLatin1StringView name);
    qint64 integer(QLatin1StringView name, qint64 least, qint64 most);
    bool flag(QLatin1StringView name);
    QJsonArray array(QLatin1StringView name, qsizetype limit, Presence presence = Presence::Optional);
    QJsonValue value(QLatin1StringView name);
    /// Reports the members that were not read.
    void finish();

    void fail(ErrorCode code, QByteArray reason, QLatin1StringView name);
    QString pathOf(QLatin1StringView name) const;

private:
    QJsonObject m_object;
    QString m_path;
    JsonFault &m_fault;
    QSet<QString> m_read;
};

/// A text of at most `limit` UTF-16 units that can stand on a page; anything else sets the fault.
QString readText(const QJsonValue &value, qsizetype limit, const QString &path, JsonFault &fault);

} // namespace wenyi::document
