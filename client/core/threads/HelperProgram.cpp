// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/threads/HelperProgram.h"

#include <QCoreApplication>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace wenyi::core {

QString helperProgram(const QString &folder, const QString &name)
{
    const QString here = QCoreApplication::applicationDirPath();
    const QString installed = u"%1/../libexec/wenyi/%2"_s.arg(here, name);
    return QFileInfo::exists(installed) ? installed : u"%1/../%2/%3"_s.arg(here, folder, name);
}

QProcessEnvironment helperEnvironment(const QStringList &names)
{
    const QProcessEnvironment own = QProcessEnvironment::systemEnvironment();
    QProcessEnvironment told;
    for (const QString &name : names + QStringList{u"ASAN_OPTIONS"_s, u"UBSAN_OPTIONS"_s}) {
        if (own.contains(name))
            told.insert(name, own.value(name));
    }
    told.insert(u"LANG"_s, u"C.UTF-8"_s);
    return told;
}

} // namespace wenyi::core
