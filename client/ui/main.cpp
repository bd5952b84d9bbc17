// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/domain/DomainBuilder.h"
#include "client/ui/admin/AuthorityWindow.h"
#include "client/ui/app/Desk.h"
#include "client/ui/app/Language.h"
#include "client/ui/text/Sentences.h"
#include "shared/base/SecretMemory.h"
#include "shared/crypto/SystemRandom.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QDir>

#include <cstdio>

using namespace wenyi;
using namespace Qt::StringLiterals;

namespace {

/// Where data files lie: named by the environment while developing, beside the program when installed.
QString dataFolder(const char *variable, const QString &installed)
{
    const QString named = qEnvironmentVariable(variable);
    return named.isEmpty() ? QDir::cleanPath(QCoreApplication::applicationDirPath() + u'/' + installed) : named;
}

/// The profile that the command line names, and who is to unlock it.
Result<std::pair<QString, MemberId>> chosenDesktop(const QCommandLineParser &arguments)
{
    const QString as = arguments.value(u"as"_s);
    if (arguments.isSet(u"profile"_s))
        return std::pair{arguments.value(u"profile"_s), MemberId(as)};
    WENYI_TRY(const auto domain, core::Domain::open(arguments.value(u"domain"_s)));
    if (!as.isEmpty())
        return domain.desktopOf(as);
    if (domain.desktops.isEmpty())
        return Error{ErrorCode::NotFound, "domain.no-such-member", {}};
    return std::pair{domain.desktops.first().folder, MemberId()};
}

} // namespace

int main(int argc, char **argv)
{
    keepMemoryPrivate();
    QGuiApplication::setHighDpiScaleFactorRoundingPolicy(Qt::HighDpiScaleFactorRoundingPolicy::PassThrough);
    QApplication application(argc, argv);
    QApplication::setApplicationName(u"wenyi"_s);
    QApplication::setApplicationVersion(u"0.1.0"_s);
    const ui::Language language;

    QCommandLineParser arguments;
    arguments.setApplicationDescription(
        QCoreApplication::translate("main", "Wenyi: official documents between government offices"));
    arguments.addHelpOption();
    arguments.addVersionOption();
    arguments.addOption(
        {u"domain"_s, QCoreApplication::translate("main", "Folder of a domain that was set up"), u"DIR"_s});
    arguments.addOption({u"as"_s, QCoreApplication::translate("main", "Member who unlocks it"), u"UNIT/MEMBER"_s});
    arguments.addOption({u"profile"_s, QCoreApplication::translate("main", "Folder of one desktop"), u"DIR"_s});
    arguments.addOption({u"authority"_s,
        QCoreApplication::translate("main", "Folder of an authority: its certificates and keys, without a desktop"),
        u"DIR"_s});
    arguments.process(application);
    const SystemClock clock;
    crypto::SystemRandom random;
    const core::Environment environment{clock, random, dataFolder("WENYI_RESOURCES", u"../share/wenyi"_s),
        dataFolder("WENYI_FONTS", u"../share/wenyi/fonts"_s)};
    if (arguments.isSet(u"authority"_s)) {
        (new ui::AuthorityWindow(
             std::make_unique<ui::AuthorityPresenter>(environment), nullptr, arguments.value(u"authority"_s)))
            ->show();
        return QApplication::exec();
    }
    if (!arguments.isSet(u"domain"_s) && !arguments.isSet(u"profile"_s))
        arguments.showHelp(2);

    const auto desktop = chosenDesktop(arguments);
    if (!desktop) {
        std::fprintf(stderr, "wenyi: %s\n", qUtf8Printable(ui::sentenceFor(desktop.error())));
        return 1;
    }
    ui::Desk desk(environment, desktop->first, desktop->second);
    desk.open();
    return QApplication::exec();
}
