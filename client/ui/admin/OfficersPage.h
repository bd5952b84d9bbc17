// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/ui/admin/AuthorityPresenter.h"

#include <QWidget>

namespace wenyi::ui {

class PlainTable;

/// 三员: who the authority's three officers are, and since which act.
class OfficersPage final : public QWidget
{
    Q_OBJECT

public:
    enum Column { Office, Name, Id, Standing, Until, Appointed, Work };

    explicit OfficersPage(QWidget *parent = nullptr);

    void showSheet(const RegisterSheetRef &sheet);

private:
    PlainTable *m_table;
};

} // namespace wenyi::ui
