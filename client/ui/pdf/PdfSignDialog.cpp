// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/pdf/PdfSignDialog.h"

#include "client/core/incoming/IncomingService.h"
#include "client/ui/sealing/SealGhost.h"
#include "client/ui/text/PdfSignatureWords.h"
#include "client/ui/viewer/PageView.h"
#include "client/ui/widgets/NoticeStrip.h"
#include "client/ui/widgets/PathField.h"
#include "client/ui/widgets/PinEdit.h"
#include "client/ui/widgets/PlainLabel.h"

#include <QDir>
#include <QFileInfo>
#include <QFormLayout>
#include <QPushButton>
#include <QSpinBox>
#include <QStandardPaths>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace wenyi::ui {

namespace {

/// Where a picture stands at first: lower right on the last page, where people sign; mm between its middle and the
/// edges.
constexpr double FromRight = 55;
constexpr double FromBottom = 60;

/// Beside the documents, under a name that says what it is: of a copy behind the document's title, which may hold
/// anything.
QString suggestedTarget(const PdfSource &source, const QString &suffix)
{
    const QDir documents(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
    const QString stem = source.isCopy() ? source.name : QFileInfo(source.name).completeBaseName();
    return documents.filePath(core::fileNameOfTitle(stem, suffix + u".pdf"_s));
}

} // namespace

PdfSignDialog::PdfSignDialog(std::unique_ptr<PdfSignPresenter> presenter, QWidget *parent)
    : QDialog(parent)
    , m_presenter(std::move(presenter))
    , m_notice(new NoticeStrip(this))
    , m_pages(new PageView(this))
    , m_ghost(new SealGhost(*m_pages))
    , m_face(new PathField(tr("Picture or personal seal"), PathField::Choice::File, {}, this))
    , m_page(new QSpinBox(this))
    , m_place(plainLabel({}, LabelWrap::OneLine, this))
    , m_key(new PathField(tr("Key file"), PathField::Choice::File, tr("Key files (*.key);;All files (*)"), this))
    , m_target(new PathField(tr("Where the signed PDF goes"), PathField::Choice::NewFile, tr("PDF (*.pdf)"), this))
    , m_pin(new PinEdit(this))
    , m_sign(new QPushButton(tr("&Sign"), this))
    , m_close(new QPushButton(tr("&Close"), this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(m_presenter->source().isCopy() ? tr("Export a signed PDF") : tr("Sign a PDF"));
    m_notice->setObjectName(u"notice"_s);
    QLabel *facts = plainLabel(factsWords(), LabelWrap::Wraps, this);
    facts->setObjectName(u"facts"_s);
    auto *form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    addPlacing(*form);
    addFiles(*form);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(facts);
    layout->addWidget(m_pages, 1);
    layout->addWidget(m_notice);
    layout->addLayout(form);
    layout->addLayout(buttonRow());
    resize(900, 900);
    connectPresenter();
    m_presenter->load();
}

PdfSignDialog::~PdfSignDialog() = default;

QString PdfSignDialog::factsWords() const
{
    const PdfSource &source = m_presenter->source();
    if (!source.isCopy())
        return tr(
            "%1\nThe signature is added behind the file: nothing that is in it changes, and the signed PDF becomes "
            "a file of its own.")
            .arg(source.name);
    return tr("%1\nThe OFD stays the original. The PDF is a copy for readers of PDFs: its pictures of seals prove "
              "nothing, the signature proves who made the copy.")
        .arg(source.name);
}

void PdfSignDialog::addPlacing(QFormLayout &form)
{
    m_face->setObjectName(u"face"_s);
    m_page->setObjectName(u"page"_s);
    m_page->setAccessibleName(tr("Page of the picture"));
    m_page->setEnabled(false);
    m_place->setObjectName(u"place"_s);
    m_place->setAccessibleName(tr("Where the picture stands"));
    m_place->setToolTip(tr("The pointer moves the picture; so do the arrow keys, by 1 mm and with Shift by 0.1 mm."));
    auto *row = new QHBoxLayout;
    row->addWidget(m_page);
    row->addWidget(m_place, 1);
    auto *place = new QWidget(this);
    row->setContentsMargins(0, 0, 0, 0);
    place->setLayout(row);
    place->setFocusProxy(m_page);
    if (m_presenter->source().isCopy()) {
        m_face->hide();
        place->hide();
        return;
    }
    m_face->edit().setPlaceholderText(tr("none: the signature cannot be seen on the pages"));
    form.addRow(tr("Pict&ure"), m_face);
    form.addRow(tr("Pa&ge"), place);
    connect(m_face, &PathField::chosen, this, &PdfSignDialog::chooseFace);
    connect(m_face, &PathField::changed, this, &PdfSignDialog::weigh);
    setFocusPolicy(Qt::ClickFocus); // A click on the button that waits for the picture ends its typing.
    connect(m_ghost, &SealGhost::moved, this, &PdfSignDialog::showGhost);
    connect(m_page, &QSpinBox::valueChanged, this, [this](int page) {
        core::SealAt at = m_ghost->place();
        at.page = page - 1;
        m_ghost->put(at);
        m_pages->showPlace(at.page, at.centre.y - m_shown.height);
    });
}

void PdfSignDialog::addFiles(QFormLayout &form)
{
    const PdfSource &source = m_presenter->source();
    m_key->setObjectName(u"key"_s);
    m_target->setObjectName(u"target"_s);
    m_target->setPath(suggestedTarget(source, source.isCopy() ? tr(" (PDF copy)") : tr(" (signed)")));
    form.addRow(tr("&Key file"), m_key);
    form.addRow(tr("&PIN"), m_pin);
    form.addRow(tr("Sa&ve as"), m_target);
    for (PathField *field : {m_key, m_target})
        connect(field, &PathField::changed, this, &PdfSignDialog::weigh);
    connect(m_pin, &QLineEdit::textChanged, this, &PdfSignDialog::weigh);
}

QLayout *PdfSignDialog::buttonRow()
{
    m_sign->setObjectName(u"sign"_s);
    m_sign->setAutoDefault(false); // Enter never signs.
    m_close->setObjectName(u"close"_s);
    m_close->setAutoDefault(false);
    auto *row = new QHBoxLayout;
    row->addStretch();
    row->addWidget(m_sign);
    row->addWidget(m_close);
    connect(m_sign, &QPushButton::clicked, this, &PdfSignDialog::sign);
    connect(m_close, &QPushButton::clicked, this, &PdfSignDialog::reject);
    return row;
}

void PdfSignDialog::connectPresenter()
{
    connect(m_presenter.get(), &PdfSignPresenter::loaded, this, &PdfSignDialog::showSheet);
    connect(m_presenter.get(), &PdfSignPresenter::faceChosen, this, &PdfSignDialog::takeFace);
    connect(m_presenter.get(), &PdfSignPresenter::busyChanged, this, &PdfSignDialog::setBusy);
    connect(m_presenter.get(), &PdfSignPresenter::failed, m_notice, &NoticeStrip::showError);
    connect(
        m_presenter.get(), &PdfSignPresenter::done, this, [this](const QString &path, const core::ViewedFileRef &file) {
            accept();
            Q_EMIT written(path, file);
        });
    weigh();
}

void PdfSignDialog::showSheet(const PdfSheet &sheet)
{
    m_isLoaded = true;
    m_pages->setFile(sheet.file);
    m_key->setPath(sheet.keyFile);
    m_page->setRange(1, static_cast<int>(sheet.file->pages().size()));
    if (const QString words = pdfListAgeWords(sheet.listAge); !words.isEmpty())
        m_notice->showNotice(NoticeStrip::Mood::Caution, words);
    if (sheet.keyFile.isEmpty())
        m_notice->showNotice(NoticeStrip::Mood::Caution,
            tr("There is no key for PDFs on this desktop yet. Please choose a key file; `wenyictl pdf certify-key "
               "--profile` puts one in for good."));
    m_pin->setFocus();
    weigh();
}

void PdfSignDialog::chooseFace()
{
    if (m_face->path() == m_facePath)
        return; // Who leaves the field without a change leaves the picture where it was put.
    m_facePath = m_face->path();
    takeFace({}); // The earlier one is not to be signed with while this one is read.
    m_presenter->chooseFace(m_facePath);
}

void PdfSignDialog::takeFace(const core::PdfFace &face)
{
    m_shown = face;
    m_notice->clear();
    m_page->setEnabled(!face.pixels.isNull());
    if (face.pixels.isNull() || !m_pages->file()) {
        m_pages->setOverlays({});
        m_ghost->clear();
        m_place->clear();
        weigh();
        return;
    }
    QList<layout::PageScene> pages;
    for (const core::PageSize &size : m_pages->file()->pages()) {
        layout::PageScene page;
        page.width = size.width;
        page.height = size.height;
        pages.append(page);
    }
    const layout::PageScene &last = pages.constLast();
    ofd::Stamp stamp;
    stamp.page = pages.size() - 1;
    stamp.boundary = {std::max(0.0, last.width - FromRight - face.width / 2),
        std::max(0.0, last.height - FromBottom - face.height / 2), face.width, face.height};
    m_ghost->setRule(stamp, pages);
    m_pages->showPlace(stamp.page, stamp.boundary.y - face.height);
    showGhost();
    weigh();
}

void PdfSignDialog::showGhost()
{
    if (m_shown.pixels.isNull())
        return;
    const core::SealAt at = m_ghost->place();
    const layout::Rect box{
        at.centre.x - m_shown.width / 2, at.centre.y - m_shown.height / 2, m_shown.width, m_shown.height};
    m_pages->setOverlays({{at.page, box, m_shown.pixels, OverlayOutline::Rectangle}});
    const QSignalBlocker quiet(m_page);
    m_page->setValue(static_cast<int>(at.page + 1));
    m_place->setText(tr("%1 mm from the left, %2 mm from the top, to the middle of the picture")
                         .arg(at.centre.x, 0, 'f', 1)
                         .arg(at.centre.y, 0, 'f', 1));
}

void PdfSignDialog::sign()
{
    m_notice->clear();
    if (const auto isNew = checkNewFiles(*this); !isNew) {
        m_notice->showError(isNew.error());
        return;
    }
    std::optional<core::PdfAppearance> appearance;
    if (!m_shown.pixels.isNull()) {
        const core::SealAt at = m_ghost->place();
        appearance = core::PdfAppearance{at.page, at.centre, m_shown.width, m_shown.picture};
    }
    m_presenter->sign(m_key->path(), m_pin->takePin(), m_target->path(), appearance);
}

void PdfSignDialog::setBusy(bool busy)
{
    m_isBusy = busy;
    for (QWidget *field : std::initializer_list<QWidget *>{m_face, m_page, m_key, m_target, m_pin})
        field->setDisabled(busy);
    m_page->setEnabled(!busy && !m_shown.pixels.isNull());
    m_close->setText(busy && m_isLoaded ? tr("&Cancel") : tr("&Close"));
    m_close->setEnabled(true);
    weigh();
}

void PdfSignDialog::weigh()
{
    // What the field names is what stands on the page, or nothing in both.
    const bool isNamedShown = m_face->path() == m_facePath && m_facePath.isEmpty() == m_shown.pixels.isNull();
    m_sign->setEnabled(m_isLoaded && !m_isBusy && isNamedShown && !m_key->path().isEmpty()
                       && !m_target->path().isEmpty() && !m_pin->text().isEmpty());
}

void PdfSignDialog::reject()
{
    if (!m_isBusy || !m_isLoaded) {
        QDialog::reject();
        return;
    }
    m_presenter->cancel();
    m_close->setEnabled(false); // What became of it is told.
}

} // namespace wenyi::ui
