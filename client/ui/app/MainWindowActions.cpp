// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/app/MainWindow.h"

#include "client/ui/admin/ServerStatusWindow.h"
#include "client/ui/admin/ShowAuthority.h"
#include "client/ui/app/StepWindows.h"
#include "client/ui/comparing/CompareAction.h"
#include "client/ui/drafting/DraftWindow.h"
#include "client/ui/drafting/ImportDialog.h"
#include "client/ui/exchange/ExportWizard.h"
#include "client/ui/exchange/ImportWizard.h"
#include "client/ui/exchange/TrackingAction.h"
#include "client/ui/handling/FurtherActsMenu.h"
#include "client/ui/handling/RunningWindow.h"
#include "client/ui/keys/PinChangeDialog.h"
#include "client/ui/lock/LockAction.h"
#include "client/ui/numbers/NumbersWindow.h"
#include "client/ui/pdf/PdfWindows.h"
#include "client/ui/records/ListExport.h"
#include "client/ui/seals/SealAdministrationAction.h"
#include "client/ui/text/Wording.h"
#include "client/ui/uses/ApplicationsWindow.h"
#include "client/ui/uses/UsesWindow.h"
#include "client/ui/widgets/NoticeStrip.h"

#include <QAction>
#include <QDir>
#include <QLineEdit>
#include <QMenu>
#include <QTableView>
#include <QToolBar>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace wenyi::ui {

void MainWindow::buildActions()
{
    QToolBar *bar = addToolBar(tr("Actions"));
    bar->setMovable(false);
    bar->setToolButtonStyle(Qt::ToolButtonTextOnly);
    const auto add = [this, bar](const QString &words, const QKeySequence &keys, auto &&action) {
        QAction *added = bar->addAction(words, this, action);
        added->setShortcut(keys);
        QString plain = QString(words).remove(u'&');
        if (!keys.isEmpty())
            plain = tr("%1 (%2)").arg(plain, keys.toString(QKeySequence::NativeText));
        added->setToolTip(plain.toHtmlEscaped());
        return added;
    };
    QAction *draft = add(tr("&New"), QKeySequence::New, [this] { newDraft(); });
    QAction *import = add(tr("&Import"), {}, [this] { importText(); });
    const bool drafts = m_facts.roles.contains(directory::Role::Clerk);
    draft->setEnabled(drafts);
    import->setEnabled(drafts);
    import->setObjectName(u"importText"_s);
    bar->addSeparator();
    m_handle = add(tr("&Handle"), Qt::CTRL | Qt::Key_Return, [this] { handleChosen(); });
    for (const auto &[words, act] : QList<std::pair<QString, QString>>{{tr("&Seal"), u"seal"_s},
             {tr("&Dispatch"), u"dispatch"_s}, {tr("Sign &for"), u"signFor"_s}, {tr("&Register"), u"register"_s}}) {
        QAction *action = add(words, {}, [this] { handleChosen(); });
        action->setData(act);
        m_stepActions.append(action);
    }
    m_further = new FurtherActsMenu(m_session, this);
    m_further->addTo(*bar);
    connect(&m_previewPresenter, &RecordPreviewPresenter::loaded, m_further, &FurtherActsMenu::offer);
    connect(&m_previewPresenter, &RecordPreviewPresenter::cleared, m_further, [this] { m_further->choose({}); });
    m_track = new TrackingAction(m_session, this);
    bar->addAction(m_track);
    m_compare = new CompareAction(m_session, m_facts, this);
    bar->addAction(m_compare);
    add(tr("Open P&DF"), {}, [this] { openPdf(m_session, this); })->setObjectName(u"openPdf"_s);
    bar->addSeparator();
    add(tr("USB e&xport"), Qt::CTRL | Qt::SHIFT | Qt::Key_E, [this] {
        (new ExportWizard(std::make_unique<ExportPresenter>(m_session), this))->open();
    })->setObjectName(u"exportToUsb"_s);
    add(tr("USB i&mport"), Qt::CTRL | Qt::SHIFT | Qt::Key_I, [this] {
        (new ImportWizard(std::make_unique<ImportPresenter>(m_session), this))->open();
    })->setObjectName(u"importFromUsb"_s);
    add(tr("Exce&l"), Qt::CTRL | Qt::Key_E, [this] { exportList(); })->setObjectName(u"exportList"_s);
    bar->addSeparator();
    addUseActions(*bar);
    add(m_session.sync() ? tr("S&ynchronise") : tr("Re&fresh"), QKeySequence::Refresh, [this] { m_session.refresh(); });
    addManagement(*bar);
    add(tr("Chan&ge PIN"), {}, [this] { changePin(); })->setObjectName(u"changePin"_s);
    addLock(*bar);

    const auto shortcut = [this](const QKeySequence &keys, auto &&action) {
        auto *added = new QAction(this);
        added->setShortcut(keys);
        connect(added, &QAction::triggered, this, action);
        addAction(added);
    };
    shortcut(Qt::CTRL | Qt::Key_K, [this] {
        m_filter->setFocus();
        m_filter->selectAll();
    });
    auto *clear = new QAction(m_filter);
    clear->setShortcut(Qt::Key_Escape);
    clear->setShortcutContext(Qt::WidgetShortcut);
    connect(clear, &QAction::triggered, this, [this] {
        m_filter->clear();
        m_table->setFocus();
    });
    m_filter->addAction(clear);
    updateActions();
}

void MainWindow::addLock(QToolBar &bar)
{
    auto *lock = new LockAction(m_session, this);
    connect(lock, &QAction::triggered, this, &MainWindow::lockRequested);
    connect(lock, &LockAction::pauseChosen, this, &MainWindow::lockPauseChosen);
    connect(lock, &LockAction::failed, m_notice, &NoticeStrip::showError);
    bar.addAction(lock);
}

void MainWindow::addUseActions(QToolBar &bar)
{
    const bool leads = m_facts.roles.contains(directory::Role::Leader);
    if (leads) {
        QAction *applications =
            bar.addAction(tr("S&eal applications"), this, [this] { showSealApplications(m_session, this); });
        applications->setObjectName(u"sealApplications"_s);
    }
    if (leads || m_facts.roles.contains(directory::Role::SealKeeper)) {
        QAction *uses = bar.addAction(tr("Seal &uses"), this, [this] { showSealUses(m_session, this); });
        uses->setObjectName(u"sealUses"_s);
    }
}

void MainWindow::addManagement(QToolBar &bar)
{
    auto *menu = new QMenu(tr("&Manage"), this);
    menu->setObjectName(u"manage"_s);
    menu->addAction(tr("&Certificates and keys …"), this, [this] { showAuthority(m_session.environment(), this); })
        ->setObjectName(u"certificatesAndKeys"_s);
    menu->addAction(tr("&Seals …"), this, [this] { showSealAdministration(m_session, this); })
        ->setObjectName(u"sealAdministration"_s);
    if (m_facts.roles.contains(directory::Role::Registrar)
        || m_facts.roles.contains(directory::Role::SystemAdministrator))
        menu->addAction(tr("&Number series …"), this, [this] { showNumbers(m_session, this); })
            ->setObjectName(u"numberSeries"_s);
    if (m_facts.roles.contains(directory::Role::SystemAdministrator))
        menu->addAction(tr("&Running records …"), this, [this] { showRunningRecords(m_session, this); })
            ->setObjectName(u"runningRecords"_s);
    const bool hasServer = m_facts.connection == directory::Connection::Connected;
    if (hasServer && m_facts.roles.contains(directory::Role::SystemAdministrator))
        menu->addAction(tr("Server s&tatus …"), this, [this] { showServerStatus(m_session, this); })
            ->setObjectName(u"serverStatus"_s);
    bar.addAction(menu->menuAction());
    if (auto *button = qobject_cast<QToolButton *>(bar.widgetForAction(menu->menuAction())))
        button->setPopupMode(QToolButton::InstantPopup);
}

void MainWindow::updateActions()
{
    const core::RecordRow *row = chosenRow();
    m_further->choose(row ? row->stream : StreamId());
    m_track->choose(row ? row->stream : StreamId());
    m_compare->choose(row);
    // What waits for somebody who is away is no task of mine, and mine to send back.
    const bool isHere =
        m_box == core::Box::Awaiting || m_box == core::Box::Draft || (row && row->act == modules::ReturnAct);
    const bool mine = row && isHere && canHandle(row->act);
    m_handle->setEnabled(mine);
    for (QAction *action : std::as_const(m_stepActions))
        action->setEnabled(mine && row->act == action->data().toString());
}

void MainWindow::changePin()
{
    auto *dialog = new PinChangeDialog(std::make_unique<PinChangePresenter>(m_session), this);
    connect(dialog, &QDialog::accepted, this,
        [this] { m_notice->showNotice(NoticeStrip::Mood::Good, tr("The PIN was changed.")); });
    dialog->open();
}

void MainWindow::exportList()
{
    auto *work = new ListExport(m_session, m_list.query(), boxName(m_box), m_table, this);
    connect(work, &ListExport::failed, m_notice, &NoticeStrip::showError);
    connect(work, &ListExport::written, this, [this](const QString &path, qsizetype rows) {
        m_notice->showNotice(NoticeStrip::Mood::Good,
            tr("%n records were exported to %1.", nullptr, static_cast<int>(rows)).arg(QDir::toNativeSeparators(path)));
    });
    work->begin();
}

void MainWindow::importText()
{
    askForImport(
        this, [this](const QString &path) { showDraftWindow(m_session, m_facts, StreamId(), this)->importFile(path); });
}

} // namespace wenyi::ui
