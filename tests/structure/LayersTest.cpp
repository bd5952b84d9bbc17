// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/structure/Layers.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace wenyi;
using namespace wenyi::structure;
using namespace Qt::StringLiterals;

class LayersTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyIncludePointsDown();
    void plantedIncludeIsFound_data();
    void plantedIncludeIsFound();

private:
    static LayerTable table();
};

LayerTable LayersTest::table()
{
    const auto read = LayerTable::read(QStringLiteral(WENYI_SOURCE_DIR "/tests/structure/layers.txt"));
    return read ? *read : LayerTable{};
}

void LayersTest::everyIncludePointsDown()
{
    QVERIFY(table().arrows.size() >= 18);
    const QStringList faults = includeFaults(QStringLiteral(WENYI_SOURCE_DIR), table());
    QVERIFY2(faults.isEmpty(), qPrintable(faults.join(u'\n')));
}

void LayersTest::plantedIncludeIsFound_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("line");
    QTest::addColumn<bool>("allowed");
    const auto row = [](const char *name, const QString &file, const QString &line, bool allowed) {
        QTest::newRow(name) << file << line << allowed;
    };
    row("upward", u"shared/base/Clock.h"_s, u"#include \"shared/crypto/Sm3.h\""_s, false);
    row("sideways", u"shared/seal/Seal.cpp"_s, u"#include \"shared/ofd/Package.h\""_s, false);
    row("server reads a document", u"server/Store.cpp"_s, u"#include \"shared/document/Kind.h\""_s, false);
    row("core knows a widget", u"client/core/Draft.h"_s, u"#include <QWidget>"_s, false);
    row("core includes ui", u"client/core/Draft.h"_s, u"#include \"client/ui/MainWindow.h\""_s, false);
    row("OpenSSL outside crypto", u"shared/seal/Seal.cpp"_s, u"#include <openssl/evp.h>"_s, false);
    row("not from the root", u"shared/seal/Seal.cpp"_s, u"#include \"Seal.h\""_s, false);
    row("QtGui in layout", u"shared/layout/Typesetter.cpp"_s, u"#include <QPainter>"_s, false);
    row("downward", u"shared/ofd/Package.cpp"_s, u"  #  include \"shared/layout/PageScene.h\""_s, true);
    row("own folder", u"shared/ofd/Package.cpp"_s, u"#include \"shared/ofd/Package.h\""_s, true);
    row("painting in paint", u"shared/layout/paint/Painter.cpp"_s, u"#include <QPainter>"_s, true);
}

void LayersTest::plantedIncludeIsFound()
{
    QFETCH(QString, file);
    QFETCH(QString, line);
    QFETCH(bool, allowed);
    QTemporaryDir root;
    QVERIFY(QDir(root.path()).mkpath(file.section(u'/', 0, -2)));
    QFile planted(root.filePath(file));
    QVERIFY(planted.open(QIODevice::WriteOnly));
    planted.write(line.toUtf8() + '\n');
    planted.close();
    QCOMPARE(includeFaults(root.path(), table()).isEmpty(), allowed);
}

QTEST_GUILESS_MAIN(LayersTest)
#include "LayersTest.moc"
