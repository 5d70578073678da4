#pragma once

#include <QString>
#include <QStringList>
#include <tl/expected.hpp>

namespace Drover {

/// What went wrong, as meaning: a stable code and its arguments. Words for people are made from it at the
/// edge
/// (`ui/text`, `app/cli`); `text` and `remedy` are the engine's plain English for logs, scripts and refusals.
/// A value; any thread.
struct Error
{
    QString code;   ///< kebab-case, stable: scripts and translations key on it
    QString text;   ///< one sentence: what happened, to which object
    QString remedy; ///< what would help; may be empty
    QString object; ///< "machine web-1", "pool default"; may be empty

    bool operator==(const Error&) const = default;
};

template <class T = void>
using Result = tl::expected<T, Error>;

/// `return fail("pool-unknown", …)` in any function that answers a Result.
inline tl::unexpected<Error> fail(QString code, QString text, QString remedy = {}, QString object = {})
{
    return tl::make_unexpected(Error{std::move(code), std::move(text), std::move(remedy), std::move(object)});
}

/// A fault in a file that a person wrote, at the place where it can be mended. Line and column count from 1;
/// 0 = unknown.
struct Problem
{
    QString file;
    int line = 0;
    int column = 0;
    QString what;
    QString mend;

    /// `FILE:LINE: what, and the mend`; `FILE:LINE:COLUMN:` where the column is known.
    [[nodiscard]] QString toString() const;
    bool operator==(const Problem&) const = default;
};
using Problems = QList<Problem>;

} // namespace Drover
