// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/text/WithdrawalWords.h"

#include "client/ui/text/Wording.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QHash>

using namespace Qt::StringLiterals;

namespace wenyi::ui {

namespace {

QString translated(const char *text)
{
    return QCoreApplication::translate("Seals", text);
}

} // namespace

QString withdrawalReasonWords(const QString &reason)
{
    static const QHash<QString, const char *> words{{u"unspecified"_s, QT_TRANSLATE_NOOP("Seals", "no reason told")},
        {u"lost"_s, QT_TRANSLATE_NOOP("Seals", "lost")}, {u"damaged"_s, QT_TRANSLATE_NOOP("Seals", "damaged")},
        {u"replaced"_s, QT_TRANSLATE_NOOP("Seals", "replaced by a new one")},
        {u"unit-changed"_s, QT_TRANSLATE_NOOP("Seals", "the unit was renamed, merged or dissolved")},
        {u"misused"_s, QT_TRANSLATE_NOOP("Seals", "misused")},
        {u"keeper-changed"_s, QT_TRANSLATE_NOOP("Seals", "its keeper changed")}};
    const char *known = words.value(reason);
    return known ? translated(known) : reason;
}

QString withdrawalWords(const seal::Withdrawal &withdrawal)
{
    const bool isRevoked = withdrawal.kind == seal::Withdrawal::Kind::Revoked;
    const QString why = withdrawalReasonWords(QString::fromLatin1(withdrawal.reason));
    if (!withdrawal.since)
        return translated(QT_TRANSLATE_NOOP("Seals", "revoked, nobody knows since when (%1)")).arg(why);
    const QString since = momentWords(*withdrawal.since);
    if (withdrawal.until)
        return translated(QT_TRANSLATE_NOOP("Seals", "suspended from %1 to %2 (%3)"))
            .arg(since, momentWords(*withdrawal.until), why);
    const char *text = isRevoked ? QT_TRANSLATE_NOOP("Seals", "revoked since %1 (%2)")
                                 : QT_TRANSLATE_NOOP("Seals", "suspended since %1 (%2)");
    return translated(text).arg(since, why);
}

QString withdrawalWords(const QString &described)
{
    const QStringList parts = described.split(u' ');
    if (parts.size() != 3)
        return described;
    seal::Withdrawal withdrawal;
    withdrawal.kind =
        parts.at(0) == u"suspended"_s ? seal::Withdrawal::Kind::Suspended : seal::Withdrawal::Kind::Revoked;
    withdrawal.reason = parts.at(2).toLatin1();
    const QDateTime since = QDateTime::fromString(parts.at(1), Qt::ISODate);
    if (since.isValid())
        withdrawal.since = instantFromMilliseconds(since.toMSecsSinceEpoch());
    return withdrawalWords(withdrawal);
}

} // namespace wenyi::ui
