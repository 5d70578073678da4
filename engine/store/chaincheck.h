#pragma once

#include "engine/store/eventcodec.h"

namespace Drover {

namespace Sqlite {
class Statement;
} // namespace Sqlite

/// Follows the chain of the events' hashes over rows of `selectEventSql` in order of seq. A value of whoever
/// reads the rows, on its thread.
class ChainCheck
{
public:
    ChainCheck() = default;
    /// Goes on after an event whose stored hash is this.
    ChainCheck(qint64 seq, QByteArrayView hash);

    /// One sentence on what does not fit; empty: the row follows the one before it, unchanged.
    [[nodiscard]] QString next(const Sqlite::Statement& row);

private:
    qint64 m_seq = 0;
    EventCodec::Link m_link{};
};

} // namespace Drover
