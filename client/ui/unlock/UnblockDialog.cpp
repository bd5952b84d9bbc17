// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/unlock/UnblockDialog.h"

#include "client/ui/widgets/NoticeStrip.h"
#include "client/ui/widgets/PathField.h"
#include "client/ui/widgets/PlainLabel.h"
#include "shared/crypto/KeyFile.h"

#include <QComboBox>
#include <QGridLayout>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace wenyi::ui {

UnblockDialog::UnblockDialog(std::unique_ptr<UnblockPresenter> presenter, QWidget *parent)
    : QDialog(parent)
    , m_presenter(std::move(presenter))
    , m_facts(plainLabel({}, LabelWrap::Wraps, this))
    , m_keys(new QComboBox(this))
    , m_request(new PathField(tr("Where the request goes"), PathField::Choice::NewFile, {}, this))
    , m_ask(new QPushButton(tr("Write re&quest"), this))
    , m_permission(new PathField(tr("Permission of the security administrator"), PathField::Choice::File, {}, this))
    , m_take(new QPushButton(tr("&Unblock"), this))
    , m_notice(new NoticeStrip(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Unblock a key"));
    buildLayout();
    for (PathField *path : {m_request, m_permission})
        connect(path, &PathField::changed, this, &UnblockDialog::weigh);
    connect(m_ask, &QPushButton::clicked, this, [this] {
        m_notice->clear();
        if (const auto isNew = m_request->checkNew(); isNew)
            m_presenter->request(m_keys->currentData().toString(), m_request->path());
        else
            m_notice->showError(isNew.error());
    });
    connect(m_take, &QPushButton::clicked, this, [this] {
        m_notice->clear();
        m_presenter->take(m_permission->path());
    });
    connect(m_presenter.get(), &UnblockPresenter::busyChanged, this, [this](bool busy) {
        m_isBusy = busy;
        weigh();
    });
    connect(m_presenter.get(), &UnblockPresenter::failed, m_notice, &NoticeStrip::showError);
    connect(m_presenter.get(), &UnblockPresenter::requested, this, [this](const QString &file) {
        m_notice->showNotice(NoticeStrip::Mood::Good,
            tr("The request was written to %1. Please bring it to the security administrator.").arg(file));
    });
    connect(m_presenter.get(), &UnblockPresenter::unblocked, this,
        [this](const QString &key, const QStringList &stillLocked) {
            if (stillLocked.isEmpty()) {
                accept();
                return;
            }
            m_permission->setPath({});
            showLocked(stillLocked);
            m_notice->showNotice(
                NoticeStrip::Mood::Good, tr("Unblocked: %1. The PIN is the same as before.").arg(keyFileWords(key)));
        });
    showLocked(m_presenter->member().lockedKeys);
}

UnblockDialog::~UnblockDialog() = default;

void UnblockDialog::buildLayout()
{
    m_facts->setObjectName(u"facts"_s);
    m_keys->setObjectName(u"keys"_s);
    m_keys->setAccessibleName(tr("Locked key"));
    m_request->setObjectName(u"requestFile"_s);
    m_ask->setObjectName(u"ask"_s);
    m_permission->setObjectName(u"permissionFile"_s);
    m_take->setObjectName(u"take"_s);
    auto *close = new QPushButton(tr("&Close"), this);
    for (QPushButton *button : {m_ask, m_take, close})
        button->setAutoDefault(false);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    const auto label = [this](const QString &text, QWidget *buddy) {
        QLabel *made = plainLabel(text, LabelWrap::OneLine, this);
        made->setBuddy(buddy);
        return made;
    };
    auto *grid = new QGridLayout;
    grid->addWidget(label(tr("Locked &key"), m_keys), 0, 0);
    grid->addWidget(m_keys, 0, 1);
    grid->addWidget(label(tr("&1 Request"), m_request), 1, 0);
    grid->addWidget(m_request, 1, 1);
    grid->addWidget(m_ask, 1, 2);
    grid->addWidget(label(tr("&2 Permission"), m_permission), 2, 0);
    grid->addWidget(m_permission, 2, 1);
    grid->addWidget(m_take, 2, 2);
    grid->setColumnStretch(1, 1);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(close);
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(12);
    layout->setContentsMargins(22, 18, 22, 16);
    layout->addWidget(m_facts);
    layout->addWidget(m_notice);
    layout->addLayout(grid);
    layout->addStretch();
    layout->addLayout(buttons);
    setMinimumWidth(620);
}

void UnblockDialog::showLocked(const QStringList &locked)
{
    QStringList words;
    m_keys->clear();
    for (const QString &key : locked) {
        words.append(keyFileWords(key));
        m_keys->addItem(words.constLast(), key);
    }
    m_facts->setText(
        tr("%1 wrong PINs locked: %2 (%3).\nUnblocking keeps the PIN. Whoever has forgotten it needs the key's backup, "
           "or a new certificate.")
            .arg(QString::number(crypto::KeyFile::AllowedAttempts), words.join(u'、'), m_presenter->member().name));
    weigh();
}

void UnblockDialog::weigh()
{
    m_ask->setEnabled(!m_isBusy && m_keys->count() > 0 && !m_request->path().isEmpty());
    m_take->setEnabled(!m_isBusy && !m_permission->path().isEmpty());
}

} // namespace wenyi::ui
