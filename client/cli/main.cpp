// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/cli/Commands.h"
#include "shared/base/SecretMemory.h"
#include "shared/crypto/SystemRandom.h"

#include <CLI/CLI.hpp>

#include <QCoreApplication>
#include <QDir>
#include <QLocale>
#include <QTranslator>

using namespace wenyi;

namespace {

/// Where data files lie: named by the environment while developing, beside the program when installed.
QString dataFolder(const char *variable, const QString &installed)
{
    const QString named = qEnvironmentVariable(variable);
    return named.isEmpty() ? QDir::cleanPath(QCoreApplication::applicationDirPath() + u'/' + installed) : named;
}

int runAction(const cli::Action &action, const cli::Context &context)
{
    const auto done = action(context);
    if (done)
        return 0;
    context.output.refusal(done.error());
    return 1;
}

/// The sentences in the language of the machine's locale: Chinese, or as they stand in the sources.
void speakLocally(QTranslator &translator)
{
    if (QLocale::system().language() != QLocale::Chinese)
        return;
    if (translator.load(QStringLiteral(":/translations/wenyi_zh_CN.qm")))
        QCoreApplication::installTranslator(&translator);
}

} // namespace

int main(int argc, char **argv)
{
    keepMemoryPrivate();
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("wenyictl"));
    QTranslator translator;
    speakLocally(translator);

    CLI::App app("Wenyi: what the client and the server can do, without windows");
    bool json = false;
    app.add_flag("--json", json, "Machine-readable output; before the command where that has a --json of its own");
    app.require_subcommand(1);
    app.fallthrough();
    cli::Chosen chosen;
    cli::Command commands(app);
    cli::addCommands(commands, chosen);
    try {
        app.parse(argc, argv);
    } catch (const CLI::CallForHelp &help) {
        return app.exit(help);
    } catch (const CLI::ParseError &error) {
        app.exit(error);
        return 2;
    }

    SystemClock clock;
    crypto::SystemRandom random;
    const cli::Context context{{clock, random, dataFolder("WENYI_RESOURCES", QStringLiteral("../share/wenyi")),
                                   dataFolder("WENYI_FONTS", QStringLiteral("../share/wenyi/fonts"))},
        cli::Output(json ? cli::Output::Form::Json : cli::Output::Form::Text)};
    return runAction(chosen.action, context);
}
