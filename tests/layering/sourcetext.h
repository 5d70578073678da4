// C++ text as the layering rules read it: what is code, and which files it includes.
#pragma once

#include <QList>
#include <QString>

namespace Drover::Layering {

struct Include
{
    int line = 0;          // from 1
    QString header;        // as written, without its marks
    bool inQuotes = false; // "…" rather than <…>
};

// The same text with every character of comments, strings and character literals blank; line breaks stay.
QString codeOnly(const QString& text);

// The #include lines that are code, in order.
QList<Include> includesOf(const QString& text);

} // namespace Drover::Layering
