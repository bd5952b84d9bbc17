// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/faults/kit/Canary.h"

#include <QDirIterator>
#include <QFile>
#include <QStringConverter>

#include <algorithm>
#include <iconv.h>

namespace wenyi::faults {

namespace {

QByteArray gb18030(const QString &text)
{
    QByteArray from = text.toUtf8();
    QByteArray to(from.size() * 4, '\0');
    char *in = from.data();
    char *out = to.data();
    size_t inLeft = static_cast<size_t>(from.size());
    size_t outLeft = static_cast<size_t>(to.size());
    const iconv_t converter = ::iconv_open("GB18030", "UTF-8");
    if (::iconv(converter, &in, &inLeft, &out, &outLeft) == static_cast<size_t>(-1))
        qFatal("no GB18030 here");
    ::iconv_close(converter);
    return to.chopped(static_cast<qsizetype>(outLeft));
}

} // namespace

QByteArrayList formsOf(const QString &text)
{
    QByteArrayList forms{text.toUtf8(), gb18030(text)};
    for (const auto encoding : {QStringConverter::Utf16LE, QStringConverter::Utf16BE})
        forms.append(QStringEncoder(encoding, QStringConverter::Flag::Stateless)(text));
    return forms;
}

bool holds(const QByteArray &bytes, const QString &text)
{
    const QByteArrayList forms = formsOf(text);
    return std::any_of(forms.begin(), forms.end(), [&](const QByteArray &form) { return bytes.contains(form); });
}

QStringList filesThatHold(const QString &folder, const QString &text)
{
    QStringList found;
    QDirIterator files(folder, QDir::Files | QDir::Hidden | QDir::System, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (!file.open(QIODevice::ReadOnly) || holds(file.readAll(), text))
            found.append(file.fileName());
    }
    return found;
}

} // namespace wenyi::faults
