// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/ui/admin/AuthorityPresenter.h"

#include <QDialog>

#include <memory>

class QComboBox;
class QTabWidget;

namespace wenyi::ui {

class ActsPage;
class ApplicationsPage;
class CertificatesPage;
class NoticeStrip;
class OfficersPage;
class PathField;

/// 证书与密钥管理: the register of the operating CA in an authority's folder, and the work of its three officers.
class AuthorityWindow final : public QDialog
{
    Q_OBJECT

public:
    /// Opens the folder; where none is named the one that was opened last.
    explicit AuthorityWindow(
        std::unique_ptr<AuthorityPresenter> presenter, QWidget *parent = nullptr, const QString &folder = {});
    ~AuthorityWindow() override;

private:
    QLayout *buildHead();
    void buildLayout();
    void chooseOfficer();
    void openFolder();
    void showSheet(const RegisterSheetRef &sheet);

    std::unique_ptr<AuthorityPresenter> m_presenter;
    PathField *m_folder;
    QComboBox *m_role;
    PathField *m_key;
    NoticeStrip *m_notice;
    QTabWidget *m_pages;
    CertificatesPage *m_certificates;
    ApplicationsPage *m_applications;
    ActsPage *m_acts;
    OfficersPage *m_officers;
};

} // namespace wenyi::ui
