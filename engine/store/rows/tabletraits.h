#pragma once

#include "engine/core/state.h"

#include <array>

namespace Drover::Rows {

/// The table of a kind of live object: its name, the columns that make its key, and whether ended objects
/// stay in it with `live` = 0. A new kind of object needs one of these and a migration.
template <class T>
struct TableTraits;

#define DROVER_TABLE(Type, tableName, ended, ...)                                                            \
    template <>                                                                                              \
    struct TableTraits<Type>                                                                                 \
    {                                                                                                        \
        static constexpr const char* name = tableName;                                                       \
        static constexpr bool keepsEnded = ended;                                                            \
        static constexpr auto key = std::to_array<const char*>({__VA_ARGS__});                               \
    };

// The ledger is one row, kept one by its table; its key is that row's number.
DROVER_TABLE(Ledger, "ledger", false, "one")
DROVER_TABLE(PackRef, "pack", false, "name")
DROVER_TABLE(Pool, "pool", false, "name")
DROVER_TABLE(Profile, "profile", false, "name")
DROVER_TABLE(Machine, "machine", false, "uuid")
DROVER_TABLE(Job, "job", true, "id")
DROVER_TABLE(WorkOrder, "work_order", true, "id")
DROVER_TABLE(Plan, "plan", true, "operation")
DROVER_TABLE(Operation, "operation", true, "id")
DROVER_TABLE(Gate, "gate", false, "cluster", "name")
DROVER_TABLE(Intent, "intent", false, "effect")

#undef DROVER_TABLE

} // namespace Drover::Rows
