// Holds one file, or the repository's top level, against the rules of layers.h.
#pragma once

#include <QHash>
#include <QString>
#include <QStringList>

namespace Drover::Layering {

// Which Qt module a header belongs to, for <QtWidgets/QWidget>, <QtWidgets> and <QWidget> alike. Read once
// from Qt's include folder: all modules lie under one include root, so the compiler lets any of them through.
class QtHeaders
{
public:
    explicit QtHeaders(const QString& includeFolder);

    // "QtWidgets", or an empty string for a header that is not Qt's.
    QString moduleOf(const QString& header) const;
    bool isEmpty() const { return m_modules.isEmpty(); }

private:
    QHash<QString, QString> m_modules; // header or module name -> module
};

// Every breach in one file as "path:line: what, and the rule". path is relative to the repository.
QStringList checkSource(const QString& path, const QString& text, const QtHeaders& qtHeaders);

// Every breach of "a file has at most 500 lines", for files that are no C++ as well.
QStringList checkLength(const QString& path, const QString& text);

// Every name at the repository's top (or in engine/) that does not belong there.
QStringList checkTopLevel(const QStringList& names);
QStringList checkEngineFolders(const QStringList& names);

} // namespace Drover::Layering
