// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/document/OrganNames.h"

#include <QRegularExpression>

#include <algorithm>

namespace wenyi::document {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestOrgan = 40;

QStringList partsOf(QStringView text, const QRegularExpression &separator)
{
    QStringList parts;
    for (const QString &part : text.toString().split(separator, Qt::SkipEmptyParts)) {
        if (const QString name = part.trimmed(); !name.isEmpty())
            parts.append(name);
    }
    return parts;
}

bool isEachAnOrgan(const QStringList &names)
{
    return std::all_of(names.begin(), names.end(), [](const QString &name) { return looksLikeOrgan(name); });
}

} // namespace

bool looksLikeOrgan(QStringView text)
{
    static const QRegularExpression form(
        u"\\A[\\p{Han}\\p{L}0-9“”（）()·\\-\\s]{1,39}(?:政府|管委会|委员会|党委|党组|支部|局|委|办|办公室|办公厅|"
        u"办事处|单位|部门|公司|集团|"
        "银行|厅|部|院|所|中心|会|处|科|室|站|台|社|署|队|团|校|大学|医院|镇|乡|街道|开发区|园区|新区|机构|组织|团体|企业|园|指挥部|领导小组)\\z"_s);
    return text.size() <= longestOrgan && form.match(text.toString()).hasMatch();
}

QStringList splitOrgans(QStringView text)
{
    static const QRegularExpression strong(u"[，,；;]"_s);
    static const QRegularExpression weak(u"、"_s);
    QStringList organs;
    for (const QString &group : partsOf(text, strong)) {
        const QStringList names = partsOf(group, weak);
        if (isEachAnOrgan(names))
            organs += names;
        else
            organs.append(group);
    }
    return organs;
}

} // namespace wenyi::document
