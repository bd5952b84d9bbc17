// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/admin/ActsPage.h"

#include "client/ui/admin/OfficerButton.h"
#include "client/ui/text/RegisterWords.h"
#include "client/ui/text/Wording.h"
#include "client/ui/widgets/NoticeStrip.h"
#include "client/ui/widgets/PlainLabel.h"
#include "client/ui/widgets/PlainTable.h"

#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>
#include <QLineEdit>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace wenyi::ui {

ActsPage::ActsPage(AuthorityPresenter &presenter, QWidget *parent)
    : QWidget(parent)
    , m_presenter(presenter)
    , m_head(plainLabel({}, LabelWrap::Wraps, this))
    , m_noted(new QLineEdit(this))
    , m_verdict(new NoticeStrip(this))
    , m_table(new PlainTable(tr("Register"),
          {tr("No."), tr("Time"), tr("Office"), tr("Officer"), tr("Act"), tr("About"), tr("Words")}, About, this))
    , m_verify(new OfficerButton(tr("&Verify"), directory::Role::Auditor, this))
    , m_save(new OfficerButton(tr("&Export …"), directory::Role::Auditor, this))
    , m_copy(new QPushButton(tr("Co&py count and head"), this))
{
    m_head->setObjectName(u"head"_s);
    m_head->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_verdict->setObjectName(u"verdict"_s);
    m_noted->setObjectName(u"noted"_s);
    m_noted->setAccessibleName(tr("Head that was noted before"));
    m_noted->setPlaceholderText(tr("Paste the head that was noted at the last check; empty where there is none"));
    QLabel *label = plainLabel(tr("&Noted before"), LabelWrap::OneLine, this);
    label->setBuddy(m_noted);
    auto *noting = new QHBoxLayout;
    noting->addWidget(label);
    noting->addWidget(m_noted, 1);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_head);
    layout->addLayout(noting);
    layout->addWidget(m_verdict);
    layout->addWidget(m_table, 1);
    layout->addLayout(buildButtons());
    connect(&m_presenter, &AuthorityPresenter::officerChanged, this, &ActsPage::weigh);
    connect(&m_presenter, &AuthorityPresenter::verified, this, [this](quint64 acts, const Digest &head) {
        const QString words =
            m_noted->text().trimmed().isEmpty()
                ? tr("Every signature, the chain and every certificate hold: %1.")
                : tr("Every signature, the chain and every certificate hold, and the noted act is in its place: %1.");
        m_verdict->showNotice(NoticeStrip::Mood::Good, words.arg(headWords(acts, head)));
    });
    connect(&m_presenter, &AuthorityPresenter::notVerified, m_verdict, &NoticeStrip::showError);
    weigh();
}

QLayout *ActsPage::buildButtons()
{
    m_verify->setObjectName(u"verify"_s);
    m_save->setObjectName(u"exportActs"_s);
    m_copy->setObjectName(u"copyHead"_s);
    m_copy->setAutoDefault(false);
    auto *row = new QHBoxLayout;
    for (QPushButton *button : std::initializer_list<QPushButton *>{m_verify, m_save, m_copy})
        row->addWidget(button);
    row->addStretch();
    connect(m_verify, &QPushButton::clicked, this, [this] {
        m_verdict->clear();
        m_presenter.verify(m_noted->text());
    });
    connect(m_save, &QPushButton::clicked, this, &ActsPage::saveActs);
    connect(m_copy, &QPushButton::clicked, this,
        [this] { QGuiApplication::clipboard()->setText(headWords(m_sheet->state.size(), m_sheet->head)); });
    return row;
}

QString ActsPage::headWords(quint64 acts, const Digest &head)
{
    if (acts == 0)
        return tr("no act yet");
    return tr("%1 acts, head %2").arg(acts).arg(QString::fromLatin1(head.toHex()));
}

void ActsPage::showSheet(const RegisterSheetRef &sheet)
{
    // What was found of another register, or before an act, says nothing of this one.
    if (!m_sheet || m_sheet->head != sheet->head)
        m_verdict->clear();
    m_sheet = sheet;
    m_head->setText(headWords(sheet->state.size(), sheet->head));
    QList<QStringList> rows;
    for (const core::SignedAct &act : sheet->acts) {
        const ActWords words = wordsOf(act.act, sheet->state);
        rows.append({QString::number(act.act.number), momentWords(act.act.at), words.office,
            signerWords(act.act.signer, sheet->state), words.kind, words.about, words.words});
    }
    m_table->setRows(rows);
    if (!rows.isEmpty())
        m_table->chooseRow(static_cast<int>(rows.size() - 1)); // The newest.
    weigh();
}

void ActsPage::weigh()
{
    m_verify->weigh(m_presenter.role(), m_sheet != nullptr);
    m_save->weigh(m_presenter.role(), m_sheet != nullptr);
    m_copy->setEnabled(m_sheet != nullptr);
}

void ActsPage::saveActs()
{
    auto *dialog = new QFileDialog(this, tr("Export the register"), {}, tr("Tables (*.csv)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"csv"_s);
    dialog->selectFile(tr("register-%1.csv").arg(m_sheet->state.size()));
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &file) { m_presenter.saveActs(file); });
    dialog->open();
}

} // namespace wenyi::ui
