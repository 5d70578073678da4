#pragma once

#include <QToolButton>

namespace Drover {

/// The bell of the top bar with the number of objects that wait for a person. 32×32. Owned by its parent;
/// UI thread.
class BellButton : public QToolButton
{
    Q_OBJECT
public:
    explicit BellButton(const QString& name, QWidget* parent = nullptr);

    void setCount(int count);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    int m_count = 0;
};

} // namespace Drover
