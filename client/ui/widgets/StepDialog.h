// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QLabel;
class QPushButton;
class QStackedWidget;
class QVBoxLayout;

namespace wenyi::ui {

class NoticeStrip;

/// 向导: a dialog of a few pages that are gone through one after the other, with the names of all of them above, a
/// strip for what went wrong, and one row of buttons. While work goes on the last button stops it and leaves to be read
/// how it ended; closing the window stops it too and waits until it has.
class StepDialog : public QDialog
{
    Q_OBJECT

public:
    ~StepDialog() override;

    int page() const;

protected:
    StepDialog(const QString &title, const QStringList &steps, QWidget *parent);

    /// Pages come in the order of the steps.
    QVBoxLayout *addPage();
    void showPage(int page);
    NoticeStrip &notice() { return *m_notice; }
    QPushButton &back() { return *m_back; }
    QPushButton &next() { return *m_next; }
    QPushButton &closeButton() { return *m_close; }
    /// What is between them can be cancelled.
    void beginWork();
    void endWork();
    bool isWorking() const { return m_isWorking; }
    void reject() override;

    virtual void goNext() = 0;
    virtual void cancelWork() = 0;

private:
    QList<QLabel *> m_steps;
    NoticeStrip *m_notice;
    QStackedWidget *m_pages;
    QPushButton *m_back;
    QPushButton *m_next;
    QPushButton *m_close;
    bool m_isWorking = false;
    bool m_isClosing = false;
};

} // namespace wenyi::ui
