// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/modules/FormDefinition.h"

#include <QJsonObject>
#include <QMap>
#include <QWidget>

class QFormLayout;

namespace wenyi::ui {

/// What a form of fields is to show.
struct FieldFormContent
{
    modules::FormDefinition form;
    QStringList fields;   ///< In this order.
    QStringList required; ///< Marked, and dates among them begin with `today`.
    QJsonObject values;
    QDate today;
};

/// Editors for fields of a module's form: one a field, by its kind.
class FieldForm final : public QWidget
{
    Q_OBJECT

public:
    explicit FieldForm(const FieldFormContent &content, QWidget *parent = nullptr);

    /// What the person changed, ready for an act; a field that was emptied is null.
    QJsonObject changes() const;

private:
    QWidget *editorOf(const modules::FormField &field, const QJsonValue &value);
    QJsonValue valueOf(const modules::FormField &field) const;

    FieldFormContent m_content;
    QMap<QString, QWidget *> m_editors;
};

} // namespace wenyi::ui
