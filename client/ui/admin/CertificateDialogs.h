// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/ui/admin/ActDialog.h"

#include <array>

class QCheckBox;
class QSpinBox;

namespace wenyi::ui {

class PathField;

/// 申请证书: whose key it is as its file says, what the certificate is to say, and for how long.
class ApplyDialog final : public ActDialog
{
    Q_OBJECT

public:
    ApplyDialog(AuthorityPresenter &presenter, RegisterSheetRef sheet, QWidget *parent);

private:
    bool isComplete() const override;
    void act(SecretBytes pin) override;
    void readKey();
    void showKey(const core::KeyToCertify &key);
    crypto::CertificatePurpose purpose() const;

    RegisterSheetRef m_sheet;
    std::optional<core::KeyToCertify> m_key;
    std::array<QString, 3> m_wishes; ///< Of the file: name, organisation, id.
    quint64 m_asked = 0;             ///< Counts files that were asked for: what comes for an earlier one is late.
    PathField *m_file;
    QComboBox *m_purpose;
    QLineEdit *m_name;
    QLineEdit *m_organization;
    QLineEdit *m_id;
    QSpinBox *m_years;
};

/// 续期.
class RenewDialog final : public ActDialog
{
    Q_OBJECT

public:
    RenewDialog(AuthorityPresenter &presenter, RegisterSheetRef sheet, const QByteArray &serialNumber, QWidget *parent);

private:
    void act(SecretBytes pin) override;

    RegisterSheetRef m_sheet;
    QByteArray m_serialNumber;
    QSpinBox *m_years;
};

/// 冻结, 吊销, 申请解冻: what takes one certificate and words.
class StandingDialog final : public ActDialog
{
    Q_OBJECT

public:
    enum class Step { Suspend, Revoke, AskRelease };

    StandingDialog(
        AuthorityPresenter &presenter, const core::RegisteredCertificate &registered, Step step, QWidget *parent);

private:
    void act(SecretBytes pin) override;

    QByteArray m_serialNumber;
    Step m_step;
    QComboBox *m_reason = nullptr;
    QLineEdit *m_words;
};

/// 发布: the revocation list, and the directory that brings it to every desktop.
class PublishDialog final : public ActDialog
{
    Q_OBJECT

public:
    PublishDialog(AuthorityPresenter &presenter, const RegisterSheet &sheet, QWidget *parent);

private:
    void offerPdfs();
    bool isComplete() const override;
    void act(SecretBytes pin) override;

    QComboBox *m_kind;
    QSpinBox *m_days;
    PathField *m_target;
    QCheckBox *m_withPdfs;
    QCheckBox *m_withDirectory;
    PathField *m_directory;
    PathField *m_newDirectory;
};

} // namespace wenyi::ui
