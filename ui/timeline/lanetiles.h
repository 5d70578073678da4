#pragma once

#include "models/timeline/timelinelayout.h"
#include "models/timeline/timelinemodel.h"

#include <QCache>
#include <QElapsedTimer>
#include <QPainter>
#include <QPixmap>

namespace Drover {

/// Pictures of lanes in pieces of 512 px, kept while lane, scale and look stay: panning, following and
/// hovering copy pictures instead of drawing bars. Owned by the canvas; UI thread.
class LaneTiles
{
public:
    static constexpr int TileWidth = 512;

    explicit LaneTiles(const TimelineModel* model) : m_model(model) {}

    /// Draws the bars of a lane (or the band of a collapsed group). `left` is the x where the scale has its
    /// origin, `clip` what of x must be covered.
    void drawLane(QPainter& painter, const LaneBox& box, TimeScale scale, double left, double clipLeft,
                  double clipRight);
    /// Level of detail a lane is drawn in at the present scale; keeps the hysteresis.
    [[nodiscard]] DetailLevel levelOf(const LaneBox& box, TimeScale scale);
    /// From here on the time of a frame is counted. When it is used up, bands are drawn coarsely and
    /// isCoarse() says so: paint again.
    void beginFrame();
    [[nodiscard]] bool isCoarse() const { return m_coarse; }
    void clear();
    void forgetLevels();

    /// Where a span lies, on whole pixels, failures at least 3 px wide. x counts from the scale's origin.
    [[nodiscard]] static QRectF spanRect(const TimelineSpan& span, const LaneBox& box, TimeScale scale,
                                         Instant now);

private:
    struct Key
    {
        int lane = 0;
        quint32 revision = 0;
        qint64 tile = 0;
        qint64 nowPixel = 0;
        quint8 level = 0;
        bool operator==(const Key&) const = default;
        friend size_t qHash(const Key& key, size_t seed)
        {
            return qHashMulti(seed, key.lane, key.revision, key.tile, key.nowPixel, key.level);
        }
    };

    [[nodiscard]] QPixmap render(const LaneBox& box, TimeScale scale, DetailLevel level, qreal dpr) const;
    void renderBars(QPainter& painter, const LaneBox& box, TimeScale scale, DetailLevel level) const;
    void renderDensity(QPainter& painter, const LaneBox& box, TimeScale scale) const;
    [[nodiscard]] QPixmap renderBand(const LaneBox& box, TimeScale scale, qreal dpr, bool coarse) const;
    [[nodiscard]] quint32 revisionOf(const LaneBox& box) const;

    const TimelineModel* m_model;
    QCache<Key, QPixmap> m_tiles{64 * 1024}; // kB
    std::vector<std::optional<DetailLevel>> m_levels;
    QElapsedTimer m_frame;
    bool m_coarse = false;
    double m_msPerPixel = 0;
    qreal m_dpr = 0;
};

} // namespace Drover
