#include "ui/widgets/searchfield.h"

#include "ui/theme/iconcache.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"

#include <QKeyEvent>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

constexpr int kSearchIcon = 14;
constexpr int kClearSize = 24;

} // namespace

SearchField::SearchField(IconName icon, const QString& placeholder, QWidget* parent)
    : QLineEdit(parent), m_icon(icon), m_clear(new QToolButton(this))
{
    setPlaceholderText(placeholder);
    setAccessibleName(placeholder);
    m_clear->setObjectName(u"clear"_s);
    m_clear->setIcon(themeIcon(IconName::Close));
    m_clear->setIconSize(QSize(11, 11));
    m_clear->setCursor(Qt::ArrowCursor);
    m_clear->setFocusPolicy(Qt::NoFocus);
    m_clear->setToolTip(tr("Clear (Esc)"));
    m_clear->setAccessibleName(tr("Clear"));
    m_clear->hide();
    connect(m_clear, &QToolButton::clicked, this, &QLineEdit::clear);
    connect(this, &QLineEdit::textChanged, this, &SearchField::arrange);
    arrange();
}

void SearchField::setShortcutHint(const QString& keys)
{
    m_hint = keys;
    arrange();
}

void SearchField::setResult(const QString& result)
{
    m_result = result;
    arrange();
}

void SearchField::arrange()
{
    const bool filled = !text().isEmpty();
    m_clear->setVisible(filled);
    int right = 0;
    if (filled) {
        right = kClearSize - 4 + (m_result.isEmpty() ? 0 : textWidth(FontRole::FigureSmall, m_result) + 8);
    } else if (!m_hint.isEmpty()) {
        right = textWidth(FontRole::FigureSmall, m_hint) + 14;
    }
    setTextMargins(kSearchIcon + 8, 0, right, 0);
    m_clear->setGeometry(width() - kClearSize - 2, (height() - kClearSize) / 2, kClearSize, kClearSize);
    update();
}

void SearchField::resizeEvent(QResizeEvent* event)
{
    QLineEdit::resizeEvent(event);
    arrange();
}

void SearchField::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape && !text().isEmpty()) {
        clear();
        event->accept();
        return;
    }
    QLineEdit::keyPressEvent(event);
}

void SearchField::paintEvent(QPaintEvent* event)
{
    QLineEdit::paintEvent(event);
    const Theme& theme = Theme::current();
    QPainter painter(this);
    drawIcon(painter, QPointF(9, (height() - kSearchIcon) / 2.0), m_icon, kSearchIcon,
             theme.color(ColorRole::Tx3));
    if (!text().isEmpty()) {
        const QRectF where(0, 0, width() - kClearSize - 6, height());
        drawText(painter, where, Qt::AlignRight | Qt::AlignVCenter, m_result, FontRole::FigureSmall,
                 theme.color(ColorRole::Tx3));
        return;
    }
    if (m_hint.isEmpty()) {
        return;
    }
    const int wide = textWidth(FontRole::FigureSmall, m_hint) + 10;
    const QRectF cap(width() - wide - 6, (height() - 18) / 2.0, wide, 18);
    drawBox(painter, cap, 3, theme.color(ColorRole::Bg2), theme.color(ColorRole::Line2));
    drawText(painter, cap, Qt::AlignCenter, m_hint, FontRole::FigureSmall, theme.color(ColorRole::Tx3));
}

} // namespace Drover
