// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/document/DocumentElement.h"
#include "shared/document/OfficialDocument.h"

#include <QMap>
#include <QWidget>

class QComboBox;
class QFormLayout;
class QLineEdit;
class QPlainTextEdit;
class QTabWidget;

namespace wenyi::ui {

/// The elements of a document as fields: the head and the foot as lines, the texts as tabs, one for the body and one
/// for each attachment.
class DraftForm final : public QWidget
{
    Q_OBJECT

public:
    explicit DraftForm(QWidget *parent = nullptr);

    void showDocument(const document::OfficialDocument &document);
    /// What the fields say; what has no field stays as it was shown.
    document::OfficialDocument document() const;
    /// Brings an element's field to the person, e.g. where a format rule is broken.
    void focusElement(document::DocumentElement element);

Q_SIGNALS:
    void edited();

private:
    QLineEdit *addLine(QFormLayout *form, document::DocumentElement element, const QString &label);
    QComboBox *addChoice(
        QFormLayout *form, document::DocumentElement element, const QString &label, const QStringList &choices);
    QPlainTextEdit *addText(QTabWidget *tabs, const QString &name, const QString &text);
    void addAttachment(const document::Attachment &attachment);
    void removeAttachment();
    void nameAttachmentTabs();
    QString textOf(document::DocumentElement element) const;

    document::OfficialDocument m_shown;
    QMap<document::DocumentElement, QWidget *> m_fields;
    QTabWidget *m_texts;
    QPlainTextEdit *m_body;
    bool m_isFilling = false;
};

} // namespace wenyi::ui
