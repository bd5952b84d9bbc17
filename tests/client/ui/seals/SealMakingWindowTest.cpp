// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/seals/SealMakingWindow.h"

#include "client/core/sealing/FileSealing.h"
#include "client/core/sealing/VerificationService.h"
#include "client/core/uses/ApplicationService.h"
#include "client/ui/seals/SealFaceView.h"
#include "client/ui/seals/SealsWindow.h"
#include "client/ui/widgets/NoticeStrip.h"
#include "client/ui/widgets/PathField.h"
#include "client/ui/widgets/PlainTable.h"
#include "shared/base/DurableFile.h"
#include "shared/ofd/OfdWriter.h"
#include "tests/Patience.h"
#include "tests/client/ui/AltKeys.h"
#include "tests/client/ui/seals/SealDesk.h"
#include "tests/shared/layout/LayoutFixtures.h"
#include "tests/shared/layout/ScanFixtures.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QSpinBox>

using namespace wenyi;
using namespace wenyi::ui;
using namespace Qt::StringLiterals;

namespace {

/// Pixels with ink.
int inkOf(const QImage &picture)
{
    int ink = 0;
    for (int y = 0; y < picture.height(); ++y) {
        for (int x = 0; x < picture.width(); ++x)
            ink += qAlpha(picture.pixel(x, y)) > 128 ? 1 : 0;
    }
    return ink;
}

} // namespace

/// 制章 in its window: what is drawn, what is refused, and that what was made seals. Keeps pictures, with
/// QT_SCALE_FACTOR=2 those at 200 %.
class SealMakingWindowTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void everyAltKeyIsOneFieldsOwn();
    void drawsWhileItIsDescribed();
    void theMeasureGoesByRank();
    void aScanIsShownBeforeAndAfter();
    void whatGivesNoFaceIsToldBesideItsField_data();
    void whatGivesNoFaceIsToldBesideItsField();
    void whatCannotBeHandedOutIsNotMade_data();
    void whatCannotBeHandedOutIsNotMade();
    void whatItReplacesStaysWhenTheRegisterIsReadAnew();
    void aMadeSealHoldsAndSeals();
    void aPersonalSealIsMadeForItsPerson();

private:
    template<typename Widget>
    Widget *part(const QString &name) const
    {
        return m_window->findChild<Widget *>(name);
    }
    void choose(const QString &field, const QString &beginning);
    void type(const QString &field, const QString &text) { part<QLineEdit>(field)->setText(text); }
    SealFaceView *face() const { return part<SealFaceView>(u"face"_s); }
    QPushButton *makeButton() const { return part<QPushButton>(u"make"_s); }
    NoticeStrip *notice() const { return part<NoticeStrip>(u"notice"_s); }
    QString faultBeside(const QString &field) const { return part<QLabel>(field + u"Fault"_s)->text(); }
    /// Waits until the face is the one that was described.
    bool drawn();
    bool make();
    QString file(const QString &name, const QByteArray &content) const;
    Result<core::SealedDocument> sealed(core::SealOwner owner, const QString &member);

    SealDesk m_desk;
    std::unique_ptr<SealsWindow> m_register;
    QPointer<SealMakingWindow> m_window;
    QByteArray m_ofd;
};

void SealMakingWindowTest::initTestCase()
{
    QVERIFY(m_desk.build());
    ofd::OfdContent content;
    content.scene.pages.append(pageWith(u"合同正文"_s));
    m_ofd = ofd::writeOfd(content).value();
    ScanLook look;
    look.darkest = 0.6;
    look.noise = 4;
    look.hasPrint = true;
    file(u"stamped.png"_s, encodedAs(scanOf(drawnSeal(300), look), "PNG"));
    look.hasPrint = false;
    look.ink = qRgb(30, 30, 36);
    file(u"writing.png"_s, encodedAs(scanOf(handwriting(480), look), "PNG"));
    QImage paper(900, 900, QImage::Format_RGB32);
    paper.fill(qRgb(250, 248, 244));
    file(u"paper.png"_s, encodedAs(paper, "PNG"));
    file(u"coarse.png"_s, encodedAs(scanOf(drawnSeal(60), ScanLook(), 20), "PNG"));
    file(u"red.png"_s, encodedAs(scanOf(drawnSeal(300), ScanLook()), "PNG"));
    file(u"letter.png"_s, "Dear reader, this is no picture.");
}

QString SealMakingWindowTest::file(const QString &name, const QByteArray &content) const
{
    const QString path = m_desk.path(name);
    return writeDurably(path, content) ? path : QString();
}

void SealMakingWindowTest::init()
{
    m_register = std::make_unique<SealsWindow>(std::make_unique<SealsPresenter>(m_desk.session(), m_desk.place()));
    m_register->setAttribute(Qt::WA_DeleteOnClose, false);
    m_register->show();
    auto *open = m_register->findChild<QPushButton *>(u"makeSeal"_s);
    QTRY_VERIFY(open->isEnabled());
    open->click();
    m_window = m_register->findChild<SealMakingWindow *>();
    QVERIFY(m_window && QTest::qWaitForWindowExposed(m_window));
    QVERIFY(drawn());
}

void SealMakingWindowTest::cleanup()
{
    m_register.reset();
}

bool SealMakingWindowTest::drawn()
{
    return QTest::qWaitFor([this] { return m_window->isDrawn(); }, test::patience);
}

void SealMakingWindowTest::choose(const QString &field, const QString &beginning)
{
    auto *choice = part<QComboBox>(field);
    const int index = choice->findText(beginning, Qt::MatchStartsWith);
    QVERIFY2(index >= 0, qPrintable(beginning));
    choice->setCurrentIndex(index);
}

bool SealMakingWindowTest::make()
{
    type(u"authorityPin"_s, QString::fromLatin1(SampleDomain::Pin));
    if (!QTest::qWaitFor([this] { return makeButton()->isEnabled(); }, 5'000))
        return false;
    makeButton()->click();
    return QTest::qWaitFor([this] { return !notice()->sentence().isEmpty(); }, test::patience)
           && notice()->mood() == NoticeStrip::Mood::Good;
}

void SealMakingWindowTest::everyAltKeyIsOneFieldsOwn()
{
    QCOMPARE(tests::sharedAltKeys(*m_window), QStringList());
    const tests::EnglishWords english;
    init();
    QCOMPARE(m_window->windowTitle(), u"Make a seal"_s);
    QCOMPARE(tests::sharedAltKeys(*m_window), QStringList());
}

void SealMakingWindowTest::drawsWhileItIsDescribed()
{
    choose(u"unit"_s, u"江阴市财政局"_s);
    QCOMPARE(part<QLineEdit>(u"name"_s)->text(), u"江阴市财政局"_s);
    QVERIFY(drawn());
    const QImage first = face()->face();
    QVERIFY(!part<SealFaceView>(u"before"_s)->isVisible());
    SealDesk::keep(m_window, u"seal-making"_s);
    type(u"line"_s, u"合同专用章"_s);
    type(u"secondLine"_s, u"（1）"_s);
    QVERIFY(drawn());
    SealDesk::keep(m_window, u"seal-making-line"_s);
    // The line lies under the star, where nothing was; the middle is the star's in both.
    const QPoint under(first.width() / 2, first.height() * 3 / 4);
    const auto inkAround = [&](const QImage &picture) {
        return inkOf(picture.copy(QRect(under - QPoint(150, 60), QSize(300, 120))));
    };
    QCOMPARE(inkAround(first), 0);
    QVERIFY(inkAround(face()->face()) > 1000);
    QVERIFY(qAlpha(face()->face().pixel(first.rect().center())) > 200);
    choose(u"centre"_s, u"留空"_s);
    QTRY_COMPARE(qAlpha(face()->face().pixel(first.rect().center())), 0);
}

void SealMakingWindowTest::theMeasureGoesByRank()
{
    auto *size = part<QSpinBox>(u"size"_s);
    choose(u"measure"_s, u"乡镇人民政府"_s);
    QCOMPARE(size->value(), 42);
    choose(u"measure"_s, u"州、市、县、区人民政府"_s);
    QCOMPARE(size->value(), 45);
    const auto *note = part<QLabel>(u"sizeNote"_s);
    QVERIFY2(note->text().contains(u"国发〔1999〕25号"_s) && !note->text().contains(u"▲"_s), qPrintable(note->text()));
    QVERIFY(drawn());
    QCOMPARE(face()->accessibleDescription(), u"45 × 45 毫米"_s);
    size->setValue(44); // Is drawn, and told.
    QVERIFY(note->text().contains(u"▲"_s));
    choose(u"measure"_s, u"县级政府工作部门"_s);
    size->setValue(40); // At most 42.
    QVERIFY(!note->text().contains(u"▲"_s));
}

void SealMakingWindowTest::aScanIsShownBeforeAndAfter()
{
    choose(u"kind"_s, u"扫描印模"_s);
    part<PathField>(u"picture"_s)->setPath(m_desk.path(u"stamped.png"_s));
    QVERIFY(drawn());
    auto *before = part<SealFaceView>(u"before"_s);
    QTRY_VERIFY(before->isVisible() && before->hasFace());
    QCOMPARE(qAlpha(before->face().pixel(2, 2)), 255); // Paper.
    QCOMPARE(qAlpha(face()->face().pixel(2, 2)), 0);
    QVERIFY(inkOf(face()->face()) > face()->face().width() * face()->face().height() / 20);
    SealDesk::keep(m_window, u"seal-making-scan"_s);
    choose(u"kind"_s, u"手写签名"_s);
    part<PathField>(u"picture"_s)->setPath(m_desk.path(u"writing.png"_s));
    QTRY_VERIFY(face()->hasFace() && face()->face().height() < face()->face().width());
    SealDesk::keep(m_window, u"seal-making-signature"_s);
}

void SealMakingWindowTest::whatGivesNoFaceIsToldBesideItsField_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("field"); ///< That is filled in, and beside which it is told.
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("beside");
    QTest::addColumn<QString>("says");
    const QString round = u"圆形公章"_s;
    const QString scan = u"扫描印模"_s;
    QTest::newRow("one character") << round << u"name"_s << u"江"_s << u"name"_s << u"字"_s;
    QTest::newRow("too long for the arc") << round << u"name"_s << u"长"_s.repeated(31) << u"name"_s << u"字"_s;
    QTest::newRow("too long for the second arc")
        << round << u"innerName"_s << u"长"_s.repeated(21) << u"name"_s << u"字"_s;
    QTest::newRow("no character of any face") << round << u"name"_s << u"江阴\U0001F600市"_s << u"name"_s << u"字"_s;
    QTest::newRow("too long to stand under it") << round << u"line"_s << u"长"_s.repeated(11) << u"line"_s << u"字"_s;
    QTest::newRow("too long a person's name")
        << u"个人名章"_s << u"name"_s << u"欧阳上官司马诸"_s << u"name"_s << u"字"_s;
    QTest::newRow("no picture") << scan << u"picture"_s << QString() << u"picture"_s << u"图片"_s;
    QTest::newRow("no file") << scan << u"picture"_s << u"none.png"_s << u"picture"_s << u"文件"_s;
    QTest::newRow("no picture file") << scan << u"picture"_s << u"letter.png"_s << u"picture"_s << QString();
    QTest::newRow("nothing stamped") << scan << u"picture"_s << u"paper.png"_s << u"picture"_s << QString();
    QTest::newRow("scanned too coarsely") << scan << u"picture"_s << u"coarse.png"_s << u"picture"_s << QString();
    QTest::newRow("a signature of red ink")
        << u"手写签名"_s << u"picture"_s << u"red.png"_s << u"picture"_s << QString();
}

void SealMakingWindowTest::whatGivesNoFaceIsToldBesideItsField()
{
    QFETCH(const QString, kind);
    QFETCH(const QString, field);
    QFETCH(const QString, text);
    QFETCH(const QString, beside);
    QFETCH(const QString, says);
    choose(u"kind"_s, kind);
    if (auto *path = part<PathField>(field))
        path->setPath(text.isEmpty() ? text : m_desk.path(text));
    else
        type(field, text);
    QTRY_VERIFY(!faultBeside(beside).isEmpty());
    const QString fault = faultBeside(beside);
    QVERIFY2(fault.startsWith(u'■') && fault.endsWith(u'。') && fault.contains(says), qPrintable(fault));
    QVERIFY(part<QLabel>(beside + u"Fault"_s)->isVisible());
    QVERIFY(!face()->hasFace());
    if (QTest::currentDataTag() == QByteArray("too long for the arc"))
        SealDesk::keep(m_window, u"seal-making-fault"_s);
    type(u"authorityPin"_s, QString::fromLatin1(SampleDomain::Pin));
    part<PathField>(u"keyAt"_s)->setPath(m_desk.folderOf(u"市政府办/sealkeeper"_s));
    QTest::qWait(100);
    QVERIFY(!makeButton()->isEnabled());
}

void SealMakingWindowTest::whatCannotBeHandedOutIsNotMade_data()
{
    QTest::addColumn<QString>("keyAt");
    QTest::addColumn<QString>("pin");
    QTest::addColumn<bool>("isSeenBefore"); ///< Told beside the field, so that nothing can be made.
    const QString own = m_desk.folderOf(u"市财政局/sealkeeper"_s);
    QTest::newRow("another's key medium") << m_desk.folderOf(u"澄江镇/sealkeeper"_s) << u"135790"_s << true;
    QTest::newRow("no key medium") << m_desk.path(u"."_s) << u"135790"_s << true;
    QTest::newRow("no certificate") << m_desk.path(u"paper.png"_s) << u"135790"_s << true;
    QTest::newRow("a member's certificate") << own + u"/members/sealkeeper/sign.key"_s << u"135790"_s << false;
    QTest::newRow("another unit's certificate")
        << m_desk.folderOf(u"澄江镇/sealkeeper"_s) + u"/members/sealkeeper/seal.key"_s << u"135790"_s << false;
    QTest::newRow("a wrong PIN") << own << u"000000"_s << false;
}

void SealMakingWindowTest::whatCannotBeHandedOutIsNotMade()
{
    QFETCH(const QString, keyAt);
    QFETCH(const QString, pin);
    QFETCH(const bool, isSeenBefore);
    const quint64 acts = m_desk.acts();
    const QByteArray directory = readBounded(m_desk.place().directory, 1 << 26).value();
    choose(u"unit"_s, u"江阴市财政局"_s);
    part<PathField>(u"keyAt"_s)->setPath(keyAt);
    type(u"authorityPin"_s, pin);
    const auto *signer = part<QLabel>(u"signer"_s);
    QTRY_VERIFY(!signer->text().isEmpty());
    QVERIFY(drawn());
    QCOMPARE(signer->text().startsWith(u'■'), isSeenBefore);
    if (isSeenBefore) {
        QVERIFY(!makeButton()->isEnabled());
    } else {
        QTRY_VERIFY(makeButton()->isEnabled());
        makeButton()->click();
        QTRY_VERIFY(!notice()->sentence().isEmpty());
        QCOMPARE(notice()->mood(), NoticeStrip::Mood::Bad);
    }
    QCOMPARE(m_desk.acts(), acts);
    QCOMPARE(readBounded(m_desk.place().directory, 1 << 26).value(), directory);
}

Result<core::SealedDocument> SealMakingWindowTest::sealed(core::SealOwner owner, const QString &member)
{
    if (owner == core::SealOwner::Unit) {
        auto clerk = m_desk.unlock(u"澄江镇/clerk"_s);
        WENYI_TRY(const Digest id,
            core::ApplicationService(*clerk).apply({m_ofd, u"合同.ofd"_s, {}, 1, u"签订合同"_s}, SealDesk::pin()));
        clerk.reset();                                         // One person a desktop.
        const auto leader = m_desk.unlock(u"澄江镇/leader"_s); // Gone at the end of the block.
        WENYI_CHECK(core::ApplicationService(*leader).decide(id, true, u"同意"_s, SealDesk::pin()));
    }
    const auto keeper = m_desk.unlock(member);
    return core::FileSealing(*keeper, owner)
        .seal(m_ofd, {core::SealAt{0, {105, 160}}, {}}, ofd::Coverage::CloseDocument, SealDesk::pin());
}

/// As it is after an act that failed: the next try would make a further seal instead.
void SealMakingWindowTest::whatItReplacesStaysWhenTheRegisterIsReadAnew()
{
    choose(u"unit"_s, u"澄江镇人民政府"_s);
    auto *replaces = part<QComboBox>(u"replaces"_s);
    replaces->setCurrentIndex(1);
    const QVariant chosen = replaces->currentData();
    QVERIFY(!chosen.toString().isEmpty());
    const core::SealAdministration administration(m_desk.place(), m_desk.environment());
    m_window->setOverview(std::make_shared<const core::SealOverview>(administration.overview().value()));
    QCOMPARE(replaces->currentData(), chosen);
}

void SealMakingWindowTest::aMadeSealHoldsAndSeals()
{
    const QString profile = m_desk.folderOf(u"澄江镇/sealkeeper"_s);
    const QString path = profile + u"/members/sealkeeper/seal.esl"_s;
    const QByteArray before = readBounded(path, 1 << 23).value();
    choose(u"unit"_s, u"澄江镇人民政府"_s);
    choose(u"measure"_s, u"乡镇人民政府"_s);
    part<PathField>(u"keyAt"_s)->setPath(profile);
    QTRY_VERIFY(part<QLabel>(u"signer"_s)->text().contains(u"澄江镇"_s));
    part<QComboBox>(u"replaces"_s)->setCurrentIndex(1);
    part<QSpinBox>(u"years"_s)->setValue(5);
    QVERIFY2(make(), qPrintable(notice()->sentence()));
    QVERIFY(!makeButton()->isEnabled()); // Not twice.
    SealDesk::keep(m_window, u"seal-made"_s);

    const QByteArray der = readBounded(path, 1 << 23).value();
    QVERIFY(der != before);
    const auto made = seal::ElectronicSeal::fromDer(der);
    QVERIFY(made);
    QCOMPARE(made->info().name, u"澄江镇人民政府"_s);
    QCOMPARE(made->info().face.width, 42);
    QVERIFY(made->info().validTo - made->info().validFrom > std::chrono::days(5 * 365 - 1));
    auto keeper = m_desk.unlock(u"澄江镇/sealkeeper"_s);
    const core::VerificationService service(keeper->trust(), keeper->directory(), keeper->environment().clock);
    QVERIFY(service.verifySeal(*made).isFullyValid());
    const auto old = seal::ElectronicSeal::fromDer(before).value();
    QVERIFY(!service.verifySeal(old).isFullyValid()); // Replaced.
    keeper.reset();
    const auto document = sealed(core::SealOwner::Unit, u"澄江镇/sealkeeper"_s);
    QVERIFY2(document, document ? "" : qPrintable(describe(document.error())));
    QCOMPARE(document->verdict.seals.constLast().sealName, u"澄江镇人民政府"_s);
    // The register's window tells both.
    auto *seals = m_register->findChild<PlainTable *>(u"seals"_s);
    QTRY_COMPARE(seals->rowCount(), 4);
}

void SealMakingWindowTest::aPersonalSealIsMadeForItsPerson()
{
    choose(u"kind"_s, u"个人名章"_s);
    choose(u"unit"_s, u"澄江镇人民政府"_s);
    choose(u"keeper"_s, u"夏明远"_s);
    QCOMPARE(part<QLineEdit>(u"name"_s)->text(), u"夏明远"_s);
    choose(u"carving"_s, u"白文"_s);
    part<PathField>(u"keyAt"_s)->setPath(m_desk.folderOf(u"澄江镇/leader"_s));
    QVERIFY(drawn());
    SealDesk::keep(m_window, u"seal-making-name"_s);
    QVERIFY2(make(), qPrintable(notice()->sentence()));
    const auto document = sealed(core::SealOwner::Member, u"澄江镇/leader"_s);
    QVERIFY2(document, document ? "" : qPrintable(describe(document.error())));
    QCOMPARE(document->verdict.seals.constLast().sealName, u"夏明远"_s);
}

QTEST_MAIN(SealMakingWindowTest)
#include "SealMakingWindowTest.moc"
