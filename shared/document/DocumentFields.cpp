// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/document/DocumentFields.h"

#include "shared/document/ChineseDate.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace wenyi::document {

namespace {

using Member = std::variant<QString OfficialDocument::*, QStringList OfficialDocument::*, QDate OfficialDocument::*,
    Format OfficialDocument::*, Signing OfficialDocument::*>;

struct Field
{
    const char *name;
    Member member;
};

constexpr std::array<QStringView, 4> formatWords{u"文件", u"信函", u"命令", u"纪要"};
constexpr std::array<QStringView, 3> signingWords{u"加盖印章", u"不加盖印章", u"加盖签名章"};

const QList<Field> &fields()
{
    static const QList<Field> list{{"format", &OfficialDocument::format}, {"kind", &OfficialDocument::kind},
        {"copyNumber", &OfficialDocument::copyNumber}, {"secrecy", &OfficialDocument::secrecy},
        {"urgency", &OfficialDocument::urgency}, {"issuerMark", &OfficialDocument::issuerMark},
        {"issuers", &OfficialDocument::issuers}, {"number", &OfficialDocument::number},
        {"signers", &OfficialDocument::signers}, {"title", &OfficialDocument::title},
        {"recipients", &OfficialDocument::recipients}, {"signing", &OfficialDocument::signing},
        {"signatories", &OfficialDocument::signatories}, {"date", &OfficialDocument::date},
        {"note", &OfficialDocument::note}, {"attendees", &OfficialDocument::attendees},
        {"excused", &OfficialDocument::excused}, {"observers", &OfficialDocument::observers},
        {"copyTo", &OfficialDocument::copyTo}, {"printer", &OfficialDocument::printer},
        {"printDate", &OfficialDocument::printDate}};
    return list;
}

const Field *fieldOf(const QByteArray &name)
{
    const auto found = std::ranges::find_if(fields(), [&name](const Field &field) { return name == field.name; });
    return found == fields().end() ? nullptr : &*found;
}

template<typename Word, size_t Count>
bool setWord(Word &word, const std::array<QStringView, Count> &words, const QString &text)
{
    const auto found = std::ranges::find(words, QStringView(text));
    if (found != words.end())
        word = static_cast<Word>(found - words.begin());
    return found != words.end();
}

struct Reader
{
    const OfficialDocument &document;

    QString operator()(QString OfficialDocument::*member) const { return document.*member; }
    QString operator()(QStringList OfficialDocument::*member) const { return (document.*member).join(u'\n'); }
    QString operator()(QDate OfficialDocument::*member) const { return chineseDate(document.*member); }
    QString operator()(Format OfficialDocument::*member) const
    {
        return formatWords.at(static_cast<size_t>(document.*member)).toString();
    }
    QString operator()(Signing OfficialDocument::*member) const
    {
        return signingWords.at(static_cast<size_t>(document.*member)).toString();
    }
};

struct Writer
{
    OfficialDocument &document;
    const QString &text;

    bool operator()(QString OfficialDocument::*member) const
    {
        document.*member = text;
        return true;
    }
    bool operator()(QStringList OfficialDocument::*member) const
    {
        document.*member = text.isEmpty() ? QStringList() : text.split(u'\n');
        return true;
    }
    bool operator()(QDate OfficialDocument::*member) const
    {
        const auto date = parseChineseDate(text);
        document.*member = date ? *date : QDate();
        return text.isEmpty() || date;
    }
    bool operator()(Format OfficialDocument::*member) const { return setWord(document.*member, formatWords, text); }
    bool operator()(Signing OfficialDocument::*member) const { return setWord(document.*member, signingWords, text); }
};

} // namespace

QList<QByteArray> fieldNames()
{
    QList<QByteArray> names;
    for (const Field &field : fields())
        names.append(field.name);
    return names;
}

QString fieldText(const OfficialDocument &document, const QByteArray &name)
{
    const Field *field = fieldOf(name);
    return field ? std::visit(Reader{document}, field->member) : QString();
}

QString titleOf(const OfficialDocument &document)
{
    // A title is set on several lines where its author says so.
    return document.title.isEmpty() ? document.issuerMark : QString(document.title).remove(u'\n');
}

bool setFieldText(OfficialDocument &document, const QByteArray &name, const QString &text)
{
    const Field *field = fieldOf(name);
    return field && std::visit(Writer{document, text}, field->member);
}

} // namespace wenyi::document
