// ARCHITECTURE.md's table of folders as data: what each may include, and which words it may not hold.
#pragma once

#include <QRegularExpression>
#include <QString>
#include <QStringList>

namespace Drover::Layering {

// One row of the table. The row with the longest matching folder rules a file.
struct Layer
{
    QString folder;           // "engine/core/"
    QStringList ours;         // folders or files of this repository it may include, itself among them
    QStringList qtModules;    // "QtCore"; empty: no Qt at all
    QStringList thirdParty;   // guarded headers ("sqlite3.h") it may include
    bool pure = false;        // neither I/O nor clock nor chance nor QObject
    bool sendsMeaning = true; // words are made elsewhere: no tr()
};

// Text that must not occur (outside comments and strings) in the files that the rule is about.
struct WordRule
{
    QRegularExpression pattern;
    QString reason;
};

// The row for a path such as "engine/core/job.h", or nullptr: no row means that the file is in a wrong place.
const Layer* layerOf(const QString& path);

// Headers of libraries that one layer has to itself; any other header outside Qt is free.
const QStringList& guardedHeaders();

const QList<WordRule>& pureRules();    // for layers that are pure
const QList<WordRule>& meaningRules(); // for layers that send meaning
const QList<WordRule>& productRules(); // for everything but tests/
const QList<WordRule>& testRules();    // for tests/ alone
const QList<WordRule>& generalRules(); // for every file

// What may stand at the top of the repository, beside dot-files.
const QStringList& topLevel();

// The longest a source file may be, in lines.
inline constexpr int lineCeiling = 500;

} // namespace Drover::Layering
