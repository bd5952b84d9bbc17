// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/document/TextImport.h"

#include <QFrame>

class QCheckBox;
class QLabel;
class QProgressBar;
class QPushButton;
class QTableView;

namespace wenyi::ui {

class ImportFindingModel;

/// 导入: how far reading is, then what was recognised, guessed and left, before anything changes; once it is taken
/// over, the way from each finding to its place, and back to what the draft was. Hidden while nothing is imported.
class ImportPanel final : public QFrame
{
    Q_OBJECT

public:
    explicit ImportPanel(QWidget *parent = nullptr);

    void showReading(const QString &name);
    void showProgress(int done);
    void showReport(const document::ImportedText &imported);
    void showTaken();

Q_SIGNALS:
    void accepted();
    /// Nothing is to change; or, once it was taken over, its report is no longer wanted.
    void closed();
    void undoWanted();
    void placeWanted(const wenyi::document::ImportFinding &finding);

private:
    enum class Step { Reading, Report, Taken };
    void showStep(Step step);
    void fill();
    void goToPlace();

    ImportFindingModel *m_findings;
    QLabel *m_title;
    QProgressBar *m_progress;
    QTableView *m_table;
    QCheckBox *m_onlyDoubtful;
    QPushButton *m_accept;
    QPushButton *m_locate;
    QPushButton *m_undo;
    QPushButton *m_close;
    QString m_name;
    document::ImportedText m_imported;
    Step m_step = Step::Reading;
};

} // namespace wenyi::ui
