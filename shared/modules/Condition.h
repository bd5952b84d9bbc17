// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Result.h"

#include <QJsonObject>
#include <QJsonValue>
#include <QString>
#include <QStringList>

#include <memory>

namespace wenyi::modules {

/// A condition on a sequence flow: comparisons of a record's fields, e.g. `secrecy != '' and (copies > 50 or urgent =
/// true)`.
///
///     condition  = term { "or" term }
///     term       = factor { "and" factor }
///     factor     = "not" factor | "(" condition ")" | field operator literal
///     operator   = "=" | "!=" | "<" | "<=" | ">" | ">="
///     literal    = 'text' | an integer | true | false
///
/// A field that is not set equals '' and false, and is neither less nor greater than anything. The field `outcome` is
/// how the step just completed ended. Order of text is by UTF-16 unit, which is right for ISO dates. Values of
/// different types are unequal.
class Condition
{
public:
    /// Fails with InvalidInput "condition.syntax" or TooLarge "condition.size"; the detail tells the position.
    static Result<Condition> parse(QStringView text);

    bool holds(const QJsonObject &values) const;
    /// The names that the condition compares.
    QStringList fields() const;
    const QString &text() const { return m_text; }

    struct Node;

private:
    QString m_text;
    std::shared_ptr<const Node> m_root;
};

} // namespace wenyi::modules
