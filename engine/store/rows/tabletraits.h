#pragma once

#include "engine/core/state.h"

#include <array>
#include <string_view>

namespace Drover::Rows {

/// Where rows of ended objects are: there are none; in the same table, with `live` = 0; or begun in the one
/// table, which is no longer changed then, and ended in a second.
enum class Ended { Gone, Marked, Apart };

/// The table of a kind of live object: its name and the columns that make its key. A new kind of object needs
/// one of these and a migration. `second` is a table that holds some of the columns: of a machine, those that
/// running tasks change; of a job, those that are set when it ends.
template <class T>
struct TableTraits;

struct OneTable
{
    static constexpr const char* second = nullptr;
    static constexpr bool inSecond(std::string_view) { return false; }
};

#define DROVER_TABLE(Type, tableName, whereEnded, ...)                                                       \
    template <>                                                                                              \
    struct TableTraits<Type> : OneTable                                                                      \
    {                                                                                                        \
        static constexpr const char* name = tableName;                                                       \
        static constexpr Ended ended = whereEnded;                                                           \
        static constexpr auto key = std::to_array<const char*>({__VA_ARGS__});                               \
    };

// The ledger is one row, kept one by its table; its key is that row's number.
DROVER_TABLE(Ledger, "ledger", Ended::Gone, "one")
DROVER_TABLE(PackRef, "pack", Ended::Gone, "name")
DROVER_TABLE(Pool, "pool", Ended::Gone, "name")
DROVER_TABLE(Profile, "profile", Ended::Gone, "name")
DROVER_TABLE(WorkOrder, "work_order", Ended::Marked, "id")
DROVER_TABLE(Plan, "plan", Ended::Marked, "operation")
DROVER_TABLE(Operation, "operation", Ended::Marked, "id")
DROVER_TABLE(Gate, "gate", Ended::Gone, "cluster", "name")
DROVER_TABLE(Intent, "intent", Ended::Gone, "effect")

#undef DROVER_TABLE

template <>
struct TableTraits<Machine>
{
    static constexpr const char* name = "machine";
    static constexpr const char* second = "machine_sequence";
    static constexpr Ended ended = Ended::Gone;
    static constexpr auto key = std::to_array<const char*>({"uuid"});
    static constexpr bool inSecond(std::string_view column)
    {
        return column.starts_with("sequence_") && column != "sequence_workflow" &&
               column != "sequence_tasks" && column != "sequence_errorStack";
    }
};

template <>
struct TableTraits<Job>
{
    static constexpr const char* name = "job";
    static constexpr const char* second = "job_end";
    static constexpr Ended ended = Ended::Apart;
    static constexpr auto key = std::to_array<const char*>({"id"});
    static constexpr bool inSecond(std::string_view column)
    {
        constexpr auto columns =
            std::to_array<std::string_view>({"run", "state", "exitState", "end", "exitCode", "message",
                                             "waitsFor", "started", "ended", "hash", "cancelRequested"});
        return std::find(columns.begin(), columns.end(), column) != columns.end();
    }
};

} // namespace Drover::Rows
