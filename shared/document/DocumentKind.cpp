// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/document/DocumentKind.h"

#include <QRegularExpression>

#include <array>

namespace wenyi::document {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array<QStringView, 15> words{u"决议", u"决定", u"命令", u"公报", u"公告", u"通告", u"意见", u"通知",
    u"通报", u"报告", u"请示", u"批复", u"议案", u"函", u"纪要"};

} // namespace

QList<DocumentKind> allDocumentKinds()
{
    QList<DocumentKind> kinds;
    for (size_t i = 0; i < words.size(); ++i)
        kinds.append(static_cast<DocumentKind>(i));
    return kinds;
}

QString kindWord(DocumentKind kind)
{
    return words.at(static_cast<size_t>(kind)).toString();
}

Result<DocumentKind> kindFromWord(QStringView word)
{
    for (const DocumentKind kind : allDocumentKinds()) {
        if (words.at(static_cast<size_t>(kind)) == word)
            return kind;
    }
    if (word == u"令" || word == u"命令(令)" || word == u"命令（令）")
        return DocumentKind::Order;
    return Error{ErrorCode::InvalidInput, "document.kind-unknown", word.left(100).toString()};
}

std::optional<DocumentKind> kindOfTitle(QStringView title)
{
    // What stands in brackets behind the kind, as （试行） or （2026—2028年）, is not part of it.
    static const QRegularExpression trailer(u"[（(][^（）()]{1,20}[)）]\\z"_s);
    const QString bare = title.trimmed().toString().remove(trailer);
    for (const DocumentKind kind : allDocumentKinds()) {
        if (bare.endsWith(words.at(static_cast<size_t>(kind))))
            return kind;
    }
    if (bare.endsWith(u'令'))
        return DocumentKind::Order;
    return std::nullopt;
}

bool goesUpward(DocumentKind kind)
{
    return kind == DocumentKind::Report || kind == DocumentKind::Request;
}

} // namespace wenyi::document
