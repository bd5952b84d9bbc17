// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/text/StandingWords.h"

#include "client/ui/text/Sentences.h"
#include "client/ui/text/Wording.h"

#include <QCoreApplication>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace wenyi::ui {

namespace {

constexpr qsizetype NamedPeople = 5; ///< More are counted.

QString said(const char *text)
{
    return QCoreApplication::translate("Standing", text);
}

QString peopleWords(const QStringList &names)
{
    if (names.size() <= NamedPeople)
        return names.join(u'、');
    return said(QT_TRANSLATE_NOOP("Standing", "%1 and others, %2 altogether"))
        .arg(names.mid(0, NamedPeople).join(u'、'), QString::number(names.size()));
}

QString whoWords(const core::StandingStep &step)
{
    const QString waiting = step.waiting.isEmpty() ? said(QT_TRANSLATE_NOOP("Standing", "nobody who could do it"))
                                                   : peopleWords(step.waiting);
    if (!step.isRound)
        return said(QT_TRANSLATE_NOOP("Standing", "awaits: %1")).arg(waiting);
    const qsizetype all = step.done.size() + step.waiting.size();
    if (step.done.isEmpty())
        return said(QT_TRANSLATE_NOOP("Standing", "none of %1 has signed, awaits: %2")).arg(all).arg(waiting);
    return said(QT_TRANSLATE_NOOP("Standing", "%2 of %1 have signed: %3, awaits: %4"))
        .arg(all)
        .arg(step.done.size())
        .arg(peopleWords(step.done), waiting);
}

QString stepWords(const core::StandingStep &step, Instant now)
{
    QString words = said(QT_TRANSLATE_NOOP("Standing", "%1 (%2)")).arg(step.name, whoWords(step));
    if (step.due)
        words += said(QT_TRANSLATE_NOOP("Standing", ", due %1")).arg(timeWords(*step.due, now));
    if (step.urges > 0)
        words += said(QT_TRANSLATE_NOOP("Standing", ", urged %1 times")).arg(step.urges);
    return words;
}

QString endWords(const core::RecordStanding &standing)
{
    if (standing.end == modules::TerminatedEnd)
        return said(QT_TRANSLATE_NOOP("Standing", "Ended: terminated before its end"));
    if (standing.end == modules::RecalledEnd)
        return said(QT_TRANSLATE_NOOP("Standing", "Ended: its sender took it back"));
    return said(QT_TRANSLATE_NOOP("Standing", "Ended: %1")).arg(standing.endName);
}

} // namespace

QString standingSentence(const core::RecordStanding &standing, Instant now)
{
    if (!standing.end.isEmpty())
        return endWords(standing);
    QStringList steps;
    for (const core::StandingStep &step : standing.steps)
        steps.append(stepWords(step, now));
    const QString where = steps.join(u'；');
    if (!standing.suspendedBy.isEmpty())
        return said(QT_TRANSLATE_NOOP("Standing", "Suspended by %1 on %2, at: %3"))
            .arg(standing.suspendedBy, timeWords(standing.suspendedAt, now), where);
    return said(QT_TRANSLATE_NOOP("Standing", "Now: %1")).arg(where);
}

const core::StandingStep *mostUrgent(const core::RecordStanding &standing)
{
    const core::StandingStep *first = nullptr;
    for (const core::StandingStep &step : standing.steps) {
        if (step.due && (!first || *step.due < *first->due))
            first = &step;
    }
    return first;
}

QString furtherActName(modules::ActionKind kind)
{
    using enum modules::ActionKind;
    switch (kind) {
    case ReturnTo:
        return said(QT_TRANSLATE_NOOP("Standing", "&Return to"));
    case Withdraw:
        return said(QT_TRANSLATE_NOOP("Standing", "Take &back"));
    case Transfer:
        return said(QT_TRANSLATE_NOOP("Standing", "&Hand over"));
    case AddSigner:
        return said(QT_TRANSLATE_NOOP("Standing", "&Add signers"));
    case RemoveSigner:
        return said(QT_TRANSLATE_NOOP("Standing", "Take out a si&gner"));
    case Urge:
        return said(QT_TRANSLATE_NOOP("Standing", "&Urge"));
    case Suspend:
        return said(QT_TRANSLATE_NOOP("Standing", "&Suspend"));
    case Resume:
        return said(QT_TRANSLATE_NOOP("Standing", "R&esume"));
    case Terminate:
        return said(QT_TRANSLATE_NOOP("Standing", "&Terminate"));
    case Reassign:
        return said(QT_TRANSLATE_NOOP("Standing", "Reass&ign"));
    default:
        return {};
    }
}

QString furtherActWord(modules::ActionKind kind)
{
    static const QRegularExpression key(u"\\(&\\w\\)|&"_s);
    return furtherActName(kind).remove(key);
}

QString furtherActSentence(modules::ActionKind kind)
{
    using enum modules::ActionKind;
    switch (kind) {
    case ReturnTo:
        return said(QT_TRANSLATE_NOOP(
            "Standing", "The record goes back to the chosen step; what others have open meanwhile is given up."));
    case Withdraw:
        return said(QT_TRANSLATE_NOOP("Standing", "Your last step is undone and awaits you again."));
    case Transfer:
        return said(QT_TRANSLATE_NOOP("Standing", "The task is the chosen person's from now on."));
    case AddSigner:
        return said(QT_TRANSLATE_NOOP("Standing", "The chosen people are asked to sign too."));
    case RemoveSigner:
        return said(QT_TRANSLATE_NOOP("Standing", "The chosen person is not asked to sign any more."));
    case Urge:
        return said(QT_TRANSLATE_NOOP("Standing", "Whoever has the task is told that it is waited for."));
    case Suspend:
        return said(QT_TRANSLATE_NOOP("Standing", "Nothing goes on until it is resumed; deadlines stay."));
    case Resume:
        return said(QT_TRANSLATE_NOOP("Standing", "The record goes on where it was suspended."));
    case Terminate:
        return said(QT_TRANSLATE_NOOP("Standing", "The record ends here. This is final and cannot be undone."));
    case Reassign:
        return said(QT_TRANSLATE_NOOP("Standing", "The task goes from whoever has it to the chosen person."));
    default:
        return {};
    }
}

QString overtakenSentence(const core::RefusedEvent &refused, Instant now)
{
    return said(QT_TRANSLATE_NOOP("Standing", "What you did on %1 was overtaken and took no effect: %2"))
        .arg(timeWords(refused.at, now), sentenceFor({ErrorCode::NotAllowed, refused.reason, refused.detail}));
}

} // namespace wenyi::ui
