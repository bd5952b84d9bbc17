// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/drafting/DraftForm.h"

#include "client/ui/drafting/DraftText.h"
#include "client/ui/widgets/PlainLabel.h"
#include "shared/document/ChineseDate.h"
#include "shared/document/DocumentKind.h"
#include "shared/document/DocumentLimits.h"
#include "shared/document/DocumentText.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTabWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace wenyi::ui {

namespace {

using document::DocumentElement;

QStringList kindWords()
{
    QStringList words;
    for (const document::DocumentKind kind : document::allDocumentKinds())
        words.append(document::kindWord(kind));
    return words;
}

QDate dateOf(const QString &text)
{
    const auto chinese = document::parseChineseDate(text);
    return chinese ? *chinese : QDate::fromString(text, Qt::ISODate);
}

constexpr char NameField[] = "attachmentName";

} // namespace

DraftForm::DraftForm(QWidget *parent)
    : QWidget(parent)
    , m_texts(new QTabWidget(this))
    , m_body(nullptr)
{
    auto *form = new QFormLayout;
    addLine(form, DocumentElement::Title, tr("&Title"));
    addChoice(form, DocumentElement::Kind, tr("&Kind"), kindWords());
    addLine(form, DocumentElement::Recipients, tr("&Recipients"));
    addChoice(form, DocumentElement::Urgency, tr("&Urgency"), {QString(), u"特急"_s, u"加急"_s});
    addLine(form, DocumentElement::Secrecy, tr("Secrec&y"));
    addLine(form, DocumentElement::CopyNumber, tr("Copy number"));
    addLine(form, DocumentElement::IssuerMark, tr("Issuer's mark"));
    addLine(form, DocumentElement::Signers, tr("Signers"));

    m_body = addText(m_texts, tr("Body"), {});
    m_fields.insert(DocumentElement::Body, m_body);
    m_fields.insert(DocumentElement::Attachments, m_texts);
    m_texts->setAccessibleName(tr("Texts"));
    auto *add = new QPushButton(tr("&Add attachment"), this);
    auto *remove = new QPushButton(tr("Re&move attachment"), this);
    remove->setEnabled(false);
    connect(add, &QPushButton::clicked, this, [this] {
        addAttachment({});
        m_texts->setCurrentIndex(m_texts->count() - 1);
        m_texts->currentWidget()->findChild<QLineEdit *>(QLatin1String(NameField))->setFocus();
        Q_EMIT edited();
    });
    connect(remove, &QPushButton::clicked, this, &DraftForm::removeAttachment);
    connect(m_texts, &QTabWidget::currentChanged, this, [remove](int index) { remove->setEnabled(index > 0); });
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(add);
    buttons->addWidget(remove);
    buttons->addStretch();

    auto *foot = new QFormLayout;
    addLine(foot, DocumentElement::Signatories, tr("&Signatory"));
    addLine(foot, DocumentElement::Date, tr("&Date"));
    addLine(foot, DocumentElement::Note, tr("&Note"));
    addLine(foot, DocumentElement::CopyTo, tr("&Copy to"));
    addLine(foot, DocumentElement::Printer, tr("Printed by"));
    addLine(foot, DocumentElement::PrintDate, tr("Printing date"));

    auto *layout = new QVBoxLayout(this);
    layout->addLayout(form);
    layout->addWidget(m_texts, 1);
    layout->addLayout(buttons);
    layout->addLayout(foot);
}

QLineEdit *DraftForm::addLine(QFormLayout *form, DocumentElement element, const QString &label)
{
    auto *line = new QLineEdit(this);
    line->setMaxLength(static_cast<int>(document::limits::ElementText));
    line->setAccessibleName(QString(label).remove(u'&'));
    form->addRow(label, line);
    m_fields.insert(element, line);
    connect(line, &QLineEdit::textEdited, this, &DraftForm::edited);
    return line;
}

QComboBox *DraftForm::addChoice(
    QFormLayout *form, DocumentElement element, const QString &label, const QStringList &choices)
{
    auto *choice = new QComboBox(this);
    choice->addItems(choices);
    choice->setAccessibleName(QString(label).remove(u'&'));
    form->addRow(label, choice);
    m_fields.insert(element, choice);
    connect(choice, &QComboBox::activated, this, &DraftForm::edited);
    return choice;
}

QPlainTextEdit *DraftForm::addText(QTabWidget *tabs, const QString &name, const QString &text)
{
    auto *edit = new QPlainTextEdit(text, this);
    edit->setAccessibleName(name);
    edit->setTabChangesFocus(true);
    edit->setMinimumHeight(edit->fontMetrics().lineSpacing() * 10);
    tabs->addTab(edit, name);
    connect(edit, &QPlainTextEdit::textChanged, this, [this] {
        if (!m_isFilling)
            Q_EMIT edited();
    });
    return edit;
}

void DraftForm::addAttachment(const document::Attachment &attachment)
{
    auto *page = new QWidget(m_texts);
    auto *name = new QLineEdit(attachment.name, page);
    name->setObjectName(QLatin1String(NameField));
    name->setAccessibleName(tr("Name of the attachment"));
    name->setPlaceholderText(tr("Name of the attachment"));
    auto *text = new QPlainTextEdit(textOfBody(attachment.body), page);
    text->setAccessibleName(tr("Text of the attachment"));
    text->setPlaceholderText(tr("Its text; without any it is a file that goes along."));
    text->setTabChangesFocus(true);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(4, 4, 4, 4);
    layout->addWidget(name);
    layout->addWidget(text, 1);
    m_texts->addTab(page, QString());
    nameAttachmentTabs();
    const auto changed = [this] {
        if (!m_isFilling)
            Q_EMIT edited();
    };
    connect(name, &QLineEdit::textChanged, this, changed);
    connect(text, &QPlainTextEdit::textChanged, this, changed);
}

void DraftForm::removeAttachment()
{
    const int index = m_texts->currentIndex();
    if (index < 1)
        return;
    QWidget *page = m_texts->widget(index);
    m_texts->removeTab(index);
    page->deleteLater();
    if (index - 1 < m_shown.attachments.size())
        m_shown.attachments.removeAt(index - 1);
    nameAttachmentTabs();
    Q_EMIT edited();
}

void DraftForm::nameAttachmentTabs()
{
    for (int index = 1; index < m_texts->count(); ++index)
        m_texts->setTabText(index, tr("Attachment %1").arg(index));
}

void DraftForm::showDocument(const document::OfficialDocument &document)
{
    m_isFilling = true;
    m_shown = document;
    const auto setLine = [this](DocumentElement element, const QString &text) {
        if (auto *choice = qobject_cast<QComboBox *>(m_fields.value(element)))
            choice->setCurrentText(text);
        else
            qobject_cast<QLineEdit *>(m_fields.value(element))->setText(text);
    };
    setLine(DocumentElement::Title, document.title);
    setLine(DocumentElement::Kind, document.kind);
    setLine(DocumentElement::Recipients, document.recipients.join(u'，'));
    setLine(DocumentElement::Urgency, document.urgency);
    setLine(DocumentElement::Secrecy, document.secrecy);
    setLine(DocumentElement::CopyNumber, document.copyNumber);
    setLine(DocumentElement::IssuerMark, document.issuerMark);
    setLine(DocumentElement::Signers, document.signers.join(u'、'));
    setLine(DocumentElement::Signatories, document.signatories.join(u'、'));
    setLine(DocumentElement::Date, document::chineseDate(document.date));
    setLine(DocumentElement::Note, document.note);
    setLine(DocumentElement::CopyTo, document.copyTo.join(u'，'));
    setLine(DocumentElement::Printer, document.printer);
    setLine(DocumentElement::PrintDate, document::chineseDate(document.printDate));
    m_body->setPlainText(textOfBody(document.body));
    while (m_texts->count() > 1) {
        QWidget *page = m_texts->widget(1);
        m_texts->removeTab(1);
        page->deleteLater();
    }
    for (const document::Attachment &attachment : document.attachments)
        addAttachment(attachment);
    m_isFilling = false;
}

QString DraftForm::textOf(DocumentElement element) const
{
    if (const auto *choice = qobject_cast<QComboBox *>(m_fields.value(element)))
        return choice->currentText();
    return document::toPageText(qobject_cast<QLineEdit *>(m_fields.value(element))->text()).trimmed();
}

document::OfficialDocument DraftForm::document() const
{
    document::OfficialDocument document = m_shown;
    document.title = textOf(DocumentElement::Title);
    document.kind = textOf(DocumentElement::Kind);
    document.recipients = namesOfText(textOf(DocumentElement::Recipients));
    document.urgency = textOf(DocumentElement::Urgency);
    document.secrecy = textOf(DocumentElement::Secrecy);
    document.copyNumber = textOf(DocumentElement::CopyNumber);
    document.issuerMark = textOf(DocumentElement::IssuerMark);
    document.signers = namesOfText(textOf(DocumentElement::Signers));
    document.signatories = namesOfText(textOf(DocumentElement::Signatories));
    document.date = dateOf(textOf(DocumentElement::Date));
    document.note = textOf(DocumentElement::Note);
    document.copyTo = namesOfText(textOf(DocumentElement::CopyTo));
    document.printer = textOf(DocumentElement::Printer);
    document.printDate = dateOf(textOf(DocumentElement::PrintDate));
    document.body = bodyOfText(m_body->toPlainText(), m_shown.body);
    document.attachments.clear();
    for (int index = 1; index < m_texts->count(); ++index) {
        const QWidget *page = m_texts->widget(index);
        const QString name = page->findChild<QLineEdit *>(QLatin1String(NameField))->text();
        const QString text = page->findChild<QPlainTextEdit *>()->toPlainText();
        const auto before =
            index <= m_shown.attachments.size() ? m_shown.attachments.at(index - 1).body : QList<document::Block>();
        document.attachments.append({document::toPageText(name).trimmed(), bodyOfText(text, before)});
    }
    return document;
}

void DraftForm::focusElement(DocumentElement element)
{
    if (element == DocumentElement::Body)
        m_texts->setCurrentIndex(0);
    else if (element == DocumentElement::Attachments)
        m_texts->setCurrentIndex(m_texts->count() - 1);
    QWidget *field = m_fields.value(element, m_fields.value(DocumentElement::Title));
    field->setFocus();
    if (auto *line = qobject_cast<QLineEdit *>(field))
        line->selectAll();
}

} // namespace wenyi::ui
