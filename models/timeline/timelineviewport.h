#pragma once

#include "models/timeline/timescale.h"

#include <memory>

namespace Drover {

/// Which stretch of time a timeline shows, on how many pixels. Holds the rules of zoom, pan and follow; knows
/// no widget. A value, owned by the view; UI thread.
///
/// The origin stays on whole pixels of the scale, so that a pan moves the picture by whole pixels and painted
/// tiles keep fitting.
class TimelineViewport
{
public:
    static constexpr double ZoomStep = 1.25;
    static constexpr double FinestMsPerPixel = 0.1;

    [[nodiscard]] TimeScale scale() const { return m_scale; }
    [[nodiscard]] TimeRange visible() const;
    [[nodiscard]] TimeRange extent() const { return m_extent; }
    [[nodiscard]] int width() const { return m_width; }
    [[nodiscard]] bool follows() const { return m_follow; }
    [[nodiscard]] Instant now() const { return m_now; }

    /// Shows the whole extent and goes on doing so while it grows, in steps of the zoom, so that a run that
    /// has just begun doesn't leave the view. Ends with the first zoom, pan or show(); follow stays as it is.
    void showWhole();
    [[nodiscard]] bool showsWhole() const { return m_whole; }

    /// Idle time is drawn short from now on, or (null) no longer; the left edge stays where it is.
    void setFold(std::shared_ptr<const TimeFold> fold);
    /// All that there is to see (recorded and predicted); the visible range keeps in touch with it.
    void setExtent(TimeRange extent);
    /// Keeps the scale; while following keeps now at its place, else the left edge.
    void setWidth(int pixels);
    /// Moves along when following.
    void setNow(Instant now);
    /// On: now is brought to its place, at 3/4 of the width, or further left when a prediction needs the
    /// room.
    void setFollow(bool on);

    /// `factor` > 1 shows less time. The moment at pixel `x` stays where it is; while following, now does
    /// instead.
    void zoomAt(double x, double factor);
    /// Positive = later. Switches follow off.
    void panPixels(double pixels);
    /// Shows the range with a margin of 2 % on either side. Switches follow off.
    void fit(TimeRange range);
    /// Exactly this range, no margin. Switches follow off.
    void show(TimeRange range);

    bool operator==(const TimelineViewport&) const = default;

private:
    [[nodiscard]] double coarsest() const;
    void place(double originMs);
    void placeNow();
    void placeWhole();
    void settle();
    [[nodiscard]] double extentLength() const; ///< ms along the axis

    std::shared_ptr<const TimeFold> m_fold;
    TimeScale m_scale;
    TimeRange m_extent;
    Instant m_now;
    int m_width = 1;
    bool m_follow = false;
    bool m_whole = true;
    double m_nowShare = 0.75;
};

} // namespace Drover
