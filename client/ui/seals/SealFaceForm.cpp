// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/seals/SealFaceForm.h"

#include "client/ui/text/Sentences.h"
#include "client/ui/widgets/PathField.h"
#include "client/ui/widgets/PlainLabel.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QSpinBox>

using namespace Qt::StringLiterals;

namespace wenyi::ui {

namespace {

using core::FaceKind;

/// What the size field goes to; drawing and cleaning have narrower bounds of their own, which they tell.
constexpr int LargestSize = 100;

/// mm, as the field holds it.
int usualSize(FaceKind kind, const layout::SealMeasure *measure)
{
    core::SealFaceOrder order;
    order.kind = kind;
    order.measure = measure;
    return static_cast<int>(core::usualSize(order));
}

QString measureWords(const layout::SealMeasure &measure)
{
    const bool isLargest = measure.bound == layout::MeasureBound::AtMost;
    return u"%1 %2%3 mm"_s.arg(QStringView(measure.who).toString(), isLargest ? u"≤"_s : QString())
        .arg(measure.diameter);
}

/// Whether something of the error's text is in the field, which then is the one to mend.
bool names(const QLineEdit &field, const Error &error)
{
    return !error.detail.isEmpty() && field.text().contains(error.detail);
}

} // namespace

SealFaceForm::SealFaceForm(QWidget *parent)
    : QWidget(parent)
    , m_rows(new QFormLayout(this))
{
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_kind = add(tr("&Kind of seal"), new QComboBox(this), u"kind"_s);
    m_kind->addItem(tr("round seal, drawn to the rules"), static_cast<int>(FaceKind::Round));
    m_kind->addItem(tr("scan of a stamped seal"), static_cast<int>(FaceKind::Scan));
    m_kind->addItem(tr("person's name seal, drawn"), static_cast<int>(FaceKind::Name));
    m_kind->addItem(tr("scan of a signature"), static_cast<int>(FaceKind::Signature));
    m_owner = add(tr("Seal &of"), new QComboBox(this), u"owner"_s);
    m_owner->addItem(tr("a unit"), false);
    m_owner->addItem(tr("a person"), true);
    m_name = add(tr("&Name"), new QLineEdit(this), u"name"_s);
    addRoundRows();
    addOtherRows();
    for (QComboBox *choice : {m_kind, m_owner, m_measure, m_centre, m_carving}) {
        // Names of ranks are long, and must not make the window so.
        choice->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        choice->setMinimumContentsLength(12);
    }
    connect(m_name, &QLineEdit::textEdited, this, [this] { m_isNamed = true; });
    connect(m_kind, &QComboBox::currentIndexChanged, this, [this] {
        m_isNamed = false; // A unit's name is no person's.
        m_size->setValue(usualSize(kind(), measure()));
        showRows();
    });
    connect(m_measure, &QComboBox::currentIndexChanged, this, &SealFaceForm::takeMeasure);
    for (QComboBox *choice : {m_kind, m_owner, m_measure, m_centre, m_carving})
        connect(choice, &QComboBox::currentIndexChanged, this, &SealFaceForm::changed);
    for (QLineEdit *line : {m_name, m_innerName, m_line, m_secondLine})
        connect(line, &QLineEdit::textChanged, this, &SealFaceForm::changed);
    for (QSpinBox *number : {m_size, m_resolution})
        connect(number, &QSpinBox::valueChanged, this, &SealFaceForm::changed);
    connect(m_size, &QSpinBox::valueChanged, this, &SealFaceForm::showMeasure);
    connect(m_picture, &PathField::changed, this, &SealFaceForm::changed);
    showRows();
}

template<typename Field>
Field *SealFaceForm::add(const QString &label, Field *field, const QString &name)
{
    QLabel *shown = plainLabel(label, LabelWrap::OneLine, this);
    shown->setBuddy(field);
    field->setObjectName(name);
    field->setAccessibleName(QString(label).remove(u'&'));
    m_rows->addRow(shown, field);
    return field;
}

QLabel *SealFaceForm::addFault(const QString &name)
{
    QLabel *fault = plainLabel({}, LabelWrap::Wraps, this);
    fault->setObjectName(name);
    m_rows->addRow(QString(), fault);
    return fault;
}

void SealFaceForm::addRoundRows()
{
    m_innerName = add(tr("Second &arc"), new QLineEdit(this), u"innerName"_s);
    m_innerName->setPlaceholderText(tr("only for names that are too long for one"));
    m_nameFault = addFault(u"nameFault"_s);
    m_measure = add(tr("&Measure"), new QComboBox(this), u"measure"_s);
    fillMeasures();
    m_size = add(tr("Si&ze"), new QSpinBox(this), u"size"_s);
    m_size->setRange(1, LargestSize);
    m_size->setSuffix(tr(" mm"));
    m_sizeNote = addFault(u"sizeNote"_s);
    m_sizeFault = addFault(u"sizeFault"_s);
    m_centre = add(tr("M&iddle"), new QComboBox(this), u"centre"_s);
    m_centre->addItem(tr("by measure"), -1);
    m_centre->addItem(tr("star"), static_cast<int>(layout::SealCentre::Star));
    m_centre->addItem(tr("empty (emblems are not drawn)"), static_cast<int>(layout::SealCentre::Empty));
    m_line = add(tr("&Words under it"), new QLineEdit(this), u"line"_s);
    m_line->setPlaceholderText(tr("such as the purpose of the seal; may be empty"));
    m_secondLine = add(tr("Second &line"), new QLineEdit(this), u"secondLine"_s);
    m_lineFault = addFault(u"lineFault"_s);
}

void SealFaceForm::addOtherRows()
{
    m_carving = add(tr("Carvin&g"), new QComboBox(this), u"carving"_s);
    m_carving->addItem(tr("relief: red characters"), static_cast<int>(layout::Carving::Relief));
    m_carving->addItem(tr("intaglio: white characters"), static_cast<int>(layout::Carving::Intaglio));
    m_picture = add(tr("&Picture"),
        new PathField(
            tr("Picture"), PathField::Choice::File, tr("Pictures (*.png *.jpg *.jpeg *.bmp *.jp2 *.jb2)"), this),
        u"picture"_s);
    m_pictureFault = addFault(u"pictureFault"_s);
    m_resolution = add(tr("&Resolution"), new QSpinBox(this), u"resolution"_s);
    m_resolution->setRange(96, 600);
    m_resolution->setValue(300);
    m_resolution->setSuffix(tr(" dots an inch"));
    m_size->setValue(usualSize(FaceKind::Round, measure()));
}

void SealFaceForm::fillMeasures()
{
    for (const layout::SealMeasure &measure : layout::sealMeasures()) {
        m_measure->addItem(measureWords(measure), QString::fromLatin1(measure.key));
        m_measure->setItemData(m_measure->count() - 1, measureWords(measure).toHtmlEscaped(), Qt::ToolTipRole);
        // Most seals that are made are those of a county's bureaus.
        if (measure.key == std::string_view("bureau"))
            m_measure->setCurrentIndex(m_measure->count() - 1);
    }
}

FaceKind SealFaceForm::kind() const
{
    return static_cast<FaceKind>(m_kind->currentData().toInt());
}

const layout::SealMeasure *SealFaceForm::measure() const
{
    return core::measureNamed(m_measure->currentData().toString().toStdString());
}

void SealFaceForm::showRows()
{
    const FaceKind now = kind();
    const bool isRound = now == FaceKind::Round;
    const bool isScanned = core::isScanned(now);
    const auto show = [this](bool isShown, const QList<QWidget *> &fields) {
        for (QWidget *field : fields)
            m_rows->setRowVisible(field, isShown);
    };
    show(isRound, {m_innerName, m_measure, m_centre, m_line, m_secondLine});
    show(now == FaceKind::Name, {m_carving});
    show(now == FaceKind::Scan, {m_owner});
    show(isScanned, {m_picture, m_resolution});
    clearFaults();
    showMeasure();
}

void SealFaceForm::takeMeasure()
{
    if (const layout::SealMeasure *chosen = measure())
        m_size->setValue(static_cast<int>(chosen->diameter));
    showMeasure();
}

void SealFaceForm::showMeasure()
{
    const layout::SealMeasure *chosen = kind() == FaceKind::Round ? measure() : nullptr;
    m_rows->setRowVisible(m_sizeNote, chosen != nullptr);
    if (!chosen)
        return;
    const bool isLargest = chosen->bound == layout::MeasureBound::AtMost;
    const bool isRight = isLargest ? m_size->value() <= chosen->diameter : m_size->value() == chosen->diameter;
    const QString rule = isLargest ? tr("at most %1 mm (%2)") : tr("%1 mm (%2)");
    const QString words = rule.arg(chosen->diameter).arg(QStringView(chosen->source).toString());
    m_sizeNote->setText(isRight ? words : tr("▲ not the measure of this rank: %1").arg(words));
}

core::SealFaceOrder SealFaceForm::order() const
{
    const auto joined = [](const QLineEdit &first, const QLineEdit &second) {
        const QString below = second.text().trimmed();
        return below.isEmpty() ? first.text().trimmed() : first.text().trimmed() + u'\n' + below;
    };
    core::SealFaceOrder order;
    order.kind = kind();
    order.name = order.kind == FaceKind::Round ? joined(*m_name, *m_innerName) : m_name->text().trimmed();
    order.measure = measure();
    order.line = joined(*m_line, *m_secondLine);
    if (const int centre = m_centre->currentData().toInt(); centre >= 0)
        order.centre = static_cast<layout::SealCentre>(centre);
    order.carving = static_cast<layout::Carving>(m_carving->currentData().toInt());
    order.size = m_size->value();
    order.resolution = m_resolution->value();
    order.isPersonal = m_owner->currentData().toBool();
    return order;
}

QString SealFaceForm::picture() const
{
    return m_picture->path();
}

QString SealFaceForm::name() const
{
    return order().name.remove(u'\n');
}

void SealFaceForm::suggestName(const QString &name)
{
    if (!m_isNamed || m_name->text().isEmpty())
        m_name->setText(name);
}

QLabel *SealFaceForm::faultFor(const Error &error) const
{
    if (error.reason == "seal-picture.line")
        return m_lineFault;
    if (error.reason == "seal-picture.glyph")
        return names(*m_line, error) || names(*m_secondLine, error) ? m_lineFault : m_nameFault;
    if (error.reason == "seal-picture.unit" || error.reason == "seal-picture.person")
        return m_nameFault;
    if (error.reason == "seal-picture.size" || error.reason == "seal-scan.size")
        return m_sizeFault;
    return core::isScanned(kind()) ? m_pictureFault : m_nameFault;
}

void SealFaceForm::showFault(const Error &error)
{
    clearFaults();
    QLabel *fault = faultFor(error);
    fault->setText(u"■ "_s + sentenceFor(error));
    fault->setToolTip(describe(error).toHtmlEscaped());
    m_rows->setRowVisible(fault, true);
}

void SealFaceForm::clearFaults()
{
    for (QLabel *fault : {m_nameFault, m_sizeFault, m_lineFault, m_pictureFault}) {
        fault->clear();
        m_rows->setRowVisible(fault, false);
    }
}

} // namespace wenyi::ui
