// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/client/core/sealing/CoverageOracle.h"
#include "tests/client/core/sealing/Wraps.h"

#include "shared/ofd/SignatureReader.h"

#include <QDir>
#include <QTest>

#include <algorithm>

using namespace wenyi;
using namespace wenyi::core;
using namespace wenyi::core::tests;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(Wrap)

/// T17 `ofd_wrap`: whatever is done to a sealed document, it is not called valid, and it is told what was done; and
/// what other makers do is not called a fault. `coverage_oracle`: a second reading agrees on what is covered.
class OfdWrapTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void noWrapIsCalledValid_data();
    void noWrapIsCalledValid();
    void thereAreAtLeastSixtyKinds();
    void habitsOfOtherMakersAreNoFaults_data();
    void habitsOfOtherMakersAreNoFaults();
    void theOracleAgreesOnEveryWrap_data() { noWrapIsCalledValid_data(); }
    void theOracleAgreesOnEveryWrap();
    void theOracleAgreesOnEveryHabit_data() { habitsOfOtherMakersAreNoFaults_data(); }
    void theOracleAgreesOnEveryHabit();
    void theOracleAgreesOnTheSamples_data();
    void theOracleAgreesOnTheSamples();
    void aSealThatIsCutOffWholeIsSeenByWhoExpectsIt();

private:
    void addRows(const QList<Wrap> &wraps) const;
    static QList<Wrap> wraps()
    {
        return wrapsOfContent() + wrapsOfCoverage() + wrapsOfSignatures() + wrapsOfPackages();
    }

    OddSealOffice m_office;
};

void OfdWrapTest::addRows(const QList<Wrap> &wraps) const
{
    QTest::addColumn<Wrap>("wrap");
    for (const Wrap &wrap : wraps)
        QTest::newRow(wrap.name) << wrap;
}

void OfdWrapTest::noWrapIsCalledValid_data()
{
    addRows(wraps());
}

void OfdWrapTest::noWrapIsCalledValid()
{
    QFETCH(const Wrap, wrap);
    const auto verdict = m_office.verify(wrapped(m_office, wrap));
    QVERIFY(!verdict || !verdict->isFullyValid());
    const QByteArray conclusion = verdict ? conclusionName(verdict->conclusion) : QByteArray("refused");
    const QStringList told = tellings(verdict);
    QVERIFY2(conclusion == wrap.conclusion && told.contains(QString::fromUtf8(wrap.told)),
        (conclusion + ": " + told.join(u" | "_s).toUtf8()).constData());
}

void OfdWrapTest::thereAreAtLeastSixtyKinds()
{
    QSet<QByteArray> names;
    for (const Wrap &wrap : wraps())
        names.insert(wrap.name);
    QCOMPARE(names.size(), wraps().size());
    QVERIFY2(names.size() >= 120, QByteArray::number(names.size()).constData());
    QVERIFY2(goodHabits().size() >= 40, QByteArray::number(goodHabits().size()).constData());
}

void OfdWrapTest::habitsOfOtherMakersAreNoFaults_data()
{
    addRows(goodHabits());
}

void OfdWrapTest::habitsOfOtherMakersAreNoFaults()
{
    QFETCH(const Wrap, wrap);
    const auto verdict = m_office.verify(wrapped(m_office, wrap));
    QVERIFY2(verdict && verdict->isFullyValid(), tellings(verdict).join(u" | "_s).toUtf8().constData());
}

namespace {

QSet<QString> unprotectedBy(const ofd::OfdSignature &signature)
{
    QSet<QString> paths;
    for (const ofd::UncoveredFile &file : signature.uncovered) {
        if (file.kind == ofd::UncoveredKind::NotProtected)
            paths.insert(file.path);
    }
    return paths;
}

/// Where both readings differ, in words; empty where they agree.
QString differencesOn(const QByteArray &package)
{
    const auto opened = ofd::Package::open(package);
    const auto entries = opened ? opened->readAll() : Result<Entries>(opened.error());
    const auto list = entries ? ofd::readSignatures(*opened) : Result<ofd::SignatureList>(entries.error());
    if (!list)
        return {}; // Nothing at all is shown of it.
    Files files;
    for (const ofd::PackageEntry &entry : *entries)
        files.insert(entry.path, entry.bytes);
    for (const ofd::OfdSignature &signature : list->signatures) {
        if (signature.fault)
            continue;
        const CoverageOpinion opinion = coverageOf(files, signature.path);
        const QSet<QString> missed = opinion.uncovered - unprotectedBy(signature);
        if (!missed.isEmpty())
            return u"we call covered: "_s + missed.values().join(u' ');
        const bool isOurs = signature.referencesMatch() && signature.coversWhatIsShown();
        const bool isTheirs = opinion.isCovered() && !signature.references.isEmpty();
        if (isOurs != isTheirs)
            return u"covered is %1, the oracle says %2"_s.arg(isOurs).arg(isTheirs);
    }
    return {};
}

QDir samples()
{
    return QDir(QStringLiteral(WENYI_SAMPLES_DIR) + u"/ofd"_s);
}

} // namespace

void OfdWrapTest::theOracleAgreesOnEveryWrap()
{
    QFETCH(const Wrap, wrap);
    const QString differences = differencesOn(wrapped(m_office, wrap));
    QVERIFY2(differences.isEmpty(), qPrintable(differences));
}

void OfdWrapTest::theOracleAgreesOnEveryHabit()
{
    theOracleAgreesOnEveryWrap();
}

void OfdWrapTest::theOracleAgreesOnTheSamples_data()
{
    QTest::addColumn<QString>("path");
    QTest::newRow("none") << QString();
    for (const QString &folder : {samples().path(), samples().filePath(u"signed"_s)}) {
        for (const QFileInfo &file : QDir(folder).entryInfoList({u"*.ofd"_s}))
            QTest::newRow(qPrintable(file.fileName())) << file.filePath();
    }
}

void OfdWrapTest::theOracleAgreesOnTheSamples()
{
    QFETCH(const QString, path);
    if (path.isEmpty() && samples().exists())
        return;
    QFile sample(path);
    if (!sample.open(QIODevice::ReadOnly))
        QSKIP("the sample files are not there");
    const QString differences = differencesOn(sample.readAll());
    QVERIFY2(differences.isEmpty(), qPrintable(differences));
}

/// The standard leaves the list open where more seals may follow: a later seal that goes with all its files leaves a
/// document that holds. Who knows who should have sealed it sees that; registers and receipts do.
void OfdWrapTest::aSealThatIsCutOffWholeIsSeenByWhoExpectsIt()
{
    const QByteArray once = m_office.sealed(m_office.request());
    ofd::SignatureRequest closing = m_office.request();
    closing.coverage = ofd::Coverage::CloseDocument;
    const QByteArray twice = m_office.sealed(closing, {}, {}, once);
    QCOMPARE(m_office.conclusion(twice), QByteArray("valid"));
    auto entries = ofd::Package::open(twice)->readAll().value();
    entries.removeIf([](const ofd::PackageEntry &entry) { return entry.path.contains(u"/Sign_1/"_s); });
    QVERIFY(!m_office.judge(ofd::writePackage(entries).value()).isFullyValid()); // The list still names it.
    entryOf(entries, u"Doc_0/Signs/Signatures.xml"_s).bytes =
        ofd::Package::open(once)->read(u"Doc_0/Signs/Signatures.xml"_s).value();
    const auto verdict = m_office.judge(ofd::writePackage(entries).value());
    QVERIFY(verdict.isFullyValid());
    QCOMPARE(verdict.seals.size(), 1);
    const UnitCode other = UnitCode(u"11320281014033000A"_s);
    QCOMPARE(conclusionName(concludeDocument(verdict, other)), QByteArray("other-unit"));
}

QTEST_GUILESS_MAIN(OfdWrapTest)
#include "OfdWrapTest.moc"
