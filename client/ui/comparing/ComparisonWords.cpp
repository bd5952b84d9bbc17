// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/comparing/ComparisonWords.h"

#include "client/ui/text/Wording.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace wenyi::ui {

namespace {

using namespace document;

constexpr qsizetype LongestExcerpt = 24;
constexpr qsizetype LongestNote = 80;

struct Comparison
{
    Q_DECLARE_TR_FUNCTIONS(Comparison)
};

QString excerpt(const QList<TextRun> &runs)
{
    QString text;
    for (const TextRun &run : runs) {
        if (run.change == RunChange::Same)
            continue;
        const QString shown = QString(run.text).replace(u'\n', u'、');
        text += (run.change == RunChange::Deleted ? u"−"_s : u"＋"_s) + shown + u' ';
        if (text.size() > LongestExcerpt)
            return text.left(LongestExcerpt) + u'…';
    }
    return text.trimmed();
}

QList<TextRun> runsOf(const ComparedBlock &block)
{
    QList<TextRun> runs = block.runs;
    for (const ComparedRow &row : block.rows) {
        for (const QList<TextRun> &cell : row.cells)
            runs += cell;
    }
    return runs;
}

const ComparedBlock &blockOf(const Difference &difference, const DocumentComparison &comparison)
{
    return difference.part == DifferencePart::Body
               ? comparison.body.at(difference.index)
               : comparison.attachments.at(difference.index).body.at(difference.block);
}

QString paragraphWords(const ComparedBlock &block)
{
    const qsizetype number = (block.after >= 0 ? block.after : block.before) + 1;
    return Comparison::tr("paragraph %1").arg(number);
}

QString makerWords(const document::RevisionMaker &maker, Instant now)
{
    return maker.at ? Comparison::tr("%1, %2").arg(maker.author, timeWords(*maker.at, now)) : maker.author;
}

QString shortened(const QString &text)
{
    const QString line = QString(text).replace(u'\n', u'、');
    return line.size() > LongestNote ? line.left(LongestNote) + u'…' : line;
}

} // namespace

QString fieldTitle(const QByteArray &name)
{
    static const std::pair<const char *, const char *> titles[] = {
        {"format", QT_TRANSLATE_NOOP("Comparison", "Layout")}, {"kind", QT_TRANSLATE_NOOP("Comparison", "Kind")},
        {"copyNumber", QT_TRANSLATE_NOOP("Comparison", "Copy number")},
        {"secrecy", QT_TRANSLATE_NOOP("Comparison", "Secrecy")},
        {"urgency", QT_TRANSLATE_NOOP("Comparison", "Urgency")},
        {"issuerMark", QT_TRANSLATE_NOOP("Comparison", "Issuer's mark")},
        {"issuers", QT_TRANSLATE_NOOP("Comparison", "Issuers")}, {"number", QT_TRANSLATE_NOOP("Comparison", "Number")},
        {"signers", QT_TRANSLATE_NOOP("Comparison", "Signers")}, {"title", QT_TRANSLATE_NOOP("Comparison", "Title")},
        {"recipients", QT_TRANSLATE_NOOP("Comparison", "Recipients")},
        {"signing", QT_TRANSLATE_NOOP("Comparison", "Seals")},
        {"signatories", QT_TRANSLATE_NOOP("Comparison", "Signatories")},
        {"date", QT_TRANSLATE_NOOP("Comparison", "Date")}, {"note", QT_TRANSLATE_NOOP("Comparison", "Note")},
        {"attendees", QT_TRANSLATE_NOOP("Comparison", "Present")},
        {"excused", QT_TRANSLATE_NOOP("Comparison", "Excused")},
        {"observers", QT_TRANSLATE_NOOP("Comparison", "Observers")},
        {"copyTo", QT_TRANSLATE_NOOP("Comparison", "Copies to")},
        {"printer", QT_TRANSLATE_NOOP("Comparison", "Printed by")},
        {"printDate", QT_TRANSLATE_NOOP("Comparison", "Printing date")}};
    for (const auto &[member, title] : titles) {
        if (name == member)
            return Comparison::tr(title);
    }
    return QString::fromLatin1(name);
}

QString changeWord(UnitChange change)
{
    switch (change) {
    case UnitChange::Same:
        return Comparison::tr("the same");
    case UnitChange::Changed:
        return Comparison::tr("changed");
    case UnitChange::Deleted:
        return Comparison::tr("deleted");
    case UnitChange::Inserted:
        return Comparison::tr("new");
    case UnitChange::MovedAway:
    case UnitChange::MovedHere:
        break;
    }
    return Comparison::tr("moved");
}

QString placeWords(const Difference &difference, const DocumentComparison &comparison)
{
    switch (difference.part) {
    case DifferencePart::Field:
        return fieldTitle(comparison.fields.at(difference.index).name);
    case DifferencePart::Body:
        return Comparison::tr("Body, %1").arg(paragraphWords(blockOf(difference, comparison)));
    case DifferencePart::AttachmentName:
        return Comparison::tr("Attachment %1").arg(difference.index + 1);
    case DifferencePart::AttachmentBody:
        break;
    }
    return Comparison::tr("Attachment %1, %2")
        .arg(difference.index + 1)
        .arg(paragraphWords(blockOf(difference, comparison)));
}

QString differenceWords(const Difference &difference, const DocumentComparison &comparison)
{
    QList<TextRun> runs;
    if (difference.part == DifferencePart::Field)
        runs = comparison.fields.at(difference.index).runs;
    else if (difference.part == DifferencePart::AttachmentName)
        runs = comparison.attachments.at(difference.index).name;
    else
        runs = runsOf(blockOf(difference, comparison));
    return Comparison::tr("%1: %2 %3")
        .arg(placeWords(difference, comparison), changeWord(difference.change), excerpt(runs));
}

QString decisionWord(core::ChangeDecision decision)
{
    switch (decision) {
    case core::ChangeDecision::Accepted:
        return Comparison::tr("✔ accepted");
    case core::ChangeDecision::Rejected:
        return Comparison::tr("✘ rejected");
    case core::ChangeDecision::Open:
        break;
    }
    return {};
}

QString changeNote(const MarkedSpan &span, const QString &text, const QList<RevisionMaker> &makers, Instant now)
{
    QStringList acts;
    const auto append = [&](int revision, const QString &kind) {
        if (revision > 0 && revision < makers.size())
            acts.append(Comparison::tr("%1: %2").arg(makerWords(makers.at(revision), now), kind));
    };
    append(span.insertedBy, span.isMoved ? Comparison::tr("moved here") : Comparison::tr("inserted"));
    append(span.deletedBy, span.isMoved ? Comparison::tr("moved away") : Comparison::tr("deleted"));
    if (acts.isEmpty())
        acts.append(Comparison::tr("Changed in several versions"));
    return Comparison::tr("%1 “%2”").arg(acts.join(Comparison::tr("; ")), shortened(text));
}

QString versionWords(const core::Version &version, Instant now)
{
    return Comparison::tr("Version %1, %2, %3")
        .arg(version.number)
        .arg(version.author, timeWords(version.info.at, now));
}

} // namespace wenyi::ui
