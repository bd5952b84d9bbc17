// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/admin/AuthorityWindow.h"

#include "client/core/domain/RegisterFounding.h"
#include "client/ui/admin/ActsPage.h"
#include "client/ui/admin/ApplicationsPage.h"
#include "client/ui/admin/CertificatesPage.h"
#include "client/ui/admin/OfficersPage.h"
#include "client/ui/admin/RememberedPlace.h"
#include "client/ui/admin/ShowAuthority.h"
#include "client/ui/text/DirectoryWords.h"
#include "client/ui/widgets/NoticeStrip.h"
#include "client/ui/widgets/PathField.h"
#include "client/ui/widgets/PlainLabel.h"

#include <QComboBox>
#include <QDir>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTabWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace wenyi::ui {

AuthorityWindow::AuthorityWindow(std::unique_ptr<AuthorityPresenter> presenter, QWidget *parent, const QString &folder)
    : QDialog(parent)
    , m_presenter(std::move(presenter))
    , m_folder(new PathField(tr("Folder of the authority"), PathField::Choice::Folder, {}, this))
    , m_role(new QComboBox(this))
    , m_key(new PathField(tr("Officer's key file"), PathField::Choice::File, {}, this))
    , m_notice(new NoticeStrip(this))
    , m_pages(new QTabWidget(this))
    , m_certificates(new CertificatesPage(*m_presenter, this))
    , m_applications(new ApplicationsPage(*m_presenter, this))
    , m_acts(new ActsPage(*m_presenter, this))
    , m_officers(new OfficersPage(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Certificates and keys"));
    buildLayout();
    connect(m_presenter.get(), &AuthorityPresenter::loaded, this, &AuthorityWindow::showSheet);
    connect(m_presenter.get(), &AuthorityPresenter::leaving, m_pages, &QWidget::setDisabled);
    connect(m_presenter.get(), &AuthorityPresenter::failed, m_notice, &NoticeStrip::showError);
    connect(m_presenter.get(), &AuthorityPresenter::performed, this, [this](quint64 acts) {
        m_notice->showNotice(NoticeStrip::Mood::Good, tr("Done. The register has %1 acts now.").arg(acts));
    });
    connect(m_presenter.get(), &AuthorityPresenter::saved, this,
        [this](const QString &file) { m_notice->showNotice(NoticeStrip::Mood::Good, tr("Saved: %1").arg(file)); });
    m_folder->setPath(folder.isEmpty() ? rememberedPlace().folder : folder);
    chooseOfficer();
    if (m_folder->path().isEmpty())
        m_notice->showNotice(NoticeStrip::Mood::Caution, tr("Please choose the folder of the domain's authority."));
    else
        openFolder();
}

AuthorityWindow::~AuthorityWindow() = default;

QLayout *AuthorityWindow::buildHead()
{
    m_folder->setObjectName(u"folder"_s);
    m_role->setObjectName(u"role"_s);
    m_role->setAccessibleName(tr("Who acts"));
    m_key->setObjectName(u"officerKey"_s);
    m_key->edit().setPlaceholderText(tr("officers/ of the authority's folder"));
    using directory::Role;
    for (const Role role : {Role::SystemAdministrator, Role::SecurityAdministrator, Role::Auditor})
        m_role->addItem(roleWords(role), static_cast<int>(role));
    auto *open = new QPushButton(tr("&Open"), this);
    open->setObjectName(u"openFolder"_s);
    open->setAutoDefault(false);
    const auto label = [this](const QString &text, QWidget *buddy) {
        QLabel *made = plainLabel(text, LabelWrap::OneLine, this);
        made->setBuddy(buddy);
        return made;
    };
    auto *grid = new QGridLayout;
    grid->addWidget(label(tr("Authority's &folder"), m_folder), 0, 0);
    grid->addWidget(m_folder, 0, 1, 1, 3);
    grid->addWidget(open, 0, 4);
    grid->addWidget(label(tr("&Who acts"), m_role), 1, 0);
    grid->addWidget(m_role, 1, 1);
    grid->addWidget(label(tr("&Key file"), m_key), 1, 2);
    grid->addWidget(m_key, 1, 3, 1, 2);
    grid->setColumnStretch(3, 1);
    connect(open, &QPushButton::clicked, this, &AuthorityWindow::openFolder);
    connect(m_role, &QComboBox::currentIndexChanged, this, [this] {
        m_key->setPath({}); // Another person's key.
        chooseOfficer();
    });
    connect(m_key, &PathField::changed, this, &AuthorityWindow::chooseOfficer);
    return grid;
}

void AuthorityWindow::buildLayout()
{
    m_notice->setObjectName(u"notice"_s);
    m_notice->offerDismissal();
    m_certificates->setObjectName(u"certificates"_s);
    m_applications->setObjectName(u"applications"_s);
    m_acts->setObjectName(u"acts"_s);
    m_officers->setObjectName(u"officers"_s);
    m_pages->setObjectName(u"pages"_s);
    m_pages->addTab(m_certificates, tr("&1 Certificates"));
    m_pages->addTab(m_applications, tr("&2 Applications"));
    m_pages->addTab(m_acts, tr("&3 Register"));
    m_pages->addTab(m_officers, tr("&4 Officers"));
    auto *refresh = new QPushButton(tr("Refre&sh"), this);
    auto *close = new QPushButton(tr("&Close"), this);
    refresh->setObjectName(u"refresh"_s);
    for (QPushButton *button : {refresh, close})
        button->setAutoDefault(false);
    connect(refresh, &QPushButton::clicked, this, [this] {
        m_notice->clear();
        m_presenter->load();
    });
    connect(m_presenter.get(), &AuthorityPresenter::leaving, refresh, &QWidget::setDisabled);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(refresh);
    buttons->addStretch();
    buttons->addWidget(close);
    auto *layout = new QVBoxLayout(this);
    layout->addLayout(buildHead());
    layout->addWidget(m_notice);
    layout->addWidget(m_pages, 1);
    layout->addLayout(buttons);
    resize(1080, 720);
}

void AuthorityWindow::chooseOfficer()
{
    m_presenter->chooseOfficer(static_cast<directory::Role>(m_role->currentData().toInt()), m_key->path());
}

void AuthorityWindow::openFolder()
{
    m_notice->clear();
    m_presenter->open(m_folder->path());
}

void AuthorityWindow::showSheet(const RegisterSheetRef &sheet)
{
    if (const QString folder = m_presenter->folder(); folder != rememberedPlace().folder)
        rememberPlace({folder, besideAuthority(folder)});
    m_certificates->showSheet(sheet);
    m_applications->showSheet(sheet);
    m_acts->showSheet(sheet);
    m_officers->showSheet(sheet);
    const int waiting = m_applications->waiting();
    m_pages->setTabText(1, waiting == 0 ? tr("&2 Applications") : tr("&2 Applications (%1)").arg(waiting));
}

void showAuthority(const core::Environment &environment, QWidget *parent)
{
    auto *window = parent->findChild<AuthorityWindow *>({}, Qt::FindDirectChildrenOnly);
    if (!window)
        window = new AuthorityWindow(std::make_unique<AuthorityPresenter>(environment), parent);
    window->show();
    window->raise();
    window->activateWindow();
}

} // namespace wenyi::ui
