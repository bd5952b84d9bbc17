// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/cli/Command.h"

#include "client/cli/JsonForms.h"
#include "client/ui/text/Sentences.h"

#include <QJsonDocument>

#include <cstdio>

namespace wenyi::cli {

namespace {

void print(const QByteArray &utf8)
{
    std::fwrite(utf8.constData(), 1, static_cast<size_t>(utf8.size()), stdout);
    std::fflush(stdout);
}

} // namespace

void Output::line(const QString &text) const
{
    if (m_form == Form::Text)
        print(text.toUtf8() + '\n');
}

void Output::result(const QJsonObject &object) const
{
    if (m_form == Form::Json)
        print(QJsonDocument(object).toJson());
    m_hasResult = true;
}

void Output::refusal(const Error &error) const
{
    std::fprintf(
        stderr, "wenyictl: %s (%s)\n", qUtf8Printable(ui::sentenceFor(error)), qUtf8Printable(describe(error)));
    if (!m_hasResult)
        result({{QStringLiteral("refused"), toJson(error)}});
}

QStringList fromArguments(const std::vector<std::string> &arguments)
{
    QStringList texts;
    for (const std::string &argument : arguments)
        texts.append(fromArgument(argument));
    return texts;
}

} // namespace wenyi::cli
