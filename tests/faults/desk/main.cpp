// SPDX-License-Identifier: GPL-3.0-or-later
// fault_desk FOLDER MEMBER ENDPOINT: unlocks, says so, and obeys the commands that come line by line.
#include "shared/crypto/SystemRandom.h"
#include "tests/faults/desk/Desk.h"

#include <QCoreApplication>
#include <QFile>

#include <unistd.h>

using namespace wenyi;
using namespace Qt::StringLiterals;

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    QTextStream in(stdin);
    // By its number: what a FILE writes goes by every library that stands before calls.
    QFile standardOutput;
    if (!standardOutput.open(STDOUT_FILENO, QIODevice::WriteOnly | QIODevice::Unbuffered))
        return 2;
    QTextStream out(&standardOutput);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() != 4)
        return 2;
    SystemClock clock;
    crypto::SystemRandom random;
    const core::Environment environment{
        clock, random, QStringLiteral(WENYI_SOURCE_DIR "/resources"), qEnvironmentVariable("WENYI_FONTS")};
    auto workspace = core::Workspace::unlock(
        arguments[1], MemberId(arguments[2]), SecretBytes(QByteArrayView("135790")), environment);
    if (!workspace) {
        out << "failed unlock " << workspace.error().reason << Qt::endl;
        return 1;
    }
    out << "unlocked" << Qt::endl;
    faults::Desk desk(std::move(*workspace), arguments[3].toUtf8(), out);
    desk.follow(in);
    return 0;
}
