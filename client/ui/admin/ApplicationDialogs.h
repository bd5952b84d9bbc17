// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/ui/admin/ActDialog.h"

namespace wenyi::ui {

class PathField;

/// 批准, 驳回: the second person's word on an application.
class DecisionDialog final : public ActDialog
{
    Q_OBJECT

public:
    enum class Word { Approve, Reject };

    DecisionDialog(
        AuthorityPresenter &presenter, const RegisterSheet &sheet, quint64 application, Word word, QWidget *parent);

private:
    void act(SecretBytes pin) override;

    quint64 m_application;
    Word m_word;
    QLineEdit *m_words;
};

/// 签发: has the certificate of an approved application made.
class IssueDialog final : public ActDialog
{
    Q_OBJECT

public:
    IssueDialog(AuthorityPresenter &presenter, const RegisterSheet &sheet, quint64 application, QWidget *parent);

private:
    bool isComplete() const override;
    void act(SecretBytes pin) override;

    quint64 m_application;
    PathField *m_target;
};

/// 准予解锁: a locked key file's request, whose it is by the register, and the permission for its owner.
class PermitDialog final : public ActDialog
{
    Q_OBJECT

public:
    PermitDialog(AuthorityPresenter &presenter, RegisterSheetRef sheet, QWidget *parent);

private:
    bool isComplete() const override;
    void act(SecretBytes pin) override;
    void readRequest();
    void showRequest(const core::UnblockRequest &request);

    RegisterSheetRef m_sheet;
    std::optional<core::UnblockRequest> m_request;
    quint64 m_asked = 0; ///< Counts files that were asked for: what comes for an earlier one is late.
    PathField *m_file;
    QLineEdit *m_words;
    PathField *m_target;
};

} // namespace wenyi::ui
