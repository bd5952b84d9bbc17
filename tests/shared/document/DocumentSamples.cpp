// SPDX-License-Identifier: GPL-3.0-or-later
#include "DocumentSamples.h"

#include <QFile>

using namespace wenyi::document;
using namespace Qt::StringLiterals;

OfficialDocument fullDocument()
{
    OfficialDocument document;
    document.kind = u"通知"_s;
    document.copyNumber = u"000001"_s;
    document.secrecy = u"秘密★1年"_s;
    document.urgency = u"特急"_s;
    document.issuerMark = u"江阴市人民政府办公室文件"_s;
    document.issuers = QStringList{u"江阴市人民政府办公室"_s};
    document.number = u"澄政办发〔2004〕28号"_s;
    document.signers = QStringList{u"沈国栋"_s};
    document.title = u"关于开展安全生产检查的通知"_s;
    document.recipients = QStringList{u"各镇人民政府"_s, u"市各直属单位"_s};
    document.body = {Paragraph{u"现将有关事项通知如下。"_s}, Heading{1, u"一、检查范围"_s},
        Heading{4, u"（1）工矿企业"_s}, Table{{{u"单位"_s, u"户数"_s}, {u"澄江镇"_s, u"𠮷"_s}}},
        Table{{{u"年"_s}, {u"2004"_s}}, 0, TableOrientation::Sideways}, Picture{u"blob:00ff"_s}};
    document.attachments = {{u"检查名单"_s, {}}, {u"检查办法"_s, {Paragraph{u"“按规定”执行。"_s}}}};
    document.signing = Signing::Unsealed;
    document.signatories = QStringList{u"江阴市人民政府办公室"_s};
    document.date = QDate(2004, 6, 18);
    document.note = u"联系人：陆文清"_s;
    document.attendees = QStringList{u"顾长根"_s, u"周敏"_s};
    document.excused = QStringList{u"孙丽华"_s};
    document.observers = QStringList{u"徐志远"_s};
    document.copyTo = QStringList{u"市委办公室"_s};
    document.printer = u"江阴市人民政府办公室"_s;
    document.printDate = QDate(2004, 6, 19);
    return document;
}

QByteArray sampleText(const QString &name)
{
    QFile file(QStringLiteral(WENYI_SAMPLES_DIR "/text/") + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QString visibleCharacters(const QString &text)
{
    QString visible;
    for (const QChar character : text) {
        if (!character.isSpace() && character.category() != QChar::Other_Format
            && character.category() != QChar::Other_Control)
            visible += character;
    }
    return visible;
}
