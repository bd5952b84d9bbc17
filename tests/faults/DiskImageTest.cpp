// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/faults/desk/Wording.h"
#include "tests/faults/kit/Canary.h"
#include "tests/faults/kit/CrashOffice.h"

#include <QDir>
#include <QFileInfo>
#include <QTest>

using namespace wenyi;
using namespace wenyi::faults;
using namespace Qt::StringLiterals;

namespace {

/// The only files in which a name of the directory stands in clear: the signed directory itself, whose desktop it is,
/// the certificates in front of encrypted keys, and the registered seal.
const QStringList FilesWithNames{u"directory.wyd"_s, u"profile.json"_s, u"sign.key"_s, u"encrypt.key"_s, u"unit.key"_s,
    u"unit-encrypt.key"_s, u"seal.key"_s, u"seal.esl"_s};

QStringList without(const QStringList &files, const QStringList &names)
{
    QStringList left;
    for (const QString &file : files) {
        if (!names.contains(QFileInfo(file).fileName()))
            left.append(file);
    }
    return left;
}

} // namespace

/// Threat T09: a stolen laptop, or the server's disk. Every file that a whole journey leaves behind, of every desktop
/// and of the server, is searched for what was written (disk_image_grep).
class DiskImageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void theSearchFindsEveryForm();
    void noFileHoldsWhatWasWritten_data();
    void noFileHoldsWhatWasWritten();
    void namesStandInTheDirectoryOnly_data();
    void namesStandInTheDirectoryOnly();

private:
    QStringList found(const QString &text) const;

    std::unique_ptr<CrashOffice> m_office;
};

void DiskImageTest::initTestCase()
{
    m_office = std::make_unique<CrashOffice>();
    for (const Visitor &visitor : story(1))
        QVERIFY(m_office->visit(visitor.person, visitor.commands));
    QCOMPARE(m_office->acknowledged().failures().join(u'\n'), QString());
    QVERIFY(!m_office->acknowledged().of(u"signed-for"_s).isEmpty());
    // What a killed program leaves is there too: logs of writes, half-written neighbours, parts.
    for (const Visitor &visitor : story(2))
        QVERIFY(!m_office->visit(visitor.person, visitor.commands, Death{25, {}}));
    m_office->server().killAfter(0);
}

QStringList DiskImageTest::found(const QString &text) const
{
    return filesThatHold(m_office->domain().path(u"domain/desktops"_s), text)
           + filesThatHold(m_office->serverFolder(), text);
}

void DiskImageTest::theSearchFindsEveryForm()
{
    const QTemporaryDir folder;
    const QString text = titleOf(1);
    const QByteArrayList forms = formsOf(text);
    QCOMPARE(forms.size(), 4);
    for (const QByteArray &form : forms) {
        QFile file(folder.filePath(u"file"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("before" + form + "behind");
        file.close();
        QCOMPARE(filesThatHold(folder.path(), text).size(), 1);
    }
}

void DiskImageTest::noFileHoldsWhatWasWritten_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("the title") << titleOf(1).mid(4, 10);
    QTest::newRow("the title of what was interrupted") << titleOf(2).mid(4, 10);
    QTest::newRow("an opinion") << Opinion.mid(2, 6);
    QTest::newRow("the note") << noteOf(1).mid(0, 8);
    QTest::newRow("the number") << u"澄政办发〔"_s;
    QTest::newRow("the text") << BodyExcerpt;
    QTest::newRow("the name of a part") << u"公文头"_s;
    QTest::newRow("an element of the OFD") << u"ofd:OFD"_s;
    QTest::newRow("a field of the record") << u"registerNumber"_s;
}

void DiskImageTest::noFileHoldsWhatWasWritten()
{
    QFETCH(QString, text);
    QCOMPARE(found(text).join(u'\n'), QString());
}

void DiskImageTest::namesStandInTheDirectoryOnly_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("isInReceipts");
    for (const QString &name : {u"陆文清"_s, u"周敏"_s, u"江阴市财政局"_s, u"江阴市人民政府办公室"_s})
        QTest::newRow(qPrintable(name)) << name << false;
    QTest::newRow("who signed for it") << u"孙丽华"_s << true;
}

void DiskImageTest::namesStandInTheDirectoryOnly()
{
    QFETCH(QString, name);
    QFETCH(bool, isInReceipts);
    // The server sees receipts as they were given (docs/SECURITY.md).
    const QStringList more =
        isInReceipts ? QStringList{u"server.db"_s, u"server.db-wal"_s, u"0000000001.segment"_s} : QStringList();
    const QStringList files = found(name);
    QVERIFY(!files.isEmpty());
    QCOMPARE(without(files, FilesWithNames + more).join(u'\n'), QString());
}

QTEST_GUILESS_MAIN(DiskImageTest)
#include "DiskImageTest.moc"
