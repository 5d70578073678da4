#pragma once

#include "engine/core/error.h"

struct sqlite3;

namespace Drover::Sqlite {

/// A SQLite result code as an Error: `store-full`, `store-read-only`, `store-busy`, `store-damaged`, or
/// `store-unavailable` for everything else. `path` names the database in the sentence. Pure; any thread.
[[nodiscard]] Error errorOf(int code, const QString& detail, const QString& path);

} // namespace Drover::Sqlite
