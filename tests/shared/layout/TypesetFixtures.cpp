// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/shared/layout/TypesetFixtures.h"

#include "tests/shared/layout/LayoutFixtures.h"

#include <QFile>

#include <cmath>

using namespace wenyi;
using namespace wenyi::layout;
using namespace wenyi::document;
using namespace Qt::StringLiterals;

OfficialDocument notice()
{
    OfficialDocument document;
    document.kind = u"通知"_s;
    document.copyNumber = u"000001"_s;
    document.secrecy = u"秘密★1年"_s;
    document.urgency = u"特急"_s;
    document.issuerMark = u"江阴市人民政府办公室文件"_s;
    document.issuers = {u"江阴市人民政府办公室"_s};
    document.number = u"澄政办发〔2004〕28号"_s;
    document.title = u"关于做好防汛抗旱工作的通知"_s;
    document.recipients = {u"各镇人民政府"_s, u"市各办局"_s};
    document.body = {Paragraph{u"现将有关事项通知如下，请认真贯彻执行。"_s}, Heading{1, u"一、总体目标"_s},
        Paragraph{u"确保安全。"_s}, Heading{2, u"（一）责任"_s}, Heading{3, u"1.分工"_s}, Paragraph{u"各负其责。"_s}};
    document.signatories = document.issuers;
    document.date = {2004, 6, 18};
    document.note = u"此件公开发布"_s;
    document.copyTo = {u"市委办公室"_s, u"市人大常委会办公室"_s};
    document.printer = u"江阴市人民政府办公室"_s;
    document.printDate = {2004, 6, 19};
    return document;
}

TypesetDocument set(const OfficialDocument &document)
{
    return typeset(document, shippedFonts()).value();
}

/// The first field of that name and the page it is on, from 0.
std::optional<std::pair<qsizetype, SceneField>> findField(const TypesetDocument &set, const QString &name)
{
    for (qsizetype page = 0; page < set.scene.pages.size(); ++page) {
        for (const SceneField &field : set.scene.pages[page].fields) {
            if (field.name == name)
                return std::pair(page, field);
        }
    }
    return std::nullopt;
}

QString textOf(const TypesetDocument &set, const QString &name)
{
    QString text;
    for (const PageScene &page : set.scene.pages) {
        for (const SceneField &field : page.fields) {
            for (qsizetype i = 0; field.name == name && i < field.itemCount; ++i) {
                if (const auto *run = std::get_if<GlyphRun>(&page.items[field.firstItem + i]))
                    text += run->text;
            }
        }
    }
    return text;
}

QList<double> baselinesOf(const PageScene &page, const QString &name)
{
    QList<double> baselines;
    for (const SceneField &field : page.fields) {
        for (qsizetype i = 0; field.name == name && i < field.itemCount; ++i) {
            if (const auto *run = std::get_if<GlyphRun>(&page.items[field.firstItem + i])) {
                if (baselines.isEmpty() || baselines.constLast() != run->glyphs.constFirst().origin.y)
                    baselines.append(run->glyphs.constFirst().origin.y);
            }
        }
    }
    return baselines;
}

bool isNear(double value, double wanted, double tolerance)
{
    if (std::abs(value - wanted) <= tolerance)
        return true;
    qWarning("%f is not within %f of %f", value, tolerance, wanted);
    return false;
}

QString sample(const QString &name)
{
    QFile file(QStringLiteral(WENYI_SAMPLES_DIR) + u"/text/"_s + name);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

QString textOfBlocks(const QList<Block> &blocks)
{
    QString text;
    for (const Block &block : blocks) {
        if (const auto *paragraph = std::get_if<Paragraph>(&block))
            text += paragraph->text;
        else if (const auto *heading = std::get_if<Heading>(&block))
            text += heading->text;
        else if (const auto *table = std::get_if<Table>(&block)) {
            for (const QStringList &row : table->rows)
                text += row.join(QString());
        }
    }
    return withoutBlanks(text);
}

QList<QString> lineTextsOn(const PageScene &page, const QString &name)
{
    QList<QString> lines;
    double baseline = -1;
    for (const SceneField &field : page.fields) {
        for (qsizetype i = 0; field.name == name && i < field.itemCount; ++i) {
            const auto *run = std::get_if<GlyphRun>(&page.items[field.firstItem + i]);
            if (!run || run->glyphs.isEmpty())
                continue;
            if (run->glyphs.constFirst().origin.y != baseline)
                lines.append(QString());
            baseline = run->glyphs.constFirst().origin.y;
            lines.last() += run->text;
        }
    }
    return lines;
}
