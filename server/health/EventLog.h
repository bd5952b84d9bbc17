// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/admin/Configuration.h"
#include "shared/base/Clock.h"
#include "shared/base/Result.h"

#include <QString>

#include <memory>
#include <mutex>
#include <type_traits>
#include <variant>
#include <vector>

namespace wenyi::server {

enum class LogLevel { Debug, Info, Warning };

/// One named value of a line.
struct LogField
{
    LogField(const char *name, const QString &text)
        : key(name)
        , value(text)
    {
    }
    LogField(const char *name, QByteArrayView text)
        : key(name)
        , value(QString::fromUtf8(text))
    {
    }
    LogField(const char *name, const QByteArray &text)
        : LogField(name, QByteArrayView(text))
    {
    }
    template<typename Number, typename = std::enable_if_t<std::is_integral_v<Number>>>
    LogField(const char *name, Number number)
        : key(name)
        , value(static_cast<qint64>(number))
    {
    }

    const char *key;
    std::variant<QString, qint64> value;
};

/// 运行日志: what a running server does, one line an event, to standard error (where systemd's journal takes and
/// rotates it) or to a file that is set aside by size. Codes, numbers, types and durations stand in it; never a title,
/// a name of a person or anything else of a document. From any thread; a log that cannot be written stops nothing.
class EventLog
{
public:
    static constexpr int KeptFiles = 4;

    /// `folder`: where a file without a path of its own lies. Fails with StorageFailure "log.open".
    static Result<std::unique_ptr<EventLog>> open(
        const LogSettings &settings, const QString &folder, const Clock &clock);
    /// To standard error.
    EventLog(const LogSettings &settings, const Clock &clock);
    ~EventLog();
    EventLog(const EventLog &) = delete;
    EventLog &operator=(const EventLog &) = delete;

    /// Form, level and size from now on; the file stays.
    void apply(const LogSettings &settings);
    bool writes(LogLevel level) const;
    /// `event` is a stable key: "envelope.accepted".
    void write(LogLevel level, const char *event, const std::vector<LogField> &fields = {});
    /// A warning with an error's reason and detail behind the fields.
    void writeError(const char *event, const Error &error, std::vector<LogField> fields = {});

private:
    bool openFile();
    void append(const QByteArray &line);
    void setAside();

    const Clock &m_clock;
    mutable std::mutex m_mutex; ///< Guards what follows.
    LogSettings m_settings;
    QString m_path; ///< Empty for standard error.
    int m_file = 2;
    qint64 m_size = 0;
    quint64 m_lost = 0; ///< Lines that could not be written since the last that was.
};

} // namespace wenyi::server
