// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/cli/bench/BenchRecords.h"

#include "client/core/records/PersonalSignature.h"
#include "client/core/records/RecordProjection.h"
#include "shared/crypto/Sm3.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace wenyi::cli {

using modules::ActionKind;

// One act of an incoming document's process.
struct BenchRecords::Step
{
    QString node; ///< Empty: the start.
    QString member;
    QString outcome;
    QString words;
    bool isSigned = false;
};

const QList<BenchRecords::Step> &BenchRecords::steps()
{
    static const QList<Step> steps{
        {{}, u"mailroom"_s, {}, {}, false},
        {u"sign-for"_s, u"mailroom"_s, u"sign-for"_s, {}, true},
        {u"register"_s, u"clerk"_s, u"registered"_s, {}, false},
        {u"propose"_s, u"clerk"_s, u"proposed"_s, u"拟请国栋同志阅示，并由秘书科会同有关科室研究办理。"_s, true},
        {u"instruct"_s, u"leader"_s, u"instructed"_s, u"请秘书科牵头办理，按时报送办理情况。"_s, true},
        {u"handle"_s, u"clerk"_s, u"handled"_s, u"已会同有关科室办理，情况已书面报送。"_s, true},
        {u"conclude"_s, u"clerk"_s, u"concluded"_s, {}, false},
        {u"archive"_s, u"clerk"_s, u"archived"_s, {}, false},
    };
    Q_ASSERT(steps.size() == StepsUntilArchived);
    return steps;
}

BenchRecords::BenchRecords(core::Workspace &workspace, const BenchOffice &office, QByteArray signature)
    : m_workspace(&workspace)
    , m_office(&office)
    , m_signature(std::move(signature))
    , m_run(workspace.environment().random.bytes(8).toHex())
{
}

Result<BenchRecords> BenchRecords::begin(core::Workspace &workspace, const BenchOffice &office)
{
    // A real signature, of a real one's size, for all acts that want one: making them is not what is measured here.
    WENYI_TRY(const auto signer, workspace.openKey(core::keyfile::PersonalSigning, BenchOffice::pin()));
    const core::SignedStatement statement{u"signFor.sign-for"_s, StreamId(u"bench"_s), {}, {},
        workspace.environment().clock.now(), workspace.member().id};
    WENYI_TRY(const auto signature, core::signStatement(statement, *signer));
    return BenchRecords(workspace, office, signature.toBytes());
}

QJsonObject BenchRecords::valuesOf(const Step &step, qint64 serial) const
{
    static const QStringList urgencies{u"平件"_s, u"加急"_s, u"平件"_s, u"特急"_s, u"平件"_s, u"平急"_s};
    static const QStringList matters{u"进一步加强汛期安全生产工作"_s, u"开展农村人居环境整治"_s,
        u"做好二〇二六年度财政预算编制"_s, u"印发重大项目推进工作方案"_s, u"报送政务信息公开年度报告"_s};
    static const QStringList senders{
        u"江阴市财政局"_s, u"澄江镇人民政府"_s, u"江阴市水利局"_s, u"无锡市人民政府办公室"_s};
    if (step.node.isEmpty())
        return {{u"envelope"_s, u"11320281014033131C-2026-%1"_s.arg(serial)},
            {u"title"_s, u"关于%1的通知（第%2件）"_s.arg(matters.at(serial % matters.size())).arg(serial)},
            {u"sender"_s, senders.at(serial % senders.size())},
            {u"senderNumber"_s, u"澄财发〔2026〕%1号"_s.arg(serial)}, {u"issueDate"_s, u"2026-11-18"_s},
            {u"kind"_s, u"通知"_s}, {u"urgency"_s, urgencies.at(serial % urgencies.size())}, {u"copies"_s, 1},
            {u"pages"_s, 5}, {u"attachments"_s, QJsonArray{u"实施方案"_s, u"任务分解表"_s}}};
    if (step.node == u"sign-for"_s)
        return {{u"receivedDate"_s, u"2026-11-20"_s}};
    if (step.node == u"register"_s)
        return {{u"registerNumber"_s, serial}, {u"openness"_s, u"依申请公开"_s}};
    if (step.node == u"propose"_s)
        return {{u"leadDepartment"_s, u"秘书科"_s}, {u"handleBy"_s, u"2026-12-04"_s}};
    if (step.node == u"handle"_s)
        return {{u"result"_s, u"已按要求办理完毕，有关情况已报市财政局。"_s}};
    if (step.node == u"archive"_s)
        return {{u"retention"_s, u"10年"_s}};
    return {};
}

Result<journal::NewEntry> BenchRecords::entry(const Step &step, qint64 serial) const
{
    WENYI_TRY(const modules::ModuleDefinition *definition, m_workspace->modules().newest(u"incoming"_s));
    modules::RecordEvent event;
    event.module = definition->id;
    event.version = definition->version;
    modules::Action &action = event.action;
    action.kind = step.node.isEmpty() ? ActionKind::Start : ActionKind::Complete;
    action.actor = {m_office->member(step.member), m_workspace->profile().unit, {}};
    action.at = m_workspace->environment().clock.now();
    if (!step.node.isEmpty())
        action.task = modules::TaskId(step.node + u".1"_s);
    action.outcome = step.outcome;
    action.values = valuesOf(step, serial);
    action.opinion.words = step.words;
    if (step.isSigned)
        action.signature = m_signature;
    WENYI_TRY(const QByteArray payload, event.toBytes());
    // Streams are drawn at random, so that they come in no order.
    const StreamId stream(QString::fromLatin1(crypto::sm3(m_run + QByteArray::number(serial)).toHex().left(32)));
    return journal::NewEntry{stream, definition->id, core::entrykind::RecordEvent.toString(), payload, {},
        m_workspace->profile().unit.toString()};
}

Result<QList<Batch>> BenchRecords::next(qsizetype records, Until until, qsizetype together)
{
    QList<Batch> batches;
    const QList<Step> todo = steps().first(until == Until::Archived ? StepsUntilArchived : 2);
    for (qsizetype done = 0; done < records; done += together) {
        const qint64 first = m_serial + 1;
        m_serial += std::min(together, records - done);
        for (qsizetype from = 0, to = 0; from < todo.size(); from = to) {
            const QString &member = todo.at(from).member;
            while (to < todo.size() && todo.at(to).member == member)
                ++to;
            Batch made{m_office->member(member), {}};
            for (qint64 serial = first; serial <= m_serial; ++serial) {
                for (qsizetype step = from; step < to; ++step) {
                    WENYI_TRY(const auto one, entry(todo.at(step), serial));
                    made.entries.append(one);
                }
            }
            batches.append(std::move(made));
        }
    }
    return batches;
}

} // namespace wenyi::cli
