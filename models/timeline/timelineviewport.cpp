#include "models/timeline/timelineviewport.h"

#include <algorithm>
#include <cmath>

namespace Drover {

namespace {

constexpr double kLeastExtentMs = 10'000;
constexpr double kLeastWholeMs = 10'000; // a run of a second doesn't fill the screen: it is about to grow
constexpr double kWholeMargin = 1.06;
constexpr double kNearNow = 0.1; // of the width: who zooms there zooms at the present

} // namespace

TimeRange TimelineViewport::visible() const
{
    return TimeRange{m_scale.at(0), m_scale.at(m_width)};
}

double TimelineViewport::extentLength() const
{
    return m_scale.along(m_extent.end) - m_scale.along(m_extent.begin);
}

void TimelineViewport::setFold(std::shared_ptr<const TimeFold> fold)
{
    if (fold && fold->isEmpty()) {
        fold.reset();
    }
    if (fold == m_fold) {
        return;
    }
    const Instant left = m_scale.at(0);
    m_fold = std::move(fold);
    m_scale.fold = m_fold.get();
    m_scale.originMs = m_scale.along(left);
    settle();
}

double TimelineViewport::coarsest() const
{
    // Zoomed all the way out the extent takes half the width; nothing is gained further out.
    const double length = std::max(extentLength(), kLeastExtentMs);
    return 2 * length / std::max(1, m_width);
}

void TimelineViewport::place(double originMs)
{
    const double scale = m_scale.msPerPixel;
    if (!m_extent.isEmpty()) {
        // At least a quarter of the width stays over the extent, so that nobody gets lost in empty time.
        const double quarter = 0.25 * m_width * scale;
        const double least = m_scale.along(m_extent.begin) - 3 * quarter;
        const double most = m_scale.along(m_extent.end) - quarter;
        originMs = std::clamp(originMs, least, std::max(least, most));
    }
    m_scale.originMs = std::round(originMs / scale) * scale;
}

void TimelineViewport::placeNow()
{
    place(m_scale.along(m_now) - m_nowShare * m_width * m_scale.msPerPixel);
}

void TimelineViewport::placeWhole()
{
    if (m_extent.isEmpty()) {
        return;
    }
    const double needed = std::max(kLeastWholeMs, extentLength() * kWholeMargin);
    const double steps = std::ceil(std::log(needed / kLeastWholeMs) / std::log(ZoomStep) - 1e-9);
    // While the end still moves there is room for it; what is over fits closely.
    const bool grows = m_extent.end == m_now;
    const double length = grows ? kLeastWholeMs * std::pow(ZoomStep, steps) : needed;
    m_scale.msPerPixel = std::clamp(length / m_width, FinestMsPerPixel, coarsest());
    const double margin = extentLength() * (kWholeMargin - 1) / 2;
    place(m_scale.along(m_extent.begin) - margin);
}

/// After a change from outside: what the user chose to see stays in view.
void TimelineViewport::settle()
{
    if (m_whole) {
        placeWhole();
    } else if (m_follow) {
        placeNow();
    } else {
        place(m_scale.originMs);
    }
}

void TimelineViewport::showWhole()
{
    m_whole = true;
    placeWhole();
}

void TimelineViewport::setExtent(TimeRange extent)
{
    m_extent = extent;
    m_scale.msPerPixel = std::clamp(m_scale.msPerPixel, FinestMsPerPixel, coarsest());
    settle();
}

void TimelineViewport::setWidth(int pixels)
{
    m_width = std::max(1, pixels);
    m_scale.msPerPixel = std::clamp(m_scale.msPerPixel, FinestMsPerPixel, coarsest());
    settle();
}

void TimelineViewport::setNow(Instant now)
{
    m_now = now;
    if (m_follow && !m_whole) {
        placeNow();
    }
}

void TimelineViewport::setFollow(bool on)
{
    m_follow = on;
    if (!on || m_whole) {
        return; // all of it in view has now in view too
    }
    const double ahead = (m_scale.x(m_extent.end) - m_scale.x(m_now)) / m_width;
    m_nowShare = std::clamp(0.97 - ahead, 0.5, 0.75);
    placeNow();
}

void TimelineViewport::zoomAt(double x, double factor)
{
    if (!(factor > 0)) {
        return;
    }
    m_whole = false;
    const double at = m_scale.originMs + x * m_scale.msPerPixel;
    const double nowAt = (m_scale.along(m_now) - m_scale.originMs) / m_scale.msPerPixel;
    m_scale.msPerPixel = std::clamp(m_scale.msPerPixel / factor, FinestMsPerPixel, coarsest());
    // Who zooms at the present, or out of everything, goes on following it; who zooms at the past looks
    // there.
    m_follow = m_follow && (factor < 1 || std::abs(nowAt - x) <= m_width * kNearNow);
    if (m_follow) {
        placeNow();
    } else {
        place(at - x * m_scale.msPerPixel);
    }
}

void TimelineViewport::panPixels(double pixels)
{
    m_follow = false;
    m_whole = false;
    place(m_scale.originMs + pixels * m_scale.msPerPixel);
}

void TimelineViewport::fit(TimeRange range)
{
    // The margin is one of pixels, not of the time that a fold hides.
    const double margin = std::max(1.0, (m_scale.along(range.end) - m_scale.along(range.begin)) / 50);
    TimeScale axis = m_scale;
    axis.originMs = 0;
    axis.msPerPixel = 1;
    show(TimeRange{axis.at(axis.along(range.begin) - margin), axis.at(axis.along(range.end) + margin)});
}

void TimelineViewport::show(TimeRange range)
{
    m_follow = false;
    m_whole = false;
    const double length = std::max(1.0, m_scale.along(range.end) - m_scale.along(range.begin));
    m_scale.msPerPixel = std::clamp(length / m_width, FinestMsPerPixel, coarsest());
    const double middle = (m_scale.along(range.begin) + m_scale.along(range.end)) / 2;
    place(middle - m_scale.msPerPixel * m_width / 2);
}

} // namespace Drover
