// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/document/DocumentElement.h"
#include "shared/document/FormatRules.h"
#include "shared/document/TextImport.h"

#include <QMap>
#include <QPointer>
#include <QWidget>

class QAction;
class QComboBox;
class QFormLayout;
class QLineEdit;
class QTabWidget;

namespace wenyi::ui {

class BodyEdit;

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
    /// Brings the very place of a fault to the person: selected in its field.
    void focusFault(const document::FormatFault &fault);
    /// Brings what became of a piece of an imported text to the person, once it was taken over.
    void focusFinding(const document::ImportFinding &finding);
    /// A wave under each place in the texts, a sign in the lines of head and foot.
    void markFaults(const QList<document::FormatFault> &faults);
    /// Puts another version of the document into the fields; each field can undo it as one step.
    void changeTo(const document::OfficialDocument &document);

Q_SIGNALS:
    void edited();

private:
    QLineEdit *addLine(QFormLayout *form, document::DocumentElement element, const QString &label);
    QComboBox *addChoice(
        QFormLayout *form, document::DocumentElement element, const QString &label, const QStringList &choices);
    void addAttachment(const document::Attachment &attachment);
    void removeAttachment();
    void nameAttachmentTabs();
    /// An order, for example, has a layout of its own, with another mark and another signatory.
    void takeKind();
    QString textOf(document::DocumentElement element) const;
    /// The editor that a fault in a text is in; null where it is in none.
    BodyEdit *editorOf(const document::FormatFault &fault) const;
    /// The body's for 0, those of the attachments behind it.
    BodyEdit *editorAt(int index) const;
    QLineEdit *attachmentName(int index) const;
    void setField(document::DocumentElement element, const QString &text);

    document::OfficialDocument m_shown;
    QMap<document::DocumentElement, QWidget *> m_fields;
    QTabWidget *m_texts;
    BodyEdit *m_body;
    QList<QPointer<QAction>> m_signs; ///< In the lines whose element has a fault.
    bool m_isFilling = false;
};

} // namespace wenyi::ui
