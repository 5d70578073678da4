#pragma once

#include "engine/core/error.h"

namespace Drover::Sqlite {

class Database;

/// BEGIN IMMEDIATE … COMMIT; what was not committed is rolled back when it goes. On the database's thread.
class Transaction
{
public:
    explicit Transaction(Database& database) : m_database(database) {}
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    ~Transaction();

    /// Errors: `store-busy` when another connection writes, and those of errorOf().
    [[nodiscard]] Result<> begin();
    /// After an error the transaction is rolled back, or it is not known whether it reached the disk.
    [[nodiscard]] Result<> commit();

private:
    Database& m_database;
};

} // namespace Drover::Sqlite
