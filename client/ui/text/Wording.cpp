// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/text/Wording.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace wenyi::ui {

namespace {

QString word(const char *text)
{
    return QCoreApplication::translate("Wording", text);
}

} // namespace

QString boxName(core::Box box)
{
    switch (box) {
    case core::Box::Draft:
        return word(QT_TRANSLATE_NOOP("Wording", "Drafts"));
    case core::Box::Awaiting:
        return word(QT_TRANSLATE_NOOP("Wording", "To do"));
    case core::Box::ToRead:
        return word(QT_TRANSLATE_NOOP("Wording", "To read"));
    case core::Box::Circulated:
        return word(QT_TRANSLATE_NOOP("Wording", "Circulated"));
    case core::Box::InHand:
        return word(QT_TRANSLATE_NOOP("Wording", "In hand"));
    case core::Box::Done:
        break;
    }
    return word(QT_TRANSLATE_NOOP("Wording", "Done"));
}

QString emptySentence(core::Box box)
{
    switch (box) {
    case core::Box::Draft:
        return word(QT_TRANSLATE_NOOP("Wording", "There are no drafts. Ctrl+N begins one."));
    case core::Box::Awaiting:
        return word(QT_TRANSLATE_NOOP("Wording", "Nothing awaits you."));
    case core::Box::ToRead:
        return word(QT_TRANSLATE_NOOP("Wording", "Everything that was circulated to you is read."));
    case core::Box::Circulated:
        return word(QT_TRANSLATE_NOOP("Wording", "Nothing was circulated to you."));
    case core::Box::InHand:
        return word(QT_TRANSLATE_NOOP("Wording", "Nothing that you had part in waits for others."));
    case core::Box::Done:
        break;
    }
    return word(QT_TRANSLATE_NOOP("Wording", "Nothing is done yet."));
}

QString timeWords(Instant at, Instant now)
{
    const QDateTime local = toDateTime(at).toLocalTime();
    const bool sameYear = local.date().year() == toDateTime(now).toLocalTime().date().year();
    const QString form = sameYear ? word(QT_TRANSLATE_NOOP("Wording", "MMM d ddd HH:mm"))
                                  : word(QT_TRANSLATE_NOOP("Wording", "yyyy MMM d ddd HH:mm"));
    return QLocale().toString(local, form);
}

QString momentWords(Instant at)
{
    return toDateTime(at).toLocalTime().toString(u"yyyy-MM-dd HH:mm"_s);
}

QString deadlineWords(modules::DeadlineLight light, const std::optional<Instant> &due, Instant now)
{
    switch (light) {
    case modules::DeadlineLight::None:
        return {};
    case modules::DeadlineLight::Green:
        return word(QT_TRANSLATE_NOOP("Wording", "● in time"));
    case modules::DeadlineLight::Yellow:
        return word(QT_TRANSLATE_NOOP("Wording", "▲ due soon"));
    case modules::DeadlineLight::Red:
        break;
    }
    const qint64 days = due ? toDateTime(*due).toLocalTime().daysTo(toDateTime(now).toLocalTime()) : 0;
    if (days < 1)
        return word(QT_TRANSLATE_NOOP("Wording", "■ overdue"));
    return word(QT_TRANSLATE_NOOP("Wording", "■ %1 days overdue")).arg(days);
}

QString shortDigest(const Digest &digest)
{
    const QString hex = QString::fromLatin1(digest.toHex().left(16)).toUpper();
    return QStringList{hex.mid(0, 4), hex.mid(4, 4), hex.mid(8, 4), hex.mid(12, 4)}.join(u' ');
}

} // namespace wenyi::ui
