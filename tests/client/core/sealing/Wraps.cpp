// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/client/core/sealing/Wraps.h"

#include <algorithm>

namespace wenyi::core::tests {

using namespace Qt::StringLiterals;
using ofd::tests::xmlFile;
using wenyi::tests::must;

ofd::PackageEntry &entryOf(Entries &entries, const QString &path)
{
    const auto found = std::ranges::find(entries, path, &ofd::PackageEntry::path);
    if (found == entries.end())
        qFatal("no such entry: %s", qPrintable(path));
    return *found;
}

static void replaceOnce(QByteArray &bytes, const QByteArray &from, const QByteArray &to)
{
    const qsizetype at = bytes.indexOf(from);
    if (at < 0)
        qFatal("nothing to replace: %s", from.constData());
    bytes.replace(at, from.size(), to);
}

EntriesChange replaced(const char *path, const QByteArray &from, const QByteArray &to)
{
    return [=](Entries &entries) { replaceOnce(entryOf(entries, QString::fromUtf8(path)).bytes, from, to); };
}

EntriesChange added(const char *path, const QByteArray &bytes)
{
    return [=](Entries &entries) { entries.append({QString::fromUtf8(path), bytes}); };
}

EntriesChange removed(const char *path)
{
    return [=](Entries &entries) {
        entryOf(entries, QString::fromUtf8(path));
        entries.removeIf([&](const ofd::PackageEntry &entry) { return entry.path == QString::fromUtf8(path); });
    };
}

EntriesChange renamed(const char *from, const char *to)
{
    return [=](Entries &entries) { entryOf(entries, QString::fromUtf8(from)).path = QString::fromUtf8(to); };
}

EntriesChange both(const EntriesChange &first, const EntriesChange &second)
{
    return [=](Entries &entries) {
        first(entries);
        second(entries);
    };
}

OddSealOffice::XmlChange inList(const QByteArray &from, const QByteArray &to)
{
    return [=](QByteArray &xml) { replaceOnce(xml, from, to); };
}

Entries wrapEntries()
{
    Entries entries = ofd::tests::sampleEntries();
    replaced("Doc_0/PublicRes.xml", "FontName=\"宋体\"/>",
        "FontName=\"宋体\"><ofd:FontFile>song.ttf</ofd:FontFile></ofd:Font>")(entries);
    replaced("Doc_0/Document.xml", "</ofd:PublicRes>",
        "</ofd:PublicRes><ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>")(entries);
    replaced("Doc_0/Document.xml", "</ofd:Attachments>",
        "</ofd:Attachments><ofd:CustomTags>Tags/CustomTags.xml</ofd:CustomTags>"
        "<ofd:Extensions>Extensions.xml</ofd:Extensions>")(entries);
    replaced("Doc_0/Pages/Page_0/Content.xml", "<ofd:TextObject",
        "<ofd:ImageObject ID=\"22\" Boundary=\"20 60 20 20\" CTM=\"20 0 0 20 0 0\" ResourceID=\"6\"/>"
        "<ofd:TextObject")(entries);
    entries += Entries{
        {u"Doc_0/Res/song.ttf"_s, QByteArray("\0\1\0\0 the outlines", 17)},
        {u"Doc_0/DocumentRes.xml"_s,
            xmlFile("Res BaseLoc=\"Res\"", "<ofd:MultiMedias><ofd:MultiMedia ID=\"6\" Type=\"Image\"><ofd:MediaFile>"
                                           "a.png</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias>")},
        {u"Doc_0/Res/a.png"_s, "\x89PNG the picture"},
        {u"Doc_0/Tags/CustomTags.xml"_s,
            xmlFile("CustomTags", "<ofd:CustomTag NameSpace=\"http://www.wenyi.cn\"><ofd:FileLoc>Fields.xml"
                                  "</ofd:FileLoc></ofd:CustomTag>")},
        {u"Doc_0/Tags/Fields.xml"_s, xmlFile("Fields", "<ofd:Field Name=\"title\" PageRef=\"1\"/>")},
        {u"Doc_0/Extensions.xml"_s, xmlFile("Extensions", "<ofd:Extension AppName=\"x\" RefId=\"1\"/>")},
    };
    return entries;
}

QByteArray wrapped(const OddSealOffice &office, const Wrap &wrap)
{
    Entries entries = wrapEntries();
    if (wrap.before)
        wrap.before(entries);
    ofd::SignatureRequest request = office.request();
    request.coverage = wrap.coverage;
    const QByteArray sealed = office.sealed(request, {}, wrap.list, must(ofd::writePackage(entries)));
    entries = must(must(ofd::Package::open(sealed)).readAll());
    if (wrap.after)
        wrap.after(entries);
    return wrap.pack ? wrap.pack(entries) : must(ofd::writePackage(entries));
}

QStringList tellings(const Result<SealedDocumentVerdict> &verdict)
{
    if (!verdict)
        return {u"refused "_s + QString::fromLatin1(verdict.error().reason)};
    QStringList told;
    const auto tell = [&told](const char *what, const QStringList &paths) {
        for (const QString &path : paths)
            told.append(QString::fromLatin1(what) + u' ' + path);
    };
    tell("removed", verdict->removed);
    for (const SealFinding &finding : verdict->seals) {
        tell("changed", finding.changed);
        tell("uncovered", finding.uncovered);
        tell("extra", finding.extra);
        if (finding.fault)
            told.append(u"fault "_s + QString::fromLatin1(finding.fault->reason));
        for (const seal::SealStepResult &step : finding.verdict.steps) {
            if (step.outcome != seal::StepOutcome::Passed)
                told.append(u"step "_s + QString::fromLatin1(step.reason));
        }
    }
    return told;
}

} // namespace wenyi::core::tests
