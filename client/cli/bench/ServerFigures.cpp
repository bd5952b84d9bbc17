// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/cli/bench/ServerFigures.h"

#include <QByteArrayList>
#include <QFile>

#ifdef Q_OS_UNIX
#include <unistd.h>
#endif

using namespace Qt::StringLiterals;

namespace wenyi::cli {

namespace {

#ifdef Q_OS_UNIX
double pageSize()
{
    return static_cast<double>(::sysconf(_SC_PAGESIZE));
}

double ticksASecond()
{
    return static_cast<double>(::sysconf(_SC_CLK_TCK));
}
#else
double pageSize()
{
    return 0;
}

double ticksASecond()
{
    return 1;
}
#endif

/// The words of a file that the system shows about a process, from the first one behind its name on.
QByteArrayList wordsOf(qint64 process, const QString &name)
{
    QFile file(u"/proc/%1/%2"_s.arg(process).arg(name));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QByteArray all = file.readAll();
    // A name may have blanks in it; behind it comes the last bracket.
    return all.mid(all.lastIndexOf(')') + 1).simplified().split(' ');
}

} // namespace

double residentMegabytes(qint64 process)
{
    return wordsOf(process, u"statm"_s).value(1).toDouble() * pageSize() / 1e6;
}

double processorMilliseconds(qint64 process)
{
    // utime and stime, the 14th and 15th field of all; two stand before the bracket.
    const QByteArrayList words = wordsOf(process, u"stat"_s);
    return (words.value(11).toDouble() + words.value(12).toDouble()) * 1000 / ticksASecond();
}

} // namespace wenyi::cli
