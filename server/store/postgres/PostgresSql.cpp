// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/postgres/PostgresSql.h"

#include <algorithm>

namespace wenyi::server {

namespace {

bool isWordCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// Goes once over the text, a token at a time.
class Translation
{
public:
    explicit Translation(QByteArrayView sql)
        : m_sql(sql)
    {
    }

    QByteArray make()
    {
        while (m_at < m_sql.size())
            takeToken();
        return std::move(m_out);
    }

private:
    char peek(qsizetype ahead = 0) const { return m_at + ahead < m_sql.size() ? m_sql[m_at + ahead] : '\0'; }

    void takeToken()
    {
        const char c = peek();
        if (c == '-' && peek(1) == '-')
            copyUpTo('\n');
        else if (c == '\'' || c == '"')
            copyQuoted();
        else if ((c == 'x' || c == 'X') && peek(1) == '\'')
            takeBytes();
        else if (c == '?')
            takeValue();
        else if (isWordCharacter(c))
            takeWord();
        else
            copy(1);
    }

    void copy(qsizetype size)
    {
        m_out.append(m_sql.sliced(m_at, size));
        m_at += size;
    }

    void copyUpTo(char end)
    {
        const qsizetype found = m_sql.indexOf(end, m_at + 1);
        copy((found < 0 ? m_sql.size() : found + 1) - m_at);
    }

    void copyQuoted() { copyUpTo(peek()); } // A doubled quote is two texts side by side, which copies the same.

    void takeBytes()
    {
        ++m_at;
        m_out.append("'\\x");
        ++m_at;
        copyUpToQuote();
        m_out.append("::bytea");
    }

    void copyUpToQuote()
    {
        while (m_at < m_sql.size() && peek() != '\'')
            copy(1);
        if (m_at < m_sql.size())
            copy(1);
    }

    void takeValue()
    {
        ++m_at;
        int number = 0;
        while (isDigit(peek()))
            number = number * 10 + (m_sql[m_at++] - '0');
        m_values = std::max(m_values, number);
        m_out.append('$' + QByteArray::number(number > 0 ? number : ++m_values));
    }

    QByteArrayView word()
    {
        const qsizetype from = m_at;
        while (isWordCharacter(peek()))
            ++m_at;
        return m_sql.sliced(from, m_at - from);
    }

    void takeWord()
    {
        const QByteArrayView name = word();
        if (name == "INTEGER")
            m_out.append("BIGINT");
        else if (name == "BLOB")
            m_out.append("BYTEA");
        else if (name == "TEXT")
            m_out.append("TEXT COLLATE \"C\"");
        else if (name == "offset")
            m_out.append("\"offset\"");
        else if (name == "WITHOUT")
            skipRowid();
        else if (name == "STRICT")
            skipComma();
        else
            m_out.append(name);
    }

    void skipSpace()
    {
        while (peek() == ' ' || peek() == '\n')
            ++m_at;
    }

    void skipRowid()
    {
        skipSpace();
        word();
    }

    /// Options of a table are listed, and none of them is left.
    void skipComma()
    {
        const qsizetype behind = m_at;
        skipSpace();
        if (peek() != ',') {
            m_at = behind;
            return;
        }
        ++m_at;
        skipSpace();
    }

    QByteArrayView m_sql;
    qsizetype m_at = 0;
    int m_values = 0;
    QByteArray m_out;
};

} // namespace

QByteArray toPostgres(QByteArrayView sql)
{
    return Translation(sql).make();
}

} // namespace wenyi::server
