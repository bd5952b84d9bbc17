// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/app/Language.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace wenyi::ui {

Language::Language()
{
    QLocale::setDefault(QLocale(QLocale::Chinese, QLocale::China));
    if (m_toolkit.load(u"qtbase_zh_CN"_s, QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(&m_toolkit);
    if (m_own.load(u":/translations/wenyi_zh_CN.qm"_s))
        QCoreApplication::installTranslator(&m_own);
}

Language::~Language()
{
    QCoreApplication::removeTranslator(&m_own);
    QCoreApplication::removeTranslator(&m_toolkit);
}

} // namespace wenyi::ui
