// SPDX-License-Identifier: GPL-3.0-or-later
// Reads hostile XML by one of the product's readers while every call that opens a file or a socket, or starts a
// program, ends it. `test-xml-watch READER VICTIM`; the names that begin with "careless" do what no reader of ours may
// do, to show that it would be seen.
#include "shared/archive/ZipFile.h"
#include "shared/document/HtmlImport.h"
#include "shared/document/docx/DocxImport.h"
#include "shared/exchange/DocumentHeader.h"
#include "shared/modules/ProcessDefinition.h"
#include "shared/ofd/Xml.h"
#include "tests/faults/xmlwatch/XmlCorpus.h"

#include <QFile>

#include <libxml/parser.h>
#include <libxml/xinclude.h>
#include <seccomp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstring>
#include <functional>
#include <map>

using namespace wenyi;
using namespace Qt::StringLiterals;

namespace {

constexpr int Seen = 99;
constexpr int Usage = 2;
const char *current = ""; ///< The text that is being read.

/// Only what may be done in a signal: the call's number, and which text it was.
void onForbidden(int, siginfo_t *info, void *)
{
    char line[300];
    const int size = std::snprintf(line, sizeof line, "call %d at: %.200s\n", info->si_syscall, current);
    (void)!write(STDERR_FILENO, line, static_cast<size_t>(size));
    _exit(Seen);
}

bool watch()
{
    struct sigaction action = {};
    action.sa_sigaction = onForbidden;
    action.sa_flags = SA_SIGINFO;
    if (sigaction(SIGSYS, &action, nullptr) != 0)
        return false;
    const scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
    int failed = filter ? 0 : 1;
    for (const int call : {SCMP_SYS(open), SCMP_SYS(openat), SCMP_SYS(openat2), SCMP_SYS(creat), SCMP_SYS(socket),
             SCMP_SYS(connect), SCMP_SYS(sendto), SCMP_SYS(bind), SCMP_SYS(execve), SCMP_SYS(execveat), SCMP_SYS(fork),
             SCMP_SYS(vfork), SCMP_SYS(io_uring_setup)})
        failed |= seccomp_rule_add(filter, SCMP_ACT_TRAP, call, 0);
    failed |= seccomp_attr_set(filter, SCMP_FLTATR_CTL_TSYNC, 1);
    failed |= failed ? 1 : seccomp_load(filter);
    seccomp_release(filter);
    return failed == 0;
}

QByteArray fileOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool readDocx(const QByteArray &bytes)
{
    // Each part by itself, the others being sound.
    const QByteArray body =
        "<w:document xmlns:w=\"w\"><w:body><w:p><w:r><w:t>a</w:t></w:r></w:p></w:body></w:document>";
    bool isTaken = false;
    for (const QString &part : {u"word/document.xml"_s, u"word/styles.xml"_s, u"word/numbering.xml"_s}) {
        QList<archive::ArchiveEntry> entries{{part, bytes}};
        if (part != u"word/document.xml")
            entries.append({u"word/document.xml"_s, body});
        const auto zip = archive::writeZip(entries);
        const bool wasRead = zip && document::importDocx(*zip);
        isTaken = isTaken || wasRead;
    }
    return isTaken;
}

bool readHtml(const QByteArray &bytes)
{
    const QString html = QString::fromUtf8(bytes);
    (void)document::importHtml(html);
    return document::blocksOfHtml(html).has_value();
}

/// libxml2 as a careless program asks it.
bool readCarelessly(const QByteArray &bytes)
{
    xmlDocPtr read = xmlReadMemory(
        bytes.constData(), static_cast<int>(bytes.size()), "a.xml", nullptr, XML_PARSE_NOENT | XML_PARSE_DTDLOAD);
    if (read)
        xmlXIncludeProcess(read);
    xmlFreeDoc(read);
    return read != nullptr;
}

QByteArray soundHeader()
{
    const QString line = u"公文 & <头>"_s;
    exchange::DocumentHeader header;
    header.identifier = u"11320281014000001A-2026-28"_s;
    header.secrecy = u"秘密★1年"_s;
    header.urgency = u"加急"_s;
    header.copyNumber = u"000001"_s;
    header.kind = header.title = header.number = header.note = header.distribution = line;
    header.signers = header.recipients = header.attachments = header.copyTo = QStringList{line, line};
    header.date = header.printDate = QDate(2026, 6, 18);
    header.parts = {{exchange::PartRole::Document, u"a.ofd"_s, 1, {}}, {exchange::PartRole::Source, u"a"_s, 1, {}}};
    return header.toXml().value_or(QByteArray());
}

struct Reader
{
    QByteArray sound;
    std::function<bool(const QByteArray &)> read; ///< Whether it took the text.
};

std::map<QByteArray, Reader> readers()
{
    const QByteArray ofd = "<ofd:Page xmlns:ofd=\"http://www.ofdspec.org/2016\"><ofd:Area/></ofd:Page>";
    const QByteArray docx =
        "<w:document xmlns:w=\"w\"><w:body><w:p><w:r><w:t>a</w:t></w:r></w:p></w:body></w:document>";
    const QByteArray process = fileOf(QStringLiteral(WENYI_SOURCE_DIR "/resources/modules/outgoing/process.bpmn"));
    return {
        {"ofd", {ofd, [](const QByteArray &bytes) { return ofd::parseXml(bytes).has_value(); }}},
        {"docx", {docx, readDocx}},
        {"header", {soundHeader(),
                       [](const QByteArray &bytes) { return exchange::DocumentHeader::fromXml(bytes).has_value(); }}},
        {"process",
            {process, [](const QByteArray &bytes) { return modules::ProcessDefinition::fromBpmn(bytes).has_value(); }}},
        {"html", {"<p>a</p>", readHtml}},
        {"careless", {ofd, readCarelessly}},
        {"careless-file", {ofd, [](const QByteArray &) { return !fileOf(u"/etc/passwd"_s).isEmpty(); }}},
        {"careless-socket", {ofd, [](const QByteArray &) { return socket(AF_INET, SOCK_STREAM, 0) >= 0; }}},
    };
}

} // namespace

int main(int argc, char **argv)
{
    const auto all = readers();
    const auto reader = argc == 3 ? all.find(argv[1]) : all.end();
    if (reader == all.end())
        return Usage;
    const QByteArray victim = argv[2];
    const auto &[name, chosen] = *reader;
    const QList<HostileXml> corpus = name == "html" ? htmlCorpus(victim) : xmlCorpus(chosen.sound, victim);
    // What a reader loads once it may load: converters, tables, the locale. And it takes what is sound.
    if (!chosen.read(chosen.sound)) {
        std::fprintf(stderr, "the sound text was not taken\n");
        return 1;
    }
    if (!watch()) {
        std::fprintf(stderr, "the watch cannot be set up\n");
        return 1;
    }
    for (const HostileXml &text : corpus) {
        current = text.name.constData();
        (void)chosen.read(text.bytes);
    }
    std::printf("%d\n", static_cast<int>(corpus.size()));
    return 0;
}
