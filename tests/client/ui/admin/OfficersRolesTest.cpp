// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/authority/CertificationService.h"
#include "client/core/domain/RegisterFounding.h"
#include "client/core/profile/Profile.h"
#include "client/ui/text/Sentences.h"
#include "client/ui/widgets/PlainTable.h"
#include "shared/base/DurableFile.h"
#include "shared/crypto/Sm3.h"
#include "tests/Patience.h"
#include "tests/client/ui/admin/AdminDesk.h"

#include <QPushButton>
#include <QTabWidget>

using namespace wenyi;
using namespace wenyi::ui;
using namespace wenyi::ui::tests;
using namespace Qt::StringLiterals;
using directory::Role;

namespace {

const QList<Role> Roles{Role::SystemAdministrator, Role::SecurityAdministrator, Role::Auditor};

} // namespace

/// 三员: none does another's work, neither by what the window offers nor with another's key.
class OfficersRolesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_desk.build()); }
    void cleanup() { m_desk.close(); }
    void buttonsAreTheOfficersOwn_data();
    void buttonsAreTheOfficersOwn();
    void noOfficersKeyDoesAnothersWork_data();
    void noOfficersKeyDoesAnothersWork();
    void aStrangersKeyDoesNothing();
    void aCheckIsNoOfficersAct();

private:
    /// Everything that the acts need, so that nothing but the key stands in their way.
    struct Scene
    {
        QByteArray serial; ///< Of a certificate that holds, but for the lifting of its suspension.
        quint64 open = 0;
        quint64 approved = 0;
        core::CertificateApplication renewal;
        crypto::Certificate certificate;
        QString target;
    };
    Scene prepare(const QString &act);
    static void doAct(const QString &act, const Scene &scene, AuthorityPresenter &presenter);
    static core::CertificateRevocation hold(const QByteArray &serial)
    {
        return {serial, crypto::RevocationReason::CertificateHold, {}};
    }
    bool isOpened(AuthorityPresenter &presenter);

    AdminDesk m_desk;
};

void OfficersRolesTest::buttonsAreTheOfficersOwn_data()
{
    QTest::addColumn<Role>("role");
    QTest::addColumn<QStringList>("own");
    QTest::newRow("system") << Role::SystemAdministrator << QStringList{u"renew"_s, u"publish"_s, u"apply"_s};
    QTest::newRow("security") << Role::SecurityAdministrator
                              << QStringList{u"suspend"_s, u"revoke"_s, u"approve"_s, u"reject"_s, u"permit"_s};
    QTest::newRow("audit") << Role::Auditor << QStringList{u"verify"_s, u"exportActs"_s};
}

void OfficersRolesTest::buttonsAreTheOfficersOwn()
{
    QFETCH(const Role, role);
    QFETCH(const QStringList, own);
    m_desk.applied({u"待审核者"_s, u"江阴市财政局"_s, u"finance/waiting"_s});
    AuthorityWindow *window = m_desk.window();
    QVERIFY(window);
    m_desk.choose(role);
    QTRY_VERIFY(m_desk.page(u"certificates"_s)->findChild<PlainTable *>()->chosenRow() >= 0);
    const QStringList all{u"renew"_s, u"release"_s, u"publish"_s, u"suspend"_s, u"revoke"_s, u"apply"_s, u"approve"_s,
        u"reject"_s, u"issue"_s, u"permit"_s, u"verify"_s, u"exportActs"_s};
    for (const QString &name : all) {
        const auto *button = m_desk.part<QPushButton>(name);
        QVERIFY2(button, qPrintable(name));
        if (own.contains(name)) {
            QVERIFY2(button->isEnabled() && button->toolTip().isEmpty(), qPrintable(name));
            continue;
        }
        QVERIFY2(!button->isEnabled(), qPrintable(name));
        // Lifting and issuing are the system administrator's too, where there is something to lift or issue.
        const bool waitsForWork = role == Role::SystemAdministrator && (name == u"release"_s || name == u"issue"_s);
        QCOMPARE(button->toolTip().contains(u"的职责"_s), !waitsForWork);
    }
    m_desk.part<QTabWidget>(u"pages"_s)->setCurrentIndex(1);
    AdminDesk::keep(window, u"authority-buttons-%1"_s.arg(QString::fromLatin1(QTest::currentDataTag())));
}

OfficersRolesTest::Scene OfficersRolesTest::prepare(const QString &act)
{
    const QByteArray serial = m_desk.issued({u"对象"_s, u"江阴市财政局"_s, u"finance/object"_s});
    const quint64 open = m_desk.applied({u"申请者"_s, u"江阴市财政局"_s, u"finance/asking"_s});
    const quint64 approved = m_desk.applied({u"待签发者"_s, u"江阴市财政局"_s, u"finance/approved"_s});
    auto security = m_desk.officer(Role::SecurityAdministrator);
    const auto opened = m_desk.open();
    (void)opened->append(core::ApplicationDecision{approved, true, {}}, security).value();
    if (act == u"release"_s)
        (void)opened->append(hold(serial), security).value();
    const auto renewal = core::renewalOf(opened->state(), serial, 3).value();
    return {serial, open, approved, renewal, opened->state().certificate(serial)->certificate,
        m_desk.path(act + u".out"_s)};
}

void OfficersRolesTest::doAct(const QString &act, const Scene &scene, AuthorityPresenter &presenter)
{
    const auto append = [&](const core::RegisterContent &content) { presenter.append(content, AdminDesk::pin()); };
    core::CertificateApplication first = scene.renewal;
    first.renews.clear();
    core::AuthorityWork::Publication publication;
    publication.target = scene.target;
    const core::UnblockRequest request{crypto::sm3("file"), crypto::sm3("lock"), scene.certificate};
    const auto reason = crypto::RevocationReason::KeyCompromise;
    const QHash<QString, std::function<void()>> acts{
        {u"apply"_s, [&] { append(first); }},
        {u"renew"_s, [&] { append(scene.renewal); }},
        {u"release"_s,
            [&] {
                append(core::ReleaseApplication{scene.serial, {}});
            }},
        {u"issue"_s, [&] { presenter.issue(scene.approved, scene.target, AdminDesk::pin(), AdminDesk::pin()); }},
        {u"publish"_s, [&] { presenter.publish(publication, AdminDesk::pin(), AdminDesk::pin()); }},
        {u"approve"_s,
            [&] {
                append(core::ApplicationDecision{scene.open, true, {}});
            }},
        {u"reject"_s,
            [&] {
                append(core::ApplicationDecision{scene.open, false, {}});
            }},
        {u"revoke"_s,
            [&] {
                append(core::CertificateRevocation{scene.serial, reason, {}});
            }},
        {u"suspend"_s, [&] { append(hold(scene.serial)); }},
        {u"permit"_s, [&] { presenter.permit(request, u"本人到场"_s, scene.target, AdminDesk::pin()); }},
    };
    acts.value(act)();
}

bool OfficersRolesTest::isOpened(AuthorityPresenter &presenter)
{
    bool isLoaded = false;
    const auto connection = connect(&presenter, &AuthorityPresenter::loaded, this, [&] { isLoaded = true; });
    presenter.open(m_desk.folder());
    const bool isOpened = QTest::qWaitFor([&] { return isLoaded; }, wenyi::test::patience);
    disconnect(connection);
    return isOpened;
}

/// Every act, and whose it is; each is tried with the keys of the two others.
void OfficersRolesTest::noOfficersKeyDoesAnothersWork_data()
{
    QTest::addColumn<QString>("act");
    QTest::addColumn<Role>("owner");
    for (const char *act : {"apply", "renew", "release", "issue", "publish"})
        QTest::newRow(act) << QString::fromLatin1(act) << Role::SystemAdministrator;
    for (const char *act : {"approve", "reject", "revoke", "suspend", "permit"})
        QTest::newRow(act) << QString::fromLatin1(act) << Role::SecurityAdministrator;
}

void OfficersRolesTest::noOfficersKeyDoesAnothersWork()
{
    QFETCH(const QString, act);
    QFETCH(const Role, owner);
    const Scene scene = prepare(act);
    AuthorityPresenter presenter(m_desk.domain().environment());
    QVERIFY(isOpened(presenter));
    const auto listOnDisk = [&] { return readBounded(m_desk.folder() + u"/revocations.crl"_s, 1 << 24).value(); };
    const QByteArray listBefore = listOnDisk();
    const quint64 before = m_desk.acts();
    std::optional<Error> refusal;
    bool isDone = false;
    connect(&presenter, &AuthorityPresenter::actFailed, this, [&](const Error &error) { refusal = error; });
    connect(&presenter, &AuthorityPresenter::performed, this, [&] { isDone = true; });
    for (const Role other : Roles) {
        if (other == owner)
            continue;
        // Whoever says that they are the owner and takes another key, and whoever says who they are.
        for (const Role said : {owner, other}) {
            refusal.reset();
            presenter.chooseOfficer(said, core::officerKeyPath(m_desk.folder(), other));
            doAct(act, scene, presenter);
            QTRY_VERIFY(refusal || isDone);
            QVERIFY(!isDone);
            QCOMPARE(refusal->reason, QByteArray("register.role"));
            QCOMPARE(sentenceFor(*refusal), u"此事由另一位管理员办理，未作更改。"_s);
            QCOMPARE(m_desk.acts(), before);
            QVERIFY(!QFile::exists(scene.target));
        }
    }
    QCOMPARE(listOnDisk(), listBefore);
    // With the owner's own key it is done: it was the key that stood in its way.
    presenter.chooseOfficer(owner, {});
    doAct(act, scene, presenter);
    QTRY_VERIFY(isDone);
    QCOMPARE(m_desk.acts(), before + 1);
}

void OfficersRolesTest::aStrangersKeyDoesNothing()
{
    AuthorityPresenter presenter(m_desk.domain().environment());
    std::optional<Error> refusal;
    connect(&presenter, &AuthorityPresenter::actFailed, this, [&](const Error &error) { refusal = error; });
    QVERIFY(isOpened(presenter));
    const quint64 application = m_desk.applied({u"申请者"_s, u"江阴市财政局"_s, u"finance/asking"_s});
    const quint64 before = m_desk.acts();
    // The operating CA's own key makes officers and is none; a member's is nobody's here.
    const auto [profile, member] = m_desk.domain().desktopOf(u"澄江镇/leader"_s);
    const QString members = core::Profile::open(profile)->memberPath(member, core::keyfile::PersonalSigning);
    for (const QString &key : {m_desk.folder() + u"/operating.key"_s, members}) {
        refusal.reset();
        presenter.chooseOfficer(Role::SecurityAdministrator, key);
        presenter.append(core::ApplicationDecision{application, true, {}}, AdminDesk::pin());
        QTRY_VERIFY(refusal);
        QCOMPARE(refusal->reason, QByteArray("register.officer"));
    }
    QCOMPARE(m_desk.acts(), before);
}

/// A dialog with an act that goes on hears nothing of it.
void OfficersRolesTest::aCheckIsNoOfficersAct()
{
    AuthorityPresenter presenter(m_desk.domain().environment());
    QVERIFY(isOpened(presenter));
    bool isChecked = false;
    bool wasBusy = false;
    connect(&presenter, &AuthorityPresenter::verified, this, [&] { isChecked = true; });
    connect(&presenter, &AuthorityPresenter::busyChanged, this, [&] { wasBusy = true; });
    presenter.verify({});
    QTRY_VERIFY(isChecked);
    QVERIFY(!wasBusy);
}

QTEST_MAIN(OfficersRolesTest)
#include "OfficersRolesTest.moc"
