// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/client/ui/admin/AdminDesk.h"

#include "client/core/domain/RegisterFounding.h"
#include "client/ui/widgets/NoticeStrip.h"
#include "client/ui/widgets/PathField.h"
#include "client/ui/widgets/PinEdit.h"
#include "shared/base/DurableFile.h"
#include "shared/crypto/CertificateRequest.h"
#include "tests/Patience.h"

#include <QComboBox>
#include <QDir>
#include <QPushButton>
#include <QSettings>

using namespace Qt::StringLiterals;

namespace wenyi::ui::tests {

using directory::Role;

bool AdminDesk::build()
{
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_files.path());
    if (!m_domain.build())
        return false;
    m_folder = QDir::cleanPath(m_domain.desktopOf(u"澄江镇/mailroom"_s).first + u"/../../authority"_s);
    return true;
}

AuthorityWindow *AdminDesk::window(const QString &folder)
{
    delete m_window;
    m_window = new AuthorityWindow(std::make_unique<AuthorityPresenter>(m_domain.environment()), nullptr, folder);
    m_window->show();
    return QTest::qWaitForWindowExposed(m_window) ? m_window : nullptr;
}

void AdminDesk::choose(Role role)
{
    auto *combo = part<QComboBox>(u"role"_s);
    combo->setCurrentIndex(combo->findData(static_cast<int>(role)));
}

void AdminDesk::setKey(const QString &keyFile)
{
    part<PathField>(u"officerKey"_s)->setPath(keyFile);
}

QDialog *AdminDesk::press(const QString &button)
{
    auto *pressed = part<QPushButton>(button);
    if (!QTest::qWaitFor([&] { return pressed->isEnabled(); }, 10'000))
        return nullptr;
    pressed->click();
    for (QDialog *dialog : m_window->findChildren<QDialog *>()) {
        if (dialog->isVisible() && QTest::qWaitForWindowExposed(dialog))
            return dialog;
    }
    return nullptr;
}

void AdminDesk::confirm(QDialog *dialog, const QString &pin)
{
    for (auto *edit : dialog->findChildren<PinEdit *>())
        QTest::keyClicks(edit, pin);
    auto *button = dialog->findChild<QPushButton *>(u"confirm"_s);
    if (!QTest::qWaitFor([&] { return button->isEnabled(); }, 10'000))
        qWarning("nothing can be confirmed");
    button->click();
}

QString AdminDesk::said(QDialog *dialog)
{
    return dialog->findChild<NoticeStrip *>()->sentence();
}

void AdminDesk::write(QWidget *window, const QString &field, const QString &path)
{
    window->findChild<PathField *>(field)->setPath(path);
}

crypto::KeySigner AdminDesk::officer(Role role) const
{
    return std::move(core::openOfficer(core::officerKeyPath(m_folder, role), pin()).value());
}

quint64 AdminDesk::applied(const crypto::CertificateSubject &subject, int years)
{
    const auto key = crypto::PrivateKey::generate().value();
    auto system = officer(Role::SystemAdministrator);
    return open()
        ->append(core::CertificateApplication{subject, crypto::CertificatePurpose::Member, key.publicKey().toDer(),
                     years, {}},
            system)
        .value();
}

QByteArray AdminDesk::issued(const crypto::CertificateSubject &subject, int years)
{
    const quint64 number = applied(subject, years);
    auto system = officer(Role::SystemAdministrator);
    auto security = officer(Role::SecurityAdministrator);
    const auto opened = open();
    (void)opened->append(core::ApplicationDecision{number, true, {}}, security).value();
    return authority().issue(*opened, number, system, pin()).value().serialNumber();
}

QString AdminDesk::requestFile(const QString &name)
{
    const auto key = crypto::PrivateKey::generate().value();
    const QByteArray request = crypto::CertificateRequest::make({name, u"江阴市财政局"_s, u"wish"_s}, key).value();
    const QString file = path(name + u".csr"_s);
    return writeDurably(file, request) ? file : QString();
}

void AdminDesk::keep(QWidget *window, const QString &name)
{
    QTest::qWait(200);
    const QPixmap picture = window->grab();
    const QString folder = QStringLiteral(WENYI_BUILD_DIR "/screenshots");
    QVERIFY(QDir().mkpath(folder));
    const QString scale = picture.devicePixelRatio() > 1.5 ? u"-200"_s : u""_s;
    QVERIFY(picture.save(folder + u'/' + name + scale + u".png"_s));
}

} // namespace wenyi::ui::tests
