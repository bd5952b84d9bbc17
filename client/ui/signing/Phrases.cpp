// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/signing/Phrases.h"

#include <QFile>

namespace wenyi::ui {

QStringList commonPhrases()
{
    QFile file(QStringLiteral(":/phrases/opinions.txt"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts);
}

} // namespace wenyi::ui
