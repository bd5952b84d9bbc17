// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/ui/pdf/PdfSignPresenter.h"

#include <QDialog>

class QFormLayout;
class QLabel;
class QPushButton;
class QSpinBox;

namespace wenyi::ui {

class NoticeStrip;
class PageView;
class PathField;
class PinEdit;
class SealGhost;

/// 签名: a PDF with the place of a picture that stands for the signature, whose key signs, and where the signed file
/// goes. Of a sealed document a PDF copy is signed, which has its seals already: no picture is put there.
class PdfSignDialog final : public QDialog
{
    Q_OBJECT

public:
    explicit PdfSignDialog(std::unique_ptr<PdfSignPresenter> presenter, QWidget *parent = nullptr);
    ~PdfSignDialog() override;

    /// Cancels what is going on, else closes.
    void reject() override;

Q_SIGNALS:
    /// Signed and written; the dialog closes.
    void written(const QString &path, const wenyi::core::ViewedFileRef &file);

private:
    QString factsWords() const;
    void addPlacing(QFormLayout &form);
    void addFiles(QFormLayout &form);
    QLayout *buttonRow();
    void connectPresenter();
    void showSheet(const PdfSheet &sheet);
    void chooseFace();
    void takeFace(const core::PdfFace &face);
    void showGhost();
    void sign();
    void setBusy(bool busy);
    void weigh();

    std::unique_ptr<PdfSignPresenter> m_presenter;
    NoticeStrip *m_notice;
    PageView *m_pages;
    SealGhost *m_ghost;
    PathField *m_face;
    QSpinBox *m_page;
    QLabel *m_place;
    PathField *m_key;
    PathField *m_target;
    PinEdit *m_pin;
    QPushButton *m_sign;
    QPushButton *m_close;
    core::PdfFace m_shown; ///< Without pixels: none.
    QString m_facePath;    ///< Whose it is.
    bool m_isLoaded = false;
    bool m_isBusy = false;
};

} // namespace wenyi::ui
