// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/modules/ModuleCatalogue.h"

#include "shared/base/DurableFile.h"
#include "shared/base/Limits.h"
#include "shared/modules/JsonDeclaration.h"

#include <QDir>

#include <algorithm>

namespace wenyi::modules {

using namespace Qt::StringLiterals;

namespace {

QList<NamedWord> readWords(JsonDeclaration &in, const JsonPlace &root, QStringView key)
{
    QList<NamedWord> words;
    for (const JsonPlace &at : in.list(root, key)) {
        in.allowKeys(at, {u"id", u"name"});
        words.append({in.identifier(at, u"id"), in.text(at, u"name")});
    }
    return words;
}

bool hasWord(const QList<NamedWord> &words, const QString &id)
{
    return std::any_of(words.begin(), words.end(), [&](const NamedWord &word) { return word.id == id; });
}

void readColumns(JsonDeclaration &in, const JsonPlace &root, ModuleDefinition &module)
{
    for (const JsonPlace &at : in.list(root, u"columns")) {
        in.allowKeys(at, {u"field", u"width"});
        const ListColumn column{in.identifier(at, u"field"), in.integer(at, u"width", {1, 200}, 10)};
        if (!module.form.field(column.field))
            in.fail("module.unknown-field", JsonDeclaration::placeOf(at, u"field"), column.field);
        module.columns.append(column);
    }
}

/// How the numbers of a series look, and how far they count.
void readNumberForm(JsonDeclaration &in, const JsonPlace &at, NumberSeriesRule &rule)
{
    using Running = std::optional<document::RunningNumber::Word>;
    rule.running = in.word<Running>(at, u"form",
        {{u"", Running()}, {u"第N号", Running(document::RunningNumber::Word::Order)},
            {u"第N期", Running(document::RunningNumber::Word::Issue)}});
    rule.period = in.word<NumberPeriod>(at, u"period", {{u"year", NumberPeriod::Year}, {u"term", NumberPeriod::Term}});
}

void readCondition(JsonDeclaration &in, const JsonPlace &at, const ModuleDefinition &module, NumberSeriesRule &rule)
{
    const QString text = in.text(at, u"when", Presence::Optional);
    if (text.isEmpty())
        return;
    const auto condition = Condition::parse(text);
    if (!condition)
        return in.fail(condition.error().reason, JsonDeclaration::placeOf(at, u"when"), condition.error().detail);
    for (const QString &field : condition->fields()) {
        if (!module.form.field(field))
            in.fail("module.unknown-field", JsonDeclaration::placeOf(at, u"when"), field);
    }
    rule.condition = *condition;
}

void readSeries(JsonDeclaration &in, const JsonPlace &root, ModuleDefinition &module)
{
    for (const JsonPlace &at : in.list(root, u"series", Presence::Optional)) {
        in.allowKeys(at, {u"field", u"series", u"form", u"period", u"when"});
        NumberSeriesRule rule{in.identifier(at, u"field"), in.identifier(at, u"series")};
        readNumberForm(in, at, rule);
        readCondition(in, at, module, rule);
        const FormField *field = module.form.field(rule.field);
        if (!field)
            in.fail("module.unknown-field", JsonDeclaration::placeOf(at, u"field"), rule.field);
        else if (field->kind != FieldKind::DocumentNumber && field->kind != FieldKind::SerialNumber)
            in.fail("module.series-field", JsonDeclaration::placeOf(at, u"field"), rule.field);
        else if (rule.running && field->kind != FieldKind::DocumentNumber)
            in.fail("module.series-field", JsonDeclaration::placeOf(at, u"form"), rule.field);
        module.series.append(rule);
    }
}

Result<void> readModuleFile(const QByteArray &json, const QString &folderName, ModuleDefinition &module)
{
    JsonDeclaration in;
    const JsonPlace root = in.root(json);
    in.allowKeys(root, {u"id", u"version", u"name", u"titleField", u"urgeHours", u"roles", u"outcomes", u"acts",
                           u"columns", u"series"});
    module.id = in.identifier(root, u"id");
    if (in.ok() && module.id != folderName)
        in.fail("module.id", u"id"_s, module.id);
    module.version = in.integer(root, u"version", {1, 1'000'000});
    module.name = in.text(root, u"name");
    module.titleField = in.identifier(root, u"titleField");
    if (in.ok() && !module.form.field(module.titleField))
        in.fail("module.unknown-field", u"titleField"_s, module.titleField);
    module.urgeInterval =
        std::chrono::hours(in.integer(root, u"urgeHours", {0, 720}, static_cast<int>(module.urgeInterval.count())));
    module.roles = readWords(in, root, u"roles");
    module.outcomes = readWords(in, root, u"outcomes");
    module.acts = readWords(in, root, u"acts");
    readColumns(in, root, module);
    readSeries(in, root, module);
    return in.finish();
}

// The process may only use words that the module and the form declare.
Result<void> checkProcessWords(const ModuleDefinition &module)
{
    const auto fault = [](const QByteArray &rule, const QString &node, const QString &word) {
        return Error{ErrorCode::InvalidInput, rule, node + u": "_s + word};
    };
    for (const QString &field : module.process.fields()) {
        if (!module.form.field(field))
            return fault("module.unknown-field", u"fields"_s, field);
    }
    for (const QString &role : module.process.administrators()) {
        if (role != ProcessDefinition::SystemAdministrator && !hasWord(module.roles, role))
            return fault("module.unknown-role", module.process.id(), role);
    }
    for (const ProcessNode &node : module.process.nodes()) {
        for (const QString &role : node.task.roles + node.task.returnBy) {
            if (!hasWord(module.roles, role))
                return fault("module.unknown-role", node.id, role);
        }
        for (const QString &outcome : node.task.outcomes) {
            if (!hasWord(module.outcomes, outcome))
                return fault("module.unknown-outcome", node.id, outcome);
        }
        if (node.kind == NodeKind::UserTask && !hasWord(module.acts, node.task.act))
            return fault("module.unknown-act", node.id, node.task.act);
        const QString &due = node.task.deadlineField;
        if (!due.isEmpty() && module.form.field(due)->kind != FieldKind::Date)
            return fault("module.deadline-field", node.id, due);
        const auto &countersign = node.task.countersign;
        if (countersign && module.form.field(countersign->signersField)->kind != FieldKind::List)
            return fault("module.signers-field", node.id, countersign->signersField);
    }
    return {};
}

Result<void> checkSheetActs(const ModuleDefinition &module)
{
    for (const SheetRow &row : module.sheet.rows) {
        for (const SheetCell &cell : row.cells) {
            for (const QString &act : cell.acts) {
                if (!hasWord(module.acts, act))
                    return Error{ErrorCode::InvalidInput, "module.unknown-act", cell.label + u": "_s + act};
            }
        }
    }
    return {};
}

// Names are those of our own folders; the size is checked before anything is read.
Result<QByteArray> readFile(const QString &path)
{
    auto bytes = readBounded(path, LargestModuleFile);
    if (bytes)
        return bytes;
    const bool tooLarge = bytes.error().code == ErrorCode::TooLarge;
    return Error{bytes.error().code, tooLarge ? "module.file-size" : "module.file", bytes.error().detail};
}

} // namespace

ModuleReading readModule(const ModuleFiles &files, const QString &folderName)
{
    ModuleReading reading;
    ModuleDefinition module;
    const auto take = [&](const QString &file, auto result, auto &into) {
        if (result)
            into = std::move(*result);
        else
            reading.faults.append({file, result.error()});
    };
    const auto check = [&](const QString &file, const Result<void> &result) {
        if (!result)
            reading.faults.append({file, result.error()});
    };
    take(u"form.json"_s, FormDefinition::fromJson(files.form), module.form);
    take(u"process.bpmn"_s, ProcessDefinition::fromBpmn(files.process), module.process);
    if (reading.faults.isEmpty()) {
        check(u"module.json"_s, readModuleFile(files.module, folderName, module));
        take(u"sheet.json"_s, SheetDefinition::fromJson(files.sheet, module.form), module.sheet);
    }
    if (reading.faults.isEmpty()) {
        check(u"process.bpmn"_s, checkProcessWords(module));
        check(u"sheet.json"_s, checkSheetActs(module));
    }
    if (reading.faults.isEmpty())
        reading.definition = std::make_shared<const ModuleDefinition>(std::move(module));
    return reading;
}

ModuleCatalogue ModuleCatalogue::load(const QString &folder)
{
    ModuleCatalogue catalogue;
    const QDir root(folder);
    if (root.exists(u"holidays.json"_s))
        catalogue.loadHolidays(root.filePath(u"holidays.json"_s));
    for (const QString &module : root.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name)) {
        catalogue.loadVersion(root.filePath(module), module, module);
        const QDir versions(root.filePath(module + u"/versions"_s));
        for (const QString &version : versions.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name))
            catalogue.loadVersion(versions.filePath(version), module + u"/versions/"_s + version, module);
    }
    return catalogue;
}

void ModuleCatalogue::loadHolidays(const QString &path)
{
    const auto bytes = readFile(path);
    auto calendar = bytes ? HolidayCalendar::fromJson(*bytes) : Result<HolidayCalendar>(bytes.error());
    if (calendar)
        m_calendar = std::make_shared<const HolidayCalendar>(std::move(*calendar));
    else
        m_faults.append({u"holidays.json"_s, calendar.error()});
}

void ModuleCatalogue::loadVersion(const QString &folder, const QString &name, const QString &module)
{
    ModuleFiles files;
    const std::pair<QString, QByteArray *> parts[] = {{u"module.json"_s, &files.module}, {u"form.json"_s, &files.form},
        {u"process.bpmn"_s, &files.process}, {u"sheet.json"_s, &files.sheet}};
    for (const auto &[file, bytes] : parts) {
        auto read = readFile(folder + u'/' + file);
        if (!read) {
            m_faults.append({name + u'/' + file, read.error()});
            return;
        }
        *bytes = std::move(*read);
    }
    const ModuleReading reading = readModule(files, module);
    for (const ModuleFault &fault : reading.faults)
        m_faults.append({name + u'/' + fault.file, fault.error});
    if (!reading.definition)
        return;
    if (const auto added = add(*reading.definition); !added)
        m_faults.append({name + u"/module.json"_s, added.error()});
}

Result<void> ModuleCatalogue::add(ModuleDefinition definition)
{
    const QString id = definition.id;
    const int version = definition.version;
    auto &versions = m_modules[id];
    if (versions.contains(version))
        return Error{ErrorCode::AlreadyExists, "module.version-twice", u"%1 %2"_s.arg(id).arg(version)};
    if (!definition.calendar)
        definition.calendar = m_calendar;
    versions.emplace(version, std::make_shared<const ModuleDefinition>(std::move(definition)));
    return {};
}

Result<const ModuleDefinition *> ModuleCatalogue::newest(const QString &id) const
{
    const auto versions = m_modules.find(id);
    if (versions == m_modules.end())
        return Error{ErrorCode::NotFound, "module.unknown", id};
    return versions->second.rbegin()->second.get();
}

Result<const ModuleDefinition *> ModuleCatalogue::find(const QString &id, int version) const
{
    const auto versions = m_modules.find(id);
    if (versions == m_modules.end())
        return Error{ErrorCode::NotFound, "module.unknown", id};
    const auto found = versions->second.find(version);
    if (found == versions->second.end())
        return Error{ErrorCode::NotFound, "module.unknown-version", u"%1 %2"_s.arg(id).arg(version)};
    return found->second.get();
}

QList<const ModuleDefinition *> ModuleCatalogue::modules() const
{
    QList<const ModuleDefinition *> modules;
    for (const auto &[id, versions] : m_modules)
        modules.append(versions.rbegin()->second.get());
    return modules;
}

} // namespace wenyi::modules
