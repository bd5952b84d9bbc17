// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Result.h"
#include "shared/modules/ModuleDefinition.h"

#include <QList>
#include <QString>

#include <map>
#include <memory>

namespace wenyi::modules {

/// The bytes of a module's four files.
struct ModuleFiles
{
    QByteArray module;
    QByteArray form;
    QByteArray process;
    QByteArray sheet;
};

/// Why a module was not loaded.
struct ModuleFault
{
    QString file; ///< "outgoing/form.json"
    Error error;  ///< The rule is the reason; the detail begins with the place in the file.
};

/// The modules that this program knows, each in every version it has: a running record finishes under the version it
/// began with. The newest version is the folder NAME itself, earlier ones stand in NAME/versions/N. Beside the folders
/// lies holidays.json, by which all of them reckon working days.
class ModuleCatalogue
{
public:
    /// Reads every folder; a broken module leaves the others working and stands in faults().
    static ModuleCatalogue load(const QString &folder);

    /// Fails with AlreadyExists "module.version-twice".
    Result<void> add(ModuleDefinition definition);
    /// The version new records begin with. Fails with NotFound "module.unknown".
    Result<const ModuleDefinition *> newest(const QString &id) const;
    /// Fails with NotFound "module.unknown", "module.unknown-version".
    Result<const ModuleDefinition *> find(const QString &id, int version) const;
    /// The newest version of each, by id.
    QList<const ModuleDefinition *> modules() const;
    const QList<ModuleFault> &faults() const { return m_faults; }
    /// Weekends alone are free where holidays.json is not there, or is broken and stands in faults().
    const HolidayCalendar &holidays() const { return *m_calendar; }

private:
    void loadHolidays(const QString &path);
    void loadVersion(const QString &folder, const QString &name, const QString &module);

    std::map<QString, std::map<int, std::shared_ptr<const ModuleDefinition>>> m_modules;
    QList<ModuleFault> m_faults;
    std::shared_ptr<const HolidayCalendar> m_calendar = std::make_shared<const HolidayCalendar>();
};

/// A module out of the bytes of its files, each checked alone and against the others. The fault names the file.
struct ModuleReading
{
    std::shared_ptr<const ModuleDefinition> definition; ///< Null where there is a fault.
    QList<ModuleFault> faults;
};
ModuleReading readModule(const ModuleFiles &files, const QString &folderName);

} // namespace wenyi::modules
