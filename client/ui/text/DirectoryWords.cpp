// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/text/DirectoryWords.h"

#include "client/ui/text/WithdrawalWords.h"

#include <QCoreApplication>
#include <QHash>

using namespace Qt::StringLiterals;

namespace wenyi::ui {

using directory::DirectoryDifference;
using Thing = DirectoryDifference::Thing;

namespace {

QString translated(const char *text)
{
    return QCoreApplication::translate("Directory", text);
}

QString thingWords(Thing thing)
{
    static const char *const words[] = {QT_TRANSLATE_NOOP("Directory", "domain"),
        QT_TRANSLATE_NOOP("Directory", "server"), QT_TRANSLATE_NOOP("Directory", "unit"),
        QT_TRANSLATE_NOOP("Directory", "member"), QT_TRANSLATE_NOOP("Directory", "desktop"),
        QT_TRANSLATE_NOOP("Directory", "seal"), QT_TRANSLATE_NOOP("Directory", "group"),
        QT_TRANSLATE_NOOP("Directory", "alias"), QT_TRANSLATE_NOOP("Directory", "linked domain")};
    return translated(words[static_cast<size_t>(thing)]);
}

QString fieldWords(const QByteArray &field)
{
    static const QHash<QByteArray, const char *> words{{"name", QT_TRANSLATE_NOOP("Directory", "name")},
        {"endpoint", QT_TRANSLATE_NOOP("Directory", "endpoint")},
        {"curve-key", QT_TRANSLATE_NOOP("Directory", "transport key")},
        {"certificate", QT_TRANSLATE_NOOP("Directory", "certificate")},
        {"short-name", QT_TRANSLATE_NOOP("Directory", "short name")},
        {"number-code", QT_TRANSLATE_NOOP("Directory", "code in numbers")},
        {"parent", QT_TRANSLATE_NOOP("Directory", "parent")},
        {"signing-certificate", QT_TRANSLATE_NOOP("Directory", "signing certificate")},
        {"encryption-certificate", QT_TRANSLATE_NOOP("Directory", "encryption certificate")},
        {"state", QT_TRANSLATE_NOOP("Directory", "state")}, {"successor", QT_TRANSLATE_NOOP("Directory", "successor")},
        {"unit", QT_TRANSLATE_NOOP("Directory", "unit")}, {"units", QT_TRANSLATE_NOOP("Directory", "units")},
        {"post", QT_TRANSLATE_NOOP("Directory", "post")}, {"rank", QT_TRANSLATE_NOOP("Directory", "rank")},
        {"roles", QT_TRANSLATE_NOOP("Directory", "roles")},
        {"connection", QT_TRANSLATE_NOOP("Directory", "connection")},
        {"digest", QT_TRANSLATE_NOOP("Directory", "digest")}, {"keeper", QT_TRANSLATE_NOOP("Directory", "keeper")},
        {"kind", QT_TRANSLATE_NOOP("Directory", "kind")},
        {"pdf-authority", QT_TRANSLATE_NOOP("Directory", "authority for PDFs")},
        {"root", QT_TRANSLATE_NOOP("Directory", "root certificate")},
        {"via", QT_TRANSLATE_NOOP("Directory", "by way of")}, {"card", QT_TRANSLATE_NOOP("Directory", "card")}};
    const char *known = words.value(field);
    return known ? translated(known) : QString::fromLatin1(field);
}

/// Stable names that a field says, in words.
QString nameWords(const QString &name)
{
    static const QHash<QString, const char *> words{{u"active"_s, QT_TRANSLATE_NOOP("Directory", "in use")},
        {u"retired"_s, QT_TRANSLATE_NOOP("Directory", "retired")},
        {u"connected"_s, QT_TRANSLATE_NOOP("Directory", "connected")},
        {u"standalone"_s, QT_TRANSLATE_NOOP("Directory", "standalone")}};
    const char *known = words.value(name);
    return known ? translated(known) : name;
}

QString valueWords(const DirectoryDifference &difference, const QString &value)
{
    if (value.isEmpty())
        return translated(QT_TRANSLATE_NOOP("Directory", "nothing"));
    if (difference.field == "roles") {
        QStringList roles;
        for (const QString &name : value.split(u',')) {
            const auto role = directory::roleFromName(name);
            roles.append(role ? roleWords(*role) : name);
        }
        return roles.join(u'、');
    }
    if (difference.thing == Thing::Seal && difference.field == "state" && value != u"active"_s)
        return withdrawalWords(value);
    return difference.field == "state" || difference.field == "connection" ? nameWords(value) : value;
}

} // namespace

QString roleWords(directory::Role role)
{
    static const char *const words[] = {QT_TRANSLATE_NOOP("Directory", "drafter"),
        QT_TRANSLATE_NOOP("Directory", "reviewer"), QT_TRANSLATE_NOOP("Directory", "issuing leader"),
        QT_TRANSLATE_NOOP("Directory", "registrar"), QT_TRANSLATE_NOOP("Directory", "seal keeper"),
        QT_TRANSLATE_NOOP("Directory", "mail room"), QT_TRANSLATE_NOOP("Directory", "handler"),
        QT_TRANSLATE_NOOP("Directory", "duty officer"), QT_TRANSLATE_NOOP("Directory", "supervisor"),
        QT_TRANSLATE_NOOP("Directory", "system administrator"),
        QT_TRANSLATE_NOOP("Directory", "security administrator"), QT_TRANSLATE_NOOP("Directory", "auditor")};
    return translated(words[static_cast<size_t>(role)]);
}

QString differenceWords(const DirectoryDifference &difference)
{
    const QString who = difference.name.isEmpty() || difference.name == difference.id
                            ? difference.id
                            : translated(QT_TRANSLATE_NOOP("Directory", "%1 (%2)")).arg(difference.name, difference.id);
    const QString what = thingWords(difference.thing) + u' ' + who;
    if (difference.kind == DirectoryDifference::Kind::Added)
        return u"+ "_s + what;
    if (difference.kind == DirectoryDifference::Kind::Removed)
        return u"- "_s + what;
    return translated(QT_TRANSLATE_NOOP("Directory", "~ %1: %2 from “%3” to “%4”"))
        .arg(what, fieldWords(difference.field), valueWords(difference, difference.before),
            valueWords(difference, difference.after));
}

} // namespace wenyi::ui
