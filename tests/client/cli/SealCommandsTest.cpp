// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/domain/SealIssuing.h"
#include "shared/base/DurableFile.h"
#include "shared/layout/SealPicture.h"
#include "shared/ofd/OfdWriter.h"
#include "tests/client/cli/CommandOffice.h"
#include "tests/shared/layout/LayoutFixtures.h"
#include "tests/shared/layout/ScanFixtures.h"

#include <QFileInfo>
#include <QImage>
#include <QJsonArray>
#include <QTest>

#include <algorithm>

using namespace wenyi;
using namespace wenyi::cli::tests;
using namespace Qt::StringLiterals;

/// `seal make` with each kind of face, `seal measures`, and a seal's use: `seal apply`, `approve`, `sign`, `uses`.
class SealCommandsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void makesASealOfEachFace_data();
    void makesASealOfEachFace();
    void aScanIsDecodedByTheHelper();
    void refusesWhatGivesNoFace_data();
    void refusesWhatGivesNoFace();
    void tellsWhereMeasuresComeFrom();
    void sealsAFileAndItsEdges();
    void sealsNothingThatNobodyApproved();
    void tellsTheRegisterAndWhatIsMissingFromIt();
    void refusesWhereNoSealMayStand_data();
    void refusesWhereNoSealMayStand();

private:
    CommandRun make(const QString &key, const QStringList &face,
        const QProcessEnvironment &environment = commandEnvironment()) const;
    QString file(const QString &name, const QByteArray &content) const;
    QString approved(const QString &file) const { return m_office.approvedUse(u"市政府办"_s, file); }
    static QString reasonOf(const CommandRun &run)
    {
        return run.json().value(u"refused"_s).toObject().value(u"reason"_s).toString();
    }

    CommandOffice m_office;
    QString m_members; ///< Of the seal keeper's profile.
    QString m_ofd;
};

QString SealCommandsTest::file(const QString &name, const QByteArray &content) const
{
    const QString path = m_office.path(name);
    return writeDurably(path, content) ? path : QString();
}

void SealCommandsTest::initTestCase()
{
    QVERIFY(m_office.startServer());
    QVERIFY(m_office.enrol());
    m_members = m_office.folderOf(u"市政府办/sealkeeper"_s) + u"/members/sealkeeper/"_s;
    ofd::OfdContent content;
    for (int i = 0; i < 3; ++i)
        content.scene.pages.append(pageWith(u"合同正文"_s));
    m_ofd = file(u"contract.ofd"_s, ofd::writeOfd(content).value());
    ScanLook look;
    look.darkest = 0.6;
    look.noise = 4;
    look.jpegQuality = 85;
    file(u"seal.jpg"_s, encodedAs(scanOf(drawnSeal(300), look), "JPEG", 85));
    look.ink = qRgb(30, 30, 36);
    file(u"writing.png"_s, encodedAs(scanOf(handwriting(480), look), "PNG"));
}

CommandRun SealCommandsTest::make(
    const QString &key, const QStringList &face, const QProcessEnvironment &environment) const
{
    return runCommand(QStringList{u"seal"_s, u"make"_s, u"--authority"_s, m_office.path(u"domain/authority"_s),
                          u"--signer"_s, m_members + key, u"--out"_s, m_office.path(u"made.esl"_s), u"--json"_s}
                          + face,
        environment);
}

void SealCommandsTest::makesASealOfEachFace_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QStringList>("face");
    QTest::addColumn<int>("type");
    QTest::addColumn<QSize>("size");
    const int unit = int(seal::SealType::Unit);
    const int personal = int(seal::SealType::Personal);
    QTest::newRow("round, by rank") << u"seal.key"_s << QStringList{u"--rank"_s, u"county"_s} << unit << QSize(45, 45);
    QTest::newRow("round, with a line") << u"seal.key"_s
                                        << QStringList{u"--face"_s, u"round"_s, u"--line"_s, u"合同专用章"_s,
                                               u"--diameter"_s, u"40"_s}
                                        << unit << QSize(40, 40);
    QTest::newRow("scan") << u"seal.key"_s
                          << QStringList{u"--face"_s, u"scan"_s, u"--picture"_s, m_office.path(u"seal.jpg"_s)} << unit
                          << QSize(42, 42);
    QTest::newRow("name") << u"sign.key"_s
                          << QStringList{u"--face"_s, u"name"_s, u"--name"_s, u"张三之印"_s, u"--carving"_s,
                                 u"intaglio"_s}
                          << personal << QSize(18, 18);
    QTest::newRow("signature") << u"sign.key"_s
                               << QStringList{u"--face"_s, u"signature"_s, u"--name"_s, u"张三"_s, u"--picture"_s,
                                      m_office.path(u"writing.png"_s), u"--size"_s, u"36"_s}
                               << personal << QSize(36, 10);
}

void SealCommandsTest::makesASealOfEachFace()
{
    QFETCH(const QString, key);
    QFETCH(const QStringList, face);
    QFETCH(const int, type);
    QFETCH(const QSize, size);
    const QString preview = m_office.path(u"preview.png"_s);
    const CommandRun run = make(key, face + QStringList{u"--preview"_s, preview});
    QVERIFY2(run.status == 0, run.said().constData());
    const auto made = seal::ElectronicSeal::fromDer(readBounded(m_office.path(u"made.esl"_s), 1 << 23).value());
    QVERIFY(made);
    QCOMPARE(int(made->info().type), type);
    QCOMPARE(QSize(made->info().face.width, made->info().face.height), size);
    QCOMPARE(readBounded(preview, 1 << 23).value(), made->info().face.bytes);
    const QImage picture = QImage::fromData(made->info().face.bytes, "PNG");
    QVERIFY(picture.hasAlphaChannel());
    constexpr qsizetype ColourType = 25; // PNG 11.2.2; 3 is a palette.
    QCOMPARE(int(made->info().face.bytes.at(ColourType)), 3);
    // The middle of a round seal is its star's; a corner is empty.
    QCOMPARE(qAlpha(picture.pixel(0, 0)), 0);
}

void SealCommandsTest::aScanIsDecodedByTheHelper()
{
    // Were it decoded by the command itself, the missing helper would not be noticed.
    QProcessEnvironment environment = commandEnvironment();
    environment.insert(u"WENYI_RENDER"_s, u"/nonexistent/wenyi-render"_s);
    const QStringList scan{u"--face"_s, u"scan"_s, u"--picture"_s, m_office.path(u"seal.jpg"_s)};
    QCOMPARE(reasonOf(make(u"seal.key"_s, scan, environment)), u"render.not-started"_s);
}

void SealCommandsTest::refusesWhatGivesNoFace_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QStringList>("face");
    QTest::addColumn<QString>("reason");
    const QString key = u"seal.key"_s;
    QTest::newRow("a scan without a picture")
        << key << QStringList{u"--face"_s, u"scan"_s} << u"seal-face.no-picture"_s;
    QTest::newRow("a picture that is not used")
        << key << QStringList{u"--picture"_s, m_office.path(u"seal.jpg"_s)} << u"seal-face.picture-unused"_s;
    QTest::newRow("a scan without a seal")
        << key << QStringList{u"--face"_s, u"scan"_s, u"--picture"_s, m_office.path(u"writing.png"_s)}
        << u"seal-scan.no-ink"_s;
    QTest::newRow("no picture at all") << key << QStringList{u"--face"_s, u"scan"_s, u"--picture"_s, m_ofd}
                                       << u"layout.picture-format"_s;
    QTest::newRow("a unit's key for a person's seal")
        << key << QStringList{u"--face"_s, u"name"_s, u"--name"_s, u"张三"_s} << u"certificate.purpose"_s;
    QTest::newRow("a person's key for a unit's seal")
        << u"sign.key"_s << QStringList{u"--rank"_s, u"county"_s} << u"certificate.purpose"_s;
    QTest::newRow("too wide") << key << QStringList{u"--diameter"_s, u"61"_s} << u"seal-picture.size"_s;
}

void SealCommandsTest::refusesWhatGivesNoFace()
{
    QFETCH(const QString, key);
    QFETCH(const QStringList, face);
    QFETCH(const QString, reason);
    QFile::remove(m_office.path(u"made.esl"_s));
    const CommandRun run = make(key, face);
    QVERIFY2(run.status == 1, run.said().constData());
    QCOMPARE(reasonOf(run), reason);
    QVERIFY(!QFileInfo::exists(m_office.path(u"made.esl"_s)));
}

void SealCommandsTest::tellsWhereMeasuresComeFrom()
{
    const CommandRun run = runCommand({u"seal"_s, u"measures"_s, u"--json"_s}, commandEnvironment());
    QVERIFY2(run.status == 0, run.said().constData());
    const QJsonArray measures = run.json().value(u"measures"_s).toArray();
    QCOMPARE(measures.size(), qsizetype(layout::sealMeasures().size()));
    QCOMPARE(measures.at(0).toObject().value(u"diameter"_s).toDouble(), 60.0);
    for (const auto &measure : measures)
        QVERIFY(!measure.toObject().value(u"source"_s).toString().isEmpty());
}

void SealCommandsTest::sealsAFileAndItsEdges()
{
    const QString target = m_office.path(u"sealed.ofd"_s);
    approved(m_ofd);
    const CommandRun run =
        m_office.at(u"市政府办/sealkeeper"_s, {u"seal"_s, u"sign"_s, m_ofd, u"--at"_s, u"3, 120, 150"_s, u"--riding"_s,
                                                  u"right"_s, u"--margin"_s, u"1"_s, u"--out"_s, target});
    QVERIFY2(run.status == 0, run.said().constData());
    QCOMPARE(run.json().value(u"conclusion"_s).toString(), u"valid"_s);
    QVERIFY(!run.json().value(u"timeProven"_s).toString().isEmpty());
    const QJsonArray stamps = run.json().value(u"stamps"_s).toArray();
    QCOMPARE(stamps.size(), 4);
    QCOMPARE(stamps.at(0).toObject().value(u"page"_s).toInt(), 3);
    QCOMPARE(stamps.at(0).toObject().value(u"boundary"_s).toArray(), (QJsonArray{97.5, 127.5, 45, 45}));
    QCOMPARE(stamps.at(1).toObject().value(u"clip"_s).toArray(), (QJsonArray{0, 0, 15, 45}));
    const CommandRun verified = runCommand(
        {u"ofd"_s, u"verify"_s, target, u"--json"_s, u"--profile"_s, m_office.folderOf(u"市政府办/sealkeeper"_s)},
        commandEnvironment());
    QVERIFY2(verified.status == 0, verified.said().constData());
    approved(target);
    const CommandRun again = m_office.at(u"市政府办/sealkeeper"_s,
        {u"seal"_s, u"sign"_s, target, u"--keyword"_s, u"正文"_s, u"--out"_s, m_office.path(u"again.ofd"_s)});
    QCOMPARE(reasonOf(again), u"ofd.document-closed"_s);
}

void SealCommandsTest::sealsNothingThatNobodyApproved()
{
    ofd::OfdContent content;
    content.scene.pages.append(pageWith(u"补充协议"_s));
    const QString ofd = file(u"supplement.ofd"_s, ofd::writeOfd(content).value());
    const QString target = m_office.path(u"supplement-sealed.ofd"_s);
    const QStringList sign{u"seal"_s, u"sign"_s, ofd, u"--at"_s, u"1,105,150"_s, u"--out"_s, target};
    QCOMPARE(reasonOf(m_office.at(u"市政府办/sealkeeper"_s, sign)), u"sealing.no-application"_s);
    const CommandRun applied =
        m_office.at(u"市政府办/clerk"_s, {u"seal"_s, u"apply"_s, ofd, u"--reason"_s, u"签订补充协议"_s});
    QVERIFY2(applied.status == 0, applied.said().constData());
    const QString id = applied.json().value(u"id"_s).toString();
    QCOMPARE(reasonOf(m_office.at(u"市政府办/sealkeeper"_s, sign)), u"sealing.application-pending"_s);
    // The leader looks at the very file, and refuses.
    const QString copy = m_office.path(u"copy.ofd"_s);
    const CommandRun looked =
        m_office.at(u"市政府办/leader"_s, {u"seal"_s, u"applications"_s, u"--application"_s, id, u"--out"_s, copy});
    QVERIFY2(looked.status == 0, looked.said().constData());
    QCOMPARE(readBounded(copy, 1 << 20).value(), readBounded(ofd, 1 << 20).value());
    const CommandRun byClerk = m_office.at(u"市政府办/reviewer"_s, {u"seal"_s, u"approve"_s, id});
    QCOMPARE(reasonOf(byClerk), u"seal-application.not-leader"_s);
    const CommandRun refused = m_office.at(u"市政府办/leader"_s, {u"seal"_s, u"refuse"_s, id});
    QCOMPARE(refused.json().value(u"state"_s).toString(), u"refused"_s);
    QCOMPARE(reasonOf(m_office.at(u"市政府办/sealkeeper"_s, sign)), u"sealing.application-refused"_s);
    QVERIFY(!QFileInfo::exists(target));
}

void SealCommandsTest::tellsTheRegisterAndWhatIsMissingFromIt()
{
    ofd::OfdContent content;
    content.scene.pages.append(pageWith(u"租赁合同"_s));
    const QString ofd = file(u"租赁合同.ofd"_s, ofd::writeOfd(content).value());
    const QString id = approved(ofd);
    const QString target = m_office.path(u"lease.ofd"_s);
    const CommandRun sealedRun = m_office.at(
        u"市政府办/sealkeeper"_s, {u"seal"_s, u"sign"_s, ofd, u"--at"_s, u"1,105,150"_s, u"--out"_s, target});
    QVERIFY2(sealedRun.status == 0, sealedRun.said().constData());
    // Anybody of the unit reads the register, once synchronised.
    const QString copy = m_office.path(u"lease-copy.ofd"_s);
    const CommandRun before = m_office.at(u"市政府办/clerk"_s, {u"seal"_s, u"uses"_s, target});
    QVERIFY2(before.status == 0, before.said().constData());
    const QJsonObject use = before.json().value(u"uses"_s).toArray().last().toObject();
    QCOMPARE(use.value(u"title"_s).toString(), u"租赁合同.ofd"_s);
    QCOMPARE(use.value(u"warrantId"_s).toString(), id);
    QCOMPARE(use.value(u"copies"_s).toInt(), 3);
    QVERIFY(use.value(u"approvedBy"_s).toString().endsWith(u"/leader"));
    QCOMPARE(before.json().value(u"whole"_s).toBool(), true);
    const QString number = QString::number(use.value(u"number"_s).toInt());
    const CommandRun copied =
        m_office.at(u"市政府办/leader"_s, {u"seal"_s, u"uses"_s, u"--copy"_s, number, u"--out"_s, copy});
    QVERIFY2(copied.status == 0, copied.said().constData());
    QCOMPARE(readBounded(copy, 1 << 20).value(), readBounded(target, 1 << 20).value());
    // A desktop that knows nothing of it yet tells that the document's use is not in its log.
    const CommandRun unaware = m_office.at(u"市政府办/registrar"_s, {u"seal"_s, u"uses"_s, target, u"--offline"_s});
    QCOMPARE(unaware.status, 1);
    const QJsonObject finding = unaware.json().value(u"findings"_s).toArray().first().toObject();
    QCOMPARE(finding.value(u"finding"_s).toString(), u"not-in-log"_s);
    QCOMPARE(finding.value(u"number"_s).toInt(), number.toInt());
}

void SealCommandsTest::refusesWhereNoSealMayStand_data()
{
    QTest::addColumn<QStringList>("place");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("reason");
    QTest::newRow("nowhere") << QStringList{} << 1 << u"sealing.nowhere"_s;
    QTest::newRow("off the page") << QStringList{u"--at"_s, u"1,200,100"_s} << 1 << u"sealing.off-page"_s;
    QTest::newRow("no such page") << QStringList{u"--at"_s, u"4,100,100"_s} << 1 << u"sealing.no-page"_s;
    QTest::newRow("page nought") << QStringList{u"--at"_s, u"0,100,100"_s} << 1 << u"sealing.no-page"_s;
    QTest::newRow("two numbers") << QStringList{u"--at"_s, u"1,100"_s} << 1 << u"sealing.place-form"_s;
    QTest::newRow("no numbers") << QStringList{u"--at"_s, u"1,x,nan"_s} << 1 << u"sealing.place-form"_s;
    QTest::newRow("half a page") << QStringList{u"--at"_s, u"1.5,100,100"_s} << 1 << u"sealing.place-form"_s;
    QTest::newRow("no words") << QStringList{u"--keyword"_s, u"乙方"_s} << 1 << u"sealing.no-words"_s;
    QTest::newRow("an odd offset") << QStringList{u"--keyword"_s, u"正文"_s, u"--offset"_s, u"1"_s} << 1
                                   << u"sealing.place-form"_s;
    QTest::newRow("two places") << QStringList{u"--at"_s, u"1,100,100"_s, u"--keyword"_s, u"正文"_s} << 2 << QString();
    QTest::newRow("no such edge") << QStringList{u"--riding"_s, u"middle"_s} << 2 << QString();
    QTest::newRow("a margin of nothing") << QStringList{u"--margin"_s, u"2"_s} << 2 << QString();
}

void SealCommandsTest::refusesWhereNoSealMayStand()
{
    QFETCH(const QStringList, place);
    QFETCH(const int, status);
    QFETCH(const QString, reason);
    const QString target = m_office.path(u"none.ofd"_s);
    const CommandRun run =
        m_office.at(u"市政府办/sealkeeper"_s, QStringList{u"seal"_s, u"sign"_s, m_ofd, u"--out"_s, target} + place);
    QVERIFY2(run.status == status, run.said().constData());
    if (status == 1)
        QCOMPARE(reasonOf(run), reason);
    QVERIFY(!QFileInfo::exists(target));
}

QTEST_MAIN(SealCommandsTest)
#include "SealCommandsTest.moc"
