#pragma once

#include "models/journal/textdiff.h"

#include <QPlainTextEdit>

namespace Drover {

/// One side of a comparison, or both in one: text in JetBrains Mono 11/18 with line numbers and a sign in
/// front, grounds in green and red. Can be selected and copied. Part of DiffView.
class DiffText : public QPlainTextEdit
{
    Q_OBJECT
public:
    enum class Side { Both, Before, After };

    DiffText(const QString& name, const QString& spoken, QWidget* parent);

    void setLines(const QList<DiffLine>& lines, Side side);
    [[nodiscard]] int lineCount() const { return int(m_lines.size()); }

    static constexpr int lineHigh = 18;

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    class Gutter;
    void paintGutter(class QPainter& painter);
    void colour();
    [[nodiscard]] int gutterWidth() const;

    QList<DiffLine> m_lines;
    Side m_side = Side::Both;
    Gutter* m_gutter;
};

/// What changed, in one column or side by side; scrolled together. Owned by the journal's detail; UI thread.
class DiffView : public QWidget
{
    Q_OBJECT
public:
    explicit DiffView(QWidget* parent = nullptr);

    void setLines(const QList<DiffLine>& lines);
    void setSideBySide(bool on);
    [[nodiscard]] bool isSideBySide() const { return m_sideBySide; }
    [[nodiscard]] QString text() const;

private:
    void fill();

    QList<DiffLine> m_lines;
    bool m_sideBySide = false;
    DiffText* m_left;
    DiffText* m_right;
};

} // namespace Drover
