// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/seals/SealMakingWindow.h"

#include "client/ui/seals/SealFaceForm.h"
#include "client/ui/seals/SealFaceView.h"
#include "client/ui/text/Sentences.h"
#include "client/ui/widgets/NoticeStrip.h"
#include "client/ui/widgets/PathField.h"
#include "client/ui/widgets/PinEdit.h"
#include "client/ui/widgets/PlainLabel.h"

#include <QComboBox>
#include <QFormLayout>
#include <QGroupBox>
#include <QPushButton>
#include <QScrollArea>
#include <QSpinBox>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace wenyi::ui {

namespace {
constexpr int PreviewPause = 150; ///< ms
constexpr int NameRole = Qt::UserRole + 1;
} // namespace

SealMakingWindow::SealMakingWindow(
    std::unique_ptr<SealMakingPresenter> presenter, SealOverviewRef overview, QWidget *parent)
    : QDialog(parent)
    , m_presenter(std::move(presenter))
    , m_overview(std::move(overview))
    , m_faceForm(new SealFaceForm(this))
    , m_unit(new QComboBox(this))
    , m_keeper(new QComboBox(this))
    , m_keyAt(new PathField(tr("Key medium or certificate"), PathField::Choice::FileOrFolder, {}, this))
    , m_signer(plainLabel({}, LabelWrap::Wraps, this))
    , m_replaces(new QComboBox(this))
    , m_years(new QSpinBox(this))
    , m_before(new SealFaceView(tr("The picture as it came"), this))
    , m_face(new SealFaceView(tr("The seal as it will be"), this))
    , m_notice(new NoticeStrip(this))
    , m_pin(new PinEdit(this))
    , m_make(new QPushButton(tr("Make and &hand out"), this))
    , m_close(new QPushButton(tr("Clo&se"), this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Make a seal"));
    auto *described = new QGroupBox(tr("What it looks like"), this);
    (new QVBoxLayout(described))->addWidget(m_faceForm);
    auto *fields = new QWidget(this);
    auto *column = new QVBoxLayout(fields);
    column->addWidget(described);
    column->addWidget(ownerForm());
    column->addStretch();
    auto *scroll = new QScrollArea(this);
    scroll->setWidget(fields);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *parts = new QHBoxLayout;
    parts->addWidget(scroll, 5);
    parts->addWidget(previewPane(), 4);
    auto *layout = new QVBoxLayout(this);
    layout->addLayout(parts, 1);
    layout->addWidget(m_notice);
    layout->addLayout(makingRow());
    resize(1080, 780);
    connectPresenter();
    fillUnits();
    takeFace();
}

SealMakingWindow::~SealMakingWindow() = default;

QWidget *SealMakingWindow::ownerForm()
{
    auto *group = new QGroupBox(tr("Whose it is"), this);
    auto *rows = new QFormLayout(group);
    rows->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    const auto add = [&](const QString &label, QWidget *field, const QString &name) {
        QLabel *shown = plainLabel(label, LabelWrap::OneLine, this);
        shown->setBuddy(field);
        field->setObjectName(name);
        field->setAccessibleName(QString(label).remove(u'&'));
        rows->addRow(shown, field);
    };
    add(tr("&Unit"), m_unit, u"unit"_s);
    add(tr("K&eeper or person"), m_keeper, u"keeper"_s);
    add(tr("Key medium or certifica&te"), m_keyAt, u"keyAt"_s);
    m_keyAt->edit().setPlaceholderText(tr("folder of the keeper's desktop or USB key, or a certificate's file"));
    m_signer->setObjectName(u"signer"_s);
    rows->addRow(QString(), m_signer);
    add(tr("In place o&f"), m_replaces, u"replaces"_s);
    m_years->setRange(1, 10);
    m_years->setValue(3);
    m_years->setSuffix(tr(" years"));
    add(tr("&Valid for"), m_years, u"years"_s);
    for (QComboBox *choice : {m_unit, m_keeper, m_replaces}) {
        choice->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        choice->setMinimumContentsLength(12);
    }
    return group;
}

QWidget *SealMakingWindow::previewPane()
{
    m_before->setObjectName(u"before"_s);
    m_face->setObjectName(u"face"_s);
    auto *pane = new QWidget(this);
    auto *column = new QVBoxLayout(pane);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_before, 2);
    column->addWidget(m_face, 3);
    return pane;
}

QLayout *SealMakingWindow::makingRow()
{
    m_pin->setObjectName(u"authorityPin"_s);
    m_make->setObjectName(u"make"_s);
    m_notice->setObjectName(u"notice"_s);
    QLabel *label = plainLabel(tr("PIN of the seal maker and the operating &CA"), LabelWrap::OneLine, this);
    label->setBuddy(m_pin);
    m_make->setAutoDefault(false); // Enter never makes one.
    m_close->setAutoDefault(false);
    auto *row = new QHBoxLayout;
    row->addWidget(label);
    row->addWidget(m_pin, 1);
    row->addStretch(1);
    row->addWidget(m_make);
    row->addWidget(m_close);
    connect(m_make, &QPushButton::clicked, this, &SealMakingWindow::make);
    connect(m_close, &QPushButton::clicked, this, &SealMakingWindow::reject);
    connect(m_pin, &QLineEdit::textChanged, this, &SealMakingWindow::updateButtons);
    return row;
}

void SealMakingWindow::connectPresenter()
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(PreviewPause);
    connect(
        &m_pause, &QTimer::timeout, this, [this] { m_presenter->preview(m_faceForm->order(), m_faceForm->picture()); });
    connect(m_faceForm, &SealFaceForm::changed, this, &SealMakingWindow::takeFace);
    connect(m_unit, &QComboBox::currentIndexChanged, this, &SealMakingWindow::fillKeepers);
    connect(m_keeper, &QComboBox::currentIndexChanged, this, [this] {
        if (isPersonal())
            m_faceForm->suggestName(keeperName());
        fillReplaced();
        lookAtKey();
    });
    connect(m_keyAt, &PathField::changed, this, &SealMakingWindow::lookAtKey);
    connect(m_presenter.get(), &SealMakingPresenter::previewed, this, &SealMakingWindow::showPreview);
    connect(m_presenter.get(), &SealMakingPresenter::faceFailed, this, [this](const Error &error) {
        m_faceForm->showFault(error);
        m_before->hide();
        m_face->showWords(tr("No seal can be drawn yet."));
        updateButtons();
    });
    connect(m_presenter.get(), &SealMakingPresenter::signerFound, this, [this](const QString &name, Instant validTo) {
        m_signer->setText(tr("✔ certificate of %1, valid to %2")
                              .arg(name, toDateTime(validTo).toLocalTime().toString(u"yyyy-MM-dd"_s)));
        m_hasSigner = true;
        updateButtons();
    });
    connect(m_presenter.get(), &SealMakingPresenter::signerFailed, this, [this](const Error &error) {
        m_signer->setText(u"■ "_s + sentenceFor(error));
        updateButtons();
    });
    connect(m_presenter.get(), &SealMakingPresenter::busyChanged, this, [this](bool busy) {
        m_isBusy = busy;
        updateButtons();
    });
    connect(m_presenter.get(), &SealMakingPresenter::failed, this, [this](const Error &error) {
        m_notice->showError(error);
        Q_EMIT registerTouched();
    });
    connect(m_presenter.get(), &SealMakingPresenter::made, this, &SealMakingWindow::showMade);
}

bool SealMakingWindow::isPersonal() const
{
    return core::sealTypeOf(m_faceForm->order()) == seal::SealType::Personal;
}

UnitCode SealMakingWindow::unit() const
{
    return UnitCode(m_unit->currentData().toString());
}

MemberId SealMakingWindow::keeper() const
{
    return MemberId(m_keeper->currentData().toString());
}

QString SealMakingWindow::keeperName() const
{
    return m_keeper->currentData(NameRole).toString();
}

bool SealMakingWindow::isDrawn() const
{
    return !m_pause.isActive() && m_presenter->hasFace();
}

void SealMakingWindow::setOverview(const SealOverviewRef &overview)
{
    m_overview = overview;
    fillReplaced();
}

void SealMakingWindow::fillUnits()
{
    const QSignalBlocker quiet(m_unit);
    for (const directory::Unit &unit : m_overview->directory.content().units) {
        if (unit.state == directory::UnitState::Active)
            m_unit->addItem(unit.name, unit.code.toString());
    }
    fillKeepers();
}

void SealMakingWindow::fillKeepers()
{
    const QString before = m_keeper->currentData().toString();
    {
        const QSignalBlocker quiet(m_keeper);
        m_keeper->clear();
        for (const directory::Member *member : m_overview->directory.membersOf(unit())) {
            if (!isPersonal() && !member->has(directory::Role::SealKeeper))
                continue;
            const QString words =
                member->post.isEmpty() ? member->name : tr("%1（%2）").arg(member->name, member->post);
            m_keeper->addItem(words, member->id.toString());
            m_keeper->setItemData(m_keeper->count() - 1, member->name, NameRole);
        }
        if (const int again = m_keeper->findData(before); again >= 0)
            m_keeper->setCurrentIndex(again);
    }
    m_faceForm->suggestName(isPersonal() ? keeperName() : m_unit->currentText());
    fillReplaced();
    lookAtKey();
}

void SealMakingWindow::fillReplaced()
{
    const QVariant chosen = m_replaces->currentData(); // Stays, when an act failed and the register was read anew.
    m_replaces->clear();
    m_replaces->addItem(tr("no other: a further seal"), QString());
    const auto kind = isPersonal() ? directory::SealKind::Personal : directory::SealKind::Unit;
    for (const core::AdministeredSeal &row : m_overview->seals) {
        const bool isTheirs =
            row.seal.unit == unit() && row.seal.kind == kind && (!isPersonal() || row.seal.keeper == keeper());
        if (isTheirs && row.seal.state() != directory::SealState::Revoked)
            m_replaces->addItem(tr("%1, No. %2").arg(row.seal.name, row.seal.id.toString()), row.seal.id.toString());
    }
    m_replaces->setCurrentIndex(std::max(0, m_replaces->findData(chosen)));
}

/// The face, and with it perhaps whose seal it is, is another one.
void SealMakingWindow::takeFace()
{
    m_isMade = false;
    m_pause.start();
    if (m_wasPersonal != isPersonal()) {
        m_wasPersonal = isPersonal();
        fillKeepers();
    }
    updateButtons();
}

void SealMakingWindow::lookAtKey()
{
    m_isMade = false;
    m_hasSigner = false;
    m_signer->clear();
    if (!m_keyAt->path().isEmpty() && !keeper().isEmpty())
        m_presenter->lookAt(m_keyAt->path(), keeper(), core::sealTypeOf(m_faceForm->order()));
    updateButtons();
}

void SealMakingWindow::showPreview(const FacePreview &preview)
{
    m_faceForm->clearFaults();
    m_before->setVisible(!preview.before.isNull());
    if (!preview.before.isNull())
        m_before->showPicture(preview.before, tr("before"));
    m_face->showFace(preview.picture, QSizeF(preview.face.width, preview.face.height));
    updateButtons();
}

void SealMakingWindow::showMade(const core::MadeSeal &seal)
{
    m_isMade = true;
    const QString outcome = seal.isHandedOut
                                ? tr("%1 (No. %2) is made, registered and handed out. Please update the server with "
                                     "the directory.")
                                : tr("%1 (No. %2) is made and registered; it has to be handed out to its keeper yet. "
                                     "Please update the server with the directory.");
    m_notice->showNotice(NoticeStrip::Mood::Good, outcome.arg(seal.name, seal.id.toString()));
    updateButtons();
    Q_EMIT registerTouched();
}

void SealMakingWindow::updateButtons()
{
    const bool isReady = isDrawn() && m_hasSigner && !keeper().isEmpty() && !m_pin->text().isEmpty();
    m_make->setEnabled(!m_isBusy && !m_isMade && isReady);
    m_close->setEnabled(!m_isBusy);
}

void SealMakingWindow::make()
{
    m_notice->clear();
    core::SealMaking making;
    making.name = m_faceForm->name();
    making.type = core::sealTypeOf(m_faceForm->order());
    making.keeper = keeper();
    making.keyAt = m_keyAt->path();
    if (const QString replaced = m_replaces->currentData().toString(); !replaced.isEmpty())
        making.replaces = SealId(replaced);
    making.years = m_years->value();
    m_presenter->make(making, m_pin->takePin());
}

void SealMakingWindow::reject()
{
    if (!m_isBusy)
        QDialog::reject();
}

} // namespace wenyi::ui
