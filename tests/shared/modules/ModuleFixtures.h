// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/modules/Record.h"
#include "shared/modules/Worklist.h"

#include <QMap>
#include <QString>

namespace wenyi::modules::test {

/// The modules that come with the product.
const ModuleCatalogue &productModules();
const ModuleDefinition &product(const QString &module);

/// A unit whose members are named after their roles; "deputy" is a second leader, "clerk2" and "clerk3" are clerks too.
class Unit final : public RoleSource
{
public:
    Unit();
    QStringList rolesOf(const MemberId &member, const UnitCode &unit, Instant at) const override;
    Actor actor(const QString &name) const;
    void dismiss(const QString &name) { m_roles.remove(name); }
    QStringList names() const { return m_roles.keys(); }

    static UnitCode code();

private:
    QMap<QString, QStringList> m_roles;
};

/// Runs one record through its process; each act is a line.
class Run
{
public:
    explicit Run(const ModuleDefinition &definition)
        : module(definition)
    {
    }
    Result<void> start(const QString &who, const QJsonObject &values = {});
    Result<void> complete(const QString &who, const QString &task, const QString &outcome,
        const QJsonObject &values = {}, const QString &words = QStringLiteral("同意"));
    Result<void> returnTo(const QString &who, const QString &task, const QString &node, const QString &words);
    Result<void> handOver(ActionKind kind, const QString &who, const QString &task, const QString &other);
    Result<void> act(Action action);
    Action action(ActionKind kind, const QString &who, const QString &task = {});
    QStringList open() const;

    const ModuleDefinition &module;
    Unit unit;
    ProcessState state;
    int day = 0; ///< Each act is a day later than the last.
};

/// A module of these elements, whose form has the list field "signers" and the text field "note".
Result<ModuleDefinition> moduleOf(const QByteArray &elements);

/// The reason of a refusal; empty for success.
QByteArray reasonOf(const Result<void> &result);

Digest digestOf(int number);

/// What an outgoing document needs before it is reviewed.
QJsonObject draftValues();

/// A small process.bpmn around the elements of its process.
QByteArray bpmn(const QByteArray &elements);
/// A userTask that anybody with role "clerk" may do.
QByteArray userTask(const QByteArray &id, const QByteArray &attributes = {});
/// One that several clerks sign, whom the list field "signers" names.
QByteArray countersignTask(const QByteArray &id, const QByteArray &attributes = {}, const QByteArray &loop = {},
    const QByteArray &enough = {});
/// A boundary event with a timer.
QByteArray timer(
    const QByteArray &id, const QByteArray &host, const QByteArray &duration, const QByteArray &attributes = {});
/// A subProcess with its start event and the elements given.
QByteArray subProcess(const QByteArray &id, const QByteArray &start, const QByteArray &elements);
QByteArray flow(const QByteArray &from, const QByteArray &to, const QByteArray &condition = {});

} // namespace wenyi::modules::test
