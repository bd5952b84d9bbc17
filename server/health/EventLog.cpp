// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/health/EventLog.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>

using namespace Qt::StringLiterals;

namespace wenyi::server {

namespace {

constexpr int StandardError = 2;
/// Of one value: what comes from outside cannot make a line without end.
constexpr qsizetype LongestValue = 300;

const char *levelName(LogLevel level)
{
    switch (level) {
    case LogLevel::Debug:
        return "debug";
    case LogLevel::Info:
        return "info";
    case LogLevel::Warning:
        return "warning";
    }
    return "warning";
}

LogLevel lowestOf(const LogSettings &settings)
{
    if (settings.level == "debug")
        return LogLevel::Debug;
    return settings.level == "warning" ? LogLevel::Warning : LogLevel::Info;
}

QString timeOf(Instant at)
{
    return toDateTime(at).toString(Qt::ISODateWithMs);
}

/// A word, or a JSON string where it is none: no value can look like another field or another line.
QByteArray inText(const QString &text)
{
    const bool isWord = !text.isEmpty() && std::all_of(text.begin(), text.end(), [](QChar character) {
        return character.isLetterOrNumber() || u"-_.:/*[]+"_s.contains(character);
    });
    if (isWord)
        return text.toUtf8();
    const QByteArray list = QJsonDocument(QJsonArray{text}).toJson(QJsonDocument::Compact);
    return list.mid(1, list.size() - 2);
}

QString bounded(const QString &text)
{
    return text.left(LongestValue);
}

QByteArray textLine(Instant at, LogLevel level, const char *event, const std::vector<LogField> &fields)
{
    QByteArray line = timeOf(at).toUtf8() + ' ' + levelName(level) + ' ' + event;
    for (const LogField &field : fields) {
        const auto *text = std::get_if<QString>(&field.value);
        line += QByteArray(" ") + field.key + '='
                + (text ? inText(bounded(*text)) : QByteArray::number(std::get<qint64>(field.value)));
    }
    return line + '\n';
}

QByteArray jsonLine(Instant at, LogLevel level, const char *event, const std::vector<LogField> &fields)
{
    QJsonObject line{{u"time"_s, timeOf(at)}, {u"level"_s, QString::fromLatin1(levelName(level))},
        {u"event"_s, QString::fromLatin1(event)}};
    for (const LogField &field : fields) {
        const auto *text = std::get_if<QString>(&field.value);
        line.insert(QString::fromLatin1(field.key),
            text ? QJsonValue(bounded(*text)) : QJsonValue(std::get<qint64>(field.value)));
    }
    return QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n';
}

} // namespace

EventLog::EventLog(const LogSettings &settings, const Clock &clock)
    : m_clock(clock)
    , m_settings(settings)
{
}

Result<std::unique_ptr<EventLog>> EventLog::open(const LogSettings &settings, const QString &folder, const Clock &clock)
{
    auto log = std::make_unique<EventLog>(settings, clock);
    if (settings.file.isEmpty())
        return log;
    log->m_path = QDir(folder).absoluteFilePath(QString::fromUtf8(settings.file));
    QDir().mkpath(QFileInfo(log->m_path).path());
    if (!log->openFile())
        return Error{ErrorCode::StorageFailure, "log.open", log->m_path};
    return log;
}

EventLog::~EventLog()
{
    if (m_file > StandardError)
        ::close(m_file);
}

bool EventLog::openFile()
{
    if (m_file > StandardError)
        ::close(m_file);
    m_file = ::open(QFile::encodeName(m_path).constData(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
    struct stat facts
    {
    };
    m_size = m_file >= 0 && ::fstat(m_file, &facts) == 0 ? facts.st_size : 0;
    return m_file >= 0;
}

void EventLog::apply(const LogSettings &settings)
{
    const std::lock_guard lock(m_mutex);
    m_settings = settings;
}

bool EventLog::writes(LogLevel level) const
{
    const std::lock_guard lock(m_mutex);
    return level >= lowestOf(m_settings);
}

void EventLog::write(LogLevel level, const char *event, const std::vector<LogField> &fields)
{
    const std::lock_guard lock(m_mutex);
    if (level < lowestOf(m_settings))
        return;
    const Instant now = m_clock.now();
    const auto form = m_settings.format == "json" ? jsonLine : textLine;
    if (m_lost > 0)
        append(form(now, LogLevel::Warning, "log.lost", {LogField("lines", m_lost)}));
    append(form(now, level, event, fields));
}

void EventLog::writeError(const char *event, const Error &error, std::vector<LogField> fields)
{
    fields.emplace_back("reason", QString::fromLatin1(error.reason));
    fields.emplace_back("detail", error.detail);
    write(LogLevel::Warning, event, fields);
}

void EventLog::append(const QByteArray &line)
{
    if (!m_path.isEmpty() && m_settings.fileBytes > 0 && m_size > 0 && m_size + line.size() > m_settings.fileBytes)
        setAside();
    const bool isWhole = m_file >= 0 && ::write(m_file, line.constData(), std::size_t(line.size())) == line.size();
    m_lost = isWhole ? 0 : m_lost + 1;
    m_size += line.size();
}

void EventLog::setAside()
{
    const auto numbered = [this](int number) { return QFile::encodeName(m_path + u'.' + QString::number(number)); };
    for (int number = KeptFiles - 1; number > 0; --number)
        (void)::rename(numbered(number).constData(), numbered(number + 1).constData());
    (void)::rename(QFile::encodeName(m_path).constData(), numbered(1).constData());
    openFile();
}

} // namespace wenyi::server
