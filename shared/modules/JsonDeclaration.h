// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Limits.h"
#include "shared/base/Result.h"

#include <QJsonValue>
#include <QList>
#include <QString>
#include <QStringList>

#include <initializer_list>
#include <optional>
#include <utility>

namespace wenyi::modules {

/// No file of a module is larger, in bytes.
inline constexpr qsizetype LargestModuleFile = 1 * limits::MiB;

enum class Presence { Required, Optional };

/// A value in a declaration and where it stands: "fields[2].choices".
struct JsonPlace
{
    QJsonValue value;
    QString place;
};

/// Reads a declaration and keeps the first fault: its rule is the reason, the detail begins with its place. After a
/// fault every read gives an empty value.
class JsonDeclaration
{
public:
    /// The whole text; the fault is "module.json-size", "module.json-syntax" or "module.json-object".
    JsonPlace root(const QByteArray &json);
    /// Refuses keys that are not among those named: a misspelt key must not pass for an absent one.
    void allowKeys(const JsonPlace &object, std::initializer_list<QStringView> keys);

    QString text(
        const JsonPlace &object, QStringView key, Presence presence = Presence::Required, qsizetype maximum = 200);
    /// An id: ASCII letters, digits, '-' and '_', beginning with a letter; at most 64 characters.
    QString identifier(const JsonPlace &object, QStringView key, Presence presence = Presence::Required);
    int integer(const JsonPlace &object, QStringView key, std::pair<int, int> range, std::optional<int> absent = {});
    bool flag(const JsonPlace &object, QStringView key);
    QList<JsonPlace> list(
        const JsonPlace &object, QStringView key, Presence presence = Presence::Required, qsizetype maximum = 200);
    QStringList texts(const JsonPlace &object, QStringView key, Presence presence = Presence::Required);

    /// One of the words; the first without the key. The fault is "module.json-word".
    template<typename Enum>
    Enum word(const JsonPlace &object, QStringView key, std::initializer_list<std::pair<QStringView, Enum>> words)
    {
        const QString found = text(object, key, Presence::Optional);
        if (found.isEmpty())
            return words.begin()->second;
        for (const auto &[name, value] : words) {
            if (name == found)
                return value;
        }
        fail("module.json-word", placeOf(object, key), found);
        return words.begin()->second;
    }

    static QString placeOf(const JsonPlace &object, QStringView key);
    void fail(const QByteArray &rule, const QString &place, const QString &what = {});
    bool ok() const { return !m_fault; }
    Result<void> finish() const;

private:
    QJsonValue member(const JsonPlace &object, QStringView key, QJsonValue::Type type, Presence presence);
    std::optional<Error> m_fault;
};

/// Whether a text is an id as declarations use them.
bool isIdentifier(QStringView text);

} // namespace wenyi::modules
