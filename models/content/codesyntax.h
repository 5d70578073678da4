#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace Drover {

/// What a piece of a line is; `ui` gives it its colour.
enum class CodeToken { Plain, Keyword, Verb, String, Variable, Brace, Comment };
struct CodeSpan
{
    int start = 0;
    int length = 0;
    CodeToken token = CodeToken::Plain;
    bool operator==(const CodeSpan&) const = default;
};

enum class CodeLanguage {
    Shell, ///< with the template language's actions in it
    Yaml,
};

/// The pieces of one line that are not plain, in order. `inAction`: it begins inside of `{{ … }}`. Pure.
[[nodiscard]] QList<CodeSpan> codeSpans(const QString& line, CodeLanguage language, bool inAction = false);

/// For each line whether it begins inside of an action.
[[nodiscard]] QList<bool> actionStarts(const QStringList& lines);

} // namespace Drover
