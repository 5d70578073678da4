#pragma once

#include <QButtonGroup>
#include <QToolButton>
#include <QWidget>

namespace Drover {

/// A few choices side by side, one of them taken: filters ("All 10 · Active 5"), short enums. Owned by its
/// parent.
class SegmentedControl : public QWidget
{
    Q_OBJECT
public:
    explicit SegmentedControl(QWidget* parent = nullptr);

    /// `name` becomes the button's objectName.
    void addSegment(int id, const QString& name, const QString& text);
    void clear();
    /// A count behind the text in small figures; -1 = none.
    void setCount(int id, int count);
    /// Doesn't emit.
    void setSegmentVisible(int id, bool visible);
    void setCurrent(int id);
    [[nodiscard]] int current() const { return m_group->checkedId(); }

signals:
    void currentChanged(int id); ///< by the user

private:
    void shapeEnds();

    QButtonGroup* m_group;
};

} // namespace Drover
