#include "ui/panes/journal/diffview.h"

#include "ui/objectnames.h"
#include "ui/text/words.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"
#include "ui/theme/themehub.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QScrollBar>
#include <QTextBlock>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

constexpr int kNumberWidth = 30;
constexpr int kSignWidth = 16;
constexpr int kMostLines = 14;
constexpr int kLeastLines = 3;

std::optional<Tone> toneOf(DiffLine::Kind kind)
{
    switch (kind) {
    case DiffLine::Kind::Removed:
        return Tone::Bad;
    case DiffLine::Kind::Added:
        return Tone::Ok;
    case DiffLine::Kind::Same:
    case DiffLine::Kind::Left:
        break;
    }
    return {};
}

/// Removed and added lines of one change stand beside each other; the shorter side is filled up.
std::pair<QList<DiffLine>, QList<DiffLine>> sidesOf(const QList<DiffLine>& lines)
{
    QList<DiffLine> left;
    QList<DiffLine> right;
    const auto level = [&] {
        while (left.size() < right.size())
            left.append(DiffLine());
        while (right.size() < left.size())
            right.append(DiffLine());
    };
    for (const DiffLine& line : lines) {
        switch (line.kind) {
        case DiffLine::Kind::Removed:
            left.append(line);
            break;
        case DiffLine::Kind::Added:
            right.append(line);
            break;
        case DiffLine::Kind::Same:
        case DiffLine::Kind::Left:
            level();
            left.append(line);
            right.append(line);
            break;
        }
    }
    level();
    return {left, right};
}

} // namespace

class DiffText::Gutter final : public QWidget
{
public:
    explicit Gutter(DiffText* text) : QWidget(text), m_text(text) {}

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        m_text->paintGutter(painter);
    }

private:
    DiffText* m_text;
};

DiffText::DiffText(const QString& name, const QString& spoken, QWidget* parent)
    : QPlainTextEdit(parent), m_gutter(new Gutter(this))
{
    setObjectName(name);
    setAccessibleName(spoken);
    setReadOnly(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setFrameShape(QFrame::NoFrame);
    setLineWrapMode(QPlainTextEdit::NoWrap);
    setFont(themeFont(FontRole::FigureSmall));
    setStyleSheet(u"QPlainTextEdit { border: 0; border-radius: 0; }"_s);
    setTabChangesFocus(true);
    document()->setDocumentMargin(0);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, m_gutter, qOverload<>(&QWidget::update));
    connect(&ThemeHub::instance(), &ThemeHub::changed, this, &DiffText::colour);
}

int DiffText::gutterWidth() const
{
    return (m_side == Side::Both ? 2 : 1) * kNumberWidth + kSignWidth;
}

void DiffText::setLines(const QList<DiffLine>& lines, Side side)
{
    m_lines = lines;
    m_side = side;
    QStringList texts;
    for (const DiffLine& line : lines)
        texts.append(line.kind == DiffLine::Kind::Left ? tr("%n unchanged lines", nullptr, line.left)
                                                       : line.text);
    setPlainText(texts.join(u'\n'));
    setViewportMargins(gutterWidth(), 0, 0, 0);
    QTextCursor all(document());
    all.select(QTextCursor::Document);
    QTextBlockFormat format;
    format.setLineHeight(lineHigh, QTextBlockFormat::FixedHeight);
    all.mergeBlockFormat(format);
    colour();
}

void DiffText::colour()
{
    const Theme& theme = Theme::current();
    QList<QTextEdit::ExtraSelection> grounds;
    for (qsizetype i = 0; i < m_lines.size(); ++i) {
        const DiffLine& line = m_lines.at(i);
        const std::optional<Tone> tone = toneOf(line.kind);
        if (!tone && line.kind != DiffLine::Kind::Left)
            continue;
        QTextEdit::ExtraSelection ground;
        ground.cursor = QTextCursor(document()->findBlockByNumber(int(i)));
        ground.format.setProperty(QTextFormat::FullWidthSelection, true);
        ground.format.setBackground(tone ? theme.color(*tone, TonePart::Tint) : theme.color(ColorRole::Bg2));
        grounds.append(ground);
        QTextEdit::ExtraSelection words;
        words.cursor = ground.cursor;
        words.cursor.select(QTextCursor::BlockUnderCursor);
        words.format.setForeground(tone ? theme.color(*tone, TonePart::Text) : theme.color(ColorRole::Tx3));
        grounds.append(words);
    }
    setExtraSelections(grounds);
    m_gutter->update();
}

void DiffText::resizeEvent(QResizeEvent* event)
{
    QPlainTextEdit::resizeEvent(event);
    m_gutter->setGeometry(QRect(contentsRect().topLeft(), QSize(gutterWidth(), viewport()->height())));
}

void DiffText::paintGutter(QPainter& painter)
{
    const Theme& theme = Theme::current();
    painter.fillRect(m_gutter->rect(), theme.color(ColorRole::Bg1));
    const auto number = [&](double left, double top, double high, int value) {
        if (value > 0)
            drawText(painter, QRectF(left, top, kNumberWidth - 6, high), Qt::AlignRight | Qt::AlignVCenter,
                     QString::number(value), FontRole::FigureSmall, theme.color(ColorRole::Tx3));
    };
    for (QTextBlock block = firstVisibleBlock(); block.isValid(); block = block.next()) {
        const QRectF place = blockBoundingGeometry(block).translated(contentOffset());
        const double top = place.top();
        const double high = place.height();
        if (top > m_gutter->height())
            break;
        const DiffLine line = m_lines.value(block.blockNumber());
        if (const std::optional<Tone> tone = toneOf(line.kind)) {
            painter.fillRect(QRectF(0, top, gutterWidth(), high), theme.color(*tone, TonePart::Tint));
            drawText(painter, QRectF(gutterWidth() - kSignWidth, top, kSignWidth, high),
                     Qt::AlignLeft | Qt::AlignVCenter, *tone == Tone::Bad ? u"−"_s : u"+"_s,
                     FontRole::FigureSmall, theme.color(*tone, TonePart::Text));
        } else if (line.kind == DiffLine::Kind::Left) {
            painter.fillRect(QRectF(0, top, gutterWidth(), high), theme.color(ColorRole::Bg2));
        }
        if (m_side != Side::After)
            number(0, top, high, line.before);
        if (m_side != Side::Before)
            number(m_side == Side::Both ? kNumberWidth : 0, top, high, line.after);
    }
}

DiffView::DiffView(QWidget* parent)
    : QWidget(parent), m_left(new DiffText(ObjectNames::journalDetailBefore, tr("Before"), this)),
      m_right(new DiffText(ObjectNames::journalDetailChanges, tr("Before and after"), this))
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(1);
    row->addWidget(m_left, 1);
    row->addWidget(m_right, 1);
    m_left->hide();
    const auto together = [](DiffText* from, DiffText* to) {
        connect(from->verticalScrollBar(), &QScrollBar::valueChanged, to->verticalScrollBar(),
                &QScrollBar::setValue);
    };
    together(m_left, m_right);
    together(m_right, m_left);
}

void DiffView::setLines(const QList<DiffLine>& lines)
{
    if (lines == m_lines)
        return;
    m_lines = lines;
    fill();
}

void DiffView::setSideBySide(bool on)
{
    m_sideBySide = on;
    fill();
}

void DiffView::fill()
{
    m_left->setVisible(m_sideBySide);
    if (m_sideBySide) {
        const auto [left, right] = sidesOf(m_lines);
        m_left->setLines(left, DiffText::Side::Before);
        m_right->setLines(right, DiffText::Side::After);
    } else {
        m_right->setLines(m_lines, DiffText::Side::Both);
    }
    m_right->setAccessibleName(m_sideBySide ? tr("After") : tr("Before and after"));
    const int lines = std::clamp(m_right->lineCount(), kLeastLines, kMostLines);
    setFixedHeight(lines * DiffText::lineHigh + m_right->horizontalScrollBar()->sizeHint().height());
}

/// As a patch would say it.
QString DiffView::text() const
{
    QString text;
    for (const DiffLine& line : m_lines) {
        if (line.kind == DiffLine::Kind::Left)
            continue;
        const QChar sign = line.kind == DiffLine::Kind::Removed ? u'-'
                           : line.kind == DiffLine::Kind::Added ? u'+'
                                                                : u' ';
        text += sign + u' ' + line.text + u'\n';
    }
    return text;
}

} // namespace Drover
