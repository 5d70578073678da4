#pragma once

#include "engine/core/instant.h"

#include <QWidget>

namespace Drover {

/// Box of the top bar: is what one sees live, and the engine's time. 32 high. Owned by its parent; UI thread.
class LiveIndicator : public QWidget
{
    Q_OBJECT
public:
    enum class Mode {
        Live,
        TimeTravel,  ///< shows an earlier state
        Disconnected ///< the engine doesn't answer; the clock stands
    };

    explicit LiveIndicator(QWidget* parent = nullptr);

    void setMode(Mode mode);
    void setTime(Instant at);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] QString word() const;
    void describe();

    Mode m_mode = Mode::Live;
    Instant m_at;
};

} // namespace Drover
