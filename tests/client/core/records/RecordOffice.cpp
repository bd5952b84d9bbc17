// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/client/core/records/RecordOffice.h"

#include "shared/base/DurableFile.h"
#include "shared/crypto/CertificateAuthority.h"

#include <filesystem>

using namespace Qt::StringLiterals;

namespace wenyi::core {

namespace {

constexpr qsizetype PullBytes = 1 << 22;

template<typename T>
T must(Result<T> result)
{
    if (!result)
        qFatal("%s", qPrintable(describe(result.error())));
    return std::move(*result);
}

crypto::KeySigner makeServer(Instant now, RandomSource &random)
{
    const crypto::CertificateSubject subject{u"server"_s, u"测试"_s, u"server"_s};
    const Instant until = now + std::chrono::days(3650);
    const auto authority = must(crypto::CertificateAuthority::createRoot(subject, now, until, random));
    auto key = must(crypto::PrivateKey::generate());
    auto certificate =
        must(authority.issue(subject, crypto::CertificatePurpose::Server, key.publicKey(), now, until, random));
    return crypto::KeySigner(std::move(key), std::move(certificate));
}

Domain build(const QString &folder, const DomainDescription &description, const Environment &environment)
{
    DomainOptions options;
    options.cost.logN = crypto::KeyDerivationCost::Least;
    return must(buildDomain(folder, description, options, environment));
}

/// The domain's folder as it was built: once for the whole program, since it takes seconds.
const QString &builtOnce(const DomainDescription &description, const Environment &environment)
{
    static const QTemporaryDir folder;
    static const QString path = build(folder.path(), description, environment).folder;
    return path;
}

Domain copied(const QString &from, const QString &to)
{
    std::error_code failed;
    std::filesystem::copy(from.toStdString(), to.toStdString(), std::filesystem::copy_options::recursive, failed);
    if (failed)
        qFatal("%s", failed.message().c_str());
    return must(Domain::open(to));
}

} // namespace

RecordOffice::RecordOffice(Keys keys, const QString &resources)
    : m_environment{clock, m_random, resources, qEnvironmentVariable("WENYI_FONTS")}
{
    const QByteArray json =
        must(readBounded(QStringLiteral(WENYI_SOURCE_DIR "/resources/domains/sample.json"), 1 << 20));
    DomainDescription description = must(DomainDescription::fromJson(json));
    description.units = {description.units.constFirst()};
    description.groups.clear();
    UnitDescription &unit = description.units.first();
    m_unit = unit.code;
    unit.members.append({MemberId(m_unit.toString() + u"/registrar2"_s), u"严明"_s, u"文书"_s, 61, {u"registrar"_s}});
    m_pin = SecretBytes(description.pin.toUtf8());
    m_domain = keys == Keys::Own ? build(m_folder.path(), description, m_environment)
                                 : copied(builtOnce(description, m_environment), m_folder.path());
    m_server.emplace(makeServer(clock.now(), m_random));
    m_database = must(journal::Database::open(m_folder.filePath(u"unit-log.db"_s), {}));
    m_log.emplace(must(journal::UnitLog::open(*m_database)));
    // The unit's content key is in the administrator's journal; it reaches the others through the log.
    if (const auto exchanged = exchange(u"admin"_s); !exchanged)
        qFatal("%s", qPrintable(describe(exchanged.error())));
}

MemberId RecordOffice::memberId(const QString &member) const
{
    return MemberId(m_unit.toString() + u'/' + member);
}

Workspace &RecordOffice::at(const QString &member)
{
    auto found = m_workspaces.find(member);
    if (found == m_workspaces.end()) {
        found = m_workspaces.emplace(member, again(member)).first;
        if (const auto pulled = pull(*found->second); !pulled)
            qFatal("%s", qPrintable(describe(pulled.error())));
    }
    return *found->second;
}

std::unique_ptr<Workspace> RecordOffice::again(const QString &member)
{
    const auto desktop = must(m_domain.desktopOf(memberId(member).toString()));
    return must(Workspace::unlock(desktop.first, desktop.second, m_pin, m_environment));
}

Result<void> RecordOffice::push(Workspace &workspace)
{
    auto &signer = workspace.keys().desktop;
    WENYI_TRY(const auto run, workspace.journal().unsentRun(PullBytes, signer));
    if (!run)
        return {};
    WENYI_TRY(const auto transaction, journal::Transaction::begin(*m_database));
    WENYI_CHECK(
        m_log->append(*transaction, m_unit, workspace.profile().desktop, *run, signer.certificate().publicKey()));
    return transaction->commit();
}

Result<void> RecordOffice::pull(Workspace &workspace)
{
    WENYI_TRY(journal::LogPosition position, workspace.journal().logHead());
    WENYI_TRY(const auto runs, m_log->runsAfter(m_unit, position.number, PullBytes));
    if (runs.isEmpty())
        return {};
    for (const journal::LogRun &logRun : runs) {
        for (const QByteArray &bytes : logRun.run.entries) {
            WENYI_TRY(const auto entry, journal::decodeEntry(bytes));
            position = position.following(entry.id);
            for (const journal::BlobReference &blob : entry.entry.blobs) {
                for (const auto &[name, other] : m_workspaces) {
                    if (const auto stored = other->blobs().readStored(blob.digest))
                        WENYI_CHECK(workspace.blobs().storeWhole(blob.digest, *stored));
                }
            }
        }
    }
    WENYI_TRY(const auto checkpoint, journal::Checkpoint::sign(m_unit, position, clock.now(), *m_server));
    const auto keys = [&workspace](const DesktopId &id) -> Result<crypto::PublicKey> {
        const directory::Desktop *desktop = workspace.directory().desktop(id);
        if (!desktop)
            return Error{ErrorCode::NotFound, "test.desktop", id.toString()};
        WENYI_TRY(const auto certificate, crypto::Certificate::fromDer(desktop->certificate));
        return certificate.publicKey();
    };
    WENYI_CHECK(workspace.journal().acceptRuns(runs, checkpoint, m_server->certificate().publicKey(), keys));
    return workspace.takeNewKeys();
}

Result<void> RecordOffice::exchange(const QString &member)
{
    Workspace &workspace = at(member);
    WENYI_CHECK(push(workspace));
    return pull(workspace);
}

Result<void> RecordOffice::exchangeAll()
{
    for (int round = 0; round < 2; ++round) {
        for (const auto &[name, workspace] : m_workspaces) {
            WENYI_CHECK(push(*workspace));
            WENYI_CHECK(pull(*workspace));
        }
    }
    return {};
}

Result<Digest> RecordOffice::complete(const QString &member, const StreamId &stream, const QJsonObject &values)
{
    clock.advance(std::chrono::seconds(60));
    RecordService service(at(member));
    WENYI_TRY(const RecordView view, service.load(stream));
    if (view.possible.isEmpty())
        return Error{ErrorCode::NotAllowed, "test.nothing-to-do", member};
    const modules::PossibleActs &possible = view.possible.constFirst().possible;
    ActRequest request;
    request.task = possible.task.id;
    request.outcome = possible.rules.outcomes.constFirst();
    request.values = values;
    request.opinion.words = u"同意。"_s;
    return service.act(stream, request, &m_pin);
}

QStringList RecordOffice::dump(const QString &member)
{
    QStringList rows;
    const auto add = [&](const char *sql, int columns) {
        journal::Statement select(at(member).journal().database(), sql);
        for (auto more = select.next(); more && *more; more = select.next()) {
            QStringList row{QString::fromLatin1(sql).section(u"FROM "_s, 1).section(u' ', 0, 0)};
            for (int column = 0; column < columns; ++column)
                row.append(QString::fromLatin1(select.bytes(column).toHex()));
            rows.append(row.join(u'|'));
        }
    };
    add("SELECT stream, module, title, number, rank, changed, places, state FROM record_states ORDER BY stream", 8);
    add("SELECT holder, box, module, rank, recency, stream FROM record_boxes ORDER BY 1, 2, 3, 4, 5, 6", 6);
    add("SELECT holder, box, module, count FROM record_counts WHERE count <> 0 ORDER BY 1, 2, 3", 4);
    add("SELECT stream, entry, author, at, reason, detail FROM record_refusals ORDER BY stream, number", 6);
    add("SELECT stream, payload, key_group, key_id, author, at FROM record_revisions ORDER BY stream, number", 6);
    add("SELECT stream, entry, kind, actor, at FROM record_exchange ORDER BY stream, number", 5);
    return rows;
}

document::OfficialDocument sampleNotice()
{
    document::OfficialDocument notice;
    notice.kind = u"通知"_s;
    notice.issuerMark = u"江阴市人民政府办公室文件"_s;
    notice.issuers = {u"江阴市人民政府办公室"_s};
    notice.title = u"关于做好汛期安全生产工作的通知"_s;
    notice.recipients = {u"各镇人民政府"_s, u"市各直属单位"_s};
    notice.body = {document::Paragraph{u"汛期将至，现将有关事项通知如下。"_s}};
    notice.signatories = {u"江阴市人民政府办公室"_s};
    notice.date = QDate(2026, 11, 21);
    return notice;
}

} // namespace wenyi::core
