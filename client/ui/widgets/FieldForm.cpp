// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/widgets/FieldForm.h"

#include "client/ui/widgets/PlainLabel.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDate>
#include <QFormLayout>
#include <QJsonArray>
#include <QLineEdit>
#include <QPlainTextEdit>

using namespace Qt::StringLiterals;

namespace wenyi::ui {

namespace {

using modules::FieldKind;

QString textOf(const QJsonValue &value)
{
    if (value.isArray()) {
        QStringList texts;
        for (const QJsonValue &text : value.toArray())
            texts.append(text.toString());
        return texts.join(u'\n');
    }
    return value.isDouble() ? QString::number(value.toInteger()) : value.toString();
}

QPlainTextEdit *linesEdit(const QString &text, int lines, QWidget *parent)
{
    auto *edit = new QPlainTextEdit(text, parent);
    edit->setTabChangesFocus(true);
    edit->setFixedHeight(edit->fontMetrics().lineSpacing() * lines + 14);
    return edit;
}

} // namespace

FieldForm::FieldForm(const FieldFormContent &content, QWidget *parent)
    : QWidget(parent)
    , m_content(content)
{
    auto *layout = new QFormLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    for (const QString &id : m_content.fields) {
        const modules::FormField *field = m_content.form.field(id);
        if (!field)
            continue;
        QJsonValue value = m_content.values.value(id);
        const bool isRequired = m_content.required.contains(id);
        if (isRequired && field->kind == FieldKind::Date && textOf(value).isEmpty() && m_content.today.isValid())
            value = m_content.today.toString(Qt::ISODate);
        QWidget *editor = editorOf(*field, value);
        editor->setAccessibleName(field->label);
        m_editors.insert(id, editor);
        QLabel *label = plainLabel(isRequired ? tr("%1 *").arg(field->label) : field->label, LabelWrap::OneLine, this);
        label->setBuddy(editor);
        layout->addRow(label, editor);
    }
}

QWidget *FieldForm::editorOf(const modules::FormField &field, const QJsonValue &value)
{
    switch (field.kind) {
    case FieldKind::Choice: {
        auto *choice = new QComboBox(this);
        choice->addItem(QString());
        choice->addItems(field.choices);
        choice->setCurrentText(value.toString());
        return choice;
    }
    case FieldKind::Flag: {
        auto *flag = new QCheckBox(this);
        flag->setChecked(value.toBool());
        return flag;
    }
    case FieldKind::LongText:
        return linesEdit(textOf(value), 4, this);
    case FieldKind::List: {
        QPlainTextEdit *list = linesEdit(textOf(value), 2, this);
        list->setPlaceholderText(tr("one in a line"));
        return list;
    }
    default:
        break;
    }
    auto *line = new QLineEdit(textOf(value), this);
    line->setMaxLength(static_cast<int>(field.maximumLength));
    if (field.kind == FieldKind::Date)
        line->setPlaceholderText(tr("2026-03-01"));
    return line;
}

QJsonValue FieldForm::valueOf(const modules::FormField &field) const
{
    QWidget *editor = m_editors.value(field.id);
    if (const auto *choice = qobject_cast<QComboBox *>(editor))
        return choice->currentText();
    if (const auto *flag = qobject_cast<QCheckBox *>(editor))
        return flag->isChecked();
    if (const auto *lines = qobject_cast<QPlainTextEdit *>(editor)) {
        if (field.kind != FieldKind::List)
            return lines->toPlainText();
        QJsonArray texts;
        for (const QString &text : lines->toPlainText().split(u'\n', Qt::SkipEmptyParts))
            texts.append(text.trimmed());
        return texts;
    }
    const QString text = qobject_cast<QLineEdit *>(editor)->text().trimmed();
    if (field.kind != FieldKind::Integer && field.kind != FieldKind::SerialNumber)
        return text;
    bool isNumber = false;
    const qint64 number = text.toLongLong(&isNumber);
    // What is no number is refused where the rules are, with a sentence.
    return isNumber ? QJsonValue(number) : QJsonValue(text);
}

QJsonObject FieldForm::changes() const
{
    QJsonObject changed;
    for (auto editor = m_editors.begin(); editor != m_editors.end(); ++editor) {
        const QJsonValue now = valueOf(*m_content.form.field(editor.key()));
        const QJsonValue before = m_content.values.value(editor.key());
        const bool isEmpty = textOf(now).isEmpty() && !now.isBool();
        const bool wasEmpty = textOf(before).isEmpty() && !before.isBool();
        if (now == before || (isEmpty && wasEmpty) || (now == QJsonValue(false) && before.isUndefined()))
            continue;
        changed.insert(editor.key(), isEmpty ? QJsonValue(QJsonValue::Null) : now);
    }
    return changed;
}

} // namespace wenyi::ui
