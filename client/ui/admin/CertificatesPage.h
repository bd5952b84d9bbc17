// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/ui/admin/AuthorityPresenter.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace wenyi::ui {

class OfficerButton;
class PlainTable;

/// 证书: every certificate with what it is worth, and what the officers do about one of them.
class CertificatesPage final : public QWidget
{
    Q_OBJECT

public:
    enum Column { Standing, Holder, Id, Purpose, Until, Serial };
    /// Which certificates are shown.
    enum class Filter { All, Good, DueSoon, Suspended, Revoked, Expired };

    explicit CertificatesPage(AuthorityPresenter &presenter, QWidget *parent = nullptr);

    void showSheet(const RegisterSheetRef &sheet);

private:
    QLayout *buildSearch();
    QLayout *buildButtons();
    void fill();
    void weigh();
    QString detailsOf(const core::RegisteredCertificate &registered) const;
    const core::RegisteredCertificate *chosen() const;
    bool isShown(const core::RegisteredCertificate &registered) const;
    void saveChosen();

    AuthorityPresenter &m_presenter;
    RegisterSheetRef m_sheet;
    QList<QByteArray> m_shown; ///< Serial numbers, as the rows stand.
    QLineEdit *m_search;
    QComboBox *m_filter;
    QLabel *m_count;
    PlainTable *m_table;
    QPlainTextEdit *m_details;
    OfficerButton *m_renew;
    OfficerButton *m_release;
    OfficerButton *m_publish;
    OfficerButton *m_suspend;
    OfficerButton *m_revoke;
    QPushButton *m_save;
};

} // namespace wenyi::ui
