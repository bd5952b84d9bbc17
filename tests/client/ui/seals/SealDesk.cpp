// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/client/ui/seals/SealDesk.h"

#include "client/core/domain/AuthorityFolder.h"
#include "shared/base/DurableFile.h"

#include <QDir>
#include <QPixmap>
#include <QSettings>
#include <QTest>

using namespace Qt::StringLiterals;

namespace wenyi::ui {

SealDesk::SealDesk()
{
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_own.filePath(u"config"_s));
}

bool SealDesk::build()
{
    if (!m_domain.build())
        return false;
    m_session = std::make_unique<Session>(m_domain.environment(), folderOf(u"市政府办/mailroom"_s));
    return true;
}

core::AuthorityPlace SealDesk::place() const
{
    const QString domain = QDir::cleanPath(folderOf(u"市政府办/mailroom"_s) + u"/../.."_s);
    return {domain + u"/authority"_s, domain + u"/directory.wyd"_s};
}

std::unique_ptr<core::Workspace> SealDesk::unlock(const QString &name)
{
    auto opened = core::Workspace::unlock(folderOf(name), memberOf(name), pin(), environment());
    if (!opened) {
        qWarning("%s", qPrintable(describe(opened.error())));
        return nullptr;
    }
    const auto directory = readBounded(place().directory, 1 << 26);
    const auto taken = directory ? (*opened)->takeDirectory(*directory) : Result<void>(directory.error());
    if (!taken && taken.error().reason != "directory.version-twice")
        qWarning("%s", qPrintable(describe(taken.error())));
    return std::move(*opened);
}

quint64 SealDesk::acts() const
{
    const SystemClock clock;
    return core::openRegister(place().folder, clock).value()->state().size();
}

void SealDesk::keep(QWidget *window, const QString &name)
{
    QVERIFY(QTest::qWaitForWindowExposed(window));
    QTest::qWait(200);
    const QPixmap picture = window->grab();
    const QString folder = QStringLiteral(WENYI_BUILD_DIR "/screenshots");
    QVERIFY(QDir().mkpath(folder));
    const QString scale = picture.devicePixelRatio() > 1.5 ? u"-200"_s : u""_s;
    QVERIFY(picture.save(folder + u'/' + name + scale + u".png"_s));
}

} // namespace wenyi::ui
