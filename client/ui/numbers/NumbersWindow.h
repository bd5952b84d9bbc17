// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/ui/numbers/NumberActDialog.h"

#include <memory>

class QPlainTextEdit;

namespace wenyi::ui {

class PlainTable;

/// 编号序列: the unit's series of numbers, what each will give next, what is leased and what stays unused; a registrar
/// has one go on behind numbers that were given on paper, or begin the next term.
class NumbersWindow final : public QDialog
{
    Q_OBJECT

public:
    enum Column { Series, Period, Next, State, Leased, Gaps };

    explicit NumbersWindow(std::unique_ptr<NumbersPresenter> presenter, QWidget *parent = nullptr);
    ~NumbersWindow() override;

private:
    void buildLayout();
    QLayout *buttonRow();
    void connectPresenter();
    void showSheet(const NumbersSheet &sheet);
    void showDetails(int row);
    QStringList rowOf(const core::DrawnSeries &drawn) const;
    QString detailsOf(const core::DrawnSeries &drawn) const;
    QStringList leasesOf(const core::DrawnSeries &drawn) const;
    void openAct(NumberAct act);
    const core::DrawnSeries *chosen() const;

    std::unique_ptr<NumbersPresenter> m_presenter;
    NumbersSheet m_sheet;
    NoticeStrip *m_notice;
    PlainTable *m_table;
    QPlainTextEdit *m_details;
    QPushButton *m_goOn;
    QPushButton *m_newTerm;
    QPushButton *m_copy;
};

/// Opens it beside its parent; one that is open already comes to the front.
void showNumbers(Session &session, QWidget *parent);

} // namespace wenyi::ui
