#pragma once

#include "engine/content/pack.h"
#include "engine/core/error.h"

#include <QJsonValue>
#include <QList>
#include <QString>

namespace Drover {

/// A YAML or JSON text as a tree that knows its places, so that every later complaint has a line. A value;
/// made and used while a pack is read.
struct SourceNode
{
    enum class Kind { Null, Scalar, List, Map };

    Kind kind = Kind::Null;
    QString text;           ///< of a scalar, as written
    QJsonValue value;       ///< of a scalar, typed as YAML 1.2 does: only true/false are booleans
    int line = 0;           ///< from 1
    int column = 0;         ///< from 1
    int textLine = 0;       ///< where a scalar's own text begins: below the `|` of a block
    int textColumn = 0;     ///< 0 when columns of the text are not those of the file (quoted, folded)
    QList<SourceNode> keys; ///< of a map, beside `items`
    QList<SourceNode> items;

    /// The member of that name; case counts only in `findExact`.
    [[nodiscard]] const SourceNode* find(const QString& key) const;
    [[nodiscard]] const SourceNode* findExact(const QString& key) const;
    [[nodiscard]] QJsonValue toJson() const;
    /// "a list", "a string", …
    [[nodiscard]] QString kindName() const;
};

/// Parses exactly one document. Problems: not UTF-8, bad syntax, keys that come twice, too deep or too large.
[[nodiscard]] tl::expected<SourceNode, Problems> parseSource(const SourceFile& file);

/// The text of a file as Unicode, or where it stops being UTF-8.
[[nodiscard]] tl::expected<QString, Problem> decodeUtf8(const SourceFile& file);

/// How problems name the file.
[[nodiscard]] inline QString shownPath(const SourceFile& file)
{
    return file.shownAs.isEmpty() ? file.path : file.shownAs;
}

} // namespace Drover
