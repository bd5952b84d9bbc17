// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/faults/kit/CrashOffice.h"

#include "client/core/exchange/ReceiptService.h"
#include "client/core/outgoing/OutgoingService.h"
#include "client/core/records/NumberService.h"
#include "client/core/records/RecordList.h"
#include "client/core/uses/UseService.h"
#include "server/admin/Maintenance.h"
#include "server/admin/ServerFolder.h"
#include "shared/crypto/Sm3.h"
#include "tests/faults/desk/Desk.h"

#include <QDir>
#include <QSet>

using namespace Qt::StringLiterals;

namespace wenyi::faults {

namespace {

const QString SenderMailRoom = u"市政府办/mailroom"_s;
const QString ReceiverMailRoom = u"市财政局/mailroom"_s;
/// In the order in which a document passes them.
const QStringList Desks{u"市政府办/clerk"_s, u"市政府办/reviewer"_s, u"市政府办/leader"_s, u"市政府办/registrar"_s,
    u"市政府办/sealkeeper"_s, SenderMailRoom, ReceiverMailRoom};

/// Every outgoing record of a desktop, and the number of those with each title.
QHash<QString, int> outgoingTitles(core::Workspace &workspace)
{
    QHash<QString, int> titles;
    for (int box = static_cast<int>(core::Box::Draft); box <= static_cast<int>(core::Box::Done); ++box) {
        core::RecordQuery query;
        query.box = static_cast<core::Box>(box);
        query.module = core::DraftService::Module.toString();
        const auto page = core::RecordList(workspace).page(query, {}, core::RecordList::MaximumPage);
        for (const core::RecordRow &row : page ? page->rows : QList<core::RecordRow>())
            ++titles[row.title];
    }
    return titles;
}

} // namespace

void Acknowledged::add(const QByteArrayList &lines)
{
    for (const QByteArray &line : lines) {
        QStringList words = QString::fromUtf8(line).split(u' ');
        const QString first = words.takeFirst();
        m_facts[first].append(words);
        if (first == u"failed" || first == u"refused")
            m_failures.append(QString::fromUtf8(line));
    }
}

QList<Visitor> story(int document)
{
    const QByteArrayList usual{"sync", "act", "sync"};
    return {{u"市政府办/clerk"_s, {"draft " + QByteArray::number(document), "act", "sync"}},
        {u"市政府办/reviewer"_s, usual}, {u"市政府办/leader"_s, usual}, {u"市政府办/registrar"_s, usual},
        {u"市政府办/sealkeeper"_s, usual}, {SenderMailRoom, usual}, {ReceiverMailRoom, usual},
        {SenderMailRoom, {"sync"}}};
}

CrashOffice::CrashOffice()
    : m_faults(m_domain.path(u"fault-plan"_s))
{
    // Below the range from which the system takes ports by itself, so that it stays ours while the server is down.
    for (int attempt = 0; !m_server && attempt < 20; ++attempt) {
        m_endpoint = "tcp://127.0.0.1:" + QByteArray::number(QRandomGenerator::global()->bounded(15'000, 32'000));
        const auto made = m_domain.makeServer(serverFolder(), 0, m_endpoint);
        if (!made)
            qFatal("%s", qPrintable(faultOf(made)));
        startServer();
        if (!m_server)
            QDir(serverFolder()).removeRecursively();
    }
    // Administrators first: their desktops hold the content keys that everybody else waits for.
    for (const QString &name : {u"市政府办/admin"_s, u"市财政局/admin"_s})
        visit(name, {"sync"});
    for (const QString &name : Desks)
        visit(name, {"sync"});
    for (const QString &name : {u"市政府办/registrar"_s, ReceiverMailRoom}) {
        const auto opened = core::NumberService(*m_domain.unlock(name)).openAll();
        if (!opened)
            qFatal("%s", qPrintable(faultOf(opened)));
        visit(name, {"sync"});
    }
}

void CrashOffice::startServer(const FaultSwitch *faults)
{
    m_server = std::make_unique<ChildProgram>(
        QStringLiteral(WENYI_SERVER), QStringList{u"run"_s, u"--dir"_s, serverFolder()}, faults);
    if (m_server->firstLine().isEmpty())
        m_server.reset();
}

bool CrashOffice::backUpServer(const QString &to, const FaultSwitch &faults)
{
    const QStringList arguments{u"backup"_s, u"--dir"_s, serverFolder(), u"--to"_s, to, u"--json"_s};
    ChildProgram backup(QStringLiteral(WENYI_SERVER), arguments, &faults);
    return backup.firstLine().contains("\"to\"");
}

std::unique_ptr<ChildProgram> CrashOffice::call(
    const QString &person, const QByteArrayList &commands, FaultSwitch &faults)
{
    const auto [folder, member] = m_domain.desktopOf(person);
    auto visit = std::make_unique<ChildProgram>(
        QStringLiteral(WENYI_FAULT_DESK), QStringList{folder, member.toString(), QString::fromLatin1(way())}, &faults);
    visit->tell(commands);
    return visit;
}

bool CrashOffice::end(ChildProgram &visit)
{
    const bool whole = visit.finish();
    m_acknowledged.add(visit.linesSaid());
    return whole;
}

bool CrashOffice::visit(const QString &person, const QByteArrayList &commands, const Death &death, qint64 *calls)
{
    m_faults.set(death.call ? FaultPlan::Kill : FaultPlan::Nothing, death.call.value_or(0));
    const auto visit = call(person, commands, m_faults);
    if (death.milliseconds)
        visit->killAfter(*death.milliseconds);
    const bool whole = end(*visit);
    if (calls)
        *calls = m_faults.calls();
    return whole;
}

bool CrashOffice::visit(const QString &person, const QByteArrayList &commands)
{
    const auto [folder, member] = m_domain.desktopOf(person);
    auto workspace = core::Workspace::unlock(folder, member, FaultDomain::pin(), m_domain.environment());
    if (!workspace) {
        m_acknowledged.add({"failed unlock " + workspace.error().reason});
        return false;
    }
    QByteArray said;
    {
        QTextStream out(&said);
        QTextStream in(commands.join('\n'));
        Desk(std::move(*workspace), way(), out).follow(in);
    }
    QByteArrayList lines = said.split('\n');
    lines.removeLast();
    m_acknowledged.add(lines);
    return true;
}

void CrashOffice::settle()
{
    const QByteArrayList usual{"sync", "act", "sync"};
    for (const QString &name : Desks + QStringList{ReceiverMailRoom, SenderMailRoom})
        visit(name, usual);
}

QStringList CrashOffice::faultsOfRecord(core::Workspace &mailRoom, const StreamId &stream, QSet<QString> &numbers) const
{
    QStringList faults;
    const QString name = stream.toString();
    const auto view = core::RecordService(mailRoom).load(stream);
    if (!view)
        return {name + u" is lost: "_s + faultOf(view)};
    if (!view->refused.isEmpty())
        faults.append(name + u": an act was done twice: "_s + QString::fromLatin1(view->refused.first().reason));
    const QString number = view->record.values().value(u"number"_s).toString();
    if (number.isEmpty() || numbers.contains(number))
        faults.append(name + u": its number is none or another's: "_s + number);
    numbers.insert(number);
    const auto outbox = core::ExchangeProjection::outbox(mailRoom.journal().database(), stream);
    if (!outbox || outbox->size() != 1)
        faults.append(name + u" was closed in %1 envelopes"_s.arg(outbox ? outbox->size() : -1));
    const auto tracking = core::ReceiptService(mailRoom).tracking(stream);
    for (const core::TrackingLine &line : tracking ? tracking->lines : QList<core::TrackingLine>()) {
        if (line.delivery.stage() < exchange::DeliveryStage::SignedFor)
            faults.append(name + u": no receipt came that it was signed for"_s);
    }
    return faults;
}

QStringList CrashOffice::faultsOfSender(core::Workspace &mailRoom) const
{
    QStringList faults;
    QSet<QString> numbers;
    const auto outbox = core::ExchangeProjection::outbox(mailRoom.journal().database()).value();
    QSet<QPair<QString, QString>> closed;
    QSet<StreamId> streams;
    for (const core::DispatchedEnvelope &envelope : outbox) {
        closed.insert({envelope.stream.toString(), envelope.header.routing().id.toString()});
        streams.insert(envelope.stream);
    }
    for (const QStringList &fact : m_acknowledged.of(u"drafted"_s))
        streams.insert(StreamId(fact[0]));
    for (const StreamId &stream : streams)
        faults += faultsOfRecord(mailRoom, stream, numbers);
    for (const QString &word : {u"closed"_s, u"accepted"_s}) {
        for (const QStringList &fact : m_acknowledged.of(word)) {
            if (!closed.contains({fact[0], fact[1]}))
                faults.append(word + u" and lost: "_s + fact.join(u' '));
        }
    }
    core::OutgoingService outgoing(mailRoom);
    for (const QStringList &fact : m_acknowledged.of(u"sealed"_s)) {
        const auto view = core::RecordService(mailRoom).load(StreamId(fact[0]));
        const auto reference = view ? view->record.reference(u"ofd") : std::nullopt;
        const auto ofd = outgoing.sealedOfd(StreamId(fact[0]));
        if (!reference || !ofd || crypto::sm3(*ofd) != Digest::fromHex(fact[1].toLatin1()).value())
            faults.append(u"sealed and lost: "_s + fact.join(u' '));
        else
            faults += faultsOfUse(mailRoom, *ofd, fact[0]);
    }
    for (const QStringList &fact : m_acknowledged.of(u"saved"_s)) {
        const auto draft =
            core::DraftService(mailRoom).load(StreamId(fact[0]), Digest::fromHex(fact[1].toLatin1()).value());
        if (!draft)
            faults.append(u"saved and lost: "_s + fact.join(u' ') + faultOf(draft));
    }
    return faults;
}

QStringList CrashOffice::faultsOfUse(core::Workspace &mailRoom, const QByteArray &ofd, const QString &name) const
{
    core::UseService service(mailRoom);
    const auto report = service.check();
    const auto found =
        report ? service.checkDocument(ofd, name, report->uses) : Result<QList<core::UseFinding>>(report.error());
    if (!found)
        return {name + u": its use cannot be checked: "_s + faultOf(found)};
    QStringList faults;
    for (const core::UseFinding &finding : report->findings + *found)
        faults.append(
            u"%1: the register of seal uses: %2 %3"_s.arg(name, QString::fromLatin1(core::useFaultName(finding.fault)))
                .arg(finding.number));
    return faults;
}

QStringList CrashOffice::faultsOfReceiver(core::Workspace &sender, core::Workspace &receiver) const
{
    QStringList faults;
    QStringList sent;
    const auto outbox = core::ExchangeProjection::outbox(sender.journal().database()).value();
    const auto inbox = core::ExchangeProjection::inbox(receiver.journal().database()).value();
    for (const core::DispatchedEnvelope &envelope : outbox)
        sent.append(envelope.header.routing().id.toString());
    QStringList came;
    QSet<QString> registerNumbers;
    for (const core::ArrivedEnvelope &envelope : inbox) {
        came.append(envelope.header.routing().id.toString());
        const auto view = core::RecordService(receiver).load(envelope.stream);
        const QString number =
            view ? view->record.values().value(u"registerNumber"_s).toVariant().toString() : QString();
        if (number.isEmpty() || registerNumbers.contains(number))
            faults.append(came.last() + u": its register number is none or another's: "_s + number);
        if (view && !view->refused.isEmpty())
            faults.append(came.last() + u": an act was done twice at the receiver"_s);
        registerNumbers.insert(number);
    }
    sent.sort();
    came.sort();
    if (sent != came)
        faults.append(u"sent: "_s + sent.join(u' ') + u"; came: "_s + came.join(u' '));
    for (const QString &word : {u"arrived"_s, u"signed-for"_s}) {
        for (const QStringList &fact : m_acknowledged.of(word)) {
            const auto arrived = core::ExchangeProjection::arrivedIn(receiver.journal().database(), StreamId(fact[0]));
            if (!arrived || !*arrived)
                faults.append(word + u" and lost: "_s + fact.join(u' '));
        }
    }
    return faults;
}

QStringList CrashOffice::lostActs(core::Workspace &desk, const QString &name) const
{
    QStringList faults;
    for (const QStringList &fact : m_acknowledged.of(u"did"_s)) {
        const auto stream = desk.journal().stream(StreamId(fact[0]));
        if (!stream || stream->isEmpty())
            continue; // Another unit's; the mail rooms' records are looked at one by one.
        const bool isThere = std::any_of(stream->begin(), stream->end(),
            [&fact](const auto &entry) { return QString::fromLatin1(entry.stored.id.toHex()) == fact[1]; });
        if (!isThere)
            faults.append(name + u": done and lost: "_s + fact.join(u' '));
    }
    return faults;
}

QStringList CrashOffice::faultsOfStores()
{
    QStringList faults;
    for (const QString &name : Desks) {
        const auto desk = m_domain.unlock(name);
        const auto titles = outgoingTitles(*desk);
        for (auto title = titles.begin(); title != titles.end(); ++title) {
            if (title.value() != 1)
                faults.append(title.key() + u": begun %1 times"_s.arg(title.value()));
        }
        const auto verified = desk->journal().verify(desktopKeys(*desk));
        const auto audited = desk->audit().verify();
        const auto damaged = desk->blobs().scrub();
        for (const QString &fault : {faultOf(verified), faultOf(audited), faultOf(damaged),
                 faultOf(desk->journal().database().checkIntegrity())}) {
            if (!fault.isEmpty())
                faults.append(name + u": "_s + fault);
        }
        if (damaged && !damaged->isEmpty())
            faults.append(name + u": %1 blobs are damaged"_s.arg(damaged->size()));
    }
    return faults;
}

QStringList CrashOffice::faultsOfServer()
{
    m_server.reset(); // SIGKILL.
    const auto folder = server::ServerFolder::open(serverFolder());
    if (!folder)
        return {faultOf(folder)};
    const auto report = server::verify(*folder, m_domain.environment().clock);
    if (!report)
        return {faultOf(report)};
    QStringList faults = report->faults;
    const auto sender = m_domain.unlock(SenderMailRoom);
    const auto sent = core::ExchangeProjection::outbox(sender->journal().database()).value().size();
    if (static_cast<qsizetype>(report->envelopes) != sent)
        faults.append(u"%1 envelopes at the server, %2 were sent"_s.arg(report->envelopes).arg(sent));
    return faults;
}

QStringList CrashOffice::faults()
{
    QStringList faults;
    for (const QString &name : Desks)
        faults += lostActs(*m_domain.unlock(name), name);
    {
        const auto sender = m_domain.unlock(SenderMailRoom);
        const auto receiver = m_domain.unlock(ReceiverMailRoom);
        faults += faultsOfSender(*sender);
        faults += faultsOfReceiver(*sender, *receiver);
    }
    return faults + storeFaults();
}

} // namespace wenyi::faults
