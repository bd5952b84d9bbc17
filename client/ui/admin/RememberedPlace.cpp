// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/admin/RememberedPlace.h"

#include <QDir>
#include <QSettings>

using namespace Qt::StringLiterals;

namespace wenyi::ui {

namespace {

constexpr QStringView FolderKey = u"administration/authorityFolder";
constexpr QStringView DirectoryKey = u"administration/directoryFile";

} // namespace

QString besideAuthority(const QString &folder)
{
    return folder.isEmpty() ? QString() : QDir::cleanPath(folder + u"/../directory.wyd"_s);
}

core::AuthorityPlace rememberedPlace()
{
    const QSettings kept(QSettings::IniFormat, QSettings::UserScope, u"wenyi"_s, u"wenyi"_s);
    const QString folder = kept.value(FolderKey.toString()).toString();
    return {folder, kept.value(DirectoryKey.toString(), besideAuthority(folder)).toString()};
}

void rememberPlace(const core::AuthorityPlace &place)
{
    QSettings kept(QSettings::IniFormat, QSettings::UserScope, u"wenyi"_s, u"wenyi"_s);
    kept.setValue(FolderKey.toString(), place.folder);
    kept.setValue(DirectoryKey.toString(), place.directory);
}

} // namespace wenyi::ui
