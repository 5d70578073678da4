#pragma once

#include <QWidget>

namespace Drover {

class JournalVolume;

/// How much happened when: a bar per span of time, a red foot where something failed, and over it the brush
/// of the rows in view. Dragging, clicking, ← and → move the rows. Owned by the journal pane; UI thread.
class VolumeStrip : public QWidget
{
    Q_OBJECT
public:
    explicit VolumeStrip(JournalVolume& volume, QWidget* parent = nullptr);

    /// The positions of the rows in view.
    void setRowsInView(qint64 oldest, qint64 newest);

signals:
    void seqRequested(qint64 seq); ///< rows around this position

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

private:
    [[nodiscard]] int roomForBins() const;
    [[nodiscard]] double leftOf(qsizetype bin) const;
    [[nodiscard]] int binAt(double x) const;
    [[nodiscard]] QRectF brush() const;
    void request(int bin);
    void paintBars(class QPainter& painter) const;
    void paintTimes(class QPainter& painter) const;
    void paintLegend(class QPainter& painter) const;
    void describe();

    JournalVolume& m_volume;
    qint64 m_oldest = 0;
    qint64 m_newest = 0;
};

} // namespace Drover
