// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>
#include <QCoreApplication>
#include <QKeySequence>
#include <QLabel>
#include <QTranslator>

namespace wenyi::ui::tests {

/// The interface in its sources' English while it lives.
class EnglishWords final : public QTranslator
{
public:
    EnglishWords() { QCoreApplication::installTranslator(this); }
    ~EnglishWords() override { QCoreApplication::removeTranslator(this); }

    bool isEmpty() const override { return false; }
    QString translate(const char *, const char *source, const char *, int) const override
    {
        return QString::fromUtf8(source);
    }
};

/// Buttons and fields of a window that share their key with another one, which then moves the focus about instead of
/// doing what it stands for; empty where none does.
inline QStringList sharedAltKeys(const QWidget &window)
{
    QStringList all;
    for (const auto *button : window.findChildren<QAbstractButton *>())
        all.append(button->text());
    for (const auto *label : window.findChildren<QLabel *>()) {
        if (label->buddy())
            all.append(label->text());
    }
    QMap<QString, QString> taken;
    QStringList shared;
    for (const QString &words : std::as_const(all)) {
        const QString key = QKeySequence::mnemonic(words).toString();
        if (!key.isEmpty() && taken.contains(key))
            shared.append(taken.value(key) + QStringLiteral(" | ") + words);
        taken.insert(key, words);
    }
    return shared;
}

} // namespace wenyi::ui::tests
