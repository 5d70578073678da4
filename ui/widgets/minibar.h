#pragma once

#include "models/status.h"

#include <QWidget>

namespace Drover {

/// A thin progress bar: 6 high (4 in cards). Owned by its parent; UI thread.
class MiniBar : public QWidget
{
    Q_OBJECT
public:
    explicit MiniBar(QWidget* parent = nullptr);

    void setValue(double share); ///< 0…1
    void setTone(Tone tone);
    void setThickness(int pixels);
    [[nodiscard]] double value() const { return m_share; }
    [[nodiscard]] QSize sizeHint() const override { return {64, m_thickness}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    double m_share = 0;
    Tone m_tone = Tone::Run;
    int m_thickness = 6;
};

} // namespace Drover
