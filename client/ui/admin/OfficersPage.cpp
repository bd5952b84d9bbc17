// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/admin/OfficersPage.h"

#include "client/ui/text/DirectoryWords.h"
#include "client/ui/text/RegisterWords.h"
#include "client/ui/text/Wording.h"
#include "client/ui/widgets/PlainLabel.h"
#include "client/ui/widgets/PlainTable.h"

#include <QVBoxLayout>

namespace wenyi::ui {

using directory::Role;

namespace {

QString workOf(Role role)
{
    switch (role) {
    case Role::SystemAdministrator:
        return OfficersPage::tr("applies, issues, renews, publishes lists");
    case Role::SecurityAdministrator:
        return OfficersPage::tr("approves, rejects, suspends, revokes, permits unblocking");
    default:
        return OfficersPage::tr("reads, verifies, exports");
    }
}

/// The newest appointment to the office.
const core::SignedAct *appointmentTo(Role role, const RegisterSheet &sheet)
{
    for (auto act = sheet.acts.rbegin(); act != sheet.acts.rend(); ++act) {
        const auto *appointment = std::get_if<core::OfficerAppointment>(&act->act.content);
        if (appointment && appointment->role == role)
            return &*act;
    }
    return nullptr;
}

QString standingOfOfficer(const core::Officer &officer, const RegisterSheet &sheet)
{
    // One that the register does not know as issued is judged by its dates.
    const core::RegisteredCertificate *own = sheet.state.certificate(officer.certificate.serialNumber());
    return standingWords(
        core::standingOf(own ? *own : core::RegisteredCertificate{officer.certificate, 0, {}, {}, {}}, sheet.now));
}

} // namespace

OfficersPage::OfficersPage(QWidget *parent)
    : QWidget(parent)
    , m_table(new PlainTable(tr("Officers"),
          {tr("Office"), tr("Name"), tr("Id"), tr("Certificate"), tr("Valid until"), tr("Appointed"), tr("Work")}, Work,
          this))
{
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(plainLabel(tr("The operating CA appoints the three; nobody is two of them, and none does "
                                    "another's work (wenyictl ca appoint)."),
        LabelWrap::Wraps, this));
    layout->addWidget(m_table, 1);
}

void OfficersPage::showSheet(const RegisterSheetRef &sheet)
{
    QList<QStringList> rows;
    for (const Role role : {Role::SystemAdministrator, Role::SecurityAdministrator, Role::Auditor}) {
        const auto &officers = sheet->state.officers();
        const auto officer =
            std::find_if(officers.begin(), officers.end(), [&](const core::Officer &one) { return one.role == role; });
        if (officer == officers.end()) {
            rows.append({roleWords(role), tr("nobody"), {}, {}, {}, {}, workOf(role)});
            continue;
        }
        const core::SignedAct *act = appointmentTo(role, *sheet);
        rows.append({roleWords(role), officer->certificate.commonName(), officer->certificate.subjectId(),
            standingOfOfficer(*officer, *sheet), momentWords(officer->certificate.notAfter()).left(10),
            act ? tr("%1, act %2").arg(momentWords(act->act.at)).arg(act->act.number) : QString(), workOf(role)});
    }
    m_table->setRows(rows);
}

} // namespace wenyi::ui
