// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/directory/DirectoryChangeFile.h"

#include "shared/base/Limits.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace wenyi::directory {

namespace {

constexpr qsizetype LargestFile = 4 * limits::MiB;
constexpr qsizetype MostChanges = 10'000;

/// Takes the members of one change; the first fault stays, and what was not asked for is one.
class ChangeReader
{
public:
    ChangeReader(QJsonObject object, qsizetype number, const CertificateFile &read)
        : m_object(std::move(object))
        , m_number(number)
        , m_read(read)
    {
    }

    QString text(const QString &name)
    {
        const QJsonValue value = m_object.take(name);
        if (!value.isString() || value.toString().isEmpty())
            fail(name);
        return value.toString();
    }
    std::optional<QString> optionalText(const QString &name)
    {
        const QJsonValue value = m_object.take(name);
        if (!value.isUndefined() && !value.isString())
            fail(name);
        return value.isString() ? std::optional(value.toString()) : std::nullopt;
    }
    std::optional<int> optionalNumber(const QString &name)
    {
        const QJsonValue value = m_object.take(name);
        if (value.isUndefined())
            return {};
        const int number = value.toInt(-1);
        if (number < 0)
            fail(name);
        return number;
    }
    bool flag(const QString &name)
    {
        const QJsonValue value = m_object.take(name);
        if (!value.isUndefined() && !value.isBool())
            fail(name);
        return value.toBool();
    }
    QStringList texts(const QString &name)
    {
        const QJsonValue value = m_object.take(name);
        if (!value.isArray())
            fail(name);
        QStringList texts;
        for (const auto &item : value.toArray()) {
            if (!item.isString())
                fail(name);
            texts.append(item.toString());
        }
        return texts;
    }
    template<typename Id>
    Id id(const QString &name)
    {
        return Id(text(name));
    }
    QByteArray certificate(const QString &name)
    {
        const QString file = text(name);
        if (m_fault)
            return {};
        const Result<QByteArray> bytes = m_read(file);
        if (!bytes)
            m_fault = bytes.error();
        return bytes.value_or(QByteArray());
    }
    QList<Role> roles()
    {
        QList<Role> roles;
        for (const QString &name : texts(u"roles"_s)) {
            const Result<Role> role = roleFromName(name);
            if (!role && !m_fault)
                m_fault = role.error();
            roles.append(role.value_or(Role::Clerk));
        }
        return roles;
    }
    void fail(const QString &name)
    {
        if (!m_fault)
            m_fault = Error{ErrorCode::InvalidInput, "directory-edit.form", u"%1: %2"_s.arg(m_number).arg(name)};
    }
    /// The fault, where something was wrong or is left over.
    Result<DirectoryChange> finish(const DirectoryChange &change)
    {
        if (!m_object.isEmpty())
            fail(m_object.begin().key());
        if (m_fault)
            return *m_fault;
        return change;
    }

private:
    QJsonObject m_object;
    qsizetype m_number;
    const CertificateFile &m_read;
    std::optional<Error> m_fault;
};

std::optional<UnitCode> optionalUnit(ChangeReader &in, const QString &name)
{
    const auto code = in.optionalText(name);
    return code ? std::optional(UnitCode(*code)) : std::nullopt;
}

DirectoryChange addUnit(ChangeReader &in)
{
    Unit unit;
    unit.code = in.id<UnitCode>(u"unit"_s);
    unit.name = in.text(u"name"_s);
    unit.shortName = in.optionalText(u"shortName"_s).value_or(QString());
    unit.numberCode = in.optionalText(u"numberCode"_s).value_or(QString());
    unit.parent = optionalUnit(in, u"parent"_s);
    unit.signingCertificate = in.certificate(u"signingCertificate"_s);
    unit.encryptionCertificate = in.certificate(u"encryptionCertificate"_s);
    return AddUnit{unit};
}

DirectoryChange renameUnit(ChangeReader &in)
{
    const auto unit = in.id<UnitCode>(u"unit"_s);
    const QString name = in.text(u"name"_s);
    return RenameUnit{unit, name, in.optionalText(u"shortName"_s), in.optionalText(u"numberCode"_s)};
}

DirectoryChange retireUnit(ChangeReader &in)
{
    const auto unit = in.id<UnitCode>(u"unit"_s);
    return RetireUnit{unit, optionalUnit(in, u"successor"_s)};
}

DirectoryChange addMember(ChangeReader &in)
{
    Member member;
    member.id = in.id<MemberId>(u"member"_s);
    member.unit = in.id<UnitCode>(u"unit"_s);
    member.name = in.text(u"name"_s);
    member.post = in.optionalText(u"post"_s).value_or(QString());
    const auto rank = in.optionalNumber(u"rank"_s);
    if (!rank)
        in.fail(u"rank"_s);
    member.rank = rank.value_or(0);
    member.roles = in.roles();
    member.signingCertificate = in.certificate(u"signingCertificate"_s);
    member.encryptionCertificate = in.certificate(u"encryptionCertificate"_s);
    return AddMember{member};
}

DirectoryChange moveMember(ChangeReader &in)
{
    const auto member = in.id<MemberId>(u"member"_s);
    return MoveMember{member, in.id<UnitCode>(u"unit"_s)};
}

DirectoryChange setMember(ChangeReader &in)
{
    SetMember change{in.id<MemberId>(u"member"_s), {}, {}, {}};
    change.name = in.optionalText(u"name"_s);
    change.post = in.optionalText(u"post"_s);
    change.rank = in.optionalNumber(u"rank"_s);
    return change;
}

DirectoryChange removeMember(ChangeReader &in)
{
    return RemoveMember{in.id<MemberId>(u"member"_s)};
}

DirectoryChange setRoles(ChangeReader &in)
{
    const auto member = in.id<MemberId>(u"member"_s);
    return SetRoles{member, in.roles()};
}

DirectoryChange renewCertificate(ChangeReader &in)
{
    const QByteArray certificate = in.certificate(u"certificate"_s);
    return RenewCertificate{certificate, in.flag(u"newKey"_s) ? KeyChange::NewKey : KeyChange::SameKey};
}

DirectoryChange addDesktop(ChangeReader &in)
{
    Desktop desktop;
    desktop.id = in.id<DesktopId>(u"desktop"_s);
    desktop.unit = in.id<UnitCode>(u"unit"_s);
    desktop.curveKey = QByteArray::fromHex(in.text(u"curveKey"_s).toLatin1());
    const QString connection = in.text(u"connection"_s);
    if (connection != u"connected"_s && connection != u"standalone"_s)
        in.fail(u"connection"_s);
    desktop.connection = connection == u"standalone"_s ? Connection::Standalone : Connection::Connected;
    desktop.certificate = in.certificate(u"certificate"_s);
    return AddDesktop{desktop};
}

DirectoryChange removeDesktop(ChangeReader &in)
{
    return RemoveDesktop{in.id<DesktopId>(u"desktop"_s)};
}

DirectoryChange setKeeper(ChangeReader &in)
{
    const auto seal = in.id<SealId>(u"seal"_s);
    return SetKeeper{seal, in.id<MemberId>(u"keeper"_s)};
}

DirectoryChange setGroup(ChangeReader &in)
{
    SetGroup change{in.text(u"name"_s), {}};
    for (const QString &code : in.texts(u"units"_s))
        change.units.append(UnitCode(code));
    if (change.units.isEmpty())
        in.fail(u"units"_s);
    return change;
}

DirectoryChange removeGroup(ChangeReader &in)
{
    return SetGroup{in.text(u"name"_s), {}};
}

DirectoryChange setAlias(ChangeReader &in)
{
    const QString name = in.text(u"name"_s);
    return SetAlias{name, in.id<UnitCode>(u"unit"_s)};
}

DirectoryChange removeAlias(ChangeReader &in)
{
    return SetAlias{in.text(u"name"_s), {}};
}

DirectoryChange setPeer(ChangeReader &in)
{
    const QByteArray card = in.certificate(u"card"_s);
    return SetPeer{card, in.optionalText(u"via"_s).value_or(QString())};
}

DirectoryChange removePeer(ChangeReader &in)
{
    return RemovePeer{in.text(u"domain"_s)};
}

using ReadChange = DirectoryChange (*)(ChangeReader &);

const QHash<QString, ReadChange> &readers()
{
    static const QHash<QString, ReadChange> all{{u"add-unit"_s, addUnit}, {u"rename-unit"_s, renameUnit},
        {u"retire-unit"_s, retireUnit}, {u"add-member"_s, addMember}, {u"move-member"_s, moveMember},
        {u"set-member"_s, setMember}, {u"remove-member"_s, removeMember}, {u"set-roles"_s, setRoles},
        {u"renew-certificate"_s, renewCertificate}, {u"add-desktop"_s, addDesktop},
        {u"remove-desktop"_s, removeDesktop}, {u"set-keeper"_s, setKeeper}, {u"set-group"_s, setGroup},
        {u"remove-group"_s, removeGroup}, {u"set-alias"_s, setAlias}, {u"remove-alias"_s, removeAlias},
        {u"set-peer"_s, setPeer}, {u"remove-peer"_s, removePeer}};
    return all;
}

} // namespace

Result<QList<DirectoryChange>> readChanges(const QByteArray &json, const CertificateFile &read)
{
    if (json.size() > LargestFile)
        return Error{ErrorCode::TooLarge, "directory-edit.size", QString::number(json.size())};
    QJsonParseError fault;
    const QJsonObject object = QJsonDocument::fromJson(json, &fault).object();
    if (fault.error != QJsonParseError::NoError)
        return Error{ErrorCode::InvalidInput, "directory-edit.json", fault.errorString()};
    const QJsonArray items = object.value(u"changes"_s).toArray();
    if (items.isEmpty() || object.size() != 1)
        return Error{ErrorCode::InvalidInput, "directory-edit.form", u"changes"_s};
    if (items.size() > MostChanges)
        return Error{ErrorCode::TooLarge, "directory-edit.size", QString::number(items.size())};
    QList<DirectoryChange> changes;
    for (const auto &item : items) {
        QJsonObject one = item.toObject();
        const ReadChange reader = readers().value(one.take(u"change"_s).toString());
        if (!reader)
            return Error{ErrorCode::InvalidInput, "directory-edit.form", u"%1: change"_s.arg(changes.size() + 1)};
        ChangeReader in(one, changes.size() + 1, read);
        const DirectoryChange change = reader(in);
        WENYI_TRY(auto whole, in.finish(change));
        changes.append(std::move(whole));
    }
    return changes;
}

} // namespace wenyi::directory
