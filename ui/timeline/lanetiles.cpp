#include "ui/timeline/lanetiles.h"

#include "models/timeline/timelineband.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"
#include "ui/timeline/barpainter.h"

#include <QImage>
#include <array>
#include <cmath>

namespace Drover {

namespace {

constexpr int kTileMargin = 4; // what is drawn beside a bar: outlines, widened failures
constexpr double kLeastFailure = 3;
constexpr int kSharpBandsMs = 4; // half of a frame's 8
constexpr double kCoarseColumns = 0.25;

int tileCost(const QPixmap& pixmap)
{
    return 1 + int(qint64(pixmap.width()) * pixmap.height() * 4 / 1024);
}

} // namespace

QRectF LaneTiles::spanRect(const TimelineSpan& span, const LaneBox& box, TimeScale scale, Instant now)
{
    constexpr double far = 1e7; // beyond it the painter's own numbers get coarse
    const bool open = !span.end.isSet();
    const double left = std::round(std::clamp(scale.x(span.start), -far, far));
    double right = std::round(std::clamp(scale.x(span.endAt(now)), -far, far)) - (open ? 0 : 1);
    const bool failed = span.state == BarState::Failed;
    right = std::max(right, left + (failed ? kLeastFailure : 1));
    return QRectF(left, box.barTop, right - left, box.barHeight);
}

DetailLevel LaneTiles::levelOf(const LaneBox& box, TimeScale scale)
{
    if (box.barHeight < 12 && !box.collapsed) {
        return DetailLevel::Blocks; // thin lanes have no room for signs
    }
    if (m_levels.size() != std::size_t(m_model->scene().lanes.size())) {
        m_levels.assign(std::size_t(m_model->scene().lanes.size()), std::nullopt);
    }
    std::optional<DetailLevel>& level = m_levels[std::size_t(box.lane)];
    const SpanIndex& index = m_model->index(box.lane);
    // A lane whose first job still runs has no median yet: it is drawn in full.
    level =
        index.median().count() == 0 ? DetailLevel::Detail : detailLevel(scale.width(index.median()), level);
    return *level;
}

void LaneTiles::beginFrame()
{
    m_frame.start();
    m_coarse = false;
}

void LaneTiles::clear()
{
    m_tiles.clear();
}

void LaneTiles::forgetLevels()
{
    m_levels.clear();
}

quint32 LaneTiles::revisionOf(const LaneBox& box) const
{
    quint32 revision = m_model->revision(box.lane);
    if (box.collapsed) {
        for (int lane = box.firstMember; lane < box.lastMember; ++lane) {
            revision = std::max(revision, m_model->revision(lane));
        }
    }
    return revision;
}

void LaneTiles::drawLane(QPainter& painter, const LaneBox& box, TimeScale scale, double left, double clipLeft,
                         double clipRight)
{
    if (box.barHeight == 0) {
        return;
    }
    const qreal dpr = deviceScale(painter);
    if (m_msPerPixel != scale.msPerPixel || m_dpr != dpr) {
        clear();
        m_msPerPixel = scale.msPerPixel;
        m_dpr = dpr;
    }
    const DetailLevel level = box.collapsed ? DetailLevel::Density : levelOf(box, scale);
    const quint32 revision = revisionOf(box);
    // The scale's origin is a whole number of pixels (TimelineViewport), so tiles lie on whole pixels.
    const qint64 originPixel = std::llround(scale.originMs / scale.msPerPixel);
    const qint64 nowPixel = qint64(std::floor(scale.along(m_model->scene().now) / scale.msPerPixel));
    const auto tileOf = [](qint64 pixel) { return qint64(std::floor(double(pixel) / TileWidth)); };
    const qint64 first = tileOf(originPixel + qint64(std::floor(clipLeft - left)));
    const qint64 last = tileOf(originPixel + qint64(std::ceil(clipRight - left)) - 1);
    for (qint64 tile = first; tile <= last; ++tile) {
        const qint64 begin = tile * TileWidth;
        const bool nowInside = nowPixel >= begin - kTileMargin && nowPixel < begin + TileWidth + kTileMargin;
        // -1: now has passed, the picture is final; -2: now is yet to come. Only the tile in between changes
        // with it.
        const qint64 nowKey = nowInside ? nowPixel : nowPixel < begin ? -2 : -1;
        const Key key{box.lane, revision, tile, nowKey, quint8(int(level) + (box.collapsed ? 8 : 0))};
        QPixmap* picture = m_tiles.object(key);
        if (!picture) {
            TimeScale tileScale = scale;
            tileScale.originMs = double(begin) * scale.msPerPixel;
            const QPointF at(left + double(begin - originPixel), box.y);
            if (box.collapsed && m_frame.isValid() && m_frame.hasExpired(kSharpBandsMs)) {
                m_coarse = true;
                const QPixmap rough = renderBand(box, tileScale, dpr, true);
                painter.drawPixmap(QRectF(at, QSizeF(TileWidth, box.height)), rough, QRectF(rough.rect()));
                continue;
            }
            auto* fresh = new QPixmap(render(box, tileScale, level, dpr));
            const QPixmap copy = *fresh;
            m_tiles.insert(key, fresh, tileCost(*fresh));
            if (!copy.isNull()) {
                painter.drawPixmap(at, copy);
            }
            continue;
        }
        if (!picture->isNull()) {
            painter.drawPixmap(QPointF(left + double(begin - originPixel), box.y), *picture);
        }
    }
}

QPixmap LaneTiles::render(const LaneBox& box, TimeScale scale, DetailLevel level, qreal dpr) const
{
    if (box.collapsed) {
        return renderBand(box, scale, dpr, false);
    }
    const SpanIndex& index = m_model->index(box.lane);
    const int first = index.firstEndingAfter(scale.at(-kTileMargin));
    const int last = index.firstStartingFrom(scale.at(TileWidth + kTileMargin));
    if (first >= last) {
        return {};
    }
    QPixmap picture(QSize(TileWidth, box.height) * dpr);
    picture.setDevicePixelRatio(dpr);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    if (level == DetailLevel::Density) {
        renderDensity(painter, box, scale);
    } else {
        renderBars(painter, box, scale, level);
    }
    return picture;
}

void LaneTiles::renderBars(QPainter& painter, const LaneBox& box, TimeScale scale, DetailLevel level) const
{
    const TimelineScene& scene = m_model->scene();
    const SpanIndex& index = m_model->index(box.lane);
    const int last = index.firstStartingFrom(scale.at(TileWidth + kTileMargin));
    const LaneBox atTop{box.lane, 0, box.height, box.barTop, box.barHeight};
    // Failures last: where bars are narrower than a pixel they must stay on top.
    std::vector<int> failed;
    int i = index.firstEndingAfter(scale.at(-kTileMargin));
    while (i < last) {
        const TimelineSpan& span = index.spans().at(i);
        const QRectF rect = spanRect(span, atTop, scale, scene.now);
        if (span.state == BarState::Failed) {
            failed.push_back(i);
        } else {
            drawBar(painter, rect, span.state, level,
                    level == DetailLevel::Detail ? barText(scene, span) : BarText{});
        }
        ++i;
    }
    for (const int at : failed) {
        const TimelineSpan& span = index.spans().at(at);
        drawBar(painter, spanRect(span, atTop, scale, scene.now), span.state, level,
                level == DetailLevel::Detail ? barText(scene, span) : BarText{});
    }
}

void LaneTiles::renderDensity(QPainter& painter, const LaneBox& box, TimeScale scale) const
{
    TimeScale wider = scale;
    wider.originMs -= kTileMargin * scale.msPerPixel;
    const std::vector<qint8> columns =
        densityColumns(m_model->index(box.lane), wider, TileWidth + 2 * kTileMargin, m_model->scene().now);
    const int count = int(columns.size());
    for (int x = 0; x < count;) {
        int until = x + 1;
        while (until < count && columns[std::size_t(until)] == columns[std::size_t(x)]) {
            ++until;
        }
        if (columns[std::size_t(x)] >= 0) {
            painter.fillRect(QRect(x - kTileMargin, box.barTop, until - x, box.barHeight),
                             densityColor(BarState(columns[std::size_t(x)]), false));
        }
        x = until;
    }
}

/// `coarse`: a quarter of the columns and rows, so few of the members, to be stretched. Failures of all of
/// them are seen even so.
QPixmap LaneTiles::renderBand(const LaneBox& box, TimeScale scale, qreal dpr, bool coarse) const
{
    std::vector<const SpanIndex*> members;
    members.reserve(std::size_t(box.lastMember - box.firstMember));
    dpr = coarse ? kCoarseColumns : dpr;
    for (int lane = box.firstMember; lane < box.lastMember; ++lane) {
        if (m_model->lane(lane).kind == LaneKind::Member) {
            members.push_back(&m_model->index(lane));
        }
    }
    const int columns = int(std::lround(TileWidth * dpr));
    const int rows = int(std::lround(box.barHeight * dpr));
    const TimeScale fine{scale.originMs, scale.msPerPixel / dpr, scale.fold};
    const BandCells band =
        bandCells(members, m_model->stageOrder(), fine, columns, rows, m_model->scene().now);
    std::array<QRgb, 256> colors{};
    std::array<bool, 256> predicted{};
    for (int state = 0; state < BarStateCount; ++state) {
        for (const bool even : {false, true}) {
            colors[bandCode(BarState(state), even)] =
                qPremultiply(densityColor(BarState(state), even).rgba());
            predicted[bandCode(BarState(state), even)] = isPredicted(BarState(state));
        }
    }
    QImage image(columns, int(std::lround(box.height * dpr)), QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    const int top = int(std::lround(box.barTop * dpr));
    bool any = false;
    for (int row = 0; row < rows; ++row) {
        auto* line = reinterpret_cast<QRgb*>(image.scanLine(top + row));
        for (int x = 0; x < columns; ++x) {
            const quint8 code = band.at(x, row);
            if (code == BandCells::Empty) {
                continue;
            }
            any = true;
            // Predicted: every third column is left out, so that nobody takes it for recorded.
            if (!predicted[code] || (x / std::max(1, int(std::ceil(dpr)))) % 3 != 2) {
                line[x] = colors[code];
            }
        }
    }
    if (!any) {
        return {};
    }
    QPixmap picture = QPixmap::fromImage(image);
    picture.setDevicePixelRatio(dpr);
    return picture;
}

} // namespace Drover
