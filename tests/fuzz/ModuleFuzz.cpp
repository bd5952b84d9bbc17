// SPDX-License-Identifier: GPL-3.0-or-later
// A module's four files and the payloads of its events. The first byte says which; what is taken must hold its
// promises.
#include "shared/modules/ModuleCatalogue.h"
#include "shared/modules/NumberSeries.h"
#include "shared/modules/RecordEvent.h"

#include <QFile>

#include <cstdint>
#include <cstdlib>

using namespace wenyi;
using namespace wenyi::modules;

namespace {

enum Part : char { Process = 'p', Form = 'f', Sheet = 's', Module = 'm', Event = 'e', Number = 'n', Rule = 'c' };

QByteArray productFile(const char *name)
{
    QFile file(QStringLiteral(WENYI_SOURCE_DIR "/resources/modules/outgoing/") + QString::fromLatin1(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

const ModuleFiles &productFiles()
{
    static const ModuleFiles files{
        productFile("module.json"), productFile("form.json"), productFile("process.bpmn"), productFile("sheet.json")};
    return files;
}

void demand(bool holds)
{
    if (!holds)
        abort();
}

void readEvent(const QByteArray &bytes)
{
    if (const auto event = RecordEvent::fromBytes(bytes, {}, MemberId(QStringLiteral("member")))) {
        const auto written = event->toBytes();
        demand(written && *written == bytes);
    }
}

void readNumberEvent(const QByteArray &bytes)
{
    if (const auto event = NumberEvent::fromBytes(bytes, {}, DesktopId(QStringLiteral("desktop")))) {
        demand(event->toBytes() == bytes);
        NumberSeries series;
        if (!series.apply(*event))
            demand(series == NumberSeries());
    }
}

void readFile(char part, const QByteArray &bytes)
{
    ModuleFiles files = productFiles();
    (part == Form ? files.form : part == Sheet ? files.sheet : part == Module ? files.module : files.process) = bytes;
    const ModuleReading reading = readModule(files, QStringLiteral("outgoing"));
    demand((reading.definition == nullptr) == !reading.faults.isEmpty());
}

} // namespace

extern "C" void wenyiFuzzSeeds(void (*add)(const uint8_t *data, size_t size))
{
    const auto seed = [add](char part, const QByteArray &bytes) {
        const QByteArray whole = part + bytes;
        add(reinterpret_cast<const uint8_t *>(whole.constData()), static_cast<size_t>(whole.size()));
    };
    seed(Process, productFiles().process);
    seed(Form, productFiles().form);
    seed(Sheet, productFiles().sheet);
    seed(Module, productFiles().module);
    seed(Rule, "outcome = 'agree' and (copies > 50 or not urgent = true)");
    seed(Number, NumberEvent{{}, {}, NumberEventKind::Lease, {1, 20}, {}, {}, {}, {}}.toBytes());
    RecordEvent event;
    event.module = QStringLiteral("outgoing");
    event.version = 1;
    event.action.values = {{QStringLiteral("title"), QStringLiteral("通知")}, {QStringLiteral("copies"), 5}};
    event.action.signature = "signature";
    event.references = {{QStringLiteral("revision"), Digest{}}};
    seed(Event, event.toBytes().value_or(QByteArray()));
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0 || size > (1 << 20))
        return 0;
    const char part = static_cast<char>(data[0]);
    const QByteArray bytes(reinterpret_cast<const char *>(data + 1), static_cast<qsizetype>(size - 1));
    if (part == Event)
        readEvent(bytes);
    else if (part == Number)
        readNumberEvent(bytes);
    else if (part == Rule)
        (void)Condition::parse(QString::fromUtf8(bytes));
    else
        readFile(part, bytes);
    return 0;
}
