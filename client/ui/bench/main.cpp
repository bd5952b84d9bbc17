// SPDX-License-Identifier: GPL-3.0-or-later
// What `wenyictl bench list` and `bench client` run, since wenyictl opens no windows. Not installed.
//   empty    an empty main window, to its first picture
//   list     the client's main window over a store, to the first picture with records in it; then both again and again
//   client   the main window, a draft's pages, and the editor: what each holds in memory
//   view     the viewer: the first page of each file given, then scrolling through a text of many pages (--source)
#include "client/ui/app/Language.h"
#include "client/ui/bench/ViewRun.h"
#include "client/ui/bench/WindowRun.h"
#include "shared/crypto/SystemRandom.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QTimer>

using namespace wenyi;
using namespace Qt::StringLiterals;

int main(int argc, char **argv)
{
    QGuiApplication::setHighDpiScaleFactorRoundingPolicy(Qt::HighDpiScaleFactorRoundingPolicy::PassThrough);
    QApplication application(argc, argv);
    QApplication::setApplicationName(u"wenyi-window-bench"_s);
    QApplication::setQuitOnLastWindowClosed(false);
    const ui::Language language;
    QCommandLineParser arguments;
    arguments.addPositionalArgument(u"mode"_s, u"empty, list, client or view"_s);
    arguments.addPositionalArgument(u"files"_s, u"view: what is opened"_s, u"[FILES]"_s);
    for (const QString &option : {u"profile"_s, u"member"_s, u"rounds"_s, u"started"_s, u"source"_s, u"pages"_s})
        arguments.addOption({option, {}, u"VALUE"_s});
    arguments.process(application);
    QStringList files = arguments.positionalArguments();
    if (!files.isEmpty() && files.takeFirst() == u"view"_s) {
        const qsizetype pages = arguments.isSet(u"pages"_s) ? arguments.value(u"pages"_s).toInt() : 1000;
        ui::ViewRun view({files, arguments.value(u"source"_s), pages, qEnvironmentVariable("WENYI_FONTS")});
        QTimer::singleShot(0, &view, &ui::ViewRun::begin);
        return QApplication::exec();
    }
    const QStringList modes{u"empty"_s, u"list"_s, u"client"_s};
    if (arguments.positionalArguments().size() != 1 || !modes.contains(arguments.positionalArguments().constFirst()))
        arguments.showHelp(2);

    const SystemClock clock;
    crypto::SystemRandom random;
    ui::WindowRun run({arguments.positionalArguments().constFirst(), arguments.value(u"profile"_s),
                          MemberId(arguments.value(u"member"_s)), arguments.value(u"rounds"_s).toInt(),
                          arguments.value(u"started"_s).toLongLong()},
        {clock, random, qEnvironmentVariable("WENYI_RESOURCES"), qEnvironmentVariable("WENYI_FONTS")});
    QTimer::singleShot(0, &run, &ui::WindowRun::begin);
    return QApplication::exec();
}
