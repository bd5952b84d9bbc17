// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/shared/modules/ModuleFixtures.h"

#include <QJsonArray>

namespace wenyi::modules::test {

using namespace Qt::StringLiterals;

const ModuleCatalogue &productModules()
{
    static const ModuleCatalogue catalogue =
        ModuleCatalogue::load(QStringLiteral(WENYI_SOURCE_DIR "/resources/modules"));
    return catalogue;
}

const ModuleDefinition &product(const QString &module)
{
    const auto found = productModules().newest(module);
    if (!found)
        qFatal("%s", qPrintable(describe(found.error())));
    return **found;
}

Unit::Unit()
{
    for (const QString &role :
        {u"clerk"_s, u"reviewer"_s, u"leader"_s, u"registrar"_s, u"seal-keeper"_s, u"mail-room"_s, u"handler"_s})
        m_roles.insert(role, {role});
    m_roles.insert(u"deputy"_s, {u"leader"_s});
    m_roles.insert(u"clerk2"_s, {u"clerk"_s});
    m_roles.insert(u"clerk3"_s, {u"clerk"_s});
    m_roles.insert(u"administrator"_s, {u"system-administrator"_s});
}

QStringList Unit::rolesOf(const MemberId &member, const UnitCode &unit, Instant) const
{
    return unit == code() ? m_roles.value(member.toString()) : QStringList();
}

Actor Unit::actor(const QString &name) const
{
    return {MemberId(name), code(), m_roles.value(name)};
}

UnitCode Unit::code()
{
    return UnitCode(u"11320281014033000A"_s);
}

Action Run::action(ActionKind kind, const QString &who, const QString &task)
{
    Action action;
    action.kind = kind;
    action.actor = unit.actor(who);
    action.at = Instant{} + std::chrono::days(20'000 + day++);
    action.task = TaskId(task);
    return action;
}

Result<void> Run::act(Action action)
{
    WENYI_TRY(state, apply(module, state, action));
    return {};
}

Result<void> Run::start(const QString &who, const QJsonObject &values)
{
    Action start = action(ActionKind::Start, who);
    start.values = values;
    return act(start);
}

Result<void> Run::complete(
    const QString &who, const QString &task, const QString &outcome, const QJsonObject &values, const QString &words)
{
    Action complete = action(ActionKind::Complete, who, task);
    complete.outcome = outcome;
    complete.values = values;
    complete.opinion.words = words;
    complete.signature = "signature";
    return act(complete);
}

Result<void> Run::returnTo(const QString &who, const QString &task, const QString &node, const QString &words)
{
    Action back = action(ActionKind::ReturnTo, who, task);
    back.node = node;
    back.opinion.words = words;
    return act(back);
}

Result<void> Run::handOver(ActionKind kind, const QString &who, const QString &task, const QString &other)
{
    Action over = action(kind, who, task);
    over.others = {unit.actor(other)};
    return act(over);
}

QStringList Run::open() const
{
    QStringList ids;
    for (const OpenTask &task : state.tasks)
        ids.append(task.id.toString());
    ids.sort();
    return ids;
}

Result<ModuleDefinition> moduleOf(const QByteArray &elements)
{
    ModuleDefinition module;
    module.id = u"made"_s;
    FormField signers;
    signers.id = u"signers"_s;
    signers.kind = FieldKind::List;
    FormField note;
    note.id = u"note"_s;
    module.form.fields = {signers, note};
    WENYI_TRY(module.process, ProcessDefinition::fromBpmn(bpmn(elements)));
    return module;
}

QByteArray reasonOf(const Result<void> &result)
{
    return result ? QByteArray() : result.error().reason;
}

Digest digestOf(int number)
{
    Digest digest;
    digest.bytes[0] = static_cast<quint8>(number);
    digest.bytes[1] = static_cast<quint8>(number >> 8);
    digest.bytes[31] = 1;
    return digest;
}

QJsonObject draftValues()
{
    return {{u"title"_s, u"关于印发防汛抗旱应急预案的通知"_s}, {u"kind"_s, u"通知"_s},
        {u"recipients"_s, QJsonArray{u"各镇人民政府"_s, u"市各直属单位"_s}}};
}

QByteArray bpmn(const QByteArray &elements)
{
    return "<definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\" xmlns:w=\"urn:wenyi:process\">\n"
           "<process id=\"p\">\n"
           + elements + "\n</process>\n</definitions>\n";
}

QByteArray userTask(const QByteArray &id, const QByteArray &attributes)
{
    return "<userTask id=\"" + id + "\" w:act=\"draft\" w:role=\"clerk\" " + attributes + "/>";
}

QByteArray countersignTask(
    const QByteArray &id, const QByteArray &attributes, const QByteArray &loop, const QByteArray &enough)
{
    const QByteArray condition =
        enough.isEmpty() ? QByteArray() : "<completionCondition>" + enough + "</completionCondition>";
    return "<userTask id=\"" + id + "\" w:act=\"draft\" w:role=\"clerk\" " + attributes
           + "><multiInstanceLoopCharacteristics w:signers=\"signers\" " + loop + ">" + condition
           + "</multiInstanceLoopCharacteristics></userTask>";
}

QByteArray timer(const QByteArray &id, const QByteArray &host, const QByteArray &duration, const QByteArray &attributes)
{
    return "<boundaryEvent id=\"" + id + "\" attachedToRef=\"" + host + "\" " + attributes
           + "><timerEventDefinition><timeDuration>" + duration
           + "</timeDuration></timerEventDefinition></boundaryEvent>";
}

QByteArray subProcess(const QByteArray &id, const QByteArray &start, const QByteArray &elements)
{
    return "<subProcess id=\"" + id + "\"><startEvent id=\"" + start + "\"/>" + elements + "</subProcess>";
}

QByteArray flow(const QByteArray &from, const QByteArray &to, const QByteArray &condition)
{
    const QByteArray head =
        "<sequenceFlow id=\"" + from + "-" + to + "\" sourceRef=\"" + from + "\" targetRef=\"" + to + "\"";
    return condition.isEmpty() ? head + "/>"
                               : head + "><conditionExpression>" + condition + "</conditionExpression></sequenceFlow>";
}

} // namespace wenyi::modules::test
