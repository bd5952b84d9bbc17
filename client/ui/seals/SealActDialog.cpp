// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/seals/SealActDialog.h"

#include "client/ui/text/WithdrawalWords.h"
#include "client/ui/widgets/NoticeStrip.h"
#include "client/ui/widgets/PathField.h"
#include "client/ui/widgets/PinEdit.h"
#include "client/ui/widgets/PlainLabel.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QDateTimeEdit>
#include <QFormLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace wenyi::ui {

namespace {

constexpr auto Context = "SealActs";

/// What each act is called, and what it does, by whom.
struct ActText
{
    const char *name;
    const char *about;
};

const ActText &textOf(SealActKind kind)
{
    static constexpr ActText texts[] = {
        {QT_TRANSLATE_NOOP("SealActs", "Suspend"),
            QT_TRANSLATE_NOOP("SealActs", "The security administrator suspends the seal. Desktops refuse it as soon as "
                                          "they have the directory that is made with it; two officers can resume it.")},
        {QT_TRANSLATE_NOOP("SealActs", "Revoke"),
            QT_TRANSLATE_NOOP("SealActs", "The security administrator revokes the seal for good. Desktops refuse it as "
                                          "soon as they have the directory that is made with it.")},
        {QT_TRANSLATE_NOOP("SealActs", "Ask to resume"),
            QT_TRANSLATE_NOOP("SealActs", "The system administrator asks to lift the suspension; the security "
                                          "administrator decides.")},
        {QT_TRANSLATE_NOOP("SealActs", "Decide resumption"),
            QT_TRANSLATE_NOOP("SealActs", "The security administrator decides what the system administrator asked for. "
                                          "The directory tells it when it is published.")},
        {QT_TRANSLATE_NOOP("SealActs", "Hand out"),
            QT_TRANSLATE_NOOP(
                "SealActs", "Puts the seal where its keeper's key is: on the keeper's desktop or USB key.")},
        {QT_TRANSLATE_NOOP("SealActs", "Back up"),
            QT_TRANSLATE_NOOP("SealActs", "An officer signs a copy of the seal's public bytes. Its key is backed up by "
                                          "itself, among three custodians.")},
        {QT_TRANSLATE_NOOP("SealActs", "Restore backup"),
            QT_TRANSLATE_NOOP("SealActs", "Gives back the seal of a backup that an officer signed, if it is registered "
                                          "and not revoked.")},
        {QT_TRANSLATE_NOOP("SealActs", "Keep picture"),
            QT_TRANSLATE_NOOP("SealActs", "Keeps a copy of a registered seal whose picture is not here yet: its file, "
                                          "as it lies beside its keeper's key.")},
        {QT_TRANSLATE_NOOP("SealActs", "Publish directory"),
            QT_TRANSLATE_NOOP("SealActs", "Makes the directory's next version, with every seal as the register has it. "
                                          "The server then has to be updated with it.")}};
    return texts[static_cast<size_t>(kind)];
}

bool isWithdrawal(SealActKind kind)
{
    return kind == SealActKind::Suspend || kind == SealActKind::Revoke;
}

bool hasOfficer(SealActKind kind)
{
    return isWithdrawal(kind) || kind == SealActKind::AskToResume || kind == SealActKind::DecideResumption
           || kind == SealActKind::BackUp;
}

} // namespace

QString actWords(SealActKind kind)
{
    return QCoreApplication::translate(Context, textOf(kind).name);
}

SealActDialog::SealActDialog(
    SealsPresenter &presenter, SealActKind kind, const core::AdministeredSeal *seal, QWidget *parent)
    : QDialog(parent)
    , m_presenter(presenter)
    , m_kind(kind)
    , m_notice(new NoticeStrip(this))
    , m_act(new QPushButton(actWords(kind), this))
    , m_cancel(new QPushButton(tr("Cance&l"), this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(actWords(kind));
    setMinimumWidth(35 * fontMetrics().horizontalAdvance(u'汉'));
    auto *layout = new QVBoxLayout(this);
    if (seal) {
        m_seal = seal->seal.id;
        m_application = seal->openResumption;
        QLabel *facts = plainLabel(tr("%1 · %2 · kept by %3\nNo. %4")
                                       .arg(seal->seal.name, seal->unitName, seal->keeperName, m_seal.toString()),
            LabelWrap::Wraps, this);
        facts->setObjectName(u"facts"_s);
        layout->addWidget(facts);
    }
    layout->addWidget(plainLabel(QCoreApplication::translate(Context, textOf(kind).about), LabelWrap::Wraps, this));
    auto *form = new QFormLayout;
    addFields(*form);
    layout->addLayout(form);
    layout->addWidget(m_notice);
    layout->addStretch();
    layout->addLayout(buttonRow());
    connectPresenter();
    updateButtons();
}

template<typename Field>
Field *SealActDialog::add(QFormLayout &form, const QString &label, Field *field, const QString &name)
{
    QLabel *shown = plainLabel(label, LabelWrap::OneLine, this);
    shown->setBuddy(field);
    field->setObjectName(name);
    if (field->accessibleName().isEmpty())
        field->setAccessibleName(QString(label).remove(u'&'));
    form.addRow(shown, field);
    return field;
}

void SealActDialog::addFields(QFormLayout &form)
{
    if (m_kind == SealActKind::DecideResumption) {
        m_decision = add(form, tr("&Decision"), new QComboBox(this), u"decision"_s);
        m_decision->addItem(tr("resume the seal"), true);
        m_decision->addItem(tr("leave it suspended"), false);
    }
    if (isWithdrawal(m_kind))
        addWithdrawal(form);
    if (isWithdrawal(m_kind) || m_kind == SealActKind::AskToResume || m_kind == SealActKind::DecideResumption) {
        m_words = add(form, tr("In &words"), new QLineEdit(this), u"words"_s);
        m_words->setMaxLength(static_cast<int>(core::RegisterAct::LongestWords));
    }
    const auto path = [&](const QString &label, PathField::Choice choice, const QString &filter, const QString &name) {
        auto *field = add(form, label, new PathField(QString(label).remove(u'&'), choice, filter, this), name);
        connect(field, &PathField::changed, this, &SealActDialog::updateButtons);
        return field;
    };
    using Choice = PathField::Choice;
    if (m_kind == SealActKind::BackUp)
        m_file = path(tr("&Backup goes to"), Choice::NewFile, {}, u"file"_s);
    if (m_kind == SealActKind::Restore)
        m_file = path(tr("&Backup"), Choice::File, {}, u"file"_s);
    if (m_kind == SealActKind::TakeSample)
        m_file = path(tr("&Seal's file"), Choice::File, tr("Seal (*.esl)"), u"file"_s);
    if (m_kind == SealActKind::HandOver)
        m_medium = path(tr("&Keeper's key medium"), Choice::Folder, {}, u"medium"_s);
    if (m_kind == SealActKind::Restore)
        m_medium = path(tr("&Keeper's key medium, if it goes there"), Choice::Folder, {}, u"medium"_s);
    addKeys(form);
}

void SealActDialog::addWithdrawal(QFormLayout &form)
{
    m_reason = add(form, tr("&Reason"), new QComboBox(this), u"reason"_s);
    m_reason->addItem(tr("please choose"), -1);
    for (const directory::WithdrawalReason reason : directory::allWithdrawalReasons())
        m_reason->addItem(withdrawalReasonWords(directory::withdrawalReasonName(reason)), static_cast<int>(reason));
    const QDateTime now = toDateTime(m_presenter.now()).toLocalTime();
    m_since = add(form, tr("Not to be trusted &since"), new QDateTimeEdit(now, this), u"since"_s);
    m_since->setDisplayFormat(u"yyyy-MM-dd HH:mm"_s);
    m_since->setCalendarPopup(true);
    m_since->setMaximumDateTime(now);
    m_since->setToolTip(tr("Of a lost seal: from when it must be presumed lost."));
    connect(m_reason, &QComboBox::currentIndexChanged, this, &SealActDialog::updateButtons);
}

void SealActDialog::addKeys(QFormLayout &form)
{
    const auto pin = [&](const QString &label, const QString &name) {
        auto *field = add(form, label, new PinEdit(this), name);
        connect(field, &QLineEdit::textChanged, this, &SealActDialog::updateButtons);
        return field;
    };
    if (hasOfficer(m_kind)) {
        const QString label = m_kind == SealActKind::AskToResume || m_kind == SealActKind::BackUp
                                  ? tr("System administrator's &key")
                                  : tr("Security administrator's &key");
        m_officerKey = add(form, label,
            new PathField(QString(label).remove(u'&'), PathField::Choice::File, tr("Key file (*.key)"), this),
            u"officerKey"_s);
        m_officerKey->setPath(m_presenter.officerKeyFor(m_kind));
        connect(m_officerKey, &PathField::changed, this, &SealActDialog::updateButtons);
        m_officerPin = pin(tr("Officer's &PIN"), u"officerPin"_s);
    }
    if (isWithdrawal(m_kind) || m_kind == SealActKind::Publish)
        m_authorityPin = pin(tr("&Operating CA's PIN"), u"authorityPin"_s);
}

QLayout *SealActDialog::buttonRow()
{
    m_act->setObjectName(u"act"_s);
    m_act->setAutoDefault(false); // Enter never acts.
    m_cancel->setAutoDefault(false);
    auto *row = new QHBoxLayout;
    row->addStretch();
    row->addWidget(m_act);
    row->addWidget(m_cancel);
    connect(m_act, &QPushButton::clicked, this, &SealActDialog::act);
    connect(m_cancel, &QPushButton::clicked, this, &SealActDialog::reject);
    return row;
}

void SealActDialog::connectPresenter()
{
    connect(&m_presenter, &SealsPresenter::busyChanged, this, [this](bool busy) {
        m_isBusy = busy;
        updateButtons();
    });
    connect(&m_presenter, &SealsPresenter::actFailed, m_notice, &NoticeStrip::showError);
    connect(&m_presenter, &SealsPresenter::acted, this, &QDialog::accept);
}

bool SealActDialog::isComplete() const
{
    const bool isReasoned = !m_reason || m_reason->currentData().toInt() >= 0;
    const bool hasFile = !m_file || !m_file->path().isEmpty();
    const bool hasMedium = !m_medium || m_kind == SealActKind::Restore || !m_medium->path().isEmpty();
    const bool hasKey = !m_officerKey || (!m_officerKey->path().isEmpty() && !m_officerPin->text().isEmpty());
    return isReasoned && hasFile && hasMedium && hasKey && (!m_authorityPin || !m_authorityPin->text().isEmpty());
}

void SealActDialog::updateButtons()
{
    m_act->setEnabled(!m_isBusy && isComplete());
    m_cancel->setEnabled(!m_isBusy);
}

void SealActDialog::act()
{
    m_notice->clear();
    if (const auto isNew = checkNewFiles(*this); !isNew) {
        m_notice->showError(isNew.error());
        return;
    }
    SealActOrder order;
    order.kind = m_kind;
    order.seal = m_seal;
    order.application = m_application;
    order.isApproved = m_decision && m_decision->currentData().toBool();
    if (m_reason) {
        order.reason = static_cast<directory::WithdrawalReason>(m_reason->currentData().toInt());
        order.since = instantFromMilliseconds(m_since->dateTime().toMSecsSinceEpoch());
    }
    order.words = m_words ? m_words->text().trimmed() : QString();
    order.officerKey = m_officerKey ? m_officerKey->path() : QString();
    order.file = m_file ? m_file->path() : QString();
    order.medium = m_medium ? m_medium->path() : QString();
    m_presenter.act(order, m_officerPin ? m_officerPin->takePin() : SecretBytes(),
        m_authorityPin ? m_authorityPin->takePin() : SecretBytes());
}

void SealActDialog::reject()
{
    if (!m_isBusy)
        QDialog::reject();
}

} // namespace wenyi::ui
