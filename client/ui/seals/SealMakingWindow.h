// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/ui/seals/SealMakingPresenter.h"
#include "client/ui/seals/SealsPresenter.h"

#include <QDialog>
#include <QTimer>

class QComboBox;
class QFormLayout;
class QLabel;
class QPushButton;
class QSpinBox;

namespace wenyi::ui {

class NoticeStrip;
class PathField;
class PinEdit;
class SealFaceForm;
class SealFaceView;

/// 制章: describes a seal's face and shows it at once, a scanned one beside what it comes from; says for whom it is;
/// and has it made, registered and handed out under the PIN of the domain's seal maker.
class SealMakingWindow final : public QDialog
{
    Q_OBJECT

public:
    SealMakingWindow(
        std::unique_ptr<SealMakingPresenter> presenter, SealOverviewRef overview, QWidget *parent = nullptr);
    ~SealMakingWindow() override;

    /// Whether what is shown is the seal as it is described.
    bool isDrawn() const;
    /// What the register says by now.
    void setOverview(const SealOverviewRef &overview);
    /// Stays while a seal is being made.
    void reject() override;

Q_SIGNALS:
    /// A seal was made, or it failed and a part may be done: the register may say something else now.
    void registerTouched();

private:
    QWidget *ownerForm();
    QWidget *previewPane();
    QLayout *makingRow();
    void connectPresenter();
    void fillUnits();
    void fillKeepers();
    void fillReplaced();
    void takeFace();
    void lookAtKey();
    void showPreview(const FacePreview &preview);
    void showMade(const core::MadeSeal &seal);
    void updateButtons();
    void make();
    bool isPersonal() const;
    UnitCode unit() const;
    MemberId keeper() const;
    QString keeperName() const;

    std::unique_ptr<SealMakingPresenter> m_presenter;
    SealOverviewRef m_overview;
    QTimer m_pause; ///< Between the last letter that was typed and the drawing.
    SealFaceForm *m_faceForm;
    QComboBox *m_unit;
    QComboBox *m_keeper;
    PathField *m_keyAt;
    QLabel *m_signer; ///< Whose certificate it is, or what is wrong with it.
    QComboBox *m_replaces;
    QSpinBox *m_years;
    SealFaceView *m_before;
    SealFaceView *m_face;
    NoticeStrip *m_notice;
    PinEdit *m_pin;
    QPushButton *m_make;
    QPushButton *m_close;
    bool m_wasPersonal = false;
    bool m_hasSigner = false;
    bool m_isBusy = false;
    bool m_isMade = false; ///< As it stands; another one has something else about it.
};

} // namespace wenyi::ui
