// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/layout/LineBreaking.h"

#include <QString>

#include <array>
#include <memory>

namespace wenyi::layout {

namespace {

constexpr char32_t BasicPlane = 0x10000;

struct Character
{
    char32_t code = 0;
    qsizetype length = 1;
};

Character characterAt(QStringView text, qsizetype at)
{
    if (text[at].isHighSurrogate() && at + 1 < text.size() && text[at + 1].isLowSurrogate())
        return {QChar::surrogateToUcs4(text[at], text[at + 1]), 2};
    return {text[at].unicode(), 1};
}

bool isPairMark(char32_t character)
{
    return character == U'…' || character == U'—';
}

} // namespace

MarkClass markClass(char32_t character)
{
    // GB/T 15834 5.1: also · is not at the head of a line.
    static const auto classes = [] {
        auto table = std::make_unique<std::array<MarkClass, BasicPlane>>();
        table->fill(MarkClass::None);
        for (const QChar mark : QStringLiteral("（〔［｛《〈「『【〖“‘([{￥＄№§"))
            (*table)[mark.unicode()] = MarkClass::Opening;
        for (const QChar mark : QStringLiteral("、，。．；：？！）〕］｝》〉」』】〗”’…—～·％‰℃°′″),.;:?!]}%々"))
            (*table)[mark.unicode()] = MarkClass::Closing;
        return table;
    }();
    return character < BasicPlane ? (*classes)[character] : MarkClass::None;
}

bool isFullWidth(char32_t c)
{
    if (c < 0xb7)
        return false; // Most of what is Western.
    if (c >= 0x4e00 && c <= 0x9fff)
        return true; // Most of what is Chinese.
    const bool quotes = c == U'“' || c == U'”' || c == U'‘' || c == U'’' || c == U'…' || c == U'—' || c == U'·';
    return quotes || (c >= 0x2460 && c <= 0x24ff) || (c >= 0x2e80 && c <= 0x303e) || (c >= 0x3040 && c <= 0xa4cf)
           || (c >= 0xf900 && c <= 0xfaff) || (c >= 0xfe30 && c <= 0xfe4f) || (c >= 0xff01 && c <= 0xff60)
           || (c >= 0xffe0 && c <= 0xffe6) || c >= 0x20000 || c == U'★' || c == U'×' || c == U'○' || c == U'●'
           || c == U'■' || c == U'□' || c == U'▲' || c == U'→' || c == U'℃' || c == U'‰' || c == 0x3000;
}

bool isWordCharacter(char32_t c)
{
    return !isFullWidth(c) && !QChar::isSpace(c) && markClass(c) != MarkClass::Opening;
}

QList<Atom> atomsOf(QStringView text)
{
    QList<Atom> atoms;
    atoms.reserve(text.size());
    for (qsizetype at = 0; at < text.size();) {
        const Character first = characterAt(text, at);
        Atom atom{at, first.length, isFullWidth(first.code), QChar::isSpace(first.code) && first.code != 0x3000,
            markClass(first.code), markClass(first.code)};
        const auto grow = [&](auto &&belongs) {
            for (qsizetype next = at + atom.length; next < text.size(); next = at + atom.length) {
                const Character character = characterAt(text, next);
                if (!belongs(character.code))
                    break;
                atom.length += character.length;
                atom.last = markClass(character.code);
            }
        };
        if (isPairMark(first.code))
            grow([&](char32_t c) { return c == first.code; });
        else if (atom.blank)
            grow([](char32_t c) { return QChar::isSpace(c) && c != 0x3000; });
        else if (!atom.fullWidth && isWordCharacter(first.code))
            grow([](char32_t c) { return isWordCharacter(c); });
        atoms.append(atom);
        at += atom.length;
    }
    return atoms;
}

} // namespace wenyi::layout
