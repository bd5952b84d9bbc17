// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/ui/seals/SealsPresenter.h"
#include "client/ui/text/SealLifeWords.h"

#include <QDialog>
#include <QMap>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace wenyi::ui {

class NoticeStrip;
class PathField;
class PlainTable;
class SealFaceView;

/// 印章管理: every seal of an authority's register with its standing, the picture of the chosen one, and what became of
/// it act by act; the officers' acts start here.
class SealsWindow final : public QDialog
{
    Q_OBJECT

public:
    enum Column { Name, Unit, Keeper, Kind, Period, Standing, Why };
    enum HistoryColumn { Act, When, What, Who, Words };

    explicit SealsWindow(std::unique_ptr<SealsPresenter> presenter, QWidget *parent = nullptr);
    ~SealsWindow() override;

private:
    void buildLayout();
    QLayout *placeRows();
    QLayout *filterRow();
    QWidget *details();
    QLayout *buttonRow();
    void connectPresenter();
    void takePlace();
    void showOverview(const SealOverviewRef &overview);
    /// The rows that the filter leaves.
    void showRows();
    void showPublishing();
    void choose(int row);
    void showSheet(const SealSheetOfRegister &sheet);
    void showActed(SealActKind kind);
    void openAct(SealActKind kind);
    void openMaking();
    void updateActs();
    bool mayBe(SealActKind kind) const;
    SealStanding standingOf(const core::AdministeredSeal &row) const;
    bool isWanted(const core::AdministeredSeal &row, const QStringList &cells) const;
    QStringList cellsOf(const core::AdministeredSeal &row) const;
    QString wordsOf(const core::SealEvent &event) const;
    QString memberName(const MemberId &id) const;
    const core::AdministeredSeal *chosen() const;

    std::unique_ptr<SealsPresenter> m_presenter;
    SealOverviewRef m_overview;
    QList<qsizetype> m_shown; ///< Of the overview's seals, as the rows stand.
    SealId m_chosen;
    SealId m_opened; ///< Whose picture and history were asked for since the overview came.
    QString m_done;  ///< What was done last, until the overview that shows it is there.
    PathField *m_folder;
    PathField *m_directory;
    QLabel *m_facts;
    QLineEdit *m_filter;
    QComboBox *m_standing;
    NoticeStrip *m_notice;
    PlainTable *m_table;
    SealFaceView *m_face;
    QLabel *m_about;
    PlainTable *m_history;
    QPushButton *m_make = nullptr;
    QMap<SealActKind, QPushButton *> m_acts;
};

} // namespace wenyi::ui
