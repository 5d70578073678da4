#include "ui/theme/iconcache.h"

#include "ui/theme/paint.h"
#include "ui/theme/theme.h"
#include "ui/theme/themehub.h"

#include <QCoreApplication>
#include <QFile>
#include <QHash>
#include <QIconEngine>
#include <QPaintDevice>
#include <QSvgRenderer>
#include <array>
#include <cmath>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

constexpr std::array<const char*, IconCount> kIconFiles{
#define DROVER_ICON(name, file) file,
#define DROVER_OWN(name, file) file,
#include "ui/theme/icons.def"
#undef DROVER_ICON
#undef DROVER_OWN
};

struct IconKey
{
    IconName name;
    int pixels;
    int scale; ///< device pixel ratio in hundredths
    QRgb color;
    bool operator==(const IconKey&) const = default;
};

size_t qHash(const IconKey& key, size_t seed)
{
    return qHashMulti(seed, int(key.name), key.pixels, key.scale, key.color);
}

QHash<IconKey, QPixmap>& pixmaps()
{
    static QHash<IconKey, QPixmap> cache;
    // Pictures must not outlive the application object.
    [[maybe_unused]] static const bool registered = [] {
        qAddPostRoutine([] { cache.clear(); });
        return true;
    }();
    return cache;
}

const QByteArray& iconSource(IconName name)
{
    static std::array<QByteArray, IconCount> sources;
    QByteArray& source = sources[std::size_t(name)];
    if (source.isEmpty()) {
        initUiResources();
        QFile file(u":/drover/icons/%1.svg"_s.arg(QLatin1StringView(kIconFiles[std::size_t(name)])));
        if (!file.open(QIODevice::ReadOnly)) {
            qFatal("Icon %s is missing from the binary", kIconFiles[std::size_t(name)]);
        }
        source = file.readAll();
    }
    return source;
}

QPixmap renderIcon(IconName name, int pixels, const QColor& color)
{
    QByteArray svg = iconSource(name);
    svg.replace("currentColor", color.name(QColor::HexRgb).toLatin1());
    QSvgRenderer renderer(svg);
    QPixmap pixmap(pixels, pixels);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setOpacity(color.alphaF());
    renderer.render(&painter, QRectF(0, 0, pixels, pixels));
    return pixmap;
}

class ThemeIconEngine final : public QIconEngine
{
public:
    ThemeIconEngine(IconName name, const IconColors& colors) : m_name(name), m_colors(colors) {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) override
    {
        const int size = std::min(rect.width(), rect.height());
        const QPointF at(rect.x() + (rect.width() - size) / 2.0, rect.y() + (rect.height() - size) / 2.0);
        drawIcon(*painter, at, m_name, size, color(mode, state));
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override
    {
        return scaledPixmap(size, mode, state, 1.0);
    }

    QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State state, qreal scale) override
    {
        // Qt hands over device pixels here; it sets the ratio on the result by itself.
        static_cast<void>(scale);
        const int side = std::min(size.width(), size.height());
        const QPixmap icon = IconCache::pixmap(m_name, side, color(mode, state), 1.0);
        if (size.width() <= side) {
            return icon;
        }
        // Wider than high: the icon and, at its right, room before a button's text.
        QPixmap spaced(size);
        spaced.fill(Qt::transparent);
        QPainter(&spaced).drawPixmap(0, 0, icon);
        return spaced;
    }

    QIconEngine* clone() const override { return new ThemeIconEngine(*this); }

private:
    [[nodiscard]] QColor color(QIcon::Mode mode, QIcon::State state) const
    {
        const Theme& theme = Theme::current();
        if (mode == QIcon::Disabled) {
            return theme.color(m_colors.disabled);
        }
        if (state == QIcon::On) {
            return theme.color(m_colors.checked);
        }
        return theme.color(mode == QIcon::Active ? m_colors.active : m_colors.normal);
    }

    IconName m_name;
    IconColors m_colors;
};

} // namespace

QPixmap IconCache::pixmap(IconName name, int size, const QColor& color, qreal dpr)
{
    const int pixels = std::max(1, int(std::lround(size * dpr)));
    const IconKey key{name, pixels, int(std::lround(dpr * 100)), color.rgba()};
    QHash<IconKey, QPixmap>& cache = pixmaps();
    auto it = cache.find(key);
    if (it == cache.end()) {
        it = cache.insert(key, renderIcon(name, pixels, color));
        it->setDevicePixelRatio(dpr); // before it is shared: later it would copy the picture each time
    }
    return *it;
}

void IconCache::clear()
{
    pixmaps().clear();
}

void drawIcon(QPainter& painter, QPointF at, IconName name, int size, const QColor& color)
{
    const qreal dpr = deviceScale(painter);
    // On whole device pixels, or the thin lines blur.
    const QPointF snapped(std::round(at.x() * dpr) / dpr, std::round(at.y() * dpr) / dpr);
    painter.drawPixmap(snapped, IconCache::pixmap(name, size, color, dpr));
}

QIcon themeIcon(IconName name, const IconColors& colors)
{
    return QIcon(new ThemeIconEngine(name, colors));
}

QIcon themeIcon(IconName name, ColorRole color)
{
    return themeIcon(name, IconColors{color, color, color, ColorRole::Tx4});
}

QIcon applicationIcon()
{
    initUiResources();
    QIcon icon;
    QSvgRenderer renderer(u":/drover/icons/drover.svg"_s);
    for (const int size : {16, 24, 32, 48, 64, 128, 256}) {
        QPixmap pixmap(size, size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        renderer.render(&painter);
        painter.end();
        icon.addPixmap(pixmap);
    }
    return icon;
}

} // namespace Drover
