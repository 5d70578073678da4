#pragma once

#include "models/status.h"

#include <QWidget>
#include <optional>

namespace Drover {

/// A few lines of code in a box: with number, sign, ground and a part that is set bold. Owned by its parent;
/// UI thread.
class CodeSnippet : public QWidget
{
    Q_OBJECT
public:
    struct Line
    {
        QString label; ///< "24", "24 -"
        QString text;
        std::optional<Tone> tone; ///< of ground and label
        int boldFrom = 0;
        int boldLength = 0;
        bool isNote = false; ///< words about the line above, in the tone
    };

    explicit CodeSnippet(QWidget* parent = nullptr);
    void setLines(const QList<Line>& lines);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return {120, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QList<Line> m_lines;
};

} // namespace Drover
