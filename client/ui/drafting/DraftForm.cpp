// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/drafting/DraftForm.h"

#include "client/ui/drafting/BodyEdit.h"
#include "client/ui/drafting/DraftText.h"
#include "client/ui/drafting/FaultMarks.h"
#include "client/ui/text/Sentences.h"
#include "client/ui/widgets/PlainLabel.h"
#include "shared/document/ChineseDate.h"
#include "shared/document/DocumentKind.h"
#include "shared/document/DocumentLimits.h"
#include "shared/document/DocumentText.h"

#include <QAction>
#include <QComboBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QStyle>
#include <QTabWidget>
#include <QVBoxLayout>

#include <utility>

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

/// What stands in the lines of head and foot.
QList<std::pair<DocumentElement, QString>> linesOf(const document::OfficialDocument &document)
{
    return {{DocumentElement::Title, document.title}, {DocumentElement::Kind, document.kind},
        {DocumentElement::Recipients, document.recipients.join(u'，')}, {DocumentElement::Urgency, document.urgency},
        {DocumentElement::Secrecy, document.secrecy}, {DocumentElement::CopyNumber, document.copyNumber},
        {DocumentElement::IssuerMark, document.issuerMark}, {DocumentElement::Signers, document.signers.join(u'、')},
        {DocumentElement::Signatories, document.signatories.join(u'、')},
        {DocumentElement::Date, document::chineseDate(document.date)}, {DocumentElement::Note, document.note},
        {DocumentElement::CopyTo, document.copyTo.join(u'，')}, {DocumentElement::Printer, document.printer},
        {DocumentElement::PrintDate, document::chineseDate(document.printDate)}};
}

constexpr char NameField[] = "attachmentName";

} // namespace

DraftForm::DraftForm(QWidget *parent)
    : QWidget(parent)
    , m_texts(new QTabWidget(this))
    , m_body(new BodyEdit(this))
{
    auto *form = new QFormLayout;
    addLine(form, DocumentElement::Title, tr("&Title"));
    QComboBox *kind = addChoice(form, DocumentElement::Kind, tr("&Kind"), kindWords());
    connect(kind, &QComboBox::activated, this, &DraftForm::takeKind);
    addLine(form, DocumentElement::Recipients, tr("&Recipients"));
    addChoice(form, DocumentElement::Urgency, tr("&Urgency"), {QString(), u"特急"_s, u"加急"_s});
    addLine(form, DocumentElement::Secrecy, tr("Secrec&y"));
    addLine(form, DocumentElement::CopyNumber, tr("Copy number"));
    addLine(form, DocumentElement::IssuerMark, tr("Issuer's mark"));
    addLine(form, DocumentElement::Signers, tr("Signers"));

    m_body->setAccessibleName(tr("Body"));
    m_body->setMinimumHeight(m_body->fontMetrics().lineSpacing() * 10);
    m_texts->addTab(m_body, tr("Body"));
    connect(m_body, &BodyEdit::textChanged, this, [this] {
        if (!m_isFilling)
            Q_EMIT edited();
    });
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
    line->setAcceptDrops(false); // A file that is dropped here is for the window, and no text.
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

void DraftForm::addAttachment(const document::Attachment &attachment)
{
    auto *page = new QWidget(m_texts);
    auto *name = new QLineEdit(attachment.name, page);
    name->setObjectName(QLatin1String(NameField));
    name->setAccessibleName(tr("Name of the attachment"));
    name->setPlaceholderText(tr("Name of the attachment"));
    auto *text = new BodyEdit(page);
    text->showBody(attachment.body);
    text->setAccessibleName(tr("Text of the attachment"));
    text->setPlaceholderText(tr("Its text; without any it is a file that goes along."));
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
    connect(text, &BodyEdit::textChanged, this, changed);
}

void DraftForm::removeAttachment()
{
    const int index = m_texts->currentIndex();
    if (index < 1)
        return;
    QWidget *page = m_texts->widget(index);
    m_texts->removeTab(index);
    page->deleteLater();
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
    for (const auto &[element, text] : linesOf(document)) {
        if (auto *choice = qobject_cast<QComboBox *>(m_fields.value(element))) {
            choice->setCurrentText(text);
        } else {
            auto *line = qobject_cast<QLineEdit *>(m_fields.value(element));
            line->setText(text);
            line->home(false);
        }
    }
    m_body->showBody(document.body);
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
    document.body = m_body->body();
    document.attachments.clear();
    for (int index = 1; index < m_texts->count(); ++index) {
        const QWidget *page = m_texts->widget(index);
        const QString name = page->findChild<QLineEdit *>(QLatin1String(NameField))->text();
        document.attachments.append({document::toPageText(name).trimmed(), editorAt(index)->body()});
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

QLineEdit *DraftForm::attachmentName(int index) const
{
    QWidget *page = index >= 0 ? m_texts->widget(index + 1) : nullptr;
    return page ? page->findChild<QLineEdit *>(QLatin1String(NameField)) : nullptr;
}

BodyEdit *DraftForm::editorAt(int index) const
{
    QWidget *page = m_texts->widget(index);
    return index == 0 ? m_body : page ? page->findChild<BodyEdit *>() : nullptr;
}

BodyEdit *DraftForm::editorOf(const document::FormatFault &fault) const
{
    if (fault.element == DocumentElement::Body)
        return fault.index >= 0 ? m_body : nullptr;
    const bool isInText = fault.element == DocumentElement::Attachments && fault.index >= 0 && fault.block >= 0;
    return isInText ? editorAt(fault.index + 1) : nullptr;
}

void DraftForm::focusFault(const document::FormatFault &fault)
{
    if (BodyEdit *editor = editorOf(fault)) {
        m_texts->setCurrentIndex(fault.element == DocumentElement::Body ? 0 : fault.index + 1);
        const int block = fault.block >= 0 ? fault.block : fault.index;
        const QTextCursor place = faultCursor(*editor, block, fault.start, fault.length);
        editor->setFocus();
        if (place.isNull())
            return;
        editor->setTextCursor(place);
        editor->centerCursor();
        return;
    }
    if (fault.element == DocumentElement::Attachments) {
        if (QLineEdit *name = attachmentName(fault.index)) {
            m_texts->setCurrentIndex(fault.index + 1);
            name->setFocus();
            name->selectAll();
            return;
        }
    }
    focusElement(fault.element);
    auto *line = qobject_cast<QLineEdit *>(m_fields.value(fault.element));
    if (line && fault.length > 0)
        line->setSelection(static_cast<int>(fault.start), static_cast<int>(fault.length));
}

void DraftForm::focusFinding(const document::ImportFinding &finding)
{
    if (!m_fields.contains(finding.element))
        return; // The number, for example, has its own step.
    document::FormatFault place;
    place.element = finding.element;
    if (finding.attachment < 0) {
        place.index = finding.block;
    } else {
        place.index = finding.attachment;
        place.block = finding.block;
    }
    focusFault(place);
}

void DraftForm::markFaults(const QList<document::FormatFault> &faults)
{
    for (const QPointer<QAction> &sign : std::exchange(m_signs, {}))
        delete sign.data(); // A line that was removed took its own along.
    QMap<BodyEdit *, QList<FaultMark>> marks;
    for (int index = 0; index < m_texts->count(); ++index)
        marks.insert(editorAt(index), {});
    for (const document::FormatFault &fault : faults) {
        const QString sentence = sentenceForRule(fault);
        if (BodyEdit *editor = editorOf(fault)) {
            const int block = fault.block >= 0 ? fault.block : fault.index;
            marks[editor].append({faultCursor(*editor, block, fault.start, fault.length), fault.severity, sentence});
            continue;
        }
        auto *line = qobject_cast<QLineEdit *>(m_fields.value(fault.element));
        if (fault.element == DocumentElement::Attachments)
            line = attachmentName(fault.index);
        if (!line)
            continue;
        const bool mustBeMended = fault.severity == document::FaultSeverity::Error;
        const auto icon = mustBeMended ? QStyle::SP_MessageBoxCritical : QStyle::SP_MessageBoxWarning;
        QAction *sign = line->addAction(style()->standardIcon(icon), QLineEdit::TrailingPosition);
        sign->setText(sentence); // Its name for screen readers.
        sign->setToolTip(sentence.toHtmlEscaped());
        m_signs.append(sign);
    }
    for (auto editor = marks.begin(); editor != marks.end(); ++editor)
        showFaultMarks(*editor.key(), editor.value());
}

void DraftForm::takeKind()
{
    const document::OfficialDocument now = document();
    if (const auto taken = withKind(now, now.kind); taken != now)
        changeTo(taken);
}

void DraftForm::setField(DocumentElement element, const QString &text)
{
    if (auto *choice = qobject_cast<QComboBox *>(m_fields.value(element))) {
        choice->setCurrentText(text);
        return;
    }
    auto *line = qobject_cast<QLineEdit *>(m_fields.value(element));
    if (line->text() == text)
        return;
    line->selectAll();
    line->insert(text); // Unlike setText() it can be undone.
    line->home(false);  // A long one is shown from its beginning.
}

void DraftForm::changeTo(const document::OfficialDocument &document)
{
    if (document.attachments.size() != m_texts->count() - 1) {
        showDocument(document);
        Q_EMIT edited();
        return;
    }
    m_isFilling = true;
    const document::OfficialDocument now = this->document();
    m_shown = document;
    const auto before = linesOf(now);
    const auto after = linesOf(document);
    for (qsizetype i = 0; i < after.size(); ++i) {
        if (before.at(i) != after.at(i))
            setField(after.at(i).first, after.at(i).second);
    }
    m_body->changeBody(document.body);
    for (int index = 0; index < document.attachments.size(); ++index) {
        const document::Attachment &attachment = document.attachments.at(index);
        if (QLineEdit *name = attachmentName(index); name->text() != attachment.name) {
            name->selectAll();
            name->insert(attachment.name);
        }
        editorAt(index + 1)->changeBody(attachment.body);
    }
    m_isFilling = false;
    Q_EMIT edited();
}

} // namespace wenyi::ui
