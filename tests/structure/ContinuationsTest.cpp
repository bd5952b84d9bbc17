// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;

/// No continuation is attached to a QFuture: Qt 6.4 runs one twice that comes in the moment in which the future ends, and
/// the second time ends the program. Windows go on through ui::Answer, whose steps begin with where they run; who asks a
/// connection gives it what is to be told.
class ContinuationsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingIsAttachedToAFuture();
    void aPlantedLineIsFound_data();
    void aPlantedLineIsFound();

private:
    static bool hasFault(const QString &source);
};

bool ContinuationsTest::hasFault(const QString &source)
{
    static const QRegularExpression forbidden(
        u"QtFuture::Launch|\\.on(Canceled|Failed)\\(|QFuture<\\w+>::then\\(|\\.then\\(\\s*(\\[|std::|\\w+\\))"_s);
    return forbidden.match(source).hasMatch();
}

void ContinuationsTest::nothingIsAttachedToAFuture()
{
    int files = 0;
    for (const QString &part : {u"client"_s, u"server"_s, u"shared"_s, u"examples"_s}) {
        QDirIterator folder(QStringLiteral(WENYI_SOURCE_DIR "/") + part, {u"*.cpp"_s, u"*.h"_s}, QDir::Files,
            QDirIterator::Subdirectories);
        while (folder.hasNext()) {
            QFile file(folder.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            QVERIFY2(!hasFault(QString::fromUtf8(file.readAll())), qPrintable(file.fileName()));
            ++files;
        }
    }
    QVERIFY(files > 500);
}

void ContinuationsTest::aPlantedLineIsFound_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<bool>("isFault");
    QTest::newRow("function") << u"future.then([this] { go(); });"_s << true;
    QTest::newRow("named") << u"future.then(wake);"_s << true;
    QTest::newRow("launched") << u"future.then(QtFuture::Launch::Sync, taken);"_s << true;
    QTest::newRow("cancelled") << u"future.onCanceled([] {});"_s << true;
    QTest::newRow("next line") << u"asked.then(\n    [this] { go(); });"_s << true;
    QTest::newRow("context") << u"answer.then(this, [this] { go(); });"_s << false;
    QTest::newRow("pool") << u"answer.then(QThreadPool::globalInstance(),\n    [] { return 1; });"_s << false;
}

void ContinuationsTest::aPlantedLineIsFound()
{
    QFETCH(QString, line);
    QTEST(hasFault(line), "isFault");
}

QTEST_GUILESS_MAIN(ContinuationsTest)
#include "ContinuationsTest.moc"
