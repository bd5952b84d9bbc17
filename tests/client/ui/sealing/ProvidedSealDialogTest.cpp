// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/sealing/VerificationService.h"
#include "client/core/uses/UseService.h"
#include "client/ui/app/Language.h"
#include "client/ui/sealing/SealDialog.h"
#include "client/ui/sealing/SealGhost.h"
#include "client/ui/sealing/SealSourceBox.h"
#include "client/ui/widgets/NoticeStrip.h"
#include "client/ui/widgets/PinEdit.h"
#include "shared/crypto/KeyFile.h"
#include "tests/Patience.h"
#include "tests/client/core/StampOffice.h"
#include "tests/client/core/token/SoftToken.h"
#include "tests/shared/seal/SealFixtures.h"

#include <QComboBox>
#include <QDir>
#include <QPixmap>
#include <QPointer>
#include <QPushButton>
#include <QTest>

using namespace wenyi;
using namespace wenyi::ui;
using namespace wenyi::core::tests;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

template<typename T>
T answerOf(QFuture<T> future)
{
    (void)QTest::qWaitFor([&future] { return future.isFinished(); }, wenyi::test::patience);
    return future.result();
}

void keepPicture(QWidget *window, const QString &name)
{
    QTest::qWait(500); // The pages are painted elsewhere.
    const QPixmap picture = window->grab();
    const QString folder = QStringLiteral(WENYI_BUILD_DIR "/screenshots");
    QDir().mkpath(folder);
    const QString scale = picture.devicePixelRatio() > 1.5 ? u"-200"_s : u""_s;
    QVERIFY(picture.save(folder + u'/' + name + scale + u".png"_s));
}

} // namespace

/// A vendor's provider beside the keeper's own seal, in the sealing window. Keeps pictures in build/…/screenshots.
class ProvidedSealDialogTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup();
    void offersTheProvidersSealBesideOnesOwn();
    void theProvidersSealStaysChosen();
    void showsNoPictureThatNobodyRegistered();
    void aProviderThatHangsOrDiesKeepsNobodyFromTheOwnSeal();
    void aTokenThatIsOutHoldsThePinBack();
    void aProviderThatFailsIsSaidAndCanBeTriedAgain();
    void aPersonStopsTheProvider();
    void sealsByTheProviderAlone();
    void aStampStaysWhateverAProviderOffers();

private:
    void open(std::chrono::milliseconds patience = 10s);
    template<typename Widget>
    Widget *part(const QString &name) const
    {
        return m_dialog->findChild<Widget *>(name);
    }
    /// Types the keeper's PIN and seals by the provider's seal.
    void sealByProvider();
    qsizetype uses()
    {
        return answerOf(m_session->ask([](Office &office) -> Result<qsizetype> {
            WENYI_TRY(const auto report, core::UseService(*office.workspace).check());
            return report.uses.uses.size();
        })).value();
    }

    Language m_language;
    std::unique_ptr<SampleOffice> m_office;
    std::unique_ptr<SoftToken> m_token;
    core::Profile m_profile;
    MemberId m_keeper;
    std::unique_ptr<Session> m_session;
    StreamId m_stream;
    QPointer<SealDialog> m_dialog;
};

void ProvidedSealDialogTest::initTestCase()
{
    m_office = std::make_unique<SampleOffice>();
    const auto stream = numberedNotice(townOf(*m_office), {u"江阴市财政局"_s});
    QVERIFY2(stream, reasonOf(stream).constData());
    m_stream = *stream;
    const auto [folder, keeper] = m_office->domain().desktopOf(u"澄江镇/sealkeeper"_s).value();
    m_keeper = keeper;
    m_profile = core::Profile::open(folder).value();
    const auto file = crypto::KeyFile::open(m_profile.memberPath(keeper, core::keyfile::Seal));
    QVERIFY(file);
    m_token =
        std::make_unique<SoftToken>(crypto::KeySigner(file->unlock(SampleOffice::pin()).value(), file->certificate()));
    m_token->write(u"seal.esl"_s, readBounded(m_profile.memberPath(keeper, core::keyfile::SealData), 1 << 24).value());
    core::TokenDrivers drivers;
    drivers.allow(SoftToken::oes());
    drivers.allow(SoftToken::skf());
    QVERIFY(drivers.write(m_profile));
}

void ProvidedSealDialogTest::open(std::chrono::milliseconds patience)
{
    m_session.reset(); // One program a desktop.
    core::Environment environment{m_office->environment()};
    environment.tokens = m_token->settings(patience);
    m_session = std::make_unique<Session>(environment, m_profile.folder);
    const auto unlocked = answerOf(m_session->unlock(m_keeper, SampleOffice::pin()));
    QVERIFY2(unlocked, reasonOf(unlocked).constData());
    m_dialog = new SealDialog(std::make_unique<SealPresenter>(*m_session, m_stream));
    m_dialog->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_dialog));
}

void ProvidedSealDialogTest::cleanup()
{
    delete m_dialog;
    m_token->order({});
}

void ProvidedSealDialogTest::sealByProvider()
{
    auto *seals = part<QComboBox>(u"seals"_s);
    QTRY_VERIFY(seals->isVisible());
    auto *pin = m_dialog->findChild<PinEdit *>();
    QTRY_VERIFY(pin->isEnabled());
    pin->setText(u"135790"_s);
    QTRY_VERIFY(part<QPushButton>(u"seal"_s)->isEnabled());
    QTest::mouseClick(part<QPushButton>(u"seal"_s), Qt::LeftButton);
}

void ProvidedSealDialogTest::offersTheProvidersSealBesideOnesOwn()
{
    open();
    auto *seals = part<QComboBox>(u"seals"_s);
    QTRY_VERIFY(seals->isVisible());
    QCOMPARE(seals->count(), 2);
    QCOMPARE(seals->currentIndex(), 0);
    QVERIFY2(seals->itemText(1).contains(u"文驿软印章"_s), qPrintable(seals->itemText(1)));
    QVERIFY(!seals->itemIcon(1).isNull());
    QTRY_VERIFY(m_dialog->findChild<PageView *>()->file());
    m_dialog->findChild<PinEdit *>()->setText(u"135790"_s);
    QTRY_VERIFY(part<QPushButton>(u"seal"_s)->isEnabled());
    // Chosen by keyboard; the pages show it as they show one's own.
    seals->setFocus();
    QTest::keyClick(seals, Qt::Key_Down);
    QCOMPARE(seals->currentIndex(), 1);
    QTRY_VERIFY(part<QPushButton>(u"seal"_s)->isEnabled());
    keepPicture(m_dialog, u"seal-provider"_s);
}

void ProvidedSealDialogTest::theProvidersSealStaysChosen()
{
    // A stamp of the keeper's own, which closes no notice: whose seal it is can be chosen then.
    const QString stamp = m_profile.memberPath(m_keeper, core::keyfile::PersonalSealData);
    QVERIFY(QFile::copy(m_profile.memberPath(m_keeper, core::keyfile::SealData), stamp));
    open();
    auto *seals = part<QComboBox>(u"seals"_s);
    QTRY_VERIFY(seals->isVisible());
    auto *owner = part<QComboBox>(u"owner"_s);
    QTRY_VERIFY(owner->isVisible());
    QTest::keyClick(seals, Qt::Key_Down);
    auto *seal = part<QPushButton>(u"seal"_s);
    m_dialog->findChild<PinEdit *>()->setText(u"135790"_s);
    QTRY_VERIFY(seal->isEnabled());
    auto *notice = part<NoticeStrip>(u"notice"_s);
    QTest::keyClick(owner, Qt::Key_Down);
    QTRY_VERIFY(notice->isVisible());
    QVERIFY(!seals->isVisible());
    QTest::keyClick(owner, Qt::Key_Up);
    QTRY_VERIFY(seal->isEnabled());
    QVERIFY(seals->isVisible());
    QCOMPARE(seals->currentIndex(), 1);
    // By which it is sealed shows where that one fails.
    m_token->order("crash OES_Sign");
    QTest::mouseClick(seal, Qt::LeftButton);
    QTRY_VERIFY2(notice->isVisible() && notice->sentence().contains(u"印章组件出错"_s), qPrintable(notice->sentence()));
    QVERIFY(QFile::remove(stamp));
    QCOMPARE(uses(), 0);
}

void ProvidedSealDialogTest::showsNoPictureThatNobodyRegistered()
{
    const QByteArray own = m_token->read(u"seal.esl"_s);
    const wenyi::tests::SealDomain elsewhere;
    const seal::SealInfo info = seal::ElectronicSeal::fromDer(own).value().info();
    m_token->write(u"seal.esl"_s, wenyi::tests::must(seal::makeSeal(info, *elsewhere.maker)).toDer());
    open();
    auto *seals = part<QComboBox>(u"seals"_s);
    QTRY_VERIFY(seals->isVisible());
    QVERIFY(!seals->itemIcon(0).isNull());
    QVERIFY(seals->itemIcon(1).isNull());
    m_token->write(u"seal.esl"_s, own);
}

void ProvidedSealDialogTest::aProviderThatHangsOrDiesKeepsNobodyFromTheOwnSeal()
{
    m_token->order("hang OES_GetSealList");
    open(60s);
    m_dialog->findChild<PinEdit *>()->setText(u"135790"_s);
    QTRY_VERIFY(part<QPushButton>(u"seal"_s)->isEnabled());
    QVERIFY(!part<NoticeStrip>(u"providerFaults"_s)->isVisible()); // It is still being waited for.
    QVERIFY(!part<QComboBox>(u"seals"_s)->isVisible());
    delete m_dialog;
    m_token->order("crash OES_GetSealList");
    open();
    m_dialog->findChild<PinEdit *>()->setText(u"135790"_s);
    auto *faults = part<NoticeStrip>(u"providerFaults"_s);
    QTRY_VERIFY(faults->isVisible());
    QVERIFY2(faults->sentence().contains(u"印章组件出错"_s), qPrintable(faults->sentence()));
    QVERIFY(!part<QComboBox>(u"seals"_s)->isVisible());
    QTRY_VERIFY(part<QPushButton>(u"seal"_s)->isEnabled());
    keepPicture(m_dialog, u"seal-provider-fails"_s);
}

void ProvidedSealDialogTest::aTokenThatIsOutHoldsThePinBack()
{
    const QString sign = m_profile.memberPath(m_keeper, core::keyfile::PersonalSigning);
    const core::TokenKey key{SoftToken::skfLibrary(), SoftToken::place()};
    QVERIFY(key.write(sign));
    open();
    auto *pin = m_dialog->findChild<PinEdit *>();
    QTRY_VERIFY(m_session->tokens() && !m_session->tokens()->presence().isEmpty());
    QTRY_VERIFY(pin->isEnabled());
    pin->setText(u"135790"_s);
    QTRY_VERIFY(part<QPushButton>(u"seal"_s)->isEnabled());
    m_token->order("none SKF_EnumDev");
    auto *strip = part<NoticeStrip>(u"token"_s);
    QTRY_VERIFY(strip->isVisible());
    QVERIFY(!pin->isEnabled());
    QVERIFY(pin->text().isEmpty());
    QVERIFY(!part<QPushButton>(u"seal"_s)->isEnabled());
    keepPicture(m_dialog, u"seal-token-out"_s);
    m_token->order({});
    QTRY_VERIFY(!strip->isVisible());
    QVERIFY(pin->isEnabled());
    pin->setText(u"135790"_s);
    QVERIFY(part<QPushButton>(u"seal"_s)->isEnabled());
    // Plugged in again it enables nothing that something else holds back.
    pin->setText({});
    pin->setEnabled(false);
    m_token->order("none SKF_EnumDev");
    QTRY_VERIFY(strip->isVisible());
    m_token->order({});
    QTRY_VERIFY(!strip->isVisible());
    QVERIFY(!pin->isEnabled());
    QVERIFY(QFile::remove(QString(sign).replace(u".key"_s, u".token"_s)));
}

void ProvidedSealDialogTest::aProviderThatFailsIsSaidAndCanBeTriedAgain()
{
    // From here on the seal lies with the provider alone.
    QVERIFY(QFile::remove(m_profile.memberPath(m_keeper, core::keyfile::Seal)));
    QVERIFY(QFile::remove(m_profile.memberPath(m_keeper, core::keyfile::SealData)));
    open();
    QTRY_COMPARE(part<QComboBox>(u"seals"_s)->count(), 1);
    const std::pair<const char *, QString> faults[] = {
        {"crash OES_Sign", u"印章组件出错"_s}, {"rubbish OES_Sign", u"不是这枚印章"_s}, {"cancel OES_Sign", u"取消"_s}};
    for (const auto &[order, words] : faults) {
        m_token->order(order);
        sealByProvider();
        auto *notice = part<NoticeStrip>(u"notice"_s);
        QTRY_VERIFY2(notice->isVisible() && notice->sentence().contains(words), qPrintable(notice->sentence()));
        QTRY_VERIFY(m_dialog->findChild<PinEdit *>()->isEnabled());
    }
    QCOMPARE(uses(), 0);
}

void ProvidedSealDialogTest::aPersonStopsTheProvider()
{
    open(60s);
    QTRY_COMPARE(part<QComboBox>(u"seals"_s)->count(), 1);
    m_token->write(u"asked"_s, {});
    m_token->order("hang OES_Sign");
    sealByProvider();
    auto *stop = part<QPushButton>(u"stop"_s);
    QTRY_VERIFY(stop->isVisible());
    QTRY_VERIFY(!m_token->read(u"asked"_s).isEmpty());
    keepPicture(m_dialog, u"seal-provider-works"_s);
    // What is being sealed can be neither moved nor sealed once more.
    QVERIFY(!m_dialog->findChild<PageView *>()->isEnabled());
    m_dialog->findChild<PinEdit *>()->setText(u"135790"_s);
    m_dialog->findChild<SealGhost *>()->reset();
    QVERIFY(!m_dialog->findChild<PinEdit *>()->isEnabled());
    QVERIFY(!part<QPushButton>(u"seal"_s)->isEnabled());
    QVERIFY(stop->isVisible());
    // Escape stops it, and the window stays to say what became of it.
    QTest::keyClick(m_dialog, Qt::Key_Escape);
    auto *notice = part<NoticeStrip>(u"notice"_s);
    QTRY_VERIFY(notice->isVisible());
    QVERIFY2(notice->sentence().contains(u"取消"_s), qPrintable(notice->sentence()));
    QVERIFY(m_dialog->isVisible());
    QVERIFY(!stop->isVisible());
    QCOMPARE(uses(), 0);
}

void ProvidedSealDialogTest::sealsByTheProviderAlone()
{
    open();
    QTRY_COMPARE(part<QComboBox>(u"seals"_s)->count(), 1);
    sealByProvider();
    QTRY_VERIFY(!m_dialog || !m_dialog->isVisible());
    QCOMPARE(uses(), 1);
    const auto verdict = answerOf(m_session->ask([this](Office &office) -> Result<core::SealedDocumentVerdict> {
        WENYI_TRY(const auto ofd, office.outgoing.sealedOfd(m_stream));
        const core::Workspace &desk = *office.workspace;
        return core::VerificationService(desk.trust(), desk.directory(), desk.environment().clock)
            .verify(ofd, desk.profile().unit);
    }));
    QVERIFY2(verdict, reasonOf(verdict).constData());
    QVERIFY(verdict->isFullyValid());
}

/// The leader's desktop has the provider too, and no seal of the unit's: nor does the stamp wait for such a seal's
/// token.
void ProvidedSealDialogTest::aStampStaysWhateverAProviderOffers()
{
    const QString name = u"澄江镇/leader"_s;
    m_session.reset();
    const auto made = giveStamp(*m_office, name);
    QVERIFY2(made, reasonOf(made).constData());
    const auto stream = numberedAt(townOf(*m_office), orderOf(u"澄江镇人民政府"_s, {u"镇　长"_s}));
    QVERIFY2(stream, reasonOf(stream).constData());
    m_stream = *stream;
    QVERIFY(informed(*m_office, name));
    m_keeper = m_office->domain().desktopOf(name)->second;
    const core::TokenKey key{SoftToken::skfLibrary(), SoftToken::place()};
    QVERIFY(key.write(m_profile.memberPath(m_keeper, core::keyfile::Seal)));
    m_token->order("none SKF_EnumDev");
    open();
    auto *seals = part<QComboBox>(u"seals"_s);
    QTRY_COMPARE(seals->count(), 1);
    QTRY_VERIFY(m_session->tokens() && !m_session->tokens()->presence().isEmpty());
    auto *pin = m_dialog->findChild<PinEdit *>();
    QTRY_VERIFY(pin->isEnabled());
    pin->setText(u"135790"_s);
    QTRY_VERIFY(part<QPushButton>(u"seal"_s)->isEnabled());
    QVERIFY(!seals->isVisible());
    QVERIFY(!part<NoticeStrip>(u"notice"_s)->isVisible());
    QCOMPARE(m_dialog->windowTitle(), u"盖签名章"_s);
    QTest::mouseClick(part<QPushButton>(u"seal"_s), Qt::LeftButton);
    QTRY_VERIFY(!m_dialog || !m_dialog->isVisible());
}

QTEST_MAIN(ProvidedSealDialogTest)
#include "ProvidedSealDialogTest.moc"
