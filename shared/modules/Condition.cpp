// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/modules/Condition.h"

#include "shared/modules/FieldValue.h"

#include <QList>

#include <algorithm>
#include <compare>
#include <vector>

namespace wenyi::modules {

using namespace Qt::StringLiterals;

struct Condition::Node
{
    enum class Kind { Or, And, Not, Comparison };
    Kind kind = Kind::Comparison;
    std::vector<std::shared_ptr<const Node>> parts;
    QString field;
    QString comparison;
    QJsonValue literal;
};

namespace {

using Node = Condition::Node;
using NodePointer = std::shared_ptr<const Node>;

constexpr qsizetype MaximumLength = 1000;
constexpr int MaximumDepth = 16;

struct Token
{
    enum class Kind { Name, Text, Number, Symbol, End };
    Kind kind = Kind::End;
    QString text;
    qsizetype position = 0;
};

Error syntaxError(qsizetype position, const QString &text)
{
    return Error{ErrorCode::InvalidInput, "condition.syntax", u"character %1: %2"_s.arg(position + 1).arg(text)};
}

bool isNameCharacter(QChar character)
{
    return character.unicode() < 128 && (character.isLetterOrNumber() || character == u'_');
}

qsizetype endOfRun(QStringView text, qsizetype position)
{
    while (position < text.size() && isNameCharacter(text[position]))
        ++position;
    return position;
}

Result<Token> nextToken(QStringView text, qsizetype &position)
{
    while (position < text.size() && text[position].isSpace())
        ++position;
    const qsizetype start = position;
    if (start == text.size())
        return Token{Token::Kind::End, {}, start};
    const QChar first = text[start];
    if (first == u'\'') {
        const qsizetype end = text.indexOf(u'\'', start + 1);
        if (end < 0)
            return syntaxError(start, u"text without its end"_s);
        position = end + 1;
        return Token{Token::Kind::Text, text.sliced(start + 1, end - start - 1).toString(), start};
    }
    if (isNameCharacter(first) || first == u'-') {
        position = endOfRun(text, start + 1);
        const QString run = text.sliced(start, position - start).toString();
        const bool number = first == u'-' || first.isDigit();
        return Token{number ? Token::Kind::Number : Token::Kind::Name, run, start};
    }
    for (const QString &symbol : {u"!="_s, u"<="_s, u">="_s, u"="_s, u"<"_s, u">"_s, u"("_s, u")"_s}) {
        if (text.sliced(start).startsWith(symbol)) {
            position = start + symbol.size();
            return Token{Token::Kind::Symbol, symbol, start};
        }
    }
    return syntaxError(start, u"unexpected character"_s);
}

class Parser
{
public:
    explicit Parser(QList<Token> tokens)
        : m_tokens(std::move(tokens))
    {
    }

    Result<NodePointer> parse()
    {
        WENYI_TRY(NodePointer root, joined(Node::Kind::Or, 0));
        if (peek().kind != Token::Kind::End)
            return syntaxError(peek().position, u"the condition should end here"_s);
        return root;
    }

private:
    const Token &peek() const { return m_tokens[m_next]; }
    Token take() { return m_tokens[peek().kind == Token::Kind::End ? m_next : m_next++]; }
    bool takeIf(Token::Kind kind, QStringView text)
    {
        if (peek().kind != kind || peek().text != text)
            return false;
        take();
        return true;
    }

    Result<NodePointer> joined(Node::Kind kind, int depth)
    {
        Node node;
        node.kind = kind;
        do {
            WENYI_TRY(NodePointer part, kind == Node::Kind::Or ? joined(Node::Kind::And, depth) : factor(depth));
            node.parts.push_back(std::move(part));
        } while (takeIf(Token::Kind::Name, kind == Node::Kind::Or ? u"or"_s : u"and"_s));
        if (node.parts.size() == 1)
            return node.parts.front();
        return NodePointer(std::make_shared<const Node>(std::move(node)));
    }

    Result<NodePointer> factor(int depth)
    {
        if (depth > MaximumDepth)
            return syntaxError(peek().position, u"nested too deep"_s);
        if (takeIf(Token::Kind::Name, u"not")) {
            WENYI_TRY(NodePointer part, factor(depth + 1));
            return NodePointer(std::make_shared<const Node>(Node{Node::Kind::Not, {std::move(part)}, {}, {}, {}}));
        }
        if (takeIf(Token::Kind::Symbol, u"(")) {
            WENYI_TRY(NodePointer part, joined(Node::Kind::Or, depth + 1));
            if (!takeIf(Token::Kind::Symbol, u")"))
                return syntaxError(peek().position, u"a closing parenthesis is missing"_s);
            return part;
        }
        return comparison();
    }

    Result<NodePointer> comparison()
    {
        const Token field = take();
        if (field.kind != Token::Kind::Name)
            return syntaxError(field.position, u"the name of a field is expected"_s);
        const Token symbol = take();
        if (symbol.kind != Token::Kind::Symbol || symbol.text == u"("_s || symbol.text == u")"_s)
            return syntaxError(symbol.position, u"an operator is expected"_s);
        WENYI_TRY(const QJsonValue value, literal(take()));
        return NodePointer(
            std::make_shared<const Node>(Node{Node::Kind::Comparison, {}, field.text, symbol.text, value}));
    }

    static Result<QJsonValue> literal(const Token &token)
    {
        if (token.kind == Token::Kind::Text)
            return QJsonValue(token.text);
        if (token.kind == Token::Kind::Name && (token.text == u"true"_s || token.text == u"false"_s))
            return QJsonValue(token.text == u"true"_s);
        bool whole = false;
        const qint64 number = token.text.toLongLong(&whole);
        if (token.kind == Token::Kind::Number && whole && qAbs(number) <= FieldInteger)
            return QJsonValue(number);
        return syntaxError(token.position, u"'text', an integer, true or false is expected"_s);
    }

    QList<Token> m_tokens;
    qsizetype m_next = 0;
};

bool equal(const QJsonValue &value, const QJsonValue &literal)
{
    if (value.isUndefined() || value.isNull())
        return literal == QJsonValue(QString()) || literal == QJsonValue(false);
    return value == literal;
}

bool compare(const QJsonValue &value, const QString &comparison, const QJsonValue &literal)
{
    if (comparison == u"="_s)
        return equal(value, literal);
    if (comparison == u"!="_s)
        return !equal(value, literal);
    if (value.type() != literal.type() || value.isBool())
        return false;
    const auto order = value.isString() ? value.toString().compare(literal.toString()) <=> 0
                                        : value.toInteger() <=> literal.toInteger();
    if (comparison == u"<"_s)
        return order < 0;
    if (comparison == u"<="_s)
        return order <= 0;
    return comparison == u">"_s ? order > 0 : order >= 0;
}

bool evaluate(const Node &node, const QJsonObject &values)
{
    const auto holds = [&](const NodePointer &part) { return evaluate(*part, values); };
    switch (node.kind) {
    case Node::Kind::Or:
        return std::any_of(node.parts.begin(), node.parts.end(), holds);
    case Node::Kind::And:
        return std::all_of(node.parts.begin(), node.parts.end(), holds);
    case Node::Kind::Not:
        return !holds(node.parts.front());
    case Node::Kind::Comparison:
        break;
    }
    return compare(values.value(node.field), node.comparison, node.literal);
}

void collectFields(const Node &node, QStringList &fields)
{
    if (!node.field.isEmpty() && !fields.contains(node.field))
        fields.append(node.field);
    for (const NodePointer &part : node.parts)
        collectFields(*part, fields);
}

} // namespace

Result<Condition> Condition::parse(QStringView text)
{
    if (text.size() > MaximumLength)
        return Error{ErrorCode::TooLarge, "condition.size", QString::number(text.size())};
    QList<Token> tokens;
    qsizetype position = 0;
    do {
        WENYI_TRY(const Token token, nextToken(text, position));
        tokens.append(token);
    } while (tokens.constLast().kind != Token::Kind::End);
    Condition condition;
    WENYI_TRY(condition.m_root, Parser(std::move(tokens)).parse());
    condition.m_text = text.toString();
    return condition;
}

bool Condition::holds(const QJsonObject &values) const
{
    return !m_root || evaluate(*m_root, values);
}

QStringList Condition::fields() const
{
    QStringList fields;
    if (m_root)
        collectFields(*m_root, fields);
    return fields;
}

} // namespace wenyi::modules
