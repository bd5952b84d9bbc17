// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/ui/sealing/SealPresenter.h"

#include <QDialog>

#include <memory>

class QCheckBox;
class QComboBox;
class QLabel;
class QPushButton;

namespace wenyi::ui {

class NoticeStrip;
class PinEdit;
class SealGhost;
class SealSourceBox;
class TokenNotice;

/// 用印: the pages with the seal's ghost at its place, in its size, and the keeper's PIN. The seal stands by rule; it
/// can be moved by pointer and arrow keys, put back, and a unit's laid over the pages' edges besides (骑缝章). Whoever
/// has both kinds at hand, the unit's seal and a stamp of their own (签名章), sees which of them it is and may look at
/// the other.
class SealDialog final : public QDialog
{
    Q_OBJECT

public:
    explicit SealDialog(std::unique_ptr<SealPresenter> presenter, QWidget *parent = nullptr);
    ~SealDialog() override;

    /// While a provider is at work, stops that first: what became of it is told here.
    void reject() override;

private:
    QLayout *placingRow();
    QLayout *sealingRow();
    void connectPresenter();
    void showSheet(const SealSheet &sheet);
    void showOwners(const SealSheet &sheet);
    /// Of another seal: what was shown of the one before goes.
    void beginChoice();
    void chooseOwner();
    void showAge(const core::RevocationAge &age);
    void place();
    void showPlace();
    /// While something is loaded or sealed nothing of it can be changed.
    void setBusy(bool busy);
    /// Whether it can be sealed now.
    void weigh();
    void chooseSource(const std::optional<core::ProvidedSeal> &provided);

    std::unique_ptr<SealPresenter> m_presenter;
    QLabel *m_facts;
    SealSourceBox *m_source;
    NoticeStrip *m_age; ///< Stays, whatever m_notice says.
    NoticeStrip *m_notice;
    PageView *m_pages;
    SealGhost *m_ghost;
    QComboBox *m_owner;
    QLabel *m_place;
    QPushButton *m_reset;
    QCheckBox *m_riding;
    QComboBox *m_edge;
    PinEdit *m_pin;
    QPushButton *m_seal;
    TokenNotice *m_token;
    std::optional<core::ProvidedSeal> m_provided; ///< Chosen for the unit's seal.
    core::SealOwner m_shown = core::SealOwner::Unit;
    bool m_isBusy = false;
    bool m_isReady = false;
    bool m_mayRide = false;
    bool m_mayStand = true; ///< Where it is now.
};

} // namespace wenyi::ui
