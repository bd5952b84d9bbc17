// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/admin/ConfigurationKeys.h"

#include "server/health/LocalAddress.h"

namespace wenyi::server {

namespace {

constexpr qint64 MostMebibytes = qint64(1) << 40;
constexpr qint64 MostRequests = 1'000'000;
constexpr qint64 MostTimeStamps = 100'000;
constexpr qint64 MostDays = 36'500;
constexpr qint64 MostPercent = 90; // Of a segment of which all counts nothing is gained.

bool isEndpoint(std::string_view text)
{
    return text.starts_with("tcp://");
}

bool isAddress(std::string_view text)
{
    return text.empty() || LocalAddress::parse(QByteArray::fromStdString(std::string(text))).has_value();
}

bool isFormat(std::string_view text)
{
    return text == "text" || text == "json";
}

bool isLevel(std::string_view text)
{
    return text == "warning" || text == "info" || text == "debug";
}

bool isRetentionAfter(std::string_view text)
{
    return text == "answered" || text == "confirmed";
}

bool isFileName(std::string_view text)
{
    return text.size() < 1024 && text.find('\n') == std::string_view::npos;
}

/// Settings by name alone, since a URI would have room for a password; that has its own file (~/.pgpass).
bool isDatabase(std::string_view text)
{
    const auto has = [text](const char *part) { return text.find(part) != std::string_view::npos; };
    return text.empty() || (text.size() < 1024 && has("=") && !has("\n") && !has("://") && !has("password"));
}

bool isCurveKey(std::string_view text)
{
    return text.empty() || (text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos);
}

bool isStandbyMode(std::string_view text)
{
    return text == "async" || text == "sync";
}

bool isFolder(std::string_view text)
{
    return text.empty() || (text.front() == '/' && isFileName(text));
}

bool isTimeOfDay(std::string_view text)
{
    const auto isDigit = [text](std::size_t at) { return text[at] >= '0' && text[at] <= '9'; };
    return text.size() == 5 && isDigit(0) && isDigit(1) && text[2] == ':' && isDigit(3) && isDigit(4)
           && text.substr(0, 2) < "24" && text.substr(3) < "60";
}

bool isListOfNames(std::string_view text)
{
    return text.size() < 8'192 && text.find('\n') == std::string_view::npos;
}

using Conf = Configuration;

constexpr auto FormOfMebibytes = "a whole number of MiB, 0 or more";
constexpr auto FormOfRequests = "a whole number from 0 to 1000000";

// clang-format off
const std::array<ConfigurationKey, ConfigurationKeyCount> settingsOfFile{{
    {"endpoint", TextKey{[](Conf &c) -> QByteArray & { return c.endpoint; }, isEndpoint}, Takes::AtStart,
        "终端连接的地址和端口，* 表示本机所有网卡。更改后须重启。",
        "Where desktops connect; * is every network card. Takes a restart.", "tcp://ADDRESS:PORT"},
    {"metrics", TextKey{[](Conf &c) -> QByteArray & { return c.metrics; }, isAddress}, Takes::AtStart,
        "健康检查和运行指标（/health、/metrics）的本机地址；\"\" 为关闭。更改后须重启。",
        "Health and metrics over HTTP, for this machine alone unless another address is written here; \"\": off. Takes a restart.",
        "\"\" or ADDRESS:PORT in digits, such as 127.0.0.1:7302"},
    {"unit-quota-mib", NumberKey{[](Conf &c) -> qint64 & { return c.unitQuota; }, limits::MiB, MostMebibytes}, Takes::AtOnce,
        "每个单位可存的公文附件总量，MiB。", "What one unit may have stored, in MiB.", FormOfMebibytes},
    {"disk-reserve-mib", NumberKey{[](Conf &c) -> qint64 & { return c.diskReserve; }, limits::MiB, MostMebibytes}, Takes::AtOnce,
        "磁盘剩余空间低于此数（MiB）时不再收新的公文。", "Free disk space, in MiB, under which nothing new is taken.", FormOfMebibytes},
    {"retention-days", NumberKey{[](Conf &c) -> qint64 & { return c.retentionDays; }, 1, MostDays}, Takes::AtOnce,
        "各收文单位均取走公文之后，服务器再保留其正文附件的天数，之后删去；收发记录、回执和单位日志永久保留。0 为永不删除。",
        "Days for which an envelope's parts are kept after the last recipient has it; then they are dropped, while its facts, receipts and the units' logs stay. 0: for ever.",
        "a whole number from 0 to 36500"},
    {"retention-after", TextKey{[](Conf &c) -> QByteArray & { return c.retentionAfter; }, isRetentionAfter}, Takes::AtOnce,
        "删去之前各收文单位还须：answered 已签收或退回；confirmed 已取走即可。",
        "What each recipient has to have done before: answered (signed for it or returned it), confirmed (has it).", "\"answered\" or \"confirmed\""},
    {"compact-under-percent", NumberKey{[](Conf &c) -> qint64 & { return c.compactUnderPercent; }, 1, MostPercent}, Takes::AtOnce,
        "日志段中仍有效的内容低于此百分比时整理该段，收回磁盘空间；0 为不整理。",
        "Segments of the log of which less than this percentage still counts are given up; 0: none is.", "a whole number from 0 to 90"},
    {"compact-mib-per-second", NumberKey{[](Conf &c) -> qint64 & { return c.compactionRate; }, limits::MiB, 65'536}, Takes::AtOnce,
        "整理时每秒搬移的数据量上限，MiB；0 为不限。", "What that moves in a second at the most, in MiB; 0: no bound.",
        "a whole number of MiB from 0 to 65536"},
    {"time-stamps-per-minute", NumberKey{[](Conf &c) -> qint64 & { return c.timeStampsPerMinute; }, 1, MostTimeStamps}, Takes::AtOnce,
        "每台终端每分钟可取的时间戳个数；0 为不提供时间戳。", "Time stamps for one desktop in a minute; 0: none are given.",
        "a whole number from 0 to 100000"},
    {"desktop-requests-per-second", NumberKey{[](Conf &c) -> qint64 & { return c.desktopRate.requestsPerSecond; }, 1, MostRequests}, Takes::AtOnce,
        "每台终端每秒的请求数上限；0 为不限。", "Requests of one desktop in a second; 0: no bound.", FormOfRequests},
    {"desktop-request-burst", NumberKey{[](Conf &c) -> qint64 & { return c.desktopRate.burst; }, 1, MostRequests}, Takes::AtOnce,
        "空闲之后一台终端可连续发出的请求数。", "Requests that one desktop may make at once after a pause.", FormOfRequests},
    {"desktop-mib-per-minute", NumberKey{[](Conf &c) -> qint64 & { return c.desktopRate.bytesPerMinute; }, limits::MiB, MostMebibytes}, Takes::AtOnce,
        "每台终端每分钟上传的数据量，MiB；0 为不限。", "What one desktop may send in a minute, in MiB; 0: no bound.", FormOfMebibytes},
    {"unit-requests-per-second", NumberKey{[](Conf &c) -> qint64 & { return c.unitRate.requestsPerSecond; }, 1, MostRequests}, Takes::AtOnce,
        "每个单位所有终端合计每秒的请求数上限；0 为不限。", "Requests of all desktops of a unit in a second; 0: no bound.", FormOfRequests},
    {"unit-request-burst", NumberKey{[](Conf &c) -> qint64 & { return c.unitRate.burst; }, 1, MostRequests}, Takes::AtOnce,
        "空闲之后一个单位可连续发出的请求数。", "Requests that one unit may make at once after a pause.", FormOfRequests},
    {"unit-mib-per-minute", NumberKey{[](Conf &c) -> qint64 & { return c.unitRate.bytesPerMinute; }, limits::MiB, MostMebibytes}, Takes::AtOnce,
        "每个单位每分钟上传的数据量，MiB；0 为不限。", "What one unit may send in a minute, in MiB; 0: no bound.", FormOfMebibytes},
    {"log-format", TextKey{[](Conf &c) -> QByteArray & { return c.log.format; }, isFormat}, Takes::AtOnce,
        "运行日志每行的格式：text 或 json。", "The form of a line of the log: text or json.", "\"text\" or \"json\""},
    {"log-level", TextKey{[](Conf &c) -> QByteArray & { return c.log.level; }, isLevel}, Takes::AtOnce,
        "运行日志的详细程度：warning、info 或 debug（每个请求一行）。",
        "How much is logged: warning, info, or debug (a line a request).", "\"warning\", \"info\" or \"debug\""},
    {"log-file", TextKey{[](Conf &c) -> QByteArray & { return c.log.file; }, isFileName}, Takes::AtStart,
        "运行日志文件，相对于本目录；\"\" 为标准错误输出，由系统日志收存。更改后须重启。",
        "A file for the log, below this folder; \"\": standard error, where the journal takes it. Takes a restart.", "\"\" or a file"},
    {"log-file-mib", NumberKey{[](Conf &c) -> qint64 & { return c.log.fileBytes; }, limits::MiB, 4'096}, Takes::AtOnce,
        "日志文件到此大小（MiB）时另存，保留最近四个。",
        "At how many MiB the log's file is set aside; four of them are kept.", "a whole number of MiB from 0 to 4096"},
    {"postgres", TextKey{[](Conf &c) -> QByteArray & { return c.postgres; }, isDatabase}, Takes::AtStart,
        "PostgreSQL 数据库的连接参数，供多台服务器共用；\"\" 为本目录内的 SQLite。口令放在 ~/.pgpass，不写在这里。更改后须重启。",
        "A PostgreSQL for the store, which several servers may share; \"\": SQLite in this folder. The password lies in ~/.pgpass, not here. Takes a restart.",
        "\"\" or settings of libpq such as host=/run/postgresql dbname=wenyi, without a password"},
    {"standby-key", TextKey{[](Conf &c) -> QByteArray & { return c.standby.key; }, isCurveKey}, Takes::AtOnce,
        "热备服务器的公钥（wenyi-server seed-standby 显示的 standbyKey）；\"\" 为没有热备。",
        "The standby's public key, as wenyi-server seed-standby shows it; \"\": there is none.",
        "\"\" or 64 hexadecimal digits in small letters"},
    {"standby-mode", TextKey{[](Conf &c) -> QByteArray & { return c.standby.mode; }, isStandbyMode}, Takes::AtOnce,
        "async：不等热备；sync：热备也存好之后才答复终端。",
        "async: nobody waits for the standby; sync: what is stored is answered once the standby has it too.",
        "\"async\" or \"sync\""},
    {"standby-patience-seconds", NumberKey{[](Conf &c) -> qint64 & { return c.standby.patienceSeconds; }, 1, 3'600}, Takes::AtOnce,
        "sync 时热备失联多少秒后单独继续（状态转为异常）；0 为一直等待。",
        "With sync, after how many seconds without the standby the server goes on alone, and is not healthy; 0: it waits for ever.",
        "a whole number from 0 to 3600"},
    {"backup-folder", TextKey{[](Conf &c) -> QByteArray & { return c.backup.folder; }, isFolder}, Takes::AtOnce,
        "定时备份存放的文件夹（另一块磁盘、共享目录或 U 盘，须已存在）；\"\" 为不作定时备份。",
        "Where scheduled backups go: another disk, a share or a stick, which is there already; \"\": none are made.",
        "\"\" or a whole path from / on"},
    {"backup-time", TextKey{[](Conf &c) -> QByteArray & { return c.backup.timeOfDay; }, isTimeOfDay}, Takes::AtOnce,
        "每天备份的时间（本地时间）。", "At what time of day, by the clock of the place.", "a time such as \"02:30\""},
    {"backup-keep", NumberKey{[](Conf &c) -> qint64 & { return c.backup.keep; }, 1, 10'000}, Takes::AtOnce,
        "保留最近多少份，更早的删除；至少一份。", "How many stay; older ones are removed. At least one does.",
        "a whole number from 0 to 10000"},
    {"backup-encrypt-for", TextKey{[](Conf &c) -> QByteArray & { return c.backup.encryptFor; }, isFileName}, Takes::AtOnce,
        "备份加密给谁：其证书文件（PEM 或 DER）；\"\" 为不加密。",
        "A file with the certificate of whom backups are encrypted for (PEM or DER); \"\": they are not.", "\"\" or a file"},
    {"peer-links", TextKey{[](Conf &c) -> QByteArray & { return c.peerLinks; }, isListOfNames}, Takes::AtOnce,
        "由本服务器主动连接的对等域，以分号隔开；目录中的其他对等域由对方连来。",
        "Linked domains that this server connects to by itself, parted by semicolons; the directory's others connect here.",
        "\"\" or names of domains, such as 无锡市; 常州市"},
}};
// clang-format on

} // namespace

const std::array<ConfigurationKey, ConfigurationKeyCount> &configurationKeys()
{
    return settingsOfFile;
}

} // namespace wenyi::server
