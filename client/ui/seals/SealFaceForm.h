// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/domain/SealFaceOrder.h"
#include "shared/base/Error.h"

#include <QWidget>

class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QSpinBox;

namespace wenyi::ui {

class PathField;

/// 印模: the fields that say what a seal is to look like; those that do not belong to the chosen kind are away. What is
/// wrong with one stands below it.
class SealFaceForm final : public QWidget
{
    Q_OBJECT

public:
    explicit SealFaceForm(QWidget *parent = nullptr);

    core::SealFaceOrder order() const;
    QString picture() const;
    /// The name as one text: a break parts the arcs of the face alone.
    QString name() const;
    /// Of the unit or the person that was chosen, unless somebody typed another one.
    void suggestName(const QString &name);
    /// Beside the field that it is about.
    void showFault(const Error &error);
    void clearFaults();

Q_SIGNALS:
    void changed();

private:
    template<typename Field>
    Field *add(const QString &label, Field *field, const QString &name);
    QLabel *addFault(const QString &name);
    void addRoundRows();
    void addOtherRows();
    void fillMeasures();
    void showRows();
    /// Takes the measure's diameter, and says where the figure comes from.
    void takeMeasure();
    void showMeasure();
    core::FaceKind kind() const;
    const layout::SealMeasure *measure() const;
    QLabel *faultFor(const Error &error) const;

    QFormLayout *m_rows;
    QComboBox *m_kind = nullptr;
    QComboBox *m_owner = nullptr; ///< Of a scan: a unit's or a person's.
    QLineEdit *m_name = nullptr;
    QLineEdit *m_innerName = nullptr; ///< The second arc.
    QLabel *m_nameFault = nullptr;
    QComboBox *m_measure = nullptr;
    QSpinBox *m_size = nullptr; ///< mm
    QLabel *m_sizeNote = nullptr;
    QLabel *m_sizeFault = nullptr;
    QComboBox *m_centre = nullptr;
    QLineEdit *m_line = nullptr;
    QLineEdit *m_secondLine = nullptr;
    QLabel *m_lineFault = nullptr;
    QComboBox *m_carving = nullptr;
    PathField *m_picture = nullptr;
    QSpinBox *m_resolution = nullptr; ///< Dots an inch.
    QLabel *m_pictureFault = nullptr;
    bool m_isNamed = false; ///< By hand.
};

} // namespace wenyi::ui
