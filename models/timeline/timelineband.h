#pragma once

#include "models/timeline/spanindex.h"

namespace Drover {

/// A collapsed group as one picture: in each pixel column its members are stacked by progress, the furthest
/// at the bottom, height shared equally, so that fronts of stages show as diagonals (tokens.md §7).
/// Colourless: each cell has a code that the painter turns into a colour. A value; any thread.
struct BandCells
{
    static constexpr quint8 Empty = 0;

    int columns = 0;
    int rows = 0;
    std::vector<quint8> cells; ///< row by row, top first

    [[nodiscard]] quint8 at(int column, int row) const { return cells[std::size_t(row * columns + column)]; }
};

/// Code of a cell; `even` alternates the two tones of neighbouring stages.
[[nodiscard]] quint8 bandCode(BarState state, bool even);
[[nodiscard]] BarState bandState(quint8 code);
[[nodiscard]] bool bandEven(quint8 code);

/// `stageOrder[stage]` is the place of a stage number in the run. Groups larger than `2 × rows` are sampled
/// evenly, but every failure of every member is seen: at the top of its column and those beside it, if not in
/// its place. Cost: sampled members × columns, and failures × log.
[[nodiscard]] BandCells bandCells(const std::vector<const SpanIndex*>& members,
                                  const std::vector<int>& stageOrder, TimeScale scale, int columns, int rows,
                                  Instant now);

} // namespace Drover
