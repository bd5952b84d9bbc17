// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;

/// No continuation is attached to a QFuture: Qt 6.4 runs one twice that comes in the moment in which the future ends,
/// and the second time ends the program. Windows go on through ui::Answer, whose steps begin with where they run; who
/// asks a connection gives it what is to be told. Since an Answer is a QFuture and goes on under the same name, whose
/// then() it is shows only by what stands before it: that has to be known as an Answer.
class ContinuationsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingIsAttachedToAFuture();
    void aPlantedLineIsFound_data();
    void aPlantedLineIsFound();

private:
    enum class Names { Functions, All };
    static QString bare(QString source);
    static QSet<QString> answersIn(const QString &source, Names which);
    static QString ownerOf(const QString &source, qsizetype then);
    static bool hasFault(const QString &source, const QSet<QString> &answers);
    static QStringList sourcesIn(const QString &part, const QStringList &names);
};

/// Without comments, and with nothing in its strings.
QString ContinuationsTest::bare(QString source)
{
    static const QRegularExpression strings(u"\"(?:\\\\.|[^\"\\\\\n])*+\""_s);
    static const QRegularExpression characters(u"'(\\\\.|[^'\\\\])'"_s);
    static const QRegularExpression comments(u"//[^\n]*"_s);
    return source.replace(characters, u"' '"_s).replace(strings, u"\"\""_s).remove(comments);
}

/// What is declared as an Answer.
QSet<QString> ContinuationsTest::answersIn(const QString &source, Names which)
{
    static const QRegularExpression functions(u"\\bAnswer<[^;{}()=]*>\\s+(?:\\w+::)*(\\w+)\\("_s);
    static const QRegularExpression all(u"\\bAnswer(?:<[^;{}()=]*>)?\\s+(?:\\w+::)*(\\w+)\\s*[({;=]"_s);
    QSet<QString> names;
    auto found = (which == Names::All ? all : functions).globalMatch(source);
    while (found.hasNext())
        names.insert(found.next().captured(1));
    return names;
}

/// The name that stands before a then(): of a variable, or of the function that was called.
QString ContinuationsTest::ownerOf(const QString &source, qsizetype then)
{
    const auto isOfName = [&](qsizetype at) { return source[at].isLetterOrNumber() || source[at] == u'_'; };
    qsizetype at = then - 1;
    while (at >= 0 && source[at].isSpace())
        --at;
    for (int open = 0; at >= 0 && (open > 0 || source[at] == u')');) {
        open += source[at] == u')' ? 1 : source[at] == u'(' ? -1 : 0;
        --at;
        if (open == 0)
            break;
    }
    const qsizetype end = at + 1;
    while (at >= 0 && isOfName(at))
        --at;
    return source.mid(at + 1, end - at - 1);
}

bool ContinuationsTest::hasFault(const QString &source, const QSet<QString> &answers)
{
    static const QRegularExpression forbidden(
        u"QtFuture::Launch|\\.on(Canceled|Failed)\\(|QFuture<\\w+>::then\\(|\\.then\\(\\s*(\\[|std::|\\w+\\))"_s);
    static const QRegularExpression continued(u"(\\.|->)\\s*then\\s*\\("_s);
    static const QRegularExpression made(u"\\bAnswer<[^;{}()]*>\\("_s);
    if (forbidden.match(source).hasMatch())
        return true;
    const QString code = bare(source).replace(made, u"Answer("_s);
    const QSet<QString> known = answers + answersIn(code, Names::All);
    auto found = continued.globalMatch(code);
    while (found.hasNext()) {
        const QString owner = ownerOf(code, found.next().capturedStart());
        // What goes on in a pool is an Answer again.
        if (owner != u"Answer" && owner != u"then" && !known.contains(owner))
            return true;
    }
    return false;
}

QStringList ContinuationsTest::sourcesIn(const QString &part, const QStringList &names)
{
    QStringList paths;
    QDirIterator folder(QStringLiteral(WENYI_SOURCE_DIR "/") + part, names, QDir::Files, QDirIterator::Subdirectories);
    while (folder.hasNext())
        paths.append(folder.next());
    return paths;
}

void ContinuationsTest::nothingIsAttachedToAFuture()
{
    const auto read = [](const QString &path) {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
    };
    QSet<QString> answers;
    for (const QString &path : sourcesIn(u"client/ui"_s, {u"*.h"_s}))
        answers += answersIn(bare(read(path)), Names::Functions);
    QVERIFY2(answers.contains(u"ask"_s), qPrintable(answers.values().join(u' ')));
    int files = 0;
    for (const QString &part : {u"client"_s, u"server"_s, u"shared"_s, u"examples"_s}) {
        for (const QString &path : sourcesIn(part, {u"*.cpp"_s, u"*.h"_s})) {
            const QString source = read(path);
            QVERIFY2(!source.isEmpty(), qPrintable(path));
            // Nobody else knows what an Answer is.
            const bool isOfWindows = path.contains(u"/client/ui/"_s);
            QVERIFY2(!hasFault(source, isOfWindows ? answers : QSet<QString>()), qPrintable(path));
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
    QTest::newRow("context of a future") << u"future.then(this, [this] { go(); });"_s << true;
    QTest::newRow("context of a call") << u"QtConcurrent::run(read, path(\"a)\")).then(this, [this] { go(); });"_s
                                       << true;
    QTest::newRow("context of a member's call")
        << u"m_connection->request(body, 3)\n    .then(this, [this] { go(); }); // ask()"_s << true;
    QTest::newRow("context by a pointer") << u"m_asked->then(this, [this] { go(); });"_s << true;
    QTest::newRow("pool of a future") << u"asked.then(QThreadPool::globalInstance(), [] { return 1; });"_s << true;
    QTest::newRow("an answer's context") << u"m_session.ask(\")\").then(this, [this] { go(); });"_s << false;
    QTest::newRow("an answer's pool")
        << u"Answer<int> opening = read();\nopening.then(QThreadPool::globalInstance(),\n    [] { return 1; })\n"
           u"    .then(this, [] {});"_s
        << false;
    QTest::newRow("made an answer") << u"Answer<Result<int>>(QtConcurrent::run(read)).then(this, [] {});"_s << false;
    QTest::newRow("words") << u"/// Continue with `.then(context, …)`."_s << false;
}

void ContinuationsTest::aPlantedLineIsFound()
{
    QFETCH(QString, line);
    QTEST(hasFault(line, {u"ask"_s}), "isFault");
}

QTEST_GUILESS_MAIN(ContinuationsTest)
#include "ContinuationsTest.moc"
