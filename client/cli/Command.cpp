// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/cli/Command.h"

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
}

} // namespace wenyi::cli
