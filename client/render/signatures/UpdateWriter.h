// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <map>

namespace wenyi::render {

/// How a file tells where its objects are; an update goes on in the same way (ISO 32000 7.5.8.4).
enum class TableForm { Table, Stream };

/// What an update's trailer repeats of the file's, in the form of the file.
struct TrailerTexts
{
    QByteArray root;
    QByteArray info;    ///< Empty where there is none; so too the next.
    QByteArray firstId; ///< ISO 32000 14.4: it stays, and the second is of this state of the file.
};

/// An incremental update in the making: objects that stand behind a file, and the table that leads to them.
class UpdateWriter
{
public:
    /// The update begins where the file ends; `nextNumber` is the first that no object of the file has.
    UpdateWriter(qsizetype fileSize, int nextNumber);

    int newNumber() { return m_nextNumber++; }
    /// Where the object's body begins in bytes().
    qsizetype object(int number, int generation, QByteArrayView body);
    qsizetype stream(int number, const QByteArray &dictionary, QByteArrayView content);
    /// Table, trailer and end.
    void finish(TableForm form, qsizetype previousTable, const TrailerTexts &texts);

    const QByteArray &bytes() const { return m_bytes; }

private:
    struct Place
    {
        qsizetype offset = 0;
        int generation = 0;
    };
    void writeTable(const QByteArray &entries);
    void writeTableStream(const QByteArray &entries);
    void end(qsizetype table);

    qsizetype m_fileSize;
    int m_nextNumber;
    std::map<int, Place> m_places;
    QByteArray m_bytes = "\n"; ///< The file's last line may have no end.
};

QByteArray referenceTo(int number, int generation = 0);

} // namespace wenyi::render
